use super::common::last_review;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{DecisionKind, Review};
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
    let help = "add decisions of kind `improvement` and `change`, or one of kind `none` that says why nothing is needed";
    let is_none = |kind: DecisionKind| kind == DecisionKind::None;
    let decided = |kind: DecisionKind| review.decisions.iter().any(|decision| decision.kind == kind || is_none(decision.kind));
    let (problem, help) = match (decided(DecisionKind::Improvement), decided(DecisionKind::Change)) {
        (true, true) => match lacking(&review) {
            Some(lacking) if review.decisions.iter().all(|decision| is_none(decision.kind)) => (
                format!("concludes that the management system is not {lacking}, and decides that nothing is needed"),
                "decide what is done about it, as `improvement` or `change`, or correct the conclusion",
            ),
            _ => return,
        },
        (false, false) => ("records no decision on improvements or changes".into(), help),
        (false, true) => ("records no decision on improvements".into(), help),
        (true, false) => ("records no decision on changes to the management system".into(), help),
    };
    out.at(review.at("/decisions"), format!("management review `{}` {problem}", review.id)).help(help);
}

/// What the management system is not, as a review concludes.
fn lacking(review: &Review) -> Option<&'static str> {
    let found = review.conclusion.as_ref()?;
    let asked = [("suitable", found.suitable), ("adequate", found.adequate), ("effective", found.effective)];
    asked.into_iter().find_map(|(name, is)| (is == Some(false)).then_some(name))
}
