use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::annex_a::{self, ControlType};
use crate::model::kinds::{Control, Risk, TreatmentOption};
use crate::model::program::Program;
use crate::register::cx::Now;
use crate::register::risk::rated;

pub(super) static RULE: Rule = Rule {
    name: "residual-unsupported-drop",
    level: Level::Info,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 e"],
    page: include_str!("residual_unsupported_drop.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let (Some(current), Some(residual)) = (row.current_rating(), rated(&row.residual)) else { continue };
        let Some(types) = types(cx.program, &row.risk) else { continue };
        let only = |one: ControlType| types.iter().all(|control| *control == one);
        let problem = if residual.impact < current.impact && only(ControlType::Preventive) {
            "the impact of risk `{}` falls, but all its controls act before it happens"
        } else if residual.likelihood < current.likelihood && only(ControlType::Corrective) {
            "the likelihood of risk `{}` falls, but all its controls act after it happened"
        } else {
            continue;
        };
        out.at(row.risk.at("/residual"), problem.replace("{}", &row.risk.id))
            .help("name the control that has this effect, or judge the residual risk again");
    }
}

/// How the controls that modify a risk act. None if that is not known of all of them.
fn types(program: &Program, risk: &Risk) -> Option<Vec<ControlType>> {
    let treatment = risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Modify)?;
    let mut types = Vec::new();
    for control in &treatment.controls {
        let control = program.get::<Control>(control)?;
        if control.implements.is_empty() {
            return None;
        }
        for annex in &control.implements {
            types.extend(annex_a::by_id(annex.id())?.types);
        }
    }
    (!types.is_empty()).then_some(types)
}
