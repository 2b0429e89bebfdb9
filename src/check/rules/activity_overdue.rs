use crate::base::diagnostic::Level;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Control;
use crate::register::cx::Now;

pub(super) static RULE: Rule = Rule {
    name: "activity-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["8.1"],
    page: include_str!("activity_overdue.md"),
    check: Check::Records(check),
};

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        for (index, activity) in control.activities.iter().enumerate() {
            let Some(every) = activity.every else { continue };
            let last = activity.runs.iter().map(|run| run.on).filter(|on| *on <= cx.today).max();
            if last.or(control.implemented_on).is_none_or(|since| since.plus(every) >= cx.today) {
                continue;
            }
            let message = match last {
                Some(last) => format!("an activity of control `{}` was last done on {last}, it is due {}", control.id, every.every()),
                None => format!("nothing says that an activity of control `{}`, due {}, was ever done", control.id, every.every()),
            };
            out.at(control.at(&format!("/activities/{index}")), message)
                .help("do it and add the day under `runs:`, or change how often it is done");
        }
    }
}
