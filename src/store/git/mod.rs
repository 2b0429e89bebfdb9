//! States kept by git: the index, any commit, and the history of a commit. The only folder that names the git library,
//! which runs nothing a repository's configuration asks for: no filters, no hooks, no file monitors, no network.

mod errors;
mod line;
mod open;
mod place;
mod raw;
mod resolve;
mod signatures;
mod source;
mod walk;

pub use line::Line;
pub use open::Environment;
pub use source::GitSource;
pub use walk::GitHistory;

use super::StoreError;
use crate::base::digest::ObjectId;
use errors::refused;
use raw::{Objects, id_of};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A repository, looked at from a folder.
pub struct Repository {
    repo: git2::Repository,
    /// From the top of the work tree to that folder: empty, or ending in `/`.
    prefix: String,
    /// The folder is a programme's in the work tree. Otherwise a programme may be above it, below it, or not there.
    here: bool,
    /// Further folders of objects, that the environment names.
    objects: Vec<PathBuf>,
    /// The index file that `GIT_INDEX_FILE` names.
    index: Option<PathBuf>,
}

impl Repository {
    /// From the top of the work tree to the folder it is looked at from: empty, or ending in `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The top of the work tree, if there is one.
    pub fn top(&self) -> Option<&Path> {
        self.repo.workdir()
    }

    /// The current branch, as people call it.
    pub fn branch(&self) -> Option<String> {
        let head = self.repo.find_reference("HEAD").ok()?;
        Some(head.symbolic_target().ok()??.strip_prefix("refs/heads/")?.to_owned())
    }

    /// Where hooks of this repository live by default, shared by its work trees.
    pub fn default_hooks(&self) -> PathBuf {
        self.repo.commondir().join("hooks")
    }

    /// `core.hooksPath`, if it is set, as an absolute path.
    pub fn configured_hooks(&self) -> Option<PathBuf> {
        let path = self.repo.config().ok()?.get_path("core.hooksPath").ok()?;
        Some(self.repo.workdir().unwrap_or_else(|| self.repo.path()).join(path))
    }

    /// Whether commits before some day were left out when the repository was cloned.
    pub fn is_shallow(&self) -> bool {
        self.repo.is_shallow()
    }

    /// Whether the current branch has a commit.
    pub fn has_commits(&self) -> bool {
        self.repo.head().is_ok()
    }

    /// The commit of a name, if this repository has it.
    pub fn commit_id(&self, name: &str) -> Option<ObjectId> {
        self.resolve(name).ok().map(|found| found.commit.id)
    }

    /// What this clone lays over its history. Nothing here looks at it, but git itself would show something else.
    pub fn laid_over(&self) -> Vec<&'static str> {
        let replaced = self.repo.references_glob("refs/replace/*").is_ok_and(|mut found| found.next().is_some());
        let grafted = std::fs::metadata(self.repo.commondir().join("info/grafts")).is_ok_and(|file| file.len() > 0);
        [(replaced, "replaced objects"), (grafted, "grafts")].into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
    }

    /// The past of a revision or of a day. That of a programme which no commit has yet is empty.
    pub fn history(&self, spec: &str) -> Result<GitHistory, StoreError> {
        let found = self.resolve(spec)?;
        let prefix = match self.place_in(&mut Objects::of(&self.repo)?, &found) {
            Err(StoreError::Absent { .. }) if self.here && found.folder.is_none() => self.prefix.clone(),
            place => place?,
        };
        Ok(GitHistory { pool: self.pool(), start: found.commit.id, prefix, checked: false })
    }

    fn pool(&self) -> Pool {
        Pool { git_dir: self.repo.path().to_owned(), objects: self.objects.clone(), idle: Mutex::new(Vec::new()) }
    }
}

/// Handles on one repository: each serves one thread at a time.
struct Pool {
    git_dir: PathBuf,
    objects: Vec<PathBuf>,
    idle: Mutex<Vec<git2::Repository>>,
}

impl Pool {
    fn with<T>(&self, run: impl FnOnce(&git2::Repository) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let taken = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let repo = taken.map_or_else(|| self.open(), Ok);
        let repo = repo.map_err(|error| refused("git cannot open the repository", &error))?;
        let result = run(&repo);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(repo);
        result
    }

    fn open(&self) -> Result<git2::Repository, git2::Error> {
        let repo = git2::Repository::open(&self.git_dir)?;
        open::add_objects(&repo, &self.objects)?;
        Ok(repo)
    }
}

/// The name that git gives to a content.
pub fn name_of(bytes: &[u8]) -> Option<ObjectId> {
    git2::Oid::hash_object(git2::ObjectType::Blob, bytes).ok().map(id_of)
}

/// The names that git may give to a file with these bytes: as they are, with the line ends of a repository, or as a
/// pointer of Git LFS.
pub fn names_of(bytes: &[u8]) -> Vec<ObjectId> {
    let unix: Option<Vec<u8>> = bytes.windows(2).any(|pair| pair == b"\r\n").then(|| without_returns(bytes));
    let pointer = super::lfs::pointer_to(bytes).into_bytes();
    let forms = [Some(bytes), unix.as_deref(), Some(&pointer)];
    forms.into_iter().flatten().filter_map(name_of).collect()
}

/// A text with the line ends that it has in a repository.
pub fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (n, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(n + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

/// Begins a repository in a folder, as `git init` does.
pub fn init(root: &Path) -> Result<(), StoreError> {
    let failed = |error: git2::Error| StoreError::Git { what: format!("git cannot begin a repository: {}", error.message()), hint: None };
    git2::Repository::init(root).map(drop).map_err(failed)
}
