use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Metric;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "metric-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["9.1"],
    page: include_str!("metric_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for metric in cx.program.all::<Metric>() {
        let parts = [
            ("what", is_blank(metric.what.as_deref())),
            ("method", is_blank(metric.method.as_deref())),
            ("every", metric.every.is_none()),
            ("measured_by", metric.measured_by.is_none()),
            ("analysis_every", metric.analysis_every.is_none()),
            ("analysed_by", metric.analysed_by.is_none()),
        ];
        let missing = missing(parts);
        if !missing.is_empty() {
            out.at(metric.at(""), format!("metric `{}` lacks {}", metric.id, list_of(&missing, "and")))
                .about(&missing)
                .unfilled(&[""])
                .help("say what is measured, how, when and by whom, and when and by whom it is analysed");
        }
    }
}
