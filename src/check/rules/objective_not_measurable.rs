use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Objective;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "objective-not-measurable",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.2"],
    page: include_str!("objective_not_measurable.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>().filter(|objective| is_blank(objective.not_measurable.as_deref())) {
        let (field, problem) = match (&objective.metric, objective.target) {
            (Some(_), Some(_)) => continue,
            (None, _) => ("metric", "nothing measures"),
            (Some(_), None) => ("target", "no target is set for"),
        };
        out.absent(objective.at("/metric"), &[field], format!("{problem} objective `{}`", objective.id))
            .unfilled(&["/metric"])
            .help("name a `metric:` and a `target:`, or say under `not_measurable:` why it cannot be measured");
    }
}
