use super::common::tell_rows;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::unclear::Unclear;
use crate::register::cx::Now;
use crate::register::soa::SoaRow;

pub(super) static RULE: Rule = Rule {
    name: "soa-applicability-undecided",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_applicability_undecided.md"),
    check: Check::Records(check),
};

const HELP: &str = "write `applicable: true` or `applicable: false`, with a justification";

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let open = cx.soa().iter().filter(|row| row.decision.is_some() && row.applicable.is_none());
    let said = |row: &SoaRow<'_>| {
        Unclear::of(soa.node().get("controls")?.get(row.id)?, row.id, &["applicable"]).map(|said| (said.place, said.message()))
    };
    let (unclear, open): (Vec<_>, Vec<_>) = open.partition(|row| said(row).is_some());
    for (place, message) in unclear.into_iter().filter_map(said) {
        out.at(place, message).help(HELP);
    }
    tell_rows(
        out,
        &open,
        |row| soa.at(&format!("/controls/{}", row.id)),
        (
            |row| format!("`{}` {} is not decided", row.id, row.title),
            |n, first| format!("{n} controls are not decided, the first are {first}"),
        ),
        HELP,
    );
}
