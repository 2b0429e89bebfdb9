//! How far a finding is on its way from discovery to the proof that it is mended (10.2).

use super::certificate;
use super::cx::Now;
use super::group::alike;
use crate::base::date::{Date, Period};
use crate::model::clause;
use crate::model::kinds::{Audit, AuditType, Finding, Grade};
use crate::model::program::{Program, View};
use crate::model::reference::Ref;
use crate::model::single::cadence::Cadences;
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
        finding.correction.as_ref().is_some_and(|correction| correction.on <= today) && finding.consequences.is_some(),
        finding.root_cause.is_some() && finding.similar.as_ref().is_some_and(|similar| similar.on <= today),
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
    match &finding.closed {
        Some(closed) if closed.on <= today && is_refuted(finding, today) => Standing::Unmended,
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

/// Whether stage 1 gave concern about it. What could only be better is nothing to settle.
pub fn is_concern(program: &Program, finding: &Finding) -> bool {
    finding.grade != Grade::Ofi && raiser(program, finding).0 == Raiser::Concern
}

/// The controls on suppliers, which are touched by what an audit of one found.
const SUPPLIERS: [&str; 4] = ["A.5.19", "A.5.20", "A.5.21", "A.5.22"];

/// The clauses that ask for something and the controls that a finding speaks against: `9.2` means its parts as well, a letter its
/// clause. What was found at a supplier speaks of how suppliers are looked after.
pub fn against(finding: &Finding, raiser: Raiser) -> Vec<&str> {
    let named = finding.requirement.as_ref().map(Ref::id);
    match (raiser, named) {
        (Raiser::Supplier, named) => named.filter(|named| SUPPLIERS.contains(named)).map_or(SUPPLIERS.to_vec(), |named| vec![named]),
        (_, named) => named.map(clause::taken_in).unwrap_or_default(),
    }
}

/// The day on which the certification body decided after a finding was raised, if it has: over that finding it decides no more.
pub fn decided_since(program: &Program, finding: &Finding, today: Date) -> Option<Date> {
    let decided = certificate::decided(program, today)?.decided;
    finding.raised_on().is_some_and(|raised| raised <= decided).then_some(decided)
}

/// Whether the certification body decides nothing over it: a major that is not shown to be mended, a minor whose plan the
/// body has not accepted. Stage 1 has areas of concern, and no plans to accept: what it would call a major at stage 2 holds
/// that up. What is decided is held up by nothing.
pub fn holds_up(program: &Program, finding: &Finding, (raiser, standing): (Raiser, Standing), today: Date) -> bool {
    if decided_since(program, finding, today).is_some() {
        return false;
    }
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

/// What a major of the certification body threatens that is not shown to be mended. None of other findings, of stage 1, which
/// finds no majors, and where the body has decided since.
pub fn threat(program: &Program, finding: &Finding, audit: &Audit, today: Date) -> Option<Threat> {
    let is_over = || standing(finding, today) == Standing::Mended || decided_since(program, finding, today).is_some();
    if finding.grade != Grade::Major || is_over() {
        return None;
    }
    let ended = audit.finished.or(audit.started).or(finding.raised_on());
    match audit.kind {
        AuditType::Stage2 => Some(Threat::Again(ended?.plus(SHOWN_WITHIN))),
        AuditType::Surveillance => Some(Threat::Suspension),
        AuditType::Recertification => {
            Some(certificate::running(program, today).map_or(Threat::Suspension, |running| Threat::End(running.expires)))
        }
        AuditType::Internal | AuditType::Supplier | AuditType::Stage1 => None,
    }
}

/// Whether a check after the last action, and until today, showed that it worked.
pub fn is_verified(finding: &Finding, today: Date) -> bool {
    let last = finding.actions.iter().filter_map(|action| action.done).max();
    let checked = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(true)).and_then(|effect| effect.checked_on);
    checked.is_some_and(|checked| checked <= today && last.is_none_or(|last| checked >= last))
}

/// Whether a check until today showed that it did not work. One without a day counts.
pub fn is_refuted(finding: &Finding, today: Date) -> bool {
    let failed = finding.effectiveness.as_ref().filter(|effect| effect.effective == Some(false));
    failed.is_some_and(|effect| effect.checked_on.is_none_or(|on| on <= today))
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
    if is_refuted(finding, cx.today) {
        return Checked::Ineffective;
    }
    if !is_verified(finding, cx.today) {
        return Checked::Unchecked;
    }
    let Some(by) = &effect.by else { return Checked::ByNobody };
    let is_theirs = |party: &str| cx.roles().speaks_for(by.id(), party, effect.checked_on.unwrap_or(cx.today));
    if hands(finding).into_iter().any(is_theirs) { Checked::ByOwn } else { Checked::Effective }
}

/// Who did something about a finding.
pub fn hands(finding: &Finding) -> Vec<&str> {
    let done = finding.actions.iter().filter_map(|action| action.owner.as_ref()).map(Ref::id);
    done.chain(finding.correction.as_ref().and_then(|correction| correction.by.as_ref()).map(Ref::id)).collect()
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

/// All that were raised by a day, in the order of files.
pub fn recurred(program: &Program, today: Date) -> Vec<Recurred<'_>> {
    let nonconformities = || program.all::<Finding>().filter(|finding| finding.is_nonconformity() && finding.is_raised(today));
    let mut closed: HashMap<&str, Vec<_>> = HashMap::new();
    for finding in nonconformities() {
        if let (Some(requirement), Some(day)) = (&finding.data().requirement, &finding.data().closed) {
            closed.entry(requirement.id()).or_default().push((day.on, finding));
        }
    }
    closed.values_mut().for_each(|list| list.sort_by_key(|(day, _)| *day));
    let again = nonconformities().filter_map(|finding| {
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

/// Whether somebody still has to close it, for the first time or again: it is open, or what was done did not work.
pub fn is_to_be_closed(finding: &Finding, today: Date) -> bool {
    matches!(standing(finding, today), Standing::Open | Standing::Unmended)
}

/// To be closed, and due before `today`.
pub fn is_overdue(finding: &Finding, cadences: Cadences<'_>, today: Date) -> bool {
    is_to_be_closed(finding, today) && due(finding, cadences).is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::register::cx::Cx;
    use crate::register::due;
    use crate::store::memory::Memory;

    const FAILED: &str = "closed: {on: 2026-05-01}\neffectiveness: {criterion: None again, effective: false, checked_on: 2026-06-20}";

    fn programme(certificate: &str, kind: &str, finding: &str) -> Program {
        let mut files = Memory::default();
        files.put("isms.yaml", format!("format: 1\norganisation: {{name: X}}\ncertification: {{{certificate}}}\n"));
        files.put("audits/AUD-1.yaml", format!("id: AUD-1\ntitle: One\ntype: {kind}\nfinished: 2026-02-06\n"));
        let raised = "id: FND-1\ntitle: Leavers\nsource: AUD-1\nraised: {on: 2026-02-06}\n";
        files.put("findings/FND-1.yaml", format!("{raised}{finding}\n"));
        load(&files).unwrap().program
    }

    fn only(program: &Program) -> View<'_, Finding> {
        program.by_id::<Finding>("FND-1").unwrap()
    }

    #[test]
    fn a_check_of_a_day_to_come_says_nothing_yet() {
        let program = programme("", "internal", &format!("grade: minor\n{FAILED}"));
        let on = |day: &str| standing(&only(&program), day.parse().unwrap());
        assert_eq!([on("2026-04-30"), on("2026-06-19"), on("2026-06-20")], [Standing::Open, Standing::Unverified, Standing::Unmended]);
        let undated =
            programme("", "internal", "grade: minor\nclosed: {on: 2026-05-01}\neffectiveness: {criterion: None, effective: false}");
        assert_eq!(standing(&only(&undated), "2026-05-01".parse().unwrap()), Standing::Unmended);
        let later = "grade: minor\nconsequences: None\ncorrection: {what: Closed, on: 2026-06-01}";
        let program = programme("", "internal", later);
        let on = |day: &str| state(&only(&program), day.parse().unwrap());
        assert_eq!([on("2026-05-31"), on("2026-06-01")], [FindingState::Open, FindingState::Contained]);
    }

    #[test]
    fn what_did_not_work_is_due_again() {
        let due_on = |day: &str, finding: &str| {
            let program = programme("", "internal", finding);
            let cx = Cx::new(&program, None, day.parse().unwrap());
            due::all(&cx).iter().filter(|due| due.of == "FND-1").map(|due| due.on.unwrap().to_string()).collect::<Vec<_>>()
        };
        let failed = format!("grade: major\n{FAILED}");
        assert_eq!([due_on("2026-06-19", &failed), due_on("2026-06-20", &failed)], [vec![], vec!["2026-05-07".to_owned()]]);
        let program = programme("", "internal", &failed);
        assert!(is_overdue(&only(&program), Cadences::default(), "2026-06-20".parse().unwrap()));
    }

    #[test]
    fn what_is_raised_later_has_not_come_again() {
        let mut files = Memory::default();
        for (id, raised, closed) in [("FND-1", "2026-01-10", "closed: {on: 2026-02-01}"), ("FND-2", "2026-06-20", "")] {
            let text = format!("id: {id}\ntitle: Leavers\ngrade: minor\nrequirement: A.5.18\nraised: {{on: {raised}}}\n{closed}\n");
            files.put(&format!("findings/{id}.yaml"), text);
        }
        let program = load(&files).unwrap().program;
        let on = |day: &str| recurred(&program, day.parse().unwrap()).len();
        assert_eq!([on("2026-06-19"), on("2026-06-20")], [0, 1]);
    }

    #[test]
    fn the_body_is_held_up_until_it_decides() {
        let told = |certificate: &str, kind: &str, grade: &str| {
            let program = programme(certificate, kind, &format!("grade: {grade}"));
            let (finding, today) = (only(&program), "2026-06-30".parse().unwrap());
            let (raiser, audit) = raiser(&program, finding.data());
            let holds_up = holds_up(&program, &finding, (raiser, standing(&finding, today)), today);
            (holds_up, threat(&program, &finding, audit.unwrap().data(), today))
        };
        let day = |text: &str| text.parse().unwrap();
        let before = "certificate: {decided: 2023-03-10, expires: 2026-07-09}";
        let since = "certificate: {decided: 2026-03-10, expires: 2029-03-09}";
        assert_eq!(told("", "stage-2", "major"), (true, Some(Threat::Again(day("2026-08-06")))));
        assert_eq!(told(since, "stage-2", "major"), (false, None));
        assert_eq!([told("", "stage-2", "minor"), told(since, "stage-2", "minor")], [(true, None), (false, None)]);
        assert_eq!([told("", "stage-1", "major"), told(since, "stage-1", "major")], [(true, None), (false, None)]);
        // The certificate that ends is the one that ran when it was raised.
        assert_eq!(told(before, "recertification", "major"), (true, Some(Threat::End(day("2026-07-09")))));
        assert_eq!(told(since, "recertification", "major"), (false, None));
        assert_eq!(told(before, "surveillance", "major"), (true, Some(Threat::Suspension)));
        assert_eq!(told(before, "surveillance", "ofi").1, None);
    }
}
