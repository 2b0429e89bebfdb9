use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Direction, Metric};

pub(super) static RULE: Rule = Rule {
    name: "metric-out-of-bounds-no-action",
    level: Level::Warning,
    mandatory: false,
    clauses: &["9.1", "10.1"],
    page: include_str!("metric_out_of_bounds_no_action.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for metric in cx.program.all::<Metric>() {
        let readings = metric.readings.iter().enumerate().filter(|(_, reading)| reading.on <= cx.today);
        let Some((index, last)) = readings.max_by_key(|(_, reading)| reading.on) else { continue };
        let Some((bound, direction)) = metric.warn.or(metric.target).zip(direction(&metric)) else { continue };
        let (breached, word) = match direction {
            Direction::AtLeast => (last.value < bound, "below"),
            Direction::AtMost => (last.value > bound, "above"),
        };
        let answered = metric.analyses.iter().any(|analysis| analysis.on >= last.on && !analysis.follow_up.is_empty());
        if breached && !answered {
            out.at(metric.at(&format!("/readings/{index}/value")), format!("`{}` is {word} {bound} since {}, and nothing follows from it", metric.id, last.on))
                .help("write what you conclude under `analyses:` and name what it set in motion as `follow_up:`");
        }
    }
}

/// Which way the value should go: as written, else as warning and target lie to each other.
fn direction(metric: &Metric) -> Option<Direction> {
    let by_values = || {
        let (warn, target) = metric.warn.zip(metric.target)?;
        if warn < target { Some(Direction::AtLeast) } else { Some(Direction::AtMost) }
    };
    metric.direction.or_else(by_values)
}
