//! Rows of a training register: who took what. All rows of a training make one record.

use super::draft::{Draft, kind};
use super::numbers;
use super::record::Record;
use super::row::{self, Cell, Cells};
use super::several;
use super::sheet::{Fault, short};
use super::vocabulary::TAKEN;
use super::words::{self, Meaning, is_everybody};
use crate::base::date::{Date, Period};
use crate::edit::value::{Map, Value};

/// Imports all rows of one training.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let mut record = draft.begin(kind("training"), rows[0], rows[0].get("title"))?;
    let owner = rows.iter().find_map(|cells| cells.get("owner"));
    let owner = draft.party(owner, "owner", &mut record);
    let (mut audience, mut completions, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for cells in rows {
        let on = completed(draft, *cells);
        for taker in takers(draft, *cells, &mut record) {
            let count = on.and_then(|on| counted(*cells, &taker, on));
            if !audience.contains(&taker.audience) {
                audience.push(taker.audience);
            }
            if let Some(cell) = cells.get("completed").filter(|_| on.is_some() && taker.person.is_none() && count.is_none()) {
                draft.remark(
                    cell,
                    "several took it together, and a record names people: write them under `completions:` and `audience:`".into(),
                );
                continue;
            }
            groups.extend(count);
            if let (Some(person), Some(on)) = (taker.person, on) {
                completions.push(Map(vec![("person".into(), person.into()), ("on".into(), on.to_string().into())]).into());
            }
        }
    }
    record.fields.put_some("owner", owner);
    record.fields.put_list("audience", audience);
    record.fields.put_some("every", every(rows).map(|period| period.to_string()));
    record.fields.put_list("completions", completions);
    record.fields.put_list("groups", groups);
    for cells in rows {
        let who = cells.get("person").or(cells.get("role")).map_or("somebody", |cell| cell.text);
        let said = |field: &str| cells.get(field).map(|cell| format!("{} {}", cell.header, cell.text));
        let fields = ["completed", "next", "result"].into_iter().filter_map(said);
        let texts: Vec<String> = row::rest_of(*cells).into_iter().chain(fields).collect();
        if texts.is_empty() {
            continue;
        }
        // Without a day nobody knows whether it was taken.
        let has_day = cells.get("completed").is_some_and(|cell| cell.day().is_some() || words::is_nothing(cell.text));
        if has_day && not_taken(draft, *cells).is_none() {
            record.note(who, &texts.join("; "))
        } else {
            record.doubt("completions", who, &texts.join("; "))
        }
    }
    draft.add_whole(record, rows[0], "title");
    Ok(())
}

/// Who takes a training: a person if the row is about one, and the audience the row speaks of.
struct Taker {
    person: Option<String>,
    audience: Value,
}

/// The day on which it was completed. One that is still to come, or beside which another cell says that it was not, is told.
fn completed(draft: &mut Draft<'_>, cells: Cells<'_>) -> Option<Date> {
    let cell = cells.get("completed")?;
    let Some(day) = cell.day() else {
        if !words::is_nothing(cell.text) && !words::is_answer(cell.text) {
            draft.remark(cell, format!("`{}` is no day such as `2026-03-02`; it is kept under `unclear`", short(cell.text)));
            draft.unread(cell);
        }
        return None;
    };
    let Some((cell, why)) = not_taken(draft, cells) else { return Some(day) };
    draft.remark(cell, format!("`{}` {why}, so nobody has completed it; it is kept under `unclear`", short(cell.text)));
    None
}

/// The cell that says that a training was not taken, and why. A number is a score, and what it takes to pass nobody says.
fn not_taken<'s>(draft: &Draft<'_>, cells: Cells<'s>) -> Option<(Cell<'s>, &'static str)> {
    if let Some(cell) = cells.get("completed").filter(|cell| cell.day().is_some_and(|day| day > draft.today)) {
        return Some((cell, "is still to come"));
    }
    let cell = cells.get("result")?;
    let is_score = || cell.text.starts_with(|c: char| c.is_ascii_digit()) && numbers::per_cent(cell.text) != Some(0);
    match words::meaning(TAKEN, cell.text).map(Meaning::word) {
        Some("true") => None,
        Some(_) => Some((cell, "says that it was not taken")),
        None if is_score() => None,
        None => Some((cell, "does not say that it was taken")),
    }
}

/// Those whom a row is about: people, or the audience that it speaks of. What is no name is kept.
fn takers(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Taker> {
    let (who, role) = (cells.get("person"), cells.get("role"));
    let is_group = |cell: &Cell<'_>| several::is_crowd(cell.text) || cell.text.contains('(');
    let Some(cell) = who.filter(|cell| !is_group(cell) || cell.text.starts_with(|c: char| c.is_ascii_digit())) else {
        // Who was there is kept beside for whom it was.
        if let Some(cell) = who.filter(|_| role.is_some()) {
            record.note(cell.header, cell.text);
        }
        return role.or(who).map(group).into_iter().collect();
    };
    let names = draft.people(cell, "completions", record);
    if let Some(role) = role.filter(|_| names.is_empty()) {
        return vec![group(role)];
    }
    let id = role.and_then(|role| draft.known_party(role)).filter(|id| id.starts_with("ROL-"));
    let mut takers = Vec::new();
    for name in names {
        let person = person(draft, &name, role);
        if let Some(id) = &id {
            draft.add_item(id, &["held_by"], person.as_str().into(), None);
        }
        let audience = id.clone().or(role.map(|role| role.text.to_owned())).unwrap_or_else(|| person.clone());
        takers.push(Taker { person: Some(person), audience: audience.into() });
    }
    takers
}

/// Those of a cell as a group.
fn group(cell: Cell<'_>) -> Taker {
    let audience = if is_everybody(cell.text) { "all" } else { cell.text };
    Taker { person: None, audience: audience.into() }
}

/// A group that took it on a day, with their number: `All employees (42)`.
fn counted(cells: Cells<'_>, taker: &Taker, on: Date) -> Option<Value> {
    let cell = cells.get("person").filter(|_| taker.person.is_none())?;
    let number = cell.text.rsplit_once('(')?.1.trim_end().strip_suffix(')')?;
    let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
    let mut count = Map::default();
    count.put("group", taker.audience.clone());
    count.put("count", number);
    count.put("of", number);
    count.put("on", on.to_string());
    Some(count.into())
}

fn person(draft: &mut Draft<'_>, name: &str, role: Option<Cell<'_>>) -> String {
    if let Some(id) = draft.names.find("person", name) {
        return id.to_owned();
    }
    let kind = kind("person");
    let id = draft.names.fresh(kind, name);
    draft.make(kind, id.clone(), name).fields.put_some("function", role.map(|role| role.text));
    id
}

/// How often a training is taken, if all rows with two days have them as many months apart.
fn every(rows: &[Cells<'_>]) -> Option<Period> {
    let of_row = |cells: &Cells<'_>| {
        let day = |field: &str| cells.get(field)?.day();
        months_between(day("completed")?, day("next")?)
    };
    let mut periods = rows.iter().filter_map(of_row);
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// The whole months from a day to a later one.
pub fn months_between(from: Date, to: Date) -> Option<Period> {
    (1..=120).map(Period::months).find(|period| from.plus(*period) == to)
}
