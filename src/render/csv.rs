//! CSV as RFC 4180 has it: one table, UTF-8, lines end in CRLF.
//!
//! Facts stay out where there are rows, and footers always, since whoever asks for CSV wants rows that a program can read. The quoting is our own:
//! sheets of half the world separate by `;` and would cut a bare `a;=b` in two, so a cell with any separator is
//! quoted, and the `csv` crate quotes either for its own separator or everywhere.

use super::{Written, escape};
use crate::report::doc::{Block, Cell, Doc, Table};
use std::borrow::Cow;
use std::io;

/// By this at their beginning spreadsheet programs know the encoding.
pub const MARK: &str = "\u{feff}";

/// Writes the rows for programs, or else the first table that people read, or else the facts of a report that has none.
pub fn write(report: &dyn Written, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(sheet) = report.sheet() {
        return write_table(&sheet.apart(), out);
    }
    let Doc { head, blocks } = report.doc();
    match first(blocks) {
        Some(table) => write_table(&table.apart(), out),
        None => {
            record(out, ["fact", "value"].map(str::to_owned).into_iter())?;
            head.facts.iter().try_for_each(|fact| record(out, [fact.name.clone().into_owned(), fact.value.bare()].into_iter()))
        }
    }
}

fn first(blocks: Vec<Block<'_>>) -> Option<Table<'_>> {
    blocks.into_iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

fn write_table(table: &Table<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let is_grouped = table.rows.iter().next().is_some_and(|row| row.group.is_some());
    let headings = table.columns.iter().map(|column| column.heading.clone().into_owned());
    record(out, is_grouped.then(|| "group".into()).into_iter().chain(headings))?;
    let mut current = Cow::default();
    for row in table.rows.iter() {
        current = row.group.unwrap_or(current);
        let cells = (0..table.columns.len()).map(|n| row.cells.get(n).map(Cell::bare).unwrap_or_default());
        record(out, is_grouped.then(|| current.clone().into_owned()).into_iter().chain(cells))?;
    }
    Ok(())
}

fn record(out: &mut dyn io::Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    line(out, fields.map(|field| escape::csv(&field)))
}

/// Registers to work in: nothing of a text is changed, but for the apostrophe that keeps it from being a formula.
pub fn write_register<'r>(header: &[&str], rows: impl Iterator<Item = &'r Vec<String>>, out: &mut dyn io::Write) -> io::Result<()> {
    line(out, header.iter().map(|name| (*name).to_owned()))?;
    { rows }.try_for_each(|row| line(out, row.iter().map(|cell| escape::guarded(cell))))
}

fn line(out: &mut dyn io::Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    for (n, field) in fields.enumerate() {
        let separator = if n == 0 { "" } else { "," };
        // A quote before it makes mere text of what begins like a command too.
        if field.contains([',', ';', '"', '\t', '\r', '\n']) || field.trim() != field || escape::is_command(&field) {
            write!(out, "{separator}\"{}\"", field.replace('"', "\"\""))?;
        } else {
            write!(out, "{separator}{field}")?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(doc: Doc<'_>) -> String {
        let mut out = Vec::new();
        write_table(&first(doc.blocks).unwrap(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_carry_their_group_and_all_values() {
        let text = written(sample::doc());
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "group,#,Id,Risk,Owner,Current,Controls");
        assert!(lines[2].starts_with("Group 0,2,RSK-002,\"Ransomware "), "{}", lines[2]);
        assert!(lines[2].ends_with(",none,3×4 = 12 high,\"CTL-backup; CTL-restore-test\""), "{}", lines[2]);
        assert_eq!((lines.len(), lines[7]), (8, ""));
    }

    #[test]
    fn another_reader_gets_the_same_cells() {
        let text = written(sample::nasty_doc());
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!((rows.len(), rows[0].len()), (6, 7));
        assert!(rows.iter().flatten().all(|cell| cell.starts_with("'=x") || cell.is_empty()));
    }
}
