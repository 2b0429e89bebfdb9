use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Review;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-approved-by-absent",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.3.3"],
    page: include_str!("review_approved_by_absent.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for review in cx.program.all::<Review>().filter(|review| !review.attendees.is_empty()) {
        let Some(by) = review.approval.as_ref().map(|approval| &approval.by) else { continue };
        let is_by = |party: &str| cx.roles().speaks_for(by.id(), party, review.on);
        let attended = review.attendees.iter().any(|person| is_by(person.id()));
        if !attended && !review.chair.as_ref().is_some_and(|chair| is_by(chair.id())) {
            out.at(review.at("/approval/by"), format!("`{by}` approved the minutes of `{}` and was not there", review.id))
                .help("let whoever chaired it approve them, or add who was there to `attendees:`");
        }
    }
}
