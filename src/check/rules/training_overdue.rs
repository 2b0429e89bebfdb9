use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Training;
use crate::register::cx::Now;
use crate::register::training::coverage;

pub(super) static RULE: Rule = Rule {
    name: "training-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Practice,
    clauses: &["7.3", "A.6.3"],
    page: include_str!("training_overdue.md"),
    check: Check::Records(check),
};

/// How many people a message names.
const NAMED: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for training in cx.program.all::<Training>() {
        let due = coverage(cx.program, &training, cx.cadences, cx.today).due;
        if !due.is_empty() {
            let names = list_of(due.iter().take(NAMED).map(|person| &person.id), "and");
            let more = if due.len() > NAMED { format!(" and {} more", due.len() - NAMED) } else { String::new() };
            out.at(training.at("/completions"), format!("training `{}` is due for {names}{more}", training.id))
                .help("let them take it and add the day under `completions:`, or correct whom it is for");
        }
    }
}
