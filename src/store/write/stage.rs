//! A folder beside the files that are to be written, where their texts are made ready. It is on the same disk, so that
//! they need only be moved; hidden, so that nobody reads them as records; and git is told to leave it alone, so that what
//! a crash leaves there is never committed.

use super::disk;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What such folders are called, with six more letters.
const NAME: &str = ".isms-writing-";

/// Keeps what is in such a folder from git.
const IGNORE: &str = ".gitignore";

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

    /// What only this folder on this disk is: a copy of it, such as a clone has, is another.
    pub fn mark(&self) -> io::Result<String> {
        mark(&fs::symlink_metadata(&self.folder)?)
    }

    /// The place of the text with a number.
    pub fn text(&self, n: usize) -> PathBuf {
        self.folder.join(n.to_string())
    }

    /// The place of the plan.
    pub fn plan(&self) -> PathBuf {
        self.folder.join("plan")
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
    Ok(format!("{}:{}:{}", folder.dev(), folder.ino(), folder.uid()))
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
    if !cfg!(unix) {
        return Ok(None);
    }
    let handle = File::open(folder)?;
    match handle.try_lock() {
        Ok(()) => Ok(Some(handle)),
        Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        // Not every file system can do that.
        Err(fs::TryLockError::Error(_)) => Ok(None),
    }
}

/// The folders that processes left behind which are no more, each held now.
pub fn left_behind(beside: &Path) -> io::Result<Vec<Stage>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(beside)? {
        let entry = entry?;
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(NAME));
        if ours && entry.file_type()?.is_dir() {
            // One that is held, or that cannot be, belongs to somebody.
            found.extend(lock(&entry.path()).ok().flatten().map(|lock| Stage { folder: entry.path(), _lock: Some(lock) }));
        }
    }
    found.sort_by(|a, b| a.folder.cmp(&b.folder));
    Ok(found)
}
