//! Sheets of which it is unclear what they rate: they are refused as a whole, with what is unclear of each column.

use super::field::Headers;
use super::mapping::{MapError, Unclear};
use super::measures::Measures;
use super::rating;
use super::scale;
use super::sheet::Sheet;
use super::wishes::name;

/// Refuses a sheet with columns that may rate, or with a second header in its first row.
///
/// # Errors
/// When it has such.
pub fn refuse(sheet: &Sheet, headers: &Headers, unclear: Vec<Unclear>, measures: &Measures<'_>) -> Result<(), MapError> {
    if let Some(line) = rating::second_header(sheet, &measures.dimensions).filter(|_| headers.has_ratings()) {
        return Err(MapError::SecondHeader { line });
    }
    refuse_unclear(sheet, unclear, measures)
}

/// Refuses a sheet with columns that may rate.
///
/// # Errors
/// When it has such.
pub fn refuse_unclear(sheet: &Sheet, mut unclear: Vec<Unclear>, measures: &Measures<'_>) -> Result<(), MapError> {
    if unclear.is_empty() {
        return Ok(());
    }
    unclear.sort_by_key(|column| column.index);
    unclear.dedup_by_key(|column| column.index);
    let scale = scale::asked_for(sheet, &unclear, measures);
    let are_slips = unclear.iter().all(|column| column.is_slip);
    let columns = unclear.into_iter().map(|Unclear { index, part, why, .. }| (name(sheet, index), part, why)).collect();
    Err(if are_slips { MapError::Slips { columns } } else { MapError::Unclear { columns, scale } })
}

/// Why a column that rates is unclear whose header stands above others, too: these are named by their places.
pub fn twin(sheet: &Sheet, index: usize) -> String {
    let header = sheet.header[index].trim();
    let is_same = |other: &&usize| sheet.header[**other].trim().eq_ignore_ascii_case(header);
    let places: Vec<usize> = (0..sheet.header.len()).collect();
    let places: Vec<String> = places.iter().filter(is_same).map(|place| (place + 1).to_string()).collect();
    match &places[..] {
        [first @ .., last] if !first.is_empty() => {
            format!("columns {} and {last} are both called `{header}`, and nothing says which state each rates", first.join(", "))
        }
        _ => "another column has the same name with a number behind it, and nothing says which state each rates".into(),
    }
}
