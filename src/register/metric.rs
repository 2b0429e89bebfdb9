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
