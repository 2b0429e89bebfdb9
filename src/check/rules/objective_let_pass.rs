use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Objective;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "objective-let-pass",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["6.2", "9.1"],
    page: include_str!("objective_let_pass.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>().filter(|objective| objective.is_open()) {
        if let Some(due) = objective.due.filter(|due| *due < cx.today) {
            out.at(objective.at("/due"), format!("objective `{}` was to be reached by {due} and is still open", objective.id))
                .help("judge it and write `status: met` or `missed`; what goes on is a new objective, or this one `revised`");
        }
    }
}
