//! What a folder's files held before a change of them that has not come to its end, for those who only read.

use super::plan::Plan;
use super::settle::{Interrupted, foresee};
use super::stage::{self, Stage};
use crate::store::RelPath;
use std::io;
use std::path::Path;

/// A change that comes to its end while it is looked at is looked for again, so often.
const TRIES: usize = 100;

/// A change on its way, or one that was interrupted there.
#[derive(Debug)]
pub struct Pending {
    /// What each file held; None for one that was not there. What somebody has worked on since is left out.
    pub files: Vec<(RelPath, Option<Vec<u8>>)>,
    /// Nobody is at work on it any more. Where that cannot be known, so it is taken.
    pub is_interrupted: bool,
    /// The files it is of, in its order.
    pub of: Vec<RelPath>,
    /// What the next command that writes would make of it.
    pub outlook: Interrupted,
}

/// The changes in a folder that have begun and not ended. Nothing is written, and nobody is kept waiting.
pub fn pending(root: &Path) -> io::Result<Vec<Pending>> {
    for _ in 0..TRIES {
        let stages: Vec<Stage> = stage::found(root)?.into_iter().filter(Plan::is_in).collect();
        if stages.is_empty() {
            return Ok(Vec::new());
        }
        let is_interrupted = !stage::is_held(root);
        let looked: io::Result<Vec<Option<Pending>>> = stages.iter().map(|stage| look(root, stage, is_interrupted)).collect();
        // Another of us may have gone on meanwhile, and what was seen of its files is of different moments.
        if stages.iter().all(Plan::is_in) {
            return Ok(looked?.into_iter().flatten().collect());
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another isms writes there all the time"))
}

fn look(root: &Path, stage: &Stage, is_interrupted: bool) -> io::Result<Option<Pending>> {
    let Some(Some(plan)) = Plan::read(stage) else { return Ok(None) };
    let outlook = foresee(root, stage)?;
    let mut files = Vec::with_capacity(plan.files.len());
    // One that was interrupted when all was done has ended.
    if !(is_interrupted && matches!(outlook, Interrupted::Done(_))) {
        for (n, file) in plan.files.iter().enumerate() {
            // What cannot be read is said by whoever needs it.
            let earlier = file.earlier(root, &stage.text(n)).ok().flatten();
            files.extend(earlier.map(|text| (file.path.clone(), text)));
        }
    }
    let of = plan.files.into_iter().map(|file| file.path).collect();
    Ok(Some(Pending { files, is_interrupted, of, outlook }))
}
