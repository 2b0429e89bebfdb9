use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "treatment-too-slow",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 e", "8.3"],
    page: include_str!("treatment_too_slow.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scales) = &cx.scales else { return };
    // Whoever may accept the risk as it is may accept it for so long.
    for row in cx.risks().iter().filter(|row| row.acceptance != AcceptanceState::Valid) {
        let risk = row.risk;
        let (Some(rating), Some(assessed), Some(treatment)) = (row.current_rating(), &risk.assessed, &risk.treatment) else { continue };
        let level = scales.level(rating.level);
        let Some(within) = level.treat_within.filter(|_| treatment.option != TreatmentOption::Retain) else { continue };
        let last = treatment.actions.iter().enumerate().filter(|(_, action)| action.done.is_none());
        let last = last.filter_map(|(index, action)| Some((action.due?, format!("/treatment/actions/{index}/due"))));
        let stop = treatment.stop_by.map(|day| (day, "/treatment/stop_by".to_owned()));
        let until = assessed.on.plus(within);
        if let Some((due, place)) = last.chain(stop).max().filter(|(due, _)| *due > until) {
            out.at(
                risk.at(&place),
                format!("risk `{}` is {} and must be treated by {until}, but its treatment goes on until {due}", risk.id, level.name),
            )
            .help(format!("finish it sooner, or let the authority for this level accept the risk until then; the method allows {within}"));
        }
    }
}
