//! What turns each clause: faults that auditors meet, planted into the example company one at a time.
//!
//! `turned.txt` has a sentence for each, and below it, indented, changes as in `check/mutants.txt` and then `clause result` for
//! each clause that no longer is what it was. What such a fault says of other clauses is as much of the judgement as what it
//! says of its own.

use super::clauses::judged;
use super::recorded::Recorded;
use super::{repeated, unjudged};
use crate::check::tests::{Entry, Files, entries, example, memory, plant};
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

struct Fault {
    sentence: &'static str,
    changes: Vec<&'static str>,
    turns: Results,
}

fn faults() -> Vec<Fault> {
    let turned = |line: &&str| line.split_once(' ').is_some_and(|(clause, _)| clause::by_id(clause).is_some());
    let fault = |Entry { head, below, .. }: Entry<'static>| {
        let (turns, changes): (Vec<&str>, Vec<&str>) = below.into_iter().partition(turned);
        let turns = turns.into_iter().filter_map(|line| line.split_once(' '));
        Fault { sentence: head, changes, turns: turns.map(|(clause, result)| (clause.into(), result.into())).collect() }
    };
    entries(include_str!("turned.txt")).into_iter().map(fault).collect()
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

#[test]
fn what_would_not_do_is_a_sentence() {
    let absent = |clause: &str| super::proofs::of(clause).absent();
    assert!(absent("6.1.1").ends_with("; the risks to information, which are 6.1.2, would not do"));
    assert!(absent("4.4").ends_with("; a list of documents would not do"));
}
