use super::common::tell_rows;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;
use crate::register::soa::SoaStatus;
use std::collections::BTreeMap;

pub(super) static RULE: Rule = Rule {
    name: "soa-status-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_status_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let applicable = || cx.soa().iter().filter(|row| row.annex.is_some() && row.applicable == Some(true));
    let bare: Vec<_> = applicable().filter(|row| row.status == SoaStatus::NotImplemented).collect();
    tell_rows(
        out,
        &bare,
        |row| soa.at(&format!("/controls/{}", row.id)),
        (
            |row| format!("`{}` {} is applicable, and no control implements it", row.id, row.title),
            |n, first| format!("{n} applicable controls have no control of yours behind them, the first are {first}"),
        ),
        "add records in `controls/` with `implements:` and `status:`, planned if need be; one may implement several",
    );
    let silent: BTreeMap<&str, Span> = applicable()
        .flat_map(|row| &row.controls)
        .filter(|control| control.status.is_none())
        .map(|control| (control.data().id.as_str(), control.at("/status")))
        .collect();
    for (id, place) in silent {
        out.at(place, format!("control `{id}` has no status")).help("write `planned`, `in-progress`, `implemented` or `retired`");
    }
}
