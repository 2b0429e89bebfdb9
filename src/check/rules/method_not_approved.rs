use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "method-not-approved",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.2", "7.5.1"],
    page: include_str!("method_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let place = cx.program.place_in("isms", "/risk");
    match cx.program.isms().map(|isms| &isms.data().risk) {
        Some(Some(method)) if method.approval.is_some() => {}
        Some(Some(method)) => {
            out.at(place, format!("version `{}` of the risk method is not approved", method.version))
                .unfilled(&["/risk/approval"])
                .against(["6.1.2"])
                .help("let top management approve it: `approval: {by: …, on: …}` under `risk:`");
        }
        _ => {
            out.at(place, "the programme has no risk method").help("describe scales, levels and acceptance under `risk:` in `isms.yaml`");
        }
    }
}
