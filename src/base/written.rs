//! Days as sheets and letters write them: every form that can mean one day only, and those that may mean one of two.

use super::date::{Date, Period};
use super::months::month_of;
use super::slug::plain;

/// Which stands first where a day is written in numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Day,
    Month,
}

/// What a text says of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written<'t> {
    /// One day, with the time that follows it, if any, and the order that its numbers show.
    Day { day: Date, time: &'t str, order: Option<Order> },
    /// `03/02/2026`: half the world means another day than the other half.
    Either { day_first: Date, month_first: Date, time: &'t str },
    /// `46083`: the number by which spreadsheets count days.
    Serial(Date),
    /// `2026-02-30`: it has the form of a day and is in no calendar.
    Never,
}

impl Written<'_> {
    /// The day, if its numbers stand in this order where that matters.
    pub fn day(self, order: Option<Order>) -> Option<Date> {
        match (self, order) {
            (Written::Day { day, .. } | Written::Serial(day), _) => Some(day),
            (Written::Either { day_first, .. }, Some(Order::Day)) => Some(day_first),
            (Written::Either { month_first, .. }, Some(Order::Month)) => Some(month_first),
            (Written::Either { .. }, None) | (Written::Never, _) => None,
        }
    }

    /// Whether a time of day follows that is not midnight, which spreadsheets write where there is none.
    pub fn has_time(self) -> bool {
        match self {
            Written::Day { time, .. } | Written::Either { time, .. } => time.contains(|c: char| ('1'..='9').contains(&c)),
            Written::Serial(_) | Written::Never => false,
        }
    }
}

/// The days that spreadsheets count: from 1954 to 2118, numbers that are seldom anything else in a column of days.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=80_000;
/// Words that stand within days.
const FILLERS: [&str; 14] = ["de", "del", "of", "the", "le", "el", "den", "der", "am", "on", "by", "until", "bis", "hasta"];
/// The days of the week in English, German, French and Spanish, whole and short, in ASCII.
const WEEKDAYS: [&str; 63] = [
    "monday",
    "mon",
    "tuesday",
    "tue",
    "tues",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "thur",
    "thurs",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "montag",
    "mo",
    "dienstag",
    "di",
    "mittwoch",
    "mi",
    "donnerstag",
    "do",
    "freitag",
    "fr",
    "samstag",
    "sa",
    "sonnabend",
    "sonntag",
    "so",
    "lundi",
    "lun",
    "mardi",
    "mar",
    "mercredi",
    "mer",
    "jeudi",
    "jeu",
    "vendredi",
    "ven",
    "dimanche",
    "dim",
    "samedi",
    "sam",
    "lunes",
    "martes",
    "miercoles",
    "mie",
    "jueves",
    "jue",
    "viernes",
    "vie",
    "sabado",
    "sab",
    "domingo",
    "dom",
    "lu",
    "ma",
    "me",
    "je",
    "ve",
];
/// What follows a number that counts.
const ORDINALS: [&str; 7] = ["st", "nd", "rd", "th", "er", "º", "°"];
/// What stands around a time besides its numbers.
const AROUND_TIMES: [&str; 7] = ["z", "utc", "gmt", "am", "pm", "uhr", "h"];

/// The day that a text says, if it can mean one day only.
pub fn day(text: &str) -> Option<Date> {
    match read(text)? {
        Written::Serial(_) => None,
        written => written.day(None),
    }
}

/// What a text says of a day; None if it is none.
pub fn read(text: &str) -> Option<Written<'_>> {
    let text = text.trim();
    if let Some(day) = serial(text) {
        return Some(Written::Serial(day));
    }
    let (date, time) = split(text);
    if !is_time(time) {
        return None;
    }
    let date = plain(&date.to_lowercase()).replace(['\u{a0}', '\u{202f}'], " ").replace(['‐', '‑', '–', '−'], "-");
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        let day = of(&date[..4], &date[4..6], &date[6..])?;
        return (1900..2200).contains(&day.year()).then_some(Written::Day { day, time, order: None });
    }
    let mut parts: Vec<&str> = date.split([' ', ',', '.', '-', '/']).filter(|part| !part.is_empty() && !FILLERS.contains(part)).collect();
    // The day of the week says nothing that the others do not say. Any other word does: what was refused on a day, or is
    // planned for it, has not happened then.
    if parts.len() == 4 && WEEKDAYS.contains(&parts[0]) {
        parts.remove(0);
    }
    let [a, b, c] = parts[..] else { return None };
    let one = |day: Option<Date>| Some(day.map_or(Written::Never, |day| Written::Day { day, time, order: None }));
    match (number(a), number(b), number(c)) {
        (Some(_), Some(_), Some(_)) => numbers(&date, [a, b, c], time),
        (Some(day), None, Some(year)) if a.len() <= 4 && day.len() <= 2 => one(named(year, b, day)?),
        (None, Some(day), Some(year)) => one(named(year, a, day)?),
        (Some(year), None, Some(day)) if year.len() == 4 => one(named(year, b, day)?),
        _ => None,
    }
}

/// A day in numbers only. Nobody writes the month first with full stops.
fn numbers<'t>(date: &str, [a, b, c]: [&str; 3], time: &'t str) -> Option<Written<'t>> {
    let mut signs = date.chars().filter(|c| !c.is_alphanumeric() && *c != ' ');
    let sign = signs.next()?;
    if signs.any(|other| other != sign) && sign != '.' || [a, b, c].iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if a.len() == 4 && b.len() <= 2 && c.len() <= 2 {
        return Some(of(a, b, c).map_or(Written::Never, |day| Written::Day { day, time, order: None }));
    }
    // Of two digits with hyphens, the first may be the year.
    let year = if c.len() == 4 || (c.len() == 2 && sign != '-') { year(c)? } else { return None };
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let day_first = of(&year, b, a);
    let month_first = if sign == '.' { None } else { of(&year, a, b) };
    match (day_first, month_first) {
        (Some(day), Some(other)) if day == other => Some(Written::Day { day, time, order: None }),
        (Some(day_first), Some(month_first)) => Some(Written::Either { day_first, month_first, time }),
        (Some(day), None) => Some(Written::Day { day, time, order: (sign != '.').then_some(Order::Day) }),
        (None, Some(day)) => Some(Written::Day { day, time, order: Some(Order::Month) }),
        (None, None) => Some(Written::Never),
    }
}

/// A day of a month that is named, if there is such a day. None if it has not the form of one.
fn named(year: &str, month: &str, day: &str) -> Option<Option<Date>> {
    let (month, year) = (month_of(month)?.to_string(), self::year(year)?);
    (day.len() <= 2).then(|| of(&year, &month, day))
}

/// The digits that a part is, without what makes it count.
fn number(part: &str) -> Option<&str> {
    let digits = ORDINALS.iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A year of four digits, or of two: as spreadsheets read them, those from 70 on were in the last century.
fn year(digits: &str) -> Option<String> {
    match digits.len() {
        4 => Some(digits.into()),
        2 => Some(format!("{}{digits}", if digits < "70" { "20" } else { "19" })),
        _ => None,
    }
}

fn of(year: &str, month: &str, day: &str) -> Option<Date> {
    format!("{year:0>4}-{month:0>2}-{day:0>2}").parse().ok()
}

/// Five digits, which may have a time of day as a fraction. Day 60 is one that there never was.
fn serial(text: &str) -> Option<Date> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 5 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let count = whole.parse().ok().filter(|count| SERIALS.contains(count))?;
    Some("1899-12-30".parse::<Date>().ok()?.plus(Period::days(count)))
}

/// A day and the time behind a `T` or a space.
fn split(text: &str) -> (&str, &str) {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let begins = |(at, c): &(usize, char)| {
        let (before, after) = (&text[..*at], &text[at + c.len_utf8()..]);
        let is_after_t = *c == 'T' && is_digit(before.chars().next_back()) && is_digit(after.chars().next());
        let clock = after.split(' ').next().unwrap_or_default();
        is_after_t || (matches!(c, ' ' | ',') && is_digit(clock.chars().next()) && clock.contains(':'))
    };
    match text.char_indices().find(begins) {
        Some((at, _)) => (text[..at].trim_end_matches([',', ' ']), text[at + 1..].trim()),
        None => (text, ""),
    }
}

/// Numbers, signs, and words for halves of days and zones.
fn is_time(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let has_signs_only = text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | ',' | '+' | '-' | ' '));
    has_signs_only && { words }.all(|word| AROUND_TIMES.contains(&word.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_mean_one_day_only_is_read() {
        for text in [
            "2026-03-02",
            "2026-3-2",
            "2026/03/02",
            "2026.03.02",
            "2026. 3. 2.",
            "20260302",
            "2026-03-02T00:00:00Z",
            "2026-03-02 14:30",
            "2026-03-02T14:30:00.123+01:00",
            "20260302T101500Z",
            "2.3.2026",
            "02.03.2026",
            "2.3.26",
            "2. 3. 2026",
            "02.03.2026 14:30 Uhr",
            "02-Mar-2026",
            "2-Mar-26",
            "2 March 2026",
            "March 2, 2026",
            "Mar 2nd, 2026",
            "the 2nd of March 2026",
            "Monday, 2 March 2026",
            "Mo., 02.03.2026",
            "Mon 2026-03-02",
            "by 2 March 2026",
            "bis 02.03.2026",
            "until 2026-03-02",
            "Mon 2 Mar 2026 9:15 am",
            "2. März 2026",
            "2. Maerz 2026",
            "2. Mrz. 2026",
            "Montag, den 2. März 2026",
            "2 mars 2026",
            "lundi 2 mars 2026",
            "le 2 mars 2026",
            "2 de marzo de 2026",
            "lunes, 2 de marzo de 2026",
            "2026 Mar 2",
            "2026-Mar-02",
            "2\u{a0}mars\u{a0}2026",
            "2026–03–02",
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2026-03-02"), "{text}");
        }
        for (text, meant) in [
            ("1er mai 2026", "2026-05-01"),
            ("3 août 2026", "2026-08-03"),
            ("15 févr. 2026", "2026-02-15"),
            ("24. Dezember 2026", "2026-12-24"),
            ("5 de enero de 2026", "2026-01-05"),
            ("13/02/2026", "2026-02-13"),
            ("02/13/2026", "2026-02-13"),
            ("3/3/2026", "2026-03-03"),
            ("31.12.99", "1999-12-31"),
        ] {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn what_can_mean_several_or_none_is_not() {
        for text in [
            "03/02/2026",
            "3-2-2026",
            "26-03-02",
            "2026-02-30",
            "31.04.2026",
            "March 2026",
            "03/2026",
            "2026",
            "46083",
            "12345678",
            "2 jui 2026",
            "Recurring",
            "",
            "2.3.",
            "1.2.3.2026",
            "2026-03-02 soon",
            "2026-03.02",
            "v2.3.2026",
            "Q1 2026",
            "30 Feb 2026",
            "5.10 2026 x",
            "rejected 2026-03-02",
            "planned 2.3.2026",
            "not 2 March 2026",
            "abgelehnt 02.03.2026",
            "ab 2026-03-02",
            "missed, 2026-03-02",
            "2026-03-02 rejected",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn an_order_settles_what_may_be_either() {
        let days = |text| [Order::Day, Order::Month].map(|order| read(text).unwrap().day(Some(order)).unwrap().to_string());
        assert_eq!(days("03/02/2026"), ["2026-02-03", "2026-03-02"]);
        assert_eq!(days("3-2-2026 10:00"), ["2026-02-03", "2026-03-02"]);
        assert_eq!(days("3/2/26"), ["2026-02-03", "2026-03-02"]);
        let order = |text| match read(text) {
            Some(Written::Day { order, .. }) => order,
            _ => None,
        };
        assert_eq!(["13/02/2026", "02/13/2026", "3/3/2026", "13.2.2026"].map(order), [Some(Order::Day), Some(Order::Month), None, None]);
    }

    #[test]
    fn spreadsheets_count_days() {
        let serial = |text| match read(text) {
            Some(Written::Serial(day)) => day.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(["46083", "46083.0", "46083,75", "20000"].map(serial), ["2026-03-02", "2026-03-02", "2026-03-02", "1954-10-03"]);
        for text in ["460", "100000", "46083x", "46083.", "99999"] {
            assert!(!matches!(read(text), Some(Written::Serial(_))), "{text}");
        }
    }
}
