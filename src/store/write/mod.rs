//! Writing files: each appears as a whole, all of a change or none, and nobody else's work is overwritten.
//!
//! Texts are made ready in a folder beside the files and moved from there, new ones only to where nothing is, changed ones
//! in exchange for what they were made from. What a crash interrupts is taken back by the next command that writes.

mod batch;
mod change;
mod disk;
mod output;
mod pending;
mod plan;
mod planned;
mod settle;
mod stage;

pub use batch::Batch;
pub use change::{Became, Change, Left, WriteError};
pub use output::{output, write_file, write_program};
pub use pending::{Pending, pending};
pub use settle::{Changed, Interrupted, Resolve, Unsettled};

use crate::store::RelPath;
use plan::Plan;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
        let batch = self.batch()?;
        changes.iter().try_for_each(|change| batch.add(change))?;
        batch.write()
    }

    /// The same for files that are made one after the other.
    pub fn batch(&self) -> Result<Batch<'_>, WriteError> {
        Batch::open(&self.root)
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

#[cfg(test)]
mod faults;
#[cfg(test)]
mod tests;
