use crate::base::diagnostic::Level;
use crate::base::text::normal;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, Person};
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::independence::{own_work, tie};
use std::collections::HashMap;

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
    // Whoever audited for the organisation, or works for it, does not certify it (ISO/IEC 17021-1, 5.2).
    let own: HashMap<String, &str> = internal_audits(cx.program)
        .flat_map(|audit| {
            let audit = audit.data();
            audit.auditors.iter().map(|auditor| (normal(auditor.id()), &*audit.id))
        })
        .collect();
    for audit in cx.program.all::<Audit>().filter(|audit| audit.kind.is_certification()) {
        for (index, auditor) in audit.data().auditors.iter().enumerate() {
            let works_here = cx.program.by_id::<Person>(auditor.id()).is_some();
            let why = match own.get(&normal(auditor.id())) {
                Some(internal) => format!("they carried out the internal audit `{internal}`"),
                None if works_here => "they have a record among the people here".to_owned(),
                None => continue,
            };
            out.at(
                audit.at(&format!("/auditors/{index}")),
                format!("`{auditor}` audits for the certification body in `{}`: {why}", audit.id),
            )
            .help("correct who audited, or ask the certification body for somebody else");
        }
    }
}
