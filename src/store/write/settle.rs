//! What becomes of a change that was interrupted: it is taken back, unless somebody has worked on its files since.

use super::change::{Left, WriteError, file_below};
use super::disk;
use super::plan::{Held, Plan};
use super::planned::{self, Look, Sight, State};
use super::stage::{self, Stage};
use crate::store::RelPath;
use crate::store::plain;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the folder is called that keeps what nobody has in a file any more, with six more letters.
const KEPT: &str = ".isms-kept-";

/// A change that was interrupted, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// It had changed nothing yet, or everything: only what it had made ready is there.
    Begun,
    /// It had come to some of its files, which are again as they were.
    TakenBack(Vec<Left>),
    /// It had come to all of its files.
    Done(usize),
    /// The folder holds a plan that was not written in it, with the files that this is of: nothing is taken back by it.
    Foreign(PathBuf, Vec<RelPath>),
    /// Somebody has worked on its files since, so that nothing was moved.
    Stays(Unsettled),
    /// It was taken back but for files that somebody has worked on since, which stay.
    TakenBackBut(Unsettled),
}

/// The files of a change on which somebody has worked since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// What it had come to before it was interrupted, without those that somebody has worked on.
    pub left: Vec<Left>,
    pub changed: Vec<Changed>,
}

/// A file that somebody has worked on since a change of it was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub path: RelPath,
    /// The file that keeps its other text, and whether that is the one from before the change.
    pub kept: Option<(PathBuf, bool)>,
}

/// What to do about a change that was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolve {
    /// Take it back if that destroys nothing, and only if it is known that nobody is at work on it.
    Unasked,
    /// Take it back if that destroys nothing.
    Safely,
    /// Files that somebody has worked on stay, their other texts are kept, and the rest is taken back.
    Keeping,
}

/// Says what [`settle`] would do.
pub fn foresee(root: &Path, stage: &Stage, how: Resolve) -> io::Result<Interrupted> {
    let outlook = match Plan::read(stage) {
        Held::Nothing => Interrupted::Begun,
        Held::Foreign(of) => Interrupted::Foreign(stage.folder().to_owned(), of),
        Held::Ours(plan) => outlook(&plan, stage, &sights(&plan, root, stage, planned::told)?)?,
    };
    Ok(match outlook {
        Interrupted::Stays(unsettled) if how == Resolve::Keeping => Interrupted::TakenBackBut(unsettled),
        outlook => outlook,
    })
}

/// The files of a plan as they are seen.
pub fn sights<T>(plan: &Plan, root: &Path, stage: &Stage, look: Look<T>) -> io::Result<Vec<Sight<T>>> {
    plan.files.iter().enumerate().map(|(n, file)| file.sight(root, &stage.text(n), look)).collect()
}

/// What becomes of a change whose files are seen so, if nobody chooses.
pub fn outlook<T>(plan: &Plan, stage: &Stage, sights: &[Sight<T>]) -> io::Result<Interrupted> {
    let of = |state| (0..sights.len()).filter(move |n| sights[*n].state == state);
    let left: Vec<Left> = of(State::After).map(|n| plan.files[n].left()).collect();
    let changed = of(State::Neither).map(|n| {
        let file = &plan.files[n];
        Ok(Changed { path: file.path.clone(), kept: file.kept(&stage.text(n))? })
    });
    let changed: Vec<Changed> = changed.collect::<io::Result<_>>()?;
    Ok(if !changed.is_empty() {
        Interrupted::Stays(Unsettled { left, changed })
    } else if left.is_empty() {
        Interrupted::Begun
    } else if sights.iter().all(|file| file.came_out) {
        Interrupted::Done(left.len())
    } else {
        Interrupted::TakenBack(left)
    })
}

/// Takes back what had been done of a change, and removes what it had made ready. The folder stays where somebody has to
/// choose, and where it is not ours.
pub fn settle(root: &Path, stage: &Stage, how: Resolve) -> Result<Interrupted, WriteError> {
    let failed = |error| WriteError::nothing(stage.folder(), error);
    let outcome = match Plan::read(stage) {
        Held::Foreign(of) => return Ok(Interrupted::Foreign(stage.folder().to_owned(), of)),
        Held::Nothing => Interrupted::Begun,
        Held::Ours(plan) => {
            let sights = sights(&plan, root, stage, planned::told).map_err(failed)?;
            let outlook = outlook(&plan, stage, &sights).map_err(failed)?;
            match outlook {
                Interrupted::Stays(_) if how != Resolve::Keeping => return Ok(outlook),
                Interrupted::Done(_) => {
                    plan.sync_folders(root).map_err(|(path, source)| WriteError::nothing(path, source))?;
                    outlook
                }
                Interrupted::Stays(unsettled) => {
                    take_back(&plan, root, stage, &sights)?;
                    let kept = keep(root, &unsettled.changed).map_err(failed)?;
                    Interrupted::TakenBackBut(Unsettled { changed: kept, ..unsettled })
                }
                _ => {
                    take_back(&plan, root, stage, &sights)?;
                    outlook
                }
            }
        }
    };
    stage.discard();
    Ok(outcome)
}

fn take_back<T>(plan: &Plan, root: &Path, stage: &Stage, sights: &[Sight<T>]) -> Result<(), WriteError> {
    let done: Vec<usize> = (0..sights.len()).filter(|n| sights[*n].state == State::After).collect();
    for (at, n) in done.iter().enumerate().rev() {
        plan.files[*n].take_back(root, &stage.text(*n)).map_err(|source| {
            let left = done[..=at].iter().map(|n| plan.files[*n].left()).collect();
            WriteError { path: root.join(&plan.files[*n].path), source, left }
        })?;
    }
    plan.remove_folders(root);
    plan.sync_folders(root).map_err(|(path, source)| WriteError::nothing(path, source))
}

/// Keeps the other texts of files that somebody has worked on, each by the name of its file. They are copied: whoever is cut
/// off here finds all of them again where they were.
fn keep(root: &Path, changed: &[Changed]) -> io::Result<Vec<Changed>> {
    if changed.iter().all(|file| file.kept.is_none()) {
        return Ok(changed.to_vec());
    }
    let folder = stage::make_hidden(root, KEPT)?;
    let copied = changed.iter().map(|file| {
        let Some((from, is_earlier)) = &file.kept else { return Ok(file.clone()) };
        let to = file_below(&folder, &file.path)?;
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        copy(from, &to)?;
        let folders = to.ancestors().skip(1).take_while(|above| above.starts_with(root));
        folders.into_iter().try_for_each(disk::sync_folder)?;
        Ok(Changed { path: file.path.clone(), kept: Some((to, *is_earlier)) })
    });
    copied.collect::<io::Result<_>>().inspect_err(|_| drop(disk::remove_all(&folder)))
}

/// A copy for the same people. What is no file is moved.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let meta = fs::symlink_metadata(from)?;
    if !meta.is_file() {
        return disk::rename(from, to);
    }
    let file = disk::create(to, &plain::read_listed(from)?)?;
    file.set_permissions(meta.permissions())?;
    disk::sync(&file)
}
