//! Rows of an asset register.

use super::draft::{Draft, kind};
use super::needs::{PROPERTIES, step};
use super::numbers;
use super::read;
use super::record::Record;
use super::row::{Cell, Cells};
use super::sheet::{Fault, short};
use super::vocabulary::{ASSET_HINTS, ASSET_STATES, ASSET_TYPES, MINUTES};
use super::words;
use crate::base::date::Hours;
use crate::edit::value::{Map, Value};

/// What an asset is as long as nobody has said it.
const UNTOLD: &str = "information";
/// What a cell is not that is no such time.
pub const NO_HOURS: &str = "is no time in whole hours such as `4 h` or `2 days`";

/// Imports one row.
pub fn row(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("asset"), cells, cells.get("title"))?;
    if let Some(cell) = cells.get("notes") {
        record.notes.push(cell.text.into());
    }
    let guess = words::spoken_of(ASSET_HINTS, &record.title).unwrap_or(UNTOLD);
    let of_type = match cells.get("type") {
        Some(cell) => draft.word_or(ASSET_TYPES, cell, "type", guess, &mut record),
        None => guessed(draft, cells, guess),
    };
    record.fields.put("type", of_type);
    if draft.truth(cells.get("primary"), "primary", &mut record) == Some(true) {
        record.fields.put("primary", true);
    }
    let owner = draft.party(cells.get("owner"), "owner", &mut record);
    record.fields.put_some("owner", owner);
    record.fields.put_some("classification", cells.get("classification").map(|cell| cell.text));
    let needs = needs(draft, cells, &mut record);
    if !needs.is_empty() {
        record.fields.put("needs", needs);
    }
    record.fields.put_some("location", cells.get("location").map(|cell| cell.text));
    let supplier = supplier(draft, cells, &mut record);
    record.fields.put_some("supplier", supplier);
    let personal = draft.truth(cells.get("personal_data"), "personal_data", &mut record);
    record.fields.put_some("personal_data", personal);
    for field in ["rto", "rpo"] {
        if let Some(cell) = cells.get(field) {
            match hours(cell) {
                Some(hours) => record.fields.put(field, hours.to_string()),
                None => draft.misfit(cell, NO_HOURS, &mut record),
            }
        }
    }
    let status = draft.word(ASSET_STATES, cells.get("status"), "status", &mut record);
    record.fields.put_some("status", status);
    draft.add(record, cells, "id");
    Ok(())
}

/// Imports a cryptographic key: information of which little is as worth protecting.
pub fn key(draft: &mut Draft<'_>, cells: Cells<'_>) -> Result<(), Fault> {
    let mut record = draft.begin(kind("asset"), cells, cells.get("title"))?;
    let told = draft.word(ASSET_TYPES, cells.get("type"), "type", &mut record);
    record.fields.put("type", told.unwrap_or(UNTOLD));
    read::fields(draft, cells, &mut record);
    draft.add(record, cells, "id");
    Ok(())
}

/// What it is taken for where nobody says it, which is told.
fn guessed(draft: &mut Draft<'_>, cells: Cells<'_>, guess: &'static str) -> &'static str {
    if let Some(cell) = cells.get("title") {
        draft.remark(cell, format!("nothing says what `{}` is; it is taken as `{guess}`", short(cell.text)));
    }
    guess
}

/// What the loss of each property would mean, from 1 to 4.
fn needs(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Map {
    let mut needs = Map::default();
    for property in PROPERTIES {
        let Some(cell) = cells.get(&format!("needs.{property}")) else { continue };
        match step(cell.text) {
            Some(number) => needs.put(property, number),
            None => {
                draft.misfit(cell, "is not on the scale from 1 (little) to 4 (most)", record);
                draft.unread(cell);
            }
        }
    }
    needs
}

/// Who supplies it, of those that have a record.
fn supplier(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) -> Option<String> {
    let cell = cells.get("supplier")?;
    if words::is_nothing(cell.text) {
        return None;
    }
    let known = draft.names.find("supplier", cell.text).map(str::to_owned);
    if known.is_none() {
        draft.doubt(cell, "supplier", "is no supplier that has a record", record);
    }
    known
}

/// `4h`, `4 hours`, `1.5 days`, `4:00`, or a bare number below a header that speaks of hours or days: whole hours only.
pub fn hours(cell: Cell<'_>) -> Option<Hours> {
    let minutes = match cell.text.split(':').collect::<Vec<_>>()[..] {
        [hours, "00"] | [hours, "00", "00"] => hours.parse::<u32>().ok()?.checked_mul(60)?,
        _ => {
            let (number, unit) = numbers::amount_and_unit(cell.text, cell.header)?;
            let minutes = number * words::exactly(MINUTES, &unit)?.parse::<f64>().ok()?;
            (minutes.fract() == 0.0 && minutes < f64::from(u32::MAX)).then_some(minutes as u32)?
        }
    };
    (minutes % 60 == 0).then(|| format!("{}h", minutes / 60).parse().ok()).flatten()
}

/// An asset that a cell of another sheet names.
pub fn by_name(draft: &mut Draft<'_>, cell: Cell<'_>, name: &str) -> Value {
    let guess = words::spoken_of(ASSET_HINTS, name).unwrap_or(UNTOLD);
    let kind = kind("asset");
    let id = draft.names.fresh(kind, name);
    draft.make(kind, id.clone(), name).fields.put("type", guess);
    draft.remark(cell, format!("no asset is called `{}`; `{id}` was made for it, taken as `{guess}`", short(name)));
    id.into()
}
