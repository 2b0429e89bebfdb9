//! Rows of a list of evidence, and of a log of deletions: each shows that information was deleted (A.8.10).

use super::draft::{Draft, kind};
use super::read;
use super::row::Cells;
use super::sheet::Fault;
use crate::edit::value::{Map, Value};
use crate::model::form::is_place;

/// What a deletion supports.
const DELETION: &str = "A.8.10";

/// Imports one row of a list of evidence. Where it is says a link; another place is kept in words.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("evidence"), cells, cells.get("title"))?;
    if let Some(cell) = cells.get("location") {
        // A path on a drive may have spaces in it, and an address has none.
        let is_one = !cell.text.contains(char::is_whitespace) || cell.text.contains('\\') && cell.text.lines().count() == 1;
        match is_place(cell.text) {
            true if is_one => record.fields.put("url", cell.text),
            _ => record.note(cell.header, cell.text),
        }
    }
    read::fields(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// Imports one row of a log of deletions.
pub fn deletion(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("evidence"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    if let Some(from) = record.fields.get("collected").and_then(|collected| match collected {
        Value::Map(map) => map.get("on").cloned(),
        _ => None,
    }) {
        record.fields.put("effective", Map(vec![("from".into(), from)]));
    }
    record.fields.put_list("supports", vec![DELETION.into()]);
    draft.add(record, cells, "id");
    Ok(())
}
