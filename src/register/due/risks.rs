//! What falls due of risks, their treatment, and what is done about anything.

use super::{Found, Matter, owner};
use crate::model::kinds::DecisionKind;
use crate::model::kinds::{Change, Exception, Objective, Review, TreatmentOption};
use crate::register::cx::Now;
use crate::register::risk::RiskRow;

pub(super) fn gather<'a>(cx: &Now<'a>, found: &mut Found<'a>) {
    for row in cx.risks() {
        risk(cx, row, found);
    }
    for open in cx.actions().iter().filter(|open| open.action.done.is_none_or(|done| done > cx.today)) {
        if let Some(due) = open.action.due {
            found.add(Matter::Action, open.of, Some(due), &open.action.what, open.at("/due")).owner(owner!(open.action));
        }
    }
    for review in cx.program.all::<Review>() {
        for (index, decision) in review.data().decisions.iter().enumerate() {
            let open = decision.kind != DecisionKind::None && decision.done.is_none_or(|done| done > cx.today);
            if let Some(due) = decision.due.filter(|_| open) {
                let place = review.at(&format!("/decisions/{index}/due"));
                found.add(Matter::Decision, &review.data().id, Some(due), &decision.text, place).owner(owner!(decision));
            }
        }
    }
    for change in cx.program.all::<Change>().filter(|change| change.done.is_none_or(|done| done > cx.today)) {
        if let Some(planned) = change.planned_for {
            let data = change.data();
            found.add(Matter::Change, &data.id, Some(planned), &data.title, change.at("/planned_for")).owner(owner!(data));
        }
    }
    for exception in cx.program.all::<Exception>() {
        if let Some(until) = exception.until {
            let data = exception.data();
            found.add(Matter::Exception, &data.id, Some(until), &data.title, exception.at("/until")).owner(owner!(data));
        }
    }
    for objective in cx.program.all::<Objective>() {
        if let Some(due) = objective.due.filter(|_| objective.is_open()) {
            let data = objective.data();
            found.add(Matter::Objective, &data.id, Some(due), &data.title, objective.at("/due")).owner(owner!(data));
        }
    }
}

fn risk<'a>(cx: &Now<'a>, row: &RiskRow<'a>, found: &mut Found<'a>) {
    let (risk, data) = (row.risk, row.risk.data());
    let (id, owner) = (data.id.as_str(), owner!(data));
    let review = row.review_due(cx.scales.as_ref(), cx.cadences);
    let place = if review.is_some() { risk.at("/assessed/on") } else { risk.at("/assessed") };
    found.add(Matter::RiskReview, id, review, "assess it again", place).owner(owner);
    if let Some(until) = data.acceptance.as_ref().and_then(|acceptance| acceptance.until) {
        found
            .add(Matter::Acceptance, id, Some(until), "accept it anew, or treat it", risk.at("/acceptance/until"))
            .owner(row.authority(cx.scales.as_ref()));
    }
    let Some(treatment) = &data.treatment else { return };
    if let Some(stop) = treatment.stop_by.filter(|_| treatment.option == TreatmentOption::Avoid) {
        found.add(Matter::Treatment, id, Some(stop), "give up what it comes from", risk.at("/treatment/stop_by")).owner(owner);
    }
    let instrument = treatment.instrument.as_ref().filter(|_| treatment.option == TreatmentOption::Share);
    if let Some((instrument, until)) = instrument.and_then(|instrument| Some((instrument, instrument.until?))) {
        let what = format!("renew what shares it: {}", instrument.what);
        found.add(Matter::Treatment, id, Some(until), what, risk.at("/treatment/instrument/until")).owner(owner);
    }
}
