//! Which assessments of risks count together (8.2).

use super::cx::Now;
use crate::base::date::Date;
use crate::model::kinds::{Assessment, Trigger};
use crate::model::program::View;

/// The planned assessments of the last cycle by day: those up to half the cadence of assessments before the last of them. The
/// one of the year before is seldom a year before to the day.
/// Assessments that something triggered look at one thing, with those whom it concerns.
pub fn planned_cycle<'a>(cx: &Now<'a>) -> Vec<View<'a, Assessment>> {
    let planned = cx.program.all::<Assessment>().filter(|assessment| assessment.trigger == Trigger::Planned && assessment.on <= cx.today);
    let mut planned: Vec<View<'_, Assessment>> = planned.collect();
    planned.sort_by_key(|assessment| (assessment.on, &assessment.data().id));
    let last = planned.last().map(|last| last.on);
    let half = |last: Date| last.plus(cx.cadences.risk_assessment()).days_since(last) / 2;
    planned.retain(|assessment| last.is_some_and(|last| last.days_since(assessment.on) <= half(last)));
    planned
}
