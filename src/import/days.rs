//! The days of a sheet: in which order their numbers stand, by all that a column has.

use super::mapping::MapError;
use super::sheet::{Remark, Sheet, short};
use crate::base::written::{Order, Written, read};

/// The order of each column of days, and what is to be told of them. One `13/02/2026` settles it for its column; `asked` is
/// what the user says of the others.
///
/// # Errors
/// When a column has days that may be two, and nothing tells which.
pub fn orders(sheet: &Sheet, columns: &[usize], asked: Option<Order>) -> Result<(Vec<Option<Order>>, Vec<Remark>), MapError> {
    let mut orders = vec![None; sheet.header.len()];
    let (mut undecided, mut example, mut remarks) = (Vec::new(), String::new(), Vec::new());
    for &index in columns {
        let (mut shown, mut is_mixed, mut unclear, mut counted) = (None, false, None, None);
        for row in &sheet.rows {
            let cell = row.cells[index].as_str();
            match read(cell) {
                Some(Written::Day { order: Some(order), .. }) => {
                    is_mixed |= shown.is_some_and(|shown| shown != order);
                    shown = Some(order);
                }
                Some(Written::Either { .. }) => unclear = unclear.or(Some(cell)),
                Some(Written::Serial(day)) => counted = counted.or(Some((row.line, cell, day))),
                Some(Written::Day { .. } | Written::Never) | None => {}
            }
        }
        orders[index] = shown.filter(|_| !is_mixed).or(asked);
        if let Some(cell) = unclear.filter(|_| orders[index].is_none()) {
            undecided.push(short(&sheet.header[index]));
            example = cell.into();
        }
        if let Some((line, cell, day)) = counted {
            let message = format!("`{cell}` is how spreadsheets count days; numbers like it are read as days, this one as `{day}`");
            remarks.push(Remark { line, cell: index + 1, message });
        }
    }
    if undecided.is_empty() { Ok((orders, remarks)) } else { Err(MapError::Days { columns: undecided, example }) }
}
