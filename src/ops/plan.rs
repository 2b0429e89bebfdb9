//! The road to the certificate, counted back from its day.

use super::error::Error;
use super::open::View;
use super::read::{Need, Past};
use super::report::{Seen, reported};
use super::who::meant;
use crate::base::date::Date;
use crate::history::walk::{Shown, walk};
use crate::model::single::SINGLES;
use crate::report::plan::{PlanReport, Said, Wanted};
use crate::report::readiness::{ReadinessReport, Stage};
use crate::store::history::History as _;

/// Counts back from a day, or else from the one that the plan names; of one role or person, tells only the parts that they see to.
///
/// # Errors
/// When there is no such role or person, or bytes cannot be had.
pub fn plan(view: &View, target: Option<Date>, owner: Option<&str>) -> Result<PlanReport, Error> {
    reported(view, Need::Rules, |seen: &Seen<'_>| {
        let wanted = Wanted { target, owner: meant(view, seen.cx.program, owner)? };
        let readiness = ReadinessReport::build(&seen.cx, seen.outcome(), seen.due(), Stage::Two, &seen.origin);
        // Where the history is not judged it is not told either.
        let said = seen.cx.trail.map(|_| said(view, seen)).transpose()?;
        Ok(PlanReport::build(&seen.cx, (&readiness, seen.due()), (&wanted, said.as_deref()), &seen.origin))
    })
}

/// What the commits that the state is judged by say in the plan, the latest first. Of each commit only that file is read.
fn said(view: &View, seen: &Seen<'_>) -> Result<Vec<Said>, Error> {
    let (Past::Whole(history) | Past::Until(history)) = view.history(&view.repository()?)? else { return Ok(Vec::new()) };
    let history = history.only_in("");
    let is_plan = |path: &str, _: &[u8]| SINGLES.iter().any(|single| single.name == Said::OF && single.file == path);
    let shown = Shown { contents: &is_plan, ..Shown::all(seen.cx.program.names()) };
    Ok(walk(&history, &history.steps(&|_| None)?, &shown, &Said::of)?)
}
