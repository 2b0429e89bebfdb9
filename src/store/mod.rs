//! Where a programme's bytes come from: a folder, memory, and the states and history of a git repository. The only
//! floor that touches files, and one folder of it the only one that names the git library.

pub mod archive;
pub mod git;
pub mod history;
pub mod lfs;
#[cfg(test)]
pub mod memory;
pub mod only;
pub mod overlay;
pub mod plain;
pub mod shelf;
pub mod sparse;
pub mod unbegun;
pub mod worktree;
pub mod write;

use crate::base::date::Date;
use crate::base::digest::{ObjectId, sha256_hex};
use crate::model::kinds;
use crate::model::single::SINGLES;
use std::fmt::Write as _;
use std::path::PathBuf;

/// A path below the programme's folder, `/` between parts.
pub type RelPath = String;

/// Something that is listed below the programme's folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    pub path: RelPath,
    pub kind: FileKind,
    /// In bytes, as far as listing can tell; 0 otherwise, and for records in a folder, which are read anyway.
    pub size: u64,
}

/// What a listed path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    File,
    Symlink,
    /// A device, socket or pipe.
    Other,
    /// Its name is not UTF-8, or its path is longer than [`LONGEST_PATH`]: it is listed by how its name is spelt, to be told.
    Unnamed,
    /// A `.gitignore` names it, and it has the name of a record: it is listed to be told, and no commit lists it.
    Ignored,
    /// A merge left several versions of it in the index.
    Unmerged,
}

/// No path of a programme is longer; what is deeper in a folder made to do harm is not read.
const LONGEST_PATH: usize = 1_024;

/// Whether a path is hidden and none of the programme's business. Where records stand, and where a folder or a file would
/// be theirs but for its dot, hidden names are listed too, so that they can be told.
fn is_left_out(path: &str) -> bool {
    if !path.split('/').any(|part| part.starts_with('.')) {
        return false;
    }
    let (first, below) = path.split_once('/').map_or((path, false), |(first, _)| (first, true));
    let plain = first.trim_start_matches('.');
    let file = SINGLES.iter().any(|single| single.file == plain) || kinds::by_id(plain).is_some();
    !(kinds::by_folder(plain).is_some() || file && !below)
}

/// The part of a path that is too long already: itself, or the first folder it is in.
fn too_long(path: &str) -> Option<&str> {
    let above = path.match_indices('/').map(|(end, _)| &path[..end]);
    above.chain([path]).find(|path| path.len() > LONGEST_PATH)
}

/// A name as it is spelt where it is not UTF-8: `RSK-\xff.yaml`.
fn spelt(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
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
    /// What was asked for names no state.
    #[error("{what}")]
    NoState { what: String, hint: Option<String> },
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
    /// Everything below the programme's folder, sorted by path. Folders are left out, and hidden names that nobody takes for
    /// a record.
    fn list(&self) -> Result<Vec<Listed>, StoreError>;
    /// The bytes of a listed file.
    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError>;
    /// The same; None if they are more than `limit`.
    fn read_up_to(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(path).map(|bytes| (bytes.len() as u64 <= limit).then_some(bytes))
    }
    /// The SHA-256 of a listed file, in hex.
    fn digest(&self, path: &str) -> Result<String, StoreError> {
        Ok(sha256_hex(&self.read(path)?))
    }
    /// The name that git gives to the content of a listed file, if that is known without reading it.
    fn content(&self, _path: &str) -> Option<ObjectId> {
        None
    }
    /// What was found out of an edit that is on its way counts no longer: it was settled.
    fn look_again(&self) {}
    /// The names that git may know a listed file's content by.
    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        Ok(git::names_of(&self.read(path)?))
    }
}
