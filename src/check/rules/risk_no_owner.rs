use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-no-owner",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2 c2"],
    page: include_str!("risk_no_owner.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for risk in cx.risks().iter().map(|row| row.risk).filter(|risk| risk.owner.is_none()) {
        out.absent(risk.at("/owner"), &["owner"], format!("risk `{}` has no owner", risk.id))
            .unfilled(&["/owner"])
            .help("name who accepts what is left of it under `owner:`");
    }
}
