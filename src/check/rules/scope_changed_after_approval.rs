use super::common::{Approval, tell_stale};
use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::approvals::RECORD;

pub(super) static RULE: Rule = Rule {
    name: "scope-changed-after-approval",
    level: Level::Error,
    mandatory: true,
    clauses: &["4.3", "7.5.2"],
    page: include_str!("scope_changed_after_approval.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if let Some(scope) = cx.program.scope() {
        tell_stale(cx, out, [Approval { kind: "scope", id: "scope", record: scope.node(), place: RECORD, what: "the scope".into() }]);
    }
}
