//! The risk register: every risk rated, ranked and held against the appetite.

use super::acceptance::{self, AcceptanceState};
use super::scale::{OffScale, Rating, Scales};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::history::approval::Approvals;
use crate::model::kinds::{Estimate, Risk};
use crate::model::program::{Program, View};
use crate::model::single::cadence::Cadences;
use std::cmp::Reverse;

/// One of a risk's three states: absent, rated, or off the scale.
pub type Rated = Option<Result<Rating, Box<OffScale>>>;

/// A risk with what follows from it.
pub struct RiskRow<'a> {
    pub risk: View<'a, Risk>,
    pub inherent: Rated,
    pub current: Rated,
    pub residual: Rated,
    /// Its current level is above the appetite.
    pub above_appetite: bool,
    pub acceptance: AcceptanceState,
    /// From 1; the worst first.
    pub rank: usize,
}

impl<'a> RiskRow<'a> {
    /// What is left once the treatment has worked: the residual rating, or the current one where none is written.
    pub fn remaining(&self) -> Option<Rating> {
        rated(&self.residual).or_else(|| rated(&self.current))
    }

    pub fn current_rating(&self) -> Option<Rating> {
        rated(&self.current)
    }

    /// Who is to accept what is left: the authority of its level, or its owner as long as nobody has rated it.
    pub fn authority(&self, scales: Option<&Scales<'a>>) -> Option<&'a str> {
        let risk = self.risk.data();
        let owner = || risk.owner.as_ref().map(|owner| owner.id());
        let named = scales.zip(self.remaining()).and_then(|(scales, left)| acceptance::authorities(scales, risk, left).next());
        named.or_else(owner)
    }

    /// Until when what is left can be accepted today: its level asks for another look then.
    pub fn acceptable_until(&self, scales: Option<&Scales<'_>>, cadences: Cadences<'_>, today: Date) -> Date {
        let level = scales.zip(self.remaining()).map(|(scales, left)| scales.level(left.level));
        today.plus(level.and_then(|level| level.review_every).unwrap_or(cadences.risk_assessment()))
    }

    /// The day it must be assessed again: the interval of its level, or of assessments, after the last time. None if
    /// nobody has said when that was.
    pub fn review_due(&self, scales: Option<&Scales<'_>>, cadences: Cadences<'_>) -> Option<Date> {
        let level = scales.zip(self.current_rating()).map(|(scales, rating)| scales.level(rating.level));
        let every = level.and_then(|level| level.review_every).unwrap_or(cadences.risk_assessment());
        self.risk.assessed.as_ref().map(|assessed| assessed.on.plus(every))
    }
}

/// The rating, if there is one.
pub fn rated(state: &Rated) -> Option<Rating> {
    state.as_ref().and_then(|rating| rating.as_ref().ok()).copied()
}

/// All open risks by rank: by current level, then score, impact and likelihood, from high to low, then by id. Risks
/// without a current rating come last.
pub fn register<'a>(program: &'a Program, approvals: &Approvals<'_>, scales: Option<&Scales<'a>>, today: Date) -> Vec<RiskRow<'a>> {
    let open = program.all::<Risk>().filter(|risk| risk.closed.is_none_or(|closed| closed > today));
    let mut rows: Vec<RiskRow<'a>> = open.map(|risk| row(approvals, scales, risk, today)).collect();
    rows.sort_by(|a, b| {
        let key = |row: &RiskRow<'_>| row.current_rating().map(|r| (r.level, r.score, r.impact, r.likelihood));
        Reverse(key(a)).cmp(&Reverse(key(b))).then_with(|| natural(&a.risk.id, &b.risk.id))
    });
    for (index, row) in rows.iter_mut().enumerate() {
        row.rank = index + 1;
    }
    rows
}

fn row<'a>(approvals: &Approvals<'_>, scales: Option<&Scales<'a>>, risk: View<'a, Risk>, today: Date) -> RiskRow<'a> {
    let rate = |estimate: &Option<Estimate>| Some(scales?.rate(estimate.as_ref()?).map_err(Box::new));
    let data = risk.data();
    let mut row = RiskRow {
        risk,
        inherent: rate(&data.inherent),
        current: rate(&data.current),
        residual: rate(&data.residual),
        above_appetite: false,
        acceptance: AcceptanceState::None,
        rank: 0,
    };
    row.above_appetite = matches!((scales, row.current_rating()), (Some(scales), Some(rating)) if scales.is_above_appetite(rating.level));
    row.acceptance = acceptance::state(approvals, scales, risk, row.remaining(), today);
    row
}
