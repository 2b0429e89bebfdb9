use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Metric, Objective};
use crate::register::cx::Now;
use crate::register::metric::EVERY;

pub(super) static RULE: Rule = Rule {
    name: "objective-no-reading",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["6.2", "9.1"],
    page: include_str!("objective_no_reading.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>().filter(|objective| objective.is_open()) {
        let Some(metric) = objective.metric.as_ref().and_then(|metric| cx.program.get::<Metric>(metric)) else { continue };
        let last = metric.readings.iter().map(|reading| reading.on).filter(|on| *on <= cx.today).max();
        let (fields, problem): (&[&str], _) = match last {
            None => (&["readings"], "has no reading".to_owned()),
            Some(day) if day.plus(metric.every.unwrap_or(EVERY)) < cx.today => (&[], format!("was last read on {day}")),
            Some(_) => continue,
        };
        out.absent(metric.at("/readings"), fields, format!("`{}`, which measures objective `{}`, {problem}", metric.id, objective.id))
            .help("measure, and add the value under `readings:`")
            .related(objective.at("/metric"), "measured by it");
    }
}
