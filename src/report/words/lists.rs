//! Lists: what came to them and what left them, item by item.

use super::sayings::sentence;
use super::values::{joined, named, quoted, reads_as_verb};
use super::{Teller, paired};
use crate::base::node::{Kind, Node};
use crate::base::text::count;
use crate::history::changes::is_blank;
use std::collections::HashMap;

/// More than these are counted.
const MANY: usize = 3;

/// A list whose items are mappings.
struct Entries {
    field: &'static str,
    /// What people call one of them.
    one: &'static str,
    /// The fields that tell one from another.
    key: &'static [&'static str],
    /// For what happened on a day, how it reads: words and the fields they lead to. Things have none; they come and go.
    event: &'static [(&'static str, &'static str)],
}

const fn things(field: &'static str, one: &'static str, key: &'static [&'static str]) -> Entries {
    Entries { field, one, key, event: &[] }
}

/// All such lists of the records, by field.
static ENTRIES: &[Entries] = &[
    Entries {
        field: "acknowledgements",
        one: "acknowledgement",
        key: &["person", "version", "on"],
        event: &[("version", "version"), ("acknowledged by", "person"), ("on", "on")],
    },
    things("actions", "action", &["what"]),
    things("amended", "amendment", &["on", "what"]),
    Entries { field: "analyses", one: "conclusion", key: &["on"], event: &[("analysed on", "on"), ("by", "by"), ("–", "conclusion")] },
    things("anchors", "anchor", &["commit"]),
    things("certificates", "certificate", &["name"]),
    Entries {
        field: "communicated",
        one: "communication",
        key: &["audience", "on"],
        event: &[("communicated to", "audience"), ("on", "on"), ("by", "how")],
    },
    things("communications", "communication", &["topic"]),
    things("competence", "competence", &["what"]),
    Entries {
        field: "completions",
        one: "completion",
        key: &["person", "on"],
        event: &[("completed by", "person"), ("on", "on"), ("with", "score")],
    },
    things("decisions", "decision", &["text"]),
    things("disposed", "disposal", &["on", "reason"]),
    things("excludes", "exclusion", &["what"]),
    things("external_documents", "external document", &["title"]),
    things("impact", "impact step", &["value"]),
    things("interfaces", "interface", &["with"]),
    things("issues", "issue", &["id"]),
    things("levels", "level", &["name"]),
    things("likelihood", "likelihood step", &["value"]),
    things("milestones", "milestone", &["what"]),
    things("notifications", "notification", &["obligation"]),
    things("opportunities", "opportunity", &["id"]),
    things("participants", "participant", &["person"]),
    things("parties", "party", &["name"]),
    things("processes", "process", &["id"]),
    Entries { field: "readings", one: "reading", key: &["on"], event: &[("reading", "value"), ("on", "on")] },
    things("requirements", "requirement", &["text"]),
    things("resources", "resource", &["what"]),
    Entries { field: "results", one: "result", key: &["on"], event: &[("", "result"), ("on", "on"), ("by", "by")] },
    Entries { field: "reviews", one: "review", key: &["on"], event: &[("reviewed on", "on"), ("by", "by"), ("and found", "result")] },
    Entries {
        field: "risks_reviewed",
        one: "risk review",
        key: &["risk"],
        event: &[("", "risk"), ("reviewed on", "on"), ("–", "outcome")],
    },
    things("sample", "sample", &["what"]),
    things("team", "team member", &["person"]),
    things("tests", "test", &["what"]),
];

impl Teller<'_> {
    /// How a list differs. Nothing, if its items are neither all scalars nor all mappings of a known list.
    pub(super) fn list(&mut self, at: &str, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        // Of a treatment people say `control CTL-x added`: no other list of a risk could be meant.
        let at = if at == "treatment" { "" } else { at };
        let [old, new] = [before, after].map(items);
        let said = self.said.len();
        if old.iter().chain(&new).all(|item| item.is_scalar()) {
            self.words(at, name, &old, &new);
        } else if let Some(entries) = ENTRIES.iter().find(|entries| entries.field == name) {
            self.entries(at, entries, &old, &new);
        } else {
            return;
        }
        if self.said.len() == said {
            self.say(name, &[&named(at, name), "reordered"]);
        }
    }

    fn words(&mut self, at: &str, name: &str, old: &[Node<'_>], new: &[Node<'_>]) {
        let many = named("", name);
        let (one, no_longer) = (singular(&many), format!("no longer {many}"));
        let [came, left] = if reads_as_verb(name) {
            [[&*many, &*many, ""], [&*no_longer, &*no_longer, ""]]
        } else {
            [[&*one, &*many, "added"], [&*one, &*many, "removed"]]
        };
        for ([one, many, fate], items) in [(came, beyond(new, old)), (left, beyond(old, new))] {
            if let Some((first, rest @ [_, ..])) = items.split_at_checked(MANY) {
                let all = format!("{} and {} more", first.join(", "), rest.len());
                self.say(name, &[at, many, &all, fate]);
            } else {
                items.iter().for_each(|item| self.say(name, &[at, one, item, fate]));
            }
        }
    }

    fn entries(&mut self, at: &str, entries: &Entries, old: &[Node<'_>], new: &[Node<'_>]) {
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for (_, before, after) in paired(&keyed(old, entries.key), &keyed(new, entries.key)) {
            match (before, after) {
                (None, None) => {}
                (None, Some(item)) => added.push(entries.told(item, "added")),
                (Some(item), None) => removed.push(entries.told(item, "removed")),
                (Some(before), Some(after)) => self.mapping(&joined(&[at, &entries.label(after)]), Some(before), Some(after)),
            }
        }
        for (items, fate) in [(added, "added"), (removed, "removed")] {
            if items.len() > MANY {
                self.say(entries.field, &[at, &count(items.len(), entries.one), fate]);
            } else {
                items.iter().for_each(|item| self.say(entries.field, &[at, item]));
            }
        }
    }
}

impl Entries {
    /// `action “Move the backups”`
    fn label(&self, item: Node<'_>) -> String {
        let keys = self.key.iter().filter_map(|key| item.get(key)).map(quoted);
        keys.fold(self.one.to_owned(), |label, key| joined(&[&label, &key]))
    }

    fn told(&self, item: Node<'_>, fate: &str) -> String {
        match (sentence(item, self.event), fate) {
            (told, _) if told.is_empty() => joined(&[&self.label(item), fate]),
            (told, "added") => told,
            (told, _) => format!("{told}: {fate}"),
        }
    }
}

/// The items that hold something; a value that is no list is its own only item.
fn items(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    match node {
        Some(list) if list.kind() == Kind::Seq => list.items().filter(|item| !is_blank(*item)).collect(),
        other => other.into_iter().collect(),
    }
}

/// The items that are in `list` more often than in `other`.
fn beyond(list: &[Node<'_>], other: &[Node<'_>]) -> Vec<String> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    other.iter().for_each(|item| *known.entry(item.text().trim_end()).or_default() += 1);
    let is_beyond = |item: &&Node<'_>| match known.get_mut(item.text().trim_end()) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    list.iter().filter(is_beyond).map(|item| quoted(*item)).collect()
}

/// Items by what tells them apart; those that nothing does by their turn.
fn keyed<'a>(items: &[Node<'a>], key: &[&str]) -> Vec<((String, usize), Node<'a>)> {
    let mut turns: HashMap<String, usize> = HashMap::new();
    let keyed = |item: &Node<'a>| {
        let parts: Vec<&str> = key.iter().map(|part| item.get(part).map_or("", Node::text)).collect();
        let key = parts.join("\n");
        let turn = turns.entry(key.clone()).or_default();
        *turn += 1;
        ((key, *turn), *item)
    };
    items.iter().map(keyed).collect()
}

/// What one item of a list is called.
fn singular(many: &str) -> String {
    let stem = |end: &str| many.strip_suffix(end);
    match many {
        "because" => "reason".into(),
        "compensating" => "compensating control".into(),
        "criteria" => "criterion".into(),
        "isms change" => "ISMS change".into(),
        _ if many.ends_with("sis") => many.into(),
        _ => match (stem("ies"), stem("sses"), stem("ss"), stem("s")) {
            (Some(stem), ..) => format!("{stem}y"),
            (_, Some(stem), ..) => format!("{stem}ss"),
            (_, _, None, Some(stem)) => stem.into(),
            _ => many.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas::{names, schema};
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// The names of lists of scalars below a schema; lists of mappings are held against the table.
    fn lists<'s>(schema: &'s Value, found: &mut BTreeSet<&'s str>) {
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            match part["items"]["properties"].as_object() {
                Some(fields) => {
                    let entries =
                        ENTRIES.iter().find(|entries| entries.field == name).unwrap_or_else(|| panic!("{name} is not in the table"));
                    let used = entries.key.iter().chain(entries.event.iter().map(|(_, field)| field));
                    assert!(used.clone().all(|field| fields.contains_key(*field)), "{name}: {fields:?}");
                }
                None if part["type"] == "array" => drop(found.insert(name)),
                None => {}
            }
            [part, &part["items"], &part["additionalProperties"]].into_iter().for_each(|below| lists(below, found));
        }
    }

    #[test]
    fn every_list_of_the_records_has_words() {
        let mut found = BTreeSet::new();
        names().for_each(|kind| lists(schema(kind).unwrap(), &mut found));
        let (verbs, nouns): (Vec<&str>, Vec<&str>) = found.into_iter().partition(|name| reads_as_verb(name));
        insta::assert_snapshot!(verbs.join(", "), @"about, addressed_by, affects, covers, depends_on, held_by, implements, interacts_with, replaces, satisfies, supports, touches");
        insta::assert_snapshot!(nouns.iter().map(|name| singular(&named("", name))).collect::<Vec<_>>().join(", "), @"access, amendment, asset, attendee, audience, auditee, auditor, basis, reason, clause, compensating control, competence, control, criterion, document, duty, email, evidence, follow up, grid, information, input, ISMS change, item, link, location, obligation, opportunity, origin, output, process, record, risk, service, site, system, tag, trigger, unit");
        assert!(ENTRIES.is_sorted_by_key(|entries| entries.field));
    }
}
