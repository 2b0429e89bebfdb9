//! The states that a branch went through, one after the other, and which of them is that of a day.

use super::errors::none_by;
use super::raw::Objects;
use super::{GitSource, Repository, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use crate::store::history::is_leap;

/// A commit and what it rests on, along first parents: what a branch held, however it came there.
///
/// Dates in git are claims. A commit counts from the latest day that it or one before it claims, so that one commit dated
/// back does not hide what stood before it. A claim that leaps years ahead and is not kept up by all later commits counts
/// for nothing, so that one commit dated far ahead does not hide what came after it.
pub struct Line {
    /// The first commit first; no day is before the one in front of it.
    commits: Vec<(ObjectId, Date)>,
}

impl Repository {
    /// The line that ends in a revision.
    pub fn line(&self, spec: &str) -> Result<Line, StoreError> {
        let (commits, _) = self.first_parents(&Objects::of(&self.handle), self.resolve(spec)?.commit.id)?;
        Ok(Line::of(&commits))
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
    /// Of commits with what they claim, the first one first.
    pub(super) fn of(claims: &[(ObjectId, Option<Date>)]) -> Self {
        let mut earliest_later = vec![None; claims.len()];
        for n in (1..claims.len()).rev() {
            earliest_later[n - 1] = match (claims[n].1, earliest_later[n]) {
                (Some(claim), Some(later)) => Some(claim.min(later)),
                (claim, later) => claim.or(later),
            };
        }
        let first = claims.iter().find_map(|(_, claim)| *claim).unwrap_or(Date::of_seconds(0));
        let (mut latest, mut counted) = (first, first);
        let commits = claims.iter().zip(earliest_later).map(|((id, claim), later)| {
            // A leap that later commits take back: it was made at some time before them, and no sooner is it shown.
            let taken_back = claim.zip(later).filter(|(claim, later)| is_leap(latest, *claim) && is_leap(*later, *claim));
            counted = counted.max(match (taken_back, claim) {
                (Some((_, later)), _) => later,
                (None, Some(claim)) => {
                    latest = latest.max(*claim);
                    latest
                }
                (None, None) => latest,
            });
            (*id, counted)
        });
        Line { commits: commits.collect() }
    }

    /// The day of its first commit.
    pub fn begins(&self) -> Option<Date> {
        self.commits.first().map(|(_, day)| *day)
    }

    /// The last commit up to the end of a day.
    pub fn on(&self, day: Date) -> Option<ObjectId> {
        Some(self.commits[self.within(day).checked_sub(1)?].0)
    }

    /// How many commits there are up to the end of a day.
    pub(super) fn within(&self, day: Date) -> usize {
        self.commits.partition_point(|(_, of)| *of <= day)
    }

    /// The same; it is an error if there is none.
    pub fn must_on(&self, day: Date) -> Result<ObjectId, StoreError> {
        self.on(day).ok_or_else(|| none_by(day, self.begins()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_single_claim_hides_what_others_say() {
        let ends = |claims: &[&str], day: &str| {
            let claim = |(n, claim): (usize, &&str)| (ObjectId([n as u8; 20]), claim.parse().ok());
            let claims: Vec<(ObjectId, Option<Date>)> = claims.iter().enumerate().map(claim).collect();
            Line::of(&claims).within(day.parse().unwrap())
        };
        for (claims, at) in [
            (&["2026-01-01", "2001-01-01", "2026-03-01"][..], [2, 2, 3]),
            (&["2026-01-01", "2090-01-01", "2026-03-01"], [1, 1, 3]),
            (&["2026-01-01", "2090-01-01", "2090-01-01", "2026-03-01"], [1, 1, 4]),
            (&["2026-01-01", "no date", "2026-03-01"], [2, 2, 3]),
            (&["no date", "2026-01-01", "2026-03-01"], [2, 2, 3]),
            // The last one may be right: the programme rested.
            (&["2026-01-01", "2090-01-01"], [1, 1, 1]),
            // What was dated back by many is not taken for the truth.
            (&["2026-01-01", "2026-02-20", "2025-01-01", "2025-01-01", "2025-01-01"], [1, 5, 5]),
        ] {
            assert_eq!(["2026-02-01", "2026-02-25", "2026-06-30"].map(|day| ends(claims, day)), at, "{claims:?}");
        }
    }
}
