//! Rows of a register of objectives: each with what measures it.

use super::draft::{Draft, kind};
use super::names::Fit;
use super::read;
use super::record::Record;
use super::row::Cells;
use super::sheet::Fault;
use super::words;
use crate::edit::value::Value;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("objective"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    if record.fields.get("statement").is_none() {
        record.fields.put_some("statement", cells.get("title").map(|cell| cell.text));
    }
    let metric = metric(draft, cells, &mut record);
    record.fields.put_some("metric", metric);
    target(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// The metric that a cell names, made if there is none.
fn metric(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Option<String> {
    let cell = cells.get("metric")?;
    if let Some(Fit::Exact(id)) = draft.names.find_close("metric", cell.text) {
        return Some(id);
    }
    if !words::is_name(cell.text) {
        draft.misfit(cell, "is no name of a metric", record);
        return None;
    }
    let kind = kind("metric");
    let id = draft.names.fresh(kind, cell.text);
    let every = cells.get("metric.every");
    let period = every.and_then(read::period);
    if let Some(cell) = every.filter(|_| period.is_none()) {
        draft.misfit(cell, "is no period such as `3 months`", record);
    }
    let fields = &mut draft.make(kind, id.clone(), cell.text).fields;
    fields.put("what", cell.text);
    fields.put_some("unit", cell.text.starts_with('%').then_some("%"));
    fields.put_some("every", period.map(|period| period.to_string()));
    Some(id)
}

/// `<5% by 2026-12-31`: the number, and the day if nothing else says it. A text that says more is kept.
fn target(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get("target") else { return };
    // Whatever stands between them.
    let by = cell.text.match_indices(' ').find_map(|(at, _)| Some((&cell.text[..at], words::day(cell.text[at..].trim())?)));
    let value = by.map_or(cell.text, |(value, _)| value);
    if let Some((_, day)) = by.filter(|_| record.fields.get("due").is_none()) {
        record.fields.put("due", day.to_string());
    }
    match number(value) {
        None => draft.misfit(cell, "has no number to reach", record),
        Some(number) => {
            record.fields.put("target", Value::Bare(number.into()));
            if value.trim_end_matches('%') != number {
                record.keep_text(cell.header, cell.text);
            }
        }
    }
}

/// The number a text begins with, behind a sign of comparison.
fn number(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['<', '>', '≤', '≥', '=', ' ']);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    let whole = number.split('.').next().unwrap_or_default();
    let is_plain = number.len() < 16 && number.matches('.').count() < 2 && (whole == "0" || !whole.starts_with('0'));
    (is_plain && !whole.is_empty()).then_some(number)
}
