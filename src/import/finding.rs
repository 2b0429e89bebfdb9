//! Rows of a register of nonconformities, and of one of vulnerabilities.

use super::annex;
use super::clauses;
use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::refs;
use super::row::Cells;
use super::sheet::{Fault, short};
use super::vocabulary::{CLOSED, GRADES_OF_FINDINGS};
use super::words;
use crate::edit::value::{Map, Value};

/// What a nonconformity is as long as nobody has said it.
const UNTOLD: &str = "minor";

/// Imports one row: a nonconformity, unless it says something else.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let title = cells.get("title").or(cells.get("statement"));
    let mut record = draft.begin(kind("finding"), cells, title)?;
    let grade = grade(draft, cells, &mut record)?;
    record.fields.put("grade", grade);
    read::fields(draft, cells, &mut record);
    requirement(draft, cells, &mut record);
    if record.fields.get("statement").is_none() {
        record.fields.put_some("statement", title.map(|cell| cell.text));
    }
    owned(&mut record.fields);
    done(cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// How bad it is. A finding must have a grade, so that it is taken as one is told where nothing says it.
fn grade(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Result<&'static str, Fault> {
    if let Some(cell) = cells.get("grade") {
        if words::says_one_of(cell.text, &CONFORMS) {
            let message = format!("`{}` says that nothing fails here, and a finding is something that does", short(cell.text));
            return Err(cells.fault("grade", message, "leave the row out; what is good stands in the conclusion of the audit"));
        }
        return Ok(draft.word_or(GRADES_OF_FINDINGS, cell, "grade", UNTOLD, record));
    }
    if let Some(cell) = cells.get("title").or(cells.get("statement")) {
        draft.remark(cell, format!("nothing says how bad this is; it is taken as `{UNTOLD}`: {}", short(cell.text)));
    }
    Ok(UNTOLD)
}

/// What audits also write down, and what is no finding.
const CONFORMS: [&str; 23] = [
    // As other languages say it.
    "none nonconformity",
    "none deviation",
    "none finding",
    "conformity",
    "conform",
    "conforming",
    "conformant",
    "conforms",
    "compliant",
    "compliance",
    "no nonconformity",
    "no non conformity",
    "no deviation",
    "no finding",
    "no findings",
    "positive",
    "positive observation",
    "positive finding",
    "strength",
    "strong point",
    "good practice",
    "best practice",
    "noteworthy effort",
];

/// What a header calls the clauses of the standard.
const CLAUSES: [&str; 4] = ["clause", "iso clause", "clauses", "iso 27001 clause"];

/// The one clause or control of Annex A that was not met. A bare number may be either where the header does not say which.
fn requirement(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get("requirement") else { return };
    let controls = refs::annex(cell.text, |_| false);
    let clauses = clauses::named(cell.text).unwrap_or_default();
    let is_open = || clauses.iter().any(|clause| annex::of_number(clause).is_some()) && !words::says_one_of(cell.header, &CLAUSES);
    match (&clauses[..], &controls.controls[..]) {
        ([_], _) if is_open() => {
            let text = short(cell.text);
            draft.doubt(
                cell,
                "requirement",
                &format!("may be a clause or `A.{text}`: write the control as `A.{text}`, a clause below `Clause`"),
                record,
            );
        }
        ([clause], _) => record.fields.put("requirement", *clause),
        ([], [control]) => {
            record.fields.put("requirement", control.id);
            if !controls.is_all {
                record.note(cell.header, cell.text);
            }
        }
        _ => draft.doubt(cell, "requirement", "names no single clause or control of Annex A", record),
    }
}

/// Imports a vulnerability of a product: nothing that does not conform, but something seen.
pub fn vulnerability(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("finding"), cells, cells.get("title"))?;
    record.fields.put("grade", "observation");
    read::fields(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// What is closed has its action behind it, if nothing says when that was done.
fn done(cells: Cells<'_>, record: &mut Record) {
    let has_action = record.fields.get("actions").is_some() && cells.get("actions.done").is_none();
    let closed = cells.get("unclear.closed").filter(|cell| words::meaning(CLOSED, cell.text).is_some());
    if let Some(cell) = closed.or(cells.get("closed.on")).filter(|_| has_action) {
        record.doubt("done", cell.header, cell.text);
    }
}

/// Who owns a finding sees to its action, if nobody else is named.
fn owned(fields: &mut Map) {
    let Some(owner) = fields.get("owner").cloned() else { return };
    let actions = fields.0.iter_mut().find(|(name, _)| name == "actions").map(|(_, value)| value);
    if let Some(Value::List(items)) = actions
        && let Some(Value::Map(action)) = items.first_mut()
        && action.get("owner").is_none()
    {
        action.0.insert(1, ("owner".into(), owner));
    }
}
