use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Review;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-let-pass",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.3.1"],
    page: include_str!("review_let_pass.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for review in cx.program.all::<Review>().filter(|review| review.on < cx.today && !review.took_place()) {
        out.at(
            review.at("/on"),
            format!("management review `{}` was planned for {}, and nothing says that it took place", review.id, review.on),
        )
        .help("write down who was there as `attendees:` and what was considered and decided, or plan it anew: a later day in `on:`");
    }
}
