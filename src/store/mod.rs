//! Where a programme's bytes come from: a folder, memory, and the states and history of a git repository. The only
//! floor that touches files, and one folder of it the only one that names the git library.

pub mod git;
pub mod history;
pub mod lfs;
#[cfg(test)]
pub mod memory;
pub mod only;
pub mod overlay;
pub mod plain;
pub mod shelf;
pub mod worktree;

use crate::base::date::Date;
use crate::base::digest::ObjectId;
use std::path::PathBuf;

/// A path below the programme's folder, `/` between parts.
pub type RelPath = String;

/// Something that is listed below the programme's folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    pub path: RelPath,
    pub kind: FileKind,
    /// In bytes, as far as listing can tell; 0 otherwise.
    pub size: u64,
}

/// What a listed path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    File,
    Symlink,
    /// A device, socket or pipe.
    Other,
    /// A merge left several versions of it in the index.
    Unmerged,
}

/// Why bytes could not be had. Bad content is never one of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot read `{path}`")]
    Read { path: PathBuf, source: std::io::Error },
    #[error("`{path}` is listed but not there")]
    Missing { path: PathBuf },
    #[error("{what}")]
    Git { what: String, hint: Option<String> },
    /// A state without the programme. `elsewhere`: it has others.
    #[error("{what}")]
    Absent { what: String, hint: String, elsewhere: bool },
}

/// A state of a programme. Time travel is choosing another one.
pub trait Source: Sync {
    /// What people call this state: `work tree`, `index`, a commit's short id.
    fn label(&self) -> String;
    /// The day it is looked at from, if the state itself has one; a commit has.
    fn day(&self) -> Option<Date>;
    /// The full id of the commit, if the state is one.
    fn commit(&self) -> Option<String>;
    /// Everything below the programme's folder, sorted by path. Folders and hidden names are left out.
    fn list(&self) -> Result<Vec<Listed>, StoreError>;
    /// The bytes of a listed file.
    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError>;
    /// The name that git gives to the content of a listed file, if that is known without reading it.
    fn content(&self, _path: &str) -> Option<ObjectId> {
        None
    }
    /// The names that git may know a listed file's content by.
    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        Ok(git::names_of(&self.read(path)?))
    }
}
