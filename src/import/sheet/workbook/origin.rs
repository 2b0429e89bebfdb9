//! What a register that went out says of itself, so that it is known again when it comes back: the commit whose records it
//! shows, what it carries of them, and which column holds which field, wherever people move them. Spreadsheet programs keep
//! all of it.

use super::Problem;
use super::table::place;
use super::xml::{Xml, attribute, walk};
use crate::import::carried::{self, Kinds};
use crate::import::sheet::csv::Row;
use crate::render::workbook::register::{COLUMN, COMMIT, KINDS};
use std::collections::BTreeSet;
use std::io::BufRead;

/// More columns than all registers have.
const MOST_NAMES: usize = 10_000;
/// The header of CSV is looked for in so many rows.
const LOOKED_AT: usize = 50;

/// What a register that went out says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    pub commit: Option<String>,
    pub columns: Vec<Held>,
    /// The kinds of the registers that went out in it, between spaces; empty where it does not say.
    pub sent: String,
    /// What it carries of its records, if anything, or what is wrong with that.
    pub carried: Option<Result<Kinds, String>>,
}

/// A column that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub sheet: String,
    /// The row of its header, from 1.
    pub line: usize,
    /// From 0.
    pub column: usize,
    /// The kind and the field: `risk.current.likelihood`.
    pub field: String,
}

impl Origin {
    /// What columns of the table itself say: the commit, the same in all rows that have one, and what rows carry.
    pub fn of(rows: &[Row]) -> Self {
        let Some(at) = rows.iter().take(LOOKED_AT).position(|row| row.cells.iter().any(|cell| carried::is_mark(cell))) else {
            return Self::default();
        };
        let (header, rows) = (&rows[at].cells, &rows[at + 1..]);
        let commit = header.iter().position(|cell| cell == COMMIT).and_then(|at| {
            let mut commits = rows.iter().filter_map(|row| row.cells.get(at)).filter(|commit| !commit.is_empty());
            commits.next().filter(|first| commits.all(|commit| commit == *first)).cloned()
        });
        let carried = carried::of_rows(header, rows).map(|carried| Ok(Kinds::from([(String::new(), carried?)])));
        Self { commit, carried, ..Self::default() }
    }

    /// The kinds of its records, as its columns name them.
    pub fn kinds(&self) -> BTreeSet<&str> {
        self.columns.iter().filter_map(|held| Some(held.field.split_once('.')?.0)).collect()
    }

    /// Takes a name of the workbook that leads to a place such as `'Risks'!$F$1:$F$9`, in which `divider` ends the sheet.
    pub fn name(&mut self, name: &str, leads: &str, divider: char) -> Result<(), Problem> {
        let Some(field) = name.strip_prefix(COLUMN) else { return Ok(()) };
        if self.columns.len() == MOST_NAMES {
            return Err(Problem::large());
        }
        let first = leads.split(':').next().unwrap_or_default();
        if let Some((sheet, cell)) = first.rsplit_once(divider)
            && let Some((row, column)) = place(cell)
        {
            let sheet = sheet.trim_start_matches('$');
            let inner = sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\''));
            let sheet = inner.map_or_else(|| sheet.to_owned(), |inner| inner.replace("''", "'"));
            self.columns.push(Held { sheet, line: row + 1, column, field: field.to_owned() });
        }
        Ok(())
    }

    /// Reads the properties that users give documents.
    pub fn read_properties(&mut self, part: impl BufRead) -> Result<(), Problem> {
        let mut property = String::new();
        walk(part, |xml| {
            match xml {
                Xml::Begin("property", element) => property = attribute(element, "name")?.unwrap_or_default().to_string(),
                Xml::Begin("user-defined", element) => property = attribute(element, "meta:name")?.unwrap_or_default().to_string(),
                Xml::End("property" | "user-defined") => property.clear(),
                Xml::Text(words) if property == COMMIT => self.commit.get_or_insert_default().push_str(words.trim()),
                Xml::Text(words) if property == KINDS => self.sent.push_str(words.trim()),
                _ => {}
            }
            Ok(true)
        })
    }
}
