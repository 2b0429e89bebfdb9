use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::certificate::running;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "road-not-planned",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["5.1", "7.1"],
    page: include_str!("road_not_planned.md"),
    check: Check::Records(check),
};

/// Whoever is certified has arrived.
fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    if cx.program.plan().is_none() && running(cx.program, cx.today).is_none() {
        out.at(cx.program.place(), "there is no plan for the road to the certificate").help(
            "write `plan.yaml`: `sponsor:`, `mandate:`, `approval:`, `team:`, `resources:`, `target:` and `milestones:` with their days",
        );
    }
}
