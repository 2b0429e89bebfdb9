//! A folder beside the files that are to be written, where their texts are made ready. It is on the same disk, so that
//! they need only be moved; hidden, so that nobody reads them as records; and git is told to leave it alone, so that what
//! a crash leaves there is never committed.

use super::disk;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What such folders are called, with six more letters.
const NAME: &str = ".isms-writing-";

const PLAN: &str = "plan";

/// Keeps what is in such a folder from git.
const IGNORE: &str = ".gitignore";

/// So often, and after so long, a folder is tried again that another process holds.
const PATIENCE: (usize, Duration) = (200, Duration::from_millis(50));

/// Others that tidy up may take a folder away before its maker holds it.
const TRIES: usize = 3;

/// A folder of this process.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    /// As long as it is held, nobody tidies the folder away.
    _lock: Option<File>,
}

impl Stage {
    /// Makes one in a folder.
    pub fn open(beside: &Path) -> io::Result<Self> {
        for _ in 0..TRIES {
            let folder = disk::make_unique_folder(beside, NAME)?;
            let Ok(lock) = lock(&folder) else { continue };
            let stage = Self { folder, _lock: lock };
            if stage.folder.exists() {
                ignore(&stage.folder).inspect_err(|_| stage.discard())?;
                return Ok(stage);
            }
        }
        Err(io::Error::other("another process takes away what this one makes"))
    }

    /// One that is there.
    #[cfg(test)]
    pub fn found(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), _lock: None }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What only this folder is, also when the machine was started again: a copy of it, such as a clone has, is another.
    pub fn mark(&self) -> io::Result<String> {
        mark(&fs::symlink_metadata(&self.folder)?)
    }

    /// The place of the text with a number.
    pub fn text(&self, n: usize) -> PathBuf {
        self.folder.join(n.to_string())
    }

    /// The place of the plan.
    pub fn plan(&self) -> PathBuf {
        self.folder.join(PLAN)
    }

    /// Takes the folder away. What stays is litter, which the next command that writes removes.
    pub fn discard(&self) {
        let _ = self.remove();
    }

    /// The plan goes first, as long as all is there that it speaks of; what keeps git away goes last.
    fn remove(&self) -> io::Result<()> {
        if self.plan().exists() {
            disk::remove(&self.plan())?;
            disk::sync_folder(&self.folder)?;
        }
        for entry in fs::read_dir(&self.folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()? {
            if entry != IGNORE {
                disk::remove(&self.folder.join(entry))?;
            }
        }
        if self.folder.join(IGNORE).exists() {
            disk::remove(&self.folder.join(IGNORE))?;
        }
        disk::remove_folder(&self.folder)
    }
}

#[cfg(unix)]
fn mark(folder: &fs::Metadata) -> io::Result<String> {
    use std::os::unix::fs::MetadataExt as _;
    // Without the number of the disk, which may be another after each mount.
    Ok(format!("{}:{}", folder.ino(), folder.uid()))
}

#[cfg(not(unix))]
fn mark(folder: &fs::Metadata) -> io::Result<String> {
    let since = folder.created()?.duration_since(std::time::UNIX_EPOCH).map_err(io::Error::other)?;
    Ok(since.as_nanos().to_string())
}

/// Makes another hidden folder, which git leaves alone.
pub fn make_hidden(beside: &Path, prefix: &str) -> io::Result<PathBuf> {
    let folder = disk::make_unique_folder(beside, prefix)?;
    ignore(&folder)?;
    Ok(folder)
}

fn ignore(folder: &Path) -> io::Result<()> {
    disk::create(&folder.join(IGNORE), b"*\n").map(drop)
}

/// Holds a folder for this process; None where folders cannot be held. `WouldBlock` if another process holds it.
pub fn lock(folder: &Path) -> io::Result<Option<File>> {
    hold(folder, File::try_lock)
}

/// Whether another process holds a folder. Who only asks keeps nobody else who asks from it.
pub fn is_held(folder: &Path) -> bool {
    hold(folder, File::try_lock_shared).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
}

fn hold(folder: &Path, how: fn(&File) -> Result<(), fs::TryLockError>) -> io::Result<Option<File>> {
    if !cfg!(unix) {
        return Ok(None);
    }
    let handle = File::open(folder)?;
    match how(&handle) {
        Ok(()) => Ok(Some(handle)),
        Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        // Not every file system can do that.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// The same, of a folder that is going to be free soon.
pub fn lock_patiently(folder: &Path) -> io::Result<Option<File>> {
    for _ in 0..PATIENCE.0 {
        match lock(folder) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(PATIENCE.1),
            locked => return locked,
        }
    }
    Err(io::Error::new(io::ErrorKind::WouldBlock, "another isms is writing there, and does not come to an end"))
}

/// The folders in which texts were made ready, whoever holds them.
pub fn found(beside: &Path) -> io::Result<Vec<Stage>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(beside)? {
        let entry = entry?;
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(NAME));
        if ours && entry.file_type()?.is_dir() {
            found.push(Stage { folder: entry.path(), _lock: None });
        }
    }
    found.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(found)
}

/// Those that processes left behind which are no more, each held now. Whoever asks holds the folder they are in, so that
/// nobody is at work in one with a plan; where folders cannot be held, it has to be somebody who knows that.
pub fn left_behind(beside: &Path) -> io::Result<Vec<Stage>> {
    let mut left = Vec::new();
    for Stage { folder, .. } in found(beside)? {
        let has_plan = folder.join(PLAN).exists();
        match if has_plan { lock_patiently(&folder) } else { lock(&folder) } {
            Ok(lock) if has_plan || lock.is_some() => left.push(Stage { folder, _lock: lock }),
            Err(error) if has_plan => return Err(error),
            // It belongs to somebody.
            _ => {}
        }
    }
    Ok(left)
}

/// Removes those in which nothing was planned and nobody is at work.
pub fn tidy(beside: &Path) {
    let unplanned = found(beside).into_iter().flatten().filter(|stage| !stage.plan().exists());
    for Stage { folder, .. } in unplanned {
        if let Ok(Some(lock)) = lock(&folder) {
            Stage { folder, _lock: Some(lock) }.discard();
        }
    }
}
