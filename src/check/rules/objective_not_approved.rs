use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Objective;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "objective-not-approved",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.2", "5.1"],
    page: include_str!("objective_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for objective in cx.program.all::<Objective>().filter(|objective| objective.is_open() && objective.approval.is_none()) {
        out.at(objective.at(""), format!("objective `{}` names nobody who has set it", objective.id))
            .unfilled(&["/approval"])
            .help(format!("let whoever may set it agree: `isms approve {}`", objective.id));
    }
}
