use crate::base::diagnostic::Level;
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
    for row in cx.soa.iter().filter(|row| row.decision.is_some() && row.applicable.is_none()) {
        out.at(soa.at(&format!("/controls/{}", row.id)), format!("`{}` {} is not decided", row.id, row.title))
            .help("write `applicable: true` or `applicable: false`");
    }
}
