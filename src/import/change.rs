//! Rows of a log of changes.

use super::draft::{Draft, kind};
use super::read;
use super::record::Record;
use super::row::{Cell, Cells};
use super::sheet::Fault;
use super::vocabulary::OPEN;
use super::words;
use crate::edit::value::Map;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("change"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    board(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// A change advisory board that agreed on a day has approved the change.
fn board(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let (decision, date) = (cells.get("cab.decision"), cells.get("cab.date"));
    let day = date.and_then(Cell::day);
    let agreed = decision.is_some_and(|cell| words::says_one_of(cell.text, &["approved"]));
    if let Some(day) = day.filter(|_| agreed && record.fields.get("approval").is_none()) {
        let by = draft.names.find("role", "CAB").map(str::to_owned).unwrap_or_else(|| {
            let kind = kind("role");
            let id = draft.names.fresh(kind, "CAB");
            draft.make(kind, id, "CAB").id.clone()
        });
        record.fields.put("approval", Map(vec![("by".into(), by.into()), ("on".into(), day.to_string().into())]));
        return;
    }
    for cell in [date, decision].into_iter().flatten() {
        if record.fields.get("approval").is_some() || words::exactly(OPEN, &words::normal(cell.text)).is_some() {
            record.keep_text(cell.header, cell.text);
        } else {
            record.doubt("approval", cell.header, cell.text);
        }
    }
}
