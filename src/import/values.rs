//! What a map says of cells: `Behandeln` is recorded as `modify`.

use super::columns::Columns;
use super::mapping::{Asked, Values};
use super::rating::STATES;
use super::sheet::{Sheet, short};
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

/// The column of a field; a rating without a state is that of the only state it may have.
fn column(columns: &Columns, field: &str) -> Option<usize> {
    columns.of(field).or_else(|| STATES.iter().find_map(|state| columns.of(&format!("{state}.{field}"))))
}
