//! What a metric says today (9.1).

use crate::base::date::{Date, Period};
use crate::model::kinds::{Direction, Metric, Reading};

/// What measures an objective is read so often, where it does not say how often.
pub const EVERY: Period = Period::months(12);

/// The last reading up to a day, with its place in the list.
pub fn last(metric: &Metric, today: Date) -> Option<(usize, &Reading)> {
    let readings = metric.readings.iter().enumerate().filter(|(_, reading)| reading.on <= today);
    readings.max_by_key(|(_, reading)| reading.on)
}

/// The last day on which it is in time to say what the readings mean: so long after it was said last, or after the first
/// reading. None if nobody says how often, and where nothing was read yet.
pub fn analysis_due(metric: &Metric, today: Date) -> Option<Date> {
    let last = metric.analyses.iter().map(|analysis| analysis.on).filter(|on| *on <= today).max();
    let begins = last.or_else(|| metric.readings.iter().map(|reading| reading.on).filter(|on| *on <= today).min())?;
    Some(begins.plus(metric.analysis_every?))
}

/// The value that must not be passed: where something must be done, or else the target; and which way is good.
pub fn bound(metric: &Metric) -> Option<(f64, Direction)> {
    metric.warn.or(metric.target).zip(direction(metric))
}

/// As written, else as warning and target lie to each other.
fn direction(metric: &Metric) -> Option<Direction> {
    let by_values = || {
        let (warn, target) = metric.warn.zip(metric.target)?;
        if warn < target { Some(Direction::AtLeast) } else { Some(Direction::AtMost) }
    };
    metric.direction.or_else(by_values)
}

/// Whether a value has passed its bound.
pub fn is_breached(value: f64, bound: f64, direction: Direction) -> bool {
    match direction {
        Direction::AtLeast => value < bound,
        Direction::AtMost => value > bound,
    }
}
