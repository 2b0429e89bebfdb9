use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "soa-excluded-with-status",
    level: Level::Warning,
    mandatory: false,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_excluded_with_status.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let unused = |row: &&crate::register::soa::SoaRow<'_>| row.risks.is_empty() && row.obligations.is_empty();
    for row in cx.soa.iter().filter(|row| row.applicable == Some(false)).filter(unused) {
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
