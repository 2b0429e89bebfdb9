//! What falls due because it is done again and again, or counts for some time only.

use super::{Found, Matter, owner};
use crate::base::date::{Date, Period};
use crate::model::kinds::{Control, Document, Evidence, Incident, Metric, Objective, Obligation, Supplier};
use crate::register::cx::Now;
use crate::register::incident::{Timeliness, deadlines};
use crate::register::soa::rehearsals;
use crate::register::{control, document, metric, supplier};
use std::collections::HashSet;

pub(super) fn gather<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    controls(cx, found);
    metrics(cx, found);
    evidence(cx, found);
    documents(cx, found);
    surroundings(cx, found);
    suppliers(cx, found);
    notifications(cx, found);
}

/// So long after the last of these days, or after it began.
fn next(days: impl Iterator<Item = Date>, every: Period, begins: Option<Date>, today: Date) -> Option<Date> {
    days.filter(|day| *day <= today).max().or(begins).map(|last| last.plus(every))
}

fn controls<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        let data = control.data();
        let (id, owner) = (data.id.as_str(), owner!(data));
        for (index, test) in data.tests.iter().enumerate() {
            let Some(every) = test.every else { continue };
            let on = next(test.results.iter().map(|result| result.on), every, data.implemented_on, cx.today);
            found.add(Matter::Test, id, on, &test.what, control.at(&format!("/tests/{index}"))).owner(owner);
        }
        for (index, activity) in data.activities.iter().enumerate() {
            let Some(every) = activity.every else { continue };
            let on = next(activity.runs.iter().map(|run| run.on), every, data.implemented_on, cx.today);
            found.add(Matter::Activity, id, on, &activity.what, control.at(&format!("/activities/{index}"))).owner(owner);
        }
    }
    for (row, control, last) in rehearsals(cx.soa(), cx.today) {
        let (data, on) = (control.data(), last.map(|last| last.plus(cx.cadences.continuity_test())));
        let what = format!("restore a backup or walk through the plan ({})", row.id);
        found.add(Matter::Test, &data.id, on, what, control.at("/tests")).owner(owner!(data));
    }
}

fn metrics<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let open = cx.program.all::<Objective>().filter(|objective| objective.is_open());
    let measures: HashSet<&str> = open.filter_map(|objective| Some(objective.data().metric.as_ref()?.id())).collect();
    for metric in cx.program.all::<Metric>() {
        let data = metric.data();
        let last = metric::last(data, cx.today).map(|(_, reading)| reading.on);
        let every = data.every.or_else(|| measures.contains(data.id.as_str()).then_some(metric::EVERY));
        // What has no rhythm is due only as long as it was never read.
        if every.is_some() || last.is_none() {
            let on = last.zip(every).map(|(last, every)| last.plus(every));
            let by = data.measured_by.as_ref().map(|by| by.id()).or(owner!(data));
            found.add(Matter::Reading, &data.id, on, "measure it", metric.at("/readings")).owner(by);
        }
        if data.analysis_every.is_some() {
            let on = metric::analysis_due(data, cx.today);
            let by = data.analysed_by.as_ref().map(|by| by.id()).or(owner!(data));
            found.add(Matter::Analysis, &data.id, on, "conclude from its readings", metric.at("/analyses")).owner(by);
        }
    }
}

/// Evidence counts no longer for something that nothing newer shows.
fn evidence<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    let last = control::supported_until(cx);
    for evidence in cx.program.all::<Evidence>() {
        let (data, until) = (evidence.data(), control::valid_until(cx.program, evidence, cx.cadences.evidence()));
        if until.is_some() && data.supports.iter().any(|supported| last.get(supported.id()).copied() == until) {
            let place = if data.valid_until.is_some() { evidence.at("/valid_until") } else { evidence.at("/effective") };
            let by = owner!(data).or(data.collected.as_ref().and_then(|collected| collected.by.as_ref()).map(|by| by.id()));
            found.add(Matter::Evidence, &data.id, until, "collect it anew, as a record of its own", place).owner(by);
        }
    }
}

fn documents<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for document in cx.program.all::<Document>() {
        let data = document.data();
        if let Some(due) = document::due(data, cx.cadences) {
            let place = if data.reviewed_on.is_some() { document.at("/reviewed_on") } else { document.at("/approval/on") };
            found.add(Matter::Document, &data.id, Some(due), "read it again, and keep or change it", place).owner(owner!(data));
        }
    }
    let Some(isms) = cx.program.isms() else { return };
    for (index, document) in isms.data().external_documents.iter().enumerate() {
        let on = document.checked_on.map(|day| day.plus(document::LOOKED_UP));
        let place = isms.at(&format!("/external_documents/{index}/title"));
        found.add(Matter::ExternalDocument, "isms", on, format!("look up the edition of {}", document.title), place);
    }
}

/// The context of the organisation, and its duties.
fn surroundings<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    if let Some(context) = cx.program.context().filter(|context| !context.issues.is_empty()) {
        let last = context.issues.iter().filter_map(|issue| issue.reviewed_on).max();
        let on = last.map(|day| day.plus(cx.cadences.context()));
        found.add(Matter::Context, "context", on, "go through the issues", context.at("/issues"));
    }
    for duty in cx.program.all::<Obligation>() {
        if let Some(assessed) = &duty.data().assessed {
            let on = assessed.on.plus(cx.cadences.context());
            let data = duty.data();
            found.add(Matter::Obligation, &data.id, Some(on), "judge how far it is met", duty.at("/assessed/on")).owner(owner!(data));
        }
    }
}

fn suppliers<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for supplier in cx.program.all::<Supplier>().filter(|supplier| supplier.ended.is_none()) {
        let data = supplier.data();
        let (id, owner) = (data.id.as_str(), owner!(data));
        found.add(Matter::Supplier, id, supplier::due(data, cx.cadences, cx.today), "review it", supplier.at("/reviews")).owner(owner);
        if let Some(until) = data.agreement.as_ref().and_then(|agreement| agreement.until) {
            found.add(Matter::Supplier, id, Some(until), "renew the agreement", supplier.at("/agreement/until")).owner(owner);
        }
        for (index, certificate) in supplier::certificates(data).filter(|(_, certificate)| certificate.valid_until.is_some()) {
            let place = supplier.at(&format!("/certificates/{index}/valid_until"));
            let what = format!("ask for its new certificate: {}", certificate.name);
            found.add(Matter::Supplier, id, certificate.valid_until, what, place).owner(owner);
        }
    }
}

fn notifications<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for incident in cx.program.all::<Incident>() {
        let data = incident.data();
        for deadline in deadlines(cx.program, data, cx.today) {
            if matches!(deadline.timeliness, Timeliness::Open | Timeliness::Missed) {
                let place = incident.at(&format!("/notifications/{}/obligation", deadline.index));
                let what = format!("tell {} within {}", deadline.notify.whom, deadline.notify.within);
                found.add(Matter::Notification, &data.id, Some(deadline.last), what, place).owner(owner!(data));
            }
        }
    }
}
