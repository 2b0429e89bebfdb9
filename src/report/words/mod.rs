//! What changed in one record, as people who run a management system would say it: `current 3×4 high → 2×4 medium`,
//! `control CTL-edr added`.
//!
//! Works on values alone, because history has one file at a time. Words go by the names of fields, not by kinds: a name
//! means the same in every record. A name without words of its own still says `name before → after`, so that nothing
//! that differs is left unsaid.

mod lists;
#[cfg(test)]
mod tests;
mod values;

use crate::base::decode::decode;
use crate::base::node::{Kind, Node};
use crate::model::kinds::Estimate;
use crate::register::scale::Scales;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use values::{is_blank, is_date, joined, moved, named, reads_as_verb, same, shown};

/// One side of a change: a record's value, and the scales it is rated under.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub node: Node<'a>,
    pub scales: Option<&'a Scales<'a>>,
}

/// What changed between two states of a record, the weightiest first. Nothing if only comments, layout or the order of
/// fields did.
pub fn phrases(before: Option<Side<'_>>, after: Option<Side<'_>>) -> Vec<String> {
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => vec![added(after)],
        (Some(_), None) => vec!["removed".into()],
        (Some(before), Some(after)) => {
            let mut teller = Teller { scales: [before.scales, after.scales], said: Vec::new() };
            teller.field("", "", Some(before.node), Some(after.node));
            teller.said.sort_by_key(|(weight, _)| *weight);
            teller.said.into_iter().map(|(_, phrase)| phrase).collect()
        }
    }
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
            "custom" | "links" | "notes" | "tags" => Weight::Aside,
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
    fn field(&mut self, at: &str, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        if same(before, after) {
            return;
        }
        let said = self.said.len();
        if !self.in_words(at, name, before, after) {
            self.by_shape(at, name, before, after);
        }
        if self.said.len() == said {
            self.say(name, &[&named(at, name), "changed"]);
        }
    }

    /// Names with words of their own. False leaves it to the shape of the values.
    fn in_words(&mut self, at: &str, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> bool {
        if matches!(name, "current" | "inherent" | "residual") {
            return self.rating(name, before, after);
        }
        let words = match name {
            "acceptance" => consent("accepted", "acceptance", before, after),
            "applicable" => Some(applicability(before, after).into()),
            "approval" => consent("approved", "approval", before, after),
            "closed" => ended("closed", "reopened", before, after),
            "done" => ended("done", "no longer done", before, after),
            "exit" => ended("retired", "no longer retired", before, after),
            "replanned" => after.and_then(|after| after.get("reason")).map(|reason| format!("replanned: {}", shown(reason))),
            _ => None,
        };
        if let Some(words) = &words {
            self.say(name, &[at, words]);
        }
        words.is_some()
    }

    fn by_shape(&mut self, at: &str, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        let is = |kind: Kind| before.iter().chain(&after).any(|node| node.kind() == kind);
        match (is(Kind::Seq), is(Kind::Map)) {
            (true, _) => self.list(at, name, before, after),
            (false, true) => self.mapping(&inside(at, name), before, after),
            (false, false) => self.scalar(at, name, before, after),
        }
    }

    fn mapping(&mut self, at: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        for (name, before, after) in paired(&entries(before), &entries(after)) {
            self.field(at, name, before, after);
        }
    }

    fn scalar(&mut self, at: &str, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) {
        let label = &*named(at, name);
        match (before, after) {
            (Some(before), Some(after)) => match moved(before, after) {
                Some(moved) => self.say(name, &[&format!("{label}{moved}")]),
                None => self.said.push((Weight::Prose.max(Weight::of(name)), joined(&[label, "reworded"]))),
            },
            (None, Some(after)) => self.say(name, &[&gained(name, label, after)]),
            (Some(before), None) => self.say(name, &[&lost(at, name, label, before)]),
            (None, None) => {}
        }
    }

    /// Judgements under the method. False if there is none to read on a side where one is written.
    fn rating(&mut self, name: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> bool {
        let [old, new] = [(before, self.scales[0]), (after, self.scales[1])].map(|(node, scales)| rating(node?, scales));
        match (old, new) {
            (None, Some((_, new))) if before.is_none() => self.say(name, &[name, "rated", &new]),
            (Some(_), None) if after.is_none() => self.say(name, &[name, "rating removed"]),
            (Some((old, before)), Some((new, after))) if old != new => self.say(name, &[name, &before, "→", &after]),
            (Some(_), Some(_)) => {}
            _ => return false,
        }
        // One number for the impact has been said with the rating; several dimensions have not.
        let is_said = |key: &str, value: Node<'_>| key == "likelihood" || (key == "impact" && value.is_scalar());
        let [old, new] =
            [before, after].map(|node| entries(node).into_iter().filter(|(key, value)| !is_said(key, *value)).collect::<Vec<_>>());
        if before.is_some() && after.is_some() {
            paired(&old, &new).into_iter().for_each(|(key, before, after)| self.field(name, key, before, after));
        }
        true
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

/// Likelihood and overall impact, and with the level in words: `3×4 high`. A value off the scale has no level.
fn rating(node: Node<'_>, scales: Option<&Scales<'_>>) -> Option<((i64, i64), String)> {
    let estimate: Estimate = decode(node, &[]).ok()?;
    let (likelihood, impact) = (estimate.likelihood, estimate.impact.overall()?);
    let level = scales.and_then(|scales| Some(&scales.level(scales.rate(&estimate).ok()?.level).name));
    let numbers = format!("{likelihood}×{impact}");
    Some(((likelihood, impact), joined(&[&numbers, level.map_or("", String::as_str)])))
}

/// What somebody agreed to, and until when: `approved by ROL-x on 2026-03-09`. None if only the reasons differ.
fn consent(verb: &str, noun: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<String> {
    let who = |node| sentence(node, &[("by", "by"), ("on", "on"), ("until", "until")]);
    match (before, after) {
        (None, Some(after)) => Some(joined(&[verb, &who(after)])),
        (Some(before), None) => Some(joined(&[noun, &who(before), "withdrawn"])),
        (Some(before), Some(after)) => {
            let renewed = ["by", "on", "until", "digest"].into_iter().any(|part| !same(before.get(part), after.get(part)));
            renewed.then(|| joined(&[verb, "again", &who(after)]))
        }
        (None, None) => None,
    }
}

/// The day on which something came to an end, by whom and why. None if the end stays and something about it differs.
fn ended(verb: &str, undone: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<String> {
    match (before, after) {
        (None, Some(day)) if day.is_scalar() => Some(joined(&[verb, "on", &shown(day)])),
        (None, Some(after)) => {
            let reason = after.get("reason").map_or(String::new(), |reason| format!(": {}", shown(reason)));
            Some(joined(&[verb, &sentence(after, &[("on", "on"), ("by", "by")])]) + &reason)
        }
        (Some(_), None) => Some(undone.into()),
        _ => None,
    }
}

fn applicability(before: Option<Node<'_>>, after: Option<Node<'_>>) -> &'static str {
    let is = |node: Option<Node<'_>>| node.map(|node| node.text().eq_ignore_ascii_case("true"));
    match (is(before), is(after)) {
        (_, Some(true)) => "applies",
        (Some(true), Some(false)) => "no longer applies",
        (_, Some(false)) => "does not apply",
        (_, None) => "is no longer decided",
    }
}

fn gained(name: &str, label: &str, value: Node<'_>) -> String {
    let text = shown(value);
    match value.kind() {
        _ if reads_as_verb(name) => format!("{label} {text}"),
        _ if is_date(&text) => format!("{label} on {text}"),
        Kind::Bool => format!("{label}: {text}"),
        _ if text.contains(' ') => format!("{label} added: {text}"),
        _ => format!("{label} set to {text}"),
    }
}

fn lost(at: &str, name: &str, label: &str, value: Node<'_>) -> String {
    let text = shown(value);
    match value.kind() {
        _ if reads_as_verb(name) => joined(&[at, "no longer", &named("", name), &text]),
        Kind::Bool => format!("{label} removed"),
        _ if text.contains(' ') => format!("{label} removed"),
        _ => format!("{label} {text} removed"),
    }
}

/// Values of a mapping, each after the words that lead to it; what is absent is left out.
fn sentence(node: Node<'_>, parts: &[(&str, &str)]) -> String {
    let text = |value: Node<'_>| match value.text() {
        "pass" => "passed".into(),
        "fail" => "failed".into(),
        _ => shown(value),
    };
    let parts = parts.iter().filter_map(|(words, field)| Some((words, text(node.get(field)?))));
    parts.fold(String::new(), |said, (words, value)| joined(&[&said, words, &value]))
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
