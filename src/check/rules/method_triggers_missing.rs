use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "method-triggers-missing",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["8.2"],
    page: include_str!("method_triggers_missing.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let (Some(scales), Some(isms)) = (&cx.scales, cx.program.isms()) else { return };
    if scales.method().triggers.iter().all(|trigger| trigger.trim().is_empty()) {
        out.at(isms.at("/risk/triggers"), "the method does not say what makes a new assessment necessary")
            .help("list events under `triggers:`, such as a major incident or a change of scope");
    }
}
