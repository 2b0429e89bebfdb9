//! `isms report`: the table of reports.

use super::Report;
use super::doc::{Block, Column, Doc, Head, Row, Rows, Table};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ReportsReport {
    pub version: u32,
    /// In the order a programme is run.
    pub reports: Vec<ReportFacts>,
}

/// A report.
#[derive(Serialize, JsonSchema)]
pub struct ReportFacts {
    pub name: String,
    /// What it holds, in a line.
    pub holds: String,
    /// The command that writes it.
    pub command: String,
}

impl ReportsReport {
    pub fn new(reports: Vec<ReportFacts>) -> Self {
        Self { version: 1, reports }
    }
}

impl Report for ReportsReport {
    const NAME: &'static str = "reports";

    fn doc(&self) -> Doc<'_> {
        fn row(report: &ReportFacts) -> Row<'_> {
            Row::new([&report.name, &report.holds, &report.command].map(Into::into).into())
        }
        let table = Table {
            name: "reports",
            columns: vec![Column::short("Report", 0), Column::text("Holds", 0), Column::short("Command", 0)],
            rows: Rows::new(|| self.reports.iter().map(row)),
            empty: "",
        };
        let text = "`isms report NAME` writes one that needs to be told nothing else; each command has options of its own.";
        let head = Head { title: "Reports".into(), ..Head::default() };
        Doc { head, blocks: vec![Block::Paragraph { text: text.into() }, Block::Table(table)] }
    }
}
