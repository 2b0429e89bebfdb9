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
    let cell = cells.get("severity");
    let Some(severity) = draft.word(SEVERITIES, cell, "severity", &mut record) else {
        let nothing = || "nothing says how bad the incident was".to_owned();
        let message = cell.map_or_else(nothing, |cell| format!("`{}` does not say how bad the incident was", short(cell.text)));
        let help = "write `low`, `medium`, `high` or `critical`, or say in `values:` of a map which is meant";
        return Err(cells.fault("severity", message, help));
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
