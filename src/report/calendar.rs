//! Days for calendar programs.

use crate::base::date::Date;
use crate::base::digest;

/// Whole days, each with what is due on it.
pub struct Calendar<'a> {
    /// As the calendar program lists it.
    pub name: String,
    /// The day from which all of it was told.
    pub stamp: Date,
    pub events: Vec<Event<'a>>,
}

/// Something on a day.
pub struct Event<'a> {
    /// The same each time the same thing is told, so that an import moves it and does not double it.
    pub uid: String,
    /// None: it was never done, and stands on the day from which it is told.
    pub day: Option<Date>,
    pub summary: std::borrow::Cow<'a, str>,
    pub description: String,
}

/// A name that no other programme has for a thing: one calendar may hold those of several organisations.
pub fn uid(parts: &[&str]) -> String {
    format!("{}@isms", &digest::sha256_hex(parts.join("\0").as_bytes())[..32])
}
