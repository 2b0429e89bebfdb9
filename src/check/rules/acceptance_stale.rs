use super::common::{Approval, tell_stale};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::approvals::ACCEPTANCE;
use crate::model::kinds::{RecordKind as _, Risk};
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-stale",
    level: Level::Error,
    mandatory: true,
    about: About::Approval,
    clauses: &["6.1.3 f"],
    page: include_str!("acceptance_stale.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let stale = cx.risks().iter().filter(|row| row.acceptance == AcceptanceState::Stale);
    let acceptances = stale.map(|row| Approval {
        kind: Risk::NAME,
        id: &row.risk.data().id,
        record: row.risk.node(),
        place: ACCEPTANCE,
        awaits: row.authority(cx.scales.as_ref()),
    });
    tell_stale(cx, out, acceptances);
}
