//! Rows of a Statement of Applicability: a decision for each control of Annex A, and a record of how it is met.

use super::draft::{Draft, kind};
use super::proposal::Decision;
use super::record::Record;
use super::row::{Cell, Cells, keep_rest, line};
use super::sheet::{Fault, short};
use super::vocabulary::{CONTROL_STATES, DOCUMENT_TYPES, REASONS, TRUTHS};
use super::words::{self, normal};
use crate::base::slug::slug;
use crate::base::text::list_of;
use crate::edit::value::{Map, Value};
use crate::model::annex_a::{self, ANNEX_A, AnnexControl};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The controls of Annex A by their titles, in lower case and words only.
static TITLES: LazyLock<HashMap<String, &'static AnnexControl>> =
    LazyLock::new(|| ANNEX_A.iter().map(|annex| (normal(annex.title), annex)).collect());

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let annex = annex(cells)?;
    let id = format!("CTL-{}", slug(annex.id));
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
    if has_control(applicable, status) {
        describe(draft, cells, &mut record, annex, status);
        draft.add(record, cells, "control");
    } else {
        undescribed(draft, cells, &mut record, status);
        draft.take(&record.id, cells, "control");
        let notes = record.all_as_notes();
        if !notes.is_empty() {
            decision.put("notes", notes.join("\n"));
        }
    }
    draft.proposal.decision = Some(Decision { control: annex, fields: decision });
    Ok(())
}

/// The cell of a field, unless it is only a dash.
fn said<'s>(cells: Cells<'s>, field: &str) -> Option<Cell<'s>> {
    cells.get(field).filter(|cell| !words::normal(cell.text).is_empty())
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
    let parts = words::parts(cell.text).flat_map(|part| part.split([',', '/', '+'])).map(normal).filter(|part| !part.is_empty());
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
    keep_rest(record, cells);
}

/// The documents that a cell names: known ones, and new ones for what is called a policy, a procedure or the like.
/// Registers and tools are no documents: they are kept in the notes.
fn documents(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get("documents") else { return Vec::new() };
    let mut ids: Vec<Value> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for name in words::parts(cell.text).flat_map(|part| part.split(',')).map(str::trim).filter(|name| !name.is_empty()) {
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
