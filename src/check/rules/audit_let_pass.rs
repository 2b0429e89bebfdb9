use crate::base::date::Period;
use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Audit;
use crate::register::cx::Now;
use crate::register::held::Course;

pub(super) static RULE: Rule = Rule {
    name: "audit-let-pass",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["9.2.2"],
    page: include_str!("audit_let_pass.md"),
    check: Check::Records(check),
};

/// No audit of a management system takes longer, whoever carries it out.
const UNDER_WAY: Period = Period::days(90);

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in cx.program.all::<Audit>() {
        match audit.course(cx.today) {
            Some(Course::Begun(started)) if started.plus(UNDER_WAY) < cx.today => {
                let message = format!("{} audit `{}` began on {started} and has not ended", audit.kind.name(), audit.id);
                out.at(audit.at("/started"), message).help("write the day it ended as `finished:` and what it concluded, or end it now");
            }
            Some(Course::LetPass(planned)) => {
                let message = format!("{} audit `{}` was planned for {planned} and has not begun", audit.kind.name(), audit.id);
                out.at(audit.at("/planned"), message)
                    .help("write the day it began as `started:`, or plan it anew and say why in its rationale");
            }
            _ => {}
        }
    }
}
