//! CSV text as rows of cells with their lines.

use super::bytes::{Decoded, decoded};
use super::told::{Fault, Marks, Remark, SheetError};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// All rows of a file that have anything in them.
#[derive(Debug)]
pub struct Grid {
    /// The file as the user named it.
    pub name: String,
    pub marks: Marks,
    pub rows: Vec<Row>,
    pub faults: Vec<Fault>,
    pub remarks: Vec<Remark>,
    /// On its cells, by their lines and numbers, from 1.
    pub comments: BTreeMap<(usize, usize), String>,
}

/// A row as it stands in the file.
#[derive(Debug)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Trimmed, line ends as `\n`.
    pub cells: Vec<String>,
    /// Rows without anything stand between it and the one before.
    pub is_apart: bool,
    /// Its only text stands in a cell that is merged over several columns.
    pub is_spread: bool,
}

impl Row {
    /// The cells that have something in them.
    pub fn filled(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// A header with more columns is none, and would only take time.
pub const MOST_COLUMNS: usize = 1_000;
/// Those of which no number or sentence is full come first.
const DELIMITERS: [u8; 4] = [b';', b'\t', b'|', b','];
/// The rows that are looked at to tell which sign divides cells.
const LOOKED_AT: usize = 200;

impl Grid {
    /// Reads the bytes of the file called `name`.
    ///
    /// # Errors
    /// When they are no text, or none that can be CSV.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        let Decoded { text, remark } = decoded(name, bytes)?;
        let (delimiter, text, skipped) = named(&text).unwrap_or_else(|| (delimiter(&text), &text, 0));
        let mut grid = Grid {
            name: name.into(),
            marks: Marks::Lines,
            rows: Vec::new(),
            faults: Vec::new(),
            remarks: remark.into_iter().collect(),
            comments: BTreeMap::new(),
        };
        let mut lines = Lines { text, at: 0, line: 1 + skipped };
        let mut reader = reader(text, delimiter);
        let mut record = csv::StringRecord::new();
        let mut is_apart = false;
        loop {
            let start = offset(&reader);
            let more =
                reader.read_record(&mut record).map_err(|error| SheetError::Csv { name: name.into(), problem: error.to_string() })?;
            if !more {
                break;
            }
            if grid.rows.is_empty() && record.len() > MOST_COLUMNS {
                return Err(SheetError::Wide { name: name.into(), most: MOST_COLUMNS });
            }
            let place = lines.of(start..offset(&reader));
            is_apart |= place.is_apart;
            is_apart = !grid.add(&record, &place, is_apart);
        }
        if grid.rows.is_empty() {
            return Err(SheetError::Empty { name: name.into() });
        }
        Ok(grid)
    }

    /// Adds a row, unless there is nothing in it; whether there was.
    fn add(&mut self, record: &csv::StringRecord, place: &Place<'_>, is_apart: bool) -> bool {
        let line = place.line;
        let mut cells = Vec::with_capacity(record.len());
        for (index, cell) in record.iter().enumerate() {
            let (cell, cleaned) = clean(cell);
            if cleaned {
                let message = "control characters were replaced by `\u{fffd}`".into();
                self.remarks.push(Remark { line, cell: index + 1, message });
            }
            cells.push(cell);
        }
        if cells.iter().all(String::is_empty) {
            return false;
        }
        if place.is_open() && !self.rows.is_empty() {
            let message = "a quotation mark is opened in this row and never closed; the rest of the file is in it";
            let help = "close it, or write it twice if it belongs to the text";
            self.faults.push(Fault { line, cell: cells.len(), message: message.into(), help: help.into() });
        } else {
            self.rows.push(Row { line, cells, is_apart, is_spread: false });
        }
        true
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// The delimiter that a first line such as `sep=;` names, which Excel may write, the text after it, and how many lines it is.
fn named(text: &str) -> Option<(u8, &str, usize)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end().trim_matches('"').to_ascii_lowercase();
    match first.strip_prefix("sep=")?.as_bytes() {
        [named, more @ ..] if !named.is_ascii_alphanumeric() && more.iter().all(|byte| [*named, b'"'].contains(byte)) => {
            Some((*named, rest, 1))
        }
        _ => None,
    }
}

/// How a text comes apart by one delimiter, the better the larger.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Split {
    /// Most rows have the same number of cells.
    is_table: bool,
    /// The first row that any delimiter divides is divided.
    divides_first: bool,
    /// Rows, of a thousand, that have that number.
    alike: usize,
    /// Of a thousand cells, those that do not begin with a space: in sentences, signs have one after them.
    unspaced: usize,
}

/// The delimiter that gives most rows the same number of cells.
fn delimiter(text: &str) -> u8 {
    let rows = DELIMITERS.map(|delimiter| rows_by(text, delimiter));
    // Titles above a table are one cell whatever divides them.
    let divided = (0..LOOKED_AT).find(|row| rows.iter().any(|rows| rows.get(*row).is_some_and(|(cells, _)| *cells > 1)));
    let Some(first) = divided else { return b',' };
    let judged = DELIMITERS.iter().zip(&rows).filter_map(|(delimiter, rows)| Some((split(rows, first)?, *delimiter)));
    // Of equals the first: `max_by` would take the last.
    judged.rev().max_by(|(a, _), (b, _)| a.cmp(b)).map_or(b',', |(_, delimiter)| delimiter)
}

fn split(rows: &[(usize, usize)], first: usize) -> Option<Split> {
    let mut times: HashMap<usize, usize> = HashMap::new();
    let table = rows.get(first..).unwrap_or_default();
    table.iter().for_each(|(cells, _)| *times.entry(*cells).or_default() += 1);
    let (cells, alike) = times.into_iter().filter(|(cells, _)| *cells > 1).max_by_key(|(cells, alike)| (*alike, *cells))?;
    let (all, spaced) = table.iter().fold((0, 0), |(all, spaced), row| (all + row.0, spaced + row.1));
    Some(Split {
        is_table: cells > 1 && alike * 2 >= table.len(),
        divides_first: table.first().is_some_and(|(cells, _)| *cells > 1),
        alike: alike * 1_000 / table.len(),
        unspaced: (all - spaced) * 1_000 / all,
    })
}

/// The cells of the first rows, and how many of them begin with a space.
fn rows_by(text: &str, delimiter: u8) -> Vec<(usize, usize)> {
    let records = reader(text, delimiter).into_byte_records().map_while(Result::ok).take(LOOKED_AT);
    let filled = records.filter(|record| record.iter().any(|cell| !cell.trim_ascii().is_empty()));
    filled.map(|record| (record.len(), record.iter().filter(|cell| cell.starts_with(b" ")).count())).collect()
}

/// Trimmed, with line ends as `\n` and without control characters, and whether there were any.
pub fn clean(cell: &str) -> (String, bool) {
    let text = cell.trim().replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let is_bad = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(is_bad) { (text.replace(is_bad, "\u{fffd}"), true) } else { (text, false) }
}

/// Counts lines while rows are read; every byte is looked at once.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

/// Where a row stands.
struct Place<'t> {
    line: usize,
    source: &'t str,
    /// Blank lines stand before it.
    is_apart: bool,
}

impl Place<'_> {
    /// Whether a quotation mark in it is never closed: only a last row with line ends can be like this.
    fn is_open(&self) -> bool {
        !self.source.ends_with('"') && self.source.contains('\n') && self.source.matches('"').count() % 2 == 1
    }
}

impl<'t> Lines<'t> {
    /// Where the row within a range begins, past the blank lines before it.
    fn of(&mut self, range: Range<usize>) -> Place<'t> {
        let source = &self.text[range.clone()];
        let row = source.trim_start_matches(['\r', '\n']);
        let before = &source[..source.len() - row.len()];
        // The end of the row before may have been read by half.
        let half = if self.text[..range.start].ends_with('\r') { before.strip_prefix('\n') } else { None };
        let is_apart = !half.unwrap_or(before).is_empty();
        self.pass(range.end - row.len());
        let row = row.trim_end_matches(['\r', '\n']);
        Place { line: self.line, source: row, is_apart }
    }

    fn pass(&mut self, end: usize) {
        let bytes = self.text.as_bytes();
        for at in self.at..end {
            let lone_return = bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            self.line += usize::from(bytes[at] == b'\n' || lone_return);
        }
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        Grid::read("s.csv", text.as_bytes()).unwrap()
    }

    fn first(text: &str) -> Vec<String> {
        grid(text).rows[0].cells.clone()
    }

    #[test]
    fn rows_know_their_lines() {
        let rows: Vec<_> = grid("\u{feff}a,b\r\n\r\n1,\"two\r\nlines\"\r\n3,4\r\n,\r\n5,6\r\n")
            .rows
            .into_iter()
            .map(|row| (row.line, row.cells.join("|"), row.is_apart))
            .collect();
        assert_eq!(rows, [(1, "a|b".into(), false), (3, "1|two\nlines".into(), true), (5, "3|4".into(), false), (7, "5|6".into(), true)]);
        assert_eq!(grid("a,b\r1,2\r3,4\r").rows[2].line, 3);
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        for (text, cells) in [
            ("a;\"b,c,d\";e\n1;2;3\n", &["a", "b,c,d", "e"][..]),
            ("a\tb\n1\t2\n", &["a", "b"]),
            ("a|b\n1|2\n", &["a", "b"]),
            ("a\n1\n", &["a"]),
            ("ID;Titel (kurz, klar, knapp);Owner\n1;Büro;CISO\n", &["ID", "Titel (kurz, klar, knapp)", "Owner"]),
            ("Titel;Name, Rolle\nBüro brennt;Meier, CISO\n", &["Titel", "Name, Rolle"]),
            ("a;b;c\n1,5;2,5;3,5\n2,5;3,5;4,5\n", &["a", "b", "c"]),
            // Cells with other signs, and rows that do not fit.
            ("a,b\n\"x; y\",1\n\"x; y\",2\n\"x; y\",3\n", &["a", "b"]),
            ("a,b\n1,x; y, z\n2,x; y, z\n3,x; y\n", &["a", "b"]),
        ] {
            assert_eq!(first(text), cells, "{text}");
        }
        assert_eq!(grid("Register, as of 2026\n\na;b\n1;2\n3;4\n").rows[1].cells, ["a", "b"]);
    }

    #[test]
    fn a_first_line_may_name_the_delimiter() {
        for line in ["sep=;", "\"sep=;\"", "\u{feff}\"sep=;\"", "SEP=;", "\"sep=;\";"] {
            let grid = grid(&format!("{line}\r\na,1;b\r\n1;2\r\n"));
            assert_eq!((grid.rows[0].cells.join("|"), grid.rows[1].line), ("a,1|b".into(), 3), "{line}");
        }
    }

    #[test]
    fn what_is_no_sheet_says_why() {
        let error = |bytes: &[u8]| Grid::read("s.csv", bytes).unwrap_err().to_string();
        assert_eq!(error(b""), "`s.csv` is empty");
        assert_eq!(error(b"\n\n,,\n"), "`s.csv` is empty");
        assert_eq!(error(b"a,b\n1,\x81\n"), "`s.csv` is no text in UTF-8, UTF-16 or Windows-1252 from line 2, byte 3 of the line on");
        assert_eq!(error("a,".repeat(1_000).as_bytes()), "`s.csv` has more than 1000 columns");
    }

    #[test]
    fn control_characters_are_replaced_and_told() {
        let grid = grid("a,b\nx\u{0}y\u{1b},ok\n");
        assert_eq!(grid.rows[1].cells[0], "x\u{fffd}y\u{fffd}");
        assert_eq!((grid.remarks.len(), grid.remarks[0].line, grid.remarks[0].cell), (1, 2, 1));
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_rows_silently() {
        let grid = grid("a,b\n1,\"two\n3,4\n5,6\n");
        assert_eq!((grid.rows.len(), grid.faults.len()), (1, 1));
        assert_eq!(grid.faults[0].line, 2);
    }

    #[test]
    fn many_rows_and_large_cells_take_linear_time() {
        let mut text = String::from("a,b\n");
        text.extend((0..100_000).map(|n| format!("{n},x\n")));
        text.push_str(&format!("1,{}\n", "x".repeat(1 << 20)));
        let grid = grid(&text);
        assert_eq!((grid.rows.len(), grid.rows[100_000].line), (100_002, 100_001));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = Grid::read("s.csv", &bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a,;\"\\r\\n\\t\u{0}é]{0,60}") {
            let _ = Grid::read("s.csv", text.as_bytes());
        }
    }
}
