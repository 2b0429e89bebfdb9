//! Fields with words of their own: ratings, decisions, ends.

use super::values::{joined, shown};
use super::{Teller, entries, paired};
use crate::base::decode::decode;
use crate::base::node::Node;
use crate::base::text::cut;
use crate::history::changes::same;
use crate::model::facts::Facts;
use crate::model::kinds::Estimate;
use crate::register::rating::pair;
use crate::register::scale::Scales;

impl Teller<'_> {
    /// Names with words of their own. False leaves it to the shape of the values.
    pub(super) fn in_words(&mut self, at: &str, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) -> bool {
        if matches!(name, "current" | "inherent" | "residual") {
            return self.rating(name, facts, before, after);
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

    /// Judgements under the method. False if there is none to read on a side where one is written.
    fn rating(&mut self, name: &str, facts: Facts, before: Option<Node<'_>>, after: Option<Node<'_>>) -> bool {
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
            paired(&old, &new).into_iter().for_each(|(key, before, after)| self.field(name, key, facts.field(key), before, after));
        }
        true
    }
}

/// Likelihood and overall impact, and with the level in words: `3×4 high`, or as else the method puts both together. A value
/// off the scale has no level.
pub(super) fn rating(node: Node<'_>, scales: Option<&Scales<'_>>) -> Option<((i64, i64), String)> {
    let estimate: Estimate = decode(node, &[]).ok()?;
    let (likelihood, impact) = (estimate.likelihood, estimate.impact.overall()?);
    let level = scales.and_then(|scales| Some(cut(&scales.level(scales.rate(&estimate).ok()?.level).name)));
    let pair = pair(scales.map(|scales| scales.method().score), likelihood, impact);
    Some(((likelihood, impact), joined(&[&pair, &level.unwrap_or_default()])))
}

/// Who agreed to something, and until when: `approved by ROL-x on 2026-03-09`. None if only the reasons differ.
pub fn consent(verb: &str, noun: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<String> {
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
pub fn ended(verb: &str, undone: &str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<String> {
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

/// Values of a mapping, each after the words that lead to it; what is absent is left out.
pub(super) fn sentence(node: Node<'_>, parts: &[(&str, &str)]) -> String {
    let text = |value: Node<'_>| match value.text() {
        "pass" => "passed".into(),
        "fail" => "failed".into(),
        _ => shown(value),
    };
    let parts = parts.iter().filter_map(|(words, field)| Some((words, text(node.get(field)?))));
    parts.fold(String::new(), |said, (words, value)| joined(&[&said, words, &value]))
}
