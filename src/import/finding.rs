//! Rows of a register of nonconformities, and of one of vulnerabilities.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
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
    let grade = grade(draft, cells, &mut record);
    record.fields.put("grade", grade);
    read::fields(draft, cells, &mut record);
    if record.fields.get("statement").is_none() {
        record.fields.put_some("statement", title.map(|cell| cell.text));
    }
    owned(&mut record.fields);
    done(cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// How bad it is. A finding must have a grade, so that it is taken as one is told where nothing says it.
fn grade(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> &'static str {
    if let Some(cell) = cells.get("grade") {
        return draft.word_or(GRADES_OF_FINDINGS, cell, "grade", UNTOLD, record);
    }
    if let Some(cell) = cells.get("title").or(cells.get("statement")) {
        draft.remark(cell, format!("nothing says how bad this is; it is taken as `{UNTOLD}`: {}", short(cell.text)));
    }
    UNTOLD
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
