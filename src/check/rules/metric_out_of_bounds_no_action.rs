use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Direction, Metric};
use crate::register::cx::Now;
use crate::register::metric;

pub(super) static RULE: Rule = Rule {
    name: "metric-out-of-bounds-no-action",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.1", "10.1"],
    page: include_str!("metric_out_of_bounds_no_action.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for metric in cx.program.all::<Metric>() {
        let Some(((index, last), (bound, direction))) = metric::last(&metric, cx.today).zip(metric::bound(&metric)) else { continue };
        let answered = metric.analyses.iter().any(|analysis| analysis.on >= last.on && !analysis.follow_up.is_empty());
        if metric::is_breached(last.value, bound, direction) && !answered {
            let word = if direction == Direction::AtLeast { "below" } else { "above" };
            let place = metric.at(&format!("/readings/{index}/value"));
            out.at(place, format!("`{}` is {word} {bound} since {}, and nothing is recorded that follows from it", metric.id, last.on))
                .help("write what you conclude under `analyses:` and name what it set in motion as `follow_up:`");
        }
    }
}
