//! The index or a commit: paths with the contents behind them.

use super::errors::{no_index, too_many};
use super::index::Entry;
use super::layout::Layout;
use super::place::{State, shown};
use super::raw::Objects;
use super::{Environment, Pool, Repository};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::model::program::ROOT;
use crate::store::{FileKind, Listed, RelPath, Source, StoreError, is_left_out, plain, spelt, too_long};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// A programme has fewer files. Folders that name one another over and over hold any number.
const MOST_FILES: usize = 300_000;

/// A state that git keeps.
pub struct GitSource {
    pool: Pool,
    label: String,
    commit: Option<String>,
    day: Option<Date>,
    entries: BTreeMap<RelPath, Content>,
    place: String,
    notes: Vec<String>,
}

#[derive(Clone, Copy)]
struct Content {
    id: ObjectId,
    kind: FileKind,
}

impl GitSource {
    /// The programme's folder in this state: empty, or ending in `/`.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What should be said about how the state was found.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl Repository {
    /// The programme at a revision or on a date.
    pub fn at(&self, spec: &str) -> Result<GitSource, StoreError> {
        let mut found = self.resolve(spec)?;
        let mut objects = Objects::of(&self.handle);
        let place = self.place_in(&mut objects, &found)?;
        let folder = objects.folder(found.commit.tree, &place)?.unwrap_or(found.commit.tree);
        let label = format!("commit {}", found.commit.id.short());
        if found.folder.is_none() && place != self.prefix {
            found.notes.push(moved(&label, &place));
        }
        Ok(GitSource {
            pool: self.pool(),
            label,
            commit: Some(found.commit.id.to_string()),
            day: self.day_of(&objects, &found)?,
            entries: files(&mut objects, folder)?,
            place,
            notes: found.notes,
        })
    }

    /// The files that git was told to leave out of the work tree, as the index has them: those of a sparse checkout. None if
    /// there are none.
    pub fn left_out(&self) -> Result<Option<GitSource>, StoreError> {
        /// From this version on, an index can say so of a file.
        const EXTENDED: u32 = 3;
        let path = self.layout.git_dir.join("index");
        if self.layout.is_bare || version(&path).is_none_or(|version| version < EXTENDED) {
            return Ok(None);
        }
        let index = self.read_index(&path)?;
        let skipped: HashSet<&[u8]> = index.iter().filter(|entry| entry.is_skipped()).map(|entry| &entry.path[..]).collect();
        let mut source = self.index_of(&index, self.prefix.clone());
        source.entries.retain(|path, _| skipped.contains(format!("{}{path}", self.prefix).as_bytes()));
        Ok((!source.entries.is_empty()).then_some(source))
    }

    /// What is going to be committed.
    pub fn index(&self) -> Result<GitSource, StoreError> {
        if self.layout.is_bare {
            return Err(no_index());
        }
        let named = self.environment.index.clone().filter(|path| self.is_own(path));
        let index = self.read_index(&named.unwrap_or_else(|| self.layout.git_dir.join("index")))?;
        let place = self.place_in_index(&index)?;
        Ok(self.index_of(&index, place))
    }

    fn index_of(&self, index: &[Entry], place: String) -> GitSource {
        let mut entries = BTreeMap::new();
        for entry in index.iter().filter(|entry| entry.is_to_be_committed()) {
            let Some(bytes) = entry.path.strip_prefix(place.as_bytes()) else { continue };
            let kind = if entry.is_unmerged() { Some(FileKind::Unmerged) } else { kind_of(entry.mode) };
            if let Some(kind) = kind {
                insert(&mut entries, bytes, Content { id: entry.id, kind });
            }
        }
        let notes = if place == self.prefix { Vec::new() } else { vec![moved("the index", &place)] };
        GitSource { pool: self.pool(), label: "index".into(), commit: None, day: None, entries, place, notes }
    }

    /// An index in the own folder of another repository is that one's, whatever the environment says: a hook there may
    /// ask about a programme here.
    fn is_own(&self, index: &Path) -> bool {
        let folder = index.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().ok();
        let other = folder.and_then(|folder| Layout::around(&folder, &Environment::default()).ok()?);
        other.is_none_or(|other| other.common == self.layout.common)
    }

    fn place_in_index(&self, index: &[Entry]) -> Result<String, StoreError> {
        if self.here {
            return Ok(self.prefix.clone());
        }
        let paths = index.iter().filter_map(|entry| std::str::from_utf8(&entry.path).ok());
        let ends = |path: &str| path.strip_suffix(ROOT).filter(|place| place.is_empty() || place.ends_with('/')).map(str::to_owned);
        let places: Vec<String> = paths.filter_map(ends).filter(|place| !is_hidden(place)).collect();
        if let Some(place) = self.expected(|place| Ok(places.iter().any(|known| known == place)))? {
            return Ok(place);
        }
        let mut objects = Objects::of(&self.handle);
        let head = self.head()?.map(|id| objects.commit(id)).transpose()?;
        self.choose(&mut objects, &places, &State { name: "the index", spec: None, commit: head.as_ref() })
    }
}

/// The version of an index, as its first bytes say.
fn version(path: &Path) -> Option<u32> {
    let bytes = plain::read_if_there(path).ok()??;
    let (head, rest) = (bytes.get(..4)?, bytes.get(4..8)?);
    (head == b"DIRC").then(|| u32::from_be_bytes([rest[0], rest[1], rest[2], rest[3]]))
}

fn moved(state: &str, place: &str) -> String {
    format!("in {state} the programme is in {}", shown(place))
}

/// All files below a folder, by path. Git sorts a folder's entries but not whole paths, so a map does.
fn files(objects: &mut Objects<'_>, folder: ObjectId) -> Result<BTreeMap<RelPath, Content>, StoreError> {
    objects.begin();
    let mut files = BTreeMap::new();
    let mut open: Vec<(Vec<u8>, ObjectId)> = vec![(Vec::new(), folder)];
    while let Some((prefix, id)) = open.pop() {
        let tree = objects.tree(id)?;
        for entry in tree.entries().filter(|entry| !entry.name.is_empty() && !entry.name.contains(&b'/')) {
            let path = [&prefix, entry.name].concat();
            let text = spelt(&path);
            if is_left_out(&text) {
                continue;
            }
            if entry.is_folder() && too_long(&text).is_none() {
                open.push(([&path[..], b"/"].concat(), entry.id));
            } else if let Some(kind) = kind_of(entry.mode).or(entry.is_folder().then_some(FileKind::Unnamed)) {
                if files.len() >= MOST_FILES {
                    return Err(too_many());
                }
                insert(&mut files, &path, Content { id: entry.id, kind });
            }
        }
    }
    Ok(files)
}

/// Lists a file by its path, unless that is hidden; by the part of it that can be said if it cannot be read by it.
fn insert(files: &mut BTreeMap<RelPath, Content>, path: &[u8], content: Content) {
    let text = spelt(path);
    if is_left_out(&text) {
        return;
    }
    let long = too_long(&text);
    let kind = if long.is_some() || std::str::from_utf8(path).is_err() { FileKind::Unnamed } else { content.kind };
    let content = Content { kind, ..content };
    // A file that is really spelt so stays.
    files.entry(long.unwrap_or(&text).to_owned()).or_insert(content);
}

impl Source for GitSource {
    fn label(&self) -> String {
        self.label.clone()
    }

    fn day(&self) -> Option<Date> {
        self.day
    }

    fn commit(&self) -> Option<String> {
        self.commit.clone()
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let listed = |(path, content): (&RelPath, &Content)| Listed { path: path.clone(), kind: content.kind, size: 0 };
        Ok(self.entries.iter().map(listed).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let content = self.entries.get(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        self.pool.with(|handle| Objects::of(handle).blob(content.id)).map_err(|error| match error {
            StoreError::Git { what, hint } => StoreError::Git { what: format!("cannot read `{path}` of the {}: {what}", self.label), hint },
            error => error,
        })
    }

    fn content(&self, path: &str) -> Option<ObjectId> {
        self.entries.get(path).map(|content| content.id)
    }

    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        Ok(self.content(path).into_iter().collect())
    }
}

fn kind_of(mode: u32) -> Option<FileKind> {
    match mode & 0o170_000 {
        0o100_000 => Some(FileKind::File),
        0o120_000 => Some(FileKind::Symlink),
        // Another repository: its folder has files, and none of them are in this one.
        0o160_000 => Some(FileKind::Other),
        // Folders are no files.
        _ => None,
    }
}

/// The work tree does not list hidden names either.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}
