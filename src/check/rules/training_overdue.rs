use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::base::text::list_of;
use crate::check::{Cx, Findings, Rule};
use crate::model::kinds::{Person, Training};
use std::collections::HashMap;
use super::common::is_addressed;

pub(super) static RULE: Rule = Rule {
    name: "training-overdue",
    level: Level::Warning,
    mandatory: false,
    clauses: &["7.3", "A.6.3"],
    page: include_str!("training_overdue.md"),
    check: Some(check),
};

/// So long after joining, somebody may still be untrained.
const GRACE: Period = Period::days(30);
/// How many people a message names.
const NAMED: usize = 3;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for training in cx.program.all::<Training>() {
        let mut last: HashMap<&str, Date> = HashMap::new();
        for completion in training.completions.iter().filter(|completion| completion.on <= cx.today) {
            let day = last.entry(completion.person.id()).or_insert(completion.on);
            *day = completion.on.max(*day);
        }
        let every = training.every.unwrap_or(cx.cadences.training());
        let is_due = |person: &Person| match last.get(person.id.as_str()) {
            Some(day) => day.plus(every) < cx.today,
            None => person.joined.is_none_or(|joined| joined.plus(GRACE) < cx.today),
        };
        let people = cx.program.all::<Person>().filter(|person| person.is_active(cx.today) && is_addressed(cx.program, &training.audience, person));
        let due: Vec<&str> = people.filter(|person| is_due(person)).map(|person| person.data().id.as_str()).collect();
        if !due.is_empty() {
            let names = list_of(&due[..due.len().min(NAMED)], "and");
            let more = if due.len() > NAMED { format!(" and {} more", due.len() - NAMED) } else { String::new() };
            out.at(training.at("/completions"), format!("training `{}` is due for {names}{more}", training.id))
                .help("let them take it and add the day under `completions:`, or correct whom it is for");
        }
    }
}
