use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::TreatmentOption;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "retain-without-acceptance",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 f"],
    page: include_str!("retain_without_acceptance.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scales) = &cx.scales else { return };
    for row in cx.risks().iter().filter(|row| row.risk.acceptance.is_none()) {
        let Some(treatment) = row.risk.treatment.as_ref().filter(|treatment| treatment.option == TreatmentOption::Retain) else { continue };
        let above = row.remaining().is_none_or(|rating| scales.is_above_appetite(rating.level));
        if above || treatment.approval.is_none() {
            out.absent(
                row.risk.at("/treatment/option"),
                &["acceptance"],
                format!("risk `{}` is retained, and nothing says that anybody accepted it", row.risk.id),
            )
            .unfilled(&["/acceptance"])
            .help("record the decision: `acceptance: {by: …, on: …, until: …, rationale: …}`")
            .awaits(row.authority(Some(scales)));
        }
    }
}
