//! What an approval covers: the content of a record, without what is only written down after somebody has said yes.

use crate::base::digest::{Digest, Framed};
use crate::base::node::{Kind, Node};

/// Fields that are no part of what was approved, wherever they stand: who approved, and how what was approved was
/// carried out and made known. Progress on a plan is no new plan.
const AFTERWARDS: [&str; 9] =
    ["approval", "acceptance", "acknowledgements", "assessed", "communicated", "done", "evidence", "reviewed", "reviewed_on"];

/// Whether an approval covers the field of this name.
pub fn is_covered(field: &str) -> bool {
    !AFTERWARDS.contains(&field)
}

/// A digest of a record's values. Comments, layout, quoting and the order of keys do not count; every value that an
/// approval covers does, framed by its length, so that no two contents share a digest by being cut differently.
pub fn content(node: Node<'_>) -> Digest {
    of(node, None)
}

/// The same with the digest of a document's file, in hex.
pub fn of(node: Node<'_>, file: Option<&str>) -> Digest {
    let mut framed = Framed::default();
    add(node, &is_covered, &mut framed);
    if let Some(file) = file {
        framed.text(b'f', file);
    }
    framed.finish()
}

/// A digest of all values, covered or not: of an approval itself.
pub fn whole(node: Node<'_>) -> Digest {
    let mut framed = Framed::default();
    add(node, &|_| true, &mut framed);
    framed.finish()
}

fn add(node: Node<'_>, counts: &dyn Fn(&str) -> bool, framed: &mut Framed) {
    match node.kind() {
        Kind::Map => {
            let mut entries: Vec<_> = node.entries().filter(|(key, _)| counts(key.text())).collect();
            entries.sort_by_key(|(key, _)| key.text());
            framed.open(b'm', entries.len());
            for (key, value) in entries {
                framed.text(b'k', key.text());
                add(value, counts, framed);
            }
        }
        Kind::Seq => {
            framed.open(b'l', node.items().count());
            node.items().for_each(|item| add(item, counts, framed));
        }
        Kind::Null => framed.text(b'n', ""),
        Kind::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
        Kind::Int | Kind::Float => framed.text(b'd', node.text()),
        Kind::Plain | Kind::Quoted | Kind::Owned => framed.text(b's', node.text()),
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
    use serde_json::Value;

    /// What approvals left out when version 0.1.0 gave them, wherever it stood. Digests that are written down rest on it.
    const LEFT_OUT: [&str; 9] =
        ["approval", "acceptance", "acknowledgements", "assessed", "communicated", "done", "evidence", "reviewed", "reviewed_on"];

    /// The digest of version 0.1.0, in its own words.
    fn as_ever(node: Node<'_>) -> Digest {
        fn add(node: Node<'_>, framed: &mut Framed) {
            match node.kind() {
                Kind::Map => {
                    let mut entries: Vec<_> = node.entries().filter(|(key, _)| !LEFT_OUT.contains(&key.text())).collect();
                    entries.sort_by_key(|(key, _)| key.text());
                    framed.open(b'm', entries.len());
                    for (key, value) in entries {
                        framed.text(b'k', key.text());
                        add(value, framed);
                    }
                }
                Kind::Seq => {
                    framed.open(b'l', node.items().count());
                    node.items().for_each(|item| add(item, framed));
                }
                Kind::Null => framed.text(b'n', ""),
                Kind::Bool => framed.text(b'b', &node.text().to_ascii_lowercase()),
                Kind::Int | Kind::Float => framed.text(b'd', node.text()),
                Kind::Plain | Kind::Quoted | Kind::Owned => framed.text(b's', node.text()),
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

    #[test]
    fn digests_are_what_they_were() {
        let records = [
            ("risk", RISK),
            ("finding", "id: FND-1\ntitle: T\ngrade: minor\nevidence: Seen\nactions: [{what: A, done: 2026-01-01}]\n"),
            (
                "isms",
                "format: 1\nrisk: {version: '1', levels: [{name: low, from: 1}], approval: {by: ROL-a, on: 2026-01-01}}\nretention: {evidence: 3y}\n",
            ),
            ("context", "opportunities: [{id: O1, description: D, actions: [{what: W, evidence: [EVD-1]}], done: 2026-01-01}]\n"),
            ("document", "id: DOC-1\ntitle: T\ntype: policy\nreviewed_on: 2026-01-01\ncommunicated: [{audience: all, on: 2026-01-01}]\n"),
        ];
        let digests = records.map(|(kind, text)| format!("{kind} {}", content(file(text).documents().next().unwrap())));
        insta::assert_snapshot!(digests.join("\n"), @r"
        risk 9508313da1a1ea7a7ceeb9bc4b69249a2c31e8be6e1733eb663fc44b35047889
        finding 152a21d3301801702b1e36bcb6da79dd64bb26e3e38ab3e17c665840463f4019
        isms 161599f3f88fdb2668730fab13a414557c81eaac6587a3f0c30f124503bab678
        context 6910e0ad1ff449e5217d33cc51e1b2f6f2be45982a099cf06fd4a1c95486beb8
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
                assert_eq!(content(record), as_ever(record), "{kind} {id}");
            }
        }
    }

    /// Every name that any declaration has.
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
        found.sort_unstable();
        found.dedup();
        found
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
                prop_assert_eq!(content(node), as_ever(node));
            }
        }
    }
}
