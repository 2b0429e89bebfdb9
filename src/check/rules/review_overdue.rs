use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::spoken;

pub(super) static RULE: Rule = Rule {
    name: "review-overdue",
    level: Level::Error,
    mandatory: true,
    about: About::Lateness,
    clauses: &["9.3.1"],
    page: include_str!("review_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let every = cx.cadences.management_review();
    match last_review(cx.program, cx.today) {
        None => {
            let message = "no review of the management system by top management is recorded";
            out.unheard(spoken::management_review(cx.program), cx.program.place(), message)
                .help("hold a review and record it in `reviews/` with what was considered and decided");
        }
        Some(review) if review.on.plus(every) < cx.today => {
            out.at(review.at("/on"), format!("the last management review was on {}", review.on)).help(format!(
                "hold a review and record it in `reviews/` with what was considered and decided; one is due {}",
                every.every()
            ));
        }
        Some(_) => {}
    }
}
