//! Calendar days, periods and durations as records write them: `2026-03-02`, `12mo`, `72h`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

/// A day in the calendar, without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The day so many seconds after the beginning of 1970; the first or last of the calendar for what is not in it.
    pub fn of_seconds(seconds: i64) -> Date {
        let beyond = if seconds < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        Date(chrono::DateTime::from_timestamp(seconds, 0).map_or(beyond, |moment| moment.date_naive()))
    }

    /// The day after `period`; saturates at the end of the calendar.
    pub fn plus(self, period: Period) -> Date {
        let day = match period.unit {
            Unit::Day => self.0.checked_add_days(Days::new(u64::from(period.count))),
            Unit::Month => self.0.checked_add_months(Months::new(period.count)),
            Unit::Year => self.0.checked_add_months(Months::new(period.count.saturating_mul(12))),
        };
        Date(day.unwrap_or(NaiveDate::MAX))
    }

    /// The day before which `period` lies; saturates at the beginning of the calendar.
    pub fn minus(self, period: Period) -> Date {
        let day = match period.unit {
            Unit::Day => self.0.checked_sub_days(Days::new(u64::from(period.count))),
            Unit::Month => self.0.checked_sub_months(Months::new(period.count)),
            Unit::Year => self.0.checked_sub_months(Months::new(period.count.saturating_mul(12))),
        };
        Date(day.unwrap_or(NaiveDate::MIN))
    }

    /// Days from `earlier` to this day; negative if it is later.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// From 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The first day of a month, from 1, of the same year.
    pub fn first_of(self, month: u32) -> Date {
        Date(NaiveDate::from_ymd_opt(self.0.year(), month, 1).unwrap_or(self.0))
    }

    /// The same day of another year; the last of February for a day that only leap years have.
    pub fn of_year(self, year: i32) -> Date {
        let february = || NaiveDate::from_ymd_opt(year, 2, 28);
        Date(self.0.with_year(year).or_else(february).unwrap_or(self.0))
    }

    /// The same day, or the Monday after a weekend.
    pub fn working(self) -> Date {
        let ahead = match self.0.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        self.plus(Period::days(ahead))
    }

    /// The day before; saturates at the beginning of the calendar.
    pub fn eve(self) -> Date {
        Date(self.0.pred_opt().unwrap_or(NaiveDate::MIN))
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Date(day)
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `YYYY-MM-DD`, exactly ten characters, a day that exists.
    fn from_str(text: &str) -> Result<Self, String> {
        let shaped =
            text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(format!("`{text}` is not a date written as `2026-03-02`"));
        }
        let number = |digits: &str| digits.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
        let day = NaiveDate::from_ymd_opt(number(&text[..4]).cast_signed(), number(&text[5..7]), number(&text[8..]));
        day.map(Date).ok_or_else(|| format!("`{text}` is not a day in the calendar"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Unit {
    Day,
    Month,
    Year,
}

/// A span of calendar time: `90d`, `12mo`, `1y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    count: u32,
    unit: Unit,
}

impl Period {
    pub const fn days(count: u32) -> Self {
        Period { count, unit: Unit::Day }
    }

    pub const fn months(count: u32) -> Self {
        Period { count, unit: Unit::Month }
    }

    /// The same so many times over.
    pub const fn times(self, times: u32) -> Self {
        Period { count: self.count.saturating_mul(times), unit: self.unit }
    }

    /// As people say how often something is due: `every month`, `every 6 months`.
    pub fn every(self) -> String {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        if self.count == 1 { format!("every {unit}") } else { format!("every {} {unit}s", self.count) }
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (count, unit) = text.split_at(digits);
        let unit = match unit {
            "d" => Unit::Day,
            "mo" => Unit::Month,
            "y" => Unit::Year,
            _ => return Err(format!("`{text}` is not a period written as `90d`, `12mo` or `1y`")),
        };
        match count.parse() {
            Ok(count @ 1..=9_999) => Ok(Period { count, unit }),
            _ => Err(format!("`{text}` is not a period from 1 to 9999 units")),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "d",
            Unit::Month => "mo",
            Unit::Year => "y",
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// A span of clock time in hours: `72h`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours(pub u32);

impl FromStr for Hours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hours = text.strip_suffix('h').and_then(|n| n.parse().ok());
        match hours {
            Some(hours @ 0..=99_999) if text.len() <= 6 => Ok(Hours(hours)),
            _ => Err(format!("`{text}` is not a duration in hours such as `72h`")),
        }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}h", self.0)
    }
}

/// A moment: `2026-03-02`, or `2026-03-02T14:30Z` where the hour matters. Without a time it is midnight UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    day: Date,
    minutes: Option<u16>,
}

impl Moment {
    pub fn day(self) -> Date {
        self.day
    }

    /// Whether it is earlier than `other` for sure: on one day only times can tell.
    pub fn is_before(self, other: Moment) -> bool {
        self.day < other.day || self.day == other.day && self.minutes.zip(other.minutes).is_some_and(|(this, other)| this < other)
    }

    /// How many hours have at least and at most begun from `earlier` to this moment: where no time is written, all of the day
    /// may be meant. A limit of 72 hours is passed in the 73rd.
    pub fn hours_between(self, earlier: Moment) -> (i64, i64) {
        let begun = |to: u16, from: u16| (self.day.days_since(earlier.day) * 24 * 60 + i64::from(to) - i64::from(from) + 59).div_euclid(60);
        (
            begun(self.minutes.unwrap_or(0), earlier.minutes.unwrap_or(LAST_MINUTE)),
            begun(self.minutes.unwrap_or(LAST_MINUTE), earlier.minutes.unwrap_or(0)),
        )
    }

    /// The last day that may be so many hours later.
    pub fn last_day_after(self, hours: u32) -> Date {
        let minutes = u32::from(self.minutes.unwrap_or(LAST_MINUTE)).saturating_add(hours.saturating_mul(60));
        self.day.plus(Period::days(minutes / (24 * 60)))
    }
}

/// Of a day.
const LAST_MINUTE: u16 = 24 * 60 - 1;

impl From<Date> for Moment {
    fn from(day: Date) -> Self {
        Moment { day, minutes: None }
    }
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a moment written as `2026-03-02` or `2026-03-02T14:30Z`");
        let Some((day, time)) = text.split_once('T') else {
            return Ok(Moment { day: text.parse()?, minutes: None });
        };
        let day = day.parse()?;
        let time = time.strip_suffix('Z').filter(|t| t.len() == 5).ok_or_else(wrong)?;
        let (hour, minute) = time.split_once(':').ok_or_else(wrong)?;
        match (hour.parse::<u16>(), minute.parse::<u16>()) {
            (Ok(hour @ 0..=23), Ok(minute @ 0..=59)) => Ok(Moment { day, minutes: Some(hour * 60 + minute) }),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minutes {
            None => self.day.fmt(f),
            Some(m) => write!(f, "{}T{:02}:{:02}Z", self.day, m / 60, m % 60),
        }
    }
}

/// Text forms: serde through `FromStr` and `Display`, and a schema with a pattern and, for dates, a format.
macro_rules! text_form {
    ($type:ident, $name:literal, $schema:tt) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

text_form!(Date, "date", {"type": "string", "format": "date", "examples": ["2026-03-02"]});
text_form!(Period, "period", {"type": "string", "pattern": "^[1-9][0-9]{0,3}(d|mo|y)$", "examples": ["90d", "12mo", "1y"]});
text_form!(Hours, "duration", {"type": "string", "pattern": "^[0-9]{1,5}h$", "examples": ["72h"]});
text_form!(Moment, "moment", {"type": "string", "format": "isms-moment", "examples": ["2026-03-02", "2026-03-02T14:30Z"]});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert!("2024-02-29".parse::<Date>().is_ok());
        for wrong in ["2026-02-29", "2026-13-01", "2026-2-01", "26-02-01", "2026/02/01", "٢٠٢٦-01-01", ""] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn months_end_where_the_calendar_does() {
        let day: Date = "2024-01-31".parse().unwrap();
        assert_eq!(day.plus("1mo".parse().unwrap()).to_string(), "2024-02-29");
        assert_eq!(day.plus("1y".parse().unwrap()).to_string(), "2025-01-31");
        assert_eq!(day.plus("90d".parse().unwrap()).to_string(), "2024-04-30");
    }

    #[test]
    fn moments_count_hours_over_midnight() {
        let a: Moment = "2026-03-02T23:30Z".parse().unwrap();
        let b: Moment = "2026-03-05T23:29Z".parse().unwrap();
        let day: Moment = "2026-03-02".parse().unwrap();
        assert_eq!(b.hours_between(a), (72, 72));
        assert_eq!((b.hours_between(day), day.hours_between(b)), ((72, 96), (-95, -71)));
        assert_eq!(
            [a.last_day_after(24), a.last_day_after(25), day.last_day_after(36)].map(|day| day.to_string()),
            ["2026-03-03", "2026-03-04", "2026-03-04"]
        );
        assert!("2026-03-02T24:00Z".parse::<Moment>().is_err());
        assert!(a.is_before(b) && !b.is_before(a) && !day.is_before(a) && !a.is_before(day));
    }

    #[test]
    fn periods_are_positive_and_have_a_unit() {
        for wrong in ["0d", "12", "12m", "-1d", "1.5y", "99999d"] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
        assert_eq!("12mo".parse::<Period>().unwrap().to_string(), "12mo");
        assert_eq!(
            ["90d", "1mo", "2y"].map(|text| text.parse::<Period>().unwrap().every()),
            ["every 90 days", "every month", "every 2 years"]
        );
    }
}
