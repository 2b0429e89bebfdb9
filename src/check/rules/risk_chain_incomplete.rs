use super::common::{is_blank, missing};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::single::isms::Approach;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-chain-incomplete",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 c"],
    page: include_str!("risk_chain_incomplete.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if cx.scales.as_ref().is_none_or(|scales| scales.method().approach != Approach::Asset) {
        return;
    }
    for risk in cx.risks().iter().map(|row| row.risk) {
        let parts = [
            ("assets", risk.assets.is_empty()),
            ("threat", risk.threat.is_none()),
            ("vulnerability", is_blank(risk.vulnerability.as_deref())),
        ];
        let missing = missing(parts);
        if let [first, ..] = missing[..] {
            out.at(risk.at(&format!("/{first}")), format!("risk `{}` lacks {}", risk.id, list_of(&missing, "and")))
                .about(&missing)
                .help("an asset-based method needs asset, threat and vulnerability; or set `approach: event` in `isms.yaml`");
        }
    }
}
