//! Who must take a training, and who has (7.2, 7.3).

use super::group::{alike, counted};
use crate::base::date::{Date, Period};
use crate::model::kinds::{Person, Role, Training};
use crate::model::program::{Program, View};
use crate::model::single::isms::Cadences;
use std::collections::{HashMap, HashSet};

/// So long after joining, somebody may still be untrained.
const GRACE: Period = Period::days(30);

/// The people who work here and belong to a training's audience, and those of them who must take it.
pub struct Coverage<'a> {
    pub people: usize,
    pub due: Vec<View<'a, Person>>,
}

/// What groups are counted, of everybody in them those who took the training within its interval: how many did, and how
/// many there are. None if nothing is counted.
pub fn counted_groups(training: &Training, cadences: Cadences<'_>, today: Date) -> Option<(u64, u64)> {
    let every = training.every.unwrap_or(cadences.training());
    counted(training.groups.iter().filter(|count| count.on.plus(every) >= today), today)
}

/// The last day on which all counts are in time: that of the group whose last count is oldest. None if nothing is counted.
pub fn counted_until(training: &Training, cadences: Cadences<'_>, today: Date) -> Option<Date> {
    let every = training.every.unwrap_or(cadences.training());
    let mut last: HashMap<String, Date> = HashMap::new();
    for count in training.groups.iter().filter(|count| count.on <= today) {
        let day = last.entry(alike(&count.group)).or_insert(count.on);
        *day = count.on.max(*day);
    }
    last.into_values().min().map(|oldest| oldest.plus(every))
}

/// Who is trained on a day, of those who have a record of their own.
pub fn coverage<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Coverage<'a> {
    let all = days(program, training, cadences, today);
    let people = all.len();
    let due = all.into_iter().filter(|(until, _)| until.is_none_or(|until| until < today)).map(|(_, person)| person);
    Coverage { people, due: due.collect() }
}

/// The people who must take a training, each with the last day on which that is in time. None for those who have never taken
/// it, and of whom nobody says since when they are here.
pub fn days<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Vec<(Option<Date>, View<'a, Person>)> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for completion in training.completions.iter().filter(|completion| completion.on <= today) {
        let day = last.entry(completion.person.id()).or_insert(completion.on);
        *day = completion.on.max(*day);
    }
    let every = training.every.unwrap_or(cadences.training());
    let until = |person: &Person| match last.get(person.id.as_str()) {
        Some(day) => Some(day.plus(every)),
        None => person.joined.map(|joined| joined.plus(GRACE)),
    };
    let audience = Audience::of(program, &training.audience, today);
    let here = program.all::<Person>().filter(|person| person.is_active(today) && audience.includes(person));
    here.map(|person| (until(&person), person)).collect()
}

/// Whom something is for: role ids, functions, departments, or `all`. None named means everybody.
pub struct Audience<'a> {
    is_everybody: bool,
    /// Those who hold one of the roles, or deputise in it.
    holders: HashSet<&'a str>,
    /// Names of functions and departments, in lower case.
    groups: HashSet<String>,
}

impl<'a> Audience<'a> {
    pub fn of(program: &'a Program, named: &[String], today: Date) -> Self {
        let roles = named.iter().filter_map(|group| program.by_id::<Role>(group)).map(View::data);
        Self {
            is_everybody: named.is_empty() || named.iter().any(|group| group == "all"),
            holders: roles.flat_map(Role::holders).filter(|holder| holder.is_on(today)).map(|holder| holder.person.id()).collect(),
            groups: named.iter().map(|group| alike(group)).collect(),
        }
    }

    pub fn includes(&self, person: &Person) -> bool {
        let is_of = |name: &Option<String>| name.as_deref().is_some_and(|name| self.groups.contains(&alike(name)));
        self.is_everybody || self.holders.contains(person.id.as_str()) || is_of(&person.function) || is_of(&person.department)
    }
}
