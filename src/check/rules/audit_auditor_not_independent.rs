use super::common::{has_duty, internal_audits};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Audit, Control, Duty};
use crate::model::reference::{Party, Ref};
use crate::register::acceptance::holds;
use crate::register::cx::Now;
use std::collections::HashSet;

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
        for (index, auditor) in audit.auditors.iter().enumerate() {
            if let Some(why) = own_work(cx, &audit, auditor) {
                out.at(audit.at(&format!("/auditors/{index}")), format!("`{auditor}` audits their own work in `{}`: {why}", audit.id))
                    .help("let somebody else audit this part, from inside or outside");
            }
        }
    }
}

/// What of the audited is the auditor's own.
fn own_work(cx: &Now<'_>, audit: &Audit, auditor: &str) -> Option<String> {
    let is_auditor =
        |party: &Ref<Party>| party.id() == auditor || holds(cx.program, auditor, party.id()) || holds(cx.program, party.id(), auditor);
    if let Some(auditee) = audit.auditees.iter().find(|auditee| is_auditor(auditee)) {
        return Some(format!("`{auditee}` is audited"));
    }
    let measures: HashSet<&str> = audit.controls.iter().map(|measure| measure.id()).collect();
    let audited =
        |control: &Control| measures.contains(control.id.as_str()) || control.implements.iter().any(|annex| measures.contains(annex.id()));
    let mut controls = cx.program.all::<Control>().filter(|control| control.is_active() && audited(control));
    if let Some(own) = controls.find(|control| control.owner.as_ref().is_some_and(is_auditor)) {
        return Some(format!("`{}` is theirs", own.id));
    }
    (!audit.clauses.is_empty() && has_duty(cx.program, auditor, Duty::IsmsConformity))
        .then(|| "the management system is theirs to run".into())
}
