//! What users say of columns, and what is said to them of those that are unclear.

use super::sheet::short;
use crate::base::text::list_of;
use crate::base::written::Order;

/// A user's `Header=field`.
pub type Wish = (String, String);

/// What users say of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which sheet of a workbook.
    pub sheet: Option<String>,
    /// Which columns are which fields.
    pub maps: Vec<Wish>,
    /// The line of the header, from 1.
    pub header_line: Option<usize>,
    /// What stands first in days that are numbers only.
    pub dates: Option<Order>,
}

/// Why columns cannot be assigned.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("the sheet has no column `{header}`")]
    NoHeader { header: String, near: Option<String> },
    #[error("there is no field `{field}` in a sheet of this kind")]
    NoField { field: String, near: Option<String> },
    #[error("two columns are mapped to `{field}`")]
    Twice { field: String },
    #[error("no column is recognised as `{field}`")]
    Needed { field: &'static str, headers: Vec<String> },
    #[error("it is unclear what the sheet rates: {}", unclear(columns))]
    Unclear { columns: Vec<(String, &'static str, String)> },
    #[error("which stands first in {}, the day or the month? `{example}` may be two days", list_of(columns, "and"))]
    Days { columns: Vec<String>, example: String },
    #[error("line {line} names ratings as a header does")]
    SecondHeader { line: usize },
}

/// Of many unclear columns only the first are named.
const MOST_UNCLEAR: usize = 6;

fn unclear(columns: &[(String, &'static str, String)]) -> String {
    let named = columns.iter().take(MOST_UNCLEAR).map(|(header, _, why)| format!("`{}`: {why}", short(header)));
    let more = columns.len().checked_sub(MOST_UNCLEAR).filter(|more| *more > 0).map(|more| format!("{more} more like these"));
    named.chain(more).collect::<Vec<_>>().join("; ")
}

/// A column that may rate risks, and why it is not taken for it.
#[derive(Debug)]
pub struct Unclear {
    pub index: usize,
    /// What it may be of a state.
    pub part: &'static str,
    pub why: String,
}
