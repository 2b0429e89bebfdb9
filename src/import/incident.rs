//! Rows of an incident register.

use super::draft::{Draft, kind};
use super::read;
use super::refs;
use super::row::Cells;
use super::sheet::{Fault, short};
use super::vocabulary::SEVERITIES;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("incident"), cells, cells.get("title"))?;
    let Some(severity) = draft.word(SEVERITIES, cells.get("severity"), "severity", &mut record) else {
        return Err(cells.fault("severity", "nothing says how bad the incident was".into(), "write `low`, `medium`, `high` or `critical`"));
    };
    record.fields.put("severity", severity);
    read::fields(draft, cells, &mut record);
    if let Some(cell) = cells.get("affects").filter(|cell| !refs::is_only(draft, cell.text)) {
        let why = format!(
            "`{}` is kept in the notes: not all of it is a record that is there; `isms set {} affects+=ID` links one",
            short(cell.text),
            record.id
        );
        draft.remark(cell, why);
    }
    draft.add(record, cells, "id");
    Ok(())
}
