//! Rows of a list of metrics: a row for each, or one for each measurement. All rows of a metric make one record.

use super::bounds::bound;
use super::draft::{Draft, kind};
use super::numbers::{decimal, number};
use super::read;
use super::record::Record;
use super::row::{Cell, Cells, keep_other};
use super::sheet::{Fault, short};
use super::vocabulary::MINUTES;
use super::words::{self, normal};
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
    if record.fields.get("target").is_some() && record.fields.get("direction").is_none() {
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

/// Whether a cell measures in the unit of its metric, which is that of the first of its readings where nothing else says it. What
/// says more than a unit is kept.
fn is_in_unit(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> bool {
    let text = bound(cell.text).rest;
    let Some((number, rest)) = decimal(text) else { return true };
    let unit = normal(rest);
    let said = if rest.trim_start().starts_with('%') { "%" } else { unit.as_str() };
    if said.is_empty() {
        return true;
    }
    if said.contains(' ') || rest.contains('(') {
        record.note(cell.header, cell.text);
        return true;
    }
    let target = match record.fields.get("target") {
        Some(Value::Bare(target)) => target.parse::<f64>().ok(),
        _ => None,
    };
    let known = match record.fields.get("unit") {
        Some(Value::Text(known)) => Some(if known.contains('%') { "%".to_owned() } else { normal(known) }),
        _ => None,
    };
    let is_same = known.as_ref().is_none_or(|known| is_one_unit(known, said));
    // A target of 0.95 is no per cent.
    let is_share_of_one =
        said == "%" && target.is_some_and(|target| target <= 1.0) && number.parse::<f64>().is_ok_and(|number| number > 1.0);
    if !is_same || is_share_of_one {
        draft.remark(cell, format!("`{}` is in another unit than the metric", short(cell.text)));
        return false;
    }
    if known.is_none() {
        record.fields.put("unit", said);
    }
    true
}

/// Whether two units are one, whatever the language or number: `h` and `hours`.
fn is_one_unit(a: &str, b: &str) -> bool {
    let minutes = |unit: &str| words::exactly(MINUTES, unit);
    let last = a.rsplit(' ').next().unwrap_or(a);
    a == b || last == b || minutes(last).is_some_and(|many| minutes(b) == Some(many)) || a.trim_end_matches('s') == b.trim_end_matches('s')
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
    let number = number(cell.text).filter(|_| is_in_unit(draft, cell, record));
    let (Some(on), Some(number)) = (on, number) else {
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
