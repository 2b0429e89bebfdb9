use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "acceptance-expired",
    level: Level::Error,
    mandatory: true,
    about: About::Lateness,
    clauses: &["6.1.3 f", "8.2"],
    page: include_str!("acceptance_expired.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for row in cx.risks().iter().filter(|row| row.acceptance == AcceptanceState::Expired) {
        let until = row.risk.acceptance.as_ref().and_then(|acceptance| acceptance.until).map_or(String::new(), |day| format!(" on {day}"));
        out.at(row.risk.at("/acceptance/until"), format!("the acceptance of risk `{}` ended{until}", row.risk.id))
            .help("look at the risk again; then accept what is left anew, treat it, or take the acceptance out")
            .awaits(row.authority(cx.scales.as_ref()));
    }
}
