//! Repositories that are begun: empty ones, and such with a past, which is the same on every machine.

use super::StoreError;
use super::ids::{id_of, oid};
use crate::base::digest::ObjectId;
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Odb, Repository, RepositoryInitOptions, Signature, Time, Tree};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// The branch of a repository with a past, whatever the user's settings call theirs.
const BRANCH: &str = "main";
/// Minutes east of Greenwich: the zone of all times of commits, whatever the zone of this machine.
const ZONE: i32 = 60;
/// The folder in which a repository is made ready, beside the files to come. What is left in it by a run that was ended is no work.
const ROOM: &str = ".isms-beginning";

/// A commit to be written: author and committer are one.
#[derive(Clone, Debug)]
pub struct Commit {
    pub name: String,
    pub email: String,
    /// Minutes from the beginning of 1970, in its zone.
    pub minutes: i64,
    pub message: String,
    /// The files that it brings to a state, by their paths; others stay as the commit before left them.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Commits that are in no repository yet.
pub struct Past {
    /// How many there are.
    pub count: usize,
    /// The last of them.
    pub last: ObjectId,
    pack: Vec<u8>,
}

impl Past {
    /// Makes the commits, each upon the one before it. Nothing is read from this machine and nothing written to it.
    ///
    /// # Errors
    /// Where the library refuses a name or a path.
    pub fn of(commits: &[Commit]) -> Result<Self, StoreError> {
        Self::made(commits).map_err(failed)
    }

    fn made(commits: &[Commit]) -> Result<Self, git2::Error> {
        let repository = Repository::from_odb(Odb::new()?)?;
        let objects = repository.odb()?;
        let memory = objects.add_new_mempack_backend(1)?;
        let mut last: Option<git2::Commit<'_>> = None;
        for commit in commits {
            let base = last.as_ref().map_or_else(|| empty(&repository), git2::Commit::tree)?;
            let mut tree = TreeUpdateBuilder::new();
            for (path, bytes) in &commit.files {
                tree.upsert(path, repository.blob(bytes)?, FileMode::Blob);
            }
            let tree = repository.find_tree(tree.create_updated(&repository, &base)?)?;
            let seconds = (commit.minutes - i64::from(ZONE)) * 60;
            let who = Signature::new(&commit.name, &commit.email, &Time::new(seconds, ZONE))?;
            let parents: Vec<&git2::Commit<'_>> = last.iter().collect();
            let id = repository.commit(None, &who, &who, &commit.message, &tree, &parents)?;
            last = Some(repository.find_commit(id)?);
        }
        let mut pack = git2::Buf::new();
        memory.dump(&repository, &mut pack)?;
        Ok(Past { count: commits.len(), last: last.map_or(ObjectId([0; 20]), |last| id_of(last.id())), pack: pack.to_vec() })
    }

    /// Begins a repository in a folder with these commits on its branch, and an index as after a commit. It is there whole or not at
    /// all.
    ///
    /// # Errors
    /// When it cannot be written, or the folder has one.
    pub fn begin(&self, root: &Path) -> Result<(), StoreError> {
        let room = root.join(ROOM);
        let begun = clear(&room).and_then(|()| self.placed(&room).map_err(failed));
        let begun = begun.and_then(|()| fs::rename(room.join(".git"), root.join(".git")).map_err(unwritten));
        let cleared = clear(&room);
        begun.and(cleared)
    }

    fn placed(&self, room: &Path) -> Result<(), git2::Error> {
        let mut options = RepositoryInitOptions::new();
        options.initial_head(BRANCH).external_template(false);
        let repository = Repository::init_opts(room, &options)?;
        let objects = repository.odb()?;
        let mut pack = objects.packwriter()?;
        pack.write_all(&self.pack).map_err(|error| git2::Error::from_str(&error.to_string()))?;
        pack.commit()?;
        let last = repository.find_commit(oid(self.last))?;
        let mut index = repository.index()?;
        index.read_tree(&last.tree()?)?;
        index.write()?;
        repository.reference(&format!("refs/heads/{BRANCH}"), last.id(), false, "").map(drop)
    }
}

fn empty(repository: &Repository) -> Result<Tree<'_>, git2::Error> {
    repository.find_tree(repository.treebuilder(None)?.write()?)
}

fn clear(room: &Path) -> Result<(), StoreError> {
    if room.symlink_metadata().is_ok() { fs::remove_dir_all(room).map_err(unwritten) } else { Ok(()) }
}

/// Begins a repository in a folder, as `git init` does.
///
/// # Errors
/// When it cannot be written.
pub fn init(root: &Path) -> Result<(), StoreError> {
    Repository::init(root).map(drop).map_err(failed)
}

fn failed(error: git2::Error) -> StoreError {
    StoreError::Git { what: format!("git cannot begin a repository: {}", error.message()), hint: None }
}

fn unwritten(error: std::io::Error) -> StoreError {
    StoreError::Git { what: format!("cannot begin a repository: {error}"), hint: None }
}
