use super::common::internal_audits;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "audit-not-reported",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2"],
    page: include_str!("audit_not_reported.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in internal_audits(cx.program).filter(|audit| audit.reported.is_none()) {
        if let Some(day) = audit.finished.filter(|day| *day <= cx.today) {
            out.at(audit.at("/finished"), format!("audit `{}` ended on {day} and was reported to nobody", audit.id))
                .help("report it to the managers concerned: `reported: {to: …, on: …}`");
        }
    }
}
