use super::common::asked_of_change;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Change;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "change-let-pass",
    level: Level::Info,
    mandatory: false,
    about: About::Lateness,
    clauses: &["6.3", "8.1"],
    page: include_str!("change_let_pass.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for change in cx.program.all::<Change>().filter(|change| change.done.is_none()) {
        if let Some(planned) = change.planned_for.filter(|planned| *planned < cx.today) {
            out.absent(
                change.at("/planned_for"),
                &["done"],
                format!("change `{}` was planned for {planned}, and nothing says that it was done", change.id),
            )
            .against(asked_of_change(&change).iter().copied())
            .help("write the day it happened as `done:`, or plan it for another day");
        }
    }
}
