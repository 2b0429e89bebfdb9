//! From cells to fields, as the tables of headers say: most columns need no code of their own.

use super::cells;
use super::draft::{Draft, kind};
use super::field::{Field, Group, Read, SAID, group_of};
use super::list::parts;
use super::numbers;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary;
use super::words::{self, Meaning};
use crate::base::date::{Date, Period};
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
    let not_approved = not_approved(draft, cells);
    for field in cells.columns.fields {
        let Some(cell) = cells.get(field.name) else { continue };
        if ENDS.contains(&field.name) && !is_over(draft, cells, cell, field.name, record) {
            continue;
        }
        if field.name.starts_with("approval.")
            && let Some(why) = &not_approved
        {
            draft.doubt(cell, "approval", why, record);
            continue;
        }
        let Ok((cell, on)) = signed(draft, cells, field, cell, record) else { continue };
        let Some(value) = value(draft, field.read, cell, field.name, record) else { continue };
        let on = on.map(|on| ("on".to_owned(), on.to_string().into()));
        match group_of(field.name) {
            None => record.fields.put(field.name, value),
            Some((group, part)) => match groups.iter_mut().find(|(of, ..)| of.name == group.name) {
                Some((_, map, cells)) => {
                    map.put(part, value);
                    map.0.extend(on);
                    cells.push(cell);
                }
                None => {
                    record.fields.put(group.name, Map::default());
                    let map = Map([(part.to_owned(), value)].into_iter().chain(on).collect());
                    groups.push((group, map, vec![cell]));
                }
            },
        }
    }
    for (group, map, of) in groups {
        close(draft, group, map, &of, record, cells.columns.loose.contains(group.name));
    }
    words_on_fields(draft, cells, record);
}

/// Days on which something was over.
const ENDS: [&str; 5] = ["closed", "closed.on", "done", "actions.done", "decision.done"];

/// Whether a day says that something is over. One that is still to come was only planned, and beside one another cell may say
/// that it goes on: then nobody knows, which is told.
pub fn is_over(draft: &mut Draft<'_>, cells: Cells<'_>, cell: Cell<'_>, field: &str, record: &mut Record) -> bool {
    let state = ["unclear.closed", "unclear.done"].into_iter().find_map(|name| cells.get(name));
    let goes_on = |state: &Cell<'_>| match words::meaning(vocabulary::GOES_ON, state.text).map(Meaning::word) {
        _ if words::meaning(vocabulary::CLOSED, state.text).is_some() => false,
        Some(word) => word != "cancelled" || ended(field) == "done",
        None => words::meaning(vocabulary::OPEN, state.text).is_some(),
    };
    let why = match (cell.day(), state.filter(goes_on)) {
        (None, _) => return true,
        (Some(day), _) if day > draft.today => "is still to come".to_owned(),
        (Some(_), Some(state)) => {
            let said = format!("is no end where `{}` says `{}`", short(state.header), short(state.text));
            record.doubt(ended(field), state.header, state.text);
            said
        }
        (Some(_), None) => return true,
    };
    draft.doubt(cell, ended(field), &why, record);
    false
}

/// The field that says that something is over.
fn ended(field: &str) -> &str {
    if field.starts_with("closed") { "closed" } else { "done" }
}

/// Why nobody has approved, whoever is named for it and whatever day stands there: somebody refused, it is asked or still to
/// come, or the row says that there is no more than a draft.
fn not_approved(draft: &Draft<'_>, cells: Cells<'_>) -> Option<String> {
    let all = || (0..cells.sheet.header.len()).filter_map(|index| cells.at(index));
    let refused = |text: &str| words::says_one_of(text, &vocabulary::REFUSED);
    let refusal = all().find(|cell| refused(cell.text) || beside(cell.text).any(refused));
    let is_draft = |cell: &Cell<'_>| words::says_one_of(cell.text, &vocabulary::UNAPPROVED);
    let draft_of = || cells.get("status").filter(is_draft);
    let by = || cells.get("approval.by").filter(|cell| is_to_come(cell.text));
    if let Some(cell) = refusal.or_else(draft_of).or_else(by) {
        return Some(format!("is no approval where `{}` says `{}`", short(cell.header), short(cell.text)));
    }
    let day = cells.get("approval.on")?.day().filter(|day| *day > draft.today)?;
    Some(format!("is no approval, as {day} is still to come"))
}

/// Whether the cell of who approved says that nobody has yet: `CEO (pending)`, `to be approved by CEO`, `CEO?`.
fn is_to_come(text: &str) -> bool {
    let is_open = |text: &str| words::is_answer(text) || words::exactly(vocabulary::OPEN, &words::normal(text)).is_some();
    text.trim_end().ends_with('?') || words::normal(text).starts_with("to be ") || beside(text).any(is_open)
}

/// What a text has in brackets.
fn beside(text: &str) -> impl Iterator<Item = &str> {
    text.split(['(', ')', '[', ']']).skip(1).step_by(2)
}

/// A cell of a party that acted, without the day behind its name, and that day where no column has it: `CEO (3 Jan 2026)`.
///
/// # Errors
/// When the day may be one of two: the cell is kept, and told.
fn signed<'s>(
    draft: &mut Draft<'_>,
    cells: Cells<'s>,
    field: &Field,
    cell: Cell<'s>,
    record: &mut Record,
) -> Result<(Cell<'s>, Option<Date>), ()> {
    let group = field.name.strip_suffix(".by").filter(|_| matches!(field.read, Read::Party));
    let Some((group, (name, day))) = group.and_then(|group| Some((group, dated(cell.text)?))) else { return Ok((cell, None)) };
    if cells.get(&format!("{group}.on")).is_some() {
        record.note(cell.header, cell.text);
        return Ok((Cell { text: name, ..cell }, None));
    }
    let Some(on) = day.day(cell.order) else {
        draft.doubt(cell, field.name, "does not plainly say on which day", record);
        return Err(());
    };
    Ok((Cell { text: name, ..cell }, Some(on)))
}

/// A name and the day behind it.
fn dated(text: &str) -> Option<(&str, Written<'_>)> {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | '-' | '–' | '—' | '/');
    let places = text.char_indices().rev().filter(|(_, c)| is_around(*c));
    let (name, day) = places.into_iter().find_map(|(at, _)| {
        let tail = text[at..].trim_matches(is_around);
        let written = written::read(tail).filter(|written| !matches!(written, Written::Serial(_)))?;
        Some((text[..at].trim_end_matches(is_around), written))
    })?;
    let plain = name.rsplit_once(' ').filter(|(_, last)| BEFORE_DAYS.contains(last)).map_or(name, |(name, _)| name);
    (!plain.is_empty()).then(|| (plain.trim_end_matches(is_around), day))
}

/// What stands between a name and a day.
const BEFORE_DAYS: [&str; 7] = ["on", "am", "vom", "le", "du", "el", "del"];

/// What cells say beside fields: it counts where a field has nothing, unless it says that there is nothing yet.
pub fn words_on_fields(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    for name in cells.columns.fields.iter().filter(|field| matches!(field.read, Read::Said)).map(|field| field.name) {
        words_on(draft, cells, name, record);
    }
}

/// The same of one field.
pub fn words_on(draft: &mut Draft<'_>, cells: Cells<'_>, name: &str, record: &mut Record) {
    let Some(cell) = cells.get(name) else { return };
    let field = name.trim_start_matches(SAID);
    let text = words::normal(cell.text);
    let counts = match field {
        "closed" => words::meaning(vocabulary::CLOSED, cell.text).is_some(),
        "left" => words::says_one_of(cell.text, &vocabulary::GONE),
        _ => !words::is_nothing(cell.text) && words::exactly(vocabulary::OPEN, &text).is_none(),
    };
    if !counts || record.fields.get(field).is_some() {
        record.keep_text(cell.header, cell.text);
        return;
    }
    record.doubt(field, cell.header, cell.text);
    let is_taken_as = match field {
        "closed" => "open",
        "left" => "here",
        _ => return,
    };
    let what = format!(
        "`{}` is `{}` and nothing says since when; it comes in as {is_taken_as}, write its day as `{field}`",
        record.id,
        short(cell.text)
    );
    draft.remark(cell, what);
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
        Read::Text | Read::List if words::is_nothing(cell.text) || words::is_answer(cell.text) => {
            record.doubt(field, cell.header, cell.text);
            None
        }
        Read::Text => Some(cell.text.into()),
        Read::Day => day(draft, cell, field, record),
        Read::Truth => draft.truth(Some(cell), field, record).map(Value::from),
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
        Read::People => cells::people(draft, cell, field, record),
        Read::Criterion => cells::criterion(draft, cell, field, record),
        Read::Certificate => cells::certificate(draft, cell, field, record),
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
        // That there is none yet is understood.
        if !words::is_answer(cell.text) {
            draft.unread(cell);
        }
    }
    if written.is_some_and(Written::has_time) {
        record.note(cell.header, cell.text);
    }
    day.map(|day| day.to_string().into())
}

/// `12 months`, `every 2 years`, `annually`, or a bare number below a header that speaks of months or years.
pub fn period(cell: Cell<'_>) -> Option<Period> {
    let text = words::normal(cell.text);
    if let Some(period) = words::exactly(vocabulary::RHYTHMS, &text) {
        return period.parse().ok();
    }
    let each = vocabulary::EVERY.iter().find_map(|every| text.strip_prefix(every));
    let (number, unit) = numbers::number_and_unit(each.unwrap_or(cell.text), cell.header);
    let (of_unit, unit) = words::exactly(vocabulary::UNITS, &unit)?.split_at(1);
    let number = number.parse::<u32>().ok()?.checked_mul(of_unit.parse().ok()?)?;
    format!("{number}{unit}").parse().ok()
}
