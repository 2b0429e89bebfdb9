//! A programme as it stands in a folder.

use super::{FileKind, Listed, RelPath, Source, StoreError, is_left_out, plain, spelt, too_long};
use crate::base::date::Date;
use crate::model::kinds::{self, KINDS};
use crate::model::program::ROOT;
use crate::model::single::SINGLES;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The file that says which files are none of the programme's.
const IGNORE: &str = ".gitignore";

/// A folder with `isms.yaml` in it.
#[derive(Clone, Debug)]
pub struct WorkTree {
    root: PathBuf,
}

impl WorkTree {
    /// Takes `root` as a programme's folder, whether or not it is one.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Finds the programme that `start` is in by walking up.
    pub fn discover(start: &Path) -> Option<Self> {
        start.ancestors().find(|folder| folder.join(ROOT).is_file()).map(Self::at)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path people may open, below the folder; None for anything that would lead out of it.
    pub fn resolve(&self, path: &str) -> Option<PathBuf> {
        let path = Path::new(path);
        path.components().all(|part| matches!(part, Component::Normal(_))).then(|| self.root.join(path))
    }

    /// The same, if a file is there and no link leads to it: a link may lead anywhere.
    pub fn plain_file(&self, path: &str) -> Option<PathBuf> {
        let full = self.resolve(path)?;
        let below = full.ancestors().take_while(|folder| *folder != self.root);
        let plain = below.into_iter().all(|part| part.symlink_metadata().is_ok_and(|meta| !meta.is_symlink()));
        (plain && full.is_file()).then_some(full)
    }
}

impl WorkTree {
    /// The paths of YAML files below one folder, by their names alone and in no order: what `.gitignore` says is not asked. For
    /// who must not wait for all of a programme to be listed.
    pub fn yaml_below(&self, folder: &str) -> Vec<RelPath> {
        let (mut open, mut found) = (vec![folder.to_owned()], Vec::new());
        while let Some(folder) = open.pop() {
            let entries = fs::read_dir(self.root.join(&folder)).into_iter().flatten().flatten();
            for entry in entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = format!("{folder}/{name}");
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && name != "files" => open.push(path),
                    Ok(kind) if kind.is_file() && (name.ends_with(".yaml") || name.ends_with(".yml")) => found.push(path),
                    _ => {}
                }
            }
        }
        found
    }
}

impl Source for WorkTree {
    fn label(&self) -> String {
        "work tree".into()
    }

    fn day(&self) -> Option<Date> {
        None
    }

    fn commit(&self) -> Option<String> {
        None
    }

    /// As git would see the folder: what `.gitignore` files name is left out, so that a work tree and the commit of
    /// it read alike. Settings outside the folder do not count, so that two machines read alike.
    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let odd: Arc<OnceLock<PathBuf>> = Arc::default();
        let noted = Arc::clone(&odd);
        let top = self.root.clone();
        let mut walk = ignore::WalkBuilder::new(&self.root);
        // What is hidden is left out by hand: see `is_left_out`.
        walk.hidden(false)
            .follow_links(false)
            .ignore(false)
            .git_global(false)
            .git_exclude(false)
            .parents(false)
            .require_git(false)
            .filter_entry(move |entry| {
                if is_left_out(&spelt_below(&top, entry.path())) {
                    return false;
                }
                let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
                let odd = if folder { odd_ignore(entry.path()) } else { None };
                // One is enough to say so.
                let none = odd.is_none();
                odd.into_iter().for_each(|odd| drop(noted.set(odd)));
                none
            });
        odd_ignore(&self.root).map_or(Ok(()), |path| Err(not_a_file(path)))?;
        let mut found = Vec::new();
        for entry in walk.build() {
            let entry = entry.map_err(|error| self.walk_error(error))?;
            let Some(file_type) = entry.file_type().filter(|kind| !kind.is_dir()) else { continue };
            let path = spelt_below(&self.root, entry.path());
            let long = too_long(&path);
            let (kind, size) = if long.is_some() || entry.path().to_str().is_none() {
                (FileKind::Unnamed, 0)
            } else if file_type.is_symlink() {
                (FileKind::Symlink, 0)
            } else if file_type.is_file() && is_record(&path) {
                (FileKind::File, 0)
            } else if file_type.is_file() {
                (FileKind::File, entry.metadata().map(|meta| meta.len()).map_err(|error| self.walk_error(error))?)
            } else {
                (FileKind::Other, 0)
            };
            found.push(Listed { path: long.map(str::to_owned).unwrap_or(path), kind, size });
        }
        odd.get().map_or(Ok(()), |path| Err(not_a_file(path.clone())))?;
        found.sort();
        found.dedup();
        self.add_ignored(&mut found)?;
        Ok(found)
    }

    fn digest(&self, path: &str) -> Result<String, StoreError> {
        let full = self.resolve(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        plain::digest(&full).map_err(|source| StoreError::Read { path: full, source })
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let full = self.resolve(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        plain::read_listed(&full).map_err(|source| StoreError::Read { path: full, source })
    }

    fn read_up_to(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let full = self.resolve(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        plain::read_listed_up_to(&full, limit).map_err(|source| StoreError::Read { path: full, source })
    }
}

impl WorkTree {
    /// Adds what has the name and the place of a record and is not listed because git ignores it. Only folders of records
    /// are looked through once more, and only for names: git itself will never have these files, so no other state can
    /// tell of them.
    fn add_ignored(&self, found: &mut Vec<Listed>) -> Result<(), StoreError> {
        let mut paths: Vec<String> = SINGLES.iter().map(|single| single.file.to_owned()).collect();
        paths.retain(|path| self.root.join(path).symlink_metadata().is_ok());
        let mut folders: Vec<String> = KINDS.iter().map(|kind| kind.folder.to_owned()).collect();
        while let Some(folder) = folders.pop() {
            let full = self.root.join(&folder);
            if !full.symlink_metadata().is_ok_and(|meta| meta.is_dir()) {
                continue;
            }
            let unreadable = |source| StoreError::Read { path: full.clone(), source };
            for entry in fs::read_dir(&full).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let Ok(name) = entry.file_name().into_string() else { continue };
                let path = format!("{folder}/{name}");
                if name.starts_with('.') || name == "files" || too_long(&path).is_some() {
                    continue;
                }
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    folders.push(path);
                } else if name.ends_with(".yaml") || name.ends_with(".yml") {
                    paths.push(path);
                }
            }
        }
        paths.retain(|path| found.binary_search_by(|entry| entry.path.cmp(path)).is_err());
        found.extend(paths.into_iter().map(|path| Listed { path, kind: FileKind::Ignored, size: 0 }));
        found.sort();
        Ok(())
    }

    fn walk_error(&self, error: ignore::Error) -> StoreError {
        unwalked(error, &self.root)
    }
}

/// What could not be walked, and why, as briefly as for any other file.
fn unwalked(error: ignore::Error, at: &Path) -> StoreError {
    match error {
        ignore::Error::WithPath { path, err } => unwalked(*err, &path),
        ignore::Error::WithDepth { err, .. } => unwalked(*err, at),
        ignore::Error::Io(source) => StoreError::Read { path: at.into(), source: source.kind().into() },
        _ => StoreError::Read { path: at.into(), source: io::Error::other("the folder cannot be walked") },
    }
}

/// Nobody writes down so much to be ignored, and what reads it takes all of it.
const LARGEST_IGNORE: u64 = 1 << 20;

/// A folder's `.gitignore` that git would not read: a link, or no file. What reads it would follow it anywhere, and a
/// pipe or a device for ever.
fn odd_ignore(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(IGNORE);
    path.symlink_metadata().is_ok_and(|meta| !meta.is_file() || meta.len() > LARGEST_IGNORE).then_some(path)
}

fn not_a_file(path: PathBuf) -> StoreError {
    let source = if path.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        plain::too_large(LARGEST_IGNORE)
    } else {
        io::Error::other("it is a link or no file, and git does not read it either")
    };
    StoreError::Read { path, source }
}

/// Whether a record is read from a file of this name: it will tell its size then.
pub(super) fn is_record(path: &str) -> bool {
    let named = |folder: &str, rest: &str| {
        let plain = rest.split('/').all(|part| part != "files" && !part.starts_with('.'));
        plain && (rest.ends_with(".yaml") || rest.ends_with(".yml")) && kinds::by_folder(folder).is_some()
    };
    path.split_once('/').is_some_and(|(folder, rest)| named(folder, rest))
}

/// `path` below `root` with `/` between parts, as it is spelt.
fn spelt_below(root: &Path, path: &Path) -> String {
    if cfg!(unix)
        && let Some(below) = path.as_os_str().as_encoded_bytes().strip_prefix(root.as_os_str().as_encoded_bytes())
    {
        return spelt(below.strip_prefix(b"/").unwrap_or(below));
    }
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below.components().map(|part| spelt(part.as_os_str().as_encoded_bytes())).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_walked_is_named_with_its_own_path() {
        let denied = ignore::Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, "IO error for operation on /p/risks: denied"));
        let within = ignore::Error::WithPath { path: "/p/risks".into(), err: Box::new(denied) };
        let error = unwalked(ignore::Error::WithDepth { depth: 1, err: Box::new(within) }, Path::new("/p"));
        let StoreError::Read { path, source } = error else { panic!("{error}") };
        assert_eq!((path, source.to_string().as_str()), (PathBuf::from("/p/risks"), "permission denied"));
    }
}
