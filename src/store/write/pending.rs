//! What a folder's files held before a change of them that has not come to its end, for those who only read.

use super::plan::{Held, Plan};
use super::planned::{self, State};
use super::settle::{Interrupted, outlook, sights};
use super::stage::{self, Stage};
use crate::store::RelPath;
use std::io;
use std::path::{Path, PathBuf};

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
        let held = stage::found(root)?.into_iter().map(|stage| (Plan::read(&stage), stage));
        let held: Vec<(Held, Stage)> = held.filter(|(held, _)| !matches!(held, Held::Nothing)).collect();
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let is_interrupted = !stage::is_held(root);
        let plans: Vec<PathBuf> = held.iter().map(|(_, stage)| stage.plan()).collect();
        let looked: io::Result<Vec<Option<Pending>>> =
            held.into_iter().map(|(held, stage)| look(root, &stage, held, is_interrupted)).collect();
        // Another of us may have gone on meanwhile, and what was seen of its files is of different moments. A plan goes first.
        if plans.iter().all(|plan| plan.exists()) {
            return Ok(looked?.into_iter().flatten().collect());
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another isms writes there all the time"))
}

fn look(root: &Path, stage: &Stage, held: Held, is_interrupted: bool) -> io::Result<Option<Pending>> {
    let plan = match held {
        Held::Ours(plan) => plan,
        Held::Nothing => return Ok(None),
        Held::Foreign(of) => {
            let outlook = Interrupted::Foreign(stage.folder().to_owned(), of.clone());
            return Ok(Some(Pending { files: Vec::new(), is_interrupted: true, of, outlook }));
        }
    };
    let sights = sights(&plan, root, stage, planned::read)?;
    let outlook = outlook(&plan, stage, &sights)?;
    // One that was interrupted when all was done has ended.
    let has_ended = is_interrupted && matches!(outlook, Interrupted::Done(_));
    let seen = plan.files.iter().zip(sights).filter(|(_, seen)| !has_ended && seen.state != State::Neither);
    let files = seen.map(|(file, seen)| (file.path.clone(), seen.earlier)).collect();
    let of = plan.files.into_iter().map(|file| file.path).collect();
    Ok(Some(Pending { files, is_interrupted, of, outlook }))
}
