use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-excluded-with-status",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_excluded_with_status.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let unused = |row: &&crate::register::soa::SoaRow<'_>| row.risks.is_empty() && row.obligations.is_empty();
    for row in cx.soa().iter().filter(|row| row.applicable == Some(false)).filter(unused) {
        if let Some(control) = row.controls.first() {
            out.at(
                soa.at(&format!("/controls/{}/applicable", row.id)),
                format!("`{}` {} is excluded, but `{}` implements it", row.id, row.title, control.id),
            )
            .help("include it, or take it out of the control's `implements:`")
            .related(control.at("/implements"), "implements it");
        }
    }
}
