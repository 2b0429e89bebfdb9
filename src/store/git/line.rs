//! The states that a branch went through, one after the other, and which of them is that of a day.

use super::errors::none_by;
use super::raw::Objects;
use super::{GitSource, Repository, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;

/// A commit and what it rests on, along first parents: what a branch held, however it came there.
///
/// Dates in git are claims. A commit counts from the latest day that it or one before it claims, so that one commit dated
/// back does not hide what stood before it.
pub struct Line {
    /// The first commit first; no day is before the one in front of it.
    commits: Vec<(ObjectId, Date)>,
}

impl Repository {
    /// The line that ends in a revision.
    pub fn line(&self, spec: &str) -> Result<Line, StoreError> {
        let (mut commits, _) = self.first_parents(&Objects::of(&self.repo)?, self.resolve(spec)?.commit.id)?;
        for n in 1..commits.len() {
            commits[n].1 = commits[n].1.max(commits[n - 1].1);
        }
        Ok(Line { commits })
    }

    /// The programme at a commit of a line. None if it was not there.
    pub fn state(&self, commit: ObjectId) -> Result<Option<GitSource>, StoreError> {
        match self.at(&commit.to_string()) {
            Err(StoreError::Absent { .. }) => Ok(None),
            state => state.map(Some),
        }
    }
}

impl Line {
    /// The day of its first commit.
    pub fn begins(&self) -> Option<Date> {
        self.commits.first().map(|(_, day)| *day)
    }

    /// The last commit up to the end of a day.
    pub fn on(&self, day: Date) -> Option<ObjectId> {
        let later = self.commits.partition_point(|(_, of)| *of <= day);
        Some(self.commits[later.checked_sub(1)?].0)
    }

    /// The same; it is an error if there is none.
    pub fn must_on(&self, day: Date) -> Result<ObjectId, StoreError> {
        self.on(day).ok_or_else(|| none_by(day, self.begins()))
    }
}
