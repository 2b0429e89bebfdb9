//! Who must take a training, and who has (7.2, 7.3).

use super::group::{self, alike};
use crate::base::date::{Date, Period};
use crate::model::kinds::{GroupCount, Person, Role, Training};
use crate::model::program::{Program, View};
use crate::model::single::cadence::Cadences;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// So long after joining, somebody may still be untrained.
const GRACE: Period = Period::days(30);

/// The people who work here and belong to a training's audience, and those of them who must take it.
pub struct Coverage<'a> {
    pub people: usize,
    pub due: Vec<View<'a, Person>>,
}

/// What groups are counted, the last count of each with the last day on which it is in time.
pub fn counts<'a>(training: &'a Training, cadences: Cadences<'_>, today: Date) -> Vec<(&'a GroupCount, Date)> {
    let until = |count: &GroupCount| count.on.plus(every(training, cadences));
    let last = group::last(&training.groups, today, |all| until(all) >= today);
    last.into_iter().map(|count| (count, until(count))).collect()
}

/// Of everybody in the groups that are counted, those who took the training within its interval: how many did, and how many
/// there are. A group that was not counted in time took it no more. None if nothing is counted.
pub fn counted_groups(training: &Training, cadences: Cadences<'_>, today: Date) -> Option<(u64, u64)> {
    let counts: Vec<_> = counts(training, cadences, today).into_iter().map(|(count, _)| count).collect();
    group::total(&counts, |count| count.on.plus(every(training, cadences)) >= today)
}

/// The last day on which all counts are in time: that of the group whose last count is oldest. None if nothing is counted.
pub fn counted_until(training: &Training, cadences: Cadences<'_>, today: Date) -> Option<Date> {
    counts(training, cadences, today).into_iter().map(|(_, until)| until).min()
}

/// How often each person takes it.
pub fn every(training: &Training, cadences: Cadences<'_>) -> Period {
    training.every.unwrap_or(cadences.training())
}

/// Who is trained on a day, of those who have a record of their own.
pub fn coverage<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Coverage<'a> {
    let all = takers(program, training, cadences, today);
    let people = all.len();
    let due = all.into_iter().filter(|taker| taker.taking(today).is_due()).map(|taker| taker.person);
    Coverage { people, due: due.collect() }
}

/// The people who must take a training, each with the last day on which that is in time. None for those who have never taken
/// it, and of whom nobody says since when they are here.
pub fn days<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Vec<(Option<Date>, View<'a, Person>)> {
    takers(program, training, cadences, today).into_iter().map(|taker| (taker.until, taker.person)).collect()
}

/// Somebody who must take a training.
pub struct Taker<'a> {
    pub person: View<'a, Person>,
    /// The day they last took it.
    pub last: Option<Date>,
    /// The last day on which it is in time; none where they never took it, and nobody says since when they are here.
    pub until: Option<Date>,
}

/// How somebody stands to a training that they must take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Taking {
    InTime,
    /// Never taken; they joined so lately that there is time.
    Joining,
    /// Taken, too long ago.
    Late,
    /// Never taken.
    Never,
}

impl Taking {
    pub fn is_due(self) -> bool {
        matches!(self, Taking::Late | Taking::Never)
    }
}

impl Taker<'_> {
    pub fn taking(&self, today: Date) -> Taking {
        match (self.last, self.until.is_some_and(|until| until >= today)) {
            (Some(_), true) => Taking::InTime,
            (None, true) => Taking::Joining,
            (Some(_), false) => Taking::Late,
            (None, false) => Taking::Never,
        }
    }
}

/// The people who must take a training: those of its audience who work here.
pub fn takers<'a>(program: &'a Program, training: &Training, cadences: Cadences<'_>, today: Date) -> Vec<Taker<'a>> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for completion in training.completions.iter().filter(|completion| completion.on <= today) {
        let day = last.entry(completion.person.id()).or_insert(completion.on);
        *day = completion.on.max(*day);
    }
    let every = every(training, cadences);
    let audience = Audience::of(program, &training.audience, today);
    let here = program.all::<Person>().filter(|person| person.is_active(today) && audience.includes(person));
    let taker = |person: View<'a, Person>| {
        let last = last.get(person.id.as_str()).copied();
        let until = last.map(|day| day.plus(every)).or_else(|| person.joined.map(|joined| joined.plus(GRACE)));
        Taker { person, last, until }
    };
    here.map(taker).collect()
}

/// The departments and functions of all who work here, as audiences are held against them.
pub fn groups_here(program: &Program, today: Date) -> HashSet<String> {
    let here = program.all::<Person>().map(View::data).filter(|person| person.is_active(today));
    here.flat_map(|person| [&person.department, &person.function]).flatten().map(|group| alike(group)).collect()
}

/// A group of an audience that nobody here is of: another name of a department, or a slip. Roles are known by their ids, and where
/// nobody has a department or a function nobody can tell.
pub fn unknown_group<'t>(program: &Program, training: &'t Training, here: &HashSet<String>) -> Option<&'t str> {
    let is_unknown = |name: &&String| *name != "all" && !here.contains(&alike(name)) && program.known(program.names().now(name)).is_none();
    training.audience.iter().find(is_unknown).filter(|_| !here.is_empty()).map(String::as_str)
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
