use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Metric, Objective};
use crate::register::cx::Now;
use crate::register::metric;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "metric-not-read",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.1"],
    page: include_str!("metric_not_read.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    // What measures an open objective is told of there.
    let open = cx.program.all::<Objective>().filter(|objective| objective.is_open());
    let told: HashSet<&str> = open.filter_map(|objective| Some(objective.data().metric.as_ref()?.id())).collect();
    for metric in cx.program.all::<Metric>().filter(|metric| !told.contains(metric.id.as_str())) {
        let (fields, problem): (&[&str], _) = match metric::last(&metric, cx.today) {
            None => (&["readings"], "has no reading".to_owned()),
            Some((_, last)) if metric.every.is_some_and(|every| last.on.plus(every) < cx.today) => {
                (&[], format!("was last read on {}", last.on))
            }
            Some(_) => continue,
        };
        let message = format!("metric `{}` {problem}", metric.id);
        out.absent(metric.at("/readings"), fields, message).unfilled(&["/readings"]).help("measure, and add the value under `readings:`");
    }
}
