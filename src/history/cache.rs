//! What was seen of commits, kept from one run to the next. A commit never changes, so what it did is found out once.
//!
//! People, words and fields are written once and named by their numbers. What became of a record is a piece by itself,
//! which is not looked into before somebody asks for the record.
//!
//! Whatever needs proof walks the history itself: `verify` and `log` never look here.

use super::changes::Fate;
use super::facts::{Late, Rewritten};
use super::fields::{Field, Mark};
use super::past::{Changes, Gist, Past, Slip, Word};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::model::names::Names;
use crate::store::RelPath;
use crate::store::history::{Commit, RawCommit, Stamp};
use crate::store::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

/// Stands first, so that what another version wrote is not taken for ours. The number goes up when anything below changes.
const FORMAT: &str = concat!("isms history 11 ", env!("CARGO_PKG_VERSION"));

/// Files that are no records, each with the commits that changed it and what they left.
type Files = Vec<(RelPath, Vec<(u32, Option<ObjectId>)>)>;

/// Everything but the pieces, which stand behind it.
#[derive(Default, Serialize, Deserialize)]
struct Index {
    people: Vec<(String, String)>,
    words: Vec<Word>,
    names: Vec<Box<str>>,
    /// Of fields: the number of the name, and what it said.
    fields: Vec<(u32, Mark)>,
    commits: Vec<KeptCommit>,
    /// By their first ids.
    records: Vec<KeptRecord>,
    files: Files,
    /// By which records are known again that were called otherwise.
    called: Names,
}

/// A record, of which a piece tells what became of it.
#[derive(Serialize, Deserialize)]
struct KeptRecord {
    kind: u32,
    id: Box<str>,
    /// How long the piece is.
    len: u32,
    gist: Gist,
}

/// A commit. Its folder and message are not kept: nobody asks for them without reading the commit.
#[derive(Serialize, Deserialize)]
struct KeptCommit {
    id: ObjectId,
    /// How far behind it they stand.
    parents: Vec<u32>,
    committer: When,
    /// None where it is the committer, at the same time.
    author: Option<When>,
    signed: bool,
}

/// A [`Stamp`].
#[derive(PartialEq, Serialize, Deserialize)]
struct When {
    who: u32,
    seconds: i64,
    offset: i32,
    is_dated: bool,
}

/// What became of one record. What its versions share stands once.
#[derive(Default, Serialize, Deserialize)]
struct Piece {
    paths: Vec<Box<str>>,
    contents: Vec<ObjectId>,
    marks: Vec<Mark>,
    actions: Vec<Box<str>>,
    past: Vec<KeptPast>,
}

/// A [`Past`], with numbers for what stands elsewhere.
#[derive(Serialize, Deserialize)]
struct KeptPast {
    commit: u32,
    fate: Fate,
    path: u32,
    blob: Option<u32>,
    parts: Vec<(u32, u32)>,
    approvals: Vec<(u32, u32)>,
    changed: Option<(u32, Vec<u32>)>,
    seldom: Option<Seldom>,
}

/// What most versions have nothing of.
#[derive(Default, PartialEq, Serialize, Deserialize)]
struct Seldom {
    bare: Option<u32>,
    slips: Vec<KeptSlip>,
    holders: Vec<Box<str>>,
    rewritten: Vec<Rewritten>,
    late: Vec<Late>,
    is_doubled: bool,
}

/// A [`Slip`]: the number of the action, and days since 1970.
#[derive(PartialEq, Serialize, Deserialize)]
struct KeptSlip {
    what: u32,
    from: i64,
    to: i64,
}

/// Where a record is kept.
pub(super) struct Kept {
    number: usize,
    piece: Range<usize>,
}

/// What is kept of a history.
#[derive(Default)]
pub(super) struct Cache {
    index: Index,
    /// The commits by id.
    numbers: HashMap<ObjectId, usize>,
    fields: Vec<Field>,
    bytes: Vec<u8>,
    /// Where the pieces begin.
    pieces: usize,
}

impl Cache {
    /// What is kept; nothing, if that cannot be read.
    pub fn read(shelf: &Shelf) -> Self {
        shelf.take().and_then(Self::of).unwrap_or_default()
    }

    fn of(bytes: Vec<u8>) -> Option<Self> {
        let (format, rest): (&str, &[u8]) = postcard::take_from_bytes(&bytes).ok()?;
        let (index, rest): (Index, &[u8]) = (format == FORMAT).then(|| postcard::take_from_bytes(rest).ok())??;
        let pieces = bytes.len() - rest.len();
        let numbers = index.commits.iter().enumerate().map(|(n, commit)| (commit.id, n)).collect();
        let names: Vec<Arc<str>> = index.names.iter().map(|name| Arc::from(&**name)).collect();
        let fields = index.fields.iter().map(|(name, before)| Some(Field { name: names.get(*name as usize)?.clone(), before: *before }));
        let fields = fields.collect::<Option<Vec<Field>>>()?;
        Some(Self { numbers, fields, index, bytes, pieces })
    }

    /// A commit, if it is kept; its folder and message are left empty.
    pub fn commit(&self, id: ObjectId) -> Option<RawCommit> {
        let number = self.number(id)?;
        let commit = &self.index.commits[number];
        let stamp = |when: &When| {
            let (name, email) = self.index.people.get(when.who as usize)?.clone();
            Some(Stamp { name, email, seconds: when.seconds, offset: when.offset, is_dated: when.is_dated })
        };
        let parents = commit.parents.iter().map(|behind| Some(self.index.commits.get(number + *behind as usize)?.id));
        Some(RawCommit {
            id,
            tree: ObjectId([0; 20]),
            parents: parents.collect::<Option<_>>()?,
            author: stamp(commit.author.as_ref().unwrap_or(&commit.committer))?,
            committer: stamp(&commit.committer)?,
            message: String::new(),
            signed: commit.signed,
        })
    }

    /// The number of a commit, if it is kept.
    pub fn number(&self, id: ObjectId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    /// How many commits are kept.
    pub fn len(&self) -> usize {
        self.index.commits.len()
    }

    /// By which names it knows records again.
    pub fn names(&self) -> &Names {
        &self.index.called
    }

    /// Whether what is kept holds for a programme whose records had these names, of which some are there: each record that either
    /// calls otherwise has the same first name for both, or is not in what is kept.
    pub fn knows(&self, names: &Names, is_there: impl Fn(&str) -> bool) -> bool {
        let kept: HashSet<&str> = if names == self.names() { HashSet::new() } else { self.records().map(|(_, id, _)| id).collect() };
        let is_same = |name: &str| names.first(name) == self.names().first(name);
        names.later().all(|name| is_same(name) || (self.names().first(name) == name && !kept.contains(name)))
            && self.names().later().all(|name| is_same(name) || (names.first(name) == name && !is_there(name)))
    }

    /// The records by kind and id.
    pub fn records(&self) -> impl Iterator<Item = (&'static str, &str, Kept)> {
        let mut from = self.pieces;
        self.index.records.iter().enumerate().filter_map(move |(number, record)| {
            let piece = from..from + record.len as usize;
            from = piece.end;
            Some((self.index.words.get(record.kind as usize)?.0, &*record.id, Kept { number, piece }))
        })
    }

    /// What is known of a record without reading its piece.
    pub fn gist(&self, kept: &Kept) -> &Gist {
        &self.index.records[kept.number].gist
    }

    /// What became of a record, the latest first, as far as its commits have a place.
    ///
    /// # Panics
    /// If a piece is not what was written, which its checksum rules out.
    pub fn past(&self, kept: &Kept, places: &[Option<usize>]) -> Vec<Past> {
        let mut piece: Piece = postcard::from_bytes(&self.bytes[kept.piece.clone()]).expect("it has its checksum");
        let all = std::mem::take(&mut piece.past).into_iter();
        let mut past: Vec<Past> =
            all.filter_map(|kept| places[kept.commit as usize].map(|place| self.past_of(&piece, kept, place))).collect();
        past.sort_by_key(|past| past.place);
        past
    }

    fn past_of(&self, piece: &Piece, kept: KeptPast, place: usize) -> Past {
        let marks = |marked: &[(u32, u32)]| {
            marked.iter().map(|(word, mark)| (self.index.words[*word as usize], piece.marks[*mark as usize])).collect()
        };
        let changes = |(before, fields): &(u32, Vec<u32>)| Changes {
            before: piece.contents[*before as usize],
            fields: fields.iter().map(|field| self.fields[*field as usize].clone()).collect(),
        };
        let slip = |slip: KeptSlip| Slip { what: piece.actions[slip.what as usize].clone(), from: day(slip.from), to: day(slip.to) };
        let seldom = kept.seldom.unwrap_or_default();
        Past {
            place,
            fate: kept.fate,
            path: piece.paths[kept.path as usize].clone(),
            blob: kept.blob.map(|blob| piece.contents[blob as usize]),
            parts: marks(&kept.parts),
            approvals: marks(&kept.approvals),
            bare: seldom.bare.map(|mark| piece.marks[mark as usize]),
            changed: kept.changed.as_ref().map(changes),
            slips: seldom.slips.into_iter().map(slip).collect(),
            holders: seldom.holders,
            rewritten: seldom.rewritten,
            late: seldom.late,
            is_doubled: seldom.is_doubled,
        }
    }

    /// Files that are no records, each with the commits that changed it, by number.
    pub fn files(&self) -> impl Iterator<Item = (&RelPath, impl Iterator<Item = (usize, Option<ObjectId>)>)> {
        self.index.files.iter().map(|(path, touched)| (path, touched.iter().map(|(commit, after)| (*commit as usize, *after))))
    }
}

/// Things that are numbered in the order in which they are named.
struct Numbers<T> {
    numbers: HashMap<T, u32>,
    all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), all: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbers<T> {
    fn of(&mut self, thing: &T) -> u32 {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = number(self.all.len());
        self.numbers.insert(thing.clone(), number);
        self.all.push(thing.clone());
        number
    }
}

/// A day by its distance from the first of 1970, which [`day_number`] tells.
fn day(number: i64) -> Date {
    Date::of_seconds(number.saturating_mul(86_400))
}

fn day_number(day: Date) -> i64 {
    day.days_since(Date::of_seconds(0))
}

/// No history has so many commits, and no record so many versions, that a number could be larger.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Writes down a history.
#[derive(Default)]
pub(super) struct Writing {
    people: Numbers<(String, String)>,
    words: Numbers<Word>,
    names: Numbers<Arc<str>>,
    fields: Numbers<(u32, Mark)>,
    commits: Vec<KeptCommit>,
    records: Vec<KeptRecord>,
    files: Files,
    pieces: Vec<u8>,
    called: Names,
}

impl Writing {
    /// Of a history in which records are known again by these names.
    pub fn of(called: &Names) -> Self {
        Self { called: called.clone(), ..Self::default() }
    }

    /// The next commit; they come in their order.
    pub fn commit(&mut self, commit: &Commit) {
        let place = self.commits.len();
        let [committer, author] = [&commit.committer, &commit.author].map(|stamp| {
            let Stamp { name, email, seconds, offset, is_dated } = stamp.clone();
            When { who: self.people.of(&(name, email)), seconds, offset, is_dated }
        });
        let parents = commit.parents.iter().map(|parent| number(parent - place)).collect();
        let author = Some(author).filter(|author| *author != committer);
        self.commits.push(KeptCommit { id: commit.id, parents, committer, author, signed: commit.signed });
    }

    /// What became of a record.
    pub fn record(&mut self, kind: &'static str, id: &str, past: &[Past]) -> Option<()> {
        let (mut paths, mut contents) = (Numbers::default(), Numbers::default());
        let (mut marks, mut actions) = (Numbers::default(), Numbers::default());
        let gist = Gist::of(past);
        let past = past.iter().map(|past| {
            let mut marked = |marked: &[(Word, Mark)]| marked.iter().map(|(word, mark)| (self.words.of(word), marks.of(mark))).collect();
            let (parts, approvals) = (marked(&past.parts), marked(&past.approvals));
            let mut kept = |slip: &Slip| KeptSlip { what: actions.of(&slip.what), from: day_number(slip.from), to: day_number(slip.to) };
            let seldom = Seldom {
                bare: past.bare.as_ref().map(|mark| marks.of(mark)),
                slips: past.slips.iter().map(&mut kept).collect(),
                holders: past.holders.clone(),
                rewritten: past.rewritten.clone(),
                late: past.late.clone(),
                is_doubled: past.is_doubled,
            };
            let changed = past.changed.as_ref().map(|changes| {
                let fields = changes.fields.iter().map(|field| self.fields.of(&(self.names.of(&field.name), field.before)));
                (contents.of(&changes.before), fields.collect())
            });
            KeptPast {
                commit: number(past.place),
                fate: past.fate,
                path: paths.of(&past.path),
                blob: past.blob.as_ref().map(|blob| contents.of(blob)),
                parts,
                approvals,
                changed,
                seldom: Some(seldom).filter(|seldom| *seldom != Seldom::default()),
            }
        });
        let past = past.collect();
        let (paths, contents, marks, actions) = (paths.all, contents.all, marks.all, actions.all);
        let piece = postcard::to_stdvec(&Piece { past, paths, contents, marks, actions }).ok()?;
        self.records.push(KeptRecord { kind: self.words.of(&Word(kind)), id: id.into(), len: number(piece.len()), gist });
        self.pieces.extend(piece);
        Some(())
    }

    /// The commits that changed a file that is no record.
    pub fn file(&mut self, path: &str, touched: &[(usize, Option<ObjectId>)]) {
        self.files.push((path.into(), touched.iter().map(|(place, after)| (number(*place), *after)).collect()));
    }

    /// Puts it on the shelf. That it cannot be kept is no fault: it is found out again.
    pub fn put(self, shelf: &Shelf) {
        let names = self.names.all.iter().map(|name| Box::from(&**name)).collect();
        let (people, words, fields) = (self.people.all, self.words.all, self.fields.all);
        let index =
            Index { people, words, names, fields, commits: self.commits, records: self.records, files: self.files, called: self.called };
        if let Ok(mut bytes) = postcard::to_stdvec(&(FORMAT, index)) {
            bytes.extend(self.pieces);
            let _ = shelf.put(&bytes);
        }
    }
}
