//! From cells to fields, as the tables of headers say: most columns need no code of their own.

use super::cells;
use super::draft::{Draft, kind};
use super::field::{Group, Read, group_of};
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells};
use super::sheet::Fault;
use super::vocabulary::{self, TRUTHS};
use super::words::{self, parts};
use crate::base::date::Period;
use crate::base::text::list_of;
use crate::base::written::{self, Written};
use crate::edit::value::{Map, Value};

/// Imports a row whose table says all.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>, of: &str) -> Result<(), Fault> {
    let mut record = draft.begin(kind(of), cells, cells.get("title"))?;
    fields(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// Reads all fields of a row that are not read by a function of its own.
pub fn fields(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let mut groups: Vec<(&'static Group, Map, Vec<Cell<'_>>)> = Vec::new();
    for field in cells.columns.fields {
        let Some(cell) = cells.get(field.name) else { continue };
        let Some(value) = value(draft, field.read, cell, field.name, record) else { continue };
        match group_of(field.name) {
            None => record.fields.put(field.name, value),
            Some((group, part)) => match groups.iter_mut().find(|(of, ..)| of.name == group.name) {
                Some((_, map, cells)) => {
                    map.put(part, value);
                    cells.push(cell);
                }
                None => {
                    record.fields.put(group.name, Map::default());
                    groups.push((group, Map(vec![(part.into(), value)]), vec![cell]));
                }
            },
        }
    }
    for (group, map, of) in groups {
        close(draft, group, map, &of, record);
    }
}

/// Puts a group in its place, or its cells into the notes if it is not whole.
fn close(draft: &mut Draft<'_>, group: &Group, map: Map, cells: &[Cell<'_>], record: &mut Record) {
    let missing: Vec<&&str> = group.needs.iter().filter(|part| map.get(part).is_none()).collect();
    let place = record.fields.0.iter().position(|(name, _)| name == group.name).expect("it was put there when it began");
    if missing.is_empty() {
        record.fields.0[place].1 = if group.is_item { Value::List(vec![map.into()]) } else { map.into() };
        return;
    }
    record.fields.0.remove(place);
    for cell in cells {
        draft.misfit(*cell, &format!("makes no `{}` without {}", group.name, list_of(&missing, "and")), record);
    }
}

fn value(draft: &mut Draft<'_>, read: Read, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    match read {
        Read::Own | Read::OwnDay => None,
        Read::Text if field == "notes" => {
            record.notes.push(cell.text.into());
            None
        }
        Read::Text => Some(cell.text.into()),
        Read::Day => day(draft, cell, record),
        Read::Truth => draft.word(TRUTHS, Some(cell), field, record).map(|word| (word == "true").into()),
        Read::Party => draft.party(Some(cell), record).map(Value::from),
        Read::Period => {
            let period = period(cell);
            if period.is_none() {
                draft.misfit(cell, "is no period such as `12 months`", record);
            }
            period.map(|period| period.to_string().into())
        }
        Read::List => Some(Value::List(parts(cell.text).map(Value::from).collect())),
        Read::Word(table) => draft.word(table, Some(cell), field, record).map(Value::from),
        Read::Records => refs::records(draft, cell, record),
        Read::OneRecord => refs::one_record(draft, cell, record),
        Read::Measures => refs::measures(draft, cell, record),
        Read::Anything => refs::anything(draft, cell, record),
        Read::Audience => Some(cells::audience(cell)),
        Read::Breach => cells::breach(cell, record),
        Read::Certificate => cells::certificate(cell),
        Read::Cloud => cells::cloud(cell, record),
        Read::Deviation => cells::deviation(draft, cell, record),
        Read::Outcome => cells::outcome(draft, cell, record),
        Read::ThreatGroup => cells::threat_group(cell, record),
    }
}

/// A day; anything else is told. A time of day is kept in the notes.
pub fn day(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let written = written::read(cell.text);
    let day = written.and_then(|written| written.day(cell.order));
    if day.is_none() && !words::is_nothing(cell.text) {
        let why = if written == Some(Written::Never) { "is in no calendar" } else { "is no day such as `2026-03-02`" };
        draft.misfit(cell, why, record);
    }
    if written.is_some_and(Written::has_time) {
        record.note(cell.header, cell.text);
    }
    day.map(|day| day.to_string().into())
}

/// `12 months`, `annually`, or a bare number below a header that speaks of months or years.
pub fn period(cell: Cell<'_>) -> Option<Period> {
    let text = words::normal(cell.text);
    if let Some(period) = words::exactly(vocabulary::RHYTHMS, &text) {
        return period.parse().ok();
    }
    let (number, unit) = words::number_and_unit(cell.text, cell.header);
    format!("{number}{}", words::exactly(vocabulary::UNITS, &unit)?).parse().ok()
}
