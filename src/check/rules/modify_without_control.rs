use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{Control, TreatmentOption};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "modify-without-control",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 b"],
    page: include_str!("modify_without_control.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        let Some(treatment) = risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Modify) else { continue };
        let retired = |id| cx.program.get::<Control>(id).is_some_and(|control| !control.is_active());
        if !treatment.controls.iter().all(retired) {
            continue;
        }
        let message = match treatment.controls.len() {
            0 => format!("risk `{}` is to be modified by no control", risk.id),
            _ => format!("risk `{}` is modified by retired controls only", risk.id),
        };
        out.at(risk.at("/treatment/controls"), message).help("list what modifies it under `controls:`, or choose another option");
    }
}
