use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "risk-method-outdated",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.2 b"],
    page: include_str!("risk_method_outdated.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    let version = &scales.method().version;
    for risk in cx.risks().iter().map(|row| row.risk) {
        if let Some(judged) = risk.method.as_ref().filter(|judged| *judged != version) {
            out.at(
                risk.at("/method"),
                format!("risk `{}` was judged under version `{judged}` of the method, in force is `{version}`", risk.id),
            )
            .help("judge it again under the method in force, then write its version")
            .related(isms.at("/risk/version"), "the version in force");
        }
    }
}
