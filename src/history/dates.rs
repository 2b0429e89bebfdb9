//! Dates that cannot be right. Git keeps what it is told: the day of a commit is what the committer's clock, or the
//! committer, said.

use crate::base::date::Date;
use crate::store::history::{Commit, Stamp, is_leap};
use schemars::JsonSchema;
use serde::Serialize;

/// Clocks of different people differ by this many seconds without anybody meaning it.
const DRIFT: i64 = 600;

/// An order of dates that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Odd {
    /// The commit is dated before one that it rests on.
    BeforeParent,
    /// It is dated years after all that it rests on.
    LongAfterParent,
    /// What stands in place of its date is none.
    Undated,
    /// It was brought in before it was made.
    AuthoredAfterwards,
    /// It is dated later than the day that is looked from.
    Future,
}

/// The commits with impossible dates, the latest first.
pub fn oddities(commits: &[Commit], today: Date) -> Vec<(usize, Odd)> {
    let later = |a: &Stamp, b: &Stamp| a.seconds.saturating_sub(b.seconds) > DRIFT;
    let mut found = Vec::new();
    for (place, commit) in commits.iter().enumerate() {
        if !commit.committer.is_dated || !commit.author.is_dated {
            found.push((place, Odd::Undated));
        }
        if !commit.committer.is_dated {
            continue;
        }
        let dated = || commit.parents.iter().map(|parent| &commits[*parent].committer).filter(|parent| parent.is_dated);
        if dated().any(|parent| later(parent, &commit.committer)) {
            found.push((place, Odd::BeforeParent));
        }
        if dated().map(Stamp::day).max().is_some_and(|day| is_leap(day, commit.committer.day())) {
            found.push((place, Odd::LongAfterParent));
        }
        if commit.author.is_dated && later(&commit.author, &commit.committer) {
            found.push((place, Odd::AuthoredAfterwards));
        }
        if commit.committer.day() > today || commit.author.day() > today {
            found.push((place, Odd::Future));
        }
    }
    found
}
