//! The rows of a register that comes back, by the ids they carry.

use crate::edit::columns::Column;
use crate::import::sheet::{Row, Sheet};
use std::collections::BTreeMap;

/// A column of a sheet, from 0, and the field that it holds.
#[derive(Clone, Debug)]
pub struct Placed {
    pub at: usize,
    pub column: Column,
}

impl Placed {
    pub fn path(&self) -> &str {
        &self.column.path
    }
}

/// A row.
pub struct Told<'s> {
    /// From 1.
    pub line: usize,
    pub cells: &'s [String],
}

/// All rows that say something.
pub struct Rows<'s> {
    /// By id, those that have one that no other has.
    pub known: BTreeMap<&'s str, Told<'s>>,
    pub new: Vec<Told<'s>>,
    /// Ids that several rows have, with their lines.
    pub twice: BTreeMap<&'s str, String>,
}

impl<'s> Rows<'s> {
    pub fn of(sheet: &'s Sheet, columns: &[Placed]) -> Self {
        let id = columns.iter().find(|column| column.path() == "id").map(|column| column.at);
        let mut by_id: BTreeMap<&str, Vec<Told<'s>>> = BTreeMap::new();
        let mut new = Vec::new();
        let says = |row: &&Row| columns.iter().any(|column| !row.cells[column.at].is_empty());
        for row in sheet.rows.iter().filter(says) {
            let told = Told { line: row.line, cells: &row.cells };
            match id.map(|at| row.cells[at].as_str()).filter(|id| !id.is_empty()) {
                Some(id) => by_id.entry(id).or_default().push(told),
                None => new.push(told),
            }
        }
        let mut rows = Rows { known: BTreeMap::new(), new, twice: BTreeMap::new() };
        for (id, mut told) in by_id {
            if told.len() > 1 {
                rows.twice.insert(id, told.iter().map(|told| told.line.to_string()).collect::<Vec<_>>().join(", "));
            }
            rows.known.extend(told.pop().filter(|_| !rows.twice.contains_key(id)).map(|told| (id, told)));
        }
        rows
    }
}
