//! What an import would do, and what there is to say about it.

use super::kind::SheetKind;
use super::mapping::MapError;
use super::record::Record;
use super::sheet::{Fault, Marks, Remark, SheetError};
use crate::edit::revise::Refused;
use crate::store::StoreError;
use crate::store::write::Change;
use std::collections::HashSet;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// What columns are is not known; with what is, as a map, unless what users say of them is at fault.
    #[error("{error}")]
    Map { error: Box<MapError>, map: Option<String> },
    #[error(transparent)]
    Sheet(#[from] SheetError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that would be edited has faults of its own.
    #[error("`{path}` has faults and cannot be edited")]
    Faulty { path: String },
    /// A file is laid out in a way that nothing can be added to it safely.
    #[error("`{path}` cannot be edited at {refused}")]
    Layout { path: String, refused: Refused },
    /// The outcome does not read as it should.
    #[error("`{path}` would not be right: {problem}")]
    Outcome { path: String, problem: String },
}

/// What becomes of the rows of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub imported: usize,
    /// The record is there already and says the same.
    pub unchanged: usize,
    /// The record is there already and says something else; it was left alone.
    pub left: usize,
}

/// What an import would do.
pub struct Plan {
    pub kind: &'static SheetKind,
    /// How its kind is known, where the user did not say it.
    pub how: Option<String>,
    /// The sheet as the user named it.
    pub sheet: String,
    pub marks: Marks,
    /// Every column with where it goes.
    pub columns: Vec<(String, String)>,
    /// The same as a map that can be kept.
    pub map: String,
    /// What was recorded for what cells say, because a map says so.
    pub valued: Vec<String>,
    /// Which values of the sheet's scales became which.
    pub scales: Vec<String>,
    pub tally: Tally,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
    /// Those that are new.
    pub records: Vec<Record>,
    /// The ids of those that were made because a cell names them.
    pub by_name: HashSet<String>,
    /// What is to be written: the new records one by one, then what is done to other files.
    pub changes: Vec<Change>,
    /// Why impacts are written as one number.
    pub obstacle: Option<String>,
    /// Scores, levels and largest impacts of the sheet that are ours as well.
    pub agreed: usize,
    /// Those that are not.
    pub differing: usize,
    /// Columns of scores and levels that no rating is compared with.
    pub uncompared: Vec<String>,
    /// Something of the sheet did not come in as what it is, though every row did: it is among the remarks.
    pub is_open: bool,
}

impl Plan {
    /// Whether every row is in the programme as the sheet has it.
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty() && self.tally.left == 0 && !self.is_open
    }

    /// What is done to files other than those of new records.
    pub fn others(&self) -> &[Change] {
        &self.changes[self.records.len()..]
    }
}
