//! Days as people say them.

use super::date::{Date, Period};

/// A day as sheets and letters write it: `2026-12-31` or `31.12.2026`. None if it is neither: days with strokes are not
/// read, since half the world means another one.
pub fn written(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('.').collect();
    match parts[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
        _ => text.parse().ok(),
    }
}

/// A day as people type it: written out, `today`, `yesterday`, `tomorrow`, or so long from today, such as `+90d` or `-1mo`.
///
/// # Errors
/// What is wrong with it. With slashes it may be either of two days, so it is asked again.
pub fn day(text: &str, today: Date) -> Result<Date, String> {
    match text {
        "today" => return Ok(today),
        "yesterday" => return Ok(today.eve()),
        "tomorrow" => return Ok(today.plus(Period::days(1))),
        _ => {}
    }
    if let Some(period) = text.strip_prefix('+') {
        return period.trim().parse().map(|period| today.plus(period));
    }
    if let Some(period) = text.strip_prefix('-') {
        return period.trim().parse().map(|period| today.minus(period));
    }
    let is_shaped = text.len() == 10 && text.as_bytes().get(4) == Some(&b'-');
    match written(text) {
        Some(day) => Ok(day),
        None if is_shaped => Err(format!("`{text}` is not a day in the calendar")),
        None => Err(format!("`{text}` is not a day written as `2026-12-31`, `31.12.2026`, `today` or `+90d`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_or_asked_again() {
        let today: Date = "2026-03-31".parse().unwrap();
        let said = |text| day(text, today).map(|day| day.to_string());
        for (text, meant) in [
            ("today", "2026-03-31"),
            ("yesterday", "2026-03-30"),
            ("tomorrow", "2026-04-01"),
            ("+90d", "2026-06-29"),
            ("+1mo", "2026-04-30"),
            ("-1mo", "2026-02-28"),
            ("-1y", "2025-03-31"),
            ("2026-12-31", "2026-12-31"),
            ("31.12.2026", "2026-12-31"),
            ("1.2.2026", "2026-02-01"),
        ] {
            assert_eq!(said(text).as_deref(), Ok(meant), "{text}");
        }
        for text in ["31/12/2026", "12/31/2026", "2026-02-30", "30.2.2026", "31.12.26", "soon", "+d", "+0d", "", "+ninety"] {
            assert!(said(text).is_err(), "{text}");
        }
    }
}
