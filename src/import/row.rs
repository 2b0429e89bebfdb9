//! A row of a sheet by fields, and what of it goes beside them.

use super::columns::{Columns, Goal};
use super::record::Record;
use super::sheet::{Fault, Remark, Row, Sheet};
use super::words;
use crate::base::date::Date;
use crate::base::written::{self, Order};

/// A title may have this many characters.
const LONGEST_TITLE: usize = 200;
/// A row with more text makes a record that is too large to be read.
const LARGEST_ROW: usize = 256 << 10;

/// A cell with something in it.
#[derive(Clone, Copy)]
pub struct Cell<'s> {
    pub text: &'s str,
    pub header: &'s str,
    pub line: usize,
    /// From 1.
    pub number: usize,
    /// What stands first in days of its column.
    pub order: Option<Order>,
}

impl Cell<'_> {
    /// The day that it says.
    pub fn day(self) -> Option<Date> {
        written::read(self.text)?.day(self.order)
    }

    /// The place for a remark about the cell.
    pub fn remark(self, message: String) -> Remark {
        Remark { line: self.line, cell: self.number, message }
    }
}

/// A row by fields.
#[derive(Clone, Copy)]
pub struct Cells<'s> {
    pub sheet: &'s Sheet,
    pub columns: &'s Columns,
    pub row: &'s Row,
}

impl<'s> Cells<'s> {
    /// The cell of a field, unless it is empty.
    pub fn get(self, field: &str) -> Option<Cell<'s>> {
        self.at(self.columns.of(field)?)
    }

    /// The cell of a column, unless it is empty.
    pub fn at(self, index: usize) -> Option<Cell<'s>> {
        let text = self.row.cells[index].as_str();
        (!text.is_empty()).then(|| Cell {
            text,
            header: &self.sheet.header[index],
            line: self.row.line,
            number: index + 1,
            order: self.columns.orders[index],
        })
    }

    /// Refuses a row that is too large.
    pub fn fit(self) -> Result<(), Fault> {
        let sizes = self.row.cells.iter().enumerate().map(|(index, cell)| (cell.len(), index + 1));
        let (size, largest) = sizes.fold((0, (0, 0)), |(sum, largest), cell| (sum + cell.0, largest.max(cell)));
        if size <= LARGEST_ROW {
            return Ok(());
        }
        let message = format!("the row has more than {} KiB of text", LARGEST_ROW >> 10);
        let help = "keep long text in a file of its own and name it here".into();
        Err(Fault { line: self.row.line, cell: largest.1, message, help })
    }

    /// A fault of the row, at the column of a field.
    pub fn fault(self, field: &str, message: String, help: &str) -> Fault {
        Fault { line: self.row.line, cell: self.columns.of(field).map_or(1, |index| index + 1), message, help: help.into() }
    }
}

/// A text as a title: one line, not too long.
pub fn line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().nth(LONGEST_TITLE).is_some() {
        let end = line.char_indices().nth(LONGEST_TITLE - 1).map_or(line.len(), |(end, _)| end);
        line.truncate(end);
        line.push('…');
    }
    line
}

/// What columns without a field have.
pub fn rest<'s>(cells: Cells<'s>) -> impl Iterator<Item = (&'s Goal, Cell<'s>)> {
    let goals = cells.columns.goals.iter().enumerate().filter(|(_, goal)| matches!(goal, Goal::Custom(_) | Goal::Notes));
    goals.filter_map(move |(index, goal)| Some((goal, cells.at(index)?)))
}

/// The comments on the cells of a row, with what they are comments on.
pub fn comments<'s>(cells: Cells<'s>) -> impl Iterator<Item = (String, &'s str)> {
    let (sheet, line) = (cells.sheet, cells.row.line);
    let of_row = sheet.comments.range((line, 0)..=(line, usize::MAX)).filter(|(_, text)| !text.is_empty());
    let named = |cell: usize| sheet.header.get(cell - 1).map_or_else(|| "comment".into(), |header| format!("comment on {header}"));
    of_row.map(move |((_, cell), text)| (named(*cell), text.as_str()))
}

/// What columns without a field have goes to the end of the record, and comments on its cells.
pub fn keep_rest(record: &mut Record, cells: Cells<'_>) {
    for (goal, cell) in rest(cells) {
        match goal {
            Goal::Custom(key) if words::is_short(cell.text) => record.keep(key, cell.text),
            _ => record.note(cell.header, cell.text),
        }
    }
    comments(cells).for_each(|(name, text)| record.note(&name, text));
}

/// What a later row of several that make one record says otherwise than the first, but in some fields of its own: no field
/// takes it, so it is kept.
pub fn keep_other(record: &mut Record, first: Cells<'_>, cells: Cells<'_>, own: &[&str]) {
    for field in cells.columns.fields.iter().map(|field| field.name).filter(|field| !own.contains(field)) {
        if let Some(cell) = cells.get(field).filter(|cell| first.get(field).is_none_or(|first| first.text != cell.text)) {
            record.note(cell.header, cell.text);
        }
    }
    keep_rest(record, cells);
}

/// What columns without a field have, on one line.
pub fn rest_of(cells: Cells<'_>) -> Option<String> {
    let rest = rest(cells).map(|(_, cell)| format!("{} {}", cell.header, cell.text));
    let texts: Vec<String> = rest.chain(comments(cells).map(|(name, text)| format!("{name} {text}"))).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// A line for the notes of what a row adds to: its name, what no field takes, and what did not fit.
pub fn leftovers(cells: Cells<'_>, name: &str, misfits: &Record) -> Option<String> {
    let texts: Vec<String> = rest_of(cells).into_iter().chain(misfits.notes.iter().cloned()).collect();
    (!texts.is_empty()).then(|| format!("{name}: {}", texts.join("; ")))
}
