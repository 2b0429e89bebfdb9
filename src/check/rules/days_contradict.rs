use super::order;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::order::Bond;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "days-contradict",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.5.3"],
    page: include_str!("days_contradict.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    order::tell(cx, out, Bond::After, "correct the day that is wrong");
}
