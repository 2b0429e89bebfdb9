//! Values of rows.

use crate::base::date::Date;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    Nothing,
    Text(String),
    Whole(i64),
    Number(f64),
    Truth(bool),
    Day(Date),
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Field::Text(text.into())
    }
}

impl From<&String> for Field {
    fn from(text: &String) -> Self {
        Field::Text(text.clone())
    }
}

impl From<String> for Field {
    fn from(text: String) -> Self {
        Field::Text(text)
    }
}

impl From<i64> for Field {
    fn from(number: i64) -> Self {
        Field::Whole(number)
    }
}

impl From<usize> for Field {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Field::Nothing, Field::Whole)
    }
}

impl From<f64> for Field {
    fn from(number: f64) -> Self {
        Field::Number(number)
    }
}

impl From<bool> for Field {
    fn from(truth: bool) -> Self {
        Field::Truth(truth)
    }
}

impl From<Date> for Field {
    fn from(day: Date) -> Self {
        Field::Day(day)
    }
}

impl<T: Into<Field>> From<Option<T>> for Field {
    fn from(value: Option<T>) -> Self {
        value.map_or(Field::Nothing, Into::into)
    }
}
