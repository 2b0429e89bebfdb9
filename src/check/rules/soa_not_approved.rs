use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-not-approved",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d", "6.1.3 f", "7.5.2"],
    page: include_str!("soa_not_approved.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    if is_blank(soa.version.as_deref()) {
        out.at(soa.at("/version"), "the Statement of Applicability has no version")
            .unfilled(&["/version"])
            .help("write `version: \"1.0\"`; the certificate will refer to it");
    }
    if soa.approval.is_none() {
        out.at(soa.at("/approval"), "the Statement of Applicability is not approved")
            .unfilled(&["/approval"])
            .help("let top management approve it: `approval: {by: …, on: …}`");
    }
}
