use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-inclusion-unjustified",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_inclusion_unjustified.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa().iter().filter(|row| row.annex.is_some() && row.applicable == Some(true)) {
        if is_blank(Some(row.justification())) && row.because.is_empty() {
            out.at(soa.at(&format!("/controls/{}", row.id)), format!("nothing says why `{}` {} is included", row.id, row.title))
                .help("write a justification, or let a risk or an obligation list a control that implements it");
        }
    }
}
