use crate::base::date::Date;
use crate::base::diagnostic::Level;
use crate::base::node::Node;
use crate::check::{About, Check, Findings, Rule};
use crate::history::trail::Trail;
use crate::model::kinds::{Control, RecordKind as _};
use crate::register::cx::Cx;

pub(super) static RULE: Rule = Rule {
    name: "activity-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["8.1"],
    page: include_str!("activity_overdue.md"),
    check: Check::History(check),
};

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for control in cx.program.all::<Control>().filter(|control| control.is_implemented()) {
        for (index, activity) in control.activities.iter().enumerate() {
            let Some(every) = activity.every else { continue };
            let last = activity.runs.iter().map(|run| run.on).filter(|on| *on <= cx.today).max();
            // Nobody could do it before it was there.
            let begun = || cx.trail.and_then(|trail| begun(trail, &control.data().id, &activity.what)).max(control.implemented_on);
            if last.or_else(begun).is_none_or(|since| since.plus(every) >= cx.today) {
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

/// The day of the commit that brought an activity, as far as it was there ever since.
fn begun(trail: &Trail, id: &str, what: &str) -> Option<Date> {
    let has_it = |control: Node<'_>| {
        let activities = control.get("activities").into_iter().flat_map(Node::items);
        activities.into_iter().any(|activity| activity.get("what").is_some_and(|known| known.says(what)))
    };
    let past = trail.record(Control::NAME, id).iter();
    let with_it = past.take_while(|past| trail.version(Control::NAME, id, past).ok().flatten().is_some_and(|then| has_it(then.node())));
    Some(trail.commits[with_it.last()?.place].committer.day())
}
