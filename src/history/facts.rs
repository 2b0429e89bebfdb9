//! Facts that commits rewrote. A commit keeps only what it took away from the facts that were there before it: most take
//! away nothing.

use crate::base::date::Date;
use crate::base::digest::Digest;
use crate::base::node::Node;
use crate::model::acts;
use crate::model::digest;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A fact may be put right so many days after its day: whoever writes it down may slip.
pub const FRESH: i64 = 7;
/// Corrections are written down near the day on which something was changed.
const NEAR: i64 = 30;

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

/// The facts of a record by path, day and digest, with how often each is there; and the last day of each path that is in
/// no list, where a later one takes the place of the one before.
#[derive(Default)]
pub struct Facts {
    counts: HashMap<(&'static str, Option<Date>, Digest), usize>,
    latest: HashMap<&'static str, Date>,
}

impl Facts {
    pub fn of(kind: &str, record: Node<'_>) -> Self {
        let mut facts = Self::default();
        if let Some(marks) = acts::facts(kind) {
            marks.walk(record, &mut |mark, value, day| {
                *facts.counts.entry((&mark.field, day, digest::whole(value))).or_default() += 1;
                if let (false, Some(day)) = (mark.is_listed, day) {
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

/// Whether the record says that a field was changed about that day, and why.
pub fn is_amended(record: Node<'_>, field: &str, on: Date) -> bool {
    let text = |entry: Node<'_>, name: &str| entry.get(name).map_or(String::new(), |value| value.text().to_owned());
    let mut entries = record.get("amended").into_iter().flat_map(Node::items);
    entries.any(|entry| {
        let what = text(entry, "what");
        let is_near = text(entry, "on").parse::<Date>().is_ok_and(|day| day.days_since(on).abs() <= NEAR);
        is_near
            && !is_blank(&text(entry, "reason"))
            && (field == what || field.strip_prefix(&what).is_some_and(|rest| rest.starts_with('.')))
    })
}

/// Whether a text says nothing.
fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}
