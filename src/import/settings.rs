//! Rows that belong into the files a programme has once: interested parties, communications, retention, milestones.

use super::draft::{Draft, kind};
use super::list;
use super::read;
use super::record::Record;
use super::row::{Cells, leftovers};
use super::sheet::Fault;
use super::there;
use super::vocabulary::{AUDIENCES, COVERAGE, KEPT_RECORDS, REQUIREMENT_HINTS};
use super::words::{self, Meaning};
use crate::base::slug::slug;
use crate::edit::value::{Map, Value};
use crate::model::unclear::UNCLEAR;

/// Imports what an interested party asks for, into `context.yaml`.
pub fn party(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let Some(name) = rows[0].get("party") else {
        return Err(rows[0].fault("party", "the row names no interested party".into(), "say who asks for it"));
    };
    exists(draft, rows[0], "context", "context.yaml", "parties: []")?;
    let mut requirements = Vec::new();
    for cells in rows {
        let mut misfits = nothing();
        requirements.extend(requirement(draft, *cells, &mut misfits));
        let label = cells.get("id").map_or(name.text, |cell| cell.text);
        if let Some(line) = leftovers(*cells, label, &misfits) {
            draft.add_note("context", &line);
        }
    }
    let wanted = words::normal(name.text);
    let parties = draft.program.context().map(|context| &context.data().parties);
    match parties.and_then(|parties| parties.iter().position(|party| words::normal(&party.name) == wanted)) {
        Some(index) => {
            let index = index.to_string();
            let path = ["parties", index.as_str(), "requirements"];
            requirements.into_iter().for_each(|requirement| draft.add_item("context", &path, requirement, Some("text")));
        }
        None => {
            let mut party = Map::default();
            party.put("name", name.text);
            party.put_list("requirements", requirements);
            draft.add_item("context", &["parties"], party.into(), None);
        }
    }
    draft.proposal.adds_to = Some("context.yaml".into());
    Ok(())
}

fn requirement(draft: &mut Draft<'_>, cells: Cells<'_>, misfits: &mut Record) -> Option<Value> {
    let (need, asked) = (cells.get("need"), cells.get("requirement"));
    let mut requirement = Map::default();
    requirement.put("text", asked.or(need)?.text);
    if let Some(need) = need.filter(|_| asked.is_some()) {
        misfits.note(need.header, need.text);
    }
    if let Some(cell) = cells.get("source") {
        requirement.put_some("source", words::spoken_of(REQUIREMENT_HINTS, cell.text));
        misfits.note(cell.header, cell.text);
    }
    if let Some(cell) = cells.get("addressed") {
        match words::meaning(COVERAGE, cell.text) {
            Some(Meaning::Exactly(word)) => requirement.put("addressed", word == "true"),
            _ => misfits.note(cell.header, cell.text),
        }
    }
    if let Some(cell) = cells.get("addressed_by") {
        let parts = list::parts(cell.text).flat_map(|part| part.split(['+', ','])).map(str::trim).filter(|part| !part.is_empty());
        let found: Vec<Option<Value>> = parts.map(|part| draft.names.find("document", part).map(Value::from)).collect();
        let is_all = found.iter().all(Option::is_some);
        let found: Vec<Value> = found.into_iter().flatten().collect();
        match (found.is_empty(), is_all) {
            (true, _) if !words::is_nothing(cell.text) => {
                let said = format!("{}: {}", cell.header, cell.text);
                requirement.put(UNCLEAR, Map(vec![("addressed_by".into(), said.into())]));
            }
            (false, false) => misfits.note(cell.header, cell.text),
            _ => {}
        }
        requirement.put_list("addressed_by", found);
    }
    Some(requirement.into())
}

/// Imports a communication, into `isms.yaml`.
pub fn communication(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(topic) = cells.get("topic") else {
        return Err(cells.fault("topic", "the row does not say what is communicated".into(), "say about what"));
    };
    let mut misfits = nothing();
    let mut communication = Map::default();
    communication.put("topic", topic.text);
    for field in ["when", "with", "how"] {
        communication.put_some(field, cells.get(field).map(|cell| cell.text));
    }
    let responsible = draft.party(cells.get("responsible"), "responsible", &mut misfits);
    communication.put_some("responsible", responsible);
    let audience = draft.word(AUDIENCES, cells.get("audience"), "audience", &mut misfits);
    communication.put_some("audience", audience);
    draft.add_item("isms", &["communications"], communication.into(), None);
    if let Some(line) = leftovers(cells, topic.text, &misfits) {
        draft.add_note("isms", &line);
    }
    draft.proposal.adds_to = Some("isms.yaml".into());
    Ok(())
}

/// Imports how long records are kept, into `isms.yaml`. A period that begins with an event stays in the notes.
pub fn retention(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(records) = cells.get("records") else {
        return Err(cells.fault("records", "the row names no records".into(), "say what is kept"));
    };
    let mut misfits = nothing();
    if let Some(cell) = cells.get("period") {
        match read::period(cell) {
            Some(period) => {
                let text = words::normal(records.text);
                let of_kind = KEPT_RECORDS.iter().find(|(phrase, _)| text.contains(phrase)).map(|(_, kind)| (*kind).to_owned());
                let name = of_kind.unwrap_or_else(|| slug(records.text));
                draft.add_entry("isms", &["retention", name.as_str()], period.to_string().into());
            }
            None => misfits.note(cell.header, cell.text),
        }
    }
    let name = cells.get("id").map_or_else(|| records.text.to_owned(), |cell| format!("{} {}", cell.text, records.text));
    if let Some(line) = leftovers(cells, &name, &misfits) {
        draft.add_note("isms", &line);
    }
    draft.proposal.adds_to = Some("isms.yaml".into());
    Ok(())
}

/// Imports a milestone of the project, into `plan.yaml`.
pub fn milestone(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let Some(what) = cells.get("milestone") else {
        return Err(cells.fault("milestone", "the row names no milestone".into(), "say what is to be reached"));
    };
    exists(draft, cells, "plan", "plan.yaml", "milestones: []")?;
    let mut misfits = nothing();
    let mut milestone = Map::default();
    milestone.put("what", what.text);
    let owner = draft.party(cells.get("owner"), "owner", &mut misfits);
    milestone.put_some("owner", owner);
    for field in ["due", "done"] {
        let day = cells.get(field).and_then(|cell| read::day(draft, cell, field, &mut misfits));
        milestone.put_some(field, day);
    }
    draft.add_item("plan", &["milestones"], milestone.into(), Some("what"));
    if let Some(line) = leftovers(cells, what.text, &misfits) {
        draft.add_note("plan", &line);
    }
    draft.proposal.adds_to = Some("plan.yaml".into());
    Ok(())
}

fn exists(draft: &Draft<'_>, cells: Cells<'_>, single: &str, file: &str, begin: &str) -> Result<(), Fault> {
    if there::node(draft.program, single).is_some() {
        return Ok(());
    }
    Err(cells.fault("id", format!("the programme has no `{file}`"), &format!("begin it with `{begin}`")))
}

/// Takes what does not fit, for the notes of another file.
fn nothing() -> Record {
    Record::new(kind("asset"), String::new(), String::new())
}
