//! How far a finding is on its way from discovery to the proof that it is mended (10.2).

use super::cycle::cycle;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Audit, AuditType, Finding, Grade};
use crate::model::program::{Program, View};
use crate::model::single::isms::Cadences;
use schemars::JsonSchema;
use serde::Serialize;

/// The steps of corrective action. A finding stands at the last one it has reached without leaving one out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingState {
    Open,
    /// Corrected at once, and its consequences dealt with (10.2 a).
    Contained,
    /// The cause is known, and the same was searched for elsewhere (10.2 b).
    Analysed,
    /// Actions against the cause have owners and days (10.2 c).
    Planned,
    /// All of them are done, with evidence.
    Implemented,
    /// They were shown to work, after the last one (10.2 d).
    Verified,
    Closed,
}

impl FindingState {
    /// The steps in order, each with the word of the wire contract.
    pub const ALL: [(FindingState, &'static str); 7] = [
        (FindingState::Open, "open"),
        (FindingState::Contained, "contained"),
        (FindingState::Analysed, "analysed"),
        (FindingState::Planned, "planned"),
        (FindingState::Implemented, "implemented"),
        (FindingState::Verified, "verified"),
        (FindingState::Closed, "closed"),
    ];
}

/// The step a finding has reached on a day: what is written for later has not happened yet.
pub fn state(finding: &Finding, today: Date) -> FindingState {
    if finding.closed.as_ref().is_some_and(|closed| closed.on <= today) {
        return FindingState::Closed;
    }
    let actions = &finding.actions;
    let gates = [
        finding.correction.is_some() && finding.consequences.is_some(),
        finding.root_cause.is_some() && finding.similar.is_some(),
        !actions.is_empty() && actions.iter().all(|action| action.owner.is_some() && action.due.is_some()),
        actions.iter().all(|action| action.done.is_some_and(|done| done <= today) && !action.evidence.is_empty()),
        is_verified(finding, today),
    ];
    let passed = gates.iter().take_while(|passed| **passed).count();
    FindingState::ALL[passed].0
}

/// Whether a nonconformity still speaks against what it was raised against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// Closed, and the check says that the actions did not work.
    Unmended,
    /// Closed without a check after the last action, or before its actions were done.
    Unverified,
    /// Closed, and shown to be mended.
    Mended,
}

/// Where a nonconformity stands on a day; what was closed later was open then.
pub fn standing(finding: &Finding, today: Date) -> Standing {
    let failed = finding.effectiveness.as_ref().is_some_and(|effect| effect.effective == Some(false));
    match &finding.closed {
        Some(closed) if closed.on <= today && failed => Standing::Unmended,
        Some(closed) if closed.on <= today => {
            let done = finding.actions.iter().all(|action| action.done.is_some_and(|done| done <= today));
            if done && is_verified(finding, today) { Standing::Mended } else { Standing::Unverified }
        }
        _ => Standing::Open,
    }
}

/// Who found it: each counts for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raiser {
    /// The certification body, which decides by it.
    Body,
    /// The certification body at stage 1, which has areas of concern and decides nothing.
    Concern,
    /// Somebody of ours: an internal audit, an incident, a test, a review.
    Internal,
    /// An audit of a supplier, which speaks of their work.
    Supplier,
}

/// The audit that a finding came from, if it was one, and who found it.
pub fn raiser<'a>(program: &'a Program, finding: &Finding) -> (Raiser, Option<View<'a, Audit>>) {
    let audit = finding.source.as_ref().and_then(|source| program.get::<Audit>(source));
    let raiser = match audit.map(|audit| audit.kind) {
        Some(AuditType::Supplier) => Raiser::Supplier,
        Some(AuditType::Stage1) => Raiser::Concern,
        Some(kind) if kind.is_certification() => Raiser::Body,
        _ => Raiser::Internal,
    };
    (raiser, audit)
}

/// Whether the certification body decides nothing over it: a major that is not shown to be mended, a minor whose plan the
/// body has not accepted. Stage 1 has areas of concern, and no plans to accept: what it would call a major at stage 2 holds
/// that up.
pub fn holds_up(finding: &Finding, raiser: Raiser, standing: Standing, today: Date) -> bool {
    let accepted = finding.plan_accepted.as_ref().is_some_and(|accepted| accepted.on <= today);
    let holds = match raiser {
        Raiser::Body => finding.grade == Grade::Major || !accepted,
        Raiser::Concern => finding.grade == Grade::Major,
        Raiser::Internal | Raiser::Supplier => false,
    };
    holds && standing != Standing::Mended
}

/// What follows if a major of the certification body is not shown to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threat {
    /// After this day stage 2 is held again (ISO/IEC 17021-1, 9.5.3.2).
    Again(Date),
    /// The certificate may be suspended.
    Suspension,
    /// There is no new certificate, and the old one ends on this day.
    End(Date),
}

/// So long after the last day of stage 2, what it found has to be shown to be mended.
const SHOWN_WITHIN: Period = Period::months(6);

/// What a major of the certification body threatens. None of other findings, and of stage 1, which finds no majors.
pub fn threat(program: &Program, finding: &Finding, audit: &Audit) -> Option<Threat> {
    let ended = audit.finished.or(audit.started).or(finding.raised_on());
    match audit.kind {
        _ if finding.grade != Grade::Major => None,
        AuditType::Stage2 => Some(Threat::Again(ended?.plus(SHOWN_WITHIN))),
        AuditType::Surveillance => Some(Threat::Suspension),
        AuditType::Recertification => Some(cycle(program).map_or(Threat::Suspension, |cycle| Threat::End(cycle.expires))),
        AuditType::Internal | AuditType::Supplier | AuditType::Stage1 => None,
    }
}

/// Whether a check after the last action, and until today, showed that it worked.
pub fn is_verified(finding: &Finding, today: Date) -> bool {
    let last = finding.actions.iter().filter_map(|action| action.done).max();
    let checked = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(true)).and_then(|effect| effect.checked_on);
    checked.is_some_and(|checked| checked <= today && last.is_none_or(|last| checked >= last))
}

/// The day it should be closed by, if its grade has a deadline.
pub fn due(finding: &Finding, cadences: Cadences<'_>) -> Option<Date> {
    Some(finding.raised_on()?.plus(cadences.finding(finding.grade)?))
}

/// Not closed, and due before `today`.
pub fn is_overdue(finding: &Finding, cadences: Cadences<'_>, today: Date) -> bool {
    finding.closed.as_ref().is_none_or(|closed| closed.on > today) && due(finding, cadences).is_some_and(|due| due < today)
}
