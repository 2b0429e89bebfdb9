//! Cells of a register of threats.

use super::draft::Draft;
use super::row::Cell;
use super::vocabulary::THREAT_CATEGORIES;
use super::words;
use super::write::{Record, Value};

/// The group of a threat, if the sheet groups as the standard does; else its own group is kept.
pub fn category(_: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let found = words::exactly(THREAT_CATEGORIES, &words::normal(cell.text));
    if found.is_none() {
        record.keep_text(cell.header, cell.text);
    }
    found.map(Value::from)
}
