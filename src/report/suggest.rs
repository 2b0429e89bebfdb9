//! `isms suggest`: what usually belongs to a record, each with the reason and the command that takes it. Nothing is done by
//! itself.

use super::doc::{Block, Column, Doc, Head, Row, Rows, Table};
use super::{Origin, Report, footer};
use crate::base::date::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct SuggestReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// What it is for.
    pub of: String,
    pub suggested: Vec<Suggested>,
    #[serde(skip)]
    footer: Vec<String>,
}

/// Something that usually belongs to it.
#[derive(Serialize, JsonSchema)]
pub struct Suggested {
    pub what: String,
    pub why: String,
    /// `…` stands for what only a person knows.
    pub command: String,
}

impl SuggestReport {
    pub fn new(of: String, as_of: Date, suggested: Vec<Suggested>, origin: &Origin) -> Self {
        Self { version: 1, as_of, commit: origin.commit.clone(), of, suggested, footer: footer(as_of, origin) }
    }
}

impl Report for SuggestReport {
    const NAME: &'static str = "suggest";

    fn doc(&self) -> Doc<'_> {
        fn row(one: &Suggested) -> Row<'_> {
            Row::new(vec![(&one.what).into(), (&one.why).into(), (&one.command).into()])
        }
        let table = Table {
            name: "suggested",
            columns: vec![Column::text("What", 0), Column::text("Why", 0), Column::text("Command", 0)],
            rows: Rows::new(|| self.suggested.iter().map(row)),
            empty: "The catalogue knows of nothing that is missing here.",
        };
        let title = format!("What usually belongs to {}", self.of);
        Doc { head: Head { title, footer: self.footer.clone(), ..Head::default() }, blocks: vec![Block::Table(table)] }
    }
}
