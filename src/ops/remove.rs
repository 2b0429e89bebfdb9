//! The end of a record: out of use, or out of the programme.

use super::act::{Act, Done, Found, How, find, perform};
use super::error::Error;
use super::open::View;
use super::read::Read;
use super::when;
use crate::base::node::Node;
use crate::base::text::{list_of, one};
use crate::edit::assign::Assignment;
use crate::model::facts::Facts;
use crate::model::kinds::{self, KINDS};
use crate::model::program::Program;
use crate::model::{links, schemas};
use crate::store::write::Change;

/// So many records are named that refer to another.
const SHOWN: usize = 5;

/// Takes a record out of use: it stays, and says so.
///
/// # Errors
/// When records of its kind are never out of use, and as [`perform`].
pub fn retire(view: &View, how: &How, id: &str, why: &str, on: Option<&str>) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, id)?;
        if !is_retired(found.kind) {
            let all = list_of(KINDS.iter().map(|kind| kind.name).filter(|kind| is_retired(kind)), "and");
            let end = end_of(found.kind, id).map(|end| format!("{end}; ")).unwrap_or_default();
            return Err(Error::asked(format!("{} is never out of use", one(found.kind))).hint(format!("{end}retired are {all}")));
        }
        if found.node.get("status").is_some_and(|status| status.text() == "retired") {
            let error = Error::failed(format!("`{id}` is retired already"));
            return Err(error.hint(format!("`isms set {id} …` corrects the day or the reason; `isms show {id}` has both")));
        }
        let mut act = Act { what: format!("Retire {id}"), ..Act::default() };
        retire_too(&mut act, read, found, why, on)?;
        Ok(act)
    })
}

/// Takes a record out of use as a part of an act.
///
/// # Errors
/// When the day cannot be, and as [`Act::set`].
pub(super) fn retire_too(act: &mut Act, read: &Read, found: Found<'_>, why: &str, on: Option<&str>) -> Result<(), Error> {
    let day = &*when::over(read, on)?.to_string();
    let mut given = vec![Assignment::set("status", "retired")];
    if Facts::of(found.kind).field("exit").is_known() {
        given.extend([Assignment::set("exit.on", day), Assignment::set("exit.reason", why)]);
    } else {
        given.push(noted(found, &format!("Retired on {day}: {why}")));
    }
    let given: Vec<Assignment> = given.into_iter().collect::<Result<_, _>>().map_err(Error::asked)?;
    act.set(read, found.id, &given)
}

/// A line behind what the notes of a record say, for what has no field of its own.
pub(super) fn noted(found: Found<'_>, line: &str) -> Result<Assignment, String> {
    let before = found.node.get("notes").map(|notes| format!("{}\n", notes.text().trim_end())).unwrap_or_default();
    Assignment::set("notes", &format!("{before}{line}"))
}

/// Whether records of a kind are taken out of use, and stay.
pub(super) fn is_retired(kind: &str) -> bool {
    let words = schemas::schema(kind).map(|schema| &schema["properties"]["status"]["enum"]);
    words.and_then(serde_json::Value::as_array).is_some_and(|words| words.iter().any(|word| word == "retired"))
}

/// How a record of a kind comes to its end, if not by going away.
pub(super) fn end_of(kind: &str, id: &str) -> Option<String> {
    let facts = Facts::of(kind);
    if is_retired(kind) {
        Some(format!("`isms retire {id} --why …` takes it out of use"))
    } else if facts.field("closed").is_known() {
        Some(format!("`isms close {id}` brings it to its end"))
    } else {
        let day = ["left", "ended", "until", "done"].into_iter().find(|name| facts.field(name).is_known())?;
        Some(format!("`isms set {id} {day}=today` says that it is over"))
    }
}

/// The records that refer to another one.
fn users<'a>(program: &'a Program, id: &str) -> Vec<&'a str> {
    let refers = |kind: &str, record: Node<'_>| {
        let mut found = false;
        links::walk(kind, record, &mut |node, _| found = found || node.says(id));
        found
    };
    let users = program.documents().filter(|(user, kind, doc)| *user != id && refers(kind, program.node(*doc)));
    users.map(|(user, ..)| user).collect()
}

/// Takes a record's file away. What refers to it is in the way, and so is what records of its kind are for.
///
/// # Errors
/// When it is no record of its own file, when something refers to it, when it tells of what happened, and as [`perform`].
pub fn remove(view: &View, how: &How, id: &str) -> Result<Done, Error> {
    perform(view, how, |read| {
        let found = find(&read.loaded.program, id)?;
        if kinds::by_name(found.kind).is_none() {
            return Err(Error::asked(format!("`{id}` is no record")).hint("a programme cannot be without it, or says so by itself"));
        }
        let settles = Facts::of(found.kind).settles();
        let is_tried = read.trail.as_ref().map_or(settles, |trail| trail.is_tried(found.kind, id, read.today));
        if Facts::of(found.kind).stays() && !is_tried && !how.force {
            let why = if settles { "has been there for more than a month" } else { "tells of what happened" };
            let message = format!("`{id}` {why}; an auditor takes {} that is gone for one that was hidden", one(found.kind));
            let end = end_of(found.kind, id).unwrap_or_else(|| "it stays, and grows old".into());
            return Err(Error::failed(message).hint(format!("{end}; `--force` takes it away all the same")));
        }
        let users = users(&read.loaded.program, id);
        if !users.is_empty() && !how.force {
            let more = users.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let shown = list_of(users.iter().take(SHOWN), "and");
            let end = end_of(found.kind, id).map(|end| format!("{end}; ")).unwrap_or_default();
            return Err(Error::failed(format!("{shown}{more} refer{} to `{id}`", if users.len() == 1 { "s" } else { "" }))
                .hint(format!("{end}`isms show {id}` lists where; `--force` takes it away all the same")));
        }
        let file = found.node.file();
        if file.documents().count() > 1 {
            return Err(Error::failed(format!("`{}` holds other records, too", file.path)).hint("take it out there with `isms edit`"));
        }
        let mut act = Act { what: format!("Remove {id}"), ..Act::default() };
        act.files.push(Change::gone(file.path.as_str(), file.text.as_bytes()));
        Ok(act)
    })
}
