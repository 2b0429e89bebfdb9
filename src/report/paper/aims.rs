//! Objectives (9.3.2 d4) and opportunities for improvement (9.3.2 g).

use super::measured::value;
use super::{LineFacts, Stretch, found};
use crate::base::text::count;
use crate::model::kinds::{Direction, Metric, Objective, ObjectiveStatus};
use crate::model::single::context::Opportunity;
use crate::register::metric;
use crate::report::doc::Tone;

/// Objectives that are open, or of which something became since.
pub(super) fn objectives(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let all = stretch.now.program.all::<Objective>().map(|objective| objective.data());
    all.filter(|objective| is_told(stretch, objective)).map(|objective| line(stretch, objective)).collect()
}

/// What ended and stood so when the time began is no news.
fn is_told(stretch: &Stretch<'_, '_, '_>, objective: &Objective) -> bool {
    let earlier = stretch.then.and_then(|then| then.program.by_id::<Objective>(then.program.names().now(&objective.id)));
    is_open(objective) || earlier.is_none_or(|earlier| earlier.status != objective.status)
}

fn is_open(objective: &Objective) -> bool {
    matches!(objective.status, None | Some(ObjectiveStatus::Open))
}

fn line(stretch: &Stretch<'_, '_, '_>, objective: &Objective) -> LineFacts {
    let today = stretch.now.today;
    let metric = objective.metric.as_ref().and_then(|metric| stretch.now.program.get::<Metric>(metric)).map(|metric| metric.data());
    let mut said = Vec::new();
    let mut is_reached = None;
    if let Some(metric) = metric {
        match metric::last(metric, today) {
            None => said.push("never measured".to_owned()),
            Some((_, reading)) => {
                said.push(format!("{} on {}", value(metric, reading.value), reading.on));
                let wanted = objective.target.or(metric.target).zip(metric::bound(metric));
                if let Some((target, (_, direction))) = wanted {
                    let at = if direction == Direction::AtLeast { "at least" } else { "at most" };
                    said.push(format!("wanted {at} {target}"));
                    is_reached = Some(!metric::is_breached(reading.value, target, direction));
                }
            }
        }
    }
    let (state, tone) = match (objective.status, is_reached) {
        (Some(ObjectiveStatus::Met), _) => ("met", Tone::Good),
        (Some(ObjectiveStatus::Missed), _) => ("missed", Tone::Bad),
        (Some(ObjectiveStatus::Revised), _) => ("revised", Tone::Note),
        _ if objective.due.is_some_and(|due| due < today) => ("its day is over, and nobody has said what became of it", Tone::Bad),
        (_, Some(true)) => ("reached as measured", Tone::Good),
        (_, Some(false)) => ("not reached yet", Tone::Warn),
        (_, None) => ("open", Tone::Plain),
    };
    said.insert(0, state.to_owned());
    let done = objective.actions.iter().filter(|action| action.done.is_some_and(|done| done <= today)).count();
    if !objective.actions.is_empty() {
        said.push(format!("{done} of {} done", count(objective.actions.len(), "action")));
    }
    let text = format!("{}{}", said.join(", "), stretch.with(objective.owner.as_ref()));
    LineFacts::of(&objective.id, &objective.title, text).on(objective.due).toned(tone)
}

/// Opportunities that are open or were finished since, then what findings say could be better.
pub(super) fn opportunities(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let context = stretch.now.program.context().map(|context| context.data());
    let all = context.into_iter().flat_map(|context| &context.opportunities);
    all.filter_map(|opportunity| opportunity_line(stretch, opportunity)).chain(found::improvements(stretch)).collect()
}

fn opportunity_line(stretch: &Stretch<'_, '_, '_>, opportunity: &Opportunity) -> Option<LineFacts> {
    let today = stretch.now.today;
    let line = |text: String| LineFacts::of("context", opportunity.description.trim(), text);
    if let Some(done) = opportunity.done.filter(|done| *done <= today) {
        let judged = opportunity.effectiveness.as_deref().map_or(String::new(), |judged| format!(", judged by: {}", judged.trim()));
        return stretch.is_in(done).then(|| line(format!("taken{judged}")).on(done).toned(Tone::Good));
    }
    let open = opportunity.actions.iter().filter(|action| action.done.is_none_or(|done| done > today));
    let due = open.clone().filter_map(|action| action.due).min();
    let (said, tone) = match due {
        _ if opportunity.actions.is_empty() => ("open, nothing is planned".to_owned(), Tone::Warn),
        Some(due) if due < today => ("late".into(), Tone::Bad),
        _ => (format!("{} of {} done", opportunity.actions.len() - open.count(), count(opportunity.actions.len(), "action")), Tone::Plain),
    };
    Some(line(format!("{said}{}", stretch.with(opportunity.owner.as_ref()))).on(due).toned(tone))
}
