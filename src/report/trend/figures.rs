//! The figures of one state: all of them counts of what the other reports say.

use super::terms::Term;
use crate::base::date::Date;
use crate::model::kinds::{Control, Finding};
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;
use crate::register::finding;
use crate::report::doc::Fact;
use crate::report::register::{level_tones, totals};
use crate::report::soa::SoaTotals;
use crate::report::{doc::Tone, organisation_facts};
use schemars::JsonSchema;
use serde::Serialize;

/// A month or quarter: the state at its end, judged on its last day.
#[derive(Serialize, JsonSchema)]
pub struct PeriodFacts {
    /// `2026-03` or `2026-Q1`.
    pub period: String,
    /// Its first day.
    pub from: Date,
    /// Its last day, or the day of the report if it is not over. The figures are of this day.
    pub on: Date,
    /// The commit that `--at` reads for that day.
    pub commit: String,
    pub risks: RiskFigures,
    pub actions: ActionFigures,
    pub controls: ControlFigures,
    pub soa: SoaFigures,
    pub findings: FindingFigures,
    /// What the state itself says it is of.
    #[serde(skip)]
    pub head: Vec<Fact>,
    /// The levels of its method with what they mean, ascending.
    #[serde(skip)]
    pub tones: Vec<(String, Tone)>,
}

/// Open risks, as the register has them.
#[derive(Serialize, JsonSchema)]
pub struct RiskFigures {
    pub open: usize,
    /// By current level, under the method in force then; levels ascending.
    pub by_level: serde_json::Map<String, serde_json::Value>,
    /// Without a current rating that counts.
    pub unrated: usize,
    /// The current level is above the appetite.
    pub above_appetite: usize,
    /// Of these, those with an acceptance in force. An acceptance that names no digest is taken at its word: whether its
    /// risk has changed since is for `isms risk score --at` to find out in the history.
    pub accepted_above_appetite: usize,
}

/// Actions of open risks, controls, objectives, incidents, findings and opportunities.
#[derive(Serialize, JsonSchema)]
pub struct ActionFigures {
    /// Not done.
    pub open: usize,
    /// Not done, and their day is over.
    pub overdue: usize,
}

/// The organisation's controls.
#[derive(Serialize, JsonSchema)]
pub struct ControlFigures {
    /// Not retired.
    pub active: usize,
    /// Of these, those that are implemented.
    pub implemented: usize,
}

/// The controls of Annex A, as `isms soa status` counts them.
#[derive(Serialize, JsonSchema)]
pub struct SoaFigures {
    pub applicable: usize,
    /// Of these, those that are implemented.
    pub implemented: usize,
    /// Of these that apply, those with evidence that counts on that day.
    pub evidenced: usize,
}

/// Findings of any grade.
#[derive(Serialize, JsonSchema)]
pub struct FindingFigures {
    /// Not closed.
    pub open: usize,
    /// Not closed, and past the day its grade asks for.
    pub overdue: usize,
    /// Closed within the period.
    pub closed: usize,
    /// The median days from raised to closed, of those closed within the period.
    pub median_days: Option<f64>,
}

impl PeriodFacts {
    pub fn of(cx: &Cx<'_>, term: Term, commit: String) -> Self {
        Self {
            period: term.name(),
            from: term.first,
            on: cx.today,
            commit,
            risks: RiskFigures::of(cx),
            actions: ActionFigures::of(cx),
            controls: ControlFigures::of(cx),
            soa: SoaFigures::of(cx),
            findings: FindingFigures::of(cx, term.first),
            head: organisation_facts(cx),
            tones: cx.scales.iter().flat_map(|scales| level_tones(scales.levels())).collect(),
        }
    }
}

impl RiskFigures {
    pub(in crate::report) fn of(cx: &Cx<'_>) -> Self {
        let above = || cx.risks().iter().filter(|row| row.above_appetite);
        Self {
            open: cx.risks().len(),
            by_level: totals(cx, |row| &row.current),
            unrated: cx.risks().iter().filter(|row| row.current_rating().is_none()).count(),
            above_appetite: above().count(),
            accepted_above_appetite: above().filter(|row| row.acceptance == AcceptanceState::Valid).count(),
        }
    }
}

impl ActionFigures {
    pub(in crate::report) fn of(cx: &Cx<'_>) -> Self {
        let actions = cx.actions();
        Self {
            open: actions.iter().filter(|found| found.action.done.is_none()).count(),
            overdue: actions.iter().filter(|found| found.action.is_overdue(cx.today)).count(),
        }
    }
}

impl ControlFigures {
    pub(in crate::report) fn of(cx: &Cx<'_>) -> Self {
        let active = || cx.program.all::<Control>().filter(|control| control.is_active());
        Self { active: active().count(), implemented: active().filter(|control| control.is_implemented()).count() }
    }
}

impl SoaFigures {
    fn of(cx: &Cx<'_>) -> Self {
        let SoaTotals { applicable, implemented, .. } = SoaTotals::of(cx.soa());
        let annex = cx.soa().iter().filter(|row| row.annex.is_some() && row.applicable == Some(true));
        Self { applicable, implemented, evidenced: annex.filter(|row| row.is_evidenced(cx.today)).count() }
    }
}

impl FindingFigures {
    fn of(cx: &Cx<'_>, from: Date) -> Self {
        let findings = || cx.program.all::<Finding>();
        let closed = |finding: &Finding| finding.closed.as_ref().map(|closed| closed.on).filter(|on| (from..=cx.today).contains(on));
        let open = || findings().filter(|finding| finding.is_open(cx.today));
        let days = findings().filter_map(|finding| Some(closed(&finding)?.days_since(finding.raised_on()?)));
        Self {
            open: open().count(),
            overdue: open().filter(|finding| finding::is_overdue(finding, cx.cadences, cx.today)).count(),
            closed: findings().filter(|finding| closed(finding).is_some()).count(),
            median_days: median(days.collect()),
        }
    }
}

/// The middle one, or the mean of the two in the middle.
#[allow(clippy::cast_precision_loss, reason = "days of a calendar are far below the numbers a double cannot hold")]
fn median(mut days: Vec<i64>) -> Option<f64> {
    days.sort_unstable();
    let middle = days.len().checked_sub(1)? / 2;
    Some((days[middle] + days[days.len() / 2]) as f64 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 2]), Some(2.0));
        assert_eq!(median(vec![4, 1, 2, 9]), Some(3.0));
        assert_eq!(median(vec![1, 2]), Some(1.5));
    }
}
