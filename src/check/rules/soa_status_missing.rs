use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use crate::register::soa::SoaStatus;

pub(super) static RULE: Rule = Rule {
    name: "soa-status-missing",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_status_missing.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa.iter().filter(|row| row.annex.is_some() && row.applicable == Some(true)) {
        if row.status == SoaStatus::NotImplemented {
            out.at(soa.at(&format!("/controls/{}", row.id)), format!("`{}` {} is applicable, and no control implements it", row.id, row.title))
                .help(format!("add a record in `controls/` with `implements: [{}]` and its `status:`, planned if need be", row.id));
        }
        for control in row.controls.iter().filter(|control| control.status.is_none()) {
            out.at(control.at("/status"), format!("control `{}` behind `{}` has no status", control.id, row.id))
                .help("write `planned`, `in-progress`, `implemented` or `retired`");
        }
    }
}
