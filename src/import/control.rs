//! Rows of a register of controls: records of their own, with or without a number of Annex A.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::refs;
use super::row::Cells;
use super::sheet::Fault;
use super::soa;
use super::vocabulary::NO_STATE;
use crate::edit::value::Value;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("control"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    implements(draft, cells, &mut record);
    status(draft, cells, &mut record);
    let documents = soa::documents(draft, cells, &mut record);
    record.fields.put_list("documents", documents);
    draft.add(record, cells, "id");
    Ok(())
}

/// The controls of Annex A that a cell names. None makes it a control of the organisation's own.
fn implements(draft: &Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let Some(cell) = cells.get("implements") else { return };
    let annexed = refs::annex(cell.text, |word| draft.names.find("control", word).is_some());
    if !annexed.is_all || annexed.controls.is_empty() {
        record.note(cell.header, cell.text);
    }
    record.fields.put_list("implements", annexed.controls.iter().map(|control| Value::from(control.id)).collect());
}

/// How far it is; that there is none yet is no state that a record has.
fn status(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let cell = cells.get("status");
    match draft.control_state(cell, record) {
        Some(word) if NO_STATE.contains(&word) => {
            if let Some(cell) = cell {
                draft.doubt(cell, "status", "is no state of a control that is there or planned", record);
            }
        }
        word => record.fields.put_some("status", word),
    }
}
