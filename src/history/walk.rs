//! A walk over a history that shows what each commit did to records.
//!
//! Only files that a commit changed are parsed, on all threads and each content once: the version before one commit is
//! the version after an earlier one, and is kept just until both have been seen.

use super::changes::became;
use crate::base::digest::ObjectId;
use crate::base::node::{Node, SourceFile};
use crate::base::span::FileId;
use crate::base::text::natural;
use crate::load::{self, yaml};
use crate::model::names::Names;
use crate::store::StoreError;
use crate::store::history::{Commit, FileChange, History, Step};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::slice;

/// Commits that are looked at together: enough for all threads, few enough that what they changed is small beside a programme.
const BLOCK: usize = 256;

/// A commit and what it did to records.
pub struct Event<'a> {
    /// Its place in the list of commits.
    pub place: usize,
    pub commit: &'a Commit,
    /// By kind and id. Of a merge only what is in none of its parents.
    pub changes: Vec<Change<'a>>,
    /// Files that are no records.
    pub others: Vec<&'a FileChange>,
    /// The `isms.yaml` in force.
    pub root: Option<ObjectId>,
}

/// A record before and after a commit. It may still say the same, if only its layout changed.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// The first id that it had, or the name of the singleton.
    pub id: &'a str,
    pub kind: &'static str,
    pub before: Option<Version<'a>>,
    pub after: Option<Version<'a>>,
    /// What it is said to have been called was another record beside it.
    pub is_doubled: bool,
    /// On the side that has no record, its file stands all the same and could not be read: nobody added or removed it.
    pub is_unread: bool,
}

impl<'a> Change<'a> {
    /// What it is called from there on, or was called until then.
    pub fn called(&self) -> &'a str {
        self.after.or(self.before).and_then(|version| version.node.get("id")).map_or(self.id, Node::text)
    }
}

/// A record as it stood in a commit.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    pub node: Node<'a>,
    pub path: &'a str,
    pub blob: ObjectId,
}

/// Files by content; None for those that are not asked for.
type Parsed = HashMap<ObjectId, Option<SourceFile>>;

/// What of a history is shown.
pub struct Shown<'a> {
    pub commits: &'a (dyn Fn(&Commit) -> bool + Sync),
    /// By path and content: files with records that are asked for. Others count as files without any.
    pub contents: &'a (dyn Fn(&str, &[u8]) -> bool + Sync),
    /// By which records are known again that are called otherwise.
    pub names: &'a Names,
}

impl<'a> Shown<'a> {
    pub fn all(names: &'a Names) -> Self {
        Self { commits: &|_| true, contents: &|_, _| true, names }
    }
}

/// Shows commits to `see`, on all threads, and gives what it made of them in the order of the commits. Commits that are not
/// shown are not read, contents that are not are not parsed.
pub fn walk<T: Send>(
    history: &dyn History,
    steps: &[Step],
    shown: &Shown<'_>,
    see: &(dyn Fn(&Event<'_>) -> Option<T> + Sync),
) -> Result<Vec<T>, StoreError> {
    let kept: Vec<usize> = (0..steps.len()).filter(|n| !steps[*n].files.is_empty() && (shown.commits)(&steps[*n].commit)).collect();
    let mut uses: HashMap<ObjectId, u32> = HashMap::new();
    kept.iter().flat_map(|n| blobs(&steps[*n])).for_each(|(_, blob)| *uses.entry(blob).or_default() += 1);
    let (mut parsed, mut seen) = (Parsed::new(), Vec::new());
    for block in kept.chunks(BLOCK) {
        let contents = block.iter().flat_map(|n| blobs(&steps[*n]));
        let wanted: BTreeMap<ObjectId, &str> =
            contents.map(|(path, blob)| (blob, path)).filter(|(blob, _)| !parsed.contains_key(blob)).collect();
        let read = |(blob, path): (ObjectId, &str)| {
            let bytes = history.blob(blob)?;
            Ok((blob, (shown.contents)(path, &bytes).then(|| file_of(bytes, load::kind_at(path), shown.names))))
        };
        parsed.extend(wanted.into_par_iter().map(read).collect::<Result<Vec<(ObjectId, Option<SourceFile>)>, StoreError>>()?);
        let see = |n: &usize| see(&event(*n, &steps[*n], &parsed));
        seen.extend(block.par_iter().filter_map(see).collect::<Vec<T>>());
        for (_, blob) in block.iter().flat_map(|n| blobs(&steps[*n])) {
            if let Some(left) = uses.get_mut(&blob) {
                *left -= 1;
                if *left == 0 {
                    parsed.remove(&blob);
                }
            }
        }
    }
    Ok(seen)
}

/// The contents of a step that hold records, each with its path.
fn blobs(step: &Step) -> impl Iterator<Item = (&str, ObjectId)> {
    let records = step.files.iter().filter(|file| load::kind_at(&file.path).is_some());
    records.flat_map(|file| file.before.iter().chain([&file.after]).flatten().map(|blob| (file.path.as_str(), *blob)))
}

/// A content of the history, parsed as records of a kind are.
pub fn parse(history: &dyn History, blob: ObjectId, kind: &'static str, names: &Names) -> Result<SourceFile, StoreError> {
    Ok(file_of(history.blob(blob)?, Some(kind), names))
}

fn file_of(bytes: Vec<u8>, kind: Option<&'static str>, names: &Names) -> SourceFile {
    let file = yaml::read(FileId(0), String::new(), bytes).0;
    if names.is_empty() {
        return file;
    }
    let lasting = names.lasting(kind.into_iter().flat_map(|kind| file.documents().map(move |node| (kind, node))));
    file.lasting(lasting)
}

fn event<'a>(place: usize, step: &'a Step, parsed: &'a Parsed) -> Event<'a> {
    let (records, others): (Vec<&FileChange>, Vec<&FileChange>) = step.files.iter().partition(|file| load::kind_at(&file.path).is_some());
    let sides = records.iter().map(|file| file.before.len()).max().unwrap_or(1);
    let before: Vec<Records<'a>> =
        (0..sides).map(|side| collect(&records, parsed, |file| file.before.get(side).copied().flatten())).collect();
    let after = collect(&records, parsed, |file| file.after);
    let doubled = doubled(&records, parsed);
    let was_unread = unread(&records, parsed, |file| &file.before);
    let is_left_unread = unread(&records, parsed, |file| slice::from_ref(&file.after));
    let ids: BTreeSet<(&'static str, &str)> = before.iter().chain([&after]).flat_map(|side| side.keys().copied()).collect();
    let mut changes: Vec<Change<'a>> = ids
        .into_iter()
        .filter_map(|key| {
            let after = after.get(&key).copied();
            let before = nearest(key.0, before.iter().map(|side| side.get(&key).copied()), after)?;
            let is_unread = match (before, after) {
                (Some(version), None) => is_left_unread.contains(version.path),
                (None, Some(version)) => was_unread.contains(version.path),
                _ => false,
            };
            Some(Change { id: key.1, kind: key.0, before, after, is_doubled: doubled.contains(&key), is_unread })
        })
        .collect();
    changes.sort_by(|a, b| a.kind.cmp(b.kind).then_with(|| natural(a.id, b.id)));
    Event { place, commit: &step.commit, changes, others, root: step.root }
}

/// The records of one side, by kind and id. The first of twins counts.
type Records<'a> = HashMap<(&'static str, &'a str), Version<'a>>;

fn collect<'a>(files: &[&'a FileChange], parsed: &'a Parsed, blob: impl Fn(&FileChange) -> Option<ObjectId>) -> Records<'a> {
    let mut records = Records::new();
    for file in files {
        let (Some(kind), Some(blob)) = (load::kind_at(&file.path), blob(file)) else { continue };
        for node in parsed.get(&blob).into_iter().flatten().flat_map(SourceFile::documents) {
            if let Some(id) = id_of(kind, &file.path, node) {
                records.entry((kind, id)).or_insert(Version { node, path: &file.path, blob });
            }
        }
    }
    records
}

/// The paths of the files that stand on a side of a commit and hold no record that could be read.
fn unread<'a>(files: &[&'a FileChange], parsed: &Parsed, side: impl Fn(&FileChange) -> &[Option<ObjectId>]) -> HashSet<&'a str> {
    let is_empty = |blob: &ObjectId| parsed.get(blob).and_then(Option::as_ref).is_some_and(|file| file.documents().next().is_none());
    files.iter().filter(|file| side(file).iter().flatten().any(is_empty)).map(|file| file.path.as_str()).collect()
}

/// The records that a commit leaves under two of their names, although neither says so there: those are two.
fn doubled<'a>(files: &[&'a FileChange], parsed: &'a Parsed) -> HashSet<(&'static str, &'a str)> {
    let mut called: HashMap<(&'static str, &str), (&str, bool)> = HashMap::new();
    let mut found = HashSet::new();
    for file in files {
        let (Some(kind), Some(blob)) = (load::kind_at(&file.path), file.after) else { continue };
        let nodes = parsed.get(&blob).into_iter().flatten().flat_map(SourceFile::documents);
        for (id, node) in nodes.filter_map(|node| Some((node.get("id").filter(|id| id.is_scalar())?, node))) {
            let (key, says_so) = ((kind, id.lasting()), node.get("formerly").is_some());
            let (other, other_says_so) = *called.entry(key).or_insert((id.text(), says_so));
            if other != id.text() && !says_so && !other_says_so {
                found.insert(key);
            }
        }
    }
    found
}

/// The first name of a record: that of its id, or for a file at the top the name of its kind.
fn id_of<'a>(kind: &'static str, path: &str, node: Node<'a>) -> Option<&'a str> {
    if path.contains('/') { node.get("id").filter(|id| id.is_scalar()).map(Node::lasting) } else { Some(kind) }
}

/// The version that a commit changed: of a merge, that of the parent it differs least from. None if it is as it was in
/// a parent, to the letter.
fn nearest<'a>(
    kind: &'static str,
    before: impl Iterator<Item = Option<Version<'a>>>,
    after: Option<Version<'a>>,
) -> Option<Option<Version<'a>>> {
    let before: Vec<Option<Version<'a>>> = before.collect();
    let node = |version: &Option<Version<'a>>| version.map(|version| version.node);
    if before.iter().any(|before| node(before).map(Node::source) == node(&after).map(Node::source)) {
        return None;
    }
    if let [only] = before[..] {
        return Some(only);
    }
    let distance = |before: &Option<Version<'a>>| match became("", kind, node(before), node(&after)) {
        Some(changed) if changed.fields.is_empty() => usize::MAX,
        Some(changed) => changed.fields.len(),
        None => 0,
    };
    before.into_iter().min_by_key(distance)
}

/// The record with this first name in a content, as it stands at a path.
pub fn record<'f>(file: &'f SourceFile, kind: &'static str, path: &str, id: &str) -> Option<Node<'f>> {
    file.documents().find(|node| id_of(kind, path, *node) == Some(id))
}
