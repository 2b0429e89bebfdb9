//! A CSV file as rows of cells with their lines. Content never makes it panic; a row that does not fit the header is
//! set aside with a reason, and the others are read.

use std::ops::Range;

/// A sheet: its header, the rows that fit it, and the faults of those that do not.
#[derive(Debug)]
pub struct Sheet {
    /// The file as the user named it.
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    pub faults: Vec<Fault>,
    /// Cells whose control characters were replaced: line and cell.
    pub cleaned: Vec<(usize, usize)>,
}

/// A row with as many cells as the header.
#[derive(Debug)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Trimmed, line ends as `\n`.
    pub cells: Vec<String>,
}

/// A row that was not read: where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    /// From 1.
    pub cell: usize,
    pub message: String,
    pub help: String,
}

/// Why a file is no sheet at all.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    #[error("`{name}` is empty")]
    Empty { name: String },
    #[error("`{name}` is not UTF-8 text from line {line}, byte {byte} of the line on")]
    NotUtf8 { name: String, line: usize, byte: usize },
    #[error("`{name}` is UTF-16 text")]
    Utf16 { name: String },
    #[error("`{name}` is a spreadsheet file, not CSV text")]
    Workbook { name: String },
    #[error("`{name}` has more than {MOST_COLUMNS} columns")]
    Wide { name: String },
    #[error("`{name}` cannot be read as CSV: {problem}")]
    Csv { name: String, problem: String },
}

/// A header with more columns is none, and would only take time.
const MOST_COLUMNS: usize = 1_000;
/// What marks UTF-16, written by either kind of machine.
const UTF16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];
/// What XLSX and ODS files begin with: they are zip archives.
const ZIP: &[u8] = b"PK\x03\x04";
/// In this order where a header has as many of one as of the other.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Sheet {
    /// Reads the bytes of the file called `name`.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        let text = text_of(name, bytes)?;
        let (delimiter, text, skipped) = delimiter(text);
        let mut sheet = Sheet { name: name.into(), header: Vec::new(), rows: Vec::new(), faults: Vec::new(), cleaned: Vec::new() };
        let mut lines = Lines { text, at: 0, line: 1 + skipped };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        loop {
            let start = offset(&reader);
            let more =
                reader.read_record(&mut record).map_err(|error| SheetError::Csv { name: name.into(), problem: error.to_string() })?;
            if !more {
                break;
            }
            if sheet.header.is_empty() && record.len() > MOST_COLUMNS {
                return Err(SheetError::Wide { name: name.into() });
            }
            sheet.add(&record, lines.of(start..offset(&reader)));
        }
        if sheet.header.is_empty() {
            return Err(SheetError::Empty { name: name.into() });
        }
        Ok(sheet)
    }

    /// The cells of one column, without the empty ones.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cells[index].as_str()).filter(|cell| !cell.is_empty())
    }

    fn add(&mut self, record: &csv::StringRecord, place: Place<'_>) {
        let line = place.line;
        let mut cells = Vec::with_capacity(record.len());
        for (index, cell) in record.iter().enumerate() {
            let (cell, cleaned) = clean(cell);
            if cleaned {
                self.cleaned.push((line, index + 1));
            }
            cells.push(cell);
        }
        while cells.len() > self.header.len().max(1) && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.iter().all(String::is_empty) {
            return;
        }
        if self.header.is_empty() {
            let named = |(index, name): (usize, String)| if name.is_empty() { format!("column {}", index + 1) } else { name };
            self.header = cells.into_iter().enumerate().map(named).collect();
        } else if place.is_open() {
            let message = "a quotation mark is opened in this row and never closed; the rest of the file is in it";
            let help = "close it, or write it twice if it belongs to the text";
            self.faults.push(Fault { line, cell: cells.len(), message: message.into(), help: help.into() });
        } else if cells.len() == self.header.len() {
            self.rows.push(Row { line, cells });
        } else {
            self.faults.push(ragged(line, &cells, &self.header));
        }
    }
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

fn ragged(line: usize, cells: &[String], header: &[String]) -> Fault {
    let (has, wanted) = (crate::base::text::count(cells.len(), "cell"), header.len());
    let message = format!("the row has {has}, and the header has {wanted}");
    let help = match cells.get(wanted) {
        Some(cell) => format!("put a text with the delimiter in it between quotation marks; cell {} is `{}`", wanted + 1, short(cell)),
        None => format!("give it its `{}`, empty if need be", short(&header[cells.len()])),
    };
    Fault { line, cell: cells.len().min(wanted) + 1, message, help }
}

/// The beginning of a text, for messages.
pub fn short(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(60) {
        line.truncate(end);
        line.push('…');
    }
    line
}

fn text_of<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, SheetError> {
    let name = || name.to_owned();
    if bytes.starts_with(ZIP) {
        return Err(SheetError::Workbook { name: name() });
    }
    if UTF16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(SheetError::Utf16 { name: name() });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let byte = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
            Err(SheetError::NotUtf8 { name: name(), line, byte })
        }
    }
}

/// The delimiter, the text to read, and how many lines were skipped. Excel may write `sep=;` on a line of its own;
/// otherwise the header tells: the one that it has most of outside quotation marks.
fn delimiter(text: &str) -> (u8, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(&[named]) = first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        return (named, rest, 1);
    }
    let mut quoted = false;
    let mut counts = [0; DELIMITERS.len()];
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().zip(DELIMITERS).filter(|(_, delimiter)| *delimiter == byte).for_each(|(count, _)| *count += 1),
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let chosen = DELIMITERS.into_iter().zip(counts).find(|(_, count)| *count == most);
    (chosen.map_or(b',', |(delimiter, _)| delimiter), text, 0)
}

/// Trimmed, with line ends as `\n` and without control characters, and whether there were any.
fn clean(cell: &str) -> (String, bool) {
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
        self.pass(range.end - row.len());
        let row = row.trim_end_matches(['\r', '\n']);
        Place { line: self.line, source: row }
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

    fn sheet(text: &str) -> Sheet {
        Sheet::read("s.csv", text.as_bytes()).unwrap()
    }

    #[test]
    fn rows_know_their_lines() {
        let sheet = sheet("\u{feff}a,b\r\n\r\n1,\"two\r\nlines\"\r\n3,4\r\n");
        assert_eq!(sheet.header, ["a", "b"]);
        let rows: Vec<_> = sheet.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
        assert_eq!(rows, [(3, "1|two\nlines".into()), (5, "3|4".into())]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_set_aside() {
        let sheet = sheet("a,b\n1,2\n1,2,3\n4\n5,6,,\n,\n");
        assert_eq!(sheet.rows.len(), 2);
        let faults: Vec<_> = sheet.faults.iter().map(|fault| (fault.line, fault.cell, fault.message.as_str())).collect();
        assert_eq!(faults, [(3, 3, "the row has 3 cells, and the header has 2"), (4, 2, "the row has 1 cell, and the header has 2")]);
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(sheet("a;\"b,c,d\";e\n1;2;3\n").header, ["a", "b,c,d", "e"]);
        assert_eq!(sheet("sep=;\na;b\n1;2\n").rows[0].line, 3);
        assert_eq!(sheet("a\tb\n1\t2\n").header, ["a", "b"]);
        assert_eq!(sheet("a\n1\n").rows[0].cells, ["1"]);
        assert_eq!(sheet("a,b\r1,2\r3,4\r").rows[1].line, 3);
    }

    #[test]
    fn what_is_no_sheet_says_why() {
        let error = |bytes: &[u8]| Sheet::read("s.csv", bytes).unwrap_err().to_string();
        assert_eq!(error(b""), "`s.csv` is empty");
        assert_eq!(error(b"\n\n,,\n"), "`s.csv` is empty");
        assert_eq!(error(b"a,b\n1,\xff\n"), "`s.csv` is not UTF-8 text from line 2, byte 3 of the line on");
        assert_eq!(error(b"\xff\xfea\0"), "`s.csv` is UTF-16 text");
        assert_eq!(error(b"PK\x03\x04..."), "`s.csv` is a spreadsheet file, not CSV text");
        assert_eq!(error("a,".repeat(1_000).as_bytes()), "`s.csv` has more than 1000 columns");
    }

    #[test]
    fn control_characters_are_replaced_and_counted() {
        let sheet = sheet("a,b\nx\u{0}y\u{1b},ok\n");
        assert_eq!(sheet.rows[0].cells[0], "x\u{fffd}y\u{fffd}");
        assert_eq!(sheet.cleaned, [(2, 1)]);
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_rows_silently() {
        let sheet = sheet("a,b\n1,\"two\n3,4\n5,6\n");
        assert_eq!((sheet.rows.len(), sheet.faults.len()), (0, 1));
        assert_eq!(sheet.faults[0].line, 2);
    }

    #[test]
    fn many_rows_and_large_cells_take_linear_time() {
        let mut text = String::from("a,b\n");
        text.extend((0..100_000).map(|n| format!("{n},x\n")));
        text.push_str(&format!("1,{}\n", "x".repeat(1 << 20)));
        let sheet = sheet(&text);
        assert_eq!((sheet.rows.len(), sheet.rows[99_999].line), (100_001, 100_001));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = Sheet::read("s.csv", &bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a,;\"\\r\\n\\t\u{0}é]{0,60}") {
            let _ = Sheet::read("s.csv", text.as_bytes());
        }
    }
}
