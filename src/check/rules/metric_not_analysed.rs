use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Metric;
use crate::register::cx::Now;
use crate::register::metric;

pub(super) static RULE: Rule = Rule {
    name: "metric-not-analysed",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.1"],
    page: include_str!("metric_not_analysed.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for metric in cx.program.all::<Metric>() {
        let Some(due) = metric::analysis_due(metric.data(), cx.today).filter(|due| *due < cx.today) else { continue };
        out.at(metric.at("/analysis_every"), format!("what metric `{}` read was to be analysed by {due}, and was not", metric.id))
            .help("say under `analyses:` what you conclude from the readings, by whom and when");
    }
}
