use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-not-approved",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.3.3"],
    page: include_str!("review_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today).filter(|review| review.approval.is_none()) else { return };
    out.at(review.at(""), format!("nothing says who approved the results of management review `{}`", review.id))
        .help(format!("let whoever chaired it approve them: `isms approve {}`", review.id));
}
