//! The index or a commit: paths with the contents behind them.

use super::raw::{Objects, id_of};
use super::{Pool, Repository, refused};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::store::{FileKind, Listed, RelPath, Source, StoreError};
use std::collections::BTreeMap;
use std::path::Path;

/// An entry that `git add -N` made: the path is known, its content is not going to be committed.
const INTENT_TO_ADD: u16 = 1 << 13;

/// A state that git keeps.
pub struct GitSource {
    pub(super) pool: Pool,
    pub(super) label: String,
    pub(super) commit: Option<String>,
    pub(super) day: Option<Date>,
    pub(super) entries: BTreeMap<RelPath, Content>,
}

#[derive(Clone, Copy)]
pub(super) struct Content {
    id: ObjectId,
    kind: FileKind,
}

impl Repository {
    /// What is going to be committed. `index` names another index file than the repository's, as git does for hooks.
    pub fn index(&self, index: Option<&Path>) -> Result<GitSource, StoreError> {
        let wrong = |error: git2::Error| refused("the index cannot be read", &error);
        let index = match index {
            Some(path) => git2::Index::open(path).map_err(wrong)?,
            None => self.repo.index().map_err(wrong)?,
        };
        let mut entries = BTreeMap::new();
        for entry in index.iter().filter(|entry| entry.flags_extended & INTENT_TO_ADD == 0) {
            let Some(path) = std::str::from_utf8(&entry.path).ok().and_then(|path| path.strip_prefix(&self.prefix)) else { continue };
            let unmerged = (entry.flags >> 12) & 3 != 0;
            let kind = if unmerged { Some(FileKind::Unmerged) } else { kind_of(entry.mode) };
            if let Some(kind) = kind.filter(|_| !is_hidden(path)) {
                entries.insert(path.to_owned(), Content { id: id_of(entry.id), kind });
            }
        }
        Ok(GitSource { pool: self.pool(), label: "index".into(), commit: None, day: None, entries })
    }
}

/// All files below a folder, by path. Git sorts a folder's entries but not whole paths, so a map does.
pub(super) fn files(objects: &mut Objects<'_>, folder: ObjectId) -> Result<BTreeMap<RelPath, Content>, StoreError> {
    let mut files = BTreeMap::new();
    let mut open = vec![(String::new(), folder)];
    while let Some((prefix, id)) = open.pop() {
        let tree = objects.tree(id)?;
        for entry in tree.entries() {
            let Some(name) = std::str::from_utf8(entry.name).ok().filter(|name| !name.starts_with('.')) else { continue };
            let path = format!("{prefix}{name}");
            if entry.is_folder() {
                open.push((path + "/", entry.id));
            } else if let Some(kind) = kind_of(entry.mode) {
                files.insert(path, Content { id: entry.id, kind });
            }
        }
    }
    Ok(files)
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
        self.pool.with(|repo| Objects::of(repo)?.blob(content.id))
    }

    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        Ok(self.entries.get(path).map(|content| content.id).into_iter().collect())
    }
}

fn kind_of(mode: u32) -> Option<FileKind> {
    match mode & 0o170_000 {
        0o100_000 => Some(FileKind::File),
        0o120_000 => Some(FileKind::Symlink),
        // Folders and submodules are no files of this programme.
        _ => None,
    }
}

/// The work tree does not list hidden names either.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}
