use super::common::{internal_audits, last_review};
use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "review-before-audit",
    level: Level::Warning,
    mandatory: false,
    clauses: &["9.3.2"],
    page: include_str!("review_before_audit.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today) else { return };
    let every = cx.cadences.internal_audit();
    let in_time =
        internal_audits(cx.program).filter_map(|audit| audit.finished).any(|day| day <= review.on && day.plus(every) >= review.on);
    if !in_time {
        out.at(review.at("/on"), format!("no internal audit was finished before management review `{}`", review.id))
            .help("audit first: its results are something the review must consider");
    }
}
