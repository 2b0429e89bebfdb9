use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Now;
use crate::register::risk::rated;

pub(super) static RULE: Rule = Rule {
    name: "residual-above-threshold",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 f"],
    page: include_str!("residual_above_threshold.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    for row in cx.risks().iter().filter(|row| row.acceptance == AcceptanceState::None) {
        let treated = row.risk.treatment.as_ref().is_some_and(|treatment| treatment.option != TreatmentOption::Retain);
        let Some(residual) = rated(&row.residual).filter(|residual| treated && scales.is_above_appetite(residual.level)) else { continue };
        let level = &scales.level(residual.level).name;
        out.at(
            row.risk.at("/residual"),
            format!("risk `{}` stays {level} after treatment, and nothing says that anybody accepted it", row.risk.id),
        )
        .help("lower it further, or let the authority for this level accept it under `acceptance:`")
        .awaits(row.authority(Some(scales)))
        .related(isms.at("/risk/appetite"), "the highest level that needs no acceptance");
    }
}
