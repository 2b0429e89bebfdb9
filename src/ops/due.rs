//! What falls due.

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::{Seen, reported};
use super::who;
use crate::report::due::{DueReport, Wanted};

/// Everything that has a day, as far as it is wanted. Whoever types goes by `me`.
///
/// # Errors
/// When there is no such role or person, git does not say who types, or bytes cannot be had.
pub fn due(view: &View, wanted: &Wanted) -> Result<DueReport, Error> {
    reported(view, Need::Approvals, |seen: &Seen<'_>| {
        let owner = who::meant(view, seen.cx.program, wanted.owner.as_deref())?;
        Ok(DueReport::build(&seen.cx, &Wanted { owner, ..wanted.clone() }, &seen.origin))
    })
}
