//! Rows of a risk register: one for each risk, or one for each of its measures.

use super::alike::{is_nameless, lines, parts, said};
use super::annex;
use super::asset;
use super::draft::{Draft, kind};
use super::estimates::{claims, estimates};
use super::grades;
use super::list;
use super::names::Fit;
use super::numbers;
use super::read;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells, keep_rest};
use super::sheet::{Fault, Remark, short};
use super::vocabulary::{ACCEPTED, PROPERTIES, TREATMENTS};
use super::words;
use crate::base::text::list_of;
use crate::edit::value::{Map, Value};

/// What each row says for itself where several make one risk.
pub const OF_ROWS: [&str; 5] = ["rationale", "treatment", "controls", CLOSED, "notes"];
/// Those of them that no field takes from more than one row.
const IN_LINES: [&str; 3] = ["rationale", CLOSED, "notes"];
/// The state of a risk, or of the measure that its row has.
const CLOSED: &str = "unclear.closed";

/// Imports all rows of one risk.
pub fn rows(draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<(), Fault> {
    let cells = rows[0];
    let mut record = match cells.get("title").or_else(|| cells.get("scenario")) {
        None if !["title", "scenario"].iter().any(|field| cells.columns.of(field).is_some()) => {
            draft.begin_named(kind("risk"), cells, parts(cells).as_deref())?
        }
        title => draft.begin(kind("risk"), cells, title)?,
    };
    if let Some(cell) = cells.get("notes") {
        record.notes.push(cell.text.into());
    }
    let owner = draft.party(cells.get("owner"), "owner", &mut record);
    record.fields.put_some("owner", owner);
    record.fields.put_some("scenario", cells.get("scenario").map(|cell| cell.text));
    let affects = affects(draft, cells, &mut record);
    record.fields.put_list("affects", affects);
    let assets = assets(draft, cells, &mut record);
    record.fields.put_list("assets", assets);
    let threat = threat(draft, cells, &mut record);
    record.fields.put_some("threat", threat);
    let vulnerability = cells.get("vulnerability");
    if let Some(cell) = vulnerability.filter(|cell| numbers::is_number(cell.text)) {
        draft.doubt(cell, "vulnerability", "is a number, and says of no weakness what it is", &mut record);
    }
    record.fields.put_some("vulnerability", vulnerability.filter(|cell| !numbers::is_number(cell.text)).map(|cell| cell.text));
    assessed(draft, cells, &mut record);
    estimates(draft, cells, &mut record);
    treatment(draft, rows, &mut record);
    if let Some(cell) = cells.get("closed").filter(|cell| read::is_over(draft, cells, *cell, "closed", &mut record)) {
        let day = read::day(draft, cell, "closed", &mut record);
        record.fields.put_some("closed", day);
    }
    claims(draft, cells, &mut record);
    if said(rows, CLOSED).len() > 1 {
        states(draft, cells, &mut record);
    } else {
        read::words_on(draft, cells, CLOSED, &mut record);
    }
    for name in ["unclear.acceptance", "unclear.acceptance.on"] {
        read::words_on(draft, cells, name, &mut record);
    }
    for other in rows[1..].iter().filter(|cells| is_nameless(**cells)) {
        let message = format!("the row names no risk; it is read with that of line {}", cells.row.line);
        draft.proposal.remarks.push(Remark { line: other.row.line, cell: 0, message });
    }
    keep_rest(&mut record, cells);
    record.notes.extend(lines(rows, &IN_LINES));
    draft.add_whole(record, cells, "id");
    Ok(())
}

/// Rows of one risk that are in several states speak of their measures.
fn states(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get(CLOSED) else { return };
    draft.misfit(cell, "is not what all rows of the risk say, so it is taken for the state of a measure", record);
}

/// `C, I`, `CIA`, `Confidentiality; Availability`.
fn affects(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get("affects") else { return Vec::new() };
    let text = words::normal(cell.text);
    let is_letters = text.len() <= 3 && text.bytes().all(|b| b"cia".contains(&b));
    let parts: Vec<String> =
        if is_letters { text.chars().map(String::from).collect() } else { text.split(' ').map(str::to_owned).collect() };
    let known = parts.iter().filter(|part| !matches!(part.as_str(), "and" | "und")).map(|part| words::exactly(PROPERTIES, part));
    match known.collect::<Option<Vec<&str>>>() {
        Some(mut properties) => {
            properties.sort_by_key(|property| PROPERTIES.iter().position(|(_, word)| word == property));
            properties.dedup();
            properties.into_iter().map(Value::from).collect()
        }
        None => {
            draft.doubt(cell, "affects", "does not say whether confidentiality, integrity or availability is lost", record);
            Vec::new()
        }
    }
}

/// The assets that a cell names: known ones, and new ones for names that are none.
fn assets(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get("assets") else { return Vec::new() };
    let mut ids: Vec<Value> = Vec::new();
    for name in several(draft, cell.text) {
        let named = refs::ids(draft, "asset", name);
        if named.len() > 1 && draft.names.find("asset", name).is_none() {
            if !refs::is_only(draft, name) {
                draft.misfit(cell, &format!("is taken as {}", list_of(&named, "and")), record);
            }
            ids.extend(named.into_iter().map(Value::from).filter(|id| !ids.contains(id)).collect::<Vec<_>>());
            continue;
        }
        let id = match draft.names.find_close("asset", name) {
            Some(Fit::Exact(id)) => id.into(),
            Some(Fit::Close(id)) => {
                draft.misfit(cell, &format!("is taken as `{id}`"), record);
                id.into()
            }
            near if words::is_name(name) => {
                if let Some(Fit::Near(id)) = near {
                    draft.remark(cell, format!("`{}` is not taken as `{id}`, whose name is only like it", short(name)));
                }
                asset::by_name(draft, cell, name)
            }
            _ => {
                draft.doubt(cell, "assets", "is no name of an asset", record);
                continue;
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The names in a cell. What may belong to a name divides only where all parts are assets, or where it plainly counts up:
/// `Server / Laptop / Phone`, `Server, Laptop and Printer`.
fn several<'c>(draft: &Draft<'_>, text: &'c str) -> Vec<&'c str> {
    let is_known = |name: &str| draft.names.find("asset", name).is_some();
    let divided = |part: &'c str| {
        let slashed: Vec<&str> = part.split(" / ").map(str::trim).collect();
        let by_comma: Vec<&str> = part.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let counted = by_comma.split_last().and_then(|(last, first)| Some((first, LAST.iter().find_map(|word| last.split_once(word))?)));
        match counted {
            _ if is_known(part) => vec![part],
            _ if slashed.len() > 1 => slashed,
            _ if by_comma.iter().all(|name| is_known(name)) => by_comma,
            Some((first, (one, other))) if !first.is_empty() => first.iter().copied().chain([one.trim(), other.trim()]).collect(),
            _ => vec![part],
        }
    };
    if is_known(text) { vec![text] } else { list::parts(text).flat_map(divided).collect() }
}

/// What stands before the last of several.
const LAST: [&str; 8] = [" and ", " und ", " u. ", " & ", " et ", " y ", " e ", " sowie "];

/// The threat that a cell names: one of the programme or the catalogue, else a new one.
fn threat(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Option<String> {
    let cell = cells.get("threat")?;
    if let Some(id) = draft.names.find("threat", cell.text) {
        return Some(id.into());
    }
    if let Some(id) = draft.names.built_in_threat(cell.text) {
        draft.misfit(cell, &format!("is taken as the threat `{id}`"), record);
        return Some(id.into());
    }
    if !words::is_name(cell.text) || numbers::whole_number(cell.text).is_some() || grades::grade(&words::normal(cell.text)) {
        draft.doubt(cell, "threat", "is no name of a threat", record);
        return None;
    }
    let kind = kind("threat");
    let id = draft.names.fresh(kind, cell.text);
    draft.make(kind, id.clone(), cell.text);
    Some(id)
}

fn assessed(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get("assessed") else { return };
    if let Some(day) = read::day(draft, cell, "assessed", record) {
        record.fields.put("assessed", Map(vec![("on".into(), day)]));
    }
}

fn treatment(draft: &mut Draft<'_>, rows: &[Cells<'_>], record: &mut Record) {
    let mut option = None;
    let told = said(rows, "treatment");
    for cell in &told {
        match (option, draft.word(TREATMENTS, Some(*cell), "treatment", record)) {
            (Some(first), Some(other)) if first != other => {
                draft.misfit(*cell, &format!("is another treatment than `{first}`, which the risk has by a row before"), record);
            }
            (first, other) => option = first.or(other),
        }
    }
    for cell in told.into_iter().chain(said(rows, CLOSED)) {
        // Somebody accepted it, and nothing says who and when.
        if option == Some("retain") && words::meaning(ACCEPTED, cell.text).is_some() {
            record.doubt("acceptance", cell.header, cell.text);
        }
    }
    let mut ids: Vec<Value> = Vec::new();
    for cell in said(rows, "controls") {
        let found = controls(draft, cell, option.is_some(), record);
        ids.extend(found.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
    }
    if let Some(option) = option {
        let mut treatment = Map::default();
        treatment.put("option", option);
        treatment.put_list("controls", ids);
        record.fields.put("treatment", treatment);
    }
}

/// The controls that a cell names by id, title or Annex A number, as far as there are any.
fn controls(draft: &mut Draft<'_>, cell: Cell<'_>, counts: bool, record: &mut Record) -> Vec<Value> {
    let mut ids: Vec<Value> = Vec::new();
    if words::is_no_control(cell.text) {
        return ids;
    }
    let (mut all_found, mut says_more) = (counts, false);
    let is_named = |draft: &Draft<'_>, name: &str| draft.names.find("control", name).is_some();
    let mut lacking: Vec<&str> = Vec::new();
    let meant = refs::annex(cell.text, |word| is_named(draft, word)).controls;
    for part in list::parts(cell.text).flat_map(|part| part.split(',')).map(str::trim).filter(|part| !part.is_empty()) {
        let annexed = refs::annex(part, |word| is_named(draft, word));
        says_more |= !annexed.is_all && !is_named(draft, part);
        let annex = annexed.controls.iter().filter(|annex| meant.iter().any(|other| other.id == annex.id));
        let named = draft.names.find("control", part).map(str::to_owned);
        let behind = annex.flat_map(|annex| draft.behind.get(annex.id).into_iter().flatten());
        let found: Vec<String> = named.into_iter().chain(behind.cloned()).collect();
        all_found &= !found.is_empty();
        if found.is_empty() {
            let named = annexed.controls.iter().map(|annex| annex.id);
            let alike = annex::alike(part).map(|annex| annex.id).filter(|_| annexed.controls.is_empty());
            lacking.extend(named.chain(alike));
        }
        for id in found {
            if !ids.contains(&id.as_str().into()) {
                ids.push(id.into());
            }
        }
    }
    if !all_found {
        draft.misfit(cell, &refs::recordless(&lacking), record);
    } else if says_more {
        record.note(cell.header, cell.text);
    }
    ids
}
