//! Rows of an incident register.

use super::draft::{Added, Draft, kind};
use super::read;
use super::row::{Cell, Cells, begin_record};
use super::sheet::Fault;
use super::vocabulary::SEVERITIES;
use super::vocabulary::TRUTHS;
use super::words::{self, Meaning};
use super::write::{Record, Value};

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<Added, Fault> {
    let mut record = begin_record(kind("incident"), cells, draft, cells.get("title"))?;
    let Some(severity) = draft.word(SEVERITIES, cells.get("severity"), "severity", &mut record) else {
        return Err(cells.fault("severity", "nothing says how bad the incident was".into(), "write `low`, `medium`, `high` or `critical`"));
    };
    record.fields.put("severity", severity);
    read::fields(draft, cells, &mut record);
    draft.add(record, cells, "id")
}

/// A breach of data means personal data was involved; none does not mean that it was not.
pub fn breach(_: &mut Draft<'_>, cell: Cell<'_>, record: &mut Record) -> Option<Value> {
    let said = words::meaning(TRUTHS, cell.text);
    let is_breach = matches!(said, Some(Meaning::Exactly("true") | Meaning::Roughly("true")));
    if said != Some(Meaning::Exactly("true")) {
        record.keep_text(cell.header, cell.text);
    }
    is_breach.then(|| true.into())
}
