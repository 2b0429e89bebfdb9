use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "risk-no-cia",
    level: Level::Warning,
    mandatory: false,
    clauses: &["6.1.2 c1"],
    page: include_str!("risk_no_cia.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for row in cx.risks.iter().filter(|row| row.risk.affects.is_empty()) {
        out.at(row.risk.at("/affects"), format!("risk `{}` does not say what is lost", row.risk.id))
            .help("name confidentiality, integrity or availability under `affects:`");
    }
}
