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
    let owner = draft.party(owner, &mut record);
    let (mut audience, mut completions) = (Vec::new(), Vec::new());
    for cells in rows {
        let Some(taker) = taker(draft, *cells) else { continue };
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
    for cells in rows {
        let who = cells.get("person").or(cells.get("role")).map_or("somebody", |cell| cell.text);
        let day = |field: &str| cells.get(field).map(|cell| format!("{} {}", cell.header, cell.text));
        let texts: Vec<String> = row::rest_of(*cells).into_iter().chain(["completed", "next"].into_iter().filter_map(day)).collect();
        if !texts.is_empty() {
            record.note(who, &texts.join("; "));
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
    let crowd = |cell: &Cell<'_>| is_everybody(cell.text) || cell.text.contains('(');
    let Some(cell) = who.filter(|cell| !crowd(cell)) else {
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
