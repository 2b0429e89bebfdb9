//! What a change of several files is about to do, written down beside the texts before the first of them is moved. If the
//! change does not come to its end, that tells which files it had come to, and how they were before.
//!
//! A folder may come from somebody else, with a plan in it. So a plan counts only in the very folder it was written in,
//! which no copy or clone is, and never reaches what is hidden, such as the files of git.

use super::change::{Became, Change, Left, file_below};
use super::disk;
use super::stage::Stage;
use crate::base::digest::sha256_hex;
use crate::store::RelPath;
use crate::store::plain;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The first line, so that nothing else is taken for a plan.
const FORMAT: &str = "isms writing 1";
const NAME: &str = "plan";
/// No programme has so many files.
const MOST_BYTES: u64 = 64 << 20;

/// The files and folders of a change. A text is staged under the number of its file.
pub struct Plan {
    files: Vec<Planned>,
    /// Those that were not there, the outer ones first.
    pub folders: Vec<RelPath>,
}

/// A file with the SHA-256 of its text before and after, where it was and is there.
struct Planned {
    path: RelPath,
    before: Option<String>,
    after: Option<String>,
}

/// What a file holds now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    After,
    Neither,
}

/// What became of a change that was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// It had changed nothing yet.
    Begun,
    /// It had come to some of its files, which are again as they were.
    TakenBack(Vec<Left>),
    /// It had come to all of its files.
    Done(usize),
    /// The folder holds no plan that was written in it: it is not ours to take anything back by.
    Foreign(PathBuf),
    /// It had come to these, and somebody has worked on its files since, so they stay.
    Stays(Vec<Left>),
}

impl Plan {
    pub fn of(changes: &[Change], folders: &[RelPath]) -> Self {
        let planned = |change: &Change| Planned {
            path: change.path.clone(),
            before: change.before.as_deref().map(sha256_hex),
            after: change.after.as_deref().map(sha256_hex),
        };
        Self { files: changes.iter().map(planned).collect(), folders: folders.to_vec() }
    }

    /// Writes it down, as a whole.
    pub fn write(&self, stage: &Stage) -> io::Result<()> {
        let mut text = format!("{FORMAT}\nin {}\n", stage.mark()?);
        for file in &self.files {
            let [before, after] = [&file.before, &file.after].map(|digest| digest.as_deref().unwrap_or("-"));
            text += &format!("{before} {after} {}\n", file.path);
        }
        for folder in &self.folders {
            text += &format!("folder {folder}\n");
        }
        let draft = stage.folder().join("draft");
        disk::sync(&disk::create(&draft, text.as_bytes())?)?;
        disk::rename(&draft, &stage.folder().join(NAME))?;
        disk::sync_folder(stage.folder())
    }

    /// Whether a folder has one of ours.
    pub fn is_in(stage: &Stage) -> bool {
        matches!(Self::read(stage), Some(Some(_)))
    }

    /// Whether a folder has none.
    pub fn is_missing(stage: &Stage) -> bool {
        matches!(Self::read(stage), Some(None))
    }

    /// What a process that is no more had planned in a folder: nothing if it had not come so far. None if what is there was
    /// not written there by us.
    fn read(stage: &Stage) -> Option<Option<Self>> {
        let path = stage.folder().join(NAME);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(None),
            Ok(meta) if meta.is_file() && meta.len() <= MOST_BYTES => {}
            _ => return None,
        }
        let text = String::from_utf8(plain::read(&path).ok()?).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(FORMAT) || lines.next()?.strip_prefix("in ")? != stage.mark().ok()? {
            return None;
        }
        let mut plan = Self { files: Vec::new(), folders: Vec::new() };
        for line in lines {
            if let Some(folder) = line.strip_prefix("folder ") {
                plan.folders.push(folder.into());
                continue;
            }
            let mut parts = line.splitn(3, ' ');
            let (before, after, path) = (parts.next()?, parts.next()?, parts.next()?);
            let digest = |text: &str| (text != "-").then(|| text.to_owned());
            plan.files.push(Planned { path: path.into(), before: digest(before), after: digest(after) });
        }
        plan.files.iter().all(|file| !is_hidden(&file.path)).then_some(Some(plan))
    }

    /// Takes back what had been done of it, if nobody has worked on its files since.
    pub fn settle(root: &Path, stage: &Stage) -> io::Result<Interrupted> {
        let Some(plan) = Self::read(stage) else { return Ok(Interrupted::Foreign(stage.folder().to_owned())) };
        let Some(plan) = plan else { return Ok(Interrupted::Begun) };
        let states: Vec<State> = plan.files.iter().map(|file| file.state(root)).collect();
        let done: Vec<usize> = (0..states.len()).filter(|n| states[*n] == State::After).collect();
        let left = || done.iter().map(|n| plan.files[*n].left()).collect();
        if states.contains(&State::Neither) {
            return Ok(Interrupted::Stays(left()));
        }
        if done.len() == states.len() {
            return Ok(Interrupted::Done(done.len()));
        }
        for n in done.iter().rev() {
            plan.files[*n].take_back(root, stage, *n)?;
        }
        // One that is no longer empty has something of somebody else in it.
        plan.folders.iter().rev().filter_map(|folder| file_below(root, folder).ok()).for_each(|folder| drop(disk::remove_folder(&folder)));
        Ok(if done.is_empty() { Interrupted::Begun } else { Interrupted::TakenBack(left()) })
    }
}

impl Planned {
    fn left(&self) -> Left {
        Left { path: self.path.clone(), became: Became::of(self.before.is_some(), self.after.is_some()) }
    }

    fn state(&self, root: &Path) -> State {
        let now = file_below(root, &self.path).and_then(|path| digest(&path));
        match now {
            Ok(now) if now == self.after => State::After,
            Ok(now) if now == self.before => State::Before,
            _ => State::Neither,
        }
    }

    fn take_back(&self, root: &Path, stage: &Stage, n: usize) -> io::Result<()> {
        let target = file_below(root, &self.path)?;
        match &self.before {
            None => disk::remove(&target),
            Some(before) => {
                let kept = [stage.text(n), disk::aside(&stage.text(n))];
                let kept = kept.iter().find(|kept| digest(kept).is_ok_and(|digest| digest.as_ref() == Some(before)));
                let kept = kept.ok_or_else(|| io::Error::other(format!("the earlier text of `{}` is gone", self.path)))?;
                disk::rename(kept, &target)
            }
        }
    }
}

/// The SHA-256 of a file; None if nothing is there.
fn digest(path: &Path) -> io::Result<Option<String>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Ok(meta) if meta.is_file() => Ok(Some(sha256_hex(&fs::read(path)?))),
        Ok(_) => Err(io::Error::other("it is no file")),
        Err(error) => Err(error),
    }
}

/// What git and other programs keep for themselves. What a new programme says to git is ours.
fn is_hidden(path: &str) -> bool {
    path != ".gitattributes" && path.split('/').any(|part| part.starts_with('.'))
}
