use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::coverage;
use crate::register::cx::Now;

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
    let coverage = coverage(cx);
    let Some(first) = coverage.audits.first() else { return };
    tell(out, first.at("/clauses"), "clause", &coverage.clauses);
    tell(out, first.at("/controls"), "applicable control", &coverage.controls);
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
