//! What users say of columns, and what is said to them of those that are unclear.

use super::conversion::Conversions;
use super::sheet::short;
use super::words;
use crate::base::text::{list_of, normal};
use crate::base::written::Order;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A user's `Header=field`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    pub header: String,
    pub field: String,
    /// Where its header stands, as messages begin with it, if it stands in a map: `risks.map.yaml:4:3: `.
    pub at: String,
    /// Where its field stands.
    pub field_at: String,
}

impl Wish {
    pub fn new(header: &str, field: &str) -> Self {
        Self { header: header.into(), field: field.into(), ..Self::default() }
    }
}

/// What cells of a field say, and what is recorded instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    pub field: String,
    /// Where the field is named, for messages: `risks.map.yaml:9:3: `.
    pub at: String,
    pairs: Vec<(String, String)>,
    /// The pair of each text that cells say, whatever its case and spaces.
    by_words: HashMap<String, usize>,
    /// The first pair of what is recorded.
    by_means: HashMap<String, usize>,
}

impl Values {
    /// None yet for a field.
    pub fn of_field(field: &str, at: String) -> Self {
        Self { field: field.into(), at, ..Self::default() }
    }

    /// Takes a pair, unless the same words mean something already.
    ///
    /// # Errors
    /// The text that says the same.
    pub fn add(&mut self, said: &str, means: &str) -> Result<(), &str> {
        match self.by_words.entry(normal(said)) {
            Entry::Occupied(known) => Err(&self.pairs[*known.get()].0),
            Entry::Vacant(free) => {
                free.insert(self.pairs.len());
                self.by_means.entry(means.to_owned()).or_insert(self.pairs.len());
                self.pairs.push((said.to_owned(), means.to_owned()));
                Ok(())
            }
        }
    }

    /// What is recorded for a cell, if the map says so.
    pub fn of(&self, cell: &str) -> Option<&str> {
        self.by_words.get(&normal(cell)).map(|at| self.pairs[*at].1.as_str())
    }

    /// The first that is said for what is recorded.
    pub fn said(&self, means: &str) -> Option<&str> {
        self.by_means.get(means).map(|at| self.pairs[*at].0.as_str())
    }

    /// All, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(said, means)| (said.as_str(), means.as_str()))
    }

    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

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
    /// On which scales the sheet rates.
    pub scales: Conversions,
    /// What is recorded for what cells say.
    pub values: Vec<Values>,
}

impl Asked {
    /// Whether the user said what a column of this header is.
    pub fn names(&self, header: &str) -> bool {
        self.maps.iter().any(|wish| words::normal(&wish.header) == words::normal(header))
    }
}

/// Why columns cannot be assigned.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("{at}the sheet has no column `{header}`")]
    NoHeader { at: String, header: String, near: Option<String>, headers: Vec<String> },
    #[error("{at}there is no field `{field}` in a sheet of this kind")]
    NoField { at: String, field: String, near: Option<String> },
    #[error("{at}two columns are mapped to `{field}`: {}", list_of(headers, "and"))]
    Twice { at: String, field: String, headers: [String; 2] },
    #[error("{at}`{header}` is the same column of the sheet as `{other}`")]
    Again { at: String, header: String, other: String },
    #[error("no column is recognised as `{field}`")]
    Needed { field: &'static str, headers: Vec<String> },
    #[error("it is unclear what the sheet rates: {}", unclear(columns))]
    Unclear {
        columns: Vec<(String, &'static str, String)>,
        /// What converts those that are on another scale than the method's.
        scale: Option<String>,
    },
    #[error("numbers and words of one cell are two steps of the method: {}", unclear(columns))]
    Slips { columns: Vec<(String, &'static str, String)> },
    #[error("assets need from 1 (little) to 4 (most), and the sheet has another scale: {}", off(columns))]
    Scale {
        /// Headers, fields, and why they are not on it.
        columns: Vec<(String, String, String)>,
    },
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

fn off(columns: &[(String, String, String)]) -> String {
    columns.iter().map(|(header, _, why)| format!("`{}`: {why}", short(header))).collect::<Vec<_>>().join("; ")
}

/// A column that may rate risks, and why it is not taken for it.
#[derive(Debug)]
pub struct Unclear {
    pub index: usize,
    /// What it may be of a state.
    pub part: &'static str,
    pub why: String,
    /// Why it is not taken is its scale.
    pub of_scale: bool,
    /// It has cells that contradict themselves.
    pub is_slip: bool,
}

impl Unclear {
    pub fn new(index: usize, part: &'static str, why: impl Into<String>) -> Self {
        Self { index, part, why: why.into(), of_scale: false, is_slip: false }
    }

    /// A column that is on another scale.
    pub fn of_scale(index: usize, part: &'static str, why: String) -> Self {
        Self { of_scale: true, ..Self::new(index, part, why) }
    }

    /// A column with a cell that contradicts itself.
    pub fn slip(index: usize, part: &'static str, why: String) -> Self {
        Self { is_slip: true, ..Self::new(index, part, why) }
    }
}
