use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Objective;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "objective-plan-incomplete",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.2"],
    page: include_str!("objective_plan_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>().filter(|objective| objective.is_open()) {
        let parts = [
            ("actions", objective.actions.is_empty()),
            ("resources", is_blank(objective.resources.as_deref())),
            ("owner", objective.owner.is_none()),
            ("due", objective.due.is_none()),
            ("evaluation", is_blank(objective.evaluation.as_deref())),
        ];
        let missing = missing(parts);
        out.lacks(
            objective.at(""),
            &missing,
            |missing| format!("the plan for objective `{}` lacks {}", objective.id, list_of(missing, "and")),
            |finding| {
                finding.unfilled(&[""]).help("a plan says what is done, with what, by whom, until when, and how the result is judged");
            },
        );
    }
}
