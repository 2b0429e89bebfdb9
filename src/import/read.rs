//! From cells to fields, as the tables of headers say: most columns need no code of their own.

use super::cells;
use super::draft::{Draft, kind};
use super::field::{Group, Read, SAID, group_of};
use super::list::parts;
use super::numbers;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary::{self, TRUTHS};
use super::words;
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
        if let Some(refusal) = refusal(cells).filter(|_| group.name == "approval") {
            record.fields.0.retain(|(name, _)| name != group.name);
            let why = format!("is no approval where `{}` says `{}`", short(refusal.header), short(refusal.text));
            of.iter().for_each(|cell| draft.doubt(*cell, group.name, &why, record));
            continue;
        }
        close(draft, group, map, &of, record, cells.columns.loose.contains(group.name));
    }
    words_on_fields(draft, cells, record);
}

/// The cell of a row which says that somebody refused: who they are and when is no approval then.
fn refusal(cells: Cells<'_>) -> Option<Cell<'_>> {
    let all = (0..cells.sheet.header.len()).filter_map(|index| cells.at(index));
    let says = |text: &str| words::says_one_of(text, &vocabulary::REFUSED);
    { all }.find(|cell| says(cell.text) || cell.text.split(['(', ')']).skip(1).any(says))
}

/// What cells say beside fields: it counts where a field has nothing, unless it says that there is nothing yet.
pub fn words_on_fields(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    for name in cells.columns.fields.iter().filter(|field| matches!(field.read, Read::Said)).map(|field| field.name) {
        let Some(cell) = cells.get(name) else { continue };
        let field = name.trim_start_matches(SAID);
        let text = words::normal(cell.text);
        let counts = match field {
            "closed" => words::meaning(vocabulary::CLOSED, cell.text).is_some(),
            _ => !words::is_nothing(cell.text) && words::exactly(vocabulary::OPEN, &text).is_none(),
        };
        if !counts || record.fields.get(field).is_some() {
            record.keep_text(cell.header, cell.text);
            continue;
        }
        record.doubt(field, cell.header, cell.text);
        if field == "closed" {
            let text = short(cell.text);
            let what = format!("`{}` is `{text}` and nothing says since when; it comes in as open, write its day as `closed`", record.id);
            draft.remark(cell, what);
        }
    }
}

/// Puts a group in its place, or keeps its cells as unclear if it is not whole. Where it lacks a column, the columns say so.
fn close(draft: &mut Draft<'_>, group: &Group, map: Map, cells: &[Cell<'_>], record: &mut Record, is_loose: bool) {
    let missing: Vec<&&str> = group.needs.iter().filter(|part| map.get(part).is_none()).collect();
    let place = record.fields.0.iter().position(|(name, _)| name == group.name).expect("it was put there when it began");
    if missing.is_empty() {
        record.fields.0[place].1 = if group.is_item { Value::List(vec![map.into()]) } else { map.into() };
        return;
    }
    record.fields.0.remove(place);
    for cell in cells {
        if is_loose {
            record.doubt(group.name, cell.header, cell.text);
        } else {
            draft.doubt(*cell, group.name, &format!("makes no `{}` without {}", group.name, list_of(&missing, "and")), record);
        }
    }
}

fn value(draft: &mut Draft<'_>, read: Read, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    match read {
        Read::Own | Read::OwnDay | Read::Said => None,
        Read::Text if field == "notes" => {
            record.notes.push(cell.text.into());
            None
        }
        // That there is nothing is an answer, and no text.
        Read::Text if words::is_nothing(cell.text) => {
            record.doubt(field, cell.header, cell.text);
            None
        }
        Read::Text => Some(cell.text.into()),
        Read::Day => day(draft, cell, field, record),
        Read::Truth => draft.word(TRUTHS, Some(cell), field, record).map(|word| (word == "true").into()),
        Read::Party => draft.party(Some(cell), field, record).map(Value::from),
        Read::Period => {
            let period = period(cell);
            if period.is_none() {
                draft.doubt(cell, field, "is no period such as `12 months`", record);
            }
            period.map(|period| period.to_string().into())
        }
        Read::List => Some(Value::List(parts(cell.text).map(Value::from).collect())),
        Read::Word(table) => draft.word(table, Some(cell), field, record).map(Value::from),
        Read::Records => refs::records(draft, cell, record),
        Read::OneRecord => refs::one_record(draft, cell, field, record),
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
pub fn day(draft: &mut Draft<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> Option<Value> {
    let written = written::read(cell.text);
    let day = written.and_then(|written| written.day(cell.order));
    if day.is_none() && !words::is_nothing(cell.text) {
        let why = if written == Some(Written::Never) { "is in no calendar" } else { "is no day such as `2026-03-02`" };
        draft.doubt(cell, field, why, record);
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
    let (number, unit) = numbers::number_and_unit(cell.text, cell.header);
    format!("{number}{}", words::exactly(vocabulary::UNITS, &unit)?).parse().ok()
}
