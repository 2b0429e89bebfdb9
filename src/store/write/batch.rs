//! Files that are written together, all or none: their texts are made ready one after the other, and no text stays in memory.

use super::change::{Below, Change, Left, WriteError};
use super::disk::{self, Unsynced};
use super::plan::{self, Plan};
use super::planned::{self, Planned, State, changed, taken};
use super::stage::Stage;
use crate::base::digest::sha256_hex;
use crate::store::{RelPath, plain};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files on their way into a folder. Nothing of them is in its place before all are ready; what is given up leaves nothing.
pub struct Batch<'w> {
    root: &'w Path,
    stage: Stage,
    ready: Mutex<Ready>,
    has_plan: bool,
}

/// What a file is to be.
pub struct Meant {
    /// Whether that is a change.
    pub differs: bool,
    /// The digest of its bytes, unless it is to be gone.
    pub digest: Option<String>,
}

/// What is staged: a text under the number of its file.
#[derive(Default)]
struct Ready {
    below: Below,
    files: Vec<Planned>,
    unsynced: Unsynced,
}

impl<'w> Batch<'w> {
    pub(super) fn open(root: &'w Path) -> Result<Self, WriteError> {
        let stage = Stage::open(root).map_err(|error| WriteError::nothing(root, error))?;
        Ok(Self { root, stage, ready: Mutex::default(), has_plan: false })
    }

    /// Makes a change ready whose file must still be as the change was made from it.
    pub fn add(&self, change: &Change) -> Result<(), WriteError> {
        let failed = |error| WriteError::nothing(self.root.join(&change.path), error);
        let target = self.target(&change.path).map_err(failed)?;
        let there = there(&target).map_err(failed)?;
        match (&change.before, &there) {
            (None, Some(_)) => return Err(failed(taken())),
            (Some(_), None) => return Err(failed(changed())),
            _ => {}
        }
        let there = alone(there).map_err(failed)?;
        self.make_ready(Planned::of(change), change.after.as_deref(), there).map_err(failed)
    }

    /// Makes a file ready that is to have these bytes, or to be gone, whatever it has now.
    pub fn put(&self, path: &str, after: Option<&[u8]>) -> Result<Meant, WriteError> {
        let failed = |error| WriteError::nothing(self.root.join(path), error);
        let target = self.target(path).map_err(failed)?;
        let there = there(&target).and_then(alone).map_err(failed)?;
        let digest = after.map(sha256_hex);
        let before = match after {
            _ if there.is_none() => None,
            Some(after) if plain::holds(&target, after).map_err(failed)? => digest.clone(),
            _ => planned::digest(&target).map_err(failed)?,
        };
        let planned = Planned { path: path.to_owned(), before, after: digest };
        let meant = Meant { differs: planned.before != planned.after, digest: planned.after.clone() };
        if meant.differs {
            self.make_ready(planned, after, there).map_err(failed)?;
        }
        Ok(meant)
    }

    /// Puts all files in their places.
    pub fn write(mut self) -> Result<(), WriteError> {
        let (mut run, unsynced) = self.run();
        if run.plan.files.is_empty() {
            run.stage.discard();
            return Ok(());
        }
        match run.plan(unsynced).and_then(|()| run.carry_out()) {
            Ok(()) => {
                run.stage.discard();
                Ok(())
            }
            Err((path, source)) => Err(WriteError { path, source, left: run.undo() }),
        }
    }

    /// All that is ready. From here on, what is staged may be the only text from before.
    fn run(&mut self) -> (Run<'_>, Unsynced) {
        let Ready { files, unsynced, .. } = std::mem::take(&mut *self.ready());
        self.has_plan = true;
        let folders = missing_folders(self.root, &files);
        (Run { root: self.root, stage: &self.stage, plan: Plan { files, folders }, begun: 0, moved: 0 }, unsynced)
    }

    /// Leaves what a process leaves that is killed between two moves.
    #[cfg(test)]
    pub(super) fn killed(mut self, moved: usize) {
        let (run, unsynced) = self.run();
        run.plan(unsynced).unwrap();
        run.plan.folders.iter().for_each(|folder| fs::create_dir(run.root.join(folder)).unwrap());
        (0..moved).for_each(|n| {
            let file = &run.plan.files[n];
            file.put(&run.root.join(&file.path), &run.stage.text(n)).unwrap();
        });
    }

    fn target(&self, path: &str) -> io::Result<PathBuf> {
        let target = self.ready().below.place(self.root, path)?;
        // What was interrupted is never taken back there.
        if plan::is_hidden(path) {
            let problem = "its name or its folder begins with a dot, and only git's own do here";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
        }
        Ok(target)
    }

    /// Stages the text of a file, if it is to have one, in place of what is there.
    fn make_ready(&self, planned: Planned, after: Option<&[u8]>, there: Option<fs::Metadata>) -> io::Result<()> {
        let number = {
            let files = &mut self.ready().files;
            files.push(planned);
            files.len() - 1
        };
        let Some(text) = after else { return Ok(()) };
        let file = disk::create(&self.stage.text(number), text)?;
        there.map_or(Ok(()), |there| disk::take_after(&file, &there))?;
        self.ready().unsynced.add(file)
    }

    fn ready(&self) -> MutexGuard<'_, Ready> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        if !self.has_plan {
            self.stage.discard();
        }
    }
}

/// What is in a place, if anything is.
fn there(target: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(target) {
        Ok(meta) => Ok(Some(meta)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The same, if it is nothing or a file of one name.
fn alone(there: Option<fs::Metadata>) -> io::Result<Option<fs::Metadata>> {
    if there.as_ref().is_some_and(|meta| !meta.is_file()) {
        return Err(io::Error::other("it is a link or no file, and records are never read from one"));
    }
    if there.as_ref().is_some_and(disk::has_twins) {
        return Err(io::Error::other("it is a file of several names (hard links), and only one of them would change"));
    }
    Ok(there)
}

type Failed = (PathBuf, io::Error);

/// Files that are ready, on their way to their places.
struct Run<'a> {
    root: &'a Path,
    stage: &'a Stage,
    plan: Plan,
    /// So many files were to be moved, and so many were: the last one may not have been.
    begun: usize,
    moved: usize,
}

impl Run<'_> {
    /// Makes all texts safe, and writes down what is going to be done. All the space that is needed is taken before.
    fn plan(&self, unsynced: Unsynced) -> Result<(), Failed> {
        let folder = self.stage.folder();
        unsynced.sync(folder).and_then(|()| self.plan.write(self.stage)).map_err(|error| (folder.to_owned(), error))
    }

    fn carry_out(&mut self) -> Result<(), Failed> {
        for folder in self.plan.folders.iter().map(|folder| self.root.join(folder)) {
            disk::make_folder(&folder).map_err(|error| (folder, error))?;
        }
        let mut below = Below::default();
        for (n, file) in self.plan.files.iter().enumerate() {
            self.begun = n + 1;
            let put = below.place(self.root, &file.path).and_then(|target| file.put(&target, &self.stage.text(n)));
            put.map_err(|error| (self.root.join(&file.path), error))?;
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
fn missing_folders(root: &Path, files: &[Planned]) -> Vec<RelPath> {
    let folders = files.iter().flat_map(|file| file.path.match_indices('/').map(|(end, _)| &file.path[..end]));
    let folders: BTreeSet<&str> = folders.collect();
    folders.into_iter().filter(|folder| !root.join(folder).is_dir()).map(str::to_owned).collect()
}
