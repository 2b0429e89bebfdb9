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

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for audit in cx.program.all::<Audit>() {
        if let Some(Course::LetPass(planned)) = audit.course(cx.today) {
            out.at(audit.at("/planned"), format!("{} audit `{}` was planned for {planned} and has not begun", audit.kind.name(), audit.id))
                .help("write the day it began as `started:`, or plan it anew and say why in its rationale");
        }
    }
}
