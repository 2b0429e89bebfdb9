use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::spoken;

pub(super) static RULE: Rule = Rule {
    name: "review-before-audit",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.3.2"],
    page: include_str!("review_before_audit.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today) else { return };
    let every = cx.cadences.internal_audit();
    let in_time =
        internal_audits(cx.program).filter_map(|audit| audit.finished).any(|day| day <= review.on && day.plus(every) >= review.on);
    if !in_time {
        let message = format!("no internal audit is recorded as finished before management review `{}`", review.id);
        out.unheard(spoken::internal_audit(cx.program), review.at("/on"), message)
            .help("audit first: its results are something the review must consider");
    }
}
