//! Who must take a training, and who has (7.2, 7.3).

use super::acceptance::holds;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Person, Training};
use crate::model::program::{Program, View};
use crate::model::single::isms::Cadences;
use std::collections::HashMap;

/// So long after joining, somebody may still be untrained.
const GRACE: Period = Period::days(30);

/// The people who work here and belong to a training's audience, and those of them who must take it.
pub struct Coverage<'a> {
    pub people: usize,
    pub due: Vec<View<'a, Person>>,
}

/// Who is trained on a day.
pub fn coverage<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Coverage<'a> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for completion in training.completions.iter().filter(|completion| completion.on <= today) {
        let day = last.entry(completion.person.id()).or_insert(completion.on);
        *day = completion.on.max(*day);
    }
    let every = training.every.unwrap_or(cadences.training());
    let is_due = |person: &Person| match last.get(person.id.as_str()) {
        Some(day) => day.plus(every) < today,
        None => person.joined.is_none_or(|joined| joined.plus(GRACE) < today),
    };
    let here = program.all::<Person>().filter(|person| person.is_active(today) && is_addressed(program, &training.audience, person));
    let people: Vec<View<'a, Person>> = here.collect();
    Coverage { people: people.len(), due: people.into_iter().filter(|person| is_due(person)).collect() }
}

/// Whether somebody belongs to an audience: role ids, functions, departments, or `all`. None named means everybody.
fn is_addressed(program: &Program, audience: &[String], person: &Person) -> bool {
    let alike = |name: &Option<String>, group: &str| name.as_deref().is_some_and(|name| name.trim().eq_ignore_ascii_case(group.trim()));
    audience.is_empty()
        || audience.iter().any(|group| {
            group == "all" || holds(program, &person.id, group) || alike(&person.function, group) || alike(&person.department, group)
        })
}
