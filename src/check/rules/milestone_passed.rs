use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::{AuditType, Review};
use crate::register::certificate::wanted_by;
use crate::register::cx::Now;
use crate::register::plan::{Part, is_certified};
use crate::register::stage::audits;

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
    for (at, milestone) in plan.data().milestones.iter().enumerate() {
        let (Some(done), Some(step)) = (milestone.done.filter(|done| *done <= cx.today), &milestone.step) else { continue };
        let Some((_, what)) = EVENTS.iter().find(|(part, _)| part.is_meant(step)).filter(|(part, _)| !took_place(cx, *part, done)) else {
            continue;
        };
        out.at(
            plan.at(&format!("/milestones/{at}/done")),
            format!("`{}` is said to have been done on {done}, and no record says that {what} took place by then", milestone.what),
        )
        .help("record it with the day on which it ended, or take the day out")
        .about([&milestone.what]);
    }
    if let Some(target) = wanted_by(cx.program, cx.today).filter(|target| *target < cx.today) {
        out.at(plan.at("/target"), format!("the certificate was wanted by {target}, and none is recorded"))
            .help("agree on another `target:` and approve the plan again, or enter the certificate in `isms.yaml`");
    }
}

/// The parts of the road that are events with records of their own.
const EVENTS: [(Part, &str); 4] = [
    (Part::InternalAudit, "an internal audit"),
    (Part::ManagementReview, "a management review"),
    (Part::Stage1, "stage 1"),
    (Part::Stage2, "stage 2"),
];

/// Whether an event took place by a day. Whoever has a certificate got it on a road that need not have been written down.
fn took_place(cx: &Now<'_>, part: Part, day: Date) -> bool {
    let audited = |kind| audits(cx.program, kind, day).any(|audit| audit.held(day).is_some());
    is_certified(cx)
        || match part {
            Part::InternalAudit => audited(AuditType::Internal),
            Part::ManagementReview => cx.program.all::<Review>().any(|review| review.on <= day),
            Part::Stage1 => audited(AuditType::Stage1),
            Part::Stage2 => audited(AuditType::Stage2),
            _ => true,
        }
}
