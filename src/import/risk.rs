//! Rows of a risk register.

use super::annex;
use super::asset;
use super::draft::{Draft, kind};
use super::list;
use super::measures::Axis;
use super::names::Fit;
use super::numbers;
use super::proposal::{Claim, Claimed};
use super::rating::STATES;
use super::read;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary::{ACCEPTED, PROPERTIES, TREATMENTS};
use super::words;
use crate::edit::value::{Map, Value};

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
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
    record.fields.put_some("vulnerability", cells.get("vulnerability").map(|cell| cell.text));
    assessed(draft, cells, &mut record);
    estimates(draft, cells, &mut record);
    treatment(draft, cells, &mut record);
    if let Some(cell) = cells.get("closed") {
        let day = read::day(draft, cell, "closed", &mut record);
        record.fields.put_some("closed", day);
    }
    claims(draft, cells, &mut record);
    read::words_on_fields(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// What the risk is made of, where the register has no title for it: `Fire – ERP – no sprinklers`.
fn parts(cells: Cells<'_>) -> Option<String> {
    let parts: Vec<&str> = ["threat", "assets", "vulnerability"].iter().filter_map(|field| Some(cells.get(field)?.text)).collect();
    (!parts.is_empty()).then(|| parts.join(" – "))
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
    if !words::is_name(cell.text) {
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

/// The three states. What a sheet rates as remaining is also what is expected, unless it has a target of its own.
fn estimates(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let inherent = estimate(draft, cells, "inherent", record);
    let current = estimate(draft, cells, "current", record);
    let target = estimate(draft, cells, "residual", record);
    let residual = if cells.columns.today_is_expected { current.clone() } else { target };
    let rationale = cells.get("rationale");
    let current = match (current, rationale) {
        (Some(mut current), Some(cell)) => {
            let names_itself = words::normal(cell.header).contains("rationale");
            current.put("rationale", if names_itself { cell.text.into() } else { format!("{}: {}", cell.header, cell.text) });
            Some(current)
        }
        (current, cell) => {
            if let Some(cell) = cell {
                record.note(cell.header, cell.text);
            }
            current
        }
    };
    record.fields.put_some("inherent", inherent);
    record.fields.put_some("current", current);
    record.fields.put_some("residual", residual);
}

fn estimate(draft: &mut Draft<'_>, cells: Cells<'_>, state: &'static str, record: &mut Record) -> Option<Map> {
    let likelihood = value(draft, cells.get(&format!("{state}.likelihood")), Axis::Likelihood, record);
    let overall = value(draft, cells.get(&format!("{state}.impact")), Axis::Impact, record);
    let mut dimensions = Map::default();
    let mut largest = None;
    for (name, column) in cells.columns.dimensions(state) {
        let cell = cells.at(column);
        let Some(impact) = value(draft, cell, Axis::Impact, record) else { continue };
        largest = largest.max(Some(impact));
        if draft.ratings.by_dimension {
            dimensions.put(name, impact);
        } else if let Some(cell) = cell {
            record.keep(&words::key(cell.header), impact);
        }
    }
    let impact = if dimensions.is_empty() { overall.or(largest).map(Value::from) } else { Some(dimensions.into()) };
    match (likelihood, impact) {
        (Some(likelihood), Some(impact)) => {
            draft.rated.extend(["likelihood", "impact"].iter().filter_map(|part| cells.columns.of(&format!("{state}.{part}"))));
            draft.rated.extend(cells.columns.dimensions(state).into_iter().map(|(_, column)| column));
            Some(Map(vec![("likelihood".into(), likelihood.into()), ("impact".into(), impact)]))
        }
        (None, None) => None,
        (likelihood, _) => {
            halved(draft, cells, state, likelihood.is_some(), record);
            None
        }
    }
}

/// Half a judgement is none: what there is of it is kept in the notes.
fn halved(draft: &mut Draft<'_>, cells: Cells<'_>, state: &str, has_likelihood: bool, record: &mut Record) {
    let (has, lacks) = if has_likelihood { ("likelihood", "impact") } else { ("impact", "likelihood") };
    let mut columns: Vec<usize> = cells.columns.of(&format!("{state}.{has}")).into_iter().collect();
    if !has_likelihood {
        columns.extend(cells.columns.dimensions(state).into_iter().map(|(_, column)| column));
    }
    for cell in columns.into_iter().filter_map(|column| cells.at(column)) {
        draft.doubt(cell, state, &format!("is {has} without {lacks}, which makes no {state} rating"), record);
    }
}

/// A value of the method's scale.
fn value(draft: &mut Draft<'_>, cell: Option<Cell<'_>>, axis: Axis, record: &mut Record) -> Option<i64> {
    let cell = cell?;
    match draft.ratings.value(axis, cell.text) {
        Ok(value) => Some(value),
        Err(why) => {
            draft.misfit(cell, &why.told(), record);
            None
        }
    }
}

fn treatment(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let option = draft.word(TREATMENTS, cells.get("treatment"), "treatment", record);
    for cell in ["treatment", "unclear.closed"].into_iter().filter_map(|field| cells.get(field)) {
        // Somebody accepted it, and nothing says who and when.
        if option == Some("retain") && words::meaning(ACCEPTED, cell.text).is_some() {
            record.doubt("acceptance", cell.header, cell.text);
        }
    }
    let controls = cells.get("controls").map(|cell| controls(draft, cell, option.is_some(), record)).unwrap_or_default();
    if let Some(option) = option {
        let mut treatment = Map::default();
        treatment.put("option", option);
        treatment.put_list("controls", controls);
        record.fields.put("treatment", treatment);
    }
}

/// The controls that a cell names by id, title or Annex A number, as far as there are any.
fn controls(draft: &mut Draft<'_>, cell: Cell<'_>, counts: bool, record: &mut Record) -> Vec<Value> {
    let mut ids: Vec<Value> = Vec::new();
    if words::is_nothing(cell.text) {
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

/// What the sheet says follows from its numbers, to be compared with what we say. Where there is no rating that it could
/// follow from, it is all that is known, and stays.
fn claims(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    for state in STATES {
        for (part, what) in [("impact", Claimed::Impact), ("score", Claimed::Score), ("level", Claimed::Level)] {
            let Some(cell) = cells.get(&format!("{state}.{part}")) else { continue };
            if what == Claimed::Impact && cells.columns.dimensions(state).is_empty() {
                continue;
            }
            if record.fields.get(state).is_none() {
                record.note(cell.header, cell.text);
            }
            if what != Claimed::Level && !cells.columns.scales.is_empty() {
                continue;
            }
            let Cell { text, line, number, .. } = cell;
            // A risk that is a number is its score.
            let what = if what == Claimed::Level && numbers::is_number(text) { Claimed::Score } else { what };
            draft.proposal.claims.push(Claim { risk: record.id.clone(), state, what, text: short(text), line, cell: number });
        }
    }
}
