use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "context-stale",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["4.1"],
    page: include_str!("context_stale.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(context) = cx.program.context().filter(|context| !context.issues.is_empty()) else { return };
    let newest = context.issues.iter().filter_map(|issue| issue.reviewed_on).max();
    let message = match newest {
        None => "no issue says when somebody last looked at it".to_owned(),
        Some(day) if day.plus(cx.cadences.context()) < cx.today => format!("the issues were last looked at on {day}"),
        Some(_) => return,
    };
    out.at(context.at("/issues"), message).help("go through them, and write the day as `reviewed_on:`");
}
