//! The cells of a sheet of a workbook, as they come in, within bounds for the whole book.

use super::Problem;
use super::aside::Aside;
use crate::import::sheet::csv::{Grid, MOST_COLUMNS, Row, clean};
use crate::import::sheet::told::{Marks, Remark, letters};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Cells of all sheets together, with the empty ones between them.
const MOST_CELLS: usize = 2_000_000;
/// A row takes as much room as so many cells.
const ROW: usize = 3;
/// Bytes of all their texts.
const MOST_TEXT: usize = 64 << 20;
/// More than spreadsheet programs have.
const MOST_ROWS: usize = 1 << 20;
/// Of many remarks on cells only the first are kept.
const MOST_REMARKS: usize = 1_000;

/// What is left of the bounds.
pub struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub fn new() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }

    pub fn take(&mut self, cells: usize, text: usize) -> Result<(), Problem> {
        self.cells = self.cells.checked_sub(cells).ok_or_else(Problem::large)?;
        self.text = self.text.checked_sub(text).ok_or_else(Problem::large)?;
        Ok(())
    }
}

/// A rectangle of cells, from 0.
pub struct Area {
    pub rows: RangeInclusive<usize>,
    pub columns: RangeInclusive<usize>,
}

/// A sheet that is being read.
#[derive(Default)]
pub struct Table {
    pub name: String,
    pub is_hidden: bool,
    /// By their number, from 0.
    rows: BTreeMap<usize, Vec<String>>,
    remarks: Vec<Remark>,
    more: usize,
    pub merged: Vec<Area>,
    pub hidden_rows: Vec<RangeInclusive<usize>>,
    pub hidden_columns: Vec<RangeInclusive<usize>>,
    pub has_filter: bool,
    pub has_formulas: bool,
    aside: Aside,
}

impl Table {
    pub fn new(name: String, is_hidden: bool) -> Self {
        Self { name, is_hidden, ..Self::default() }
    }

    /// Puts a text into a cell; both numbers are from 0.
    pub fn put(&mut self, budget: &mut Budget, row: usize, column: usize, text: &str) -> Result<(), Problem> {
        let (text, is_cleaned) = clean(text);
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Problem::Wide);
        }
        if row >= MOST_ROWS {
            return Err(Problem::large());
        }
        let cells = self.rows.entry(row).or_default();
        let of_row = if cells.is_empty() { ROW } else { 0 };
        budget.take(of_row + (column + 1).saturating_sub(cells.len()), text.len())?;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
        if is_cleaned {
            self.remark(row, column, "control characters were replaced by `\u{fffd}`".into());
        }
        Ok(())
    }

    /// Takes note of a comment on a cell; its text is empty if that is not read.
    pub fn comment(&mut self, budget: &mut Budget, row: usize, column: usize, text: &str) -> Result<(), Problem> {
        let (text, _) = clean(text);
        budget.take(1, text.len())?;
        self.aside.comments.insert((row + 1, column + 1), text);
        Ok(())
    }

    /// Takes note of a cell whose text, or a part of it, is struck out.
    pub fn strike(&mut self, budget: &mut Budget, row: usize, column: usize) -> Result<(), Problem> {
        self.aside.struck.insert((row, column));
        budget.take(1, 0)
    }

    /// Says something of the sheet as a whole.
    pub fn tell(&mut self, message: impl Into<String>) {
        self.remarks.push(Remark { line: 0, cell: 0, message: message.into() });
    }

    /// Says something of a cell.
    pub fn remark(&mut self, row: usize, column: usize, message: String) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(Remark { line: row + 1, cell: column + 1, message });
        } else {
            self.more += 1;
        }
    }

    /// A cell that shows that something went wrong.
    pub fn wrong(&mut self, row: usize, column: usize, error: &str) {
        self.remark(row, column, format!("the cell shows `{error}` and is not read"));
    }

    /// A formula that nobody has reckoned.
    pub fn unreckoned(&mut self, row: usize, column: usize) {
        let message = "the formula has no value and is not read; open the workbook in a spreadsheet program and save it".into();
        self.remark(row, column, message);
    }

    /// The sheet as rows, with what is to be said of all of it. Cells that are merged down several rows say in each what
    /// the first says.
    pub fn into_grid(mut self, file: &str, budget: &mut Budget) -> Result<Grid, Problem> {
        let mut spread = BTreeSet::new();
        for area in std::mem::take(&mut self.merged) {
            if area.columns.end() > &(area.columns.start() + 1) {
                spread.insert(*area.rows.start());
            }
            self.fill(&area, budget)?;
        }
        self.tell_hidden();
        self.aside.told(&self.rows).into_iter().for_each(|message| self.tell(message));
        if self.more > 0 {
            self.tell(format!("{} more remarks like these are left out", self.more));
        }
        let mut last = None;
        let rows = self.rows.into_iter().map(|(at, cells)| {
            let is_apart = last.is_some_and(|last| at > last + 1) || (last.is_none() && at > 0);
            last = Some(at);
            let is_spread = spread.contains(&at) && cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
            Row { line: at + 1, cells, is_apart, is_spread }
        });
        // CSV has as many cells in every row: those that are missing are none.
        let mut rows: Vec<Row> = rows.collect();
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        for row in &mut rows {
            budget.take(width - row.cells.len(), 0)?;
            row.cells.resize(width, String::new());
        }
        let name = format!("{file}!{}", self.name);
        Ok(Grid { name, marks: Marks::Cells, rows, faults: Vec::new(), remarks: self.remarks, comments: self.aside.comments })
    }

    /// Only rows that have something are filled, so that an area costs no more than what is there.
    fn fill(&mut self, area: &Area, budget: &mut Budget) -> Result<(), Problem> {
        let (first, column) = (*area.rows.start(), *area.columns.start());
        if area.rows.end() <= &first {
            return Ok(());
        }
        let Some(text) = self.rows.get(&first).and_then(|cells| cells.get(column)).filter(|text| !text.is_empty()).cloned() else {
            return Ok(());
        };
        let below: Vec<usize> = self.rows.range(first + 1..=*area.rows.end()).map(|(row, _)| *row).collect();
        budget.take(below.len(), 0)?;
        below.into_iter().try_for_each(|row| self.put(budget, row, column, &text))
    }

    fn tell_hidden(&mut self) {
        let rows = self.hidden_rows.iter().filter(|rows| self.rows.range((**rows).clone()).next().is_some());
        let rows: Vec<String> = rows.map(|rows| named(rows, |row| (row + 1).to_string())).collect();
        if !rows.is_empty() {
            let what = if self.has_filter { "hidden, maybe by a filter," } else { "hidden" };
            let message = format!("{what} and read like all others: {}", list("row", &rows));
            self.tell(message);
        }
        let width = self.rows.values().map(Vec::len).max().unwrap_or(0);
        let columns = self.hidden_columns.iter().filter(|columns| *columns.start() < width);
        let columns: Vec<String> = columns.map(|columns| named(&(*columns.start()..=(*columns.end()).min(width - 1)), letters)).collect();
        if !columns.is_empty() {
            let message = format!("hidden and read like all others: {}", list("column", &columns));
            self.tell(message);
        }
    }
}

/// `rows 3, 5–7`, and how many more.
fn list(what: &str, named: &[String]) -> String {
    const MOST: usize = 12;
    let many = if named.len() > 1 || named[0].contains('–') { "s" } else { "" };
    let more = named.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!(" and {more} more such groups"));
    format!("{what}{many} {}{}", named[..named.len().min(MOST)].join(", "), more.unwrap_or_default())
}

fn named(range: &RangeInclusive<usize>, name: impl Fn(usize) -> String) -> String {
    let (first, last) = (name(*range.start()), name(*range.end()));
    if first == last { first } else { format!("{first}–{last}") }
}

/// Adds a number to ranges that come in order; one that follows the last becomes part of it.
pub fn extend(ranges: &mut Vec<RangeInclusive<usize>>, new: RangeInclusive<usize>) {
    match ranges.last_mut() {
        Some(last) if last.end() + 1 == *new.start() => *last = *last.start()..=*new.end(),
        _ => ranges.push(new),
    }
}

/// The row and column, from 0, of `B3` or `$B$3`.
pub fn place(text: &str) -> Option<(usize, usize)> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) || row.len() > 7 {
        return None;
    }
    let column = letters.bytes().fold(0, |column, byte| column * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some((row.parse::<usize>().ok()?.checked_sub(1)?, column - 1))
}
