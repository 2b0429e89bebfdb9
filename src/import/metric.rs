//! Rows of a list of metrics: a row for each, or one for each measurement. All rows of a metric make one record.

use super::bounds::bound;
use super::draft::{Draft, kind};
use super::numbers::{decimal, number};
use super::read;
use super::record::Record;
use super::row::{Cell, Cells, keep_other};
use super::sheet::Fault;
use crate::edit::value::{Map, Value};

/// What each row says for itself.
const OF_ROWS: [&str; 2] = ["value", "on"];

/// Imports all rows of one metric.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let first = rows[0];
    let mut record = draft.begin(kind("metric"), first, first.get("title"))?;
    read::fields(draft, first, &mut record);
    if record.fields.get("what").is_none() {
        record.fields.put_some("what", first.get("title").map(|cell| cell.text));
    }
    record.fields.put_some("unit", first.get("unit").map(|cell| cell.text));
    target(draft, first, &mut record);
    if let Some(cell) = first.get("warn") {
        value(draft, cell, bound(cell.text).rest, "warn", &mut record);
    }
    let mut readings = Vec::new();
    for cells in rows {
        readings.extend(reading(draft, *cells, &mut record));
    }
    record.fields.put_list("readings", readings);
    rows[1..].iter().for_each(|cells| keep_other(&mut record, first, *cells, &OF_ROWS));
    draft.add(record, first, "id");
    Ok(())
}

/// `≥ 95 %`: what is to be reached, and whether it is a floor or a ceiling, if the cell says so.
fn target(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get("target") else { return };
    let bound = bound(cell.text);
    value(draft, cell, bound.rest, "target", record);
    if record.fields.get("target").is_some() {
        record.fields.put_some("direction", bound.direction);
    }
    if record.fields.get("unit").is_none() && is_share(cell.text, bound.rest) {
        record.fields.put("unit", "%");
    }
}

/// Whether per cent follow the number, or end the text.
fn is_share(text: &str, from_number: &str) -> bool {
    let follow = decimal(from_number).is_some_and(|(_, unit)| unit.trim_start().starts_with('%'));
    follow || text.trim_end().ends_with('%')
}

/// The number in the text of a cell; a text that says more is kept.
fn value(draft: &mut Draft<'_>, cell: Cell<'_>, text: &str, field: &str, record: &mut Record) {
    match number(text) {
        None => draft.doubt(cell, field, "has no number", record),
        Some(number) => {
            let says_all = if field == "target" { text } else { cell.text };
            if says_all.trim_matches(['%', ' ']) != number {
                record.keep_text(cell.header, cell.text);
            }
            record.fields.put(field, Value::Bare(number));
        }
    }
}

/// What was measured, on its day. A number without a day is no reading.
fn reading(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Option<Value> {
    let Some(cell) = cells.get("value") else {
        if let Some(day) = cells.get("on") {
            record.keep_text(day.header, day.text);
        }
        return None;
    };
    let on = cells.get("on").and_then(Cell::day).filter(|day| *day <= draft.today);
    let (Some(on), Some(number)) = (on, number(cell.text)) else {
        draft.doubt(cell, "readings", "is no number with the day on which it was measured", record);
        if let Some(day) = cells.get("on") {
            if day.day().is_none() {
                draft.unread(day);
            }
            record.doubt("readings", day.header, day.text);
        }
        return None;
    };
    Some(Map(vec![("on".into(), on.to_string().into()), ("value".into(), Value::Bare(number))]).into())
}
