use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::DecisionKind;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "review-no-decisions",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["9.3.3"],
    page: include_str!("review_no_decisions.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(review) = last_review(cx.program, cx.today) else { return };
    let decided = |kind: DecisionKind| review.decisions.iter().any(|decision| decision.kind == kind || decision.kind == DecisionKind::None);
    let problem = match (decided(DecisionKind::Improvement), decided(DecisionKind::Change)) {
        (true, true) => return,
        (false, false) => "improvements or changes",
        (false, true) => "improvements",
        (true, false) => "changes to the management system",
    };
    out.at(review.at("/decisions"), format!("management review `{}` records no decision on {problem}", review.id))
        .help("add decisions of kind `improvement` and `change`, or one of kind `none` that says why nothing is needed");
}
