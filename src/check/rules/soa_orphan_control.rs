use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{Cx, Findings, Rule};
use crate::register::soa::SoaRow;
use super::common::{FEW, is_blank};

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
    let orphans = cx.soa.iter().filter(|row| row.applicable == Some(true) && row.because.is_empty());
    let (annex, own): (Vec<_>, Vec<_>) = orphans.partition(|row| row.annex.is_some());
    for control in own.iter().filter_map(|row| row.controls.first()) {
        out.at(control.at(""), format!("no risk and no obligation needs your own control `{}`", control.id))
            .help("list it where it is needed, under a risk's `treatment: {controls: …}`, or retire it");
    }
    // Without any justification it is a matter of `soa-inclusion-unjustified`.
    let annex: Vec<_> = annex.into_iter().filter(|row| !is_blank(Some(row.justification()))).collect();
    let place = |row: &SoaRow<'_>| soa.at(&format!("/controls/{}/because", row.id));
    let help = "list them where they are needed, or write `because: [business]` or `[baseline]`";
    if annex.len() > FEW {
        let first = list_of(annex[..FEW].iter().map(|row| row.id), "and");
        let message = format!("no risk, law, contract or decision stands behind {} applicable controls, the first are {first}", annex.len());
        out.at(place(annex[0]), message).help(help);
    } else {
        for row in annex {
            out.at(place(row), format!("no risk, law, contract or decision stands behind `{}` {}", row.id, row.title)).help(help);
        }
    }
}
