use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::approvals::ACCEPTANCE;
use crate::model::kinds::{RecordKind as _, Risk};
use crate::register::acceptance::AcceptanceState;
use super::common::tell_stale;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-stale",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.3 f"],
    page: include_str!("acceptance_stale.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks.iter().filter(|row| row.acceptance == AcceptanceState::Stale).map(|row| row.risk) {
        tell_stale(cx, out, (Risk::NAME, &risk.id), (risk.node(), ACCEPTANCE), &format!("risk `{}`", risk.id));
    }
}
