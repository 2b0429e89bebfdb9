use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Action, Control, ControlStatus};
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "soa-planned-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.3"],
    page: include_str!("soa_planned_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let open = |actions: &[Action]| actions.iter().any(|action| action.done.is_none() && action.due.is_some());
    let treatments = cx.risks().iter().filter_map(|row| row.risk.data().treatment.as_ref());
    let worked_on: HashSet<&str> = treatments
        .filter(|treatment| open(&treatment.actions))
        .flat_map(|treatment| &treatment.controls)
        .map(|control| control.id())
        .collect();
    let unfinished = |control: &Control| matches!(control.status, Some(ControlStatus::Planned | ControlStatus::InProgress));
    for control in cx.program.all::<Control>().filter(|control| unfinished(control)) {
        if !open(&control.actions) && !worked_on.contains(control.data().id.as_str()) {
            out.at(control.at("/status"), format!("control `{}` is not finished, and no open action with a day leads there", control.id))
                .unfilled(&["/actions"])
                .help("add what remains to be done under `actions:`, with owner and due day");
        }
    }
}
