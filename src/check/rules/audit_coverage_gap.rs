use super::common::internal_audits;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::clause;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "audit-coverage-gap",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.1"],
    page: include_str!("audit_coverage_gap.md"),
    check: Check::Records(check),
};

/// How many a message names.
const NAMED: usize = 5;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let cycle = cx.cadences.audit_cycle();
    let in_cycle = |day: crate::base::date::Date| day.plus(cycle) >= cx.today;
    let audits: Vec<_> = internal_audits(cx.program).filter(|audit| audit.started.or(audit.planned).is_some_and(in_cycle)).collect();
    let Some(first) = audits.first() else { return };
    let clauses: HashSet<&str> = audits.iter().flat_map(|audit| &audit.clauses).map(|clause| clause.id()).collect();
    let covered =
        |id: &str| clauses.iter().any(|audited| id == *audited || id.strip_prefix(audited).is_some_and(|rest| rest.starts_with('.')));
    let missing: Vec<&str> =
        clause::CLAUSES.iter().filter(|clause| !clause.heading && !covered(clause.id)).map(|clause| clause.id).collect();
    tell(out, first.at("/clauses"), "clause", &missing);
    let measures: HashSet<&str> = audits.iter().flat_map(|audit| &audit.controls).map(|measure| measure.id()).collect();
    let audited = |row: &crate::register::soa::SoaRow<'_>| {
        measures.contains(row.id) || row.controls.iter().any(|control| measures.contains(control.id.as_str()))
    };
    let rows = cx.soa().iter().filter(|row| row.applicable == Some(true) && !audited(row));
    tell(out, first.at("/controls"), "applicable control", &rows.map(|row| row.id).collect::<Vec<_>>());
}

fn tell(out: &mut Findings<'_>, place: Span, what: &str, missing: &[&str]) {
    if missing.is_empty() {
        return;
    }
    let shown = list_of(&missing[..missing.len().min(NAMED)], "and");
    let message = match missing.len() {
        1 => format!("{what} {shown} is in no internal audit of the cycle"),
        n if n <= NAMED => format!("{what}s {shown} are in no internal audit of the cycle"),
        n => format!("{n} {what}s are in no internal audit of the cycle, the first are {shown}"),
    };
    out.at(place, message).help("plan an audit that looks at them before the cycle ends").about(missing);
}
