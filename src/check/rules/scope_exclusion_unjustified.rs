use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "scope-exclusion-unjustified",
    level: Level::Error,
    mandatory: false,
    about: About::Practice,
    clauses: &["4.3"],
    page: include_str!("scope_exclusion_unjustified.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(scope) = cx.program.scope() else { return };
    for (index, excluded) in scope.excludes.iter().enumerate().filter(|(_, excluded)| is_blank(excluded.reason.as_deref())) {
        out.at(scope.at(&format!("/excludes/{index}/what")), format!("`{}` is left out of the scope without a reason", excluded.what))
            .help("write the `reason:`; what is left out must not be needed by what is inside");
    }
}
