//! Lists: what came to them and what left them, item by item.

use super::sayings::sentence;
use super::values::{joined, named, quoted, reads_as_verb};
use super::{Teller, paired};
use crate::base::node::{Class, Node};
use crate::base::text::count;
use crate::history::changes::is_blank;
use crate::model::facts::Facts;
use std::collections::HashMap;

/// More than these are counted.
const MANY: usize = 3;

/// The items of a list of mappings, as their declaration has it.
struct Entries {
    /// What people call one of them.
    one: String,
    /// The fields that tell one from another.
    key: Vec<&'static str>,
    /// For what happened on a day, how it reads: words and the fields they lead to. Things have none; they come and go.
    event: Vec<(&'static str, &'static str)>,
    facts: Facts,
}

impl Entries {
    /// None if no declaration says what tells them apart.
    fn of(name: &str, list: Facts) -> Option<Self> {
        let facts = list.each();
        let (key, told) = (facts.key(), facts.told().unwrap_or_default());
        let event = told.split('}').filter_map(|part| part.split_once('{')).map(|(words, field)| (words.trim(), field)).collect();
        (!key.is_empty()).then(|| Self { one: one_of(name, facts), key, event, facts })
    }
}

impl Teller<'_> {
    /// How a list differs. Nothing, if its items are neither all scalars nor all mappings of a known list.
    pub(super) fn list(&mut self, at: &str, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        // Of a treatment people say `control CTL-x added`: no other list of a risk could be meant.
        let at = if at == "treatment" { "" } else { at };
        let [old, new] = [before, after].map(items);
        let said = self.said.len();
        if old.iter().chain(&new).all(|item| item.is_scalar()) {
            self.words(at, name, facts, &old, &new);
        } else if let Some(entries) = Entries::of(name, facts) {
            self.entries(at, name, &entries, &old, &new);
        } else {
            return;
        }
        if self.said.len() == said {
            self.say(name, &[&named(at, name), "reordered"]);
        }
    }

    fn words(&mut self, at: &str, name: &str, facts: Facts, old: &[Node<'_>], new: &[Node<'_>]) {
        let many = named("", name);
        let (one, no_longer) = (one_of(name, facts), format!("no longer {many}"));
        let [came, left] = if reads_as_verb(name, facts) {
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

    fn entries(&mut self, at: &str, name: &str, entries: &Entries, old: &[Node<'_>], new: &[Node<'_>]) {
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        for (_, before, after) in paired(&keyed(old, &entries.key), &keyed(new, &entries.key)) {
            match (before, after) {
                (None, None) => {}
                (None, Some(item)) => added.push(entries.told(item, "added")),
                (Some(item), None) => removed.push(entries.told(item, "removed")),
                (Some(before), Some(after)) => {
                    self.mapping(&joined(&[at, &entries.label(after)]), entries.facts, Some(before), Some(after));
                }
            }
        }
        for (items, fate) in [(added, "added"), (removed, "removed")] {
            if items.len() > MANY {
                self.say(name, &[at, &count(items.len(), &entries.one), fate]);
            } else {
                items.iter().for_each(|item| self.say(name, &[at, item]));
            }
        }
    }
}

impl Entries {
    /// `action “Move the backups”`
    fn label(&self, item: Node<'_>) -> String {
        let keys = self.key.iter().filter_map(|key| item.get(key)).map(quoted);
        keys.fold(self.one.clone(), |label, key| joined(&[&label, &key]))
    }

    fn told(&self, item: Node<'_>, fate: &str) -> String {
        match (sentence(item, &self.event), fate) {
            (told, _) if told.is_empty() => joined(&[&self.label(item), fate]),
            (told, "added") => told,
            (told, _) => format!("{told}: {fate}"),
        }
    }
}

/// The items that hold something; a value that is no list is its own only item.
fn items(node: Option<Node<'_>>) -> Vec<Node<'_>> {
    match node {
        Some(list) if list.class() == Class::Seq => list.items().filter(|item| !is_blank(*item)).collect(),
        other => other.into_iter().collect(),
    }
}

/// The items that are in `list` more often than in `other`.
fn beyond(list: &[Node<'_>], other: &[Node<'_>]) -> Vec<String> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    other.iter().for_each(|item| *known.entry(item.lasting().trim_end()).or_default() += 1);
    let is_beyond = |item: &&Node<'_>| match known.get_mut(item.lasting().trim_end()) {
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
        let parts: Vec<&str> = key.iter().map(|part| item.get(part).map_or("", Node::lasting)).collect();
        let key = parts.join("\n");
        let turn = turns.entry(key.clone()).or_default();
        *turn += 1;
        ((key, *turn), *item)
    };
    items.iter().map(keyed).collect()
}

/// What one item of a list is called: as its declaration says, else the list's name without the plural.
fn one_of(name: &str, facts: Facts) -> String {
    facts.one().map_or_else(|| singular(&named("", name)), str::to_owned)
}

fn singular(many: &str) -> String {
    let stem = |end: &str| many.strip_suffix(end);
    match (stem("ies"), stem("sses"), stem("ss"), stem("s")) {
        (Some(stem), ..) => format!("{stem}y"),
        (_, Some(stem), ..) => format!("{stem}ss"),
        (_, _, None, Some(stem)) => stem.into(),
        _ => many.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas::names;

    /// A list that no verb leads to is spoken of by one of its items, so there must be a word for one.
    fn speaks(path: &str, facts: Facts) {
        for (name, field) in facts.fields() {
            let (path, item) = (format!("{path}.{name}"), field.each());
            if field.is_list() {
                let called = if item.key().is_empty() { field } else { item };
                let has_word = called.one().is_some() || singular(name) != name || reads_as_verb(name, field);
                assert!(has_word, "{path} needs `x-isms-one`: what one of them is called");
            }
            speaks(&path, field);
            speaks(&path, item);
        }
    }

    #[test]
    fn every_list_of_the_records_has_words() {
        names().for_each(|kind| speaks(kind, Facts::of(kind)));
        let called = ["opportunities", "processes", "sites", "access", "compensating"].map(singular);
        assert_eq!(called, ["opportunity", "process", "site", "access", "compensating"]);
    }
}
