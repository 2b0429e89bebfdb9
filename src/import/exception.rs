//! Cells of a register of exceptions.

use super::draft::Draft;
use super::refs;
use super::row::Cell;
use super::write::{Record, Value};

/// What is deviated from: a control or document that a cell names.
pub fn from(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let of = |kind: &'static str| refs::of(draft, kind, cell.text).into_iter().next();
    let found = of("document").or_else(|| of("control"));
    record.keep_text(cell.header, cell.text);
    found.map(Value::from)
}
