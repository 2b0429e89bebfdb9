//! Which repository a folder is in.

use super::errors::{cannot_open, no_repository, refused};
use super::{Repository, StoreError};
use crate::model::program::ROOT;
use git2::{ErrorCode, RepositoryOpenFlags};
use std::path::{Path, PathBuf};

/// What git tells the programs it starts, hooks above all.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `GIT_DIR`
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`
    pub work_tree: Option<PathBuf>,
    /// `GIT_INDEX_FILE`: what is going to be committed may stand in another file than the repository's own index.
    pub index: Option<PathBuf>,
    /// `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES`: what somebody pushes lies apart until hooks let it in.
    pub objects: Vec<PathBuf>,
    /// `GIT_CEILING_DIRECTORIES`: folders from which nobody looks further up.
    pub ceilings: Vec<PathBuf>,
}

impl Repository {
    /// Finds the repository that `root` is in; None if it is in none. `root` need not be there: an earlier state may
    /// have had it.
    pub fn discover(root: &Path, environment: &Environment) -> Result<Option<Self>, StoreError> {
        let Some((start, rest)) = standing(root) else { return Ok(None) };
        let above = above(&start, &environment.ceilings)?;
        let named = named(environment).filter(|named| is_meant(named, above.as_ref(), &start));
        let objects = if named.is_some() { environment.objects.clone() } else { Vec::new() };
        let Some(repo) = named.or(above) else { return Ok(None) };
        add_objects(&repo, &objects).map_err(|error| refused("the objects of the repository cannot be read", &error))?;
        let (prefix, here) = (prefix_of(&repo, &start, &rest), root.join(ROOT).is_file());
        Ok(Some(Self { repo, prefix, here, objects, index: environment.index.clone() }))
    }
}

/// Opened piece by piece: the library takes a relative `GIT_WORK_TREE` for one below the repository, git for one below
/// the working directory.
fn named(environment: &Environment) -> Option<git2::Repository> {
    let (git_dir, nobody): (_, [&Path; 0]) = (environment.git_dir.as_ref()?, []);
    let exactly = RepositoryOpenFlags::NO_SEARCH | RepositoryOpenFlags::NO_DOTGIT;
    let repo = git2::Repository::open_ext(git_dir, exactly, nobody).ok()?;
    if let Some(tree) = &environment.work_tree {
        repo.set_workdir(tree, false).ok()?;
    }
    Some(repo)
}

/// Has a repository look for objects in more folders than its own.
pub(super) fn add_objects(repo: &git2::Repository, folders: &[PathBuf]) -> Result<(), git2::Error> {
    let odb = repo.odb()?;
    folders.iter().filter_map(|folder| folder.to_str()).try_for_each(|folder| odb.add_disk_alternate(folder))
}

/// The part of a path that is there, without links, and the rest of it.
fn standing(root: &Path) -> Option<(PathBuf, PathBuf)> {
    let root = std::path::absolute(root).ok()?;
    root.ancestors().find_map(|folder| Some((folder.canonicalize().ok()?, root.strip_prefix(folder).ok()?.to_owned())))
}

fn above(start: &Path, ceilings: &[PathBuf]) -> Result<Option<git2::Repository>, StoreError> {
    match git2::Repository::discover_path(start, ceilings).and_then(git2::Repository::open) {
        Ok(repo) => Ok(Some(repo)),
        Err(error) if error.code() == ErrorCode::NotFound => {
            let below_ceiling = start.ancestors().take_while(|folder| !ceilings.iter().any(|ceiling| ceiling == folder));
            let broken = below_ceiling.map(|folder| folder.join(".git")).find(|git| git.symlink_metadata().is_ok());
            broken.map_or(Ok(None), |git| Err(no_repository(&git)))
        }
        Err(error) => Err(cannot_open(start, &error)),
    }
}

/// Whether the repository that the environment names is the one in question. A hook of one repository may ask about a
/// programme in another, so the nearest work tree around the folder counts, not the environment alone.
fn is_meant(named: &git2::Repository, above: Option<&git2::Repository>, start: &Path) -> bool {
    let depth = |repo: &git2::Repository| {
        let top = repo.workdir()?.canonicalize().ok()?;
        start.starts_with(&top).then(|| top.components().count())
    };
    match above {
        None => named.is_bare() || depth(named).is_some(),
        Some(above) => above.path() == named.path() || depth(named).is_some() && depth(named) >= depth(above),
    }
}

fn prefix_of(repo: &git2::Repository, start: &Path, rest: &Path) -> String {
    let top = repo.workdir().and_then(|top| top.canonicalize().ok());
    let below = top.and_then(|top| start.strip_prefix(top).ok()).unwrap_or(Path::new(""));
    below.iter().chain(rest).map(|part| part.to_string_lossy().into_owned() + "/").collect()
}
