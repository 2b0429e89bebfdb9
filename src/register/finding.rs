//! How far a finding is on its way from discovery to the proof that it is mended (10.2).

use super::certificate::certificate;
use super::cx::Now;
use super::group::alike;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Audit, AuditType, Finding, Grade};
use crate::model::program::{Program, View};
use crate::model::reference::{Party, Ref};
use crate::model::single::isms::Cadences;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

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

    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| word)
    }
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
        AuditType::Recertification => Some(certificate(program).map_or(Threat::Suspension, |certificate| Threat::End(certificate.expires))),
        AuditType::Internal | AuditType::Supplier | AuditType::Stage1 => None,
    }
}

/// Whether a check after the last action, and until today, showed that it worked.
pub fn is_verified(finding: &Finding, today: Date) -> bool {
    let last = finding.actions.iter().filter_map(|action| action.done).max();
    let checked = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(true)).and_then(|effect| effect.checked_on);
    checked.is_some_and(|checked| checked <= today && last.is_none_or(|last| checked >= last))
}

/// The day it should be closed by: as whoever raised it wants, else by the deadline of its grade, if that has one.
pub fn due(finding: &Finding, cadences: Cadences<'_>) -> Option<Date> {
    finding.due.or_else(|| Some(finding.raised_on()?.plus(cadences.finding(finding.grade)?)))
}

/// Whether somebody saw that a finding is mended, and who.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// It works, says somebody who had no hand in it.
    Effective,
    /// It works, says somebody who did it.
    ByOwn,
    /// It works, and nobody is named who says so.
    ByNobody,
    /// It does not work.
    Ineffective,
    /// Nobody has looked since the last action, or it is not done yet.
    Unchecked,
}

/// What the check of a finding says on a day.
pub fn checked(cx: &Now<'_>, finding: &Finding) -> Checked {
    let Some(effect) = &finding.effectiveness else { return Checked::Unchecked };
    if effect.effective == Some(false) && effect.checked_on.is_some_and(|on| on <= cx.today) {
        return Checked::Ineffective;
    }
    if !is_verified(finding, cx.today) {
        return Checked::Unchecked;
    }
    let Some(by) = &effect.by else { return Checked::ByNobody };
    let is_theirs = |party: &Ref<Party>| cx.roles().speaks_for(by.id(), party.id(), effect.checked_on.unwrap_or(cx.today));
    if hands(finding).into_iter().any(is_theirs) { Checked::ByOwn } else { Checked::Effective }
}

/// Who did something about a finding.
pub fn hands(finding: &Finding) -> Vec<&Ref<Party>> {
    let done = finding.actions.iter().filter_map(|action| action.owner.as_ref());
    done.chain(finding.correction.as_ref().and_then(|correction| correction.by.as_ref())).collect()
}

/// A requirement missed again within this time after it was mended was not mended.
const WITHIN: Period = Period::months(12);

/// A nonconformity against a requirement that had been missed and mended not long before.
pub struct Recurred<'a> {
    pub finding: View<'a, Finding>,
    pub earlier: View<'a, Finding>,
    /// The day the earlier one was closed.
    pub mended: Date,
    /// Both have the same cause, in the same words.
    pub same_cause: bool,
}

/// All of them, in the order of files.
pub fn recurred(program: &Program) -> Vec<Recurred<'_>> {
    let mut closed: HashMap<&str, Vec<_>> = HashMap::new();
    for finding in program.all::<Finding>().filter(|finding| finding.is_nonconformity()) {
        if let (Some(requirement), Some(day)) = (&finding.data().requirement, &finding.data().closed) {
            closed.entry(requirement.id()).or_default().push((day.on, finding));
        }
    }
    closed.values_mut().for_each(|list| list.sort_by_key(|(day, _)| *day));
    let again = program.all::<Finding>().filter(|finding| finding.is_nonconformity()).filter_map(|finding| {
        let (requirement, raised) = (finding.data().requirement.as_ref()?, finding.raised_on()?);
        let earlier = closed.get(requirement.id())?;
        let before = earlier.partition_point(|(day, _)| *day <= raised);
        let (mended, earlier) = *earlier.get(before.checked_sub(1)?)?;
        let is_again = mended.plus(WITHIN) >= raised && earlier.id != finding.id;
        let cause = |finding: &Finding| finding.root_cause.as_ref().map(|cause| alike(&cause.text));
        let same_cause = cause(&finding).is_some_and(|same| cause(&earlier) == Some(same));
        is_again.then_some(Recurred { finding, earlier, mended, same_cause })
    });
    again.collect()
}

/// Not closed, and due before `today`.
pub fn is_overdue(finding: &Finding, cadences: Cadences<'_>, today: Date) -> bool {
    finding.closed.as_ref().is_none_or(|closed| closed.on > today) && due(finding, cadences).is_some_and(|due| due < today)
}
