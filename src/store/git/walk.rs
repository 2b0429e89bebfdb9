//! A walk over all commits that a state rests on. Commits are read one after the other; what each of them changed is
//! found on all threads, by opening only folders that differ.

use super::heap::Handle;
use super::programmes::{came_from, programmes, root_of};
use super::raw::{Entries, Entry, Objects, Tree};
use super::resolve::claimed;
use super::{Pool, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::model::program::ROOT;
use crate::store::LONGEST_PATH;
use crate::store::history::{Commit, FileChange, History, RawCommit, Remembered, Step};
use crate::store::shelf::Shelf;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::path::Path;

/// Commits that one thread takes at a time: enough for neighbours to share their folders, few enough to go round.
const SHARE: usize = 256;

/// The history of a commit.
pub struct GitHistory {
    pub(super) pool: Pool,
    pub(super) start: ObjectId,
    /// The programme's folder in that commit: empty, or ending in `/`.
    pub(super) prefix: String,
    /// Hold every folder against its id. Commits and files always are; for folders a repository is otherwise taken at its
    /// word, as git itself does, since they are most of what a walk reads.
    pub(super) checked: bool,
    /// Besides the files at the top of the programme, only those in this folder of it are looked at; in all for None.
    pub(super) only: Option<&'static str>,
}

impl History for GitHistory {
    fn steps(&self, remembered: &Remembered<'_>) -> Result<Vec<Step>, StoreError> {
        let raw = self.pool.with(|handle| ordered(&Objects::of(handle), self.start, self.pool.is_shallow, remembered))?;
        let Some(folders) = self.folders_of_new(&raw)? else {
            return self.steps(&|_| None);
        };
        let changes: Result<Vec<Vec<Changes>>, StoreError> = shares(&raw)
            .into_par_iter()
            .map(|share| {
                self.pool.with(|handle| {
                    let mut objects = self.objects(handle);
                    let changes = |n: usize| match &raw[n] {
                        Ordered { remembered: true, .. } => Ok(Changes::default()),
                        Ordered { commit, .. } => self.changes(&mut objects, &commit.parents, n, &folders),
                    };
                    share.map(changes).collect()
                })
            })
            .collect();
        let changes = changes?.into_iter().flatten();
        let step = |(ordered, changes): (Ordered, Changes)| Step {
            commit: ordered.commit,
            remembered: ordered.remembered,
            files: changes.files,
            root: changes.root,
        };
        Ok(raw.into_iter().zip(changes).map(step).collect())
    }

    fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        self.pool.with(|handle| Objects::of(handle).blob(id))
    }
}

impl GitHistory {
    fn objects<'r>(&self, handle: &'r Handle) -> Objects<'r> {
        if self.checked { Objects::of(handle) } else { Objects::trusting(handle) }
    }

    /// The same, with every folder held against its id.
    pub fn checked(self) -> Self {
        Self { checked: true, ..self }
    }

    /// The same, of all folders of the programme only this one.
    pub fn only_in(self, folder: &'static str) -> Self {
        Self { only: Some(folder), ..self }
    }

    /// The committer's day of the latest commit, if it claims one.
    pub fn day(&self) -> Result<Option<Date>, StoreError> {
        self.pool.with(|handle| Ok(claimed(&Objects::of(handle).commit(self.start)?)))
    }

    /// Every place of the programme's folder, the latest first.
    pub(super) fn places(&self) -> Result<Vec<String>, StoreError> {
        let raw = self.pool.with(|handle| ordered(&Objects::of(handle), self.start, self.pool.is_shallow, &|_| None))?;
        Ok(self.folders(&raw)?.1)
    }

    /// Where to keep what was seen of this history: for this repository and this folder in it.
    pub fn shelf(&self, cache: &Path) -> Shelf {
        Shelf::of(cache, &format!("{}\0{}", self.pool.git_dir.display(), self.prefix))
    }

    /// The programme's folder in each commit that is not remembered, and in their parents. None if it moved since: then
    /// what is remembered was seen in another folder.
    fn folders_of_new(&self, raw: &[Ordered]) -> Result<Option<Vec<Option<ObjectId>>>, StoreError> {
        if raw.iter().all(|ordered| !ordered.remembered) {
            return Ok(Some(self.folders(raw)?.0));
        }
        if self.prefix.is_empty() && self.pool.with(|handle| began_at_top(&mut self.objects(handle), raw))? {
            return Ok(Some(raw.iter().map(|ordered| Some(ordered.commit.tree)).collect()));
        }
        let new = |n: &usize| !raw[*n].remembered;
        let parents = (0..raw.len()).filter(new).flat_map(|n| raw[n].commit.parents.iter().copied());
        let wanted: HashSet<usize> = parents.chain((0..raw.len()).filter(new)).collect();
        let folders = self.folders_at(raw, &self.prefix, &|n| wanted.contains(&n))?;
        let moved = (0..raw.len()).filter(new).any(|n| appears(raw, &folders, n));
        Ok((!moved && !self.prefix.is_empty()).then_some(folders))
    }

    /// The programme's folder in each commit, if it was there, and its places. A folder that was moved is found by its
    /// `isms.yaml`.
    fn folders(&self, raw: &[Ordered]) -> Result<(Vec<Option<ObjectId>>, Vec<String>), StoreError> {
        let mut places = vec![self.prefix.clone()];
        let top = self.prefix.is_empty();
        let all = || raw.iter().map(|ordered| Some(ordered.commit.tree)).collect();
        if top && self.pool.with(|handle| began_at_top(&mut self.objects(handle), raw))? {
            return Ok((all(), places));
        }
        let mut folders = self.folders_at(raw, &self.prefix, &|_| true)?;
        while let Some((prefix, heirs)) = self.earlier_place(raw, &folders, &places)? {
            let found = self.folders_at(raw, &prefix, &|n| heirs.contains(&n))?;
            folders.iter_mut().zip(found).for_each(|(folder, found)| *folder = folder.or(found));
            places.push(prefix);
        }
        Ok((if top && places.len() == 1 { all() } else { folders }, places))
    }

    fn changes(&self, objects: &mut Objects<'_>, parents: &[usize], n: usize, folders: &[Option<ObjectId>]) -> Result<Changes, StoreError> {
        objects.begin();
        let mut before: Vec<Option<ObjectId>> = parents.iter().map(|parent| folders[*parent]).collect();
        if before.is_empty() {
            before.push(None);
        }
        let mut changes = Changes::default();
        let opens = |path: &str| self.only.is_none_or(|only| path.split('/').next() == Some(only));
        compare(objects, &before, folders[n], &opens, &mut String::new(), &mut changes.files)?;
        if let (false, Some(folder)) = (changes.files.is_empty(), folders[n]) {
            let tree = objects.tree(folder)?;
            changes.root = tree.entries().find(|entry| entry.name == ROOT.as_bytes() && entry.is_file()).map(|entry| entry.id);
        }
        Ok(changes)
    }

    fn folders_at(
        &self,
        raw: &[Ordered],
        prefix: &str,
        wanted: &(dyn Fn(usize) -> bool + Sync),
    ) -> Result<Vec<Option<ObjectId>>, StoreError> {
        let folder = |objects: &mut Objects<'_>, tree: ObjectId| match prefix {
            "" => Ok(root_of(objects, tree, "")?.map(|_| tree)),
            prefix => objects.folder(tree, prefix),
        };
        let found: Result<Vec<Vec<Option<ObjectId>>>, StoreError> = shares(raw)
            .into_par_iter()
            .map(|share| {
                self.pool.with(|handle| {
                    let mut objects = self.objects(handle);
                    share.map(|n| if wanted(n) { folder(&mut objects, raw[n].commit.tree) } else { Ok(None) }).collect()
                })
            })
            .collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// Where the folder stood before the latest commit that brought it to where it is known, with the commits before
    /// that one. None if it stood nowhere else.
    fn earlier_place(
        &self,
        raw: &[Ordered],
        folders: &[Option<ObjectId>],
        known: &[String],
    ) -> Result<Option<(String, HashSet<usize>)>, StoreError> {
        for n in (0..raw.len()).filter(|n| appears(raw, folders, *n)) {
            let parent = raw[n].commit.parents[0];
            let place =
                self.pool.with(|handle| moved_from(&mut self.objects(handle), raw[parent].commit.tree, raw[n].commit.tree, folders[n]))?;
            if let Some(place) = place.filter(|place| !known.contains(place)) {
                return Ok(Some((place, related(raw, parent, folders))));
            }
        }
        Ok(None)
    }
}

/// Whether the folder is in a commit and in none of its parents.
fn appears(raw: &[Ordered], folders: &[Option<ObjectId>], n: usize) -> bool {
    let parents = &raw[n].commit.parents;
    folders[n].is_some() && !parents.is_empty() && parents.iter().all(|parent| folders[*parent].is_none())
}

/// Whether the programme was at the top from the first commit on, so that it was never moved there.
fn began_at_top(objects: &mut Objects<'_>, raw: &[Ordered]) -> Result<bool, StoreError> {
    for ordered in raw.iter().filter(|ordered| ordered.commit.parents.is_empty()) {
        if root_of(objects, ordered.commit.tree, "")?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A commit, all it rests on, and what was made from that without the folder that is known: branches that were begun
/// before a move and merged after it.
fn related(raw: &[Ordered], from: usize, folders: &[Option<ObjectId>]) -> HashSet<usize> {
    let (mut found, mut open) = (HashSet::from([from]), vec![from]);
    while let Some(n) = open.pop() {
        open.extend(raw[n].commit.parents.iter().filter(|parent| found.insert(**parent)));
    }
    for n in (0..raw.len()).rev().filter(|n| folders[*n].is_none()) {
        if raw[n].commit.parents.iter().any(|parent| found.contains(parent)) {
            found.insert(n);
        }
    }
    found
}

/// Where a programme's folder stood in an earlier tree.
fn moved_from(
    objects: &mut Objects<'_>,
    before: ObjectId,
    after: ObjectId,
    folder: Option<ObjectId>,
) -> Result<Option<String>, StoreError> {
    let Some(folder) = folder else { return Ok(None) };
    let (mut gone, new) = (programmes(objects, before)?, programmes(objects, after)?);
    gone.retain(|(place, _)| !new.iter().any(|(known, _)| known == place));
    came_from(objects, before, &gone, &mut |objects, path, id| {
        let (folder_of, name) = path.split_at(path.rfind('/').map_or(0, |end| end + 1));
        let Some(folder) = objects.folder(folder, folder_of)? else { return Ok(false) };
        let tree = objects.tree(folder)?;
        Ok(tree.entries().any(|entry| entry.name == name.as_bytes() && entry.id == id))
    })
}

fn shares(raw: &[Ordered]) -> Vec<std::ops::Range<usize>> {
    (0..raw.len()).step_by(SHARE).map(|from| from..(from + SHARE).min(raw.len())).collect()
}

/// A commit in its place.
struct Ordered {
    commit: Commit,
    remembered: bool,
}

/// A commit that was reached.
struct Reached {
    raw: RawCommit,
    cut: bool,
    remembered: bool,
}

/// All commits that `start` rests on, children before parents, later ones first.
fn ordered(objects: &Objects<'_>, start: ObjectId, shallow: bool, remembered: &Remembered<'_>) -> Result<Vec<Ordered>, StoreError> {
    let mut found: Vec<Reached> = Vec::new();
    let mut places: HashMap<ObjectId, usize> = HashMap::from([(start, 0)]);
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let mut reached = match remembered(id) {
            Some(raw) => Reached { raw, cut: false, remembered: true },
            None => Reached { raw: objects.commit(id)?, cut: false, remembered: false },
        };
        if shallow {
            let parents = reached.raw.parents.len();
            reached.raw.parents.retain(|parent| objects.has(*parent));
            reached.cut = reached.raw.parents.len() < parents;
        }
        places.insert(id, found.len());
        for parent in &reached.raw.parents {
            if !places.contains_key(parent) {
                places.insert(*parent, usize::MAX);
                open.push(*parent);
            }
        }
        found.push(reached);
    }
    let order = topological(&found, &places);
    let mut rank = vec![0; found.len()];
    order.iter().enumerate().for_each(|(n, place)| rank[*place] = n);
    let mut found: Vec<Option<Reached>> = found.into_iter().map(Some).collect();
    let taken = order.iter().filter_map(|place| found[*place].take());
    let mut ordered: Vec<Ordered> = taken
        .map(|Reached { raw, cut, remembered }| {
            let parents = raw.parents.iter().map(|parent| rank[places[parent]]).collect();
            let RawCommit { id, tree, author, committer, message, signed, .. } = raw;
            Ordered { commit: Commit { id, tree, parents, author, committer, message, signed, cut }, remembered }
        })
        .collect();
    // Of what is remembered, only the folders of first commits and those that new commits are compared with are asked for.
    let parents = ordered.iter().filter(|new| !new.remembered).flat_map(|new| new.commit.parents.iter().copied());
    let first = (0..ordered.len()).filter(|n| ordered[*n].commit.parents.is_empty());
    for n in parents.chain(first).filter(|n| ordered[*n].remembered).collect::<HashSet<usize>>() {
        ordered[n].commit.tree = objects.commit(ordered[n].commit.id)?.tree;
    }
    Ok(ordered)
}

/// Children before parents; of those that may come next, the one with the latest committer's date.
fn topological(found: &[Reached], places: &HashMap<ObjectId, usize>) -> Vec<usize> {
    let mut children = vec![0_usize; found.len()];
    let parents = |n: usize| found[n].raw.parents.iter().map(|parent| places[parent]);
    (0..found.len()).for_each(|n| parents(n).for_each(|parent| children[parent] += 1));
    let key = |n: usize| (found[n].raw.committer.seconds, Reverse(n));
    let mut ready: BinaryHeap<(i64, Reverse<usize>)> = (0..found.len()).filter(|n| children[*n] == 0).map(key).collect();
    let mut order = Vec::with_capacity(found.len());
    while let Some((_, Reverse(n))) = ready.pop() {
        order.push(n);
        for parent in parents(n) {
            children[parent] -= 1;
            if children[parent] == 0 {
                ready.push(key(parent));
            }
        }
    }
    order
}

/// What one commit did to the programme's folder.
#[derive(Default)]
struct Changes {
    files: Vec<FileChange>,
    root: Option<ObjectId>,
}

/// The files in a folder that are as they are in none of its parents. All lists are sorted alike, so one pass finds
/// them; what has the same id as in a parent is not opened. Links, what is hidden and folders that `opens` refuses are left
/// out.
fn compare(
    objects: &mut Objects<'_>,
    before: &[Option<ObjectId>],
    after: Option<ObjectId>,
    opens: &dyn Fn(&str) -> bool,
    path: &mut String,
    files: &mut Vec<FileChange>,
) -> Result<(), StoreError> {
    if before.contains(&after) || path.len() > LONGEST_PATH {
        return Ok(());
    }
    let mut trees: Vec<Tree<'_>> = Vec::with_capacity(1 + before.len());
    for folder in std::iter::once(&after).chain(before) {
        let tree = match folder {
            Some(folder) => objects.tree_like(*folder, trees.first().unwrap_or(&Tree::default()))?,
            None => Tree::default(),
        };
        trees.push(tree);
    }
    let mut lists: Vec<Entries<'_>> = trees.iter().map(Tree::entries).collect();
    loop {
        if let [after, before] = &mut lists[..] {
            after.skip_common(before);
        }
        let heads = lists.iter().filter_map(Entries::peek);
        let Some(first) = heads.reduce(|a, b| if b.order(&a).is_lt() { b } else { a }) else { return Ok(()) };
        let row: Vec<Option<Entry<'_>>> = lists.iter_mut().map(|list| list.take(&first)).collect();
        let id = |entry: &Option<Entry<'_>>| entry.map(|entry| (entry.mode, entry.id));
        if row[1..].iter().any(|entry| id(entry) == id(&row[0])) {
            continue;
        }
        let Some(name) = first.plain_name() else { continue };
        let len = path.len();
        path.push_str(name);
        if first.is_folder() {
            path.push('/');
            if opens(path) {
                let folders: Vec<Option<ObjectId>> = row.iter().map(|entry| entry.map(|entry| entry.id)).collect();
                compare(objects, &folders[1..], folders[0], opens, path, files)?;
            }
        } else {
            let blob = |entry: &Option<Entry<'_>>| entry.filter(Entry::is_file).map(|entry| entry.id);
            let (after, before): (_, Vec<Option<ObjectId>>) = (blob(&row[0]), row[1..].iter().map(blob).collect());
            if !before.contains(&after) {
                files.push(FileChange { path: path.clone(), before, after });
            }
        }
        path.truncate(len);
    }
}
