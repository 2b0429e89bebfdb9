use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::base::text::normal;
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
        if residual.score < current.score && rests_on_nothing(cx.program, &row.risk) {
            out.at(
                row.risk.at("/residual"),
                format!(
                    "risk `{}` is to fall, and nothing will lower it: its controls worked when it was judged, and nothing else is planned",
                    row.risk.id
                ),
            )
            .help("plan what will lower it, or judge the residual risk as it is today");
            continue;
        }
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

/// What people write of a residual risk that is today's.
const AS_TODAY: &[&str] = &["as it is", "as now", "as today", "same as", "unchanged"];

/// Whether nothing is to come: no action was ever planned, all controls worked on the day of the judgement, which counts with
/// what works, and no reason says that they will come to work better.
fn rests_on_nothing(program: &Program, risk: &Risk) -> bool {
    let Some(treatment) = risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Modify) else { return false };
    let reason = risk.residual.as_ref().and_then(|residual| residual.rationale.as_deref());
    if !is_blank(reason) && !AS_TODAY.iter().any(|words| normal(reason.unwrap_or_default()).starts_with(words)) {
        return false;
    }
    let Some(judged) = risk.assessed.as_ref().map(|assessed| assessed.on) else { return false };
    let worked = |control: &Control| control.is_implemented() && control.implemented_on.is_some_and(|since| since <= judged);
    let controls = || treatment.controls.iter().map(|control| program.get::<Control>(control));
    treatment.actions.is_empty()
        && !treatment.controls.is_empty()
        && controls()
            .all(|control| control.is_some_and(|control| worked(&control) && control.actions.iter().all(|action| action.done.is_some())))
}
