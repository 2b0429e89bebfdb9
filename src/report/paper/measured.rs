//! What was measured and tested since (9.3.2 d2), and who took the trainings.

use super::{LineFacts, Stretch};
use crate::model::kinds::{Direction, Metric, Training};
use crate::register::metric;
use crate::register::training::{self, Taking};
use crate::report::doc::Tone;

/// The last reading of each metric beside the one before the time began, then the tests of controls, then trainings.
pub(super) fn results(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let metrics = stretch.now.program.all::<Metric>().map(|metric| reading(stretch, metric.data()));
    let trainings = stretch.now.program.all::<Training>().filter_map(|training| taken(stretch, training.data()));
    metrics.chain(super::controls::tested(stretch)).chain(trainings).collect()
}

fn reading(stretch: &Stretch<'_, '_, '_>, metric: &Metric) -> LineFacts {
    let line = |text: String| LineFacts::of(&metric.id, &metric.title, text);
    let Some((_, last)) = metric::last(metric, stretch.now.today) else { return line("never read".into()).toned(Tone::Warn) };
    let mut said = value(metric, last.value);
    let mut tone = Tone::Plain;
    if let (Some(target), Some((_, direction))) = (metric.target, metric::bound(metric)) {
        let at = if direction == Direction::AtLeast { "at least" } else { "at most" };
        said = format!("{said}, wanted {at} {target}");
    }
    if let Some((bound, direction)) = metric::bound(metric) {
        let is_past = metric::is_breached(last.value, bound, direction);
        tone = if is_past { Tone::Bad } else { Tone::Good };
        if is_past {
            said = format!("{said}, past {bound}");
        }
    }
    match stretch.since.on.and_then(|since| metric::last(metric, since)) {
        _ if !stretch.is_in(last.on) => (said, tone) = (format!("{said}, not read since"), Tone::Warn),
        Some((_, earlier)) => said = format!("{said}; {} on {}", value(metric, earlier.value), earlier.on),
        None => {}
    }
    let concluded = metric.analyses.iter().filter(|analysis| stretch.is_in(analysis.on)).max_by_key(|analysis| analysis.on);
    if let Some(analysis) = concluded {
        said = format!("{said}; concluded: {}", analysis.conclusion.trim());
    }
    line(said).on(last.on).toned(tone)
}

/// A value with its unit.
pub(super) fn value(metric: &Metric, value: f64) -> String {
    metric.unit.as_ref().map_or_else(|| value.to_string(), |unit| format!("{value} {unit}"))
}

/// How many of those who must have taken a training have; nothing where nobody must.
fn taken(stretch: &Stretch<'_, '_, '_>, data: &Training) -> Option<LineFacts> {
    let (program, cadences, today) = (stretch.now.program, stretch.now.cadences, stretch.now.today);
    let (done, of) = if data.groups.is_empty() {
        let takers = training::takers(program, data, cadences, today);
        (takers.iter().filter(|taker| taker.taking(today) == Taking::InTime).count(), takers.len())
    } else {
        let (done, of) = training::counted_groups(data, cadences, today).unwrap_or_default();
        (usize::try_from(done).unwrap_or(usize::MAX), usize::try_from(of).unwrap_or(usize::MAX))
    };
    let tone = if done < of { Tone::Warn } else { Tone::Good };
    (of > 0).then(|| LineFacts::of(&data.id, &data.title, format!("{done} of {of} people are in time with it")).toned(tone))
}
