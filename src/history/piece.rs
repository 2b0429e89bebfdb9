//! What became of one record, as it is written down to be remembered.
//!
//! The versions of a record differ little from one another, and those of thousands of records in the same few ways. So a
//! version is told by how it goes on from the one after it, which is its form: that is written once and named by its number.

use super::changes::Fate;
use super::demands::Moved;
use super::facts::{Late, Rewritten};
use super::fields::{Field, Mark};
use super::numbers::{Numbers, number};
use super::past::{Changes, Past, Slip, Word};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// What pieces share.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Shared {
    pub words: Numbers<Word>,
    pub names: Numbers<Box<str>>,
    /// Of fields: the number of the name, and what it said.
    pub fields: Numbers<(u32, Mark)>,
    forms: Numbers<Form>,
}

/// What became of one record. What its versions share stands once, in the order in which they name it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Piece {
    paths: Numbers<Box<str>>,
    contents: Numbers<ObjectId>,
    marks: Numbers<Mark>,
    actions: Numbers<Box<str>>,
    /// The latest first.
    versions: Vec<Version>,
    /// What few versions have, by the place of the version.
    odd: Vec<(u32, Odd)>,
}

/// A [`Past`].
#[derive(Serialize, Deserialize)]
struct Version {
    /// How far its commit stands behind that of the version after it.
    behind: u32,
    form: u32,
    /// The fields that it changed.
    fields: Vec<u32>,
}

/// How a version goes on from the one after it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Form {
    fate: Fate,
    path: Step,
    blob: Option<Step>,
    /// What was there before, where the changes are known.
    before: Option<Step>,
    parts: Vec<(u32, Step)>,
    approvals: Vec<(u32, Step)>,
}

/// From an expected number to that of a thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Step {
    Expected,
    /// To the first that was not named yet.
    New,
    /// So far back from there.
    Back(u32),
}

/// What a version seldom has.
#[derive(Serialize, Deserialize)]
enum Odd {
    Bare(Mark),
    /// A [`Slip`]: the number of the action, the first day counted from 1970, and the other counted from the first.
    Slip(u32, i64, i64),
    Holder(Box<str>),
    Rewritten(Rewritten),
    Late(Late),
    Moved(Moved),
    Doubled,
}

/// The version that came after the next one, and how many things were named until there.
#[derive(Default)]
struct After {
    commit: u32,
    path: Option<u32>,
    before: Option<u32>,
    parts: Marked,
    approvals: Marked,
    paths: u32,
    contents: u32,
    marks: u32,
}

/// Numbers of words, each with that of its mark.
type Marked = Vec<(u32, u32)>;

fn mark_of(marked: &Marked, word: u32) -> Option<u32> {
    marked.iter().find(|(known, _)| *known == word).map(|(_, mark)| *mark)
}

impl Step {
    /// To a number, where so many were named; then it is, too.
    fn to(number: u32, named: &mut u32, expected: Option<u32>) -> Self {
        let step = match *named - number {
            _ if Some(number) == expected => Step::Expected,
            0 => Step::New,
            back => Step::Back(back),
        };
        *named = (*named).max(number + 1);
        step
    }

    /// The number that [`Step::to`] was given. None if there is none.
    fn number(self, named: &mut u32, expected: Option<u32>) -> Option<u32> {
        let number = match self {
            Step::Expected => expected?,
            Step::New => *named,
            Step::Back(back) => named.checked_sub(back)?,
        };
        *named = (*named).max(number + 1);
        Some(number)
    }
}

impl Piece {
    /// Takes all versions of a record, the latest first.
    pub fn of(past: &[Past], shared: &mut Shared) -> Self {
        let (mut piece, mut after) = (Self::default(), After::default());
        for (place, past) in past.iter().enumerate() {
            let form = piece.form(past, &mut after, shared);
            let fields = past.changed.iter().flat_map(|changes| &changes.fields);
            let fields = fields.map(|field| shared.fields.of(&(shared.names.of(&Box::from(&*field.name)), field.before))).collect();
            let commit = number(past.place);
            piece.versions.push(Version { behind: commit - after.commit, form: shared.forms.of(&form), fields });
            after.commit = commit;
            let odd = piece.odd(past);
            piece.odd.extend(odd.into_iter().map(|odd| (number(place), odd)));
        }
        piece
    }

    fn form(&mut self, past: &Past, after: &mut After, shared: &mut Shared) -> Form {
        let path = self.paths.of(&past.path);
        let path_step = Step::to(path, &mut after.paths, after.path.replace(path));
        let mut content = |content: &ObjectId, expected| {
            let number = self.contents.of(content);
            (number, Step::to(number, &mut after.contents, expected))
        };
        let blob = past.blob.as_ref().map(|blob| content(blob, after.before).1);
        let before = past.changed.as_ref().map(|changes| content(&changes.before, None));
        after.before = before.map(|(number, _)| number);
        let mut marked = |marks: &[(Word, Mark)], known: &mut Marked| {
            let steps = marks.iter().map(|(word, mark)| {
                let (word, mark) = (shared.words.of(word), self.marks.of(mark));
                ((word, mark), (word, Step::to(mark, &mut after.marks, mark_of(known, word))))
            });
            let (now, steps): (Marked, Vec<(u32, Step)>) = steps.unzip();
            *known = now;
            steps
        };
        let (parts, approvals) = (marked(&past.parts, &mut after.parts), marked(&past.approvals, &mut after.approvals));
        Form { fate: past.fate, path: path_step, blob, before: before.map(|(_, step)| step), parts, approvals }
    }

    fn odd(&mut self, past: &Past) -> Vec<Odd> {
        let Past { bare, slips, holders, rewritten, moved, late, is_doubled, .. } = past;
        let bare = bare.map(Odd::Bare).into_iter();
        let slip = |slip: &Slip| Odd::Slip(self.actions.of(&slip.what), day_number(slip.from), slip.to.days_since(slip.from));
        let (slips, holders) = (slips.iter().map(slip), holders.iter().cloned().map(Odd::Holder));
        let facts = rewritten.iter().cloned().map(Odd::Rewritten).chain(late.iter().cloned().map(Odd::Late));
        let facts = facts.chain(moved.iter().cloned().map(Odd::Moved));
        bare.chain(slips).chain(holders).chain(facts).chain(is_doubled.then_some(Odd::Doubled)).collect()
    }
    /// All versions, the latest first, as far as their commits have a place; `fields` are those that pieces share. None if it
    /// is not what was written.
    pub fn past(self, shared: &Shared, fields: &[Field], places: &[Option<usize>]) -> Option<Vec<Past>> {
        let (mut after, mut found) = (After::default(), Vec::with_capacity(self.versions.len()));
        let mut odd = self.odd.iter().peekable();
        for (at, version) in self.versions.iter().enumerate() {
            let mut past = self.version(shared.forms.get(version.form)?, &mut after, shared)?;
            let changed = version.fields.iter().map(|field| fields.get(*field as usize).cloned());
            if let Some(changes) = &mut past.changed {
                changes.fields = changed.collect::<Option<_>>()?;
            }
            while let Some((_, odd)) = odd.next_if(|(place, _)| *place == number(at)) {
                self.tell(&mut past, odd)?;
            }
            after.commit += version.behind;
            found.extend(places.get(after.commit as usize)?.map(|place| Past { place, ..past }));
        }
        Some(found)
    }

    fn version(&self, form: &Form, after: &mut After, shared: &Shared) -> Option<Past> {
        let path = form.path.number(&mut after.paths, after.path)?;
        after.path = Some(path);
        let mut content = |step: Option<Step>, expected| {
            let number = step.map(|step| step.number(&mut after.contents, expected));
            number.map_or(Some(None), |number| Some(Some((number?, *self.contents.get(number?)?))))
        };
        let (blob, before) = (content(form.blob, after.before)?, content(form.before, None)?);
        after.before = before.map(|(number, _)| number);
        let mut marked = |steps: &[(u32, Step)], known: &mut Marked| {
            let numbers = steps.iter().map(|(word, step)| Some((*word, step.number(&mut after.marks, mark_of(known, *word))?)));
            *known = numbers.collect::<Option<Marked>>()?;
            known.iter().map(|(word, mark)| Some((*shared.words.get(*word)?, *self.marks.get(*mark)?))).collect::<Option<Vec<_>>>()
        };
        let (parts, approvals) = (marked(&form.parts, &mut after.parts)?, marked(&form.approvals, &mut after.approvals)?);
        let changed = before.map(|(_, before)| Changes { before, fields: Vec::new() });
        let blob = blob.map(|(_, blob)| blob);
        Some(Past { blob, parts, approvals, changed, ..Past::of(form.fate, self.paths.get(path)?) })
    }

    /// Adds what a version seldom has.
    fn tell(&self, past: &mut Past, odd: &Odd) -> Option<()> {
        match odd {
            Odd::Bare(mark) => past.bare = Some(*mark),
            Odd::Slip(what, from, later) => {
                past.slips.push(Slip { what: self.actions.get(*what)?.clone(), from: day(*from), to: day(from.saturating_add(*later)) });
            }
            Odd::Holder(holder) => past.holders.push(holder.clone()),
            Odd::Rewritten(rewritten) => past.rewritten.push(rewritten.clone()),
            Odd::Late(late) => past.late.push(late.clone()),
            Odd::Moved(moved) => past.moved.push(moved.clone()),
            Odd::Doubled => past.is_doubled = true,
        }
        Some(())
    }
}

/// A day by its distance from the first of 1970, which [`day_number`] tells.
fn day(number: i64) -> Date {
    Date::of_seconds(number.saturating_mul(86_400))
}

fn day_number(day: Date) -> i64 {
    day.days_since(Date::of_seconds(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::approvals::places;
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    /// Few of each, so that versions share them.
    fn any_version() -> impl Strategy<Value = Past> {
        let id = || (0..4_u8).prop_map(|n| ObjectId([n; 20]));
        let mark = || (0..4_usize).prop_map(|n| Mark::of(&vec![String::new(); n]));
        let (place, _) = places("risk").next().expect("risks are approved");
        let marked = || vec((prop_oneof![Just(Word("")), Just(Word(place))], mark()), 0..3);
        let field = || (prop_oneof![Just("title"), Just("owner")], mark()).prop_map(|(name, before)| Field { name: name.into(), before });
        let fate = prop_oneof![Just(Fate::Added), Just(Fate::Removed), Just(Fate::Changed)];
        let path = prop_oneof![Just("risks/RSK-1.yaml"), Just("risks/RSK-2.yaml")];
        let changed = option::of((id(), vec(field(), 0..3)).prop_map(|(before, fields)| Changes { before, fields }));
        let slip = (-9..9_i64, -9..9_i64).prop_map(|(from, to)| Slip { what: "it".into(), from: day(from), to: day(to) });
        let odd = (option::of(mark()), vec(slip, 0..2), vec(Just("PER-1".into()), 0..2), any::<bool>());
        let version = (fate, path, option::of(id()), marked(), marked(), changed, odd);
        version.prop_map(|(fate, path, blob, parts, approvals, changed, (bare, slips, holders, is_doubled))| {
            let with = Past::of(fate, path);
            Past { blob, parts, approvals, changed, bare, slips, holders, is_doubled, ..with }
        })
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_written(versions in vec((0..9_usize, any_version()), 0..9), dropped in 0..9_usize) {
            let mut place = 0;
            let mut past = Vec::new();
            for (behind, version) in versions {
                place += behind;
                past.push(Past { place, ..version });
            }
            let mut shared = Shared::default();
            let written = postcard::to_stdvec(&Piece::of(&past, &mut shared)).unwrap();
            let shared: Shared = postcard::from_bytes(&postcard::to_stdvec(&shared).unwrap()).unwrap();
            let name = |name: &u32| std::sync::Arc::from(&*shared.names.all[*name as usize]);
            let fields: Vec<Field> = shared.fields.all.iter().map(|(of, before)| Field { name: name(of), before: *before }).collect();
            // Other commits may stand before them now, and one of them may be gone.
            let places: Vec<Option<usize>> = (0..=place).map(|place| (place != dropped).then_some(place + 7)).collect();
            let read = postcard::from_bytes::<Piece>(&written).unwrap().past(&shared, &fields, &places).unwrap();
            past.retain(|past| past.place != dropped);
            past.iter_mut().for_each(|past| past.place += 7);
            prop_assert_eq!(format!("{read:?}"), format!("{past:?}"));
        }
    }
}
