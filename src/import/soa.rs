//! Rows of a Statement of Applicability: a decision for each control of Annex A, and a record of how it is met.

use super::draft::{Added, Draft, Remark, kind};
use super::edit::{self, Edit, Replacement};
use super::patch::together;
use super::row::{Cell, Cells, line};
use super::sheet::{Fault, short};
use super::vocabulary::{CONTROL_STATES, DOCUMENT_TYPES, REASONS, TRUTHS};
use super::words::{self, normal};
use super::write::{Map, Record, Value, document, flow};
use crate::base::node::Node;
use crate::base::text::{count, list_of};
use crate::model::annex_a::{self, ANNEX_A, AnnexControl};
use crate::model::kinds::Control;
use crate::model::program::Program;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a row decides on a control.
pub struct Decision {
    pub control: &'static AnnexControl,
    pub fields: Map,
}

/// What makes a row a decision, or the beginning of one. Notes alone decide nothing.
const DECIDING: [&str; 3] = ["applicable", "because", "justification"];

/// The controls of Annex A by their titles, in lower case and words only.
static TITLES: LazyLock<HashMap<String, &'static AnnexControl>> =
    LazyLock::new(|| ANNEX_A.iter().map(|annex| (normal(annex.title), annex)).collect());

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<Added, Fault> {
    let annex = annex(cells)?;
    let id = format!("CTL-{}", words::slug(annex.id));
    let title = cells.get("title").map_or(annex.title, |cell| cell.text);
    let mut record = Record::new(kind("control"), id, line(title));
    compare_names(draft, cells, annex, &mut record);
    let status = draft.word(CONTROL_STATES, said(cells, "status"), "status", &mut record);
    let applicable = draft.word(TRUTHS, said(cells, "applicable"), "applicable", &mut record);
    let applicable = applicable.map_or_else(|| (status == Some("-")).then_some(false), |word| Some(word == "true"));
    let mut decision = Map::default();
    decision.put_some("applicable", applicable);
    if applicable != Some(false) {
        let because = because(draft, cells, &mut record);
        decision.put_list("because", because);
    }
    decision.put_some("justification", justification(cells, applicable, &mut record));
    let added = if has_control(applicable, status) {
        describe(draft, cells, &mut record, annex, status);
        Some(draft.add(record, cells, "control")?)
    } else {
        undescribed(draft, cells, &mut record, status);
        draft.add_nothing(&mut record, cells, "control")?;
        if !record.notes.is_empty() {
            decision.put("notes", record.notes.join("\n"));
        }
        None
    };
    Ok(together(added.into_iter().chain([decide(draft, cells, annex, decision)])))
}

/// The cell of a field, unless it is only a dash.
fn said<'s>(cells: Cells<'s>, field: &str) -> Option<Cell<'s>> {
    cells.get(field).filter(|cell| !words::normal(cell.text).is_empty())
}

/// Notes a decision, unless there is one already. What somebody has only noted so far stays beside it.
fn decide(draft: &mut Draft<'_>, cells: Cells<'_>, control: &'static AnnexControl, mut fields: Map) -> Added {
    let soa = draft.program.soa();
    let row = soa.and_then(|soa| soa.node().get("controls")?.get(control.id)).filter(|row| row.entries().next().is_some());
    match row {
        _ if fields.is_empty() => Added::Unchanged,
        Some(row) if edit::says(row, &fields.clone().into()) => Added::Unchanged,
        Some(row) if DECIDING.iter().any(|name| row.get(name).is_some()) => {
            let message = format!("`{}` is decided otherwise in `soa.yaml` and was left as it is", control.id);
            draft.remarks.push(Remark { line: cells.row.line, cell: 0, message });
            Added::Left
        }
        row => {
            if let Some(before) = row.and_then(|row| row.get("notes")).map(Node::text) {
                let new = fields.0.iter().find_map(|(name, value)| match value {
                    Value::Text(text) if name == "notes" && !before.contains(text.as_str()) => Some(text.as_str()),
                    _ => None,
                });
                let notes = [before.trim_end()].into_iter().chain(new).collect::<Vec<_>>().join("\n");
                fields.0.retain(|(name, _)| name != "notes");
                fields.put("notes", notes);
            }
            draft.decisions.push(Decision { control, fields });
            Added::New
        }
    }
}

/// A record says how a control works or is going to; there is none for what nobody needs or has begun.
fn has_control(applicable: Option<bool>, status: Option<&str>) -> bool {
    match status {
        Some("none" | "-") => false,
        Some(_) => applicable != Some(false),
        None => applicable == Some(true),
    }
}

/// The control of Annex A that a row is about.
fn annex(cells: Cells<'_>) -> Result<&'static AnnexControl, Fault> {
    let Some(cell) = cells.get("control") else {
        return Err(cells.fault("control", "the row names no control of Annex A".into(), "write its number, such as `A.5.1`"));
    };
    if let Some(annex) = annex_reference(cell.text) {
        return Ok(annex);
    }
    let message = format!("`{}` is no control of Annex A", short(cell.text));
    let old = format!("A.{}", number(cell.text).unwrap_or_default());
    let today: Vec<&str> = annex_a::successors_of(&old).map(|annex| annex.id).collect();
    let help = match today[..] {
        [] => "Annex A of 2022 goes from `A.5.1` to `A.8.34`".to_owned(),
        _ => format!("it is one of 2013; today it is {}", list_of(today, "and")),
    };
    Err(cells.fault("control", message, &help))
}

/// The control of Annex A that a text begins with: `A.5.1`, `A 5.1`, `A5.1`, `5.1`.
fn annex_reference(text: &str) -> Option<&'static AnnexControl> {
    annex_a::by_id(&format!("A.{}", number(text)?))
}

/// The number that a reference begins with: digits and full stops.
fn number(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['A', 'a', '.', ' ', '*', '`']);
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number = text[..end].trim_end_matches('.');
    number.contains('.').then_some(number)
}

/// Names and themes are the standard's; what the sheet has instead is told.
fn compare_names(draft: &mut Draft<'_>, cells: Cells<'_>, annex: &AnnexControl, record: &mut Record) {
    if let Some(cell) = cells.get("title")
        && let Some(other) = TITLES.get(&normal(cell.text)).filter(|other| other.id != annex.id)
    {
        draft.remark(cell, format!("`{}` has the title of `{}`: {}", annex.id, other.id, other.title));
    }
    if let Some(cell) = cells.get("theme") {
        let theme = normal(cell.text).replace("organis", "organiz");
        if !theme.contains(&annex.theme.name().to_lowercase()) {
            draft.misfit(cell, &format!("is not the theme of `{}`, which is {}", annex.id, annex.theme.name()), record);
        }
    }
}

/// Reasons as a list of words or the usual letters.
fn because(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = said(cells, "because") else { return Vec::new() };
    let parts = cell.text.split([',', ';', '/', '+', '\n']).map(normal).filter(|part| !part.is_empty());
    match parts.map(|part| words::exactly(REASONS, &part)).collect::<Option<Vec<&str>>>() {
        Some(mut reasons) => {
            reasons.sort_unstable();
            reasons.dedup();
            reasons.into_iter().map(Value::from).collect()
        }
        None => {
            draft.misfit(cell, "is no list of reasons such as `law, contract, business, risk`", record);
            Vec::new()
        }
    }
}

/// The justification, from the column that fits the decision; that of the other is kept in the notes.
fn justification(cells: Cells<'_>, applicable: Option<bool>, record: &mut Record) -> Option<String> {
    let (both, exclusion) = (said(cells, "justification"), said(cells, "exclusion"));
    let (first, second) = if applicable == Some(false) { (exclusion, both) } else { (both, exclusion) };
    if let (Some(_), Some(second)) = (first, second) {
        record.note(second.header, second.text);
    }
    first.or(second).map(|cell| cell.text.to_owned())
}

/// The record of a control that is there, or is going to be.
fn describe(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record, annex: &'static AnnexControl, status: Option<&str>) {
    let owner = draft.party(cells.get("owner"), record);
    record.fields.put_some("owner", owner);
    record.fields.put_list("implements", vec![annex.id.into()]);
    record.fields.put_some("description", cells.get("description").map(|cell| cell.text));
    record.fields.put_some("status", status);
    let documents = documents(draft, cells, record);
    record.fields.put_list("documents", documents);
    if let Some(cell) = cells.get("notes") {
        record.notes.insert(0, cell.text.into());
    }
}

/// What a row without a control has to say goes to the notes of its decision.
fn undescribed(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record, status: Option<&str>) {
    if let Some(cell) = said(cells, "status").filter(|_| !matches!(status, Some("none" | "-") | None)) {
        draft.misfit(cell, "is the status of a control that is not applicable", record);
    }
    for field in ["owner", "description", "documents", "notes"] {
        if let Some(cell) = cells.get(field) {
            record.note(cell.header, cell.text);
        }
    }
}

/// The documents that a cell names: known ones, and new ones for what is called a policy, a procedure or the like.
/// Registers and tools are no documents: they are kept in the notes.
fn documents(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get("documents") else { return Vec::new() };
    let mut ids: Vec<Value> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for name in cell.text.split([';', ',', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
        match draft.names.find("document", name).map(str::to_owned).or_else(|| named_document(draft, name)) {
            Some(id) if ids.contains(&id.as_str().into()) => {}
            Some(id) => ids.push(id.into()),
            None => rest.push(name),
        }
    }
    if !rest.is_empty() {
        record.note(cell.header, &rest.join("; "));
    }
    ids
}

/// A document made because a row names it.
fn named_document(draft: &mut Draft<'_>, name: &str) -> Option<String> {
    let of_type = words::spoken_of(DOCUMENT_TYPES, name).filter(|_| words::is_name(name))?;
    let kind = kind("document");
    let code = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && name.bytes().any(|b| b.is_ascii_digit());
    let coded = format!("{}-{name}", kind.prefix);
    let id = if code && name.len() <= 40 && !name.ends_with('-') && !name.starts_with('-') && !draft.names.is_taken(&coded) {
        coded
    } else {
        draft.names.fresh(kind, name)
    };
    draft.make(kind, id.clone(), name).fields.put("type", of_type);
    Some(id)
}

/// What the decisions do to `soa.yaml`, or the file if there is none.
pub fn edit(program: &Program, decisions: &[Decision]) -> Option<Edit> {
    if decisions.is_empty() {
        return None;
    }
    let decided = decisions.iter().filter(|decision| DECIDING.iter().any(|name| decision.fields.get(name).is_some())).count();
    let message = match (decided, decisions.len() - decided) {
        (decided, 0) => format!("{} on controls of Annex A", count(decided, "decision")),
        (0, noted) => format!("notes on {} of Annex A; nothing in the sheet decides whether they apply", count(noted, "control")),
        (decided, noted) => {
            format!("{} on controls of Annex A, and notes on {} that decide nothing", count(decided, "decision"), count(noted, "control"))
        }
    };
    let Some(soa) = program.soa() else {
        let rows = decisions.iter().map(|decision| (decision.control.id.to_owned(), decision.fields.clone().into()));
        let all = Map(vec![("version".into(), "0.1".into()), ("controls".into(), Value::Map(Map(rows.collect())))]);
        let text = format!("# yaml-language-server: $schema=schemas/soa.schema.json\n{}", document(&all));
        return Some(Edit { path: "soa.yaml".into(), text, message, is_new: true });
    };
    let message = if soa.approval.is_some() { format!("{message}; approve it anew") } else { message };
    let controls = soa.node().get("controls");
    let mut replacements: Vec<Replacement> = Vec::new();
    let mut added: Vec<(String, String)> = Vec::new();
    for Decision { control, fields } in decisions {
        let text = flow(&Value::Map(fields.clone()));
        match controls.and_then(|controls| controls.get(control.id)) {
            Some(value) => replacements.push(edit::replace(value.span(), text)),
            None => added.push((control.id.into(), text)),
        }
    }
    if !added.is_empty() {
        replacements.extend(edit::add_rows(soa.node(), "controls", &added));
    }
    Some(Edit::new(soa.node().file(), replacements, message))
}

/// The programme's controls by the controls of Annex A that they implement.
pub fn behind(program: &Program) -> HashMap<String, Vec<String>> {
    let mut behind: HashMap<String, Vec<String>> = HashMap::new();
    for control in program.all::<Control>() {
        for annex in &control.data().implements {
            behind.entry(annex.id().into()).or_default().push(control.data().id.clone());
        }
    }
    behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_known_however_they_are_written() {
        let id = |text: &str| annex_reference(text).map(|annex| annex.id);
        for text in ["A.5.1", "A 5.1", "A5.1", "5.1", "a.5.1", "**A.5.1**", "A.5.1 Policies for information security", "A.5.1."] {
            assert_eq!(id(text), Some("A.5.1"), "{text}");
        }
        for text in ["", "A", "5", "A.5.99", "A.5.1.1", "42001:A.6.2.4", "Access 5.1", "A.5.01"] {
            assert_eq!(id(text), None, "{text}");
        }
    }
}
