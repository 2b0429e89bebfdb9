//! What was seen of commits, kept from one run to the next. A commit never changes, so what it did is found out once.
//!
//! People, words and fields are written once and named by their numbers. What became of a record is a piece by itself,
//! which is not looked into before somebody asks for the record.
//!
//! Whatever needs proof walks the history itself: `verify` and `log` never look here.

use super::fields::Field;
use super::numbers::{Numbers, number};
use super::past::{Gist, Past, Word};
use super::piece::{Piece, Shared};
use crate::base::digest::ObjectId;
use crate::model::names::Names;
use crate::store::RelPath;
use crate::store::history::{Commit, RawCommit, Stamp};
use crate::store::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// Stands first, so that what another version wrote is not taken for ours. The number goes up when anything below changes.
const FORMAT: &str = concat!("isms history 17 ", env!("CARGO_PKG_VERSION"));

/// Files that are no records, each with the commits that changed it and what they left.
type Files = Vec<(RelPath, Vec<(u32, Option<ObjectId>)>)>;

/// Everything but the pieces, which stand behind it.
#[derive(Default, Serialize, Deserialize)]
struct Index {
    hands: Numbers<Hand>,
    ways: Numbers<Way>,
    commits: Vec<KeptCommit>,
    /// By their first ids.
    records: Vec<KeptRecord>,
    files: Files,
    /// By which records are known again that were called otherwise.
    called: Names,
    shared: Shared,
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
    way: u32,
    /// How many seconds before the commit that stands before it, and how many before that its author was done.
    earlier: i64,
    written: i64,
}

/// What commits have in common.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Way {
    /// How far behind it they stand.
    parents: Vec<u32>,
    committer: u32,
    author: u32,
    signed: bool,
}

/// A [`Stamp`] without its seconds.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Hand {
    name: String,
    email: String,
    offset: i32,
    is_dated: bool,
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
    /// When they were made, by number.
    seconds: Vec<i64>,
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
        let mut last: i64 = 0;
        let mut seconds = |commit: &KeptCommit| {
            last = last.wrapping_sub(commit.earlier);
            last
        };
        let seconds = index.commits.iter().map(&mut seconds).collect();
        let names: Vec<Arc<str>> = index.shared.names.all.iter().map(|name| Arc::from(&**name)).collect();
        let fields = index.shared.fields.all.iter();
        let fields = fields.map(|(name, before)| Some(Field { name: names.get(*name as usize)?.clone(), before: *before }));
        let fields = fields.collect::<Option<Vec<Field>>>()?;
        Some(Self { numbers, seconds, fields, index, bytes, pieces })
    }

    /// A commit, if it is kept; its folder and message are left empty.
    pub fn commit(&self, id: ObjectId) -> Option<RawCommit> {
        let number = self.number(id)?;
        let commit = &self.index.commits[number];
        let way = self.index.ways.get(commit.way)?;
        let stamp = |hand: u32, seconds: i64| {
            let Hand { name, email, offset, is_dated } = self.index.hands.get(hand)?.clone();
            Some(Stamp { name, email, seconds, offset, is_dated })
        };
        let seconds = self.seconds[number];
        let parents = way.parents.iter().map(|behind| Some(self.index.commits.get(number + *behind as usize)?.id));
        Some(RawCommit {
            id,
            tree: ObjectId([0; 20]),
            parents: parents.collect::<Option<_>>()?,
            author: stamp(way.author, seconds.wrapping_sub(commit.written))?,
            committer: stamp(way.committer, seconds)?,
            message: String::new(),
            signed: way.signed,
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
            Some((self.index.shared.words.get(record.kind)?.0, &*record.id, Kept { number, piece }))
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
        let piece = postcard::from_bytes::<Piece>(&self.bytes[kept.piece.clone()]).ok();
        let past = piece.and_then(|piece| piece.past(&self.index.shared, &self.fields, places));
        let mut past = past.expect("it has its checksum");
        past.sort_by_key(|past| past.place);
        past
    }

    /// Files that are no records, each with the commits that changed it, by number.
    pub fn files(&self) -> impl Iterator<Item = (&RelPath, impl Iterator<Item = (usize, Option<ObjectId>)>)> {
        self.index.files.iter().map(|(path, touched)| (path, touched.iter().map(|(commit, after)| (*commit as usize, *after))))
    }
}

/// Writes down a history.
#[derive(Default)]
pub(super) struct Writing {
    index: Index,
    /// When the last commit was made.
    seconds: i64,
    pieces: Vec<u8>,
}

impl Writing {
    /// Of a history in which records are known again by these names.
    pub fn of(called: &Names) -> Self {
        Self { index: Index { called: called.clone(), ..Index::default() }, ..Self::default() }
    }

    /// The next commit; they come in their order.
    pub fn commit(&mut self, commit: &Commit) {
        let place = self.index.commits.len();
        let [committer, author] = [&commit.committer, &commit.author].map(|stamp| {
            let Stamp { name, email, offset, is_dated, .. } = stamp.clone();
            self.index.hands.of(&Hand { name, email, offset, is_dated })
        });
        let parents = commit.parents.iter().map(|parent| number(parent - place)).collect();
        let way = self.index.ways.of(&Way { parents, committer, author, signed: commit.signed });
        let earlier = self.seconds.wrapping_sub(commit.committer.seconds);
        let written = commit.committer.seconds.wrapping_sub(commit.author.seconds);
        self.seconds = commit.committer.seconds;
        self.index.commits.push(KeptCommit { id: commit.id, way, earlier, written });
    }

    /// What became of a record.
    pub fn record(&mut self, kind: &'static str, id: &str, past: &[Past]) -> Option<()> {
        let piece = postcard::to_stdvec(&Piece::of(past, &mut self.index.shared)).ok()?;
        let kind = self.index.shared.words.of(&Word(kind));
        self.index.records.push(KeptRecord { kind, id: id.into(), len: number(piece.len()), gist: Gist::of(past) });
        self.pieces.extend(piece);
        Some(())
    }

    /// The commits that changed a file that is no record.
    pub fn file(&mut self, path: &str, touched: &[(usize, Option<ObjectId>)]) {
        self.index.files.push((path.into(), touched.iter().map(|(place, after)| (number(*place), *after)).collect()));
    }

    /// Puts it on the shelf. That it cannot be kept is no fault: it is found out again.
    pub fn put(self, shelf: &Shelf) {
        if let Ok(mut bytes) = postcard::to_stdvec(&(FORMAT, self.index)) {
            bytes.extend(self.pieces);
            let _ = shelf.put(&bytes);
        }
    }
}
