//! Days as people say them.

use super::date::{Date, Period};
use super::months::month_of;
use super::text::list_of;
use super::written::{self, Written};

/// A day as people type it: in numbers or with the name of its month, `today`, `yesterday`, `tomorrow`, the end of a month,
/// quarter or year, or so long from today: `+90d`, `-1mo`, `in 2 weeks`, `3 months ago`.
///
/// # Errors
/// What is wrong with it. What may be one of two days is neither; both are named.
pub fn day(text: &str, today: Date) -> Result<Date, String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if let Some(day) = from_today(&words, today) {
        return Ok(day);
    }
    match may_be(text, &words, today).as_deref() {
        Some([day]) => Ok(*day),
        Some([]) => Err(format!("`{text}` is not a day in the calendar")),
        Some(days) => Err(format!("`{text}` may be {}; write the one that is meant", list_of(days.iter().map(Date::to_string), "or"))),
        None => Err(format!("`{text}` is not a day written as `2026-12-31`, `31.12.2026`, `31 December 2026`, `today` or `+90d`")),
    }
}

/// What is reckoned from today and can mean one day only.
fn from_today(words: &[&str], today: Date) -> Option<Date> {
    match words {
        ["today"] => Some(today),
        ["yesterday"] => Some(today.eve()),
        ["tomorrow"] => Some(today.plus(Period::days(1))),
        ["in", rest @ ..] => period(rest).map(|period| today.plus(period)),
        [rest @ .., "ago"] => period(rest).map(|period| today.minus(period)),
        ["end", "of", "quarter"] | ["end", "of", "the" | "this", "quarter"] => {
            Some(end_of(today.first_of(today.month().next_multiple_of(3))))
        }
        ["end", "of", "month"] | ["end", "of", "the" | "this", "month"] => Some(end_of(today)),
        ["end", "of", year] if year_of(year).is_some() => Some(end_of(today.of_year(year_of(year)?).first_of(12))),
        ["end", "of", "year"] | ["end", "of", "the" | "this", "year"] => Some(end_of(today.first_of(12))),
        [first, rest @ ..] => {
            let (back, first) = first.strip_prefix('+').map(|first| (false, first)).or_else(|| Some((true, first.strip_prefix('-')?)))?;
            let words: Vec<&str> = [first].into_iter().filter(|word| !word.is_empty()).chain(rest.iter().copied()).collect();
            period(&words).map(|period| if back { today.minus(period) } else { today.plus(period) })
        }
        [] => None,
    }
}

/// `90d`, `90 days`, `a month`.
fn period(words: &[&str]) -> Option<Period> {
    let (count, unit) = match words {
        [word] => word.split_at(word.find(|c: char| !c.is_ascii_digit())?),
        [count, unit] => (if matches!(*count, "a" | "an" | "one") { "1" } else { count }, *unit),
        _ => return None,
    };
    let unit = match unit {
        "d" | "day" | "days" => "d",
        "w" | "week" | "weeks" => return format!("{}d", count.parse::<u32>().ok()?.checked_mul(7)?).parse().ok(),
        "mo" | "month" | "months" => "mo",
        "y" | "year" | "years" => "y",
        _ => return None,
    };
    format!("{count}{unit}").parse().ok()
}

/// The days that it may be, those alone that there are: none for the 30th of February. None if it has no form of a day.
fn may_be(text: &str, words: &[&str], today: Date) -> Option<Vec<Date>> {
    if let ["end", "of", rest @ ..] = words {
        let (month, years) = match rest {
            [month, year] => (month_of(month)?, vec![year_of(year)?]),
            [month] => (month_of(month)?, vec![today.year(), today.year() + 1]),
            _ => return None,
        };
        return Some(years.into_iter().map(|year| end_of(today.first_of(1).of_year(year).first_of(month))).collect());
    }
    // Of a year in two digits nobody knows which end of a day it is.
    if !text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4) {
        return None;
    }
    match written::read(text)? {
        Written::Day { day, time: "", .. } => Some(vec![day]),
        Written::Either { day_first, month_first, time: "" } => Some(vec![day_first, month_first]),
        Written::Never => Some(Vec::new()),
        Written::Day { .. } | Written::Either { .. } | Written::Serial(_) => None,
    }
}

/// Of four digits; of two, nobody knows which end of a day they are.
fn year_of(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// The last day of the month that a day is in.
fn end_of(day: Date) -> Date {
    day.first_of(day.month()).plus(Period::months(1)).eve()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_understood_or_asked_again() {
        let today: Date = "2026-03-31".parse().unwrap();
        let said = |text| day(text, today).map(|day| day.to_string());
        for (texts, meant) in [
            (&["today", "Today"][..], "2026-03-31"),
            (&["yesterday", "1 day ago"], "2026-03-30"),
            (&["tomorrow", "in a day"], "2026-04-01"),
            (&["+90d", "in 90 days", "+90 days", "+ 90 days"], "2026-06-29"),
            (&["+1mo", "in one month", "end of April 2026", "30 apr 2026"], "2026-04-30"),
            (&["-1mo", "a month ago", "28.2.2026", "Feb 28, 2026"], "2026-02-28"),
            (&["-1y", "-1 year"], "2025-03-31"),
            (&["+2w", "in 2 weeks"], "2026-04-14"),
            (&["2026-12-31", "2026/12/31", "31.12.2026", "31/12/2026", "12/31/2026", "31-12-2026", "31. December 2026"], "2026-12-31"),
            (
                &["31 Dec 2026", "31-Dec-2026", "December 31, 2026", "end of year", "end of the year", "end of dec 2026", "end of 2026"],
                "2026-12-31",
            ),
            (&["1.2.2026", "2026-2-1", "01.02.2026"], "2026-02-01"),
            (&["3/3/2026"], "2026-03-03"),
            (&["end of month", "end of quarter", "end of the quarter"], "2026-03-31"),
        ] {
            texts.iter().for_each(|text| assert_eq!(said(text).as_deref(), Ok(meant), "{text}"));
        }
        for (text, problem) in [
            ("03/04/2026", "may be `2026-04-03` or `2026-03-04`"),
            ("end of March", "may be `2026-03-31` or `2027-03-31`"),
            ("2026-02-30", "not a day in the calendar"),
            ("30.2.2026", "not a day in the calendar"),
            ("31/31/2026", "not a day in the calendar"),
        ] {
            assert!(said(text).is_err_and(|said| said.contains(problem)), "{text}: {:?}", said(text));
        }
        for text in ["31.12.26", "31 12 2026", "soon", "+d", "+0d", "", "+ninety", "+99999999w", "end of", "may", "1.2.3.2026", "ago", "in"]
        {
            assert!(said(text).is_err_and(|said| said.contains("not a day written as")), "{text}: {:?}", said(text));
        }
    }
}
