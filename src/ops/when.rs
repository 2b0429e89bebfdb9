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
