use super::common::FEW;
use crate::base::diagnostic::Level;
use crate::base::span::Span;
use crate::base::text::list_of;
use crate::check::{Cx, Findings, Rule};
use crate::register::soa::{SoaRow, SoaStatus};
use std::collections::BTreeMap;

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
    let applicable = || cx.soa.iter().filter(|row| row.annex.is_some() && row.applicable == Some(true));
    let bare: Vec<_> = applicable().filter(|row| row.status == SoaStatus::NotImplemented).collect();
    let place = |row: &SoaRow<'_>| soa.at(&format!("/controls/{}", row.id));
    if bare.len() > FEW {
        let first = list_of(bare[..FEW].iter().map(|row| row.id), "and");
        out.at(place(bare[0]), format!("{} applicable controls have no control of yours behind them, the first are {first}", bare.len()))
            .help("add records in `controls/` with `implements:` and `status:`, planned if need be; one may implement several");
    } else {
        for row in bare {
            out.at(place(row), format!("`{}` {} is applicable, and no control implements it", row.id, row.title))
                .help(format!("add a record in `controls/` with `implements: [{}]` and its `status:`, planned if need be", row.id));
        }
    }
    let silent: BTreeMap<&str, Span> = applicable()
        .flat_map(|row| &row.controls)
        .filter(|control| control.status.is_none())
        .map(|control| (control.data().id.as_str(), control.at("/status")))
        .collect();
    for (id, place) in silent {
        out.at(place, format!("control `{id}` has no status")).help("write `planned`, `in-progress`, `implemented` or `retired`");
    }
}
