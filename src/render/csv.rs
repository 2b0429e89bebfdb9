//! CSV as RFC 4180 has it: one table, UTF-8, lines end in CRLF.
//!
//! Facts and footers stay out, since whoever asks for CSV wants rows that a program can read. The quoting is our own:
//! sheets of half the world separate by `;` and would cut a bare `a;=b` in two, so a cell with any separator is
//! quoted, and the `csv` crate quotes either for its own separator or everywhere.

use super::{escape, with_groups};
use crate::report::doc::{Block, Cell, Doc, Table};
use std::io;

/// Writes the table of that name, by default the document's sheet or its first table. A document without such a table
/// is empty.
pub fn write(doc: &Doc, out: &mut dyn io::Write, table: Option<&str>) -> io::Result<()> {
    let tables = doc.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    match doc.sheet.iter().chain(tables).find(|candidate| table.is_none_or(|name| candidate.name == name)) {
        Some(table) => write_table(table, out),
        None => Ok(()),
    }
}

fn write_table(table: &Table, out: &mut dyn io::Write) -> io::Result<()> {
    let grouped = table.rows.iter().any(|row| row.group.is_some());
    let headings = table.columns.iter().map(|column| column.heading.clone().into_owned());
    record(out, grouped.then(|| "group".into()).into_iter().chain(headings))?;
    let mut current = "";
    for (group, row) in with_groups(&table.rows) {
        current = group.unwrap_or(current);
        let cells = (0..table.columns.len()).map(|n| row.cells.get(n).map(value).unwrap_or_default());
        record(out, grouped.then(|| current.into()).into_iter().chain(cells))?;
    }
    Ok(())
}

fn value(cell: &Cell) -> String {
    cell.lines.join("; ")
}

fn record(out: &mut dyn io::Write, fields: impl Iterator<Item = String>) -> io::Result<()> {
    for (n, field) in fields.enumerate() {
        let field = escape::csv(&field);
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
    use crate::report::doc::{Column, Row};

    fn written(doc: &Doc) -> String {
        let mut out = Vec::new();
        write(doc, &mut out, None).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rows_carry_their_group_and_all_values() {
        let text = written(&sample::doc());
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "group,#,Id,Risk,Owner,Current,Controls");
        assert!(lines[2].starts_with("Group 0,2,RSK-002,\"Ransomware "), "{}", lines[2]);
        assert!(lines[2].ends_with(",none,3×4 = 12 high,\"CTL-backup; CTL-restore-test\""), "{}", lines[2]);
        assert_eq!((lines.len(), lines[7]), (8, ""));
    }

    #[test]
    fn another_reader_gets_the_same_cells() {
        let text = written(&sample::nasty_doc());
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!((rows.len(), rows[0].len()), (6, 7));
        assert!(rows.iter().flatten().all(|cell| cell.starts_with("'=x") || cell.is_empty()));
    }

    #[test]
    fn a_table_can_be_named() {
        let mut out = Vec::new();
        write(&sample::doc(), &mut out, Some("other")).unwrap();
        assert!(out.is_empty());
    }

    #[test]
    fn a_sheet_is_for_programs() {
        let sheet = Table { name: "fields", columns: vec![Column::short("Id", 0)], rows: vec![Row::new(vec!["RSK-1".into()])], empty: "" };
        assert_eq!(written(&Doc { sheet: Some(sheet), ..sample::doc() }), "Id\r\nRSK-1\r\n");
    }
}
