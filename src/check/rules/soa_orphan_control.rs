use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};
use super::common::is_blank;

pub(super) static RULE: Rule = Rule {
    name: "soa-orphan-control",
    level: Level::Warning,
    mandatory: false,
    clauses: &["6.1.3 b"],
    page: include_str!("soa_orphan_control.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    for row in cx.soa.iter().filter(|row| row.applicable == Some(true) && row.because.is_empty()) {
        match row.controls.first().filter(|_| row.annex.is_none()) {
            Some(own) => {
                out.at(own.at(""), format!("no risk and no obligation needs your own control `{}`", own.id))
                    .help("list it where it is needed, under a risk's `treatment: {controls: …}`, or retire it");
            }
            None if !is_blank(Some(row.justification())) => {
                out.at(soa.at(&format!("/controls/{}/because", row.id)), format!("no risk, law, contract or decision stands behind `{}` {}", row.id, row.title))
                    .help("list it where it is needed, or write `because: [business]` or `[baseline]`");
            }
            None => {}
        }
    }
}
