use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TeamFunction;
use crate::register::assessment::planned_cycle;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "assessment-one-sided",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2", "8.2"],
    page: include_str!("assessment_one_sided.md"),
    check: Check::Records(check),
};

/// The functions that the planned assessments of a cycle hear, each with its name.
const HEARD: [(TeamFunction, &str); 5] = [
    (TeamFunction::It, "IT"),
    (TeamFunction::Leadership, "leadership"),
    (TeamFunction::Department, "departments"),
    (TeamFunction::Legal, "legal"),
    (TeamFunction::Compliance, "compliance"),
];

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let cycle = planned_cycle(cx);
    let Some(last) = cycle.last() else { return };
    let heard: HashSet<TeamFunction> =
        cycle.iter().flat_map(|assessment| &assessment.data().participants).map(|participant| participant.function).collect();
    let missing: Vec<&str> = HEARD.iter().filter(|(function, _)| !heard.contains(function)).map(|(_, name)| *name).collect();
    if !missing.is_empty() {
        let ids = list_of(cycle.iter().map(|assessment| &assessment.data().id), "and");
        out.at(last.at("/participants"), format!("nobody is named who spoke for {} in {ids}", missing.join(", ")))
            .help("hear them, and enter under `participants:` who spoke for whom; one person may speak for several, in a line for each")
            .about(missing);
    }
}
