use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Change, Control, Finding, Grade, Incident, Risk, Severity, TestOutcome};
use crate::model::program::View;
use crate::register::cx::Now;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "risk-trigger-unanswered",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.2"],
    page: include_str!("risk_trigger_unanswered.md"),
    check: Check::Records(check),
};

/// So long after something happened, the risks behind it have been judged again.
const WITHIN: Period = Period::days(30);

/// Something that happened: on which day, and how it is called.
type Event = (Date, String);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let events = events(cx);
    for risk in cx.risks().iter().map(|row| row.risk) {
        let answered = |day: Date| risk.assessed.as_ref().is_some_and(|assessed| assessed.on >= day);
        let due = |(day, _): &&Event| day.plus(WITHIN) < cx.today && !answered(*day);
        let met = ids(&risk).filter_map(|id| events.get(id)).flatten().filter(due).max();
        if let Some((day, what)) = met {
            out.at(risk.at("/assessed"), format!("risk `{}` was not judged again after {what} on {day}", risk.id))
                .help("judge it anew and write the day under `assessed:`, even if nothing has changed");
        }
    }
}

/// What a risk may be hit through: itself, its assets, the controls it is treated with, whom it is shared with.
fn ids<'a>(risk: &View<'a, Risk>) -> impl Iterator<Item = &'a str> {
    let risk = risk.data();
    let treatment = risk.treatment.iter();
    let instruments = treatment.clone().filter_map(|treatment| treatment.instrument.as_ref()?.supplier.as_ref());
    let controls = treatment.flat_map(|treatment| &treatment.controls).map(|control| control.id());
    let assets = risk.assets.iter().map(|asset| asset.id());
    std::iter::once(risk.id.as_str()).chain(assets).chain(controls).chain(instruments.map(|supplier| supplier.id()))
}

/// What happened, by the record it happened to: significant changes without an assessment of their own, incidents,
/// major findings, failed tests of controls. What an incident's review has looked at is answered.
fn events<'a>(cx: &Now<'a>) -> HashMap<&'a str, Vec<Event>> {
    let mut events: HashMap<&'a str, Vec<Event>> = HashMap::new();
    let mut add = |id: &'a str, day: Date, what: String| events.entry(id).or_default().push((day, what));
    for change in cx.program.all::<Change>().filter(|change| change.significant == Some(true) && change.risk_review.is_none()) {
        if let Some(done) = change.done {
            change.data().touches.iter().for_each(|touched| add(touched.id(), done, format!("change `{}`", change.id)));
        }
    }
    for incident in
        cx.program.all::<Incident>().filter(|incident| incident.severity >= Severity::High && incident.risks_reviewed.is_empty())
    {
        if let Some(detected) = incident.detected {
            incident.data().affects.iter().for_each(|hit| add(hit.id(), detected.day(), format!("incident `{}`", incident.id)));
        }
    }
    for finding in cx.program.all::<Finding>().filter(|finding| finding.grade == Grade::Major) {
        if let (Some(source), Some(raised)) = (&finding.data().source, finding.raised_on()) {
            add(source.id(), raised, format!("finding `{}`", finding.id));
        }
    }
    for control in cx.program.all::<Control>().filter(|control| control.is_active()) {
        let last = control
            .data()
            .tests
            .iter()
            .filter_map(|test| test.results.iter().filter(|result| result.on <= cx.today).max_by_key(|result| result.on));
        if let Some(failed) = last.filter(|result| result.result == TestOutcome::Fail).max_by_key(|result| result.on) {
            add(&control.data().id, failed.on, format!("a failed test of control `{}`", control.id));
        }
    }
    events
}
