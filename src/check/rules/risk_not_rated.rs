use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-not-rated",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2 d", "8.2"],
    page: include_str!("risk_not_rated.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks().iter().filter(|row| row.risk.current.is_none()) {
        out.at(row.risk.at("/current"), format!("risk `{}` is not rated", row.risk.id))
            .unfilled(&["/current"])
            .help("judge it as it stands today: `current: {likelihood: …, impact: …, rationale: …}`");
    }
}
