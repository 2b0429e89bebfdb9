use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::register::acceptance::AcceptanceState;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-stale",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.3 f"],
    page: include_str!("acceptance_stale.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for row in cx.risks.iter().filter(|row| row.acceptance == AcceptanceState::Stale) {
        out.at(row.risk.at("/acceptance/digest"), format!("risk `{}` has changed since it was accepted", row.risk.id))
            .help("let it be accepted again as it stands now");
    }
}
