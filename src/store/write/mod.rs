//! Writing files: each appears as a whole, all of a change or none, and nobody else's work is overwritten.
//!
//! Texts are made ready in a folder beside the files and moved from there, new ones only to where nothing is, changed ones
//! in exchange for what they were made from. What a crash interrupts is taken back by the next command that writes.

mod change;
mod disk;
mod output;
mod plan;
mod stage;

pub use change::{Became, Change, Left, WriteError};
pub use output::{output, write_file, write_program};
pub use plan::Interrupted;

use crate::store::RelPath;
use change::file_below;
use plan::Plan;
use stage::Stage;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many files are made safe one by one, more of them together.
const FEW: usize = 100;

/// So often, and after so long, a folder is tried again that another process holds.
const PATIENCE: (usize, Duration) = (200, Duration::from_millis(50));

/// The folder of a programme, in which nobody else of us writes as long as this lives.
pub struct Writer {
    root: PathBuf,
    _lock: Option<fs::File>,
    /// What became of changes that were interrupted.
    pub interrupted: Vec<Interrupted>,
}

impl Writer {
    /// Waits until nobody else of us writes there, and tidies up after those that came to no end.
    pub fn begin(root: &Path) -> Result<Self, WriteError> {
        // A pipe of that name would keep whoever opens it waiting.
        if !root.is_dir() {
            return Err(WriteError::nothing(root, io::Error::new(io::ErrorKind::NotADirectory, "it is no folder")));
        }
        let lock = patiently(root).map_err(|error| WriteError::nothing(root, error))?;
        let mut writer = Self { root: root.into(), _lock: lock, interrupted: Vec::new() };
        for stage in stage::left_behind(root).map_err(|error| WriteError::nothing(root, error))? {
            let settled = Plan::settle(root, &stage).map_err(|error| WriteError::nothing(stage.folder(), error))?;
            if !matches!(settled, Interrupted::Foreign(_)) {
                stage.discard();
            }
            writer.interrupted.push(settled);
        }
        Ok(writer)
    }

    /// Writes all files or none.
    pub fn write(&self, changes: &[Change]) -> Result<(), WriteError> {
        if changes.is_empty() {
            return Ok(());
        }
        let stage = Stage::open(&self.root).map_err(|error| WriteError::nothing(&self.root, error))?;
        let mut run = Run { root: &self.root, changes, stage: &stage, made: Vec::new(), moved: 0 };
        let result = run.prepare().and_then(|plan| run.carry_out(&plan));
        match result {
            Ok(()) => {
                stage.discard();
                Ok(())
            }
            Err((path, source)) => {
                let left = run.undo();
                // What could not be taken back is what the next command that writes needs the folder for.
                if left.is_empty() {
                    stage.discard();
                }
                Err(WriteError { path, source, left })
            }
        }
    }
}

fn patiently(root: &Path) -> io::Result<Option<fs::File>> {
    for _ in 0..PATIENCE.0 {
        match stage::lock(root) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(PATIENCE.1),
            locked => return locked,
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another isms is writing there, and does not come to an end"))
}

/// Whether a change of a folder's files was interrupted on its way, so that the next command that writes has to settle it.
pub fn is_interrupted(root: &Path) -> bool {
    stage::left_behind(root).is_ok_and(|found| found.iter().any(Plan::is_in))
}

type Failed = (PathBuf, io::Error);

/// One change on its way.
struct Run<'a> {
    root: &'a Path,
    changes: &'a [Change],
    stage: &'a Stage,
    made: Vec<PathBuf>,
    /// So many files are in their place.
    moved: usize,
}

impl Run<'_> {
    /// Makes all texts ready, and writes down what is going to be done. All the space that is needed is taken here.
    fn prepare(&self) -> Result<Plan, Failed> {
        let mut files = Vec::with_capacity(self.changes.len());
        for (n, change) in self.changes.iter().enumerate() {
            files.extend(self.make_ready(n, change).map_err(|error| (self.root.join(&change.path), error))?);
        }
        let synced = if files.len() > FEW { disk::sync_many(self.stage.folder(), &files) } else { files.iter().try_for_each(disk::sync) };
        let plan = Plan::of(self.changes, &self.missing_folders());
        synced.and_then(|()| plan.write(self.stage)).map_err(|error| (self.stage.folder().to_owned(), error))?;
        Ok(plan)
    }

    /// The file with the text, where there is one.
    fn make_ready(&self, n: usize, change: &Change) -> io::Result<Option<fs::File>> {
        let target = file_below(self.root, &change.path)?;
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

    /// The folders that are not there yet, the outer ones first.
    fn missing_folders(&self) -> Vec<RelPath> {
        let mut missing: Vec<RelPath> = Vec::new();
        for change in self.changes {
            let ends = change.path.match_indices('/').map(|(end, _)| &change.path[..end]);
            missing.extend(ends.filter(|folder| !self.root.join(folder).is_dir()).map(str::to_owned));
        }
        missing.sort();
        missing.dedup();
        missing
    }

    fn carry_out(&mut self, plan: &Plan) -> Result<(), Failed> {
        for folder in &plan.folders {
            let folder = self.root.join(folder);
            disk::make_folder(&folder).map_err(|error| (folder.clone(), error))?;
            self.made.push(folder);
        }
        for (n, change) in self.changes.iter().enumerate() {
            let target = self.root.join(&change.path);
            self.put(n, change, &target).map_err(|error| (target, error))?;
        }
        let mut folders: Vec<PathBuf> =
            self.changes.iter().filter_map(|change| Some(self.root.join(&change.path).parent()?.into())).collect();
        folders.extend(self.made.iter().filter_map(|folder| Some(folder.parent()?.to_owned())));
        folders.sort();
        folders.dedup();
        folders.into_iter().try_for_each(|folder| disk::sync_folder(&folder).map_err(|error| (folder, error)))
    }

    fn put(&mut self, n: usize, change: &Change, target: &Path) -> io::Result<()> {
        let text = self.stage.text(n);
        match (&change.before, &change.after) {
            (None, _) => disk::rename_new(&text, target)
                .map_err(|error| if error.kind() == io::ErrorKind::AlreadyExists { taken() } else { error })?,
            (Some(_), Some(_)) => disk::exchange(&text, target)?,
            (Some(_), None) => disk::rename(target, &text)?,
        }
        self.moved += 1;
        // What came out is what was there until this very moment: somebody may have saved it since it was read.
        match &change.before {
            Some(before) if fs::read(&text)? != *before => Err(changed()),
            _ => Ok(()),
        }
    }

    /// Takes back what was done. What it returns could not be.
    fn undo(&mut self) -> Vec<Left> {
        let mut left = Vec::new();
        for (n, change) in self.changes[..self.moved].iter().enumerate().rev() {
            let (text, target) = (self.stage.text(n), self.root.join(&change.path));
            let undone = if change.before.is_some() { disk::rename(&text, &target) } else { disk::rename(&target, &text) };
            if undone.is_err() {
                left.push(change.left());
            }
        }
        left.reverse();
        self.made.iter().rev().for_each(|folder| drop(disk::remove_folder(folder)));
        left
    }
}

fn taken() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "it is there already")
}

fn changed() -> io::Error {
    io::Error::other("it was changed meanwhile")
}

#[cfg(test)]
mod tests;
