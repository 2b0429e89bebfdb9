//! A row of a sheet by fields, and how it begins as a record.

use super::columns::{Columns, Goal};
use super::draft::{Draft, Remark};
use super::sheet::{Fault, Row, Sheet};
use super::words;
use super::write::Record;
use crate::model::kinds::KindInfo;

/// A title may have this many characters.
const LONGEST_TITLE: usize = 200;
/// The part of an id after its prefix, if it is the sheet's own.
const LONGEST_ID: usize = 48;

/// A cell with something in it.
#[derive(Clone, Copy)]
pub struct Cell<'s> {
    pub text: &'s str,
    pub header: &'s str,
    pub line: usize,
    /// From 1.
    pub number: usize,
}

impl Cell<'_> {
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
        (!text.is_empty()).then(|| Cell { text, header: &self.sheet.header[index], line: self.row.line, number: index + 1 })
    }

    /// A fault of the row, at the column of a field.
    pub fn fault(self, field: &str, message: String, help: &str) -> Fault {
        Fault { line: self.row.line, cell: self.columns.of(field).map_or(1, |index| index + 1), message, help: help.into() }
    }
}

/// Begins the record of a row with its id and title. The sheet's own id is kept if it is not ours.
pub fn begin_record(kind: &'static KindInfo, cells: Cells<'_>, draft: &Draft<'_>, title: Option<Cell<'_>>) -> Result<Record, Fault> {
    let mut record = begin_named(kind, cells, draft, title.map(|cell| cell.text))?;
    if let Some(cell) = title.filter(|cell| record.title != cell.text) {
        record.note(cell.header, cell.text);
    }
    Ok(record)
}

/// The same with a title that is made of several cells.
pub fn begin_named(kind: &'static KindInfo, cells: Cells<'_>, draft: &Draft<'_>, title: Option<&str>) -> Result<Record, Fault> {
    let source = cells.get("id").map(|cell| cell.text);
    let Some(named) = title.or(source) else {
        return Err(cells.fault("title", "the row has neither an id nor a title".into(), "give it one of the two"));
    };
    let made = || source.map_or_else(|| format!("{}-{}", kind.prefix, words::slug(named)), |source| draft.ids.id(kind, source));
    let id = draft.there_already(kind, source, named).unwrap_or_else(made);
    let mut record = Record::new(kind, id, line(named));
    if let Some(source) = source.filter(|source| *source != record.id) {
        record.custom.put("source_id", source);
    }
    Ok(record)
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

/// What columns without a field have goes to the end of the record.
pub fn keep_rest(record: &mut Record, cells: Cells<'_>) {
    for (index, goal) in cells.columns.goals.iter().enumerate() {
        let Some(cell) = cells.at(index) else { continue };
        match goal {
            Goal::Custom(key) if words::is_short(cell.text) => record.keep(key, cell.text),
            Goal::Custom(_) | Goal::Notes => record.note(cell.header, cell.text),
            Goal::Field(_) | Goal::Out | Goal::Empty => {}
        }
    }
}

/// What columns without a field have, on one line.
pub fn rest_of(cells: Cells<'_>) -> Option<String> {
    let is_rest = |goal: &Goal| matches!(goal, Goal::Custom(_) | Goal::Notes);
    let rest = cells.columns.goals.iter().enumerate().filter(|(_, goal)| is_rest(goal)).filter_map(|(index, _)| cells.at(index));
    let texts: Vec<String> = rest.map(|cell| format!("{} {}", cell.header, cell.text)).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// A line for the notes of what a row adds to: its name, what no field takes, and what did not fit.
pub fn leftovers(cells: Cells<'_>, name: &str, misfits: &Record) -> Option<String> {
    let texts: Vec<String> = rest_of(cells).into_iter().chain(misfits.notes.iter().cloned()).collect();
    (!texts.is_empty()).then(|| format!("{name}: {}", texts.join("; ")))
}

/// How the ids of a sheet become ours: without the letters that all of them begin with.
pub struct SourceIds {
    prefix: String,
}

impl SourceIds {
    /// With `whole`, the letters stay: other sheets have records of the same kind, with numbers of their own, or people
    /// know them by the letters too.
    pub fn of(sheet: &Sheet, columns: &Columns, whole: bool) -> Self {
        let mut ids = columns.of("id").into_iter().flat_map(|index| sheet.column(index));
        let letters = |id: &str| id.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | '_')).to_owned();
        let first = ids.next().map(letters).unwrap_or_default();
        let is_shared = ids.all(|id| letters(id) == first);
        Self { prefix: if is_shared && !whole { first } else { String::new() } }
    }

    /// `R-001` as `RSK-001`; an id that is one of ours stays.
    fn id(&self, kind: &KindInfo, source: &str) -> String {
        let own = source.strip_prefix(kind.prefix).and_then(|rest| rest.strip_prefix('-'));
        let rest = own.unwrap_or_else(|| source.strip_prefix(&self.prefix).unwrap_or(source));
        let rest = rest.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_id = rest.len() <= LONGEST_ID
            && !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if is_id { format!("{}-{rest}", kind.prefix) } else { format!("{}-{}", kind.prefix, words::slug(source)) }
    }
}
