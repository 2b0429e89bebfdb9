use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "review-overdue",
    level: Level::Error,
    mandatory: true,
    clauses: &["9.3.1"],
    page: include_str!("review_overdue.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let every = cx.cadences.management_review();
    match last_review(cx.program, cx.today) {
        None => {
            out.at(cx.program.place(), "top management has not reviewed the management system")
                .help("hold a review and record it in `reviews/` with what was considered and decided");
        }
        Some(review) if review.on.plus(every) < cx.today => {
            out.at(review.at("/on"), format!("the last management review was on {}", review.on))
                .help(format!("hold a review and record it in `reviews/` with what was considered and decided; one is due every {every}"));
        }
        Some(_) => {}
    }
}
