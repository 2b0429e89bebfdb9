//! Rows of a training register: who took what. All rows of a training make one record.

use super::draft::{Draft, kind};
use super::row::{self, Cell, Cells};
use super::sheet::Fault;
use super::words::is_everybody;
use crate::base::date::{Date, Period};
use crate::edit::value::{Map, Value};

/// Imports all rows of one training.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let mut record = draft.begin(kind("training"), rows[0], rows[0].get("title"))?;
    let owner = rows.iter().find_map(|cells| cells.get("owner"));
    let owner = draft.party(owner, "owner", &mut record);
    let (mut audience, mut completions, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    for cells in rows {
        let Some(taker) = taker(draft, *cells) else { continue };
        if let Some(count) = counted(*cells, &taker) {
            groups.push(count);
            if !audience.contains(&taker.audience) {
                audience.push(taker.audience);
            }
            continue;
        }
        if let Some(cell) = cells.get("completed").filter(|_| taker.person.is_none()) {
            draft.remark(
                cell,
                "several took it together, and a record names people: write them under `completions:` and `audience:`".into(),
            );
            continue;
        }
        if !audience.contains(&taker.audience) {
            audience.push(taker.audience);
        }
        let on = cells.get("completed").and_then(Cell::day);
        if let (Some(person), Some(on)) = (taker.person, on) {
            completions.push(Map(vec![("person".into(), person.into()), ("on".into(), on.to_string().into())]).into());
        }
    }
    record.fields.put_some("owner", owner);
    record.fields.put_list("audience", audience);
    record.fields.put_some("every", every(rows).map(|period| period.to_string()));
    record.fields.put_list("completions", completions);
    record.fields.put_list("groups", groups);
    for cells in rows {
        let who = cells.get("person").or(cells.get("role")).map_or("somebody", |cell| cell.text);
        let day = |field: &str| cells.get(field).map(|cell| format!("{} {}", cell.header, cell.text));
        let texts: Vec<String> = row::rest_of(*cells).into_iter().chain(["completed", "next"].into_iter().filter_map(day)).collect();
        if texts.is_empty() {
            continue;
        }
        // Without a day nobody knows whether it was taken.
        if cells.get("completed").is_some() {
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

fn taker(draft: &mut Draft<'_>, cells: Cells<'_>) -> Option<Taker> {
    let (who, role) = (cells.get("person"), cells.get("role"));
    let Some(cell) = who.filter(|cell| !is_crowd(*cell)) else {
        let all = who.or(role)?;
        let audience = if is_everybody(all.text) { "all" } else { all.text };
        return Some(Taker { person: None, audience: audience.into() });
    };
    let person = person(draft, cell, role);
    let id = role.and_then(|role| draft.known_party(role)).filter(|id| id.starts_with("ROL-"));
    if let Some(id) = &id {
        draft.add_item(id, &["held_by"], person.as_str().into(), None);
    }
    let audience = id.or(role.map(|role| role.text.to_owned())).unwrap_or_else(|| person.clone());
    Some(Taker { person: Some(person), audience: audience.into() })
}

/// A group that took it on a day, with their number: `All employees (42)`.
fn counted(cells: Cells<'_>, taker: &Taker) -> Option<Value> {
    let cell = cells.get("person").filter(|_| taker.person.is_none())?;
    let number = cell.text.rsplit_once('(')?.1.trim_end().strip_suffix(')')?;
    let number: i64 = number.parse().ok().filter(|number| *number > 0)?;
    let on = cells.get("completed").and_then(Cell::day)?;
    let mut count = Map::default();
    count.put("group", taker.audience.clone());
    count.put("count", number);
    count.put("of", number);
    count.put("on", on.to_string());
    Some(count.into())
}

/// Whether a cell names more than one.
fn is_crowd(cell: Cell<'_>) -> bool {
    is_everybody(cell.text) || cell.text.contains('(')
}

fn person(draft: &mut Draft<'_>, cell: Cell<'_>, role: Option<Cell<'_>>) -> String {
    if let Some(id) = draft.names.find("person", cell.text) {
        return id.to_owned();
    }
    let kind = kind("person");
    let id = draft.names.fresh(kind, cell.text);
    draft.make(kind, id.clone(), cell.text).fields.put_some("function", role.map(|role| role.text));
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
