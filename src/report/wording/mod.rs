//! What changed in one record, as people who run a management system would say it: `current 3×4 high → 2×4 medium`,
//! `control CTL-edr added`.
//!
//! Works on values alone, because history has one file at a time, beside what their declarations say of them: which items of
//! a list are the same, how one reads that happened on a day. What stands here are the words of the language, which go by
//! the names of fields and not by kinds, because a name means the same in every record: a new field that is called as its
//! kin are reads as they do. A name without words of its own still says `name before → after`, so that nothing that differs
//! is left unsaid.

mod lists;
mod sayings;
#[cfg(test)]
mod tests;
mod values;

use crate::base::node::{Class, Node};
use crate::history::changes::{is_blank, same};
use crate::model::facts::Facts;
use crate::register::scale::Scales;
use sayings::rating;
pub use sayings::{consent, ended};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
pub use values::joined;
use values::{is_date, moved, named, reads_as_verb, shown};

/// One side of a change: a record's value, and the scales it is rated under.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub node: Node<'a>,
    pub scales: Option<&'a Scales<'a>>,
}

/// What changed between two states of a record, the weightiest first. Nothing if only comments, layout or the order of
/// fields did.
pub fn phrases(kind: &str, before: Option<Side<'_>>, after: Option<Side<'_>>) -> Vec<String> {
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![added(after)],
        (Some(_), None) => vec!["removed".into()],
        (Some(before), Some(after)) => told([before, after], |teller| {
            teller.field("", "", Facts::of(kind), Some(before.node), Some(after.node));
        }),
    }
}

/// The same of the part of a record that names lead to.
pub fn phrases_of(kind: &str, part: &[String], before: Option<Side<'_>>, after: Option<Side<'_>>) -> Vec<String> {
    let pointer: String = part.iter().map(|name| format!("/{name}")).collect();
    let part_of = |side: Side<'_>| side.node.find(&pointer).filter(|value| !is_blank(*value)).is_some();
    match (before.filter(|side| part_of(*side)), after.filter(|side| part_of(*side))) {
        (None, None) => Vec::new(),
        (None, Some(_)) => vec!["added".into()],
        (Some(_), None) => vec!["removed".into()],
        (Some(before), Some(after)) => told([before, after], |teller| {
            let (mut at, mut name, mut facts) = (String::new(), "", Facts::of(kind));
            for next in part {
                (at, name, facts) = (if name.is_empty() { at } else { inside(&at, name) }, next, facts.field(next));
            }
            teller.field(&at, name, facts, before.node.find(&pointer), after.node.find(&pointer));
        }),
    }
}

fn told(sides: [Side<'_>; 2], tell: impl FnOnce(&mut Teller<'_>)) -> Vec<String> {
    let mut teller = Teller { scales: sides.map(|side| side.scales), said: Vec::new() };
    tell(&mut teller);
    teller.said.sort_by_key(|(weight, _)| *weight);
    teller.said.into_iter().map(|(_, phrase)| phrase).collect()
}

/// A new record, with what people ask of it first: how it is rated, or how far it is.
fn added(side: Side<'_>) -> String {
    let part = |name: &str| {
        let value = side.node.get(name)?;
        let text = rating(value, side.scales).map_or_else(|| value.is_string().then(|| shown(value)), |(_, text)| Some(text));
        text.map(|text| format!(", {name} {text}"))
    };
    let parts: String = ["inherent", "current", "residual", "status"].into_iter().filter_map(part).collect();
    format!("added{parts}")
}

/// How much a change weighs, from the heaviest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    End,
    Rating,
    Acceptance,
    State,
    Approval,
    Work,
    Plain,
    Prose,
    Aside,
}

impl Weight {
    fn of(name: &str) -> Self {
        match name {
            "applicable" | "closed" | "ended" | "exit" | "left" => Weight::End,
            "current" | "inherent" | "residual" => Weight::Rating,
            "acceptance" => Weight::Acceptance,
            "grade" | "option" | "severity" | "status" => Weight::State,
            "approval" => Weight::Approval,
            "actions" | "done" | "due" | "readings" | "replanned" | "results" => Weight::Work,
            "custom" | "links" | "notes" | "tags" | "unclear" => Weight::Aside,
            _ => Weight::Plain,
        }
    }
}

/// Collects phrases on the way through both sides of a record.
struct Teller<'a> {
    scales: [Option<&'a Scales<'a>>; 2],
    said: Vec<(Weight, String)>,
}

impl Teller<'_> {
    fn say(&mut self, name: &str, parts: &[&str]) {
        self.said.push((Weight::of(name), joined(parts)));
    }

    /// Says how the field `name` of `at` differs; something, whenever it does.
    fn field(&mut self, at: &str, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        if same(before, after) {
            return;
        }
        let said = self.said.len();
        if !self.in_words(at, name, facts, before, after) {
            self.by_shape(at, name, facts, before, after);
        }
        if self.said.len() == said {
            self.say(name, &[&named(at, name), "changed"]);
        }
    }

    fn by_shape(&mut self, at: &str, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        let is = |kind: Class| before.iter().chain(&after).any(|node| node.class() == kind);
        match (is(Class::Seq), is(Class::Map)) {
            (true, _) => self.list(at, name, facts, before, after),
            (false, true) => self.mapping(&inside(at, name), facts, before, after),
            (false, false) => self.scalar(at, name, facts, before, after),
        }
    }

    fn mapping(&mut self, at: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        for (name, before, after) in paired(&entries(before), &entries(after)) {
            self.field(at, name, facts.field(name), before, after);
        }
    }

    fn scalar(&mut self, at: &str, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        let label = &*named(at, name);
        match (before, after) {
            (Some(before), Some(after)) => match moved(before, after) {
                Some(moved) => self.say(name, &[&format!("{label}{moved}")]),
                None => self.said.push((Weight::Prose.max(Weight::of(name)), joined(&[label, "reworded"]))),
            },
            (None, Some(after)) => self.say(name, &[&gained(name, facts, label, after)]),
            (Some(before), None) => self.say(name, &[&lost(at, name, facts, label, before)]),
            (None, None) => {}
        }
    }
}

/// What a reader is to know of the things inside a field: nothing for a record as a whole, `method` for the `risk` of
/// `isms.yaml`, and for the SoA's `controls` their own numbers are enough.
fn inside(at: &str, name: &str) -> String {
    match name {
        "controls" => at.to_owned(),
        "risk" => "method".to_owned(),
        _ => named(at, name),
    }
}

fn gained(name: &str, facts: Facts, label: &str, value: Node<'_>) -> String {
    let text = shown(value);
    match value.class() {
        _ if reads_as_verb(name, facts) => format!("{label} {text}"),
        _ if is_date(&text) => format!("{label} on {text}"),
        Class::Bool => format!("{label}: {text}"),
        _ if text.contains(' ') => format!("{label} added: {text}"),
        _ => format!("{label} set to {text}"),
    }
}

fn lost(at: &str, name: &str, facts: Facts, label: &str, value: Node<'_>) -> String {
    let text = shown(value);
    match value.class() {
        _ if reads_as_verb(name, facts) => joined(&[at, "no longer", &named("", name), &text]),
        Class::Bool => format!("{label} removed"),
        _ if text.contains(' ') => format!("{label} removed"),
        _ => format!("{label} {text} removed"),
    }
}

/// Names and values of a mapping in file order, without those that hold nothing.
fn entries(node: Option<Node<'_>>) -> Vec<(&str, Node<'_>)> {
    let entries = node.into_iter().flat_map(Node::entries);
    entries.map(|(key, value)| (key.text(), value)).filter(|(_, value)| !is_blank(*value)).collect()
}

/// What stands under each key before and after: in the order it has now, then what is gone.
fn paired<K: Clone + Eq + Hash, V: Copy>(before: &[(K, V)], after: &[(K, V)]) -> Vec<(K, Option<V>, Option<V>)> {
    let old: HashMap<&K, V> = before.iter().map(|(key, value)| (key, *value)).collect();
    let new: HashSet<&K> = after.iter().map(|(key, _)| key).collect();
    let gone = before.iter().filter(|(key, _)| !new.contains(key));
    let here = after.iter().map(|(key, value)| (key.clone(), old.get(key).copied(), Some(*value)));
    here.chain(gone.map(|(key, value)| (key.clone(), Some(*value), None))).collect()
}
