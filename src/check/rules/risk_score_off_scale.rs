use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-score-off-scale",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2 b"],
    page: include_str!("risk_score_off_scale.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks() {
        for (state, rating) in [("inherent", &row.inherent), ("current", &row.current), ("residual", &row.residual)] {
            if let Some(Err(off)) = rating {
                let place = row.risk.at(&format!("/{state}{}", off.pointer));
                out.at(place, format!("{} in the {state} rating of risk `{}`", off.problem, row.risk.id)).help(&*off.help);
            }
        }
    }
}
