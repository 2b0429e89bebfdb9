use super::common::internal_audits;
use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "audit-not-reported",
    level: Level::Warning,
    mandatory: false,
    clauses: &["9.2.2"],
    page: include_str!("audit_not_reported.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for audit in internal_audits(cx.program).filter(|audit| audit.reported.is_none()) {
        if let Some(day) = audit.finished.filter(|day| *day <= cx.today) {
            out.at(audit.at("/finished"), format!("audit `{}` ended on {day} and was reported to nobody", audit.id))
                .help("report it to the managers concerned: `reported: {to: …, on: …}`");
        }
    }
}
