//! Rows of an audit programme.

use super::clauses;
use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::refs;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary::AUDIT_TYPES;
use super::words;
use crate::edit::value::Value;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("audit"), cells, cells.get("title"))?;
    let of_type = of_type(cells)?;
    record.fields.put("type", of_type);
    read::fields(draft, cells, &mut record);
    covers(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// What kind of audit it is, by its column or else by its title: nothing else tells an internal one from the body's.
fn of_type(cells: Cells<'_>) -> Result<&'static str, Fault> {
    let title = cells.get("title").map_or("", |cell| cell.text);
    let Some(cell) = cells.get("type") else {
        let found = said(title);
        let message = || format!("nothing says what kind of audit `{}` is", short(title));
        return found.ok_or_else(|| cells.fault("title", message(), "add a column `Type`"));
    };
    said(cell.text).ok_or_else(|| {
        let message = format!("`{}` is no type of audit", short(cell.text));
        let help = "write `internal`, `stage 1`, `stage 2`, `surveillance`, `recertification` or `supplier`";
        cells.fault("type", message, help)
    })
}

/// The one type that a text speaks of: `Certification audit, stage 2`. Of a text that speaks of two nobody knows.
fn said(text: &str) -> Option<&'static str> {
    let text = words::normal(text);
    let mut said = AUDIT_TYPES.iter().filter(|(phrase, _)| format!(" {text} ").contains(&format!(" {phrase} "))).map(|(_, of)| *of);
    let first = said.next();
    first.filter(|first| said.all(|other| other == *first)).or_else(|| words::exactly(AUDIT_TYPES, &text))
}

/// The clauses and controls that cells name; a text that says more is kept in the notes.
fn covers(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let (mut clauses, mut controls) = (Vec::new(), Vec::new());
    for field in ["covers", "clauses", "controls"] {
        let Some(cell) = cells.get(field) else { continue };
        let [of_cell, others] = covered(draft, field, cell, record);
        clauses.extend(of_cell.into_iter().filter(|clause| !clauses.contains(clause)).collect::<Vec<_>>());
        controls.extend(others.into_iter().filter(|control| !controls.contains(control)).collect::<Vec<_>>());
    }
    record.fields.put_list("clauses", clauses);
    record.fields.put_list("controls", controls);
}

/// The clauses of a cell, and its controls. A bare number is a clause or a control as the header of its column says.
fn covered(draft: &mut Draft<'_>, field: &str, cell: Cell<'_>, record: &mut Record) -> [Vec<Value>; 2] {
    if let Some(named) = clauses::named(cell.text).filter(|_| field == "clauses") {
        return [named.into_iter().map(Value::from).collect(), Vec::new()];
    }
    let found = if field == "controls" { refs::measures(draft, cell, record) } else { refs::anything(draft, cell, record) };
    let Some(Value::List(all)) = found else { return [Vec::new(), Vec::new()] };
    let is_control = |value: &Value| matches!(value, Value::Text(text) if text.starts_with("A.") || text.starts_with("CTL-"));
    let is_clause = |value: &Value| matches!(value, Value::Text(text) if text.starts_with(|c: char| c.is_ascii_digit()));
    let (controls, others): (Vec<Value>, Vec<Value>) = all.into_iter().partition(is_control);
    let (clauses, others): (Vec<Value>, Vec<Value>) = others.into_iter().partition(is_clause);
    if !others.is_empty() {
        record.note(cell.header, cell.text);
    }
    [clauses, controls]
}
