//! What to do next.

use super::error::Error;
use super::open::View;
use super::read::Need;
use super::report::{Seen, reported};
use super::who;
use crate::report::next::NextReport;
use crate::report::readiness::{ReadinessReport, Stage};

/// What to do next, as far as it is somebody's. Whoever types goes by `me`.
///
/// # Errors
/// When there is no such role or person, git does not say who types, or bytes cannot be had.
pub fn next(view: &View, owner: Option<&str>, count: usize) -> Result<NextReport, Error> {
    reported(view, Need::Rules, |seen: &Seen<'_>| {
        let owner = who::meant(view, seen.cx.program, owner)?;
        let readiness = ReadinessReport::build(&seen.cx, seen.outcome(), seen.due(), Stage::Two, &seen.origin);
        Ok(NextReport::build(&seen.cx, seen.outcome(), (&readiness, seen.due()), (owner, count), &seen.origin))
    })
}
