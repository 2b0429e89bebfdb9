//! Rows of a list of roles: who holds them, who stands in, what they must be able to do.

use super::draft::{Draft, kind};
use super::list;
use super::read;
use super::record::Record;
use super::row::Cells;
use super::sheet::Fault;
use super::words;
use crate::edit::value::Value;

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("role"), cells, cells.get("title"))?;
    read::fields(draft, cells, &mut record);
    for field in ["held_by", "deputy"] {
        let people = people(draft, cells, field, &mut record);
        record.fields.put_list(field, people);
    }
    draft.add(record, cells, "id");
    Ok(())
}

/// The people that a cell names, made if there are none of that name. What is no name is kept.
fn people(draft: &mut Draft<'_>, cells: Cells<'_>, field: &str, record: &mut Record) -> Vec<Value> {
    let Some(cell) = cells.get(field) else { return Vec::new() };
    let parts = list::parts(cell.text).flat_map(|part| part.split(" / ")).map(str::trim).filter(|part| !part.is_empty());
    let mut ids: Vec<Value> = Vec::new();
    for name in parts {
        if !words::is_name(name) {
            draft.doubt(cell, field, "is no name of a person", record);
            continue;
        }
        let known = draft.names.find("person", name).map(str::to_owned);
        let id = known.unwrap_or_else(|| {
            let id = draft.names.fresh(kind("person"), name);
            draft.make(kind("person"), id.clone(), name);
            id
        });
        if !ids.contains(&id.as_str().into()) {
            ids.push(id.into());
        }
    }
    ids
}
