use super::common::{Approval, tell_stale};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::approvals::RECORD;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "scope-changed-after-approval",
    level: Level::Error,
    mandatory: true,
    about: About::Approval,
    clauses: &["4.3", "7.5.2"],
    page: include_str!("scope_changed_after_approval.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    if let Some(scope) = cx.program.scope() {
        tell_stale(cx, out, [Approval { kind: "scope", id: "scope", record: scope.node(), place: RECORD, awaits: None }]);
    }
}
