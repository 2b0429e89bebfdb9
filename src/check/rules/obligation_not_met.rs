use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Change, Exception, Finding, Met, Objective, Obligation, RecordKind as _, Risk};
use crate::model::links;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "obligation-not-met",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.2", "A.5.31"],
    page: include_str!("obligation_not_met.md"),
    check: Check::Records(check),
};

/// The kinds of records in which something is done about a duty, or borne with.
const ANSWERS: [&str; 5] = [Change::NAME, Exception::NAME, Finding::NAME, Objective::NAME, Risk::NAME];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let is_unmet = |duty: &Obligation| duty.assessed.as_ref().is_some_and(|assessed| assessed.status == Met::NotMet);
    if !cx.program.all::<Obligation>().any(|duty| is_unmet(duty.data())) {
        return;
    }
    let mut answered: HashSet<&str> = HashSet::new();
    for (_, kind, doc) in cx.program.documents().filter(|(_, kind, _)| ANSWERS.contains(kind)) {
        links::walk(kind, cx.program.node(doc), &mut |node, _| {
            answered.insert(node.text());
        });
    }
    for duty in cx.program.all::<Obligation>().filter(|duty| is_unmet(duty.data()) && !answered.contains(duty.data().id.as_str())) {
        out.at(duty.at("/assessed/status"), format!("obligation `{}` is not met, and nothing is done about it", duty.id)).help(format!(
            "name it under `links:` of the risk, finding, change, objective or exception that deals with it: `links: [{}]`",
            duty.id
        ));
    }
}
