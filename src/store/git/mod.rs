//! States kept by git: the index, any commit, and the history of a commit. The only folder that names the git library,
//! which runs nothing a repository's configuration asks for: no filters, no hooks, no file monitors, no network.

mod raw;
mod resolve;
mod signatures;
mod source;
mod walk;

pub use source::GitSource;
pub use walk::GitHistory;

use super::StoreError;
use crate::base::digest::ObjectId;
use git2::ErrorCode;
use raw::id_of;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The repository a programme is in.
pub struct Repository {
    repo: git2::Repository,
    /// From the top of the work tree to the programme: empty, or ending in `/`.
    prefix: String,
}

impl Repository {
    /// Finds the repository that `root` is in; None if it is in none.
    pub fn discover(root: &Path) -> Result<Option<Self>, StoreError> {
        let repo = match git2::Repository::discover(root) {
            Ok(repo) => repo,
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(refused("git cannot open the repository", &error)),
        };
        let prefix = prefix_of(&repo, root);
        Ok(Some(Self { repo, prefix }))
    }

    /// From the top of the work tree to the programme: empty, or ending in `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The top of the work tree, if there is one.
    pub fn top(&self) -> Option<&Path> {
        self.repo.workdir()
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
        self.resolve(name).ok().map(|commit| id_of(commit.id()))
    }

    /// What this clone lays over its history. Nothing here looks at it, but git itself would show something else.
    pub fn laid_over(&self) -> Vec<&'static str> {
        let replaced = self.repo.references_glob("refs/replace/*").is_ok_and(|mut found| found.next().is_some());
        let grafted = std::fs::metadata(self.repo.commondir().join("info/grafts")).is_ok_and(|file| file.len() > 0);
        [(replaced, "replaced objects"), (grafted, "grafts")].into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
    }

    /// The past of a revision or of a day.
    pub fn history(&self, spec: &str) -> Result<GitHistory, StoreError> {
        Ok(GitHistory { pool: self.pool(), start: id_of(self.resolve(spec)?.id()), prefix: self.prefix.clone(), checked: false })
    }

    fn pool(&self) -> Pool {
        Pool { git_dir: self.repo.path().to_owned(), idle: Mutex::new(Vec::new()) }
    }
}

/// Handles on one repository: each serves one thread at a time.
struct Pool {
    git_dir: PathBuf,
    idle: Mutex<Vec<git2::Repository>>,
}

impl Pool {
    fn with<T>(&self, run: impl FnOnce(&git2::Repository) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let taken = self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let repo = taken.map_or_else(|| git2::Repository::open(&self.git_dir), Ok);
        let repo = repo.map_err(|error| refused("git cannot open the repository", &error))?;
        let result = run(&repo);
        self.idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(repo);
        result
    }
}

/// The names that git may give to a file with these bytes: as they are, with the line ends of a repository, or as a
/// pointer of Git LFS.
pub fn names_of(bytes: &[u8]) -> Vec<ObjectId> {
    let unix: Option<Vec<u8>> = bytes.windows(2).any(|pair| pair == b"\r\n").then(|| without_returns(bytes));
    let pointer = super::lfs::pointer_to(bytes).into_bytes();
    let forms = [Some(bytes), unix.as_deref(), Some(&pointer)];
    forms.into_iter().flatten().filter_map(|form| git2::Oid::hash_object(git2::ObjectType::Blob, form).ok()).map(id_of).collect()
}

fn without_returns(bytes: &[u8]) -> Vec<u8> {
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
    git2::Repository::init(root).map(drop).map_err(|error| refused("git cannot begin a repository", &error))
}

fn prefix_of(repo: &git2::Repository, root: &Path) -> String {
    let top = repo.workdir().and_then(|top| top.canonicalize().ok());
    let root = root.canonicalize().ok();
    let below = top.zip(root).and_then(|(top, root)| root.strip_prefix(top).map(Path::to_owned).ok());
    let parts: Vec<String> = below.iter().flat_map(|path| path.iter()).map(|part| part.to_string_lossy().into_owned() + "/").collect();
    parts.concat()
}

fn no_commits() -> StoreError {
    StoreError::Git {
        what: "this repository has no commits yet".into(),
        hint: Some("commit the programme first, or leave out `--at`".into()),
    }
}

fn refused(what: &str, error: &git2::Error) -> StoreError {
    let hint = match error.code() {
        ErrorCode::Owner => {
            Some("the folder belongs to another user: `git config --global --add safe.directory <folder>` if you trust it".into())
        }
        _ => None,
    };
    StoreError::Git { what: format!("{what}: {}", error.message()), hint }
}
