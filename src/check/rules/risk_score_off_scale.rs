use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "risk-score-off-scale",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.2 b"],
    page: include_str!("risk_score_off_scale.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for row in &cx.risks {
        for (state, rating) in [("inherent", &row.inherent), ("current", &row.current), ("residual", &row.residual)] {
            if let Some(Err(off)) = rating {
                let place = row.risk.at(&format!("/{state}{}", off.pointer));
                out.at(place, format!("{} in the {state} rating of risk `{}`", off.problem, row.risk.id)).help(&*off.help);
            }
        }
    }
}
