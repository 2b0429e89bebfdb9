use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "action-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["6.1.1", "6.2", "8.3", "10.2", "A.5.27"],
    page: include_str!("action_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for found in cx.actions().iter().filter(|found| found.action.is_overdue(cx.today)) {
        let due = found.action.due.map_or(String::new(), |due| format!(" on {due}"));
        out.absent(found.at("/due"), &["done"], format!("an action of `{}` was due{due}", found.of))
            .against([found.asked.doing])
            .help("finish it and write `done:`, or move it with `replanned: {from: …, reason: …}`");
    }
}
