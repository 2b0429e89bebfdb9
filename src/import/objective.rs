//! Rows of a register of objectives: each with what measures it.

use super::bounds::bound;
use super::draft::{Draft, kind};
use super::names::Fit;
use super::numbers::number;
use super::read;
use super::record::Record;
use super::row::Cells;
use super::sheet::{Fault, short};
use super::words;
use crate::base::date::{Date, Period};
use crate::base::months::month_of;
use crate::edit::value::{Map, Value};

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("objective"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    if record.fields.get("statement").is_none() {
        record.fields.put_some("statement", cells.get("title").map(|cell| cell.text));
    }
    let metric = metric(draft, cells, &mut record);
    reading(draft, cells, metric.as_deref(), &mut record);
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
        draft.doubt(cell, "metric", "is no name of a metric", record);
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
    match number(bound(value).rest) {
        None => draft.doubt(cell, "target", "has no number to reach", record),
        Some(number) => {
            record.fields.put("target", Value::Bare(number.clone()));
            if value.trim_end_matches('%') != number {
                record.keep_text(cell.header, cell.text);
            }
        }
    }
}

/// `4.2% (2026-Q1)`: what was measured, at the end of the time that it is of.
fn reading(draft: &mut Draft<'_>, cells: Cells<'_>, metric: Option<&str>, record: &mut Record) {
    let Some(cell) = cells.get("value") else { return };
    let (value, of) = cell.text.split_once('(').unwrap_or((cell.text, ""));
    let on = end_of(of.trim_end_matches(')')).filter(|day| *day <= draft.today);
    let (Some(metric), Some(value), Some(on)) = (metric, number(value), on) else {
        match metric {
            Some(metric) => {
                draft.remark(
                    cell,
                    format!("`{}` is no number with the time at which it was measured; it is kept there under `unclear`", short(cell.text)),
                );
                draft.add_words(metric, "readings", &format!("{}: {}", cell.header, cell.text));
            }
            None => draft.doubt(cell, "readings", "is no number with the time at which it was measured", record),
        }
        return;
    };
    let item = Map(vec![("on".into(), on.to_string().into()), ("value".into(), Value::Bare(value.clone()))]);
    draft.add_item(metric, &["readings"], item.into(), Some("on"));
    draft.remark(cell, format!("`{}` is taken as a reading of `{value}` on {on}", short(cell.text)));
}

/// A day, or the last one of a month or quarter.
fn end_of(text: &str) -> Option<Date> {
    if let Some(day) = words::day(text) {
        return Some(day);
    }
    let text = words::normal(text);
    let (a, b) = text.split_once(' ')?;
    let of = |year: &str, part: &str| {
        let quarter =
            part.strip_prefix(['q', 't']).and_then(|quarter| quarter.parse::<u32>().ok()).filter(|quarter| (1..=4).contains(quarter));
        let month = part.parse().ok().filter(|month| (1..=12).contains(month)).or_else(|| month_of(part));
        let month = quarter.map(|quarter| quarter * 3).or(month)?;
        let first: Date = format!("{:0>4}-{month:02}-01", year.parse::<u32>().ok().filter(|_| year.len() == 4)?).parse().ok()?;
        Some(first.plus(Period::months(1)).eve())
    };
    of(a, b).or_else(|| of(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_end_on_their_last_day() {
        for (text, end) in [
            ("2026-Q1", "2026-03-31"),
            ("Q4 2025", "2025-12-31"),
            ("T2 2026", "2026-06-30"),
            ("2026-04", "2026-04-30"),
            ("Februar 2026", "2026-02-28"),
            ("2026-03-02", "2026-03-02"),
        ] {
            assert_eq!(end_of(text).map(|day| day.to_string()).as_deref(), Some(end), "{text}");
        }
        assert_eq!((end_of("2026"), end_of("Q5 2026"), end_of("13 2026"), end_of("2026 audit")), (None, None, None, None));
    }
}
