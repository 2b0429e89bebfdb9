//! What is said of a sheet and its rows.

/// Something to tell the user about a place in the sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    pub line: usize,
    /// From 1; 0 for the row as a whole.
    pub cell: usize,
    pub message: String,
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
    #[error("`{name}` is no text in UTF-8, UTF-16 or Windows-1252 from line {line}, byte {byte} of the line on")]
    NotText { name: String, line: usize, byte: usize },
    #[error("`{name}` is a spreadsheet file, not CSV text")]
    Workbook { name: String },
    #[error("`{name}` has more than {most} columns")]
    Wide { name: String, most: usize },
    #[error("`{name}` cannot be read as CSV: {problem}")]
    Csv { name: String, problem: String },
    #[error("no row of `{name}` begins on line {line}")]
    NoLine { name: String, line: usize },
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
