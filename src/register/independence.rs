//! Whether whoever audits looks at work of their own (9.2.2).

use super::cx::Now;
use crate::base::date::Date;
use crate::model::clause;
use crate::model::kinds::{Audit, Control, Document, DocumentStatus, Duty};
use crate::model::program::View;
use crate::model::reference::{Measure, Party, Ref};
use std::collections::HashSet;

/// The clause on internal audits.
pub(super) const AUDITS: &str = "9.2";

/// What of the audited is the auditor's own.
pub fn own_work(cx: &Now<'_>, audit: &Audit, auditor: &str) -> Option<String> {
    let is_auditor = |party: &str| cx.roles().speaks_for(auditor, party, day(cx, audit));
    if let Some(auditee) = audit.auditees.iter().find(|auditee| is_auditor(auditee.id())) {
        return Some(format!("`{auditee}` is audited"));
    }
    let is_audited = audited(&audit.controls);
    let mut controls = cx.program.all::<Control>().filter(|control| is_audited(control));
    if let Some(own) = controls.find(|control| control.owner.as_ref().is_some_and(|owner| is_auditor(owner.id()))) {
        return Some(format!("`{}` is theirs", own.id));
    }
    (!audit.clauses.is_empty() && cx.roles().has_duty(auditor, Duty::IsmsConformity, day(cx, audit)))
        .then(|| "the management system is theirs to run".into())
}

/// What an auditor had a hand in. In a team it is somebody else's to audit, so it counts only where all have such a tie.
pub fn tie(cx: &Now<'_>, audit: &Audit, auditor: &str) -> Option<String> {
    let is_auditor =
        |party: &Option<Ref<Party>>| party.as_ref().is_some_and(|party| cx.roles().speaks_for(auditor, party.id(), day(cx, audit)));
    let covers = |requirement: &str| audit.clauses.iter().any(|clause| overlap(clause.id(), requirement));
    if is_auditor(&audit.owner) && covers(AUDITS) {
        return Some(format!("the programme of audits is theirs, and {AUDITS} is audited"));
    }
    let is_audited = audited(&audit.controls);
    let mut controls = cx.program.all::<Control>().filter(|control| is_audited(control));
    if let Some(control) = controls.find(|control| control.actions.iter().any(|action| is_auditor(&action.owner))) {
        return Some(format!("an action of `{}` is theirs", control.id));
    }
    let is_on = |requirement: &str| covers(requirement) || audit.controls.iter().any(|measure| measure.id() == requirement);
    let mut documents = kept(cx);
    let own = documents.find(|document| is_auditor(&document.owner) && document.satisfies.iter().any(|answered| is_on(answered.id())));
    own.map(|document| format!("`{}` is theirs", document.id))
}

/// The documents that somebody answers for.
pub(super) fn kept<'a>(cx: &Now<'a>) -> impl Iterator<Item = View<'a, Document>> {
    cx.program.all::<Document>().filter(|document| document.status != Some(DocumentStatus::Retired))
}

/// The day on which roles are looked at: they may have changed hands since.
fn day(cx: &Now<'_>, audit: &Audit) -> Date {
    audit.started.or(audit.finished).unwrap_or(cx.today)
}

/// Which controls are audited: by name, or by what they implement.
fn audited(controls: &[Ref<Measure>]) -> impl Fn(&Control) -> bool {
    let measures: HashSet<&str> = controls.iter().map(|measure| measure.id()).collect();
    move |control| {
        let is_named = measures.contains(control.id.as_str()) || control.implements.iter().any(|annex| measures.contains(annex.id()));
        control.is_active() && is_named
    }
}

/// Whether one clause is the other or below it: `9` and `9.2.1`.
pub(super) fn overlap(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|id| id.split(' ').next().unwrap_or_default());
    clause::takes_in(a, b) || clause::takes_in(b, a)
}
