use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{DecisionKind, Review};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-actions-lost",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.3.2"],
    page: include_str!("review_actions_lost.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for review in cx.program.all::<Review>() {
        for (index, decision) in review.decisions.iter().enumerate() {
            let open = decision.kind != DecisionKind::None && decision.done.is_none();
            if let Some(due) = decision.due.filter(|due| open && *due < cx.today) {
                out.at(
                    review.at(&format!("/decisions/{index}/due")),
                    format!("a decision of management review `{}` was due on {due}", review.id),
                )
                .help("write `done:` with the day, or decide on it again in the next review");
            }
        }
    }
}
