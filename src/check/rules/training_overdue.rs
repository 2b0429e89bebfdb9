use crate::base::diagnostic::Level;
use crate::base::text::first_of;
use crate::check::{About, Check, Findings, Rule};
use crate::model::kinds::Training;
use crate::register::cx::Now;
use crate::register::training::{counted_groups, coverage};

pub(super) static RULE: Rule = Rule {
    name: "training-overdue",
    level: Level::Warning,
    mandatory: false,
    about: About::Lateness,
    clauses: &["7.3", "A.6.3"],
    page: include_str!("training_overdue.md"),
    check: Check::Records(check),
};

/// Where people are counted by group, so many percent of them must have taken it.
const TARGET: u64 = 90;

/// How many people a message names.
const NAMED: usize = 3;

fn check(cx: &Now<'_>, out: &mut Findings<'_>) {
    for training in cx.program.all::<Training>() {
        if !training.groups.is_empty() {
            match counted_groups(&training, cx.cadences, cx.today) {
                Some((took, people)) if took * 100 >= people * TARGET => {}
                counted => {
                    let (took, people) = counted.unwrap_or_default();
                    let said = if counted.is_none() { "by no group in time".into() } else { format!("by {took} of {people} people") };
                    out.at(training.at("/groups"), format!("training `{}` was taken {said}", training.id))
                        .help(format!("let the others take it and count again under `groups:`; {TARGET} % is the least"));
                }
            }
            continue;
        }
        let due = coverage(cx.program, &training, cx.cadences, cx.today).due;
        if !due.is_empty() {
            let due: Vec<&str> = due.iter().map(|person| person.id.as_str()).collect();
            let names = first_of(&due, NAMED, "and");
            out.absent(
                training.at("/completions"),
                &["completions"],
                format!("it is not recorded that training `{}` was taken in time by {names}", training.id),
            )
            .help("let them take it and add the day under `completions:`, or correct whom it is for");
        }
    }
}
