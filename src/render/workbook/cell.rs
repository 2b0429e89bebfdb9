//! What a cell of a report is in a sheet.

use crate::base::date::Date;
use crate::render::escape;
use crate::report::doc::{Cell, Value};

/// As many UTF-16 units as a cell may have.
pub const LONGEST: usize = 32_767;

/// Something that goes into a cell of a sheet.
#[derive(Debug, PartialEq)]
pub enum Put {
    Nothing,
    Number(f64),
    /// As spreadsheet programs count days.
    Day(f64),
    /// Never a formula.
    Text(String),
}

/// Numbers and days as what they are, and everything else as people read it: ids with names, a line for each value.
pub fn put(cell: &Cell<'_>) -> Put {
    match &cell.value {
        Value::Number(number) if number.is_finite() => Put::Number(*number),
        Value::Day(day) => serial(*day).map_or_else(|| Put::Text(day.to_string()), Put::Day),
        _ => {
            let lines: Vec<_> = cell.lines().collect();
            let text = escape::visible(&lines.join("\n"));
            if text.is_empty() { Put::Nothing } else { Put::Text(text) }
        }
    }
}

/// A day in numbers: the programs differ about days before March 1900, and have none after 9999.
#[allow(clippy::cast_precision_loss, reason = "a calendar has few days")]
pub fn serial(day: Date) -> Option<f64> {
    let [zero, first, last] = ["1899-12-30", "1900-03-01", "9999-12-31"].map(|day| day.parse::<Date>().ok());
    (day >= first? && day <= last?).then(|| zero.map(|zero| day.days_since(zero) as f64))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_as_sheets_count_them() {
        let serial = |day: &str| serial(day.parse().unwrap());
        assert_eq!(serial("2026-06-30"), Some(46203.0));
        assert_eq!((serial("1900-03-01"), serial("1900-02-28")), (Some(61.0), None));
    }

    #[test]
    fn cells_keep_their_types() {
        assert_eq!(put(&3_usize.into()), Put::Number(3.0));
        assert_eq!(put(&"=1+1".into()), Put::Text("=1+1".into()));
        assert_eq!(put(&Cell::list(["a", "b\u{202e}"])), Put::Text("a\nb\\u{202e}".into()));
        assert_eq!((put(&true.into()), put(&Cell::none())), (Put::Text("yes".into()), Put::Nothing));
    }
}
