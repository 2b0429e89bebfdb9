//! What is wrong with a repository, for people: what git's library says, and what helps. No hint names a command that
//! runs what a repository's own configuration asks for, as `git status` does.

use super::config::Config;
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::store::StoreError;
use git2::ErrorCode;
use std::io;
use std::path::Path;

const NO_GIT_NEEDED: &str = "without `--at` and `--staged` the files are read as they are";

/// What helps when parts of a repository are damaged.
const BROKEN: &str = "`git fsck` lists what is broken; a fresh clone may be whole";

/// Something of the repository that cannot be understood.
pub(super) fn broken(what: String) -> StoreError {
    StoreError::Git { what, hint: Some(format!("{BROKEN}; {NO_GIT_NEEDED}")) }
}

pub(super) fn objects_refused(error: &git2::Error) -> StoreError {
    broken(format!("the objects of the repository cannot be read: {}", error.message()))
}

/// What stands where git has a file, and cannot be read as one.
pub(super) fn irregular(path: &Path, error: &io::Error) -> StoreError {
    broken(format!("git cannot open the repository: `{}` cannot be read: {error}", path.display()))
}

/// A repository of another user.
pub(super) fn foreign(folder: &Path) -> StoreError {
    let folder = folder.display();
    let hint = format!("if you trust what is in it: git config --global --add safe.directory '{folder}'");
    StoreError::Git { what: format!("the repository in `{folder}` belongs to another user"), hint: Some(hint) }
}

/// What of a repository's own form is not known here.
pub(super) fn unsupported(config: &Config) -> Option<StoreError> {
    let version = config.get("core.repositoryformatversion").unwrap_or("0");
    let (what, hint) = match version {
        "0" => return None,
        "1" => config.below("extensions").find_map(|(name, value)| extension(name, value))?,
        _ => (format!("this is a repository of repository version {version}, which is not known here"), NO_GIT_NEEDED.into()),
    };
    Some(StoreError::Git { what, hint: Some(hint) })
}

fn extension(name: &str, value: &str) -> Option<(String, String)> {
    let known = match (name, value) {
        ("noop" | "preciousobjects" | "worktreeconfig" | "relativeworktrees", _) => return None,
        ("objectformat", "sha1") | ("refstorage", "files") => return None,
        ("objectformat", _) => ("this repository names its objects by SHA-256, which cannot be read yet".into(), NO_GIT_NEEDED.into()),
        ("refstorage", _) => (
            "this repository keeps its branches in a reftable, which cannot be read yet".into(),
            format!("`git refs migrate --ref-format=files` changes that, from git 2.48 on; {NO_GIT_NEEDED}"),
        ),
        ("partialclone", _) => (
            "this is a partial clone of an early form, which cannot be read".into(),
            format!("clone it again, without `--filter`; {NO_GIT_NEEDED}"),
        ),
        (name, _) => (format!("this repository needs `{name}` of git, which is not known here"), NO_GIT_NEEDED.into()),
    };
    Some(known)
}

/// A `.git` that is none.
pub(super) fn no_repository(git: &Path) -> StoreError {
    let (what, hint) = if git.is_dir() {
        ("is no repository", "it may have been copied in part; clone it again")
    } else {
        ("leads to no repository", "`git worktree repair` mends that in a linked work tree, `git submodule update --init` in a submodule")
    };
    StoreError::Git { what: format!("`{}` {what}", git.display()), hint: Some(hint.into()) }
}

pub(super) fn no_commits() -> StoreError {
    let hint = "`git add -A && git commit` makes the first one".into();
    StoreError::Absent { what: "this repository has no commits yet".into(), hint, elsewhere: false }
}

/// What a shallow clone cut off.
pub(super) fn cut_off(what: &str) -> StoreError {
    StoreError::Git {
        what: format!("{what} is not in this clone, which is shallow"),
        hint: Some("`git fetch --unshallow --tags` brings what was left out".into()),
    }
}

/// An object that cannot be had, or that is not what its name says.
pub(super) fn unreadable(is_partial: bool, id: ObjectId, error: &git2::Error) -> StoreError {
    let (what, hint) = match error.code() {
        ErrorCode::NotFound if is_partial => {
            (format!("object `{id}` is not in this partial clone"), "`git fetch --refetch --no-filter` brings what was left out")
        }
        ErrorCode::NotFound => (format!("object `{id}` is missing in the repository"), BROKEN),
        _ => (format!("object `{id}` cannot be read: {}", error.message()), BROKEN),
    };
    StoreError::Git { what, hint: Some(hint.into()) }
}

/// An object whose file is no object's.
pub(super) fn damaged(id: ObjectId, problem: &str) -> StoreError {
    StoreError::Git { what: format!("object `{id}` cannot be read: {problem}"), hint: Some(BROKEN.into()) }
}

pub(super) fn otherwise(id: ObjectId) -> StoreError {
    StoreError::Git { what: format!("object `{id}` holds something else than its name says"), hint: Some(BROKEN.into()) }
}

/// Folders that name one another over and over seem to hold any number of files.
pub(super) fn too_many() -> StoreError {
    StoreError::Git {
        what: "the folders of a commit name more files than can be read".into(),
        hint: Some("no programme is that large; the repository may be made to do harm".into()),
    }
}

pub(super) fn no_index() -> StoreError {
    let hint = "name a commit with `--at`".into();
    StoreError::Git { what: "nothing is staged in a bare repository".into(), hint: Some(hint) }
}

/// An index of a form that the library does not know.
pub(super) fn bad_index(error: &git2::Error) -> StoreError {
    // A file that is too short is not there, says the library.
    let said = if error.message().contains("no longer exists") { "it is cut short" } else { error.message() };
    let hint = if said.contains("'link'") {
        "`git update-index --no-split-index` writes it in one file"
    } else {
        "remove it, then `git reset` makes it anew from the last commit"
    };
    StoreError::Git { what: format!("the index cannot be read: {said}"), hint: Some(hint.into()) }
}

pub(super) fn none_by(day: Date, first: Option<Date>) -> StoreError {
    StoreError::NoState {
        what: format!("there is no commit on or before {day}"),
        hint: first.map(|first| format!("the first is of {first}")),
    }
}
