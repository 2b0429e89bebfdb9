//! One file of a change: what it holds, and how it goes there and back.

use super::change::{Became, Change, Left, file_below};
use super::disk;
use crate::base::digest::sha256_hex;
use crate::store::RelPath;
use crate::store::plain;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file with the SHA-256 of its text before and after, where it was and is there.
#[derive(Debug)]
pub struct Planned {
    pub path: RelPath,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What a file holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Before,
    After,
    /// Somebody has worked on it.
    Neither,
}

impl Planned {
    pub fn of(change: &Change) -> Self {
        let digest = |text: &Option<Vec<u8>>| text.as_deref().map(sha256_hex);
        Self { path: change.path.clone(), before: digest(&change.before), after: digest(&change.after) }
    }

    pub fn left(&self) -> Left {
        Left { path: self.path.clone(), became: Became::of(self.before.is_some(), self.after.is_some()) }
    }

    /// What the file holds, whose other text is staged.
    pub fn state(&self, root: &Path, text: &Path) -> io::Result<State> {
        // Who makes a link of a folder has worked on what is in it.
        let Ok(target) = file_below(root, &self.path) else { return Ok(State::Neither) };
        let now = digest(&target)?;
        if now == self.before {
            return Ok(State::Before);
        }
        // Who wrote the same by hand leaves nothing to be put back.
        let is_moved = || -> io::Result<bool> {
            let out = digest(&taken_out(text))?;
            Ok(self.before.is_none() || out.is_some() && out != self.after)
        };
        Ok(if now == self.after && is_moved()? { State::After } else { State::Neither })
    }

    /// What the file held before the change: None inside if it was not there, outside if somebody has worked on it since.
    pub fn earlier(&self, root: &Path, text: &Path) -> io::Result<Option<Option<Vec<u8>>>> {
        let target = file_below(root, &self.path)?;
        let now = bytes(&target)?;
        let is = |text: &Option<Vec<u8>>, digest: &Option<String>| text.as_deref().map(sha256_hex) == *digest;
        if is(&now, &self.before) {
            return Ok(Some(now));
        }
        if !is(&now, &self.after) {
            return Ok(None);
        }
        let out = if self.before.is_some() { bytes(&taken_out(text))? } else { None };
        Ok(if self.before.is_some() && (out.is_none() || is(&out, &self.after)) { None } else { Some(out) })
    }

    /// Puts what is staged in its place. What was in the place until this very moment is staged then, whatever it was.
    pub fn put(&self, root: &Path, text: &Path) -> io::Result<()> {
        shift(text, &file_below(root, &self.path)?, self.before.is_some(), self.after.is_some())
    }

    /// Whether what was taken out of the place is what the change was made from: somebody may have saved it since it was
    /// read, or goes on to write to the file that he has open.
    pub fn came_out(&self, text: &Path) -> io::Result<bool> {
        Ok(self.before.is_none() || digest(text)? == self.before)
    }

    /// Puts back what was taken out of the place, if nobody has worked on what is there now.
    pub fn take_back(&self, root: &Path, text: &Path) -> io::Result<()> {
        let target = file_below(root, &self.path)?;
        let out = taken_out(text);
        if out != text {
            disk::rename(&out, text)?;
        }
        // A disk that cannot move to where nothing is may have left the file with both names.
        if self.before.is_none() && text.exists() {
            disk::remove(text)?;
        }
        shift(text, &target, self.after.is_some(), self.before.is_some())?;
        if self.after.is_none() || digest(text)? == self.after {
            return Ok(());
        }
        shift(text, &target, self.before.is_some(), self.after.is_some())?;
        Err(changed())
    }

    /// The text beside one that somebody has worked on, and whether it is the earlier one.
    pub fn kept(&self, text: &Path) -> io::Result<Option<(PathBuf, bool)>> {
        let out = taken_out(text);
        let held = digest(&out)?;
        Ok(held.map(|held| (out, Some(held) != self.after)))
    }
}

/// From what is staged to its place and from there, by whether something is there before and after.
fn shift(text: &Path, target: &Path, was: bool, becomes: bool) -> io::Result<()> {
    match (was, becomes) {
        (false, _) => {
            disk::rename_new(text, target).map_err(|error| if error.kind() == io::ErrorKind::AlreadyExists { taken() } else { error })
        }
        (true, true) => disk::exchange(text, target),
        (true, false) => disk::rename(target, text),
    }
}

/// Where a text is that was taken out of its place: on a disk that cannot exchange files at once, it may be on its way.
fn taken_out(text: &Path) -> PathBuf {
    let aside = disk::aside(text);
    if text.exists() || !aside.exists() { text.to_owned() } else { aside }
}

/// The SHA-256 of a file; None if nothing is there, and nothing that a text has if it is no file.
pub fn digest(path: &Path) -> io::Result<Option<String>> {
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
        Ok(meta) if meta.is_file() => plain::digest(path).map(Some),
        Ok(_) => Ok(Some(String::new())),
    }
}

/// The bytes of a file; None if nothing is there.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match plain::open_itself(path) {
        Ok(_) => plain::read_listed(path).map(Some),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

pub fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "it is there already")
}

pub fn changed() -> io::Error {
    io::Error::other("it was changed meanwhile")
}
