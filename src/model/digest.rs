//! What an approval covers: the content of a record, without what is only written down after somebody has said yes.

use super::facts::{ByKind, Facts};
use crate::base::digest::{Digest, Framed};
use crate::base::node::{Class, Node, Reading};

/// Names that no declaration knows, such as those below `custom`, are left out as fields of ours were when the first
/// approvals were given. The list is closed: a name more, and approvals that stand would be stale.
const UNDECLARED: [&str; 9] =
    ["acceptance", "acknowledgements", "approval", "assessed", "communicated", "done", "evidence", "reviewed", "reviewed_on"];

/// What an approval covers of a part of a record, as its fields declare it.
#[derive(Default)]
struct Covered {
    /// The declared fields by name, sorted; None for what is left out.
    fields: Vec<(&'static str, Option<Covered>)>,
    /// For the items of a list and below free names.
    each: Option<Box<Covered>>,
}

/// Of what no declaration knows.
static FREE: Covered = Covered { fields: Vec::new(), each: None };

impl Covered {
    fn of(facts: Facts, is_left_out: fn(Facts) -> bool) -> Self {
        let below = |facts: Facts| Covered::of(facts, is_left_out);
        let field = |(name, field): (&'static str, Facts)| (name, (!is_left_out(field)).then(|| below(field)));
        let mut fields: Vec<_> = facts.fields().map(field).collect();
        fields.sort_unstable_by_key(|(name, _)| *name);
        Self { fields, each: facts.each().is_known().then(|| Box::new(below(facts.each()))) }
    }

    fn of_kind(kind: &str) -> &'static Self {
        static KINDS: ByKind<Covered> =
            ByKind::new(|facts| Covered::of(facts, |field| field.is_afterwards() || field.is_aside() || field.is_outcome()));
        KINDS.get(kind).unwrap_or(&FREE)
    }

    /// What approvals covered before outcomes were left out. Digests that were written down then still count.
    fn of_kind_with_outcome(kind: &str) -> &'static Self {
        static KINDS: ByKind<Covered> = ByKind::new(|facts| Covered::of(facts, |field| field.is_afterwards() || field.is_aside()));
        KINDS.get(kind).unwrap_or(&FREE)
    }

    /// What the first approvals covered: tags, links and notes too. Digests that were written down then still count.
    fn of_kind_at_first(kind: &str) -> &'static Self {
        static KINDS: ByKind<Covered> = ByKind::new(|facts| Covered::of(facts, Facts::is_afterwards));
        KINDS.get(kind).unwrap_or(&FREE)
    }

    /// What is covered of a field; None if nothing is.
    fn field(&self, name: &str) -> Option<&Self> {
        match self.fields.binary_search_by_key(&name, |(known, _)| known) {
            Ok(found) => self.fields[found].1.as_ref(),
            Err(_) => (!UNDECLARED.contains(&name)).then(|| self.each()),
        }
    }

    fn each(&self) -> &Self {
        self.each.as_deref().unwrap_or(&FREE)
    }
}

/// Whether an approval covers the field of a kind with these names, lists left out.
pub fn is_covered<'n>(kind: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    let inside = |covered: &'static Covered, name: &str| {
        let covered = if covered.fields.is_empty() { covered.each() } else { covered };
        covered.field(name)
    };
    names.into_iter().try_fold(Covered::of_kind(kind), inside).is_some()
}

/// A digest of the part of a record at a JSON pointer, as far as an approval covers it, and of the file that is approved with
/// it, by its digest in hex. Comments, layout, quoting and the order of keys do not count; every value does, framed by
/// its length, so that no two contents share a digest by being cut differently. References count by the first name of what
/// they refer to, and so does the record's own id: what is only called otherwise is what was approved. None if there is no
/// such part to cover.
pub fn content(kind: &str, record: Node<'_>, pointer: &str, file: Option<&str>) -> Option<Digest> {
    content_of(Covered::of_kind(kind), record, pointer, file, Reading::Lasting)
}

/// Whether a digest that was written down is that of the content now, or was when tags, links, notes or outcomes were part of
/// it. One that was made of the ids as they stand is, too: somebody may have said only later what they were before.
pub fn is_of(recorded: &str, kind: &str, record: Node<'_>, pointer: &str, file: Option<&str>) -> bool {
    let readings: &[Reading] = if record.file().has_lasting() { &[Reading::Lasting, Reading::Written] } else { &[Reading::Written] };
    let sets = [Covered::of_kind(kind), Covered::of_kind_with_outcome(kind), Covered::of_kind_at_first(kind)];
    let mut all = sets
        .into_iter()
        .flat_map(|covered| readings.iter().filter_map(move |reading| content_of(covered, record, pointer, file, *reading)));
    all.any(|now| now.is_recorded(recorded))
}

fn content_of(covered: &'static Covered, record: Node<'_>, pointer: &str, file: Option<&str>, reading: Reading) -> Option<Digest> {
    let part = record.find(pointer)?;
    let covered = pointer.split('/').skip(1).try_fold(covered, |covered, name| covered.field(name))?;
    let mut framed = Framed::default();
    add(part, Some(covered), reading, &mut framed);
    if let Some(file) = file {
        framed.text(b'f', file);
    }
    Some(framed.finish())
}

/// A digest of all values, covered or not: of an approval itself. References count by the first names of what they refer to.
pub fn whole(node: Node<'_>) -> Digest {
    let mut framed = Framed::default();
    add(node, None, Reading::Lasting, &mut framed);
    framed.finish()
}

/// Adds what is covered of a value; all of it for None.
fn add<'a>(node: Node<'a>, covered: Option<&Covered>, reading: Reading, framed: &mut Framed) {
    match node.class() {
        Class::Map => {
            let inside = |(key, value): (Node<'a>, Node<'a>)| match covered {
                Some(covered) => covered.field(key.text()).map(|field| (key.text(), value, Some(field))),
                None => Some((key.text(), value, None)),
            };
            let mut entries: Vec<_> = node.entries().filter_map(inside).collect();
            entries.sort_by_key(|(key, ..)| *key);
            framed.open(b'm', entries.len());
            for (key, value, covered) in entries {
                framed.text(b'k', key);
                add(value, covered, reading, framed);
            }
        }
        Class::Seq => {
            framed.open(b'l', node.items().count());
            node.items().for_each(|item| add(item, covered.map(Covered::each), reading, framed));
        }
        Class::Null => framed.text(b'n', ""),
        Class::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
        Class::Int | Class::Float => framed.text(b'd', node.text()),
        Class::Plain | Class::Quoted | Class::Owned => framed.text(b's', node.read(reading)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::node::SourceFile;
    use crate::base::span::FileId;
    use crate::load::{load, yaml};
    use crate::model::schemas::{names, schema};
    use crate::store::worktree::WorkTree;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::iter;

    /// What approvals left out when version 0.1.0 gave them, wherever it stood. Digests that are written down rest on it.
    const LEFT_OUT: [&str; 9] =
        ["approval", "acceptance", "acknowledgements", "assessed", "communicated", "done", "evidence", "reviewed", "reviewed_on"];

    /// What could be approved then: kinds, and the part that an approval covers.
    const COVERED: [(&str, &str); 10] = [
        ("change", ""),
        ("document", ""),
        ("exception", ""),
        ("isms", "/risk"),
        ("objective", ""),
        ("plan", ""),
        ("review", ""),
        ("risk", ""),
        ("scope", ""),
        ("soa", ""),
    ];

    /// The digest of version 0.1.0, in its own words.
    fn as_ever(node: Node<'_>) -> Digest {
        fn add(node: Node<'_>, framed: &mut Framed) {
            match node.class() {
                Class::Map => {
                    let mut entries: Vec<_> = node.entries().filter(|(key, _)| !LEFT_OUT.contains(&key.text())).collect();
                    entries.sort_by_key(|(key, _)| key.text());
                    framed.open(b'm', entries.len());
                    for (key, value) in entries {
                        framed.text(b'k', key.text());
                        add(value, framed);
                    }
                }
                Class::Seq => {
                    framed.open(b'l', node.items().count());
                    node.items().for_each(|item| add(item, framed));
                }
                Class::Null => framed.text(b'n', ""),
                Class::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
                Class::Int | Class::Float => framed.text(b'd', node.text()),
                Class::Plain | Class::Quoted | Class::Owned => framed.text(b's', node.text()),
            }
        }
        let mut framed = Framed::default();
        add(node, &mut framed);
        framed.finish()
    }

    /// A record of many depths, with names of its own that are ours elsewhere.
    const RISK: &str = "id: RSK-1
title: 'It floods'
affects: [availability]
method: 1.10
assessed: {on: 2026-01-01, in: ASM-1}
current: {likelihood: 3, impact: {money: 2, people: 3}, rationale: Seen once}
treatment:
  option: modify
  controls: [CTL-a, CTL-b]
  actions:
  - {what: Move it, due: 2026-06-30, done: 2026-05-01, evidence: [EVD-1], replanned: {from: 2026-03-31, reason: Late}}
  approval: {by: ROL-a, on: 2026-02-01}
acceptance: {by: ROL-a, on: 2026-02-02}
notes: |
  Two
  lines
custom: {done: 2026-01-01, evidence: none, answered: TRUE, size: 1.50}
";

    fn file(text: &str) -> SourceFile {
        yaml::read(FileId(0), String::new(), text.as_bytes().to_vec()).0
    }

    /// What was written down when the first approvals were given.
    fn at_first(kind: &str, record: Node<'_>, pointer: &str) -> Option<Digest> {
        content_of(Covered::of_kind_at_first(kind), record, pointer, None, Reading::Written)
    }

    #[test]
    fn a_digest_that_was_written_down_at_first_counts_and_asides_count_no_longer() {
        let digest = |text: &str| content("risk", file(text).documents().next().unwrap(), "", None).unwrap();
        let is_of =
            |recorded: Digest, text: &str| is_of(&format!("sha256:{recorded}"), "risk", file(text).documents().next().unwrap(), "", None);
        let first = at_first("risk", file(RISK).documents().next().unwrap(), "").unwrap();
        assert!(first != digest(RISK) && is_of(first, RISK) && is_of(digest(RISK), RISK));
        for aside in ["tags: [a]\n", "links: [RSK-2]\n", "tags: []\nlinks: []\n"] {
            let changed = format!("{RISK}{aside}").replace("  Two\n", "  Three\n");
            assert!(digest(&changed) == digest(RISK) && is_of(digest(RISK), &changed) && !is_of(first, &changed), "{aside}");
        }
        for said in [RISK.replace("It floods", "It burns"), RISK.replace("Late", "Later"), RISK.replace("answered: TRUE", "answered: 1")] {
            assert!(digest(&said) != digest(RISK) && !is_of(digest(RISK), &said) && !is_of(first, &said), "{said}");
        }
    }

    #[test]
    fn what_became_of_it_leaves_an_approval_standing_and_older_digests_count() {
        let cases = [
            ("objective", "id: OBJ-1\ntitle: Fewer leaks\nstatus: open\n", "open", "met", "Fewer leaks"),
            ("change", "id: CHG-1\ntitle: A new broker\nrisk_review: ASM-1\n", "ASM-1", "ASM-2", "A new broker"),
        ];
        for (kind, text, outcome, other, content) in cases {
            let source = file(text);
            let record = source.documents().next().unwrap();
            let before = content_of(Covered::of_kind_with_outcome(kind), record, "", None, Reading::Written).unwrap();
            let now = self::content(kind, record, "", None).unwrap();
            let counts =
                |digest: Digest, text: &str| is_of(&format!("sha256:{digest}"), kind, file(text).documents().next().unwrap(), "", None);
            assert!(before != now && counts(before, text) && counts(now, text), "{kind}");
            let came_out = text.replace(outcome, other);
            assert!(counts(now, &came_out) && !counts(before, &came_out), "{kind}");
            assert!(!counts(now, &text.replace(content, "Another")), "{kind}");
        }
    }

    #[test]
    fn digests_are_what_they_were() {
        let records = [
            ("risk", RISK),
            (
                "isms",
                "format: 1\nrisk: {version: '1', levels: [{name: low, from: 1}], approval: {by: ROL-a, on: 2026-01-01}}\nretention: {evidence: 3y}\n",
            ),
            ("plan", "milestones: [{what: A, done: 2026-01-01}, {what: B, due: 2026-02-01}]\nnotes: evidence\n"),
            ("document", "id: DOC-1\ntitle: T\ntype: policy\nreviewed_on: 2026-01-01\ncommunicated: [{audience: all, on: 2026-01-01}]\n"),
        ];
        let digests = records.map(|(kind, text)| format!("{kind} {}", at_first(kind, file(text).documents().next().unwrap(), "").unwrap()));
        insta::assert_snapshot!(digests.join("\n"), @r"
        risk 9508313da1a1ea7a7ceeb9bc4b69249a2c31e8be6e1733eb663fc44b35047889
        isms 161599f3f88fdb2668730fab13a414557c81eaac6587a3f0c30f124503bab678
        plan 8b289be7053b384edddfd35befc22f0b2dbc442cf19f54ed344230ddfb18c244
        document 0d67b3dac891e6c24ac2d3708426bfcc4ac003de8b8f8e8749690022e70c5714
        ");
    }

    #[test]
    fn every_record_of_the_examples_has_the_digest_it_had() {
        for example in ["acme", "acme-broken", "minimal"] {
            let loaded = load(&WorkTree::at(format!("examples/{example}"))).unwrap();
            let program = &loaded.program;
            assert!(program.documents().count() > 5, "{example}");
            for (id, kind, doc) in program.documents() {
                let record = program.node(doc);
                for (_, covers) in COVERED.into_iter().filter(|(known, _)| *known == kind) {
                    let part = record.find(covers).map(as_ever);
                    assert_eq!(at_first(kind, record, covers), part, "{kind} {id}{covers}");
                }
            }
        }
    }

    /// Came after version 0.1.0, which refused them, so no approval was given over them.
    const LATER: [&str; 5] = ["amended", "body_told", "formerly", "groups", "releases"];

    /// Every name that any declaration had then.
    fn declared() -> Vec<&'static str> {
        fn add(schema: &'static Value, found: &mut Vec<&'static str>) {
            for (name, part) in schema["properties"].as_object().into_iter().flatten() {
                found.push(name);
                add(part, found);
            }
            [&schema["items"], &schema["additionalProperties"]]
                .into_iter()
                .filter(|part| part.is_object())
                .for_each(|part| add(part, found));
        }
        let mut found = LEFT_OUT.to_vec();
        names().for_each(|kind| add(schema(kind).unwrap(), &mut found));
        found.retain(|name| !LATER.contains(name));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// One value for each place that a declaration has, with nothing else in it.
    fn places(schema: &'static Value) -> Vec<Value> {
        let mut found: Vec<Value> = places_inside(&schema["items"]).into_iter().map(|inner| json!([inner])).collect();
        found.extend(places_inside(&schema["additionalProperties"]).into_iter().map(|inner| json!({ "plain": inner })));
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            if !LATER.contains(&name.as_str()) {
                found.extend(iter::once(json!("1")).chain(places(part)).map(|inner| json!({ name: inner })));
            }
        }
        found
    }

    fn places_inside(part: &'static Value) -> Vec<Value> {
        if part.is_object() { places(part) } else { Vec::new() }
    }

    #[test]
    fn what_stands_in_a_place_counts_as_it_did_or_came_later() {
        let mut tried = 0;
        for (kind, covers) in COVERED {
            for value in places(schema(kind).unwrap()) {
                let file = file(&value.to_string());
                let node = file.documents().next().unwrap();
                assert_eq!(at_first(kind, node, covers), node.find(covers).map(as_ever), "{kind}: {value}");
                tried += 1;
            }
        }
        assert!(tried > 200, "{tried}");
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop::sample::select(&["1", "1.10", "true", "plain", ""][..]).prop_map(Value::from);
        let name = prop_oneof![prop::sample::select(LEFT_OUT.to_vec()), prop::sample::select(declared())];
        leaf.prop_recursive(5, 40, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::vec((name.clone(), inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
            ]
        })
    }

    proptest! {
        /// Whatever stands where, as far as anybody may have approved it.
        #[test]
        fn no_content_has_another_digest_than_it_had(value in value()) {
            let file = file(&value.to_string());
            for node in file.documents() {
                for (kind, covers) in COVERED {
                    prop_assert_eq!(at_first(kind, node, covers), node.find(covers).map(as_ever), "{}", kind);
                }
            }
        }
    }
}
