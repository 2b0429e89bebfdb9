//! What became of each record, commit by commit: the shape of the history that approvals and rules are judged by.
//!
//! It is made by one walk and keeps no values, only digests of what may be asked for later.

use super::cache::{Cache, Kept, Writing};
use super::changes::Fate;
use super::demands::moved;
use super::facts::{late, rewritten};
use super::fields::{Field, Mark, changed};
use super::holders::Holders;
use super::past::{Changes, Past, Seen, Slip, Tale, Word, followed};
use super::walk::{Change, Event, Shown, Version, parse, record, walk};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::base::node::{Node, SourceFile};
use crate::model::acts::{has_holders, holders};
use crate::model::approvals::{approvals, places};
use crate::model::digest;
use crate::model::facts::{ByKind, Facts};
use crate::model::links::Marked;
use crate::model::names::Names;
use crate::model::program::Program;
use crate::model::schemas::names;
use crate::store::history::{Commit, History, Signature, Step};
use crate::store::shelf::Shelf;
use crate::store::{RelPath, StoreError};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The history of a state.
pub struct Trail {
    history: Box<dyn History + Send>,
    /// Children before parents. Of those that are remembered, folder and message are left empty.
    pub commits: Vec<Commit>,
    /// By kind and the first id that they had.
    records: HashMap<&'static str, HashMap<Box<str>, Record>>,
    names: Names,
    /// Other files by path: which commit left which content, the latest first.
    files: HashMap<RelPath, Vec<(usize, Option<ObjectId>)>>,
    holders: OnceLock<Holders>,
    cache: Cache,
    /// For each commit that is kept, its place.
    places: Vec<Option<usize>>,
    /// The signatures that were checked.
    signatures: HashMap<ObjectId, Signature>,
}

/// What became of a record.
#[derive(Default)]
struct Record {
    /// What is remembered of it.
    kept: Option<Kept>,
    /// All of it, the latest first, once somebody has asked.
    past: OnceLock<Vec<Past>>,
}

/// So many days after it came in, a record that is only talked about may go again.
const SETTLING: i64 = 30;

/// So many commits and changes that were not known yet make writing worth its while.
const WORTH_WRITING: usize = 64;

impl Trail {
    /// Walks a whole history, that of a programme: what its records were called before is known again there.
    pub fn of(history: Box<dyn History + Send>, program: &Program) -> Result<Self, StoreError> {
        Self::walked(history, Cache::default(), program.names().clone()).map(|(trail, _)| trail)
    }

    /// Walks what is new of a history since its commits were last put on the shelf.
    pub fn since_last_time(history: Box<dyn History + Send>, shelf: &Shelf, program: &Program) -> Result<Self, StoreError> {
        let cache = Cache::read(shelf);
        let is_there = |id: &str| program.known(id).is_some();
        let (cache, names) = match cache.knows(program.names(), is_there) {
            true => {
                let names = program.names().clone().with(cache.names(), is_there);
                (cache, names)
            }
            // What is kept calls records by other first names: it is found out again.
            false => (Cache::default(), program.names().clone()),
        };
        let (trail, new) = Self::walked(history, cache, names)?;
        if new >= WORTH_WRITING {
            trail.write(shelf);
        }
        Ok(trail)
    }

    /// Also tells how many commits and changes of records were not known.
    fn walked(history: Box<dyn History + Send>, cache: Cache, names: Names) -> Result<(Self, usize), StoreError> {
        let steps = history.steps(&|id| cache.commit(id))?;
        let seen = walk(&*history, &steps, &Shown::all(&names), &|event| Some((event.place, seen(event))))?;
        let new = steps.iter().filter(|step| !step.remembered).count() + seen.iter().map(|(_, seen)| seen.records.len()).sum::<usize>();
        let mut places = vec![None; cache.len()];
        for (place, step) in steps.iter().enumerate().filter(|(_, step)| step.remembered) {
            if let Some(number) = cache.number(step.commit.id) {
                places[number] = Some(place);
            }
        }
        let commits = steps.into_iter().map(|step: Step| step.commit).collect();
        let (records, files, holders, signatures) = Default::default();
        let mut trail = Self { history, commits, records, names, files, holders, cache, places, signatures };
        trail.remember();
        seen.into_iter().for_each(|(place, seen)| trail.add(place, seen));
        trail.files.values_mut().for_each(|touched| touched.sort_by_key(|(place, _)| *place));
        Ok((trail, new))
    }

    /// Takes over what is kept of commits that are still there.
    fn remember(&mut self) {
        for (kind, id, kept) in self.cache.records() {
            self.records.entry(kind).or_default().insert(id.into(), Record { kept: Some(kept), past: OnceLock::new() });
        }
        for (path, touched) in self.cache.files() {
            let touched: Vec<_> = touched.filter_map(|(number, after)| Some((self.places[number]?, after))).collect();
            self.files.insert(path.clone(), touched);
        }
    }

    fn add(&mut self, place: usize, seen: Seen) {
        for (kind, id, past) in seen.records {
            let record = self.records.entry(kind).or_default().entry(id).or_default();
            let mut all = record.past.take().unwrap_or_else(|| record.read(&self.cache, &self.places));
            // Most are added in their order; a branch may bring in what is older than what is kept.
            let at = all.partition_point(|known| known.place < place);
            all.insert(at, Past { place, ..past });
            record.past = OnceLock::from(all);
        }
        for (path, after) in seen.files {
            self.files.entry(path).or_default().push((place, after));
        }
    }

    fn write(&self, shelf: &Shelf) {
        let mut writing = Writing::of(&self.names);
        self.commits.iter().for_each(|commit| writing.commit(commit));
        for (kind, id) in self.records.iter().flat_map(|(kind, records)| records.keys().map(move |id| (*kind, id))) {
            let past = self.record(kind, id);
            if !past.is_empty() && writing.record(kind, id, past).is_none() {
                return;
            }
        }
        self.files.iter().for_each(|(path, touched)| writing.file(path, touched));
        writing.put(shelf);
    }

    /// The same, knowing what became of checking signatures.
    pub fn with_signatures(self, signatures: HashMap<ObjectId, Signature>) -> Self {
        Self { signatures, ..self }
    }

    /// The signature of a commit, as far as it was checked.
    pub fn signature(&self, commit: &Commit) -> Signature {
        self.signatures.get(&commit.id).cloned().unwrap_or_else(|| Signature::unchecked(commit.signed))
    }

    /// The bytes of a file that a commit left.
    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        self.history.blob(id)
    }

    /// What became of a record, the latest first.
    pub fn record(&self, kind: &'static str, id: &str) -> &[Past] {
        self.known(kind, id).map_or(&[], |record| record.past.get_or_init(|| record.read(&self.cache, &self.places)))
    }

    /// The same of a record of which some version tells of something; nothing of others, which are not even read.
    pub fn telling(&self, kind: &'static str, id: &str, tale: Tale) -> &[Past] {
        if self.known(kind, id).and_then(Record::unread).is_some_and(|kept| !self.cache.gist(kept).tells(tale)) {
            return &[];
        }
        let past = self.record(kind, id);
        if past.iter().any(|past| past.tells(tale)) { past } else { &[] }
    }

    /// The commits that brought a record, by their places. Nothing is read for it.
    pub fn added(&self, kind: &'static str, id: &str) -> impl Iterator<Item = usize> {
        let record = self.known(kind, id);
        let unread = record.and_then(Record::unread).into_iter().flat_map(|kept| &self.cache.gist(kept).added);
        let read = record.and_then(|record| record.past.get()).into_iter().flatten().filter(|past| past.fate == Fate::Added);
        unread.filter_map(|number| self.places[*number as usize]).chain(read.map(|past| past.place))
    }

    fn known(&self, kind: &str, id: &str) -> Option<&Record> {
        self.records.get(kind)?.get(self.names.first(id))
    }

    /// The records of a kind that were ever there, by what they are called now, in no order.
    pub fn ids(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.records.get(kind).into_iter().flat_map(HashMap::keys).map(|id| self.names.now(id))
    }

    /// What is called so now, or was.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Knows records by other names from here on, of which no commit has the later ones yet; gives back those it went by.
    pub fn call(&mut self, names: Names) -> Names {
        self.holders = OnceLock::new();
        std::mem::replace(&mut self.names, names)
    }

    /// The commit with which the part that an approval covers came to be as it was at `past`.
    pub fn came_to_be<'t>(&'t self, kind: &'static str, id: &str, past: &'t Past, part: &str) -> &'t Commit {
        let older = self.record(kind, id).iter().skip_while(|known| known.place < past.place);
        let same = older.take_while(|known| known.part(part) == past.part(part)).last();
        &self.commits[same.unwrap_or(past).place]
    }

    /// The content of a file that is no record, at or before a commit. The outer None: it is not known.
    pub fn file_at(&self, path: &str, place: usize) -> Option<Option<ObjectId>> {
        self.files.get(path)?.iter().find(|(touched, _)| *touched >= place).map(|(_, after)| *after)
    }

    /// The last commit that changed a file that is no record.
    pub fn touched(&self, path: &str) -> Option<usize> {
        self.files.get(path)?.first().map(|(place, _)| *place)
    }

    /// The last commit that put another content in the place of one of a file that is no record.
    pub fn replaced(&self, path: &str) -> Option<usize> {
        let contents = self.files.get(path)?;
        let is_replaced = |pair: &&[(usize, Option<ObjectId>)]| pair.iter().all(|(_, content)| content.is_some()) && pair[0].1 != pair[1].1;
        contents.windows(2).find(is_replaced).map(|pair| pair[0].0)
    }

    /// The day of the first commit.
    pub fn begins(&self) -> Option<Date> {
        self.commits.last().map(|commit| commit.committer.day())
    }

    /// The first commit that had a record, unless the history is cut off before it.
    pub fn first(&self, kind: &'static str, id: &str) -> Option<&Commit> {
        self.added(kind, id).max().map(|place| &self.commits[place])
    }

    /// Whether a record is still tried out on a day: its kind gives time for that, and it came in short before, or with no commit yet.
    pub fn is_tried(&self, kind: &'static str, id: &str, on: Date) -> bool {
        let is_young = |first: &Commit| on.days_since(first.committer.day()) <= SETTLING;
        Facts::of(kind).settles() && self.first(kind, id).is_none_or(is_young)
    }

    /// Who acted in the name of a record, such as a role, on a day: those who held it at its beginning or came to hold it
    /// in its course, and those who stood in for them. None where the history says nothing of that day: before the record's
    /// first commit, or where it has none.
    pub fn holders(&self, kind: &'static str, id: &str, day: Date) -> Option<&BTreeSet<Box<str>>> {
        let held =
            || names().filter(|kind| has_holders(kind)).flat_map(|kind| self.ids(kind).map(move |id| (kind, id, self.record(kind, id))));
        self.holders.get_or_init(|| Holders::of(&self.commits, &self.names, held())).on(kind, id, day)
    }

    /// The fields by which a version of a record differs from one before it. Known without reading either, unless other
    /// lines of work came between them.
    pub fn changed<'t>(&self, kind: &'static str, id: &str, newer: &'t Past, older: &Past) -> Result<Cow<'t, [Field]>, StoreError> {
        if let Some(known) = newer.changed.as_ref().filter(|changes| Some(changes.before) == older.blob) {
            return Ok(Cow::Borrowed(&known.fields));
        }
        let versions = self.version(kind, id, older)?.zip(self.version(kind, id, newer)?);
        Ok(versions.map_or_else(Vec::new, |(older, newer)| changed(kind, older.node(), newer.node())).into())
    }

    /// Reads a record as it stood after a commit.
    pub fn version(&self, kind: &'static str, id: &str, past: &Past) -> Result<Option<Recovered>, StoreError> {
        let Some(blob) = past.blob else { return Ok(None) };
        let file = parse(&*self.history, blob, kind, &self.names)?;
        let slot = record(&file, kind, &past.path, self.names.first(id)).map(Node::slot);
        Ok(slot.map(|slot| Recovered { file, slot }))
    }
}

impl Record {
    fn read(&self, cache: &Cache, places: &[Option<usize>]) -> Vec<Past> {
        self.kept.as_ref().map(|kept| cache.past(kept, places)).unwrap_or_default()
    }

    /// Where it is kept, if nobody has read it yet.
    fn unread(&self) -> Option<&Kept> {
        self.kept.as_ref().filter(|_| self.past.get().is_none())
    }
}

/// A record out of the history.
pub struct Recovered {
    file: SourceFile,
    slot: u32,
}

impl Recovered {
    pub fn node(&self) -> Node<'_> {
        self.file.node(self.slot)
    }
}

fn seen(event: &Event<'_>) -> Seen {
    let records = event.changes.iter().map(|change| (change.kind, change.id.into(), past(change, event.commit.committer.day())));
    let files = event.others.iter().map(|file| (file.path.clone(), file.after));
    Seen { records: records.collect(), files: files.collect() }
}

/// The place is known when all commits stand in their order.
fn past(change: &Change<'_>, on: Date) -> Past {
    let fate = match (&change.before, &change.after) {
        (Some(_), None) if change.is_unread => Fate::Unread,
        (None, _) if !change.is_unread => Fate::Added,
        (Some(_), None) => Fate::Removed,
        // One that can be read again is not new, whatever it was before.
        (None, _) | (Some(_), Some(_)) => Fate::Changed,
    };
    let path = change.after.or(change.before).map_or("", |version| version.path);
    let mut past = Past { is_doubled: change.is_doubled, ..Past::of(fate, path) };
    if let (Some(version), None) | (None, Some(version)) = (change.before, change.after) {
        past.bare = Facts::of(change.kind).stays().then(|| Mark::of_bare(version.node));
    }
    if let Some(Version { node, blob, .. }) = change.after {
        past.blob = Some(blob);
        let whole = places(change.kind).next().map(|_| "");
        let parts = whole.into_iter().chain(followed(change.kind));
        past.parts.extend(parts.filter_map(|part| Some((Word(part), digest::content(change.kind, node, part, None)?.into()))));
        past.approvals.extend(approvals(change.kind, node).map(|approved| (Word(approved.place), digest::whole(approved.approval).into())));
        past.holders = holders(change.kind, node).map(|holder| holder.lasting().into()).collect();
        past.changed = change
            .before
            .filter(|before| has_approvals(change.kind, before.node) || has_approvals(change.kind, node))
            .map(|before| Changes { before: before.blob, fields: changed(change.kind, before.node, node) });
        past.slips = change.before.map_or_else(Vec::new, |before| slips(change.kind, before.node, node));
        past.rewritten = change.before.map_or_else(Vec::new, |before| rewritten(change.kind, before.node, node));
        past.moved = change.before.map_or_else(Vec::new, |before| moved(change.kind, before.node, node));
        let before = change.before.map(|before| before.node);
        past.late = if change.is_unread { Vec::new() } else { late(change.kind, before, node, on) };
    }
    past
}

fn has_approvals(kind: &'static str, record: Node<'_>) -> bool {
    approvals(kind, record).next().is_some()
}

/// Actions that are due later than before, although nobody wrote down that they were planned anew.
fn slips(kind: &str, before: Node<'_>, after: Node<'_>) -> Vec<Slip> {
    let [before, after] = [before, after].map(|record| actions(kind, record));
    let earlier: HashMap<&str, Date> = before.into_iter().filter_map(|action| Some((what(action)?, day(action, "due")?))).collect();
    let slip = |action: Node<'_>| {
        let (what, to) = (what(action)?, day(action, "due")?);
        let from = *earlier.get(what)?;
        let replanned = action.get("replanned").and_then(|replanned| day(replanned, "from"));
        (from < to && replanned != Some(from)).then(|| Slip { what: what.into(), from, to })
    };
    after.into_iter().filter_map(slip).collect()
}

/// The actions of a record, wherever its kind holds them.
fn actions<'a>(kind: &str, record: Node<'a>) -> Vec<Node<'a>> {
    static ACTIONS: ByKind<Option<Marked<()>>> = ByKind::new(|facts| Marked::of(facts, |part| part.is_action().then_some(())));
    let mut found = Vec::new();
    if let Some(Some(actions)) = ACTIONS.get(kind) {
        actions.walk(record, &mut |action, ()| found.push(action));
    }
    found
}

fn what(action: Node<'_>) -> Option<&str> {
    action.get("what").map(Node::text)
}

fn day(node: Node<'_>, field: &str) -> Option<Date> {
    node.get(field)?.text().parse().ok()
}
