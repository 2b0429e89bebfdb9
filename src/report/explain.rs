//! `isms explain`: pages on rules, clauses and controls, as Markdown.

use super::readiness;
use crate::base::text::count;
use crate::check::Rule;
use crate::check::rules::RULES;
use crate::model::annex_a::AnnexControl;
use crate::model::annex_a_guidance;
use crate::model::clause::{self, Clause};
use std::fmt::Write as _;

/// A rule's own page, with its level and what it guards.
pub fn rule(rule: &Rule) -> String {
    let mut facts = format!("Level: {}", rule.level.name());
    if rule.mandatory {
        facts.push_str(", cannot be turned off");
    }
    if !rule.clauses.is_empty() {
        write!(facts, " · guards {}", rule.clauses.join(", ")).expect("writing to a string cannot fail");
    }
    let (heading, rest) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    format!("{heading}\n\n{facts}\n{rest}")
}

/// A chapter or another heading of the standard: what the clauses below it ask for, and which rules guard them.
pub fn heading(number: &str, title: &str) -> String {
    let mut page = format!("# {number} {title}\n\nA heading: it asks for nothing itself, the clauses below it do.\n");
    let below: Vec<String> = clause::below(number).map(|clause| format!("{} {}: {}", clause.id, clause.title, clause.asks)).collect();
    list(&mut page, "The clauses below it", &below.iter().map(String::as_str).collect::<Vec<_>>());
    guards(&mut page, |guarded| clause::base(guarded).is_some_and(|base| clause::below(number).any(|below| below.id == base.id)));
    page
}

/// Controls of Annex A that stand together, and which rules guard them.
pub fn controls(title: &str, controls: &[&AnnexControl]) -> String {
    let mut page =
        format!("# {title}\n\n{}. Which of them apply is decided in `soa.yaml`, each with a reason.\n", count(controls.len(), "control"));
    let lines: Vec<String> = controls.iter().map(|control| format!("{} {}", control.id, control.title)).collect();
    list(&mut page, "The controls", &lines.iter().map(String::as_str).collect::<Vec<_>>());
    guards(&mut page, |guarded| controls.iter().any(|control| control.id == guarded));
    page
}

/// A clause in our own words, what proves it, what an auditor asks, and which rules guard it.
pub fn clause(clause: &Clause) -> String {
    if clause.heading {
        return heading(clause.id, clause.title);
    }
    let mut page = format!("# {} {}\n\n{}\n", clause.id, clause.title, clause.asks);
    list(&mut page, "What shows it", clause.evidence);
    if let Some((takes, refuses)) = readiness::proof_of(clause.id) {
        list(&mut page, "`audit readiness` takes as the proof", &[takes]);
        list(&mut page, "What it does not take", &[refuses]);
    }
    list(&mut page, "An auditor asks", clause.questions);
    list(&mut page, "Usual failures", clause.failures);
    guards(&mut page, |guarded| clause::base(guarded).is_some_and(|base| base.id == clause.id));
    page
}

/// A control in our own words.
pub fn control(control: &AnnexControl) -> String {
    let mut page = format!("# {} {}\n\n", control.id, control.title);
    if let Some(words) = annex_a_guidance::by_id(control.id) {
        writeln!(page, "{}", words.asks).expect("writing to a string cannot fail");
        list(&mut page, "Typical evidence", words.evidence);
        list(&mut page, "An auditor asks", words.questions);
    }
    let old =
        if control.predecessors.is_empty() { "new in 2022".to_owned() } else { format!("in 2013: {}", control.predecessors.join(", ")) };
    write!(page, "\nTheme: {} · {old}\n", control.theme.name()).expect("writing to a string cannot fail");
    guards(&mut page, |guarded| guarded == control.id);
    page
}

fn list(page: &mut String, heading: &str, items: &[&str]) {
    if items.is_empty() {
        return;
    }
    write!(page, "\n## {heading}\n\n").expect("writing to a string cannot fail");
    for item in items {
        writeln!(page, "- {item}").expect("writing to a string cannot fail");
    }
}

fn guards(page: &mut String, is: impl Fn(&str) -> bool) {
    let mut rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| rule.clauses.iter().any(|clause| is(clause))).collect();
    rules.sort_by_key(|rule| rule.name);
    let lines: Vec<String> = rules.iter().map(|rule| format!("`{}` {}", rule.name, rule.info().summary())).collect();
    list(page, "Rules that guard it", &lines.iter().map(String::as_str).collect::<Vec<_>>());
}
