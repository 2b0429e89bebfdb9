use super::common::is_blank;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "scope-missing",
    level: Level::Error,
    mandatory: true,
    about: About::Practice,
    clauses: &["4.3", "7.5.1"],
    page: include_str!("scope_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let message = match cx.program.scope() {
        None => "there is no `scope.yaml`",
        Some(scope) if is_blank(scope.statement.as_deref()) => "the scope has no statement",
        Some(_) => return,
    };
    out.at(cx.program.place_in("scope", "/statement"), message)
        .help("describe the boundary in a sentence or two: `statement:` in `scope.yaml`");
}
