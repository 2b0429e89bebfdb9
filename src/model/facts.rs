//! What the declarations of record kinds say of their fields, besides shape. A fact stands at its field as a keyword of
//! the schema, `x-isms-…`, and is read here; whoever needs one of every record makes a table of it once for each kind.

use super::declared::{Fact, Format, Part, Types, declared};
use super::schemas::Made;

/// A field as its declaration describes it, or a record as a whole. One that no declaration knows says nothing.
#[derive(Clone, Copy)]
pub struct Facts(Option<&'static Part>);

impl Facts {
    /// Of a field that nothing is known of.
    pub const NONE: Facts = Facts(None);

    /// Of a kind or singleton by name.
    pub fn of(kind: &str) -> Self {
        Facts(declared(kind))
    }

    /// The fields that are declared below this one.
    pub fn fields(self) -> impl Iterator<Item = (&'static str, Facts)> {
        self.0.into_iter().flat_map(|part| &part.fields).map(|(name, part)| (*name, Facts(Some(part))))
    }

    /// A field below this one; where names are free, any.
    pub fn field(self, name: &str) -> Self {
        self.fields().find(|(known, _)| *known == name).map_or_else(|| self.each(), |(_, field)| field)
    }

    /// The items of a list, or the values below free names.
    pub fn each(self) -> Self {
        Facts(self.0.and_then(|part| part.each.as_deref().or(part.others.as_deref())).filter(|part| part.types != Types::NONE))
    }

    /// The texts it can be, if not any.
    pub fn choices(self) -> &'static [&'static str] {
        self.0.map_or(&[], |part| part.words.as_slice())
    }

    /// Whether it is true or not.
    pub fn is_truth(self) -> bool {
        self.0.is_some_and(|part| part.types == Types::TRUTH)
    }

    /// Whether it is a day.
    pub fn is_day(self) -> bool {
        self.0.is_some_and(|part| matches!(part.format, Some(Format::Date)))
    }

    /// Whether there is a declaration.
    pub fn is_known(self) -> bool {
        self.0.is_some()
    }

    /// Whether it holds a list, or may.
    pub fn is_list(self) -> bool {
        self.0.is_some_and(|part| part.types.meet(Types::LIST) && part.types != Types::default())
    }

    /// `x-isms-ref`: the kinds that a text may refer to.
    pub fn targets(self) -> Vec<&'static str> {
        self.texts("x-isms-ref")
    }

    /// `x-isms-in-words`: a text that names no record may stand where it may refer to one.
    pub fn is_in_words(self) -> bool {
        self.says("x-isms-in-words")
    }

    /// `x-isms-scale`: the scale of the method that a number is a value of, `likelihood` or `impact`.
    pub fn scale(self) -> Option<&'static str> {
        self.text("x-isms-scale")
    }

    /// `x-isms-words`: texts that refer to nothing, such as `owner`.
    pub fn words(self) -> Vec<&'static str> {
        self.texts("x-isms-words")
    }

    /// `x-isms-afterwards`: it is written down after somebody has said yes, and no part of what was approved: who approved,
    /// and how what was approved was carried out and made known. Progress on a plan is no new plan.
    pub fn is_afterwards(self) -> bool {
        self.says("x-isms-afterwards") || self.covers().is_some()
    }

    /// `x-isms-aside`: it helps to find or to understand what is written, and says nothing that was approved.
    pub fn is_aside(self) -> bool {
        self.says("x-isms-aside")
    }

    /// `x-isms-outcome`: what became of what was approved, once somebody has looked. Digests that were written down covered it.
    pub fn is_outcome(self) -> bool {
        self.says("x-isms-outcome")
    }

    /// `x-isms-covers`: it is an approval of the part of the record at this JSON pointer, of all of it where it is empty.
    pub fn covers(self) -> Option<&'static str> {
        self.text("x-isms-covers")
    }

    /// `x-isms-followed`: rules ask when it changed, so the history keeps its digests.
    pub fn is_followed(self) -> bool {
        self.says("x-isms-followed")
    }

    /// `x-isms-after`: days, each with those that it cannot come before, as [`super::order`] reads them.
    pub fn after(self) -> Vec<(&'static str, &'static str)> {
        self.bonds("x-isms-after")
    }

    /// `x-isms-rests-on`: days of what rests on other things, with the days of those.
    pub fn rests_on(self) -> Vec<(&'static str, &'static str)> {
        self.bonds("x-isms-rests-on")
    }

    /// `x-isms-once`: an approval that is given once, since what was approved happens then; others are given again and again.
    pub fn is_once(self) -> bool {
        self.says("x-isms-once")
    }

    /// `x-isms-action`: it is to be done until a day, which cannot move without a word.
    pub fn is_action(self) -> bool {
        self.says("x-isms-action")
    }

    /// `x-isms-key`: the fields that tell an item of a list from the others.
    pub fn key(self) -> Vec<&'static str> {
        self.texts("x-isms-key")
    }

    /// `x-isms-one`: what people call an item of a list where its name without the plural is not it.
    pub fn one(self) -> Option<&'static str> {
        self.text("x-isms-one")
    }

    /// `x-isms-told`: how an item reads that happened on a day: `completed by {person} on {on}`. Things have none; they come
    /// and go.
    pub fn told(self) -> Option<&'static str> {
        self.text("x-isms-told")
    }

    /// `x-isms-verb`: its name leads on to its value without more words: `supports CTL-x`.
    pub fn is_verb(self) -> bool {
        self.says("x-isms-verb")
    }

    /// `x-isms-prose`: sentences, which wrap where it is shown in a column.
    pub fn is_prose(self) -> bool {
        self.says("x-isms-prose")
    }

    /// `x-isms-reason`: what was found, thought or learnt, in words of one's own.
    pub fn is_reason(self) -> bool {
        self.says("x-isms-reason")
    }

    /// `x-isms-works`: how a thing works; what was shown of it before this changed was shown of something else. The history keeps
    /// its digests.
    pub fn is_works(self) -> bool {
        self.says("x-isms-works")
    }

    /// `x-isms-list`, of a kind: what follows from its records and is shown in a list of them, if that is not all.
    pub fn listed(self) -> Vec<&'static str> {
        self.texts("x-isms-list")
    }

    /// `x-isms-named`, of a kind: its ids are words rather than numbers.
    pub fn is_named(self) -> bool {
        self.says("x-isms-named")
    }

    /// `x-isms-act`: who acted; the field with the day, and what was done if the part's name does not say it.
    pub fn act(self) -> Vec<&'static str> {
        self.texts("x-isms-act")
    }

    /// `x-isms-fact`: it does not change once it was written down; the field with the day it speaks of, empty if it has none.
    pub fn fact(self) -> Vec<&'static str> {
        self.text("x-isms-fact").into_iter().collect()
    }

    /// `x-isms-event`: it happened on a day and was written down then; the field with the day, as for a fact.
    pub fn event(self) -> Vec<&'static str> {
        self.text("x-isms-event").into_iter().collect()
    }

    /// `x-isms-demand`: it demands something; the way in which it demands less: `longer`, `later`, `higher` (of numbers, and of words
    /// from the first to the last), `lower` (the same the other way, of periods, and of yes and no), `higher-level` of the levels of
    /// the method, `fewer` of a list, and `nothing` of what must only be there.
    pub fn demand(self) -> Option<Demand> {
        let less = self.text("x-isms-demand")?;
        DEMANDS.iter().find(|(known, _)| *known == less).map(|(_, demand)| *demand)
    }

    /// `x-isms-holder`: people who act in the name of the record; the history keeps who they were on which day.
    pub fn is_holder(self) -> bool {
        self.says("x-isms-holder")
    }

    /// `x-isms-stays`, of a kind: its records tell of what happened; they end, and are not taken out.
    pub fn stays(self) -> bool {
        self.says("x-isms-stays")
    }

    /// `x-isms-settles`, of a kind that stays: its records are written down to be talked about, and may go again soon after.
    pub fn settles(self) -> bool {
        self.says("x-isms-settles")
    }

    fn bonds(self, keyword: &str) -> Vec<(&'static str, &'static str)> {
        match self.said(keyword) {
            Some(Fact::Bonds(days)) => days.iter().flat_map(|(later, earlier)| earlier.iter().map(|earlier| (*later, *earlier))).collect(),
            _ => Vec::new(),
        }
    }

    fn says(self, keyword: &str) -> bool {
        matches!(self.said(keyword), Some(Fact::Is(true)))
    }

    fn text(self, keyword: &str) -> Option<&'static str> {
        match self.said(keyword) {
            Some(Fact::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn texts(self, keyword: &str) -> Vec<&'static str> {
        match self.said(keyword) {
            Some(Fact::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    fn said(self, keyword: &str) -> Option<&'static Fact> {
        self.0?.facts.iter().find(|(known, _)| *known == keyword).map(|(_, fact)| fact)
    }
}

/// What a field demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    NoLonger,
    /// A day; so many days later as a month has are no less.
    NoLater,
    NoHigher,
    NoHigherLevel,
    NoLess,
    /// `all` is more than any of a list.
    NoFewer,
    Something,
}

const DEMANDS: [(&str, Demand); 7] = [
    ("longer", Demand::NoLonger),
    ("later", Demand::NoLater),
    ("higher", Demand::NoHigher),
    ("higher-level", Demand::NoHigherLevel),
    ("lower", Demand::NoLess),
    ("fewer", Demand::NoFewer),
    ("nothing", Demand::Something),
];

/// Something for each kind and singleton that follows from its declaration.
pub struct ByKind<T> {
    made: Made<T>,
    make: fn(Facts) -> T,
}

impl<T> ByKind<T> {
    pub const fn new(make: fn(Facts) -> T) -> Self {
        Self { made: Made::on_demand(), make }
    }

    /// None if there is no kind or singleton of that name.
    pub fn get(&self, kind: &str) -> Option<&T> {
        self.made.get(kind, |kind| (self.make)(Facts::of(kind)))
    }
}

/// The JSON pointers, lists left out, of the fields of which `wanted` says something, with what it says.
pub fn pointers<T>(facts: Facts, wanted: fn(Facts) -> Option<T>) -> Vec<(String, T)> {
    fn add<T>(facts: Facts, below: &str, wanted: fn(Facts) -> Option<T>, found: &mut Vec<(String, T)>) {
        for (name, field) in facts.fields() {
            let pointer = format!("{below}/{name}");
            if let Some(fact) = wanted(field) {
                found.push((pointer.clone(), fact));
            }
            add(field, &pointer, wanted, found);
        }
    }
    let mut found = Vec::new();
    add(facts, "", wanted, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas::names;
    use std::collections::BTreeSet;

    /// Every part of every schema, with its name.
    fn parts() -> Vec<(String, Facts)> {
        fn add(path: String, facts: Facts, found: &mut Vec<(String, Facts)>) {
            facts.fields().for_each(|(name, field)| add(format!("{path}.{name}"), field, found));
            if facts.each().is_known() {
                add(format!("{path}[]"), facts.each(), found);
            }
            found.push((path, facts));
        }
        let mut found = Vec::new();
        names().for_each(|kind| add(kind.into(), Facts::of(kind), &mut found));
        found
    }

    #[test]
    fn every_keyword_is_one_that_is_read() {
        let source = include_str!("facts.rs").split("mod tests").next().unwrap();
        let read: BTreeSet<&str> = source.split("(\"x-isms-").skip(1).filter_map(|call| call.split('"').next()).collect();
        let written: BTreeSet<String> = parts()
            .iter()
            .filter_map(|(_, facts)| facts.0)
            .flat_map(|part| part.facts.iter().filter_map(|(keyword, _)| keyword.strip_prefix("x-isms-").map(str::to_owned)))
            .collect();
        assert!(written.iter().eq(read.iter().copied()), "{written:?} {read:?}");
    }

    #[test]
    fn facts_name_fields_that_there_are() {
        for (path, facts) in parts() {
            let told = facts.told().unwrap_or_default().split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(field, _)| field);
            for field in facts.key().into_iter().chain(told) {
                assert!(facts.fields().any(|(name, _)| name == field), "{path} has no {field}");
            }
            let is_list_of_mappings = facts.is_list() && facts.each().fields().next().is_some();
            assert!(!is_list_of_mappings || !facts.each().key().is_empty(), "nothing tells the items of {path} apart");
            assert!(facts.told().is_none() || !facts.key().is_empty(), "{path} is no item");
        }
    }

    #[test]
    fn what_an_approval_covers_is_part_of_its_record() {
        let mut approvals = Vec::new();
        for kind in names() {
            for (pointer, covers) in pointers(Facts::of(kind), Facts::covers) {
                let covered = covers.split('/').skip(1).fold(Facts::of(kind), Facts::field);
                assert!(covered.is_known() && pointer.starts_with(covers), "{kind}{pointer} covers {covers}");
                approvals.push(pointer);
            }
        }
        // Whatever reads as an approval is one.
        let has = |facts: Facts, field: &str| facts.fields().any(|(name, _)| name == field);
        let shaped = parts().into_iter().filter(|(_, facts)| has(*facts, "digest") && has(*facts, "shown_by")).count();
        assert_eq!(approvals.len(), shaped, "{approvals:?}");
    }
}
