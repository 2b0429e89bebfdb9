//! Properties of loading, over documents made from the schemas themselves.

mod ways;

use super::{Loaded, Loader, load};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::model::kinds::{Evidence, KINDS, Risk};
use crate::model::schemas::schema;
use crate::store::memory::Memory;
use crate::store::{Listed, Source, StoreError, git};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;

/// A random document that fits a schema, made from a stream of choices.
pub struct Maker {
    rng: TestRng,
}

impl Maker {
    pub fn new(seed: [u8; 32]) -> Self {
        Self { rng: TestRng::from_seed(RngAlgorithm::ChaCha, &seed) }
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.rng.next_u32() as usize) % n.max(1)
    }

    pub fn value(&mut self, schema: &Value) -> Value {
        if let Some(words) = schema["enum"].as_array() {
            return words[self.below(words.len())].clone();
        }
        match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
            Some("object") => self.object(schema),
            Some("array") => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                (0..least + self.below(3)).map(|_| self.value(&schema["items"])).collect()
            }
            Some("integer") => json!(1 + self.below(4)),
            Some("number") => json!(0.5),
            Some("boolean") => json!(self.below(2) == 0),
            _ => Value::String(self.text(schema)),
        }
    }

    fn object(&mut self, schema: &Value) -> Value {
        let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(&name.as_str()) || self.below(2) == 0 {
                object.insert(name.clone(), self.value(part));
            }
        }
        if object.is_empty() && schema["additionalProperties"].is_object() {
            object.insert("key".into(), self.value(&schema["additionalProperties"]));
        }
        Value::Object(object)
    }

    fn text(&mut self, schema: &Value) -> String {
        let pattern = schema["pattern"].as_str().unwrap_or_default();
        let form = |text: &str| text.to_owned();
        match (schema["x-isms-ref"][0].as_str(), pattern, schema["format"].as_str()) {
            (Some("annex-a"), ..) => form("A.5.1"),
            (Some("clause"), ..) => form("6.1.2 c2"),
            (Some(kind), ..) => format!("{}-x{}", KINDS.iter().find(|k| k.name == kind).unwrap().prefix, self.below(9)),
            (_, _, Some("date")) => format!("2026-0{}-1{}", 1 + self.below(9), self.below(9)),
            (_, _, Some(_)) => form("2026-03-02T14:30Z"),
            (_, p, _) if p.contains("d|mo|y") => form("12mo"),
            (_, p, _) if p.contains("{1,5}h") => form("72h"),
            (_, p, _) if p.starts_with("^sha256") => format!("sha256:{}", "0".repeat(64)),
            (_, p, _) if p.starts_with("^[0-9a-f]") => "0".repeat(64),
            (_, p, _) if p.contains("+.-]*:") => form("https://example.org/x"),
            (_, p, _) if p.contains('-') && p.starts_with('^') => format!("{}-x", &p[1..4]),
            _ => ["plain words", "5.10", "- a: b", "#x", "ä\u{1F600}", "two\nlines\n", " lead", "'", "\"", "{a}", "1e3", "~"]
                [self.below(12)]
            .to_owned(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the schema accepts, the decoder accepts; and text comes through unchanged.
    #[test]
    fn what_the_schema_accepts_is_read(seed in any::<[u8; 32]>()) {
        let mut maker = Maker::new(seed);
        for kind in KINDS {
            let value = maker.value(schema(kind.name).unwrap());
            let mut memory = Memory::default();
            let text = serde_yaml::to_string(&value).unwrap();
            memory.put(&format!("{}/x.yaml", kind.folder), text.clone());
            let loaded = load(&memory).unwrap();
            prop_assert!(loaded.findings.is_empty(), "{}: {:?}\n{text}", kind.name, loaded.findings);
            let known = loaded.program.known(value["id"].as_str().unwrap()).unwrap();
            let title = loaded.program.node(known.doc).get("title").unwrap().text().to_owned();
            prop_assert_eq!(Some(title.as_str()), value["title"].as_str());
        }
    }

    /// No bytes make loading fail or panic, and every finding has a place in the file.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b' '), Just(b':'), Just(b'-'), Just(b'{'), Just(b'['), Just(b'"')], 0..200)) {
        let mut memory = Memory::default();
        memory.put("risks/x.yaml", bytes);
        let loaded = load(&memory).unwrap();
        for finding in loaded.findings {
            let text = &loaded.program.files.get(finding.primary.span.file).text;
            prop_assert!(finding.primary.span.start <= finding.primary.span.end);
            prop_assert!(finding.primary.span.end as usize <= text.len());
            prop_assert!(text.is_char_boundary(finding.primary.span.start as usize) && text.is_char_boundary(finding.primary.span.end as usize));
        }
    }
}

/// A state that knows its contents by name, as one of git does, and remembers what was read of it.
#[derive(Default)]
struct Named {
    memory: Memory,
    read: Mutex<BTreeSet<String>>,
}

impl Source for Named {
    fn label(&self) -> String {
        self.memory.label()
    }

    fn day(&self) -> Option<Date> {
        None
    }

    fn commit(&self) -> Option<String> {
        None
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        self.memory.list()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        self.read.lock().unwrap().insert(path.to_owned());
        self.memory.read(path)
    }

    fn content(&self, path: &str) -> Option<ObjectId> {
        git::name_of(&self.memory.read(path).unwrap())
    }
}

/// Files that a state may hold: good, faulty, shadowing each other, misplaced, spoken of.
const FILES: [(&str, &str); 13] = [
    ("isms.yaml", "format: 1\norganisation: {name: X}\n"),
    ("isms.yaml", "format: 1\norganisation: {name: Y}\nunknown: 1\n"),
    ("soa.yaml", "version: 1.10\n"),
    ("evidence/EVD-1.yaml", "id: EVD-1\ntitle: Log\nfile: evidence/files/log.txt\nsha256: \"0\"\n"),
    ("evidence/files/log.txt", "password: hunter2hunter2\n"),
    ("evidence/files/log.txt", "nothing\n"),
    ("risks/a.yaml", "id: RSK-1\ntitle: One\n"),
    ("risks/a.yaml", "id: RSK-1\ntitle: [\n"),
    ("risks/b.yaml", "id: RSK-1\ntitle: Two\n---\nid: rsk-1\ntitle: Three\nowner: 5.10\n"),
    ("risks/b.yaml", "id: RSK-1\ntitle: One\n"),
    ("risks/c.yaml", "- no record\n"),
    ("risk/c.yaml", "id: RSK-3\ntitle: Astray\n"),
    ("assets/z.yaml", "id: AST-1\ntitle: Z\nversion: 1.10\n"),
];

/// All that a programme says, with places.
fn told(loaded: &Loaded) -> Vec<String> {
    let program = &loaded.program;
    let mut told: Vec<String> = loaded.findings.iter().map(|finding| format!("{finding:?}")).collect();
    told.extend(program.files.iter().map(|file| format!("{} {}", file.path, file.text)));
    told.extend(program.records().map(|(id, kind, doc)| format!("{id} {} {doc:?} {:?}", kind.name, program.node(doc).place("/title"))));
    told.extend(program.all::<Risk>().map(|risk| format!("{:?} {:?}", risk.data(), risk.at("/owner"))));
    told.extend(program.all::<Evidence>().map(|evidence| format!("{:?}", evidence.data())));
    told.extend(program.isms().map(|isms| format!("{:?}", isms.data())));
    let seen = program.seen_file("evidence/files/log.txt");
    told.extend(seen.map(|seen| format!("{:?} {} {:?} {:?}", seen.digest, seen.is_pointer, seen.sensitive, seen.names)));
    told
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// A state comes out as if it were loaded by itself, whatever was loaded before it, whether its contents have names
    /// or not; and nothing is read that the state before it had.
    #[test]
    fn states_that_share_files_are_as_they_are_alone(
        states in proptest::collection::vec((proptest::collection::btree_set(0..FILES.len(), 0..8), any::<bool>()), 1..6),
    ) {
        let mut loader = Loader::default();
        let mut before: Option<BTreeSet<(String, ObjectId)>> = None;
        for (files, has_names) in states {
            let mut state = Named::default();
            files.iter().for_each(|n| state.memory.put(FILES[*n].0, FILES[*n].1));
            let alone = load(&state.memory).unwrap();
            let shared = if has_names { loader.load(&state) } else { loader.load(&state.memory) }.unwrap();
            prop_assert_eq!(told(&shared), told(&alone));
            let now = state.list().unwrap().into_iter().map(|file| (file.path.clone(), state.content(&file.path).unwrap())).collect();
            if let Some(before) = before {
                let known = before.intersection(&now).filter(|(path, _)| !path.contains("/files/"));
                let read = state.read.lock().unwrap();
                prop_assert!(known.into_iter().all(|(path, _)| !read.contains(path)), "{read:?}");
            }
            before = has_names.then_some(now);
        }
    }
}

/// What the quick way makes of a text, against what the parser does; None if it leaves it to the parser.
fn both_ways(text: &str) -> Option<bool> {
    use crate::base::span::FileId;
    let quick = super::scan::scan(FileId::ALONE, text)?;
    let Ok(whole) = super::yaml::parse(FileId::ALONE, text) else { return Some(false) };
    let slots = |builder: &super::build::Builder<'_>| -> Vec<_> {
        builder.slots.iter().map(|slot| (slot.class(), slot.start(), slot.end(), slot.link())).collect()
    };
    let said =
        |builder: &super::build::Builder<'_>| -> Vec<_> { builder.findings.iter().map(|f| (f.message.clone(), f.primary.span)).collect() };
    Some(slots(&quick) == slots(&whole) && quick.owned == whole.owned && said(&quick) == said(&whole))
}

#[test]
fn the_quick_way_leads_where_the_parser_does() {
    for text in ways::TEXTS {
        assert_ne!(both_ways(text), Some(false), "{text:?}");
    }
}

#[test]
fn records_take_the_quick_way() {
    let mut count = (0, 0);
    let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(entry.path());
            } else if entry.path().extension().is_some_and(|ending| ending == "yaml") && kind.is_file() {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                let same = both_ways(&text);
                assert_ne!(same, Some(false), "{}", entry.path().display());
                count = (count.0 + usize::from(same.is_some()), count.1 + 1);
            }
        }
    }
    assert!(count.0 * 100 >= count.1 * 95, "{} of {} files take the quick way", count.0, count.1);
}

/// Pieces that texts of YAML are made of, with all that may go wrong between them.
const PIECES: [&str; 48] = [
    "a", "b: ", "c:", "- ", "-", ": ", ":", " ", "  ", "    ", "\n", "\n", "\n  ", "\n- ", "\n  - ", "\n    ", "# x", " # y", "[", "]",
    "{", "}", ", ", ",", "'", "''", "\"", "\\", "|", "|-", ">", ">-", "+", "2", "012", "yes", "~", "null", "&a", "*a", "!t", "?", "? ",
    "%", "@", "ä", "---", "\n\n",
];

/// Lines as they stand in records, each with its own way of going on.
const LINES: [&str; 36] = [
    "a: 1",
    "b:",
    "c: x y # z",
    "d: 'it''s'",
    "e: \"q\"",
    "- a",
    "-",
    "- b: 2",
    "- - c",
    "- d:",
    "f: |",
    "g: >-",
    "h: >",
    "i: |-",
    "",
    "  ",
    "# c",
    "- |",
    "- >-",
    "j: [a, 'b', {c: d}]",
    "k: {l: 1, m: [n]}",
    "- [a, b]",
    "- {a: b}",
    "plain words",
    "o: http://p.q/r#s",
    "- 'a': b",
    "t: []",
    "u: {}",
    "v:  w  ",
    "012: yes",
    "- \"x\": y",
    "aa: ~",
    "bb: # c",
    "- # c",
    "cc: a: b",
    "two: words, and more",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_takes_the_quick_way_comes_out_alike(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        let text: String = pieces.concat();
        prop_assert_ne!(both_ways(&text), Some(false), "{:?}", text);
    }

    /// Lines as people write them, further in and out than they should be.
    #[test]
    fn lines_of_any_depth_come_out_alike(
        lines in prop::collection::vec((prop::sample::select(&[0_usize, 0, 2, 2, 4, 4, 6, 1, 3][..]), prop::sample::select(&LINES[..])), 0..12),
        ends in prop::sample::select(&["", "\n", "\n\n", "\n# x"][..]),
    ) {
        let text = lines.iter().map(|(indent, line)| " ".repeat(*indent) + line).collect::<Vec<_>>().join("\n") + ends;
        prop_assert_ne!(both_ways(&text), Some(false), "{:?}", text);
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A record with a few bytes put in, taken out or put elsewhere.
    #[test]
    fn a_record_with_slips_comes_out_alike(
        file in 0_usize..40,
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, prop::sample::select(&PIECES[..])), 1..4),
    ) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme");
        let files = ["soa.yaml", "isms.yaml", "context.yaml", "risks/RSK-001.yaml", "controls/CTL-backup.yaml", "findings/FND-2025-01.yaml", "examples/none"];
        let Ok(mut text) = std::fs::read_to_string(format!("{folder}/{}", files[file % files.len()])) else { return Ok(()) };
        for (place, what, piece) in slips {
            let mut at = place.index(text.len() + 1);
            while !text.is_char_boundary(at) { at -= 1; }
            match what {
                0 => text.insert_str(at, piece),
                1 => if let Some(c) = text[at..].chars().next() { text.replace_range(at..at + c.len_utf8(), ""); },
                _ => if let Some(c) = text[at..].chars().next() { text.replace_range(at..at + c.len_utf8(), piece); },
            }
        }
        prop_assert_ne!(both_ways(&text), Some(false), "{:?}", text);
    }
}

/// What is looked up in an index is what a walk comes to.
#[test]
fn long_collections_are_looked_up_as_short_ones_are() {
    let keys: String = (0..1_000).map(|n| format!("k{n}: {n}\n")).collect();
    let items: String = (0..1_000).map(|n| format!("- {{a: {n}}}\n")).collect();
    let text = format!("---\n{keys}list:\n{items}---\n{keys}---\na: 1\n");
    let (file, findings) = super::yaml::read(crate::base::span::FileId::ALONE, "x.yaml".into(), text.into_bytes());
    assert!(findings.is_empty());
    let root = file.documents().next().unwrap();
    for (key, value) in root.entries() {
        assert_eq!(root.entry(key.text()).map(|(key, value)| (key.slot(), value.slot())), Some((key.slot(), value.slot())));
    }
    assert!(root.get("k1000").is_none());
    let list = root.get("list").unwrap();
    for (n, item) in list.items().enumerate() {
        assert_eq!(list.item(n).map(|found| found.slot()), Some(item.slot()));
    }
    assert!(list.item(1_000).is_none() && root.item(0).is_none());
    for document in file.documents() {
        for offset in [document.span().start, document.span().end] {
            assert_eq!(file.document_at(offset).map(|found| found.slot()), Some(document.slot()));
        }
    }
}

/// The level `off` needs no quotation marks; the same word elsewhere, and another there, are as unclear as ever.
#[test]
fn a_level_may_be_off() {
    let rules = |text: &str| {
        let mut files = crate::store::memory::Memory::default();
        files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\n{text}\n"));
        let loaded = super::load(&files).unwrap();
        loaded.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    assert!(rules("rules: {owner-concentration: off}").is_empty());
    assert!(rules("rules:\n  owner-concentration: off\n  risk-no-cia: error").is_empty());
    assert_eq!(rules("rules: {owner-concentration: no}"), ["yaml-ambiguous"]);
    assert_eq!(rules("notes: off"), ["yaml-ambiguous"]);
}
