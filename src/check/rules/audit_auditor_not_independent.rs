use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::independence::{own_work, tie};

pub(super) static RULE: Rule = Rule {
    name: "audit-auditor-not-independent",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.2.2"],
    page: include_str!("audit_auditor_not_independent.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in internal_audits(cx.program) {
        let ties: Option<Vec<String>> = audit.auditors.iter().map(|auditor| tie(cx, &audit, auditor.id())).collect();
        let mut ties = ties.unwrap_or_default().into_iter();
        for (index, auditor) in audit.auditors.iter().enumerate() {
            if let Some(why) = own_work(cx, &audit, auditor.id()).into_iter().chain(ties.next()).next() {
                out.at(audit.at(&format!("/auditors/{index}")), format!("`{auditor}` audits their own work in `{}`: {why}", audit.id))
                    .help("let somebody else audit this part, from inside or outside");
            }
        }
    }
}
