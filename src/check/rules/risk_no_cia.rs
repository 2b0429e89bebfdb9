use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-no-cia",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c1"],
    page: include_str!("risk_no_cia.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks().iter().filter(|row| row.risk.affects.is_empty()) {
        out.at(
            row.risk.at("/affects"),
            format!("risk `{}` does not say whether confidentiality, integrity or availability is lost", row.risk.id),
        )
        .help("name what is lost under `affects:`, such as `[availability]`");
    }
}
