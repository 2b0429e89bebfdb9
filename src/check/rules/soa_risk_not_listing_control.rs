use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Risk;
use crate::register::cx::Now;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "soa-risk-not-listing-control",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 b", "6.1.3 d"],
    page: include_str!("soa_risk_not_listing_control.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.applicable == Some(true)) {
        let behind: HashSet<&str> = row.controls.iter().map(|control| control.data().id.as_str()).collect();
        for (index, reference) in row.decision.iter().flat_map(|decision| &decision.risks).enumerate() {
            let Some(risk) = cx.program.get::<Risk>(reference) else { continue };
            let mut listed = risk.treatment.iter().flat_map(|treatment| &treatment.controls);
            if listed.any(|control| behind.contains(control.id())) {
                continue;
            }
            let help = match &row.controls[..] {
                [] => "add a control that implements it and list it in the risk".into(),
                controls => format!(
                    "list {} under the risk's `treatment: {{controls: …}}`",
                    list_of(controls.iter().map(|control| &control.id), "or")
                ),
            };
            out.at(
                soa.at(&format!("/controls/{}/risks/{index}", row.id)),
                format!("`{}` rests on risk `{}`, which lists no control that implements it", row.id, risk.id),
            )
            .help(help)
            .related(risk.at("/treatment/controls"), "the risk's controls");
        }
    }
}
