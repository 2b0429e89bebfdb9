//! States kept by git: the index, any commit, and the history of a commit. The only folder that names the git library,
//! which runs nothing a repository's configuration asks for: no filters, no hooks, no file monitors, no network.

mod raw;
mod resolve;
mod source;
mod walk;

pub use source::GitSource;
pub use walk::GitHistory;

use super::StoreError;
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

    /// The past of a revision or of a day.
    pub fn history(&self, spec: &str) -> Result<GitHistory, StoreError> {
        Ok(GitHistory { pool: self.pool(), start: id_of(self.resolve(spec)?.id()), prefix: self.prefix.clone() })
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
