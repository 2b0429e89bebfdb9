//! Writing files: each appears as a whole, all of a change or none, and nobody else's work is overwritten.
//!
//! Texts are made ready in a folder beside the files and moved from there, new ones only to where nothing is, changed ones
//! in exchange for what they were made from. What a crash interrupts is taken back by the next command that writes.

mod change;
mod disk;
mod output;
mod pending;
mod plan;
mod planned;
mod settle;
mod stage;

pub use change::{Became, Change, Left, WriteError};
pub use output::{output, write_file, write_program};
pub use pending::{Pending, pending};
pub use settle::{Changed, Interrupted, Resolve, Unsettled};

use crate::store::RelPath;
use change::file_below;
use plan::Plan;
use planned::{State, changed, taken};
use stage::Stage;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// So many files are made safe one by one, more of them together.
const FEW: usize = 100;

/// The folder of a programme, in which nobody else of us writes as long as this lives.
pub struct Writer {
    root: PathBuf,
    _lock: Option<fs::File>,
    /// Files that are not here and are no gap: git was told to leave them out of the checkout, and has them.
    pub left_out: HashSet<RelPath>,
    /// What became of changes that were interrupted.
    pub interrupted: Vec<Interrupted>,
}

impl Writer {
    /// Waits until nobody else of us writes there, and tidies up after those that came to no end.
    pub fn begin(root: &Path) -> Result<Self, WriteError> {
        Self::begin_with(root, Resolve::Unasked)
    }

    /// The same with what to do where somebody has worked on files since.
    pub fn begin_with(root: &Path, how: Resolve) -> Result<Self, WriteError> {
        // A pipe of that name would keep whoever opens it waiting.
        if !root.is_dir() {
            return Err(WriteError::nothing(root, io::Error::new(io::ErrorKind::NotADirectory, "it is no folder")));
        }
        let lock = stage::lock_patiently(root).map_err(|error| WriteError::nothing(root, error))?;
        let left_behind = stage::left_behind(root).map_err(|error| WriteError::nothing(root, error))?;
        if let (None, Some(planned)) = (&lock, left_behind.iter().find(|stage| Plan::is_in(stage)).filter(|_| how == Resolve::Unasked)) {
            let unknown = "another isms is at work in it or was interrupted, which cannot be known on this disk; \
                           `isms recover` takes that back, once nobody is at work";
            return Err(WriteError::nothing(planned.folder(), io::Error::new(io::ErrorKind::WouldBlock, unknown)));
        }
        let interrupted = left_behind.iter().map(|stage| settle::settle(root, stage, how)).collect::<Result<_, _>>()?;
        Ok(Self { root: root.into(), _lock: lock, left_out: HashSet::new(), interrupted })
    }

    /// Writes all files or none.
    pub fn write(&self, changes: &[Change]) -> Result<(), WriteError> {
        if changes.is_empty() {
            return Ok(());
        }
        if let Some(change) = changes.iter().find(|change| self.left_out.contains(&change.path)) {
            return Err(WriteError::nothing(self.root.join(&change.path), left_out(&change.path)));
        }
        let stage = Stage::open(&self.root).map_err(|error| WriteError::nothing(&self.root, error))?;
        let mut run = Run {
            root: &self.root,
            changes,
            stage: &stage,
            plan: Plan::of(changes, &missing_folders(&self.root, changes)),
            begun: 0,
            moved: 0,
        };
        match run.prepare().and_then(|()| run.carry_out()) {
            Ok(()) => {
                stage.discard();
                Ok(())
            }
            Err((path, source)) => Err(WriteError { path, source, left: run.undo() }),
        }
    }
}

fn left_out(path: &str) -> io::Error {
    let folder = path.rsplit_once('/').map_or("/", |(folder, _)| folder);
    io::Error::other(format!("git has it, and this sparse checkout leaves it out; `git sparse-checkout add {folder}` brings it here"))
}

/// What [`Writer::begin_with`] would say of changes that were interrupted in a folder.
pub fn interrupted(root: &Path, how: Resolve) -> io::Result<Vec<Interrupted>> {
    let _lock = stage::lock_patiently(root)?;
    stage::left_behind(root)?.iter().map(|stage| settle::foresee(root, stage, how)).collect()
}

type Failed = (PathBuf, io::Error);

/// One change on its way.
struct Run<'a> {
    root: &'a Path,
    changes: &'a [Change],
    stage: &'a Stage,
    plan: Plan,
    /// So many files were to be moved, and so many were: the last one may not have been.
    begun: usize,
    moved: usize,
}

impl Run<'_> {
    /// Makes all texts ready, and writes down what is going to be done. All the space that is needed is taken here.
    fn prepare(&self) -> Result<(), Failed> {
        let mut files = Vec::with_capacity(self.changes.len());
        for (n, change) in self.changes.iter().enumerate() {
            files.extend(self.make_ready(n, change).map_err(|error| (self.root.join(&change.path), error))?);
        }
        let synced = if files.len() > FEW { disk::sync_many(self.stage.folder(), &files) } else { files.iter().try_for_each(disk::sync) };
        synced.and_then(|()| self.plan.write(self.stage)).map_err(|error| (self.stage.folder().to_owned(), error))
    }

    /// The file with the text, where there is one.
    fn make_ready(&self, n: usize, change: &Change) -> io::Result<Option<fs::File>> {
        let target = file_below(self.root, &change.path)?;
        // What was interrupted is never taken back there.
        if plan::is_hidden(&change.path) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "its name or its folder begins with a dot, and only git's own do here",
            ));
        }
        let there = match fs::symlink_metadata(&target) {
            Ok(meta) => Some(meta),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let ready = || change.after.as_ref().map(|text| disk::create(&self.stage.text(n), text)).transpose();
        match (&change.before, there) {
            (None, None) => ready(),
            (None, Some(_)) => Err(taken()),
            (Some(_), None) => Err(changed()),
            (Some(_), Some(meta)) if !meta.is_file() => {
                Err(io::Error::other("it is a link or no file, and records are never read from one"))
            }
            (Some(_), Some(meta)) if disk::has_twins(&meta) => {
                Err(io::Error::other("it is a file of several names (hard links), and only one of them would change"))
            }
            (Some(_), Some(meta)) => {
                let file = ready()?;
                file.as_ref().map_or(Ok(()), |file| disk::take_after(file, &meta))?;
                Ok(file)
            }
        }
    }

    fn carry_out(&mut self) -> Result<(), Failed> {
        for folder in self.plan.folders.iter().map(|folder| self.root.join(folder)) {
            disk::make_folder(&folder).map_err(|error| (folder, error))?;
        }
        for (n, file) in self.plan.files.iter().enumerate() {
            self.begun = n + 1;
            file.put(self.root, &self.stage.text(n)).map_err(|error| (self.root.join(&file.path), error))?;
            self.moved = n + 1;
        }
        self.plan.sync_folders(self.root)?;
        // At the very end, so that what somebody saves to a file that he has open is seen too.
        match self.plan.came_out(self.stage) {
            Ok(None) => Ok(()),
            Ok(Some(file)) => Err((self.root.join(&file.path), changed())),
            Err(error) => Err((self.stage.folder().to_owned(), error)),
        }
    }

    /// Takes back what was done. What it returns could not be, and is what the next command that writes needs the folder for.
    fn undo(&self) -> Vec<Left> {
        let mut left = Vec::new();
        for (n, file) in self.plan.files[..self.begun].iter().enumerate().rev() {
            let text = self.stage.text(n);
            let is_back = match file.state(self.root, &text) {
                Ok(State::Before) => true,
                Ok(State::After) => file.take_back(self.root, &text).is_ok(),
                // Of one that could not be moved, what was to be put there is still staged, as far as that can be seen. Else
                // what is staged is the only text from before.
                Ok(State::Neither) | Err(_) => n == self.moved && planned::digest(&text).map_or(true, |staged| staged == file.after),
            };
            if !is_back {
                left.push(file.left());
            }
        }
        left.reverse();
        self.plan.remove_folders(self.root);
        if left.is_empty() && (self.begun == 0 || self.plan.sync_folders(self.root).is_ok()) {
            self.stage.discard();
        }
        left
    }
}

/// The folders that are not there yet, the outer ones first.
fn missing_folders(root: &Path, changes: &[Change]) -> Vec<RelPath> {
    let mut missing: Vec<RelPath> = Vec::new();
    for change in changes {
        let ends = change.path.match_indices('/').map(|(end, _)| &change.path[..end]);
        missing.extend(ends.filter(|folder| !root.join(folder).is_dir()).map(str::to_owned));
    }
    missing.sort();
    missing.dedup();
    missing
}

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;
