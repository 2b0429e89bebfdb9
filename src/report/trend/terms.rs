//! The months or quarters of a calendar.

use crate::base::choice::Choice;
use crate::base::date::{Date, Period};
use schemars::JsonSchema;
use serde::Serialize;
use std::iter;

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Month,
    Quarter,
}

impl Choice for By {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[("month", "", By::Month), ("quarter", "", By::Quarter)];
}

/// A month or a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    pub first: Date,
    by: By,
}

impl Term {
    /// The one that a day is in.
    pub fn of(day: Date, by: By) -> Self {
        let month = day.month();
        Self { first: day.first_of(if by == By::Month { month } else { month - (month - 1) % 3 }), by }
    }

    pub fn last(self) -> Date {
        self.first.plus(Period::months(if self.by == By::Month { 1 } else { 3 })).eve()
    }

    pub fn before(self) -> Self {
        Self::of(self.first.eve(), self.by)
    }

    /// So many, the earliest first: up to the one that a day is in.
    pub fn up_to(day: Date, by: By, count: usize) -> Vec<Self> {
        let mut terms: Vec<Self> = iter::successors(Some(Self::of(day, by)), |term| Some(term.before())).take(count).collect();
        terms.reverse();
        terms
    }

    /// `2026-03` or `2026-Q1`
    pub fn name(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.by {
            By::Month => format!("{year:04}-{month:02}"),
            By::Quarter => format!("{year:04}-Q{}", month.div_ceil(3)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_follow_one_another() {
        let told = |day: &str, by| {
            let term = Term::of(day.parse().unwrap(), by);
            format!("{} {} {} after {}", term.name(), term.first, term.last(), term.before().name())
        };
        assert_eq!(told("2024-02-10", By::Month), "2024-02 2024-02-01 2024-02-29 after 2024-01");
        assert_eq!(told("2026-12-31", By::Quarter), "2026-Q4 2026-10-01 2026-12-31 after 2026-Q3");
        assert_eq!(told("2026-01-01", By::Quarter), "2026-Q1 2026-01-01 2026-03-31 after 2025-Q4");
        let up_to = Term::up_to("2026-02-10".parse().unwrap(), By::Month, 3);
        assert_eq!(up_to.into_iter().map(Term::name).collect::<Vec<_>>(), ["2025-12", "2026-01", "2026-02"]);
    }
}
