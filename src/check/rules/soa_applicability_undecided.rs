use super::common::tell_rows;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "soa-applicability-undecided",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["6.1.3 d"],
    page: include_str!("soa_applicability_undecided.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(soa) = cx.program.soa() else { return };
    let open: Vec<_> = cx.soa().iter().filter(|row| row.decision.is_some() && row.applicable.is_none()).collect();
    tell_rows(
        out,
        &open,
        |row| soa.at(&format!("/controls/{}", row.id)),
        (
            |row| format!("`{}` {} is not decided", row.id, row.title),
            |n, first| format!("{n} controls are not decided, the first are {first}"),
        ),
        "write `applicable: true` or `applicable: false`, with a justification",
    );
}
