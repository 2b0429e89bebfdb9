//! From cells to fields, as the tables of headers say: most columns need no code of their own.

use super::draft::{Added, Draft, kind};
use super::row::{Cell, Cells, begin_record};
use super::sheet::Fault;
use super::vocabulary::{self, TRUTHS};
use super::words::{self, Words};
use super::write::{Map, Record, Value};
use crate::base::date::Period;
use crate::base::text::list_of;
use std::collections::HashMap;

/// How a cell becomes the value of a field.
#[derive(Clone, Copy, Debug)]
pub enum Read {
    /// By the function of the row.
    Own,
    /// As it stands.
    Text,
    /// A calendar day.
    Day,
    /// The day of a moment. A time of day has a zone in records and seldom one in sheets: it is kept beside.
    DayOf,
    Truth,
    /// A role or person, made as a role if there is none.
    Party,
    Period,
    /// Texts between semicolons or line ends.
    List,
    /// A word of the record; what says more than it goes to the notes.
    Word(Words),
    /// As a function says, which keeps what the value does not.
    With(fn(&mut Draft<'_>, Cell<'_>, &mut Record) -> Option<Value>),
}

/// Fields that make sense together only.
struct Group {
    name: &'static str,
    /// Without one of these there is none.
    needs: &'static [&'static str],
    /// It is an item of a list.
    is_item: bool,
}

/// A group that stands for itself.
const fn group(name: &'static str, needs: &'static [&'static str]) -> Group {
    Group { name, needs, is_item: false }
}

/// A group that is an item of a list.
const fn item(name: &'static str, needs: &'static [&'static str]) -> Group {
    Group { name, needs, is_item: true }
}

static GROUPS: &[Group] = &[
    item("actions", &["what"]),
    group("agreement", &[]),
    group("approval", &["by", "on"]),
    group("assessed", &["on", "status"]),
    item("certificates", &["name"]),
    group("closed", &["on"]),
    group("collected", &["on"]),
    group("correction", &["what", "on"]),
    group("effective", &["from"]),
    group("effectiveness", &["criterion"]),
    group("raised", &["on"]),
    item("reviews", &["on", "result"]),
    group("root_cause", &["text"]),
];

fn group_of(field: &str) -> Option<(&'static Group, &str)> {
    let (name, part) = field.split_once('.')?;
    Some((GROUPS.iter().find(|group| group.name == name)?, part))
}

/// Takes the columns out of groups that lack one they need: what they have is kept as it stands.
pub fn dissolve(by_field: &mut HashMap<String, usize>) {
    for group in GROUPS {
        let has = |part: &&str| by_field.contains_key(&format!("{}.{part}", group.name));
        if !group.needs.iter().all(has) {
            by_field.retain(|field, _| group_of(field).is_none_or(|(of, _)| of.name != group.name));
        }
    }
}

/// Imports a row whose table says all.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>, of: &str) -> Result<Added, Fault> {
    let mut record = begin_record(kind(of), cells, draft, cells.get("title"))?;
    fields(draft, cells, &mut record);
    draft.add(record, cells, "id")
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
    for (group, map, cells) in groups {
        close(draft, group, map, &cells, record);
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
        Read::Own => None,
        Read::Text if field == "notes" => {
            record.notes.push(cell.text.into());
            None
        }
        Read::Text => Some(cell.text.into()),
        Read::Day => day(draft, cell, record),
        Read::DayOf => day_of(draft, cell, record),
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
        Read::With(read) => read(draft, cell, record),
    }
}

/// The texts between semicolons and line ends.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// A day; anything else is told.
pub fn day(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let day = words::day(cell.text);
    if day.is_none() && !words::is_nothing(cell.text) {
        draft.misfit(cell, "is no day such as `2026-03-02`", record);
    }
    day.map(|day| day.to_string().into())
}

/// The day of a moment; the time of day, which has no zone, goes to the notes.
fn day_of(draft: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let (day, time) = cell.text.split_at_checked(10).unwrap_or((cell.text, ""));
    let is_time = time.starts_with(['T', ' ']) && time[1..].starts_with(|c: char| c.is_ascii_digit());
    match words::day(day).filter(|_| is_time) {
        Some(day) => {
            record.note(cell.header, cell.text);
            Some(day.to_string().into())
        }
        None => self::day(draft, cell, record),
    }
}

/// `12 months`, `annually`, or a bare number below a header that speaks of months or years.
pub fn period(cell: Cell<'_>) -> Option<Period> {
    let text = words::normal(cell.text);
    if let Some(period) = words::exactly(vocabulary::RHYTHMS, &text) {
        return period.parse().ok();
    }
    let (number, unit) = words::number_and_unit(cell.text, cell.header);
    let unit = match unit.as_str() {
        "d" | "day" | "days" | "tage" => "d",
        "mo" | "month" | "months" | "monate" => "mo",
        "y" | "year" | "years" | "jahre" => "y",
        _ => return None,
    };
    format!("{number}{unit}").parse().ok()
}
