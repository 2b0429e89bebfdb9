//! What is wrong with a repository, for people: what git's library says, and what helps. No hint names a command that
//! runs what a repository's own configuration asks for, as `git status` does.

use super::StoreError;
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use git2::ErrorCode;
use std::path::Path;

const NO_GIT_NEEDED: &str = "without `--at` and `--staged` the files are read as they are";

/// What helps when parts of a repository are damaged.
const BROKEN: &str = "`git fsck` lists what is broken; a fresh clone may be whole";

pub(super) fn refused(what: &str, error: &git2::Error) -> StoreError {
    StoreError::Git { what: format!("{what}: {}", error.message()), hint: Some(BROKEN.into()) }
}

/// A repository is there and cannot be opened.
pub(super) fn cannot_open(start: &Path, error: &git2::Error) -> StoreError {
    let said = error.message();
    let (what, hint) = if error.code() == ErrorCode::Owner {
        let folder = start.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(start).display();
        let hint = format!("if you trust what is in it: git config --global --add safe.directory '{folder}'");
        (format!("the repository in `{folder}` belongs to another user"), hint)
    } else if let Some(name) = said.split_once("unsupported extension name extensions.").map(|(_, name)| name) {
        unsupported(name)
    } else if said.contains("object format") {
        ("this repository names its objects by SHA-256, which cannot be read yet".into(), NO_GIT_NEEDED.into())
    } else {
        (format!("git cannot open the repository: {said}"), NO_GIT_NEEDED.into())
    };
    StoreError::Git { what, hint: Some(hint) }
}

fn unsupported(name: &str) -> (String, String) {
    match name {
        "refstorage" => (
            "this repository keeps its branches in a reftable, which cannot be read yet".into(),
            format!("`git refs migrate --ref-format=files` changes that, from git 2.48 on; {NO_GIT_NEEDED}"),
        ),
        "partialclone" => (
            "this is a partial clone of an early form, which cannot be read".into(),
            format!("clone it again, without `--filter`; {NO_GIT_NEEDED}"),
        ),
        name => (format!("this repository needs `{name}` of git, which is not known here"), NO_GIT_NEEDED.into()),
    }
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
    let hint = "commit the programme first, or leave out `--at`".into();
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
pub(super) fn unreadable(repo: &git2::Repository, id: ObjectId, error: &git2::Error) -> StoreError {
    let (what, hint) = match error.code() {
        ErrorCode::NotFound if is_partial(repo) => {
            (format!("object `{id}` is not in this partial clone"), "`git fetch --refetch --no-filter` brings what was left out")
        }
        ErrorCode::NotFound => (format!("object `{id}` is missing in the repository"), BROKEN),
        ErrorCode::HashsumMismatch => (format!("object `{id}` holds something else than its name says"), BROKEN),
        _ => (format!("object `{id}` cannot be read: {}", error.message()), BROKEN),
    };
    StoreError::Git { what, hint: Some(hint.into()) }
}

/// Folders that name one another over and over seem to hold any number of files.
pub(super) fn too_many() -> StoreError {
    StoreError::Git {
        what: "the folders of a commit name more files than can be read".into(),
        hint: Some("no programme is that large; the repository may be made to do harm".into()),
    }
}

/// Whether files were left out when the repository was cloned. git would fetch what is missing by running programs that
/// the configuration names; here it stays missing.
fn is_partial(repo: &git2::Repository) -> bool {
    let Ok(config) = repo.config() else { return false };
    config.entries(Some(r"^remote\..*\.promisor$")).is_ok_and(|mut entries| entries.next().is_some())
}

pub(super) fn no_index() -> StoreError {
    let hint = "name a commit with `--at`".into();
    StoreError::Git { what: "nothing is staged in a bare repository".into(), hint: Some(hint) }
}

/// An index of a form that the library does not know.
pub(super) fn bad_index(error: &git2::Error) -> StoreError {
    // A file that is too short is not there, says the library.
    let said = if error.message().contains("no longer exists") { "it is cut short" } else { error.message() };
    let hint = if said.contains("'sdir'") {
        "`git sparse-checkout reapply --no-sparse-index` writes it in full"
    } else if said.contains("'link'") {
        "`git update-index --no-split-index` writes it in one file"
    } else {
        "remove it, then `git reset` makes it anew from the last commit"
    };
    StoreError::Git { what: format!("the index cannot be read: {said}"), hint: Some(hint.into()) }
}

pub(super) fn none_by(day: Date, first: Option<Date>) -> StoreError {
    StoreError::Git { what: format!("there is no commit on or before {day}"), hint: first.map(|first| format!("the first is of {first}")) }
}
