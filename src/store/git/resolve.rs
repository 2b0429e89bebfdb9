//! Which commit somebody means: a revision, or the last one of a day.

use super::raw::{Objects, id_of};
use super::source::files;
use super::{GitSource, Repository, StoreError, no_commits};
use crate::base::date::Date;
use crate::store::history::Stamp;
use git2::ErrorCode;

impl Repository {
    /// The programme at a revision or on a date.
    pub fn at(&self, spec: &str) -> Result<GitSource, StoreError> {
        let commit = self.resolve(spec)?;
        let mut objects = Objects::of(&self.repo)?;
        let Some(folder) = objects.folder(id_of(commit.tree_id()), &self.prefix)? else {
            let what = format!("there was no folder `{}` in commit {}", self.prefix.trim_end_matches('/'), id_of(commit.id()).short());
            return Err(StoreError::Git { what, hint: Some("choose a later commit or date".into()) });
        };
        let entries = files(&mut objects, folder)?;
        let id = id_of(commit.id());
        let (label, day) = (format!("commit {}", id.short()), Some(day_of(&commit)));
        Ok(GitSource { pool: self.pool(), label, commit: Some(id.to_string()), day, entries })
    }

    pub(super) fn resolve(&self, spec: &str) -> Result<git2::Commit<'_>, StoreError> {
        match spec.parse::<Date>() {
            Ok(day) => self.commit_on(day),
            Err(_) => self.commit_of(spec),
        }
    }

    /// The last commit of the current branch whose date, and those of all before it, are not after the end of `day`.
    /// Dates in git are claims: one commit dated back does not hide what stood before it.
    fn commit_on(&self, day: Date) -> Result<git2::Commit<'_>, StoreError> {
        let head = self.repo.head().and_then(|head| head.peel_to_commit());
        let mut line = vec![head.map_err(|_| no_commits())?];
        while let Some(parent) = line.last().and_then(|commit| commit.parent(0).ok()) {
            line.push(parent);
        }
        let first = line.last().map(day_of);
        let found = line.into_iter().rev().take_while(|commit| day_of(commit) <= day).last();
        found.ok_or_else(|| StoreError::Git {
            what: format!("there is no commit on or before {day}"),
            hint: first.map(|first| format!("the first is of {first}")),
        })
    }

    fn commit_of(&self, spec: &str) -> Result<git2::Commit<'_>, StoreError> {
        let unknown = || StoreError::Git {
            what: format!("`{spec}` is no commit of this repository"),
            hint: Some("name a branch, a tag, a commit id, `HEAD~3`, or a date such as `2026-03-31`".into()),
        };
        // Forms that search messages or depend on this clone's own log would not mean the same elsewhere.
        if spec.starts_with('-') || spec.contains(":/") || spec.contains("@{") {
            return Err(unknown());
        }
        if self.repo.head().is_err_and(|error| error.code() == ErrorCode::UnbornBranch) {
            return Err(no_commits());
        }
        self.repo.revparse_single(spec).and_then(|object| object.peel_to_commit()).map_err(|_| unknown())
    }
}

/// The calendar day of a commit where it was made.
fn day_of(commit: &git2::Commit<'_>) -> Date {
    let when = commit.committer().when();
    Stamp { name: String::new(), email: String::new(), seconds: when.seconds(), offset: when.offset_minutes() }.day()
}
