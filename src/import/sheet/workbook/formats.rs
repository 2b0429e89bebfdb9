//! Numbers of workbooks as people see them: a number is stored without what its format adds, and `5.1` shown as `5.10` is
//! another control than `5.1`. Nothing is rounded.

use crate::base::date::{Date, Period};

/// How numbers are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Day {
        has_day: bool,
        has_month: bool,
        has_year: bool,
        has_time: bool,
    },
    /// `[h]:mm`: how long something takes.
    Elapsed,
    Number {
        before: String,
        /// Digits before the point, filled up with zeros.
        digits: usize,
        /// Digits behind it.
        decimals: usize,
        is_percent: bool,
        after: String,
    },
}

/// The first day that is not shifted by 29 February 1900, which spreadsheets believe in.
const SHIFTED_BEFORE: i64 = 60;
/// The last day of 9999.
const LAST: i64 = 2_958_465;
/// Days from the epoch of 1900 to that of 1904.
const EPOCHS: f64 = 1_462.0;

impl Format {
    /// As it is.
    pub fn general() -> Self {
        Self::Number { before: String::new(), digits: 0, decimals: 0, is_percent: false, after: String::new() }
    }

    /// A format that all programs know by its number.
    pub fn built_in(id: usize) -> Self {
        Self::of(match id {
            1 | 3 | 37 | 38 => "0",
            2 | 4 | 39 | 40 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => match id {
                16 => "d-mmm",
                17 => "mmm-yy",
                _ => "yyyy-mm-dd",
            },
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => "h:mm:ss",
            22 => "yyyy-mm-dd h:mm",
            46 => "[h]:mm:ss",
            _ => "General",
        })
    }

    /// What a code such as `#,##0.00 "EUR"` or `dd.mm.yyyy` says; only its first part, for positive numbers, is looked at.
    pub fn of(code: &str) -> Self {
        let mut part = Part::default();
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                ';' => break,
                '"' => part.words(signs.by_ref().take_while(|c| *c != '"').collect::<String>().as_str()),
                '\\' => part.words(signs.next().map(String::from).unwrap_or_default().as_str()),
                '_' | '*' => drop(signs.next()),
                '[' => part.bracket(&signs.by_ref().take_while(|c| *c != ']').collect::<String>()),
                sign => part.sign(sign),
            }
        }
        part.format(code)
    }

    /// A number as it is shown.
    pub fn show(&self, number: f64, is_1904: bool) -> String {
        match self {
            Self::Day { .. } | Self::Elapsed if number < 0.0 => plain(number),
            Self::Day { has_day, has_month, has_year, has_time } => {
                let from_1900 = if is_1904 { number + EPOCHS } else { number };
                match (has_day | has_month | has_year, moment(from_1900)) {
                    (false, _) => clock(number.fract(), false),
                    (_, None) => plain(number),
                    // What was typed as `5.11` and taken for a day is shown without a year, and may be a control.
                    (_, Some((day, _))) if !has_year => format!("{}.{}", day.day(), MONTHS[day.month() as usize - 1]),
                    (_, Some((day, _))) if !has_day => format!("{} {}", MONTHS[day.month() as usize - 1], day.year()),
                    (_, Some((day, time))) if *has_time && time > 0.0 => format!("{day} {}", clock(time, false)),
                    (_, Some((day, _))) => day.to_string(),
                }
            }
            Self::Elapsed => clock(number, true),
            Self::Number { before, digits, decimals, is_percent, after } => {
                let shown = plain(if *is_percent { number * 100.0 } else { number });
                let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
                let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |whole| ("-", whole));
                // A whole number is the same with and without zeros behind it.
                let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction:0<decimals$}") };
                format!("{before}{sign}{whole:0>digits$}{fraction}{after}").trim().to_owned()
            }
        }
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a code is made of.
#[derive(Default)]
struct Part {
    before: String,
    after: String,
    has_number: bool,
    is_behind_point: bool,
    digits: usize,
    decimals: usize,
    is_percent: bool,
    is_elapsed: bool,
    letters: String,
}

impl Part {
    fn words(&mut self, words: &str) {
        if self.has_number { self.after.push_str(words) } else { self.before.push_str(words) }
    }

    /// `[h]`, `[$€-407]`, `[Red]`.
    fn bracket(&mut self, inner: &str) {
        if let Some(currency) = inner.strip_prefix('$') {
            self.words(currency.split('-').next().unwrap_or_default());
        } else if !inner.is_empty() && inner.to_ascii_lowercase().chars().all(|c| matches!(c, 'h' | 'm' | 's')) {
            self.is_elapsed = true;
        }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '0' | '#' | '?' => {
                self.has_number = true;
                match (sign, self.is_behind_point) {
                    ('0', true) => self.decimals += 1,
                    ('0', false) => self.digits += 1,
                    _ => {}
                }
            }
            '.' => self.is_behind_point = self.has_number,
            '%' => {
                self.is_percent = true;
                self.words("%");
            }
            letter if letter.is_ascii_alphabetic() => self.letters.push(letter.to_ascii_lowercase()),
            // What divides the parts of a day, or thousands, is left.
            ',' | '/' | ':' | '-' => {}
            sign => self.words(sign.encode_utf8(&mut [0; 4])),
        }
    }

    fn format(self, code: &str) -> Format {
        let has = |letter: char| self.letters.contains(letter);
        if self.is_elapsed {
            return Format::Elapsed;
        }
        if code.to_ascii_lowercase().starts_with("general") || code == "@" || (has('e') && self.has_number) {
            return Format::general();
        }
        if ['y', 'm', 'd', 'h', 's'].into_iter().any(has) {
            let has_time = has('h') || has('s');
            // Beside hours, `m` is minutes, unless there are days.
            let has_month = has('m') && (has('d') || has('y') || !has_time);
            return Format::Day { has_day: has('d'), has_month, has_year: has('y'), has_time };
        }
        if !self.has_number {
            return Format::general();
        }
        let digits = if self.digits > 1 { self.digits } else { 0 };
        Format::Number { before: self.before, digits, decimals: self.decimals, is_percent: self.is_percent, after: self.after }
    }
}

/// A number with as many digits as spreadsheets keep, without an exponent.
pub fn plain(number: f64) -> String {
    let kept = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{}", if kept == 0.0 { 0.0 } else { kept })
}

/// The day that a number counts to, and the part of it that has passed.
fn moment(number: f64) -> Option<(Date, f64)> {
    // A time of day is stored in binary, and a second is a small part of a day.
    let seconds = (number * 86_400.0).round();
    let (days, rest) = ((seconds / 86_400.0).floor(), seconds.rem_euclid(86_400.0));
    let days = if (0.0..=LAST as f64).contains(&days) { days as i64 } else { return None };
    let shift = i64::from(days < SHIFTED_BEFORE);
    let epoch: Date = "1899-12-30".parse().ok()?;
    Some((epoch.plus(Period::days(u32::try_from(days + shift).ok()?)), rest / 86_400.0))
}

/// Hours and minutes, and seconds if there are any, of a part of a day or of several days.
fn clock(days: f64, is_long: bool) -> String {
    let seconds = (days * 86_400.0).round();
    let seconds = if is_long { seconds } else { seconds.rem_euclid(86_400.0) };
    let whole = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (whole / 3_600, whole / 60 % 60, whole % 60);
    if seconds == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_people_see_them() {
        for (code, number, shown) in [
            ("General", 5.1, "5.1"),
            ("General", 12.0, "12"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 1e21, "1000000000000000000000"),
            ("0.00", 5.1, "5.10"),
            ("0.00", 8.2, "8.20"),
            ("0.00", 4.0, "4"),
            ("0", 4.5, "4.5"),
            ("000", 7.0, "007"),
            ("\"R-\"000", 7.0, "R-007"),
            ("\\R000", 12.0, "R012"),
            ("0%", 0.25, "25%"),
            ("0.00%", 0.0725, "7.25%"),
            ("0\\ %", 0.25, "25 %"),
            ("#,##0.00 [$€-407]", 1234.5, "1234.50 €"),
            ("[$€-407] #,##0", 1234.0, "€ 1234"),
            ("0 \"months\"", 12.0, "12 months"),
            ("0.00;[Red]-0.00", -1.5, "-1.50"),
            ("_-* #,##0.00\\ _€_-;x", 3.5, "3.50"),
            ("0.00E+00", 1500.0, "1500"),
            ("@", 5.1, "5.1"),
            ("yyyy-mm-dd", 46_083.0, "2026-03-02"),
            ("dd.mm.yyyy", 46_083.0, "2026-03-02"),
            ("[$-407]d. mmmm yyyy;@", 46_083.0, "2026-03-02"),
            ("m/d/yy h:mm", 46_083.75, "2026-03-02 18:00"),
            ("m/d/yy h:mm", 46_083.0, "2026-03-02"),
            ("h:mm AM/PM", 0.604_166_666_666_667, "14:30"),
            ("mm:ss", 0.000_694_444_4, "00:01"),
            ("[h]:mm", 1.104_166_666_666_667, "26:30"),
            ("d. mmm", 46_331.0, "5.Nov"),
            ("mmm yy", 46_082.0, "Mar 2026"),
            ("yyyy-mm-dd", -3.0, "-3"),
            ("yyyy-mm-dd", 1.0, "1900-01-01"),
            ("yyyy-mm-dd", 1e12, "1000000000000"),
        ] {
            assert_eq!(Format::of(code).show(number, false), shown, "{code} {number}");
        }
        assert_eq!(Format::of("yyyy-mm-dd").show(44_621.0, true), "2026-03-02");
    }

    #[test]
    fn formats_that_all_programs_know_have_numbers() {
        for (id, number, shown) in
            [(0, 5.1, "5.1"), (2, 5.1, "5.10"), (9, 0.5, "50%"), (14, 46_083.0, "2026-03-02"), (16, 46_331.0, "5.Nov"), (46, 1.5, "36:00")]
        {
            assert_eq!(Format::built_in(id).show(number, false), shown, "{id}");
        }
    }
}
