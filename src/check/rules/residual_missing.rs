use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption::{Modify, Share};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "residual-missing",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 e"],
    page: include_str!("residual_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks().iter().filter(|row| row.above_appetite && row.risk.residual.is_none()) {
        if row.risk.treatment.as_ref().is_some_and(|treatment| matches!(treatment.option, Modify | Share)) {
            out.at(row.risk.at("/residual"), format!("risk `{}` is treated towards no stated residual risk", row.risk.id))
                .unfilled(&["/residual"])
                .help("write what is expected to be left: `residual: {likelihood: …, impact: …, rationale: …}`");
        }
    }
}
