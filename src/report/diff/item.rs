//! What is compared, and what is not the same.

use crate::history::changes::{Changed, Fate};
use crate::model::single::SINGLES;
use crate::report::doc::{Cell, Tone};
use schemars::JsonSchema;
use serde::Serialize;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// All records, by field.
    Records,
    /// Risks, by rating, acceptance and rank.
    Risks,
    /// The rows of the Statement of Applicability.
    Soa,
}

/// A record or row that is not the same in both states.
#[derive(Serialize, JsonSchema)]
pub struct DiffItem {
    #[serde(flatten)]
    pub changed: Changed,
    /// For records: what changed, in words, the weightiest first.
    pub words: Vec<String>,
}

impl DiffItem {
    /// What changed, in a cell.
    pub fn said(&self) -> Cell<'_> {
        Cell { tone: tone(self.changed.fate), ..Cell::list(&self.words) }
    }
}

/// A record's id, or the file of what a programme has once.
pub(in crate::report) fn label(id: &str) -> &str {
    SINGLES.iter().find(|single| single.name == id).map_or(id, |single| single.file)
}

pub fn tone(fate: Fate) -> Tone {
    match fate {
        Fate::Added => Tone::Good,
        Fate::Removed | Fate::Retired => Tone::Warn,
        Fate::Unread => Tone::Bad,
        Fate::Changed => Tone::Plain,
    }
}
