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
        let said = said(&sheet.header[index]);
        // A header whose own cells say otherwise settles nothing, and neither do they.
        let is_mixed = is_mixed || said.is_some() && shown.is_some_and(|shown| Some(shown) != said);
        orders[index] = said.or(shown).filter(|_| !is_mixed).or(asked);
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

/// The order that a header says, as in `Due (DD/MM/YYYY)`: the letters of day and month in the languages of sheets.
fn said(header: &str) -> Option<Order> {
    const DAY: [&str; 4] = ["dd", "tt", "jj", "gg"];
    let letters = header.to_lowercase();
    let parts: Vec<&str> = letters.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let at = parts.windows(2).position(|pair| pair.contains(&"mm") && pair.iter().any(|part| DAY.contains(part)))?;
    // Behind the year, the day stands last.
    let is_behind_year = at > 0 && parts[at - 1].chars().all(|c| matches!(c, 'y' | 'j' | 'a'));
    let order = if parts[at] == "mm" { Order::Month } else { Order::Day };
    (!is_behind_year).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_which_comes_first() {
        for header in ["Due (DD/MM/YYYY)", "dd.mm.yy", "Frist TT.MM.JJJJ", "Date (jj/mm/aaaa)", "Scadenza gg-mm-aaaa"] {
            assert_eq!(said(header), Some(Order::Day), "{header}");
        }
        assert_eq!(said("Due [MM/DD/YYYY]"), Some(Order::Month));
        for header in ["Due", "YYYY-MM-DD", "Add mm", "Due (dd)"] {
            assert_eq!(said(header), None, "{header}");
        }
    }
}
