use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-no-rationale",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 b"],
    page: include_str!("risk_no_rationale.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk) {
        if risk.current.as_ref().is_some_and(|current| is_blank(current.rationale.as_deref())) {
            out.at(risk.at("/current/rationale"), format!("the current rating of risk `{}` has no reason", risk.id))
                .help("write what the judgement rests on under `rationale:`: events, tests, numbers");
        }
    }
}
