//! A programme as it stands in a folder.

use super::{FileKind, Listed, Source, StoreError, plain};
use crate::base::date::Date;
use crate::model::program::ROOT;
use std::fs::{self, File};
use std::io::{self, Write as _};
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
        plain::read(&full).map_err(|source| StoreError::Read { path: full, source })
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

/// `path` below `root` with `/` between parts; None for names that are not UTF-8, which no record can refer to.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Writes a file as a whole or not at all: next to its place, flushed to disk, then moved into it. A file that was
/// there keeps its permissions.
pub fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".isms-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Ok(earlier) = fs::metadata(path) {
        file.as_file().set_permissions(earlier.permissions())?;
    } else {
        open_up(file.as_file())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// New files are readable as other new files are, not only by their owner as temporary ones.
#[cfg(unix)]
fn open_up(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_up(_: &File) -> io::Result<()> {
    Ok(())
}

/// Writes new files below a folder, folders and all. Refuses, before anything is written, if one of them is there; if
/// writing fails half-way, takes back what it wrote.
pub fn write_new(root: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    for (path, _) in files {
        if fs::symlink_metadata(root.join(path)).is_ok() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("`{}` is there already", root.join(path).display())));
        }
    }
    let mut written: Vec<PathBuf> = Vec::new();
    let mut made: Vec<PathBuf> = Vec::new();
    let result = files.iter().try_for_each(|(path, bytes)| {
        let full = root.join(path);
        make_folders(full.parent().unwrap_or(root), &mut made)?;
        write_file(&full, bytes)?;
        written.push(full);
        Ok(())
    });
    if result.is_err() {
        // Best effort: the first error is the one to report.
        written.iter().rev().for_each(|path| drop(fs::remove_file(path)));
        made.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
    }
    result
}

/// Writes new files and changes others, all or none. What is there is kept in memory until the end, and put back if
/// anything fails.
pub fn write_all(root: &Path, new: &[(String, Vec<u8>)], changed: &[(String, Vec<u8>)]) -> io::Result<()> {
    for folder in new.iter().filter_map(|(path, _)| path.split_once('/').map(|(folder, _)| root.join(folder))) {
        if folder.is_symlink() {
            let problem = format!("`{}` is a symbolic link, and records are never read through one", folder.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
        }
    }
    let mut before: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let result = changed.iter().try_for_each(|(path, bytes)| {
        let full = root.join(path);
        let earlier = plain::read(&full)?;
        write_file(&full, bytes)?;
        before.push((full, earlier));
        Ok(())
    });
    let result = result.and_then(|()| write_new(root, new));
    if result.is_err() {
        // Best effort: the first error is the one to report.
        before.iter().for_each(|(path, bytes)| drop(write_file(path, bytes)));
    }
    result
}

fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder)?;
        made.push(folder.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_taken_back_if_a_new_file_is_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("isms.yaml"), "before").unwrap();
        fs::create_dir(root.join("risks")).unwrap();
        fs::write(root.join("risks/b.yaml"), "mine").unwrap();
        let file = |path: &str| (path.to_owned(), b"after".to_vec());
        let error = write_all(root, &[file("roles/a.yaml"), file("risks/b.yaml")], &[file("isms.yaml")]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(root.join("isms.yaml")).unwrap(), "before");
        assert_eq!(fs::read_to_string(root.join("risks/b.yaml")).unwrap(), "mine");
        assert!(!root.join("roles").exists());
        write_all(root, &[file("roles/a.yaml")], &[file("isms.yaml")]).unwrap();
        assert_eq!(fs::read_to_string(root.join("isms.yaml")).unwrap(), "after");
    }
}
