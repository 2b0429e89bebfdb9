//! A document as those know it who are to follow it, or may read it: which version it is, since when, for whom, and its text.

use crate::base::date::Date;
use crate::model::kinds::Document;
use crate::report::doc::{Block, Cell, Doc, Fact, Head, Value};
use crate::report::{fact, word};

/// A document in force.
#[derive(Clone)]
pub struct InForce {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub version: Option<String>,
    pub approved: Option<Date>,
    /// Whom it is for, in words; nobody, where anybody may read it.
    pub audience: Vec<String>,
}

impl InForce {
    pub fn of(document: &Document, audience: Vec<String>) -> Self {
        Self {
            id: document.id.clone(),
            title: document.title.clone(),
            kind: word(document.kind).replace('-', " "),
            version: document.version.clone(),
            approved: document.approval.as_ref().map(|approval| approval.on),
            audience,
        }
    }

    /// A page with its text. Who keeps it, who approved it and who wrote it stand on pages for those who may read the programme.
    pub fn page<'b>(&self, text: Vec<Block<'b>>, is_public: bool) -> Doc<'b> {
        let said = |name, value: Option<String>| value.map(|value| fact(name, value));
        let facts: Vec<Fact> = [
            said("Type", Some(self.kind.clone())),
            said("Version", self.version.clone()),
            said("Approved", self.approved.map(|day| day.to_string())),
            (!self.audience.is_empty()).then(|| fact("For", Cell::list(self.audience.iter().cloned()))),
        ]
        .into_iter()
        .flatten()
        .collect();
        Doc { head: Head { title: self.title.clone(), facts, is_public, ..Head::default() }, blocks: text }
    }

    /// Its version, as a value of a table.
    pub fn version(&self) -> Value<'_> {
        Value::from(self.version.as_ref())
    }
}
