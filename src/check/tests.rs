//! Faults planted into the example company one at a time: each must be found by its rule, and by no rule that does not
//! follow from it.

mod planted;

use super::rules::RULES;
use super::{Cx, Selection, findings_of, run};
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::base::node::Node;
use crate::history::Judged;
use crate::history::approval::{Approvals, Standing};
use crate::history::trail::Trail;
use crate::load::load;
use crate::model::approvals::approvals;
use crate::model::digest::content;
use crate::model::links;
use crate::store::memory::{Memory, MemoryHistory};
use proptest::prelude::*;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const MUTANTS: &str = include_str!("mutants.txt");
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/acme");

/// A fault: the rule it is planted for, the rules that follow, and what changes. A change that is a day commits what was
/// changed until then; such a fault begins with the example as committed on [`BEGUN`].
struct Mutant<'t> {
    line: usize,
    rule: &'t str,
    also: BTreeSet<&'t str>,
    changes: Vec<&'t str>,
}

impl Mutant<'_> {
    /// Why its history is kept back, if it is.
    fn judged(&self) -> Option<Judged> {
        match self.changes.last().copied()? {
            "! shallow" => Some(Judged::Shallow),
            "! unreadable" => Some(Judged::Unreadable),
            "! later" => Some(Judged::Later),
            "! none" => Some(Judged::None),
            _ => None,
        }
    }
}

fn mutants() -> Vec<Mutant<'static>> {
    let mutant = |Entry { line, head, below }: Entry<'static>| {
        let (rule, also) = head.split_once(" + ").unwrap_or((head, ""));
        let also = also.split(", ").filter(|rule| !rule.is_empty()).collect();
        Mutant { line, rule, also, changes: below }
    };
    entries(MUTANTS).into_iter().map(mutant).collect()
}

/// A line of a table, and the lines that are indented below it.
pub struct Entry<'t> {
    pub line: usize,
    pub head: &'t str,
    pub below: Vec<&'t str>,
}

/// The entries of a table, without blank lines and comments.
pub fn entries(table: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (n, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("    ") {
            Some(below) => entries.last_mut().expect("what is indented belongs to a line").below.push(below),
            None => entries.push(Entry { line: n + 1, head: line, below: Vec::new() }),
        }
    }
    entries
}

pub type Files = BTreeMap<String, Vec<u8>>;

/// The example company.
pub fn example() -> Files {
    fn add(folder: &Path, below: &str, files: &mut Files) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{below}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                add(&entry.path(), &format!("{path}/"), files);
            } else if kind.is_file() {
                files.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = Files::new();
    add(Path::new(EXAMPLE), "", &mut files);
    files
}

/// Makes a change; a path that is a folder means each of its files.
fn change(files: &mut Files, change: &str) -> Result<(), String> {
    let (path, what) = change.split_once(": ").ok_or("a path and what changes")?;
    if what == "delete" {
        return files.remove(path).map(drop).ok_or_else(|| format!("there is no {path}"));
    }
    if let Some(text) = what.strip_prefix("= ") {
        files.insert(path.into(), text.replace('⏎', "\n").into_bytes());
        return Ok(());
    }
    let (everywhere, what) = match what.split_once(" [everywhere]") {
        Some((what, _)) => (true, what),
        None => (false, what),
    };
    let (old, new) = what.split_once(" =>").ok_or("old => new")?;
    let (old, new) = (old.replace('⏎', "\n"), new.strip_prefix(' ').unwrap_or(new).replace('⏎', "\n"));
    let folder = format!("{path}/");
    let mut changed = 0;
    for (_, bytes) in files.iter_mut().filter(|(name, _)| *name == path || name.starts_with(&folder) && !name.contains("/files/")) {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let times = if everywhere { usize::MAX } else { 1 };
        changed += usize::from(text.contains(&old));
        *bytes = text.replacen(&old, &new, times).into_bytes();
    }
    if changed == 0 { Err(format!("{path} has no {old:?}")) } else { Ok(()) }
}

pub fn memory(files: &Files) -> Memory {
    let mut memory = Memory::default();
    files.iter().for_each(|(path, bytes)| memory.put(path, bytes.clone()));
    memory
}

fn fired(files: &Files, past: Option<&MemoryHistory>, judged: Option<Judged>) -> BTreeSet<&'static str> {
    findings_of(&memory(files), past, judged, "2026-06-30".parse().unwrap()).into_iter().map(|finding| finding.rule).collect()
}

/// The files of the folder that a change begins with.
fn folder(files: &Files, change: &str) -> Files {
    let name = change.split(": ").next().unwrap_or_default();
    files.iter().filter(|(path, _)| path.starts_with(&format!("{name}/"))).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// The day a planted history begins on.
const BEGUN: &str = "2026-01-05";

/// Makes changes one after the other, and commits where they say so.
pub fn plant(changes: &[&str], files: &mut Files) -> Result<Option<MemoryHistory>, String> {
    let day = |line: &str| line.strip_prefix("@ ").map(|day| day.parse::<Date>());
    let (mut past, whole) = (None, files.clone());
    let away: Vec<&str> = changes.iter().copied().take_while(|line| line.ends_with(": away")).collect();
    away.iter().flat_map(|line| folder(&whole, line)).for_each(|(path, _)| drop(files.remove(&path)));
    if changes.iter().any(|line| day(line).is_some()) {
        let begun: &mut MemoryHistory = past.insert(MemoryHistory::default());
        begun.commit(&memory(files), ("Nora", "nora@acme.example"), BEGUN.parse()?);
    }
    for line in &changes[away.len()..] {
        match (day(line), &mut past) {
            (Some(day), Some(past)) => past.commit(&memory(files), ("Mika", "mika@acme.example"), day?),
            (_, Some(past)) if *line == "! blurred" => past.blur(),
            _ if line.starts_with("! ") => {}
            _ if line.ends_with(": back") => files.extend(away.iter().flat_map(|line| folder(&whole, line))),
            _ => change(files, line)?,
        }
    }
    Ok(past)
}

#[test]
fn each_planted_fault_is_found_by_its_rule_and_by_no_other_without_reason() {
    let example = example();
    assert_eq!(fired(&example, None, None), BTreeSet::new());
    let past = plant(&["@ 2026-06-29"], &mut example.clone()).unwrap();
    assert_eq!(fired(&example, past.as_ref(), None), BTreeSet::new());
    let wrong: Vec<String> = mutants()
        .par_iter()
        .filter_map(|mutant| {
            let mut files = example.clone();
            let past = match plant(&mutant.changes, &mut files) {
                Ok(past) => past,
                Err(problem) => return Some(format!("line {}: {problem}", mutant.line)),
            };
            let mut expected = mutant.also.clone();
            expected.insert(mutant.rule);
            let fired = fired(&files, past.as_ref(), mutant.judged());
            (fired != expected)
                .then(|| format!("line {}: {} but found {:?}", mutant.line, mutant.rule, fired.symmetric_difference(&expected)))
        })
        .collect();
    assert!(wrong.is_empty(), "{} mutants:\n{}", wrong.len(), wrong.join("\n"));
}

/// The example with another id for each of its records, which all say what they were called.
fn renamed(files: &Files) -> Files {
    let loaded = load(&memory(files)).unwrap();
    let program = &loaded.program;
    let mut splices: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for (id, kind, doc) in program.documents() {
        let record = program.node(doc);
        let into = splices.entry(record.file().path.clone()).or_default();
        let mut call = |node: Node<'_>| {
            if program.known(node.text()).is_some() {
                into.push((node.span().start as usize, node.span().end as usize, format!("{}-anew", node.text())));
            }
        };
        record.get("id").into_iter().for_each(&mut call);
        links::walk(kind, record, &mut |node, _| call(node));
        if record.get("id").is_some() {
            let end = record.file().text.len();
            into.push((end, end, format!("\nformerly: [{id}]\n")));
        }
    }
    let mut files = files.clone();
    for (path, mut splices) in splices {
        let mut text = String::from_utf8(files[&path].clone()).unwrap();
        splices.sort();
        splices.dedup();
        splices.iter().rev().for_each(|(start, end, new)| text.replace_range(*start..*end, new));
        files.insert(path, text.into_bytes());
    }
    files
}

/// The example with a digest of what was approved in each approval.
fn with_digests(files: &Files) -> Files {
    let loaded = load(&memory(files)).unwrap();
    let program = &loaded.program;
    let mut written = files.clone();
    for (_, kind, doc) in program.documents() {
        let record = program.node(doc);
        let file = record.get("file").filter(|_| kind == "document").and_then(|file| files.get(file.text()));
        let file = file.map(|bytes| sha256_hex(bytes));
        let mut given: Vec<_> = approvals(kind, record).collect();
        given.sort_by_key(|approved| approved.approval.span());
        for approved in given.into_iter().rev() {
            let digest = content(kind, record, approved.covers, file.as_deref()).unwrap();
            let at = approved.approval.span().start as usize + 1;
            let text = written.get_mut(&record.file().path).unwrap();
            text.splice(at..at, format!("digest: 'sha256:{digest}', ").into_bytes());
        }
    }
    written
}

#[test]
fn what_is_only_called_otherwise_is_what_was_approved() {
    let then = with_digests(&example());
    let now = renamed(&then);
    let approved = |files: &Files, past: Option<&MemoryHistory>| {
        let loaded = load(&memory(files)).unwrap();
        assert_eq!(loaded.findings.len(), 0, "{:?}", loaded.findings.first());
        let trail = past.map(|past| Trail::of(Box::new(past.clone()), &loaded.program).unwrap());
        let approvals_of = Approvals::new(&loaded.program, trail.as_ref());
        let standing = |(id, kind, doc)| {
            let record = loaded.program.node(doc);
            approvals(kind, record).map(|approved| approvals_of.standing(kind, id, record, &approved)).collect::<Vec<Standing>>()
        };
        loaded.program.documents().flat_map(standing).collect::<Vec<Standing>>()
    };
    let mut past = plant(&["@ 2026-06-20"], &mut then.clone()).unwrap().unwrap();
    assert!(approved(&then, None).len() > 50 && approved(&then, None).iter().all(|standing| *standing == Standing::Fresh));
    assert!(approved(&renamed(&example()), Some(&past)).iter().all(|standing| standing.counts()), "without digests");
    for past in [None, Some(&past)] {
        assert_eq!(approved(&now, past), approved(&then, past));
        assert_eq!(fired(&now, past, None), BTreeSet::new(), "called otherwise");
    }
    past.commit(&memory(&now), ("Mika", "mika@acme.example"), "2026-06-29".parse().unwrap());
    assert_eq!(fired(&now, Some(&past), None), BTreeSet::new(), "called otherwise in a commit");
    // The same ids without a word of what they were are other records.
    let silent = now.into_iter().map(|(path, text)| {
        let lines =
            String::from_utf8(text).map(|text| text.lines().filter(|line| !line.starts_with("formerly")).collect::<Vec<_>>().join("\n"));
        (path, lines.map_or_else(|error| error.into_bytes(), String::into_bytes))
    });
    assert_ne!(approved(&silent.collect(), None), approved(&then, None));
}

#[test]
fn every_rule_has_two_mutants() {
    let mutants = mutants();
    for rule in RULES {
        let count = mutants.iter().filter(|mutant| mutant.rule == rule.name).count();
        assert!(count >= 2, "{} has {count}", rule.name);
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    for mutant in &mutants {
        assert!(known.contains(mutant.rule) && mutant.also.is_subset(&known), "line {}", mutant.line);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is missing or broken, every rule has an answer.
    #[test]
    fn no_state_of_a_programme_is_too_broken(
        kept in prop::collection::vec(prop::bool::weighted(0.7), 400),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..128), 0..40),
    ) {
        let mut files: Vec<(String, Vec<u8>)> = example().into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(file, _)| file).collect();
        let len = files.len();
        for (file, place, byte) in cuts {
            if len == 0 {
                break;
            }
            let (_, bytes) = &mut files[file.index(len)];
            let at = place.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        let mut memory = Memory::default();
        files.iter().for_each(|(path, bytes)| memory.put(path, bytes.clone()));
        let loaded = load(&memory).unwrap();
        let cx = Cx::new(&loaded.program, None, "2026-06-30".parse().unwrap());
        let outcome = run(&cx, &loaded.findings, &Selection::default());
        prop_assert!(outcome.findings.iter().all(|finding| !finding.message.is_empty()));
    }
}
