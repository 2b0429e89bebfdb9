//! Cells of a supplier register.

use super::draft::Draft;
use super::row::Cell;
use super::vocabulary::SERVICES;
use super::words;
use super::write::{Record, Value};

/// Whether a category is one of cloud services. Others say nothing about it; the category is kept.
pub fn cloud(_: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let text = words::normal(cell.text);
    let told = words::exactly(SERVICES, &text);
    if !matches!(text.as_str(), "yes" | "no") {
        record.keep_text(cell.header, cell.text);
    }
    told.map(|word| (word == "true").into())
}

/// What is named as a certificate, unless it says that there is none.
pub fn certificate(_: &mut Draft<'_>, cell: Cell<'_>, _: &mut Record) -> Option<Value> {
    (!words::is_nothing(cell.text)).then(|| cell.text.into())
}
