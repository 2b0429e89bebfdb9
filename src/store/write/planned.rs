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

/// Looks at a file: the SHA-256 of its text, and what is to be kept of it. None if nothing is there.
pub type Look<T> = fn(&Path) -> io::Result<Option<(String, T)>>;

/// A file of a change, looked at once.
pub struct Sight<T> {
    pub state: State,
    /// What it held before the change, if it was there; nothing if somebody has worked on it since.
    pub earlier: Option<T>,
    /// It was moved, and what came out of its place is what the change was made from.
    pub came_out: bool,
}

impl Planned {
    pub fn of(change: &Change) -> Self {
        let digest = |text: &Option<Vec<u8>>| text.as_deref().map(sha256_hex);
        Self { path: change.path.clone(), before: digest(&change.before), after: digest(&change.after) }
    }

    pub fn left(&self) -> Left {
        Left { path: self.path.clone(), became: Became::of(self.before.is_some(), self.after.is_some()) }
    }

    /// The file as it is seen, whose other text is staged. Of each text no more is kept than `look` says.
    pub fn sight<T>(&self, root: &Path, text: &Path, look: Look<T>) -> io::Result<Sight<T>> {
        let sight = |state, earlier: Option<(String, T)>, came_out| Sight { state, earlier: earlier.map(|(_, text)| text), came_out };
        // Who makes a link of a folder has worked on what is in it.
        let Ok(target) = file_below(root, &self.path) else { return Ok(sight(State::Neither, None, false)) };
        let is = |text: &Option<(String, T)>, digest: &Option<String>| text.as_ref().map(|(digest, _)| digest) == digest.as_ref();
        let now = look(&target)?;
        if is(&now, &self.before) {
            return Ok(sight(State::Before, now, false));
        }
        if !is(&now, &self.after) {
            return Ok(sight(State::Neither, None, false));
        }
        let out = if self.before.is_some() { look(&taken_out(text))? } else { None };
        // Who wrote the same by hand leaves nothing to be put back.
        if self.before.is_some() && (out.is_none() || is(&out, &self.after)) {
            return Ok(sight(State::Neither, None, false));
        }
        let came_out = is(&out, &self.before);
        Ok(sight(State::After, out, came_out))
    }

    /// What the file holds, whose other text is staged.
    pub fn state(&self, root: &Path, text: &Path) -> io::Result<State> {
        Ok(self.sight(root, text, told)?.state)
    }

    /// Puts what is staged in its place. What was in the place until this very moment is staged then, whatever it was.
    pub fn put(&self, target: &Path, text: &Path) -> io::Result<()> {
        shift(text, target, self.before.is_some(), self.after.is_some())
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
        let again = || shift(text, &target, self.before.is_some(), self.after.is_some());
        match digest(text) {
            Ok(out) if out == self.after => Ok(()),
            Ok(_) => again().and(Err(changed())),
            // Back it is, unless it can be put where it was and looked at later.
            Err(error) => again().map_or(Ok(()), |()| Err(error)),
        }
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
    seen(path, plain::digest)
}

/// The same, and nothing of its text.
pub fn told(path: &Path) -> io::Result<Option<(String, ())>> {
    Ok(digest(path)?.map(|digest| (digest, ())))
}

/// The same with its text.
pub fn read(path: &Path) -> io::Result<Option<(String, Vec<u8>)>> {
    seen(path, |path| plain::read_listed(path).map(|bytes| (sha256_hex(&bytes), bytes)))
}

fn seen<T: Default>(path: &Path, read: fn(&Path) -> io::Result<T>) -> io::Result<Option<T>> {
    disk::step()?;
    match fs::symlink_metadata(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
        Ok(meta) if meta.is_file() => read(path).map(Some),
        Ok(_) => Ok(Some(T::default())),
    }
}

pub fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "it is there already")
}

pub fn changed() -> io::Error {
    io::Error::other("it was changed meanwhile")
}
