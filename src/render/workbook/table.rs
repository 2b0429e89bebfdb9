//! A table as a sheet: typed cells under a header that stays, with a filter, widths by content, and levels coloured by rule.

use super::cell::{self, Put};
use super::looks::{Looks, toned};
use super::names::cut;
use crate::render::columns::measure;
use crate::render::escape;
use crate::report::doc::{Cell, Column, ColumnKind, Row, Table, Tone, Value};
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format, Worksheet, XlsxError};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The last row of a sheet, from 0.
pub const LAST_ROW: u32 = 1_048_575;
/// Widths in letters: nothing is narrower, prose wraps at the second, and what should not wrap at the third.
const NARROW: usize = 8;
const PROSE: usize = 46;
const WORD: usize = 28;
/// More letters than these side by side are too small on a page.
const PAGE: usize = 210;
/// A rule compares with texts up to this length.
const RULE: usize = 200;

/// As wide as a heading wants its column: its longest word, with the mark of the filter.
pub fn heading(text: &str) -> usize {
    text.split(' ').map(measure).max().unwrap_or(0) + 3
}

/// A sheet that is being filled.
pub struct Filling<'s> {
    sheet: &'s mut Worksheet,
    looks: &'s Looks,
    columns: Vec<Column>,
    widths: Vec<usize>,
    /// The words of levels in each column, with what they mean.
    levels: Vec<BTreeMap<String, Tone>>,
    /// The row that comes next.
    row: u32,
    /// Where a text was too long for a cell, by row and column from 0, with how many characters it has.
    pub cut: Vec<(u32, u16, usize)>,
}

/// The columns with one for the groups of rows where these have some.
pub fn columns(table: &Table<'_>, grouped: bool) -> Vec<Column> {
    grouped.then(|| Column::short("Group", 0)).into_iter().chain(table.columns.iter().cloned()).collect()
}

impl<'s> Filling<'s> {
    pub fn begin(sheet: &'s mut Worksheet, looks: &'s Looks, columns: Vec<Column>) -> Result<Self, XlsxError> {
        for (at, column) in (0_u16..).zip(&columns) {
            sheet.write_string_with_format(0, at, escape::visible(&column.heading), &looks.header)?;
        }
        let widths = columns.iter().map(|column| heading(&column.heading)).collect();
        let levels = vec![BTreeMap::new(); columns.len()];
        Ok(Self { sheet, looks, columns, widths, levels, row: 1, cut: Vec::new() })
    }

    pub fn is_full(&self) -> bool {
        self.row > LAST_ROW
    }

    /// A row, with its group where the rows have some.
    pub fn put(&mut self, row: &Row<'_>, group: Option<&str>) -> Result<(), XlsxError> {
        let group = group.map(Cell::from);
        for (at, cell) in (0_u16..).zip(group.iter().chain(&row.cells)) {
            self.cell(at, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, at: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let (column, looks, row) = (usize::from(at), self.looks, self.row);
        if let (Value::Level(level), Some(levels)) = (&cell.value, self.levels.get_mut(column)) {
            levels.entry(escape::visible(&level.name)).or_insert(cell.tone);
        }
        let tone = if matches!(cell.value, Value::Level(_)) { Tone::Plain } else { cell.tone };
        let format = |format: &'s Format| if tone == Tone::Plain { Cow::Borrowed(format) } else { Cow::Owned(toned(format, tone)) };
        let width = match cell::put(cell) {
            Put::Nothing => 0,
            Put::Number(number) => {
                self.sheet.write_number_with_format(row, at, number, &format(&looks.number))?;
                number.to_string().len()
            }
            Put::Day(serial) => {
                self.sheet.write_number_with_format(row, at, serial, &format(&looks.day))?;
                10
            }
            Put::Text(text) => {
                let kept = cut(&text, cell::LONGEST);
                if kept.len() < text.len() {
                    self.cut.push((row, at, text.chars().count()));
                }
                self.sheet.write_string_with_format(row, at, kept, &format(&looks.text))?;
                text.lines().map(measure).max().unwrap_or(0)
            }
        };
        if let Some(widest) = self.widths.get_mut(column) {
            *widest = width.max(*widest);
        }
        Ok(())
    }

    /// Once all rows are there.
    pub fn end(self) -> Result<Vec<(u32, u16, usize)>, XlsxError> {
        let Self { sheet, columns, widths, levels, row, cut, .. } = self;
        let last = (row - 1, u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX));
        let fitting =
            |(column, width): (&Column, &usize)| (width + 1).clamp(NARROW, if column.kind == ColumnKind::Text { PROSE } else { WORD });
        let widths: Vec<usize> = columns.iter().zip(&widths).map(fitting).collect();
        for (at, width) in (0_u16..).zip(&widths) {
            sheet.set_column_width(at, u32::try_from(*width).unwrap_or(u32::MAX))?;
        }
        let pages = widths.iter().sum::<usize>().div_ceil(PAGE);
        sheet.set_print_fit_to_pages(u16::try_from(pages).unwrap_or(1), 0);
        for (at, levels) in (0_u16..).zip(levels) {
            for (word, tone) in levels.into_iter().filter(|(word, _)| word.chars().count() <= RULE) {
                let rule = ConditionalFormatCellRule::EqualTo(word.replace('"', "\"\""));
                let rule = ConditionalFormatCell::new().set_rule(rule).set_format(toned(&Format::new(), tone));
                sheet.add_conditional_format(1, at, last.0, at, &rule)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        if row > 1 {
            sheet.autofilter(0, 0, last.0, last.1)?;
        }
        Ok(cut)
    }
}
