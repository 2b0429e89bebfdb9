//! Which columns of a register that comes back are which fields, and what stands in those that are none.

use super::rows::Placed;
use crate::base::text::count;
use crate::edit::columns::{self, Column};
use crate::import::carried::is_mark;
use crate::import::sheet::{self, Fault, Sheet, SheetError, letters, short};
use crate::model::kinds::KindInfo;
use std::collections::BTreeSet;

/// The columns of a sheet: those that carry a name wherever they were moved, and others by their header, in words or as a path.
///
/// # Errors
/// When a column carries the name of one field and the header of another.
pub fn columns(sheet: &Sheet, kind: &'static KindInfo, named: &[sheet::Held]) -> Result<Vec<Placed>, SheetError> {
    let all = columns::columns(kind.name);
    let by_header = |header: &str| all.iter().find(|column| is_named(column, header)).cloned().or_else(|| columns::own(kind.name, header));
    let mut found = Vec::new();
    for (at, header) in sheet.header.iter().enumerate() {
        let carried = name_of(sheet, kind, named, at).and_then(|path| all.iter().find(|column| column.path == path));
        let said = by_header(header);
        let Some(column) = carried.cloned().or_else(|| said.clone()) else { continue };
        // A header that people chose is none of another field, and that of the field stands nowhere else.
        let is_own = said.as_ref().is_some_and(|said| said.path == column.path);
        let is_elsewhere = || sheet.header.iter().any(|header| is_named(&column, header));
        if !is_own && (said.is_some() || is_elsewhere()) {
            return Err(crossed(sheet, at, &column.path));
        }
        found.push(Placed { at, column });
    }
    // A column that was copied is the first one still.
    let mut known = BTreeSet::new();
    found.retain(|placed| known.insert(placed.column.path.clone()));
    Ok(found)
}

/// Makes sure that the columns of a layout carry no names of other fields.
///
/// # Errors
/// When one does.
pub fn refuse_crossed(sheet: &Sheet, kind: &KindInfo, named: &[sheet::Held], columns: &[Placed]) -> Result<(), SheetError> {
    let is_other = |placed: &&Placed| name_of(sheet, kind, named, placed.at).is_some_and(|path| path != placed.path());
    columns
        .iter()
        .find(is_other)
        .map_or(Ok(()), |placed| Err(crossed(sheet, placed.at, name_of(sheet, kind, named, placed.at).unwrap_or_default())))
}

/// The field whose name a column carries.
fn name_of<'n>(sheet: &Sheet, kind: &KindInfo, named: &'n [sheet::Held], at: usize) -> Option<&'n str> {
    let is_here = |held: &&sheet::Held| sheet.name.ends_with(&format!("!{}", held.sheet)) && held.column == at;
    named.iter().filter(is_here).find_map(|held| held.field.strip_prefix(kind.name)?.strip_prefix('.'))
}

fn crossed(sheet: &Sheet, at: usize, path: &str) -> SheetError {
    let (column, header) = (letters(at), short(&sheet.header[at]));
    let problem = format!("calls column {column} `{header}`, and the name that it went out with there is `{path}`: one of them was moved");
    let help = "give every column its header back, or export the register again and enter there what changed; nothing was written";
    SheetError::Book { name: sheet.name.clone(), problem, help }
}

/// Whether a header is that of a column of a kind.
pub fn is_header(kind: &'static KindInfo, header: &str) -> bool {
    columns::own(kind.name, header).is_some() || columns::columns(kind.name).iter().any(|column| is_named(column, header))
}

fn is_named(column: &Column, header: &str) -> bool {
    column.header.eq_ignore_ascii_case(header) || column.path == header
}

/// Columns with something in them that no field takes, unless they are left out on purpose or repeat one that is read.
pub fn unread(
    sheet: &Sheet,
    kind: &KindInfo,
    columns: &[Placed],
    is_left_out: &dyn Fn(&str) -> bool,
    help: &dyn Fn(&str) -> String,
) -> Vec<Fault> {
    let is_read = |at: usize| columns.iter().any(|placed| placed.at == at);
    let is_same = |at: usize, other: usize| sheet.rows.iter().all(|row| row.cells[at] == row.cells[other]);
    let fault = |(at, header): (usize, &String)| {
        let twin = columns.iter().find(|placed| sheet.header[placed.at].eq_ignore_ascii_case(header));
        let mut filled = sheet.rows.iter().filter(|row| !row.cells[at].is_empty());
        if is_read(at) || is_mark(header) || is_left_out(header) || twin.is_some_and(|twin| is_same(at, twin.at)) {
            return None;
        }
        let (first, header) = (filled.next()?, short(header));
        let cells = count(1 + filled.count(), "cell");
        let (message, help) = match twin {
            Some(_) => {
                (format!("`{header}` stands twice and not alike, and this column is not read: {cells}"), "keep one of the two".into())
            }
            None => (format!("the column `{header}` is no field of {} and is not read: {cells}", kind.folder), help(&header)),
        };
        Some(Fault { line: first.line, cell: at + 1, message, help })
    };
    sheet.header.iter().enumerate().filter_map(fault).collect()
}

/// How a column that people added is kept.
pub fn keep(kind: &'static KindInfo, header: &str) -> String {
    let path = columns::custom(kind.name, header).path;
    format!("call it `{path}` to keep it as a field of your own; a column that went out needs its header back")
}
