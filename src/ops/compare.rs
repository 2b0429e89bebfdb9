//! Comparing two states of a programme.

use super::error::Error;
use super::open::{State, View, Which, World};
use super::read::Need;
use super::report::Seen;
use crate::report::diff::{Compared, DiffReport};
use crate::report::readiness::{ReadinessDiffReport, ReadinessReport, Stage};

/// Two states of one programme.
pub struct Pair {
    pub earlier: View,
    pub later: View,
}

impl Pair {
    /// Finds both. Each is judged on its own day, so that an acceptance that ended between them shows; `which.today` is the
    /// day of the later one.
    ///
    /// # Errors
    /// When there is no programme or no such state.
    pub fn open(world: World, which: &Which, from: &str, to: Option<&str>) -> Result<Self, Error> {
        if which.state != State::Files {
            return Err(Error::asked("`--at` names one state, and a comparison has two").hint("name them as FROM and TO"));
        }
        let state = to.map_or(State::Files, |to| State::At(to.into()));
        let later = View::open(world, &Which { state, ..which.clone() })?;
        let mut earlier = later.elsewhere(from)?;
        earlier.today = earlier.source.day().unwrap_or(earlier.today);
        Ok(Self { earlier, later })
    }

    /// What differs.
    ///
    /// # Errors
    /// When bytes of one of them cannot be had.
    pub fn compare(&self, compared: Compared) -> Result<DiffReport, Error> {
        let (before, after) = (self.earlier.read(Need::Approvals)?, self.later.read(Need::Approvals)?);
        self.earlier.mention_findings(&before.loaded);
        self.later.mention_findings(&after.loaded);
        Ok(DiffReport::build(compared, (&before.cx(), &self.earlier.origin()), (&after.cx(), &self.later.origin())))
    }

    /// What moved in audit readiness.
    ///
    /// # Errors
    /// When bytes of one of them cannot be had.
    pub fn readiness(&self) -> Result<ReadinessDiffReport, Error> {
        let report = |view: &View| -> Result<ReadinessReport, Error> {
            let read = view.read(Need::Rules)?;
            view.mention_findings(&read.loaded);
            let seen = Seen::of(view, &read);
            Ok(ReadinessReport::build(&seen.cx, seen.outcome(), seen.due(), Stage::Two, &seen.footed()))
        };
        let (before, after) = (report(&self.earlier)?, report(&self.later)?);
        Ok(ReadinessDiffReport::build((&before, &self.earlier.origin()), (&after, &self.later.origin())))
    }
}
