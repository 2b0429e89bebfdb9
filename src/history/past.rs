//! What commits made of records, without their values: rules need to know whether something changed, not to what.

use super::changes::Fate;
use super::demands::Moved;
use super::facts::{Late, Rewritten};
use super::fields::{Field, Mark};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::model::approvals::places;
use crate::model::facts::{ByKind, pointers};
use crate::model::schemas::names;
use crate::store::RelPath;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What a commit made of a record.
#[derive(Clone, Debug)]
pub struct Past {
    /// The commit, by its place in [`Trail::commits`].
    pub place: usize,
    pub fate: Fate,
    pub path: Box<str>,
    /// The content of the file it stood in; None if the commit removed it, or left it so that it could not be read.
    pub blob: Option<ObjectId>,
    /// Marks of the parts that rules ask for, by JSON pointer; of kinds that are approved, the empty one is the record as an approval
    /// covers it.
    pub(super) parts: Vec<(Word, Mark)>,
    /// Its approvals, by place.
    pub(super) approvals: Vec<(Word, Mark)>,
    /// Of a record that came or went with it, and whose kind is to stay: all it says but its id, by which one that only got
    /// another id is known again.
    pub bare: Option<Mark>,
    /// Which fields it changed, of a record that has approvals or had some.
    pub(super) changed: Option<Changes>,
    /// Due days of actions that it moved to a later day without a word.
    pub slips: Vec<Slip>,
    /// Who acts in its name from there on, by their first ids, as far as its kind says; nobody, if the commit removed it.
    pub(super) holders: Vec<Box<str>>,
    /// Facts that it changed or took out.
    pub rewritten: Vec<Rewritten>,
    /// Demands that it moved.
    pub moved: Vec<Moved>,
    /// What it wrote into lists long after the day on which it is said to have been.
    pub late: Vec<Late>,
    /// It was there beside another record by one of its names.
    pub is_doubled: bool,
}

/// What a commit changed of a record that was there before.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    /// The content of the file that the record stood in before.
    pub before: ObjectId,
    pub fields: Vec<Field>,
}

/// An action whose due day moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    pub what: Box<str>,
    pub from: Date,
    pub to: Date,
}

/// What a version may tell of what was done to its record. Most tell nothing of the kind.
#[derive(Clone, Copy)]
pub enum Tale {
    Rewritten = 1,
    Late = 2,
    Slips = 4,
    Moved = 8,
}

/// What is known of a record without reading what became of it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Gist {
    /// The commits that brought it, by number.
    pub added: Vec<u32>,
    tales: u8,
}

impl Gist {
    /// Of all versions of a record, whose commits have the numbers of their places.
    pub fn of(past: &[Past]) -> Self {
        let added = past.iter().filter(|past| past.fate == Fate::Added).filter_map(|past| u32::try_from(past.place).ok());
        let told = |tale: &Tale| past.iter().any(|past| past.tells(*tale));
        let tales = [Tale::Rewritten, Tale::Late, Tale::Slips, Tale::Moved].into_iter().filter(told).map(|tale| tale as u8).sum();
        Self { added: added.collect(), tales }
    }

    /// Whether some version tells of something.
    pub fn tells(&self, tale: Tale) -> bool {
        self.tales & tale as u8 != 0
    }
}

impl Past {
    /// What became of a record, and where it stands or stood; the rest is to be told.
    pub(super) fn of(fate: Fate, path: &str) -> Self {
        let (parts, approvals, slips, holders, rewritten, moved, late) = Default::default();
        Self {
            place: 0,
            fate,
            path: path.into(),
            blob: None,
            parts,
            approvals,
            bare: None,
            changed: None,
            slips,
            holders,
            rewritten,
            moved,
            late,
            is_doubled: false,
        }
    }

    pub(super) fn tells(&self, tale: Tale) -> bool {
        match tale {
            Tale::Rewritten => !self.rewritten.is_empty(),
            Tale::Late => !self.late.is_empty(),
            Tale::Slips => !self.slips.is_empty(),
            Tale::Moved => !self.moved.is_empty(),
        }
    }

    /// The mark of a part of the record, if the part was there.
    pub fn part(&self, pointer: &str) -> Option<Mark> {
        self.parts.iter().find(|(known, _)| known.0 == pointer).map(|(_, mark)| *mark)
    }

    /// The mark of an approval, if it was there.
    pub fn approval(&self, place: &str) -> Option<Mark> {
        self.approvals.iter().find(|(known, _)| known.0 == place).map(|(_, mark)| *mark)
    }
}

/// The parts of a kind whose changes are followed, besides the whole, by JSON pointer: what the standard wants planned, what the
/// Statement of Applicability rests on, and how a thing works.
pub(super) fn followed(kind: &str) -> impl Iterator<Item = &'static str> + use<> {
    static FOLLOWED: ByKind<Vec<(String, ())>> =
        ByKind::new(|facts| pointers(facts, |field| (field.is_followed() || field.is_works()).then_some(())));
    FOLLOWED.get(kind).into_iter().flatten().map(|(pointer, ())| pointer.as_str())
}

/// What one commit did.
#[derive(Default)]
pub(super) struct Seen {
    /// By kind and first id.
    pub records: Vec<(&'static str, Box<str>, Past)>,
    pub files: Vec<(RelPath, Option<ObjectId>)>,
}

/// A name that the program knows: of a kind, or of a place in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word(pub &'static str);

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let places = |kind| places(kind).flat_map(|(place, covers)| [place, covers]);
        let mut known = [""].into_iter().chain(names()).chain(names().flat_map(|kind| places(kind).chain(followed(kind))));
        known.find(|word| *word == text).map(Word).ok_or_else(|| de::Error::custom("not a name of this version"))
    }
}
