use crate::base::diagnostic::Level;
use crate::check::{Cx, Findings, Rule};

pub(super) static RULE: Rule = Rule {
    name: "method-triggers-missing",
    level: Level::Warning,
    mandatory: false,
    clauses: &["8.2"],
    page: include_str!("method_triggers_missing.md"),
    check: Some(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    if scales.method().triggers.iter().all(|trigger| trigger.trim().is_empty()) {
        out.at(isms.at("/risk/triggers"), "the method does not say what makes a new assessment necessary")
            .help("list events under `triggers:`, such as a major incident or a change of scope");
    }
}
