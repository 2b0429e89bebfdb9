//! Facts that commits rewrote. A commit keeps only what it took away from the facts that were there before it: most take
//! away nothing.

use crate::base::date::Date;
use crate::base::digest::Digest;
use crate::base::node::Node;
use crate::model::acts;
use crate::model::digest;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A fact that a commit changed or took out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewritten {
    /// Its path, such as `readings.value`.
    pub field: Box<str>,
    /// The day it speaks of.
    pub day: Option<Date>,
    /// Of what it said before.
    pub before: Digest,
}

/// Facts of one list, or events of one kind, that a commit brought in long after their days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// Their path, such as `completions.person`.
    pub field: Box<str>,
    /// How many.
    pub count: u32,
    /// Their first day and their last.
    pub first: Date,
    pub last: Date,
    /// Each of them is told when it happens.
    pub is_event: bool,
}

/// So many days later, what is written down was hardly written down when it was.
const LONG: i64 = 90;

/// The facts of a record by path, day and digest, with how often each is there; and the last day of each path that is in
/// no list, where a later one takes the place of the one before.
#[derive(Default)]
pub struct Facts {
    counts: HashMap<(&'static str, Option<Date>, Digest), usize>,
    /// Those that stand in lists, and those that are lists themselves.
    listed: HashSet<&'static str>,
    lists: HashSet<&'static str>,
    latest: HashMap<&'static str, Date>,
}

impl Facts {
    pub fn of(kind: &str, record: Node<'_>) -> Self {
        let mut facts = Self::default();
        if let Some(marks) = acts::facts(kind) {
            marks.walk(record, &mut |mark, value, day| {
                // What happens on a day that nobody wrote down yet has not happened.
                if mark.is_dated() && day.is_none() {
                    return;
                }
                *facts.counts.entry((&mark.field, day, digest::whole(value))).or_default() += 1;
                if mark.is_listed {
                    facts.listed.insert(&mark.field);
                } else if mark.is_list {
                    facts.lists.insert(&mark.field);
                } else if let Some(day) = day.filter(|_| !mark.is_day) {
                    facts.latest.insert(&mark.field, day);
                }
            });
        }
        facts
    }

    /// Whether a fact is there, or was followed by a later one in its place.
    pub fn has(&self, fact: &Rewritten) -> bool {
        let counts: &HashMap<(&str, Option<Date>, Digest), usize> = &self.counts;
        self.is_followed(&fact.field, fact.day) || counts.contains_key(&(&*fact.field, fact.day, fact.before))
    }

    fn is_followed(&self, field: &str, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.latest.get(field).is_some_and(|later| *later > day))
    }
}

/// What of the facts of a record is no longer there after a commit.
pub fn rewritten(kind: &str, before: Node<'_>, after: Node<'_>) -> Vec<Rewritten> {
    let was = Facts::of(kind, before);
    if was.counts.is_empty() {
        return Vec::new();
    }
    let is = Facts::of(kind, after);
    let gone = was.counts.into_iter().filter(|(fact, count)| is.counts.get(fact).copied().unwrap_or_default() < *count);
    let gone = gone.filter(|((field, day, _), _)| !is.is_followed(field, *day));
    let mut gone: Vec<Rewritten> = gone.map(|((field, day, before), _)| Rewritten { field: field.into(), day, before }).collect();
    gone.sort_by(|a, b| (&a.field, a.day, a.before.0).cmp(&(&b.field, b.day, b.before.0)));
    gone
}

/// What a commit on a day wrote into lists long after the days that it speaks of, and what is said to have happened so long before.
pub fn late(kind: &str, before: Option<Node<'_>>, after: Node<'_>, on: Date) -> Vec<Late> {
    let mut found: BTreeMap<&str, Late> = BTreeMap::new();
    let mut add = |field: &'static str, day: Date, count: u32, is_event: bool| {
        let late = found.entry(field).or_insert_with(|| Late { field: field.into(), count: 0, first: day, last: day, is_event });
        late.count = late.count.saturating_add(count);
        (late.first, late.last) = (late.first.min(day), late.last.max(day));
    };
    let is = events(kind, after);
    let were = before.filter(|_| !is.is_empty()).map(|before| events(kind, before)).unwrap_or_default();
    for (event, count) in is.iter().filter(|((_, day), _)| on.days_since(*day) > LONG) {
        match count.saturating_sub(were.get(event).copied().unwrap_or_default()) {
            0 => {}
            new => add(event.0, event.1, new, true),
        }
    }
    let told: HashSet<&str> = is.keys().map(|(event, _)| list_of(event)).filter(|list| !list.is_empty()).collect();
    let is_told = |field: &str| told.contains(list_of(field));
    let now = Facts::of(kind, after);
    if !now.listed.is_empty() || !now.lists.is_empty() {
        let was = before.map(|before| Facts::of(kind, before)).unwrap_or_default();
        // What was audited came with the record of the audit, however late that was.
        let is_listed = |field: &str| now.listed.contains(field) || before.is_some() && now.lists.contains(field);
        for ((field, day, fact), count) in now.counts.iter().filter(|((field, ..), _)| is_listed(field) && !is_told(field)) {
            let Some(day) = day.filter(|day| on.days_since(*day) > LONG) else { continue };
            let known = was.counts.get(&(*field, Some(day), *fact)).copied().unwrap_or_default();
            match u32::try_from(count.saturating_sub(known)).unwrap_or(u32::MAX) {
                0 => {}
                new => add(field, day, new, false),
            }
        }
    }
    found.into_values().collect()
}

/// The events of a record by field and day, with how many there are.
fn events(kind: &str, record: Node<'_>) -> HashMap<(&'static str, Date), u32> {
    let mut found = HashMap::new();
    if let Some(marks) = acts::events(kind) {
        marks.walk(record, &mut |mark, _, day| {
            let Some(day) = day else { return };
            let count = found.entry((mark.field.as_str(), day)).or_insert(0);
            // What stands in no list happened once, however much is said of it.
            *count = if mark.is_listed { *count + 1 } else { 1 };
        });
    }
    found
}

/// The list in whose items a field stands.
fn list_of(field: &str) -> &str {
    field.rsplit_once('.').map_or("", |(list, _)| list)
}
