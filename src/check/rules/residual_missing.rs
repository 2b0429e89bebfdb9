use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::TreatmentOption::{Modify, Share};

pub(super) static RULE: Rule = Rule {
    name: "residual-missing",
    level: Level::Error,
    mandatory: false,
    clauses: &["6.1.3 e"],
    page: include_str!("residual_missing.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for row in cx.risks.iter().filter(|row| row.above_appetite && row.risk.residual.is_none()) {
        if row.risk.treatment.as_ref().is_some_and(|treatment| matches!(treatment.option, Modify | Share)) {
            out.at(row.risk.at("/residual"), format!("risk `{}` is treated towards no stated residual risk", row.risk.id))
                .help("write what is expected to be left: `residual: {likelihood: …, impact: …, rationale: …}`");
        }
    }
}
