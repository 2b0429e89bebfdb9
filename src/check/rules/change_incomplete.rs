use super::common::{asked_of_change, is_blank, missing};
use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Assessment, Change};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "change-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.3", "8.1", "8.2"],
    page: include_str!("change_incomplete.md"),
    check: Check::Records(check),
};

/// How long after an emergency its approval may come, and how long after any change a look at what came of it.
const APPROVED_WITHIN: Period = Period::days(30);
const REVIEWED_WITHIN: Period = Period::days(90);
/// What was known of risks so long before a change was known of another company.
const OLD: Period = Period::months(12);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for change in cx.program.all::<Change>() {
        let Some(done) = change.done.filter(|done| *done <= cx.today) else { continue };
        let is_pending = change.emergency == Some(true) && done.plus(APPROVED_WITHIN) >= cx.today;
        let missing = missing([
            ("approval", change.approval.is_none() && !is_pending),
            ("consequences", is_blank(change.consequences.as_deref())),
            ("risk_review", change.significant == Some(true) && change.risk_review.is_none()),
            ("reviewed", change.reviewed.is_none() && done.plus(REVIEWED_WITHIN) < cx.today),
        ]);
        let asked = asked_of_change(&change);
        let looked = change.risk_review.as_ref().filter(|_| change.significant == Some(true));
        if let Some(old) = looked.and_then(|looked| cx.program.get::<Assessment>(looked)).filter(|looked| looked.on.plus(OLD) < done) {
            out.at(
                change.at("/risk_review"),
                format!("change `{}` was done on {done}, and what looked at its risks is of {}", change.id, old.on),
            )
            .against(["8.2"])
            .help("assess the risks again with the change in view, and name that assessment");
        }
        out.lacks(
            change.at("/done"),
            &missing,
            |missing| format!("change `{}` was done on {done} and lacks {}", change.id, list_of(missing, "and")),
            |finding| {
                finding.against(asked.iter().copied()).against((missing.contains(&"risk_review")).then_some("8.2"));
                finding.help("somebody agrees, says what could follow, has the risks of a big change assessed, and looks at the result");
            },
        );
    }
}
