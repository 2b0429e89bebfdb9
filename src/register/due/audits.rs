//! What falls due of audits, reviews, findings, the plan and the certificate.

use super::{Found, Matter, owner, with_duty};
use crate::base::date::Date;
use crate::model::kinds::{Audit, AuditType, Change, Duty, Finding, Review};
use crate::register::certificate::{decided, running, wanted_by};
use crate::register::change;
use crate::register::coverage::internal_audits;
use crate::register::cx::Now;
use crate::register::cycle::{Visit, cycle};
use crate::register::finding::{self, Threat};
use crate::register::held::Course;
use crate::register::plan::{self as road, Part};
use crate::register::stage;

pub(super) fn gather<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    internal(cx, found);
    reviews(cx, found);
    findings(cx, found);
    plan(cx, found);
    certification(cx, found);
}

/// Planned audits, and the next internal one that nobody has planned in time.
fn internal<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let mut planned: Option<Date> = None;
    for audit in cx.program.all::<Audit>() {
        let (Some(Course::ToCome(on) | Course::LetPass(on)), data) = (audit.course(cx.today), audit.data()) else { continue };
        let matter = match audit.kind {
            AuditType::Internal => Matter::Audit,
            AuditType::Supplier => Matter::Supplier,
            AuditType::Stage1 | AuditType::Stage2 => Matter::Certification,
            AuditType::Surveillance | AuditType::Recertification => Matter::Cycle,
        };
        if matter == Matter::Audit && on >= cx.today {
            planned = Some(planned.map_or(on, |first| first.min(on)));
        }
        let part = match audit.kind {
            AuditType::Internal => Some(Part::InternalAudit),
            AuditType::Stage1 => Some(Part::Stage1),
            AuditType::Stage2 => Some(Part::Stage2),
            _ => None,
        };
        let by = owner!(data).or_else(|| road::owner(cx.program, part?, cx.today));
        found.add(matter, &data.id, Some(on), &data.title, audit.at("/planned")).owner(by);
    }
    let last = internal_audits(cx.program).filter_map(|audit| Some((audit.held(cx.today)?, audit))).max_by_key(|(day, _)| *day);
    let on = last.map(|(day, _)| day.plus(cx.cadences.internal_audit()));
    if planned.is_none_or(|planned| on.is_some_and(|on| planned > on)) {
        let (of, place) = last.map_or(("isms", cx.program.place()), |(_, audit)| (audit.data().id.as_str(), audit.at("/finished")));
        let by = road::owner(cx.program, Part::InternalAudit, cx.today).or_else(|| with_duty(cx, Duty::InternalAudit));
        found.add(Matter::Audit, of, on, "audit the management system yourself", place).owner(by).unplanned = true;
    }
}

fn reviews<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let mut planned: Option<Date> = None;
    let mut last = None;
    for review in cx.program.all::<Review>() {
        let data = review.data();
        if review.took_place() {
            last = last.max(Some((data.on, data.id.as_str())).filter(|(on, _)| *on <= cx.today));
            continue;
        }
        if data.on >= cx.today {
            planned = Some(planned.map_or(data.on, |first| first.min(data.on)));
        }
        found
            .add(Matter::Review, &data.id, Some(data.on), &data.title, review.at("/on"))
            .owner(data.chair.as_ref().map(|chair| chair.id()));
    }
    let on = last.map(|(day, _)| day.plus(cx.cadences.management_review()));
    if planned.is_none_or(|planned| on.is_some_and(|on| planned > on)) {
        let of = last.map_or("isms", |(_, id)| id);
        let place = cx.program.by_id::<Review>(of).map_or(cx.program.place(), |review| review.at("/on"));
        let by = road::owner(cx.program, Part::ManagementReview, cx.today).or_else(|| with_duty(cx, Duty::TopManagement));
        found.add(Matter::Review, of, on, "review the management system", place).owner(by).unplanned = true;
    }
}

fn findings<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for open in cx.program.all::<Finding>() {
        let data = open.data();
        if let Some(due) = finding::due(data, cx.cadences).filter(|_| finding::is_to_be_closed(data, cx.today)) {
            found.add(Matter::Finding, &data.id, Some(due), &data.title, open.at("/raised/on")).owner(owner!(data));
        }
        let threat = finding::raiser(cx.program, data).1.and_then(|audit| finding::threat(cx.program, data, audit.data(), cx.today));
        let (matter, by, what) = match threat {
            Some(Threat::Again(day)) => (Matter::Certification, day, "show the body that it is mended, or stage 2 is held again"),
            Some(Threat::End(day)) => (Matter::Cycle, day, "show the body that it is mended, or the certificate ends"),
            Some(Threat::Suspension) | None => continue,
        };
        found.add(matter, &data.id, Some(by), what, open.at("/raised/on")).owner(owner!(data));
    }
}

fn plan<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let Some(plan) = cx.program.plan() else { return };
    for (index, milestone) in plan.data().milestones.iter().enumerate() {
        if let Some(due) = milestone.due.filter(|_| milestone.done.is_none_or(|done| done > cx.today)) {
            let place = plan.at(&format!("/milestones/{index}/due"));
            found.add(Matter::Milestone, "plan", Some(due), &milestone.what, place).owner(owner!(milestone));
        }
    }
    if let Some(target) = wanted_by(cx.program, cx.today) {
        let sponsor = plan.data().sponsor.as_ref().map(|sponsor| sponsor.id());
        found.add(Matter::Certification, "plan", Some(target), "the day the certificate is wanted", plan.at("/target")).owner(sponsor);
    }
}

/// The stages that are to come, or the visits that the certificate asks for and its end.
fn certification<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let Some(isms) = cx.program.isms() else { return };
    let Some(dates) = &isms.data().certification else { return };
    let by = with_duty(cx, Duty::IsmsConformity);
    let stages = [(AuditType::Stage1, Part::Stage1, dates.stage_1, "stage_1"), (AuditType::Stage2, Part::Stage2, dates.stage_2, "stage_2")];
    for (kind, part, day, field) in stages {
        let is_recorded = stage::audits(cx.program, kind, cx.today).next().is_some();
        if let Some(day) = day.filter(|day| *day >= cx.today && !is_recorded) {
            let place = isms.at(&format!("/certification/{field}"));
            let by = road::owner(cx.program, part, cx.today).or(by);
            found.add(Matter::Certification, "isms", Some(day), format!("{} audit", kind.name()), place).owner(by);
        }
    }
    let place = isms.at("/certification/certificate");
    if let Some(ended) = decided(cx.program, cx.today).filter(|certificate| certificate.has_ended(cx.today)) {
        found.add(Matter::Cycle, "isms", Some(ended.expires), "the certificate ended", place).owner(by);
    }
    let Some(running) = running(cx.program, cx.today) else { return };
    found.add(Matter::Cycle, "isms", Some(running.expires), "the certificate ends", place).owner(by);
    // Of visits that are to come only the first is near enough to be told; one that has a day of its own stands with its audit.
    let (late, mut ahead): (Vec<Visit<'_>>, Vec<Visit<'_>>) = cycle(cx.program, cx.today)
        .into_iter()
        .flat_map(|cycle| cycle.visits)
        .filter(|visit| !visit.is_done(cx.today))
        .partition(|visit| visit.is_late(cx.today));
    ahead.truncate(1);
    let is_dated = |visit: &Visit<'_>| visit.audit.is_some_and(|audit| audit.counted_on(cx.today) <= Some(visit.to));
    for visit in late.iter().chain(&ahead).filter(|visit| !is_dated(visit)) {
        let what = format!("{}, from {} on", visit.name(), visit.from);
        found.add(Matter::Cycle, "isms", Some(visit.to), what, place).owner(by);
    }
    for big in cx.program.all::<Change>() {
        if let Some(made) = change::to_be_told(big.data(), Some(running), cx.today) {
            let what = format!("tell the certification body of it: {}", big.title);
            found.add(Matter::Notice, &big.data().id, Some(made), what, big.at("/significant")).owner(by);
        }
    }
}
