//! A file that is to be written, and why it was not.

use crate::store::RelPath;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A file that is to be written.
#[derive(Clone, Debug)]
pub struct Change {
    pub path: RelPath,
    /// The text it was made from; None if the file is new.
    pub before: Option<Vec<u8>>,
    pub after: Vec<u8>,
    /// What changes, in words for whoever is asked or told; empty where the command as a whole says it.
    pub why: String,
}

impl Change {
    /// A file that must not be there yet.
    pub fn new(path: impl Into<RelPath>, after: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), before: None, after: after.into(), why: String::new() }
    }

    /// Another text for a file, which must still be as it was.
    pub fn of(path: impl Into<RelPath>, before: impl Into<Vec<u8>>, after: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), before: Some(before.into()), after: after.into(), why: String::new() }
    }

    /// The same with what it changes, in words.
    pub fn because(self, why: impl Into<String>) -> Self {
        Self { why: why.into(), ..self }
    }
}

/// Why something was not written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct WriteError {
    pub path: PathBuf,
    pub source: io::Error,
    /// What was written all the same, and could not be taken back.
    pub left: Vec<Left>,
}

impl WriteError {
    pub(super) fn nothing(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self { path: path.into(), source, left: Vec::new() }
    }
}

/// A file that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub path: RelPath,
    /// It was not there before.
    pub is_new: bool,
}

/// The place of a file below a folder. Records are never read through a link, so none is written through one.
pub(super) fn file_below(root: &Path, path: &str) -> io::Result<PathBuf> {
    let parts = || Path::new(path).components();
    let plain = !path.is_empty() && !path.contains(char::is_control) && parts().all(|part| matches!(part, Component::Normal(_)));
    if !plain {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the programme's folder"));
    }
    for (end, _) in path.match_indices('/') {
        let folder = root.join(&path[..end]);
        if folder.is_symlink() {
            let problem = format!("`{}` is a symbolic link, and records are never read through one", folder.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
        }
    }
    Ok(root.join(path))
}
