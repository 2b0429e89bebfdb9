use super::common::{is_blank, tell_rows};
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-orphan-control",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["6.1.3 b"],
    page: include_str!("soa_orphan_control.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let orphans = cx.soa().iter().filter(|row| row.applicable == Some(true) && row.because.is_empty());
    let (annex, own): (Vec<_>, Vec<_>) = orphans.partition(|row| row.annex.is_some());
    tell_rows(
        out,
        &own,
        |row| row.controls.first().map_or_else(|| soa.at(""), |control| control.at("")),
        (
            |row| format!("no risk and no obligation needs your own control `{}`", row.id),
            |n, first| format!("no risk and no obligation needs {n} of your own controls, the first are {first}"),
        ),
        "list it where it is needed, under a risk's `treatment: {controls: …}`, or retire it",
    );
    // Without any justification it is a matter of `soa-inclusion-unjustified`.
    let annex: Vec<_> = annex.into_iter().filter(|row| !is_blank(Some(row.justification()))).collect();
    tell_rows(
        out,
        &annex,
        |row| soa.at(&format!("/controls/{}/because", row.id)),
        (
            |row| format!("no risk, law, contract or decision is named that needs `{}` {}", row.id, row.title),
            |n, first| format!("no risk, law, contract or decision is named that needs {n} applicable controls, the first are {first}"),
        ),
        "let a risk or an obligation list a control that implements it, or write `because: [business]` or `[baseline]`",
    );
}
