//! What is said of a sheet and its rows.

/// How places of a sheet are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// `risks.csv:12:6`, by line and cell.
    #[default]
    Lines,
    /// `risks.xlsx!Risks!F12`, as spreadsheet programs do.
    Cells,
}

impl Marks {
    /// What places look like.
    pub fn form(self) -> &'static str {
        match self {
            Marks::Lines => "file:line:cell",
            Marks::Cells => "file!sheet!cell",
        }
    }

    /// Where something stands in the sheet of this name: a line or row, from 1, and a cell of it, from 1; 0 for all of it.
    pub fn place(self, name: &str, line: usize, cell: usize) -> String {
        match (self, line, cell.checked_sub(1)) {
            (_, 0, _) => name.to_owned(),
            (Marks::Lines, line, None) => format!("{name}:{line}"),
            (Marks::Lines, line, Some(_)) => format!("{name}:{line}:{cell}"),
            (Marks::Cells, line, None) => format!("{name}!{line}"),
            (Marks::Cells, line, Some(column)) => format!("{name}!{}{line}", letters(column)),
        }
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => return letters.into_iter().collect(),
        }
    }
}

/// Something to tell the user about a place in the sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// From 1; 0 for the sheet as a whole.
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
    /// A workbook that is not read, or something else that is no sheet.
    #[error("`{name}` {problem}")]
    Book { name: String, problem: String, help: &'static str },
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

/// `cells B3, C7`, and how many more; None if there are none.
pub fn listed(what: &str, places: &[String]) -> Option<String> {
    const MOST: usize = 12;
    let many = if places.len() == 1 { "" } else { "s" };
    let more = places.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    let first = places[..places.len().min(MOST)].join(", ");
    (!places.is_empty()).then(|| format!("{what}{many} {first}{}", more.unwrap_or_default()))
}
