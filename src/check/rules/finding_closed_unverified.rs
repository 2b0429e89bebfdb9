use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::Finding;

pub(super) static RULE: Rule = Rule {
    name: "finding-closed-unverified",
    level: Level::Error,
    mandatory: true,
    clauses: &["10.2"],
    page: include_str!("finding_closed_unverified.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for finding in cx.program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.closed.is_some()) {
        let last = finding.actions.iter().filter_map(|action| action.done).max();
        let checked = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(true)).and_then(|effect| effect.checked_on);
        let problem = match checked {
            _ if finding.actions.iter().any(|action| action.done.is_none()) => "with an action that is not done",
            None => "without a check that the actions worked",
            Some(checked) if last.is_some_and(|last| checked < last) => "on a check that is older than its last action",
            Some(_) => continue,
        };
        out.at(finding.at("/closed"), format!("nonconformity `{}` was closed {problem}", finding.id))
            .help("check against a criterion after the last action, write it under `effectiveness:`, then close");
    }
}
