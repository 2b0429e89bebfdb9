//! One record, and everything that follows from it.

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::Seen;
use crate::base::text::did_you_mean;
use crate::report::show::ShowReport;

/// Shows the record of that id.
///
/// # Errors
/// When there is none, or bytes cannot be had.
pub fn show(view: &View, id: &str) -> Result<ShowReport, Error> {
    let read = view.read(Need::Rules)?;
    let seen = Seen::of(view, &read);
    ShowReport::build(&seen.cx, seen.outcome(), id, &seen.origin).ok_or_else(|| {
        let near = did_you_mean(id, read.loaded.program.records().map(|(id, _, _)| id));
        let error = Error::asked(format!("there is no record `{id}`"));
        error.hint(near.map_or("`isms list KIND` lists the records of a kind".into(), |near| format!("did you mean `{near}`?")))
    })
}
