//! Rows about people out of other systems: who came and left, and who has read which document. A person is known by an id or an
//! e-mail address, and by nothing else: a name may be two people's.

use super::addresses::each;
use super::draft::{Draft, kind};
use super::numbers;
use super::read;
use super::record::Record;
use super::row::{Cell, Cells, leftovers};
use super::sheet::{Fault, short};
use super::vocabulary::TAKEN;
use super::words::{self, normal};
use crate::edit::value::{Map, Value};
use std::collections::BTreeSet;

/// The one person that a row is about by its ids and addresses; None if nobody has them.
///
/// # Errors
/// When it names two people.
fn person(draft: &Draft<'_>, cells: Cells<'_>, fields: [&'static str; 2]) -> Result<Option<String>, Fault> {
    let found: BTreeSet<&String> =
        fields.iter().filter_map(|field| cells.get(field)).flat_map(|cell| draft.people.named(cell.text)).collect();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(first), Some(second)) => {
            let message = format!("the row names `{first}` and `{second}`, and is about one person");
            Err(cells.fault(fields[1], message, "say who it is, in a row for each"))
        }
        (first, _) => Ok(first.cloned()),
    }
}

/// Imports that somebody has read a document.
pub fn acknowledgement(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(document) = cells.get("document").and_then(|cell| draft.names.find("document", cell.text)).map(str::to_owned) else {
        let message = told(cells.get("document"), "is no document that has a record", "the row names no document");
        return Err(cells.fault("document", message, "name it by its id or title; `isms list document` has both"));
    };
    let reader = reader(draft, cells)?;
    let Some(version) = cells.get("version") else {
        return Err(cells.fault("version", "the row does not say which version was read".into(), "say it: a later one was not read"));
    };
    let mut misfits = Record::new(kind("document"), document.clone(), String::new());
    let said = cells.get("acknowledged");
    let is_day = |cell: &Cell<'_>| cell.day().is_some();
    for (field, cell) in [("acknowledged", said.filter(|cell| !is_day(cell))), ("status", cells.get("status"))] {
        if let Some(cell) = cell.filter(|cell| !has_read(cell.text)) {
            let message = format!("`{}` does not say that it was read", short(cell.text));
            return Err(cells.fault(field, message, "leave the row out until it is, or write `acknowledged`"));
        }
    }
    let day = cells.get("on").or(said.filter(is_day));
    let Some(on) =
        day.filter(|cell| cell.day().is_none_or(|day| day <= draft.today)).and_then(|cell| read::day(draft, cell, "on", &mut misfits))
    else {
        let wrong = if day.is_some_and(|cell| is_day(&cell)) { "is still to come" } else { "is no day" };
        let message = told(day.or(said), wrong, "the row does not say when");
        return Err(cells.fault("on", message, "write the day on which it was read, such as `2026-03-02`"));
    };
    let (list, mut item) = match reader {
        Reader::Person(person) => ("acknowledgements", Map(vec![("person".into(), person.into())])),
        Reader::Group(group) => ("groups", group),
    };
    item.put("version", version.text);
    item.put("on", on);
    // Only groups have a place for the system that they were counted by.
    for cell in cells.get("source").into_iter().chain(cells.get("group").filter(|_| list == "acknowledgements")) {
        if list == "groups" { item.put("source", cell.text) } else { misfits.note(cell.header, cell.text) }
    }
    draft.add_item(&document, &[list], item.into(), None);
    let name = ["email", "person", "group"].into_iter().find_map(|field| cells.get(field)).map_or("", |cell| cell.text);
    if let Some(line) = leftovers(cells, name, &misfits) {
        draft.add_note(&document, &line);
    }
    draft.proposal.adds_to = Some(document);
    Ok(())
}

/// Whether a cell says that somebody has read something.
fn has_read(text: &str) -> bool {
    const READ: [&str; 8] = ["acknowledged", "read", "confirmed", "signed", "agreed", "accepted", "read and understood", "understood"];
    words::says_one_of(text, &READ) || words::meaning(TAKEN, text).is_some_and(|meaning| meaning.word() == "true")
}

/// Who has read something: somebody, or so many of a group where nobody is named.
enum Reader {
    Person(String),
    Group(Map),
}

fn reader(draft: &Draft<'_>, cells: Cells<'_>) -> Result<Reader, Fault> {
    if let Some(person) = person(draft, cells, ["person", "email"])? {
        return Ok(Reader::Person(person));
    }
    let named = cells.get("email").or_else(|| cells.get("person"));
    if let (None, Some(group), Some(count)) = (named, cells.get("group"), cells.get("count")) {
        let number = |cell: Option<Cell<'_>>| cell.and_then(|cell| numbers::whole_number(cell.text)).filter(|number| *number >= 0);
        let Some((read, all)) = number(Some(count)).zip(number(cells.get("of"))).filter(|(read, all)| read <= all) else {
            return Err(cells.fault("count", "the row does not say how many of how many".into(), "give both as whole numbers"));
        };
        let mut counted = Map::default();
        counted.put("group", group.text);
        counted.put("count", read);
        counted.put("of", all);
        return Ok(Reader::Group(counted));
    }
    let message = told(named, "is the id or e-mail address of no person", "the row names no person");
    let field = if cells.get("email").is_some() { "email" } else { "person" };
    Err(cells.fault(field, message, "write the address under `emails:` of that person"))
}

/// Imports that somebody came or left.
pub fn person_row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let known = person(draft, cells, ["id", "email"])?;
    let mut misfits = Record::new(kind("person"), known.clone().unwrap_or_default(), String::new());
    read::fields(draft, cells, &mut misfits);
    match known {
        Some(id) => known_person(draft, cells, &id, misfits),
        None => new_person(draft, cells, misfits),
    }
}

/// The whole name of somebody, whose parts may have columns of their own: what is called the name may be one of them.
fn name<'s>(cells: Cells<'s>) -> Option<(String, Cell<'s>)> {
    let [first, name, last] = ["first_name", "name", "last_name"].map(|field| cells.get(field));
    let cell = name.or(first.and(last))?;
    let has = |part: &Cell<'_>| name.is_some_and(|name| format!(" {} ", normal(name.text)).contains(&format!(" {} ", normal(part.text))));
    let parts = [first.filter(|part| !has(part)), name, last.filter(|part| !has(part))];
    Some((parts.into_iter().flatten().map(|part| part.text).collect::<Vec<_>>().join(" "), cell))
}

/// What a row says of somebody who is there: what is there already and differs is left as it is. Another name, address or
/// number than those that are there is kept and told: only people decide whose it is.
fn known_person(draft: &mut Draft<'_>, cells: Cells<'_>, id: &str, mut says: Record) -> Result<(), Fault> {
    let is_known = |cell: &Cell<'_>| draft.names.find("person", cell.text) == Some(id);
    let is_theirs = |cell: &Cell<'_>| each(cell.text).all(|name| draft.people.named(name).iter().any(|known| *known == id));
    let whole = name(cells);
    let name = whole.as_ref().map(|(text, cell)| Cell { text, ..*cell }).filter(|cell| !is_known(cell));
    let others = ["email", "id"].into_iter().filter_map(|field| cells.get(field).filter(|cell| !is_theirs(cell)));
    for cell in name.into_iter().chain(others).collect::<Vec<_>>() {
        draft.misfit(cell, &format!("is not what `{id}` has"), &mut says);
    }
    for (field, value) in &says.fields.0 {
        draft.add_entry(id, &[field], value.clone());
    }
    if let Some(line) = leftovers(cells, id, &says) {
        draft.add_note(id, &line);
    }
    for (field, words) in &says.unclear.0 {
        if let Value::Text(words) = words {
            draft.add_words(id, field, words);
        }
    }
    draft.proposal.adds_to = Some(id.to_owned());
    Ok(())
}

/// Somebody who came is new. Who left and is not there was never known, and a name that is there may be the same person.
fn new_person(draft: &mut Draft<'_>, cells: Cells<'_>, says: Record) -> Result<(), Fault> {
    let cell = cells.get("email").or_else(|| cells.get("id"));
    let field = if cells.get("email").is_some() { "email" } else { "id" };
    let unknown = |why: &str, help: &str| {
        let message = told(cell, "is the id or e-mail address of no person", "the row has no id and no e-mail address");
        Err(cells.fault(field, format!("{message}{why}"), help))
    };
    if says.fields.get("left").is_some() {
        return unknown(", so nobody can have left", "write the address under `emails:` of that person");
    }
    let (Some((name, _)), Some(email)) = (name(cells), cells.get("email")) else {
        return unknown("", "a new person needs a name and an e-mail address");
    };
    // A list that has no column for it is one of who is here; in one that has, the row is not finished.
    if says.fields.get("joined").is_none() && cells.columns.of("joined").is_some() {
        return unknown(
            ", and does not say since when they are here",
            "write the address under `emails:` of that person, or say the first day",
        );
    }
    if let Some(other) = draft.names.find("person", &name).map(str::to_owned) {
        let help = "if it is the same person, write the address under `emails:` there; if not, make the record with `isms new person`";
        return unknown(&format!(", and `{other}` has the name `{}`", short(&name)), help);
    }
    let id = draft.names.fresh(kind("person"), &name);
    let mut record = Record::new(kind("person"), id, super::row::line(&name));
    record.fields.put_list("emails", each(email.text).map(Value::from).collect());
    record.fields.0.extend(says.fields.0.iter().cloned());
    if let Some(cell) = cells.get("id") {
        record.custom.put("source_id", cell.text);
    }
    record.notes.extend(leftovers(cells, email.text, &says));
    record.unclear = says.unclear;
    draft.add_whole(record, cells, "email");
    Ok(())
}

/// What is wrong with a cell, or that there is none.
fn told(cell: Option<Cell<'_>>, wrong: &str, none: &str) -> String {
    cell.map_or_else(|| none.into(), |cell| format!("`{}` {wrong}", short(cell.text)))
}
