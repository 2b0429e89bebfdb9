//! What a row says that should be, whether or not it is there already: that is decided by `reconcile`.

use super::record::Record;
use super::sheet::Remark;
use crate::edit::value::{Map, Value};
use crate::model::annex_a::AnnexControl;

/// What a row, or several together, would bring.
#[derive(Default)]
pub struct Proposal {
    /// The id that the row takes, which no other row may have.
    pub takes: Option<Taken>,
    /// A record of its own.
    pub record: Option<Record>,
    /// Records that its cells name and that nobody had.
    pub named: Vec<Record>,
    /// What is added to files that are there, or to records that the same import makes.
    pub additions: Vec<Addition>,
    /// Without the first of them the row has nothing to add.
    pub is_led: bool,
    /// Whose file a row adds to that makes no record of its own: for what is said if that file says otherwise.
    pub adds_to: Option<String>,
    pub decision: Option<Decision>,
    pub remarks: Vec<Remark>,
    pub claims: Vec<Claim>,
    /// The columns of ratings and days whose cells are not understood.
    pub unread: Vec<usize>,
}

/// An id, and the cell it comes from.
pub struct Taken {
    pub id: String,
    pub line: usize,
    pub cell: usize,
    /// What to do if another row has it, where more is known than that they are two.
    pub hint: Option<String>,
}

/// Something to be added to the file of a record or singleton.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Addition {
    /// The id of a record, or the name of a singleton.
    pub to: String,
    /// The names that lead to it; those before the last exist.
    pub path: Vec<String>,
    pub value: Value,
    pub what: What,
}

/// How it is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// To the list at the path. One that has the same in this field, or is the same if there is none, is there already.
    Item(Option<&'static str>),
    /// As the entry at the path, unless there is one.
    Entry,
    /// As lines of the text at the path, unless they stand there.
    Note,
}

/// What a row decides on a control of Annex A.
pub struct Decision {
    pub control: &'static AnnexControl,
    pub fields: Map,
}

/// What makes a row of the Statement of Applicability a decision. Reasons and notes alone decide nothing.
pub const DECIDING: &str = "applicable";

/// A score or level as the sheet has it, to be compared with ours.
pub struct Claim {
    pub risk: String,
    /// `inherent`, `current` or `residual`.
    pub state: &'static str,
    pub what: Claimed,
    pub text: String,
    pub line: usize,
    pub cell: usize,
}

/// What is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claimed {
    Impact,
    Score,
    Level,
}
