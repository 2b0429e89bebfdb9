use super::order;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::order::Bond;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "decided-before-basis",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    // Which clause a pair is of, the rule cannot say; that records are to be believed is this one.
    clauses: &["7.5.3"],
    page: include_str!("decided_before_basis.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    order::tell(cx, out, Bond::RestsOn, "do again what rested on what was not there yet, or correct the day that is wrong");
}
