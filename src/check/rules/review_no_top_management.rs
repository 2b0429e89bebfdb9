use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Duty;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-no-top-management",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["9.3.1", "5.1"],
    page: include_str!("review_no_top_management.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today) else { return };
    let is_top = |party: &str| cx.roles().has_duty(party, Duty::TopManagement, review.on);
    let chaired = review.chair.as_ref().is_some_and(|chair| is_top(chair.id()));
    if let Some(chair) = review.chair.as_ref().filter(|_| chaired && !review.attendees.is_empty()) {
        let is_there = |party: &str| party == chair.id() || cx.roles().speaks_for(party, chair.id(), review.on);
        let is_top_there = || review.attendees.iter().any(|person| is_top(person.id()));
        if !review.attendees.iter().any(|person| is_there(person.id())) && !is_top_there() {
            let message = format!("`{chair}` chaired management review `{}`, and nobody who attended is of top management", review.id);
            out.at(review.at("/attendees"), message)
                .help("add who of top management was there to `attendees:`; if nobody was, hold the review with them");
        }
    }
    if !chaired && !review.attendees.iter().any(|person| is_top(person.id())) {
        out.at(review.at("/attendees"), format!("nobody of top management is named in management review `{}`", review.id))
            .help("top management is whoever holds a role with the duty `top-management`; it is their review");
    }
}
