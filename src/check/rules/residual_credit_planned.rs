use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Control;
use crate::register::cx::Now;
use crate::register::risk::rated;

pub(super) static RULE: Rule = Rule {
    name: "residual-credit-planned",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.3"],
    page: include_str!("residual_credit_planned.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        let (Some(inherent), Some(current), Some(treatment)) = (rated(&row.inherent), row.current_rating(), &row.risk.treatment) else {
            continue;
        };
        let controls: Vec<_> = treatment.controls.iter().filter_map(|control| cx.program.get::<Control>(control)).collect();
        let Some(first) = controls.first().filter(|_| current.score < inherent.score) else { continue };
        if controls.iter().any(|control| control.is_implemented()) {
            continue;
        }
        out.at(
            row.risk.at("/current"),
            format!("risk `{}` is rated lower than without controls, but none of its controls works yet", row.risk.id),
        )
        .help("rate `current` with what works today; what the plan will bring belongs into `residual`")
        .related(first.at("/status"), "not implemented");
    }
}
