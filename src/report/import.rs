//! `isms import`: what sheets bring, where each column went, what was left and what is worth knowing.

use super::doc::{Block, Cell, Column, Doc, Fact, Head, Row, Rows, Table};
use super::{Origin, Report, footer};
use crate::base::date::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ImportReport {
    pub version: u32,
    pub as_of: Date,
    /// Whether the files are written by now.
    pub written: bool,
    /// In the order in which they were read.
    pub sheets: Vec<SheetFacts>,
    /// What is done to files, sheet by sheet taken together.
    pub changes: Vec<ChangeFacts>,
    #[serde(skip)]
    pub head: Head,
}

/// A sheet that was read.
#[derive(Serialize, JsonSchema)]
pub struct SheetFacts {
    /// As it was named.
    pub sheet: String,
    /// What its rows are, as `--as` takes it.
    pub kind: String,
    /// The same in words.
    pub read_as: String,
    /// How that is known, where nobody said it.
    pub known_by: Option<String>,
    pub rows: RowCounts,
    pub columns: Vec<ColumnFacts>,
    /// Which values of another scale became which.
    pub scales: Vec<String>,
    /// What was recorded for what cells say, by a map.
    pub values: Vec<String>,
    /// How scores and levels of the sheet compare with the method's.
    pub comparison: Option<String>,
    pub not_imported: Vec<RemarkFacts>,
    pub worth_knowing: Vec<RemarkFacts>,
    /// Records that are new.
    pub records: Vec<RecordFacts>,
}

/// What became of the rows of a sheet.
#[derive(Serialize, JsonSchema)]
pub struct RowCounts {
    pub imported: usize,
    /// There already, and the same.
    pub unchanged: usize,
    /// There already, and left alone though they differ.
    pub left: usize,
    pub not_imported: usize,
}

/// A column of a sheet.
#[derive(Serialize, JsonSchema)]
pub struct ColumnFacts {
    pub header: String,
    /// Where its cells went, in words.
    pub goes_to: String,
}

/// Something that is told of a sheet.
#[derive(Serialize, JsonSchema)]
pub struct RemarkFacts {
    /// `risks.csv:12:6`, or `risks.xlsx!Risks!F12`.
    pub place: String,
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A record that is new.
#[derive(Serialize, JsonSchema)]
pub struct RecordFacts {
    pub id: String,
    pub kind: String,
    pub title: String,
    /// It was made only because a cell names it.
    pub only_named: bool,
}

/// What is done to a file.
#[derive(Serialize, JsonSchema)]
pub struct ChangeFacts {
    pub file: String,
    pub is_new: bool,
    /// What it is, in words; empty for a new record.
    pub why: String,
    /// The difference as `git diff` shows it, where nothing is written yet.
    pub diff: Option<String>,
}

impl ImportReport {
    /// What stands above and below it.
    pub fn head(as_of: Date, written: bool, origin: &Origin) -> Head {
        let title = if written { "What was imported" } else { "What would be imported" };
        Head { title: title.into(), facts: Vec::new(), footer: footer(as_of, origin), ..Head::default() }
    }
}

impl Report for ImportReport {
    const NAME: &'static str = "import";

    fn doc(&self) -> Doc<'_> {
        let mut doc = Doc { head: self.head.clone(), blocks: Vec::new() };
        for sheet in &self.sheets {
            doc.head.facts.push(Fact { name: sheet.sheet.clone().into(), value: sheet.rows.told(&sheet.read_as).into() });
            sheet.add_to(&mut doc.blocks);
        }
        let changes = Table {
            name: "changes",
            columns: vec![Column::text("file", 0), Column::text("what", 1)],
            rows: Rows::few(self.changes.iter().map(ChangeFacts::row).collect()),
            empty: "No file changes.",
        };
        let text = if self.written { "Written" } else { "Would be written" };
        doc.blocks.extend([Block::Heading { text: text.into() }, Block::Table(changes)]);
        let lines = self.changes.iter().filter_map(|change| change.diff.as_ref()).flat_map(|diff| diff.lines()).map(str::to_owned);
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            doc.blocks.extend([Block::Heading { text: "Difference".into() }, Block::List { items: lines }]);
        }
        doc
    }

    fn sheet(&self) -> Option<Table<'_>> {
        let row = |(place, what, remark): (&SheetFacts, &'static str, &RemarkFacts)| {
            let help = remark.help.clone().map_or(Cell::none(), Cell::from);
            Row::new(vec![place.sheet.clone().into(), what.into(), remark.place.clone().into(), remark.message.clone().into(), help])
        };
        let all = self.sheets.iter().flat_map(|sheet| {
            let faults = sheet.not_imported.iter().map(move |remark| (sheet, "not imported", remark));
            faults.chain(sheet.worth_knowing.iter().map(move |remark| (sheet, "worth knowing", remark)))
        });
        let headings = ["sheet", "what", "place", "message", "help"];
        Some(Table {
            name: "remarks",
            columns: headings.into_iter().map(|heading| Column::text(heading, 0)).collect(),
            rows: Rows::few(all.map(row).collect()),
            empty: "Nothing is left to be told.",
        })
    }
}

impl RowCounts {
    /// `12 imported, 1 not imported, read as risks`
    fn told(&self, read_as: &str) -> String {
        let parts = [
            (self.imported, "imported"),
            (self.unchanged, "there already and the same"),
            (self.left, "there already and left alone"),
            (self.not_imported, "not imported"),
        ];
        let told: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let told = if told.is_empty() { "nothing to import".into() } else { told.join(", ") };
        format!("{told}; read as {read_as}")
    }
}

impl SheetFacts {
    fn add_to<'a>(&'a self, blocks: &mut Vec<Block<'a>>) {
        blocks.push(Block::Heading { text: self.sheet.clone() });
        let told = [&self.known_by, &self.comparison].into_iter().flatten().cloned();
        blocks.extend(told.map(|text| Block::Paragraph { text }));
        let columns = self.columns.iter().map(|column| Row::new(vec![(&column.header).into(), (&column.goes_to).into()]));
        blocks.push(Block::Table(Table {
            name: "columns",
            columns: vec![Column::text("column", 0), Column::text("goes to", 0)],
            rows: Rows::few(columns.collect()),
            empty: "The sheet has no columns.",
        }));
        let items: Vec<String> = self.scales.iter().chain(&self.values).cloned().collect();
        if !items.is_empty() {
            blocks.push(Block::List { items });
        }
        for (name, remarks) in [("not-imported", &self.not_imported), ("worth-knowing", &self.worth_knowing)] {
            if !remarks.is_empty() {
                blocks.extend([Block::Heading { text: name.replace('-', " ") }, Block::Table(table(name, remarks))]);
            }
        }
    }
}

fn table<'a>(name: &'static str, remarks: &'a [RemarkFacts]) -> Table<'a> {
    let row = |remark: &'a RemarkFacts| {
        let help = remark.help.as_ref().map_or(Cell::none(), Cell::from);
        Row::new(vec![(&remark.place).into(), (&remark.message).into(), help])
    };
    let columns = vec![Column::text("place", 0), Column::text("what", 0), Column::text("help", 1)];
    Table { name, columns, rows: Rows::few(remarks.iter().map(row).collect()), empty: "Nothing." }
}

impl ChangeFacts {
    fn row(&self) -> Row<'_> {
        let what = if self.why.is_empty() { "a new record" } else { &self.why };
        Row::new(vec![(&self.file).into(), what.into()])
    }
}
