//! States kept by git: the index, any commit, and the history of a commit. The only folder that names the git library,
//! which is shown packs of objects and an index, and nothing else of a repository: what it would open or run because a
//! repository's own settings say so is never reached.

mod begin;
mod commit;
mod config;
mod driver;
mod environment;
mod errors;
mod hash;
mod heap;
mod ids;
mod index;
mod layout;
mod line;
pub mod lines;
mod open;
mod place;
mod programmes;
mod raw;
mod refs;
mod resolve;
mod signatures;
mod source;
mod tips;
mod walk;

pub use begin::{Commit, Past, init};
pub use commit::unified;
pub use environment::Environment;
pub use line::Line;
pub use source::GitSource;
pub use walk::GitHistory;

use super::StoreError;
use crate::base::digest::ObjectId;
use git2::ObjectType;
use heap::{Handle, Heap};
use layout::Layout;
use raw::Objects;
use refs::{Ref, Refs};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A repository, looked at from a folder.
pub struct Repository {
    layout: Layout,
    refs: Refs,
    heap: Arc<Heap>,
    handle: Handle,
    /// From the top of the work tree to that folder: empty, or ending in `/`.
    prefix: String,
    /// The folder is a programme's in the work tree. Otherwise a programme may be above it, below it, or not there.
    here: bool,
    environment: Environment,
}

impl Repository {
    /// From the top of the work tree to the folder it is looked at from: empty, or ending in `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The top of the work tree, if there is one.
    pub fn top(&self) -> Option<&Path> {
        self.layout.work_tree.as_deref()
    }

    /// The current branch, as people call it.
    pub fn branch(&self) -> Option<String> {
        match self.refs.get(&self.layout, "HEAD").ok()?? {
            Ref::Name(name) => Some(name.strip_prefix("refs/heads/")?.to_owned()),
            Ref::Commit(_) => None,
        }
    }

    /// The names of branches and tags, as people type them.
    ///
    /// # Errors
    /// When names cannot be read.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        let folders = ["refs/heads/", "refs/tags/", "refs/remotes/"].map(|folder| self.refs.below(&self.layout, folder));
        let mut names: Vec<String> = Vec::new();
        for folder in folders {
            names.extend(folder?);
        }
        Ok(names)
    }

    /// Where hooks of this repository live by default, shared by its work trees.
    pub fn default_hooks(&self) -> PathBuf {
        self.layout.common.join("hooks")
    }

    /// `core.hooksPath`, if it is set, as an absolute path.
    pub fn configured_hooks(&self) -> Option<PathBuf> {
        let users = || git2::Config::open_default().ok()?.get_path("core.hooksPath").ok();
        let own = |path: &str| match (path.strip_prefix("~/"), &self.environment.home) {
            (Some(below), Some(home)) => home.join(below),
            _ => PathBuf::from(path),
        };
        let path = self.layout.config.get("core.hookspath").map(own).or_else(users)?;
        Some(self.top().unwrap_or(&self.layout.git_dir).join(path))
    }

    /// Whether its own settings name further files. Those are not read, so what they set is not known.
    pub fn includes_settings(&self) -> bool {
        self.layout.config.includes()
    }

    /// Whether commits before some day were left out when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        self.layout.is_shallow
    }

    /// Whether the current branch has a commit.
    pub fn has_commits(&self) -> Result<bool, StoreError> {
        Ok(self.head_id()?.is_some())
    }

    /// The commit of a name, if this repository has it.
    pub fn commit_id(&self, name: &str) -> Option<ObjectId> {
        self.resolve(name).ok().map(|found| found.commit.id)
    }

    /// What this clone lays over its history. Nothing here looks at it, but git itself would show something else.
    pub fn laid_over(&self) -> Result<Vec<&'static str>, StoreError> {
        let replaced = self.refs.any(&self.layout, "refs/replace/")?;
        let grafted = std::fs::metadata(self.layout.common.join("info/grafts")).is_ok_and(|file| file.len() > 0);
        Ok([(replaced, "replaced objects"), (grafted, "grafts")].into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect())
    }

    /// The past of a revision or of a day. That of a programme which no commit has yet is empty.
    pub fn history(&self, spec: &str) -> Result<GitHistory, StoreError> {
        let found = self.resolve(spec)?;
        let prefix = match self.place_in(&mut Objects::of(&self.handle), &found) {
            Err(StoreError::Absent { .. }) if self.here && found.folder.is_none() => self.prefix.clone(),
            place => place?,
        };
        Ok(GitHistory { pool: self.pool(), start: found.commit.id, prefix, checked: false, only: None })
    }

    fn pool(&self) -> Pool {
        Pool {
            git_dir: self.layout.git_dir.clone(),
            heap: Arc::clone(&self.heap),
            is_shallow: self.is_shallow(),
            idle: Mutex::new(Vec::new()),
        }
    }
}

/// Handles on one repository: each serves one thread at a time.
struct Pool {
    git_dir: PathBuf,
    heap: Arc<Heap>,
    is_shallow: bool,
    idle: Mutex<Vec<Handle>>,
}

impl Pool {
    fn with<T>(&self, run: impl FnOnce(&Handle) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let taken = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let handle = taken.map_or_else(|| self.heap.open(), Ok)?;
        let result = run(&handle);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(handle);
        result
    }
}

/// The name that git gives to a content.
pub fn name_of(bytes: &[u8]) -> Option<ObjectId> {
    hash::id_of_content(ObjectType::Blob, bytes)
}

/// The names that git may give to a file with these bytes: as they are, with the line ends of a repository, or as a
/// pointer of Git LFS.
pub fn names_of(bytes: &[u8]) -> Vec<ObjectId> {
    let unix: Option<Vec<u8>> = bytes.windows(2).any(|pair| pair == b"\r\n").then(|| without_returns(bytes));
    let pointer = super::lfs::pointer_to(bytes).into_bytes();
    let forms = [Some(bytes), unix.as_deref(), Some(&pointer)];
    forms.into_iter().flatten().filter_map(name_of).collect()
}

/// A text with the line ends of Unix and of Windows, as far as it has others. Of what is no text there are no forms: git
/// leaves it alone.
pub fn rewrapped(bytes: &[u8]) -> Vec<Vec<u8>> {
    if !bytes.contains(&b'\n') || bytes.contains(&0) {
        return Vec::new();
    }
    let with_return = |line: &[u8]| line.strip_suffix(b"\n").map_or_else(|| line.to_vec(), |line| [line, b"\r\n"].concat());
    let unix = without_returns(bytes);
    let windows: Vec<u8> = unix.split_inclusive(|byte| *byte == b'\n').flat_map(with_return).collect();
    [unix, windows].into_iter().filter(|form| form != bytes).collect()
}

/// A text with the line ends that it has in a repository.
fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (n, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(n + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}
