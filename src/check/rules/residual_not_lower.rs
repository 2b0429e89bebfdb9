use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption::{Modify, Share};
use crate::register::cx::Now;
use crate::register::risk::rated;

pub(super) static RULE: Rule = Rule {
    name: "residual-not-lower",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 e"],
    page: include_str!("residual_not_lower.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let (Some(current), Some(residual), Some(treatment)) = (row.current_rating(), rated(&row.residual), &row.risk.treatment) else {
            continue;
        };
        let message = if residual.score > current.score {
            format!("risk `{}` is expected to be worse after treatment than today", row.risk.id)
        } else if residual.score == current.score && row.above_appetite && matches!(treatment.option, Modify | Share) {
            format!("the treatment of risk `{}` leaves its rating as it is", row.risk.id)
        } else {
            continue;
        };
        out.at(row.risk.at("/residual"), message)
            .help("add what lowers it and judge again, or retain it and let it be accepted")
            .related(row.risk.at("/current"), "today");
    }
}
