//! What a map says of cells: `Behandeln` is recorded as `modify`.

use super::columns::{Columns, Goal};
use super::doubtful::refuse_unclear;
use super::mapping::{Asked, MapError, Unclear, Values, Wish};
use super::measures::{Axis, Measures};
use super::rating::STATES;
use super::scale;
use super::settle::is_rating;
use super::sheet::{Sheet, short};
use super::wishes::place;
use crate::base::text::count;
use std::collections::BTreeMap;

/// Leaves a cell out.
const NOTHING: &str = "-";

/// Has the cells of a sheet say what is recorded for them, and tells what became of how many.
pub fn record(sheet: &mut Sheet, columns: &Columns, asked: &Asked) -> Vec<String> {
    asked.values.iter().flat_map(|values| of_field(sheet, columns, values)).collect()
}

fn of_field(sheet: &mut Sheet, columns: &Columns, values: &Values) -> Vec<String> {
    let Some(index) = column(columns, &values.field) else {
        return vec![format!("{}no column of the sheet is `{}`, so nothing is read so", values.at, values.field)];
    };
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in &mut sheet.rows {
        let cell = &mut row.cells[index];
        let Some(means) = values.of(cell).filter(|_| !cell.is_empty()) else { continue };
        let said = std::mem::replace(cell, if means == NOTHING { String::new() } else { means.to_owned() });
        *times.entry((said, means.to_owned())).or_default() += 1;
    }
    let told = |((said, means), n): ((String, String), usize)| {
        let becomes = if means == NOTHING { "left out".into() } else { format!("recorded as `{}`", short(&means)) };
        format!("{}: `{}` is {becomes} in {}", values.field, short(&said), count(n, "row"))
    };
    times.into_iter().map(told).collect()
}

/// Refuses ratings that are on another scale than the method's where a kept map names their column: whoever wrote it looked at
/// another sheet. What the map has values for is what it says.
///
/// # Errors
/// When there are such ratings, and nobody said their scale.
pub fn refuse_off_scale(sheet: &Sheet, columns: &Columns, asked: &Asked, measures: &Measures<'_>) -> Result<(), MapError> {
    let fault = |wish: &Wish| {
        let index = place(sheet, &wish.header)?;
        let Goal::Field(field) = &columns.goals[index] else { return None };
        let axis = if field.ends_with("likelihood") { Axis::Likelihood } else { Axis::Impact };
        let is_open = is_rating(field) && measures.scales.of(axis).is_none();
        let steps = measures.steps(axis);
        let slip = scale::slip(sheet, index, steps).map(|why| Unclear::slip(index, axis.name(), why));
        let off = || scale::cells_fault(sheet, index, steps).map(|why| Unclear::of_scale(index, axis.name(), why));
        slip.or_else(off).filter(|_| is_open)
    };
    refuse_unclear(sheet, asked.maps.iter().filter(|wish| !wish.at.is_empty()).filter_map(fault).collect(), measures)
}

/// The column of a field; a rating without a state is that of the only state it may have.
fn column(columns: &Columns, field: &str) -> Option<usize> {
    columns.of(field).or_else(|| STATES.iter().find_map(|state| columns.of(&format!("{state}.{field}"))))
}
