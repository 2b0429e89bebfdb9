//! A programme as it stands in a folder.

use super::{FileKind, Listed, Source, StoreError};
use crate::base::date::Date;
use crate::model::program::ROOT;
use std::fs::File;
use std::io::{self, Read as _};
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
        let mut walk = ignore::WalkBuilder::new(&self.root);
        walk.hidden(true)
            .follow_links(false)
            .ignore(false)
            .git_global(false)
            .git_exclude(false)
            .parents(false)
            .require_git(false)
            .filter_entry(move |entry| {
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
            let Some(path) = relative(&self.root, entry.path()) else { continue };
            let (kind, size) = if file_type.is_symlink() {
                (FileKind::Symlink, 0)
            } else if file_type.is_file() {
                (FileKind::File, entry.metadata().map(|meta| meta.len()).map_err(|error| self.walk_error(error))?)
            } else {
                (FileKind::Other, 0)
            };
            found.push(Listed { path, kind, size });
        }
        odd.get().map_or(Ok(()), |path| Err(not_a_file(path.clone())))?;
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let full = self.resolve(path).ok_or_else(|| StoreError::Missing { path: path.into() })?;
        read_file(&full).map_err(|source| StoreError::Read { path: full, source })
    }
}

impl WorkTree {
    fn walk_error(&self, error: ignore::Error) -> StoreError {
        let source = error.into_io_error().unwrap_or_else(|| io::Error::other("the folder cannot be walked"));
        StoreError::Read { path: self.root.clone(), source }
    }
}

/// A folder's `.gitignore` that git would not read: a link, or no file. What reads it would follow it anywhere, and a
/// pipe or a device for ever.
fn odd_ignore(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(IGNORE);
    path.symlink_metadata().is_ok_and(|meta| !meta.is_file()).then_some(path)
}

fn not_a_file(path: PathBuf) -> StoreError {
    StoreError::Read { path, source: io::Error::other("it is a link or no file, and git does not read it either") }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len()).unwrap_or(0) + 1);
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `path` below `root` with `/` between parts; None for names that are not UTF-8, which no record can refer to.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
