//! Faults that companies make, in the words of an auditor, planted into the example company one at a time: each must be
//! found where it is, and nothing with it but what follows from it.
//!
//! `mutants.txt` asks of each rule whether it works; these tables ask whether a fault is found at all, so what is wrong was
//! written down before any rule was looked at. A fault is a sentence, and below it, indented: changes as in `mutants.txt`, of which each
//! fits one place; `finds rule record` for what must be said of it; `also rule record` for what follows from that; or
//! `missed: why`, where records cannot tell. Single files are named without `.yaml`.

use super::{Entry, Files, change, entries, example, memory, plant};
use crate::base::span::Span;
use crate::check::rules::by_name;
use crate::check::with_findings;
use crate::store::memory::MemoryHistory;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check/planted");

/// A finding: `rule record`.
type Found = BTreeSet<String>;

#[derive(Default)]
struct Fault {
    /// The table it stands in, and the sentence.
    name: String,
    changes: Vec<String>,
    finds: Found,
    also: Found,
    missed: Option<String>,
}

fn faults() -> Vec<Fault> {
    let mut paths: Vec<PathBuf> = fs::read_dir(TABLES).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| table(&path.file_stem().unwrap().to_string_lossy(), &fs::read_to_string(path).unwrap())).collect()
}

fn table(table: &str, text: &str) -> Vec<Fault> {
    let fault = |Entry { head, below, .. }: Entry<'_>| {
        let mut fault = Fault { name: format!("{table}: {head}"), ..Fault::default() };
        for below in below {
            match below.split_once(' ') {
                Some(("finds", found)) => drop(fault.finds.insert(found.into())),
                Some(("also", found)) => drop(fault.also.insert(found.into())),
                Some(("missed:", why)) => fault.missed = Some(why.into()),
                _ => fault.changes.push(below.into()),
            }
        }
        fault
    };
    entries(text).into_iter().map(fault).collect()
}

/// How often what a change takes away stands there; None where it takes away nothing.
fn places(files: &Files, change: &str) -> Option<usize> {
    let (path, what) = change.split_once(": ")?;
    let (old, _) = what.split_once(" =>").filter(|_| !what.starts_with("= "))?;
    let text = String::from_utf8_lossy(files.get(path).map_or(&[], Vec::as_slice)).into_owned();
    Some(text.matches(&old.replace('⏎', "\n")).count())
}

/// What is found of a state of the example.
fn found(files: &Files, past: Option<&MemoryHistory>) -> Found {
    with_findings(&memory(files), past, None, "2026-06-30".parse().unwrap(), |program, findings| {
        let record = |span: Span| match program.record_at(span) {
            Some(id) => id.to_owned(),
            None => program.files.get(span.file).path.trim_end_matches(".yaml").to_owned(),
        };
        findings.iter().map(|finding| format!("{} {}", finding.rule, record(finding.primary.span))).collect()
    })
}

/// Plants a fault; says what is found and not expected, and the other way round.
fn problem(example: &Files, fault: &Fault) -> Option<String> {
    let mut files = example.clone();
    let changes: Vec<&str> = fault.changes.iter().map(String::as_str).collect();
    let past = match plant(&changes, &mut files) {
        Ok(past) => past,
        Err(problem) => return Some(problem),
    };
    let (found, expected): (Found, Found) = (found(&files, past.as_ref()), fault.finds.union(&fault.also).cloned().collect());
    let more = found.difference(&expected).map(|more| format!("\n    + {more}"));
    let fewer = expected.difference(&found).map(|fewer| format!("\n    - {fewer}"));
    (found != expected).then(|| more.chain(fewer).collect())
}

#[test]
fn each_fault_is_found_where_it_is_and_nothing_else_with_it() {
    let example = example();
    let problem = |fault: &Fault| Some(format!("{}{}", fault.name, problem(&example, fault)?));
    let wrong: Vec<String> = faults().par_iter().filter_map(problem).collect();
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_fault_can_be_planted_and_says_what_must_come_of_it() {
    let example = example();
    let faults = faults();
    let names: BTreeSet<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names.len(), faults.len(), "a fault stands there twice");
    for Fault { name, changes, finds, also, missed } in &faults {
        assert!(finds.is_empty() == missed.is_some(), "{name} is found, or is missed for a reason");
        let rules = finds.iter().chain(also).filter_map(|found| found.split(' ').next());
        rules.for_each(|rule| assert!(by_name(rule).is_some(), "{name} {rule}"));
        let mut files = example.clone();
        for line in changes.iter().filter(|line| !line.starts_with("@ ")) {
            assert!(places(&files, line).is_none_or(|places| places == 1), "{name} {line}");
            change(&mut files, line).unwrap();
        }
    }
    let found = faults.iter().filter(|fault| fault.missed.is_none()).count();
    assert!(found >= 80, "{found} of {} are found", faults.len());
}
