//! What `check` found, as every format gets it.

pub use super::names::Names;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, RuleInfo};
use crate::base::node::Files;
pub use crate::history::Judged;
use serde::Serialize;

/// The findings of one run, sorted by file, place and rule.
pub struct CheckReport<'a> {
    pub as_of: Date,
    /// The commit that was read, if it was one.
    pub commit: Option<String>,
    /// Whether rules looked at the history.
    pub history: Judged,
    pub files: &'a Files,
    /// Put before paths where people read them: from the working directory to the programme, empty or ending in `/`.
    pub shown_prefix: String,
    /// Put before paths in machine formats that want repository-relative ones; empty or ending in `/`.
    pub repository_prefix: String,
    pub summary: Summary,
    pub findings: Vec<Found<'a>>,
    /// Every rule there is, sorted by name; SARIF carries the whole table.
    pub rules: &'a [RuleInfo],
    /// What owners are called.
    pub names: Names,
    /// People get all of it, however much that is; programs always do.
    pub all: bool,
}

/// One finding with what formats say about it.
pub struct Found<'a> {
    pub diagnostic: &'a Diagnostic,
    pub rule: &'a RuleInfo,
    /// The id of the record the primary place stands in.
    pub record: Option<&'a str>,
    /// The person who must act, or a role that several hold or nobody does, as far as anybody is named.
    pub owner: Option<&'a str>,
    /// The role in which the person must act, where a role owns what is wrong.
    pub role: Option<&'a str>,
}

/// Counts of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub files: usize,
    pub records: usize,
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    pub waived: usize,
}
