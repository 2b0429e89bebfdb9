use super::common::FEW;
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "soa-applicability-undecided",
    level: Level::Error,
    mandatory: true,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_applicability_undecided.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let open = cx.soa.iter().filter(|row| row.decision.is_some() && row.applicable.is_none());
    let open: Vec<_> = open.map(|row| (row, soa.at(&format!("/controls/{}", row.id)))).collect();
    let help = "write `applicable: true` or `applicable: false`, with a justification";
    if open.len() > FEW {
        let first = list_of(open[..FEW].iter().map(|(row, _)| row.id), "and");
        out.at(open[0].1, format!("{} controls are not decided, the first are {first}", open.len())).help(help);
        return;
    }
    for (row, place) in open {
        out.at(place, format!("`{}` {} is not decided", row.id, row.title)).help(help);
    }
}
