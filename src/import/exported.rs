//! Registers as this tool exports them: most of their cells follow from other records, so a row that comes back as it went
//! out has nothing to add.

use super::list;
use super::row::Cells;
use super::sheet::Sheet;
use super::words::normal;
use crate::base::date::Date;
use crate::model::program::Program;
use crate::register::cx::Cx;
use crate::render::escape;
use crate::report::doc::{Block, Doc, Table};
use crate::report::register::RegisterReport;
use crate::report::soa::{SoaAudience, SoaReport};
use crate::report::treatment::TreatmentReport;
use crate::report::{Origin, Report, Tree};
use std::collections::HashMap;

/// Builds the report and shows its document, which lives no longer than the report.
type Show = fn(&Cx<'_>, &Origin, &mut dyn FnMut(Doc<'_>));

/// A report that may come back as a sheet.
struct Known {
    /// The kind of sheet it is read as.
    kind: &'static str,
    /// What its rows are about.
    key: &'static str,
    /// Headings that it always has.
    always: &'static [&'static str],
    /// Headings of cells that are not compared: they group, or change with the day.
    passing: &'static [&'static str],
    /// A row that differs is left alone: what it shows are not the fields of records.
    is_closed: bool,
    show: Show,
}

static KNOWN: &[Known] = &[
    Known {
        kind: "soa",
        key: "control",
        always: &["control", "title", "applies", "because", "justification", "status"],
        passing: &["group", "verified"],
        is_closed: false,
        show: |cx, origin, see| see(SoaReport::build(cx, SoaAudience::Full, origin).doc()),
    },
    Known {
        kind: "risk",
        key: "id",
        always: &["id", "risk", "owner", "inherent level", "current level", "residual level", "treatment", "appetite"],
        passing: &["group"],
        is_closed: true,
        show: |cx, origin, see| see(RegisterReport::build(cx, origin).doc()),
    },
    Known {
        kind: "treatment",
        key: "risk",
        always: &["risk", "what", "who", "due", "state", "now", "expected"],
        passing: &["group"],
        is_closed: true,
        show: |cx, origin, see| see(TreatmentReport::build(cx, origin).doc()),
    },
];

/// How a row compares with what would be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// It says the same, or leaves it out.
    Same,
    /// It says something else of what is there, and no field could take it.
    Closed,
    Open,
}

/// The rows that would be exported today, by what they are about and heading.
pub struct Exported {
    known: &'static Known,
    rows: HashMap<String, Vec<HashMap<String, String>>>,
}

impl Exported {
    /// What would be exported, if a sheet has the headings of an export and no others.
    pub fn of(program: &Program, today: Date, kind: &str, sheet: &Sheet) -> Option<Self> {
        let header: Vec<String> = sheet.header.iter().map(|header| normal(header)).collect();
        let has = |heading: &str| header.iter().any(|other| other == heading);
        let known = KNOWN.iter().find(|known| known.kind == kind && known.always.iter().all(|heading| has(heading)))?;
        let origin = Origin { commit: None, label: String::new(), tool: "", tree: Tree::None };
        let mut exported = None;
        (known.show)(&Cx::new(program, None, today), &origin, &mut |doc| exported = Self::seen(known, &header, doc));
        exported
    }

    fn seen(known: &'static Known, header: &[String], doc: Doc<'_>) -> Option<Self> {
        let headings = |table: &Table<'_>| table.columns.iter().map(|column| normal(&column.heading)).collect::<Vec<String>>();
        let tables = doc.blocks.into_iter().filter_map(|block| match block {
            Block::Table(table) => {
                let table = table.apart();
                Some((headings(&table), table))
            }
            _ => None,
        });
        let (headings, table) = { tables }.find(|(headings, _)| headings.iter().any(|heading| heading == known.key))?;
        if !header.iter().all(|heading| known.passing.contains(&heading.as_str()) || headings.contains(heading)) {
            return None;
        }
        let mut rows: HashMap<String, Vec<HashMap<String, String>>> = HashMap::new();
        for row in table.rows.iter() {
            let cells = row.cells.iter().map(|cell| plain(&escape::csv(&cell.bare())));
            let row: HashMap<String, String> = headings.iter().cloned().zip(cells).collect();
            rows.entry(row.get(known.key).cloned().unwrap_or_default()).or_default().push(row);
        }
        Some(Self { known, rows })
    }

    /// Compares a row with those that are exported for what it is about.
    pub fn compare(&self, cells: Cells<'_>) -> Return {
        let all = || (0..cells.sheet.header.len()).filter_map(|index| cells.at(index));
        let key = all().find(|cell| normal(cell.header) == self.known.key);
        let Some(rows) = key.and_then(|cell| self.rows.get(cell.text)) else { return Return::Open };
        let is_same = |row: &HashMap<String, String>| {
            all().all(|cell| {
                let heading = normal(cell.header);
                let is_passing = self.known.passing.contains(&heading.as_str()) || says_nothing(cell.text);
                is_passing || row.get(&heading).is_some_and(|text| *text == plain(cell.text))
            })
        };
        match (rows.iter().any(is_same), self.known.is_closed) {
            (true, _) => Return::Same,
            (false, true) => Return::Closed,
            (false, false) => Return::Open,
        }
    }
}

/// A dash, or that it is not available.
fn says_nothing(text: &str) -> bool {
    matches!(normal(text).as_str(), "" | "n a" | "na")
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '–' | '—' | '/' | '.' | ' '))
}

/// One space where there are more, and one mark between the items of a list, which stand on lines of their own in workbooks.
fn plain(text: &str) -> String {
    let words = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    list::parts(text).map(words).collect::<Vec<_>>().join("; ")
}
