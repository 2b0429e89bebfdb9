//! When something happened: a day as people say it, which is over.

use super::error::Error;
use super::read::Read;
use crate::base::date::Date;
use crate::base::said;

/// The day that is meant, or the one that is looked from.
///
/// # Errors
/// When it is no day, or yet to come: nobody has acted on it.
pub fn over(read: &Read, said: Option<&str>) -> Result<Date, Error> {
    let Some(text) = said else { return Ok(read.today) };
    let day = said::day(text, read.today).map_err(|problem| Error::asked(problem).hint("nothing was written"))?;
    if day <= read.today {
        return Ok(day);
    }
    let message = format!("{day} is yet to come, and what has not happened is not written down");
    Err(Error::asked(message).hint(format!("name a day up to {}; `--today` says which day it is", read.today)))
}

/// Refuses to write down that something happened on days to come, each with the field that says so.
///
/// # Errors
/// When there is one.
pub fn none_to_come<'a>(id: &str, mut days: impl Iterator<Item = &'a (String, Date)>, today: Date) -> Result<(), Error> {
    days.next().map_or(Ok(()), |(path, day)| {
        let message = format!("`{id}`: `{path}` says when something happened, and {day} is yet to come; nothing was written");
        Err(Error::asked(message).hint(format!("name a day up to {today}; `--today` says which day it is")))
    })
}
