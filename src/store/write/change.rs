//! A file that is to be written, and why it was not.

use crate::store::RelPath;
use std::io;
use std::path::{Component, Path, PathBuf};

/// A file that is to be written, or to be taken away.
#[derive(Clone, Debug)]
pub struct Change {
    pub path: RelPath,
    /// The text it was made from; None if the file is new.
    pub before: Option<Vec<u8>>,
    /// The text it is to have; None if it is to be gone.
    pub after: Option<Vec<u8>>,
    /// What changes, in words for whoever is asked or told; empty where the command as a whole says it.
    pub why: String,
}

impl Change {
    /// A file that must not be there yet.
    pub fn new(path: impl Into<RelPath>, after: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), before: None, after: Some(after.into()), why: String::new() }
    }

    /// Another text for a file, which must still be as it was.
    pub fn of(path: impl Into<RelPath>, before: impl Into<Vec<u8>>, after: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), before: Some(before.into()), after: Some(after.into()), why: String::new() }
    }

    /// A file that is to be taken away, which must still be as it was.
    pub fn gone(path: impl Into<RelPath>, before: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), before: Some(before.into()), after: None, why: String::new() }
    }

    /// The file as it is when the change is done.
    pub fn left(&self) -> Left {
        Left { path: self.path.clone(), became: Became::of(self.before.is_some(), self.after.is_some()) }
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
    pub became: Became,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was not there before.
    New,
    Changed,
    /// It is not there any more.
    Gone,
}

impl Became {
    /// By whether it was there before and is there after.
    pub fn of(before: bool, after: bool) -> Self {
        match (before, after) {
            (_, false) => Became::Gone,
            (false, true) => Became::New,
            (true, true) => Became::Changed,
        }
    }
}

impl std::fmt::Display for Became {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Became::New => "new",
            Became::Changed => "changed",
            Became::Gone => "gone",
        })
    }
}

/// The place of a file below a folder. Records are never read through a link, so none is written through one.
pub(super) fn file_below(root: &Path, path: &str) -> io::Result<PathBuf> {
    Below::default().place(root, path)
}

/// The places of files one after the other. Those of one folder follow each other, and it is looked at once for them.
#[derive(Default)]
pub(super) struct Below {
    /// The folder that was looked at last: no part of it is a link.
    plain: Option<String>,
}

impl Below {
    /// As [`file_below`].
    pub fn place(&mut self, root: &Path, path: &str) -> io::Result<PathBuf> {
        if path.contains(char::is_control) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "its name has control characters, such as the end of a line"));
        }
        if path.is_empty() || !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path leads out of the programme's folder"));
        }
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        if folder.is_some() && folder != self.plain.as_deref() {
            for (end, _) in path.match_indices('/') {
                let folder = root.join(&path[..end]);
                if folder.is_symlink() {
                    let problem = format!("`{}` is a symbolic link, and records are never read through one", folder.display());
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
                }
            }
            self.plain = folder.map(str::to_owned);
        }
        Ok(root.join(path))
    }
}
