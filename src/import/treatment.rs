//! Rows of a risk treatment plan: each is an action of a risk that is there.

use super::annex;
use super::draft::{Draft, kind};
use super::list;
use super::read;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells, leftovers};
use super::sheet::{Fault, short};
use super::there;
use super::vocabulary::{CLOSED, TREATMENTS};
use super::words;
use crate::base::slug::slug;
use crate::edit::value::{Map, Value};

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let risk = named(draft, cells)?;
    let Some(what) = cells.get("what") else {
        return Err(cells.fault("what", "the row names no action".into(), "say what will be done"));
    };
    let mut misfits = Record::new(kind("risk"), risk.clone(), String::new());
    if let Some(cell) = cells.get("risk").filter(|cell| refs::ids(draft, "risk", cell.text).len() > 1) {
        draft.remark(cell, format!("`{}` names several risks: the action is that of `{risk}`", short(cell.text)));
    }
    if let Some(cell) = cells.get("risk").filter(|cell| refs::says_more(draft, &risk, cell.text)) {
        misfits.note(cell.header, cell.text);
    }
    option(draft, cells, &risk, &mut misfits)?;
    let action = action(draft, cells, what, &mut misfits);
    draft.add_item(&risk, &["treatment", "actions"], action.into(), Some("what"));
    // An action that is there and differs is left alone, with all that the row says about it.
    draft.proposal.is_led = true;
    for control in cells.get("controls").map(|cell| controls(draft, cell, &mut misfits)).unwrap_or_default() {
        draft.add_item(&risk, &["treatment", "controls"], control.into(), None);
    }
    let name = cells.get("id").map_or_else(|| short(what.text), |cell| cell.text.to_owned());
    if let Some(line) = leftovers(cells, &name, &misfits) {
        draft.add_note(&risk, &line);
    }
    for (field, words) in misfits.unclear.0 {
        if let Value::Text(words) = words {
            draft.add_words(&risk, &field, &format!("{name}: {words}"));
        }
    }
    draft.proposal.adds_to = Some(risk);
    Ok(())
}

/// The risk that a row is about.
fn named(draft: &Draft<'_>, cells: Cells<'_>) -> Result<String, Fault> {
    let found = cells.get("risk").and_then(|cell| refs::of(draft, "risk", cell.text).into_iter().next());
    let is_several = || cells.get("risk").is_some_and(|cell| list::parts(cell.text).flat_map(|part| part.split(',')).nth(1).is_some());
    found.ok_or_else(|| match is_several() {
        true => {
            cells.fault("risk", "the row names no single risk".into(), "write a row for each risk, by the id or title that its record has")
        }
        false => cells.fault("risk", "the row names no risk that has a record".into(), "import the risk register first"),
    })
}

/// What is done about the risk, where the row says it: without that there is no place for its action.
fn option(draft: &mut Draft<'_>, cells: Cells<'_>, risk: &str, misfits: &mut Record) -> Result<(), Fault> {
    let chosen = there::node(draft.program, risk).and_then(|node| node.find("/treatment/option")).map(|node| node.text());
    let said = draft.word(TREATMENTS, cells.get("option"), "treatment", misfits);
    match (chosen, said) {
        (None, None) => {
            let message = format!("nothing says what is done about `{risk}`: to modify, avoid, share or retain it");
            return Err(cells.fault(
                "risk",
                message,
                "write it in a column `Treatment option`, or as `treatment: {option: …}` of the risk",
            ));
        }
        (None, Some(said)) => draft.add_entry(risk, &["treatment", "option"], said.into()),
        (Some(chosen), Some(said)) if chosen != said => {
            if let Some(cell) = cells.get("option") {
                draft.misfit(cell, &format!("is not what was chosen for `{risk}`, which is `{chosen}`"), misfits);
            }
        }
        _ => {}
    }
    Ok(())
}

fn action(draft: &mut Draft<'_>, cells: Cells<'_>, what: Cell<'_>, misfits: &mut Record) -> Map {
    let mut action = Map::default();
    action.put("what", what.text);
    let owner = draft.party(cells.get("owner"), "owner", misfits);
    action.put_some("owner", owner);
    for field in ["due", "done"] {
        let Some(cell) = cells.get(field) else { continue };
        if field == "done" && !read::is_over(draft, cells, cell, field, misfits) {
            continue;
        }
        action.put_some(field, read::day(draft, cell, field, misfits));
    }
    if let Some(cell) = cells.get("unclear.done") {
        let is_done = words::meaning(CLOSED, cell.text).is_some() && action.get("done").is_none();
        if is_done { misfits.doubt("done", cell.header, cell.text) } else { misfits.note(cell.header, cell.text) }
    }
    action.put_some("resources", cells.get("resources").map(|cell| format!("{}: {}", cell.header, cell.text)));
    action
}

/// The controls behind those of Annex A, made where there are none.
fn controls(draft: &mut Draft<'_>, cell: Cell<'_>, misfits: &mut Record) -> Vec<String> {
    if words::is_no_control(cell.text) {
        return Vec::new();
    }
    let mut ids = refs::of(draft, "control", cell.text);
    let annexed = refs::annex(cell.text, |word| draft.names.find("control", word).is_some());
    for annex in annexed.controls {
        let behind = draft.behind.get(annex.id).cloned().unwrap_or_default();
        if behind.is_empty() {
            let id = format!("CTL-{}", slug(annex.id));
            if !draft.names.is_taken(&id) {
                draft.make(kind("control"), id.clone(), annex.title).fields.put("implements", Value::List(vec![annex.id.into()]));
            }
            ids.push(id);
        }
        ids.extend(behind);
    }
    if ids.is_empty() {
        let meant = annex::alike(cell.text).map(|annex| annex.id);
        draft.misfit(cell, &refs::recordless(meant.as_slice()), misfits);
    } else if !annexed.is_all && draft.names.find("control", cell.text).is_none() {
        misfits.note(cell.header, cell.text);
    }
    ids.sort();
    ids.dedup();
    ids
}
