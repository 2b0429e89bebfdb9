use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::certificate::wanted_by;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "milestone-passed",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["5.1"],
    page: include_str!("milestone_passed.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    let Some(plan) = cx.program.plan() else { return };
    for (at, milestone) in plan.data().milestones.iter().enumerate() {
        let Some(due) = milestone.due.filter(|due| *due < cx.today && milestone.done.is_none_or(|done| done > cx.today)) else { continue };
        out.at(
            plan.at(&format!("/milestones/{at}/due")),
            format!("`{}` was due on {due}, and nothing says that it was done", milestone.what),
        )
        .help("write the day under `done:`, or agree on another day and approve the plan again")
        .about([&milestone.what]);
    }
    if let Some(target) = wanted_by(cx.program, cx.today).filter(|target| *target < cx.today) {
        out.at(plan.at("/target"), format!("the certificate was wanted by {target}, and none is recorded"))
            .help("agree on another `target:` and approve the plan again, or enter the certificate in `isms.yaml`");
    }
}
