//! What turns each clause: faults that auditors meet, planted into the example company one at a time.
//!
//! `turned.txt` has a sentence for each, and below it, indented, changes as in `check/mutants.txt` and then `clause result` for
//! each clause that no longer is what it was. What such a fault says of other clauses is as much of the judgement as what it
//! says of its own.

use super::clauses::judged;
use super::recorded::Recorded;
use super::{repeated, unjudged};
use crate::check::tests::{Files, example, memory, plant};
use crate::check::{Selection, run};
use crate::load::load;
use crate::model::clause;
use crate::register::cx::Cx;
use crate::report::word;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Results = BTreeMap<String, String>;

fn results(files: &Files) -> Results {
    let loaded = load(&memory(files)).unwrap();
    let cx = Cx::new(&loaded.program, None, "2026-06-30".parse().unwrap());
    let findings = run(&cx, &loaded.findings, &Selection::default()).findings;
    let (recorded, operation, unjudged) = (Recorded::of(&cx, &findings), repeated::operation(&cx), unjudged::unjudged(&cx, &findings));
    let clauses = judged(&cx, &findings, (&recorded, &operation, &unjudged)).clauses;
    clauses.into_iter().map(|facts| (facts.clause, word(facts.result))).collect()
}

#[derive(Default)]
struct Fault {
    sentence: &'static str,
    changes: Vec<&'static str>,
    turns: Results,
}

fn faults() -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for line in include_str!("turned.txt").lines().filter(|line| !line.is_empty()) {
        let Some(below) = line.strip_prefix("    ") else {
            faults.push(Fault { sentence: line, ..Fault::default() });
            continue;
        };
        let fault = faults.last_mut().expect("what is indented belongs to a sentence");
        match below.split_once(' ').filter(|(clause, _)| clause::by_id(clause).is_some()) {
            Some((clause, result)) => drop(fault.turns.insert(clause.into(), result.into())),
            None => fault.changes.push(below),
        }
    }
    faults
}

/// Says what a fault turns that it should not, and the other way round.
fn problem(example: &Files, before: &Results, fault: &Fault) -> Option<String> {
    let mut files = example.clone();
    if let Err(problem) = plant(&fault.changes, &mut files) {
        return Some(format!("{}\n    {problem}", fault.sentence));
    }
    let turned: Results = results(&files).into_iter().filter(|(clause, result)| before[clause] != *result).collect();
    let lines = turned.iter().map(|(clause, result)| format!("\n    {clause} {result}"));
    (turned != fault.turns || turned.is_empty()).then(|| format!("{}{}", fault.sentence, lines.collect::<String>()))
}

#[test]
fn each_fault_turns_the_clauses_that_it_speaks_against_and_no_other() {
    let (example, faults) = (example(), faults());
    let before = results(&example);
    let wrong: Vec<String> = faults.par_iter().filter_map(|fault| problem(&example, &before, fault)).collect();
    assert!(wrong.is_empty(), "{} faults turn:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_clause_is_turned_by_a_fault_of_its_own() {
    let turned: BTreeSet<String> = faults().into_iter().flat_map(|fault| fault.turns.into_keys()).collect();
    let never: Vec<&str> = clause::leaf().map(|clause| clause.id).filter(|id| !turned.contains(*id)).collect();
    assert!(never.is_empty(), "{never:?}");
}
