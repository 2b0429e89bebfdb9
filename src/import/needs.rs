//! Whether a sheet rates what assets need on the scale of assets: a sheet on another one is refused as a whole, since nobody
//! knows what its numbers are there.

use super::columns::Columns;
use super::mapping::{Asked, MapError};
use super::measures::Steps;
use super::numbers;
use super::scale::{Off, header_fault, is_beyond};
use super::sheet::{Sheet, short};
use super::vocabulary::NEEDS;
use super::words;

/// The parts of `needs`.
pub const PROPERTIES: [&str; 3] = ["confidentiality", "integrity", "availability"];
/// The steps of the scale, from little to most.
const STEPS: [i64; 4] = [1, 2, 3, 4];

/// The step that a cell names.
pub fn step(cell: &str) -> Option<i64> {
    let share = || numbers::out_of(cell).filter(|(_, of)| Some(of) == STEPS.last()).map(|(number, _)| number);
    let number = numbers::whole_number(cell).or_else(share).filter(|number| STEPS.contains(number));
    number.or_else(|| named(&words::normal(cell)))
}

/// The step of a word.
fn named(word: &str) -> Option<i64> {
    words::exactly(NEEDS, word).and_then(numbers::whole_number)
}

/// Refuses a sheet of which columns are on another scale. What a map has values for is what it says, and cells of a column that
/// was named by hand are told one by one.
///
/// # Errors
/// When there are such columns.
pub fn refuse_off_scale(sheet: &Sheet, columns: &Columns, asked: &Asked) -> Result<(), MapError> {
    let fault = |property: &str| {
        let field = format!("needs.{property}");
        let index = columns.of(&field).filter(|_| asked.values.iter().all(|values| values.field != field))?;
        Some((sheet.header[index].clone(), field, fault(sheet, index, asked)?))
    };
    let columns: Vec<_> = PROPERTIES.into_iter().filter_map(fault).collect();
    if columns.is_empty() { Ok(()) } else { Err(MapError::Scale { columns }) }
}

fn fault(sheet: &Sheet, index: usize, asked: &Asked) -> Option<String> {
    let (header, steps) = (&sheet.header[index], Steps::numbered(&STEPS));
    match header_fault(header, &steps) {
        Some(Off::Reversed) => return Some("its scale runs the other way".into()),
        Some(Off::Other) => return Some("its scale is another one".into()),
        None if asked.names(header) => return None,
        None => {}
    }
    sheet.column(index).find_map(|cell| {
        let label = numbers::share(cell).and_then(|(number, _, beside)| Some((number, named(&beside)?)));
        match label {
            Some((number, step)) if number != step => Some(format!("`{}` says {number}, and its words are step {step}", short(cell))),
            _ => is_beyond(cell, &steps).then(|| format!("`{}` is not on it", short(cell))),
        }
    })
}
