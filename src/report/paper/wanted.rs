//! What top management has to decide: nobody else may, or nobody has in time.

use super::{LineFacts, Stretch, risks};
use crate::base::choice::Choice as _;
use crate::base::date::Period;
use crate::register::acceptance::AcceptanceState;
use crate::register::due::{self, Due, Matter};
use crate::report::doc::Tone;
use std::collections::HashSet;

/// What comes within so long is told.
const SOON: Period = Period::days(90);

/// Matters that somebody decides on, before their day is over.
const DECIDED: &[Matter] =
    &[Matter::Acceptance, Matter::Exception, Matter::Review, Matter::Certification, Matter::Cycle, Matter::Notice, Matter::Treatment];

/// Matters that somebody does: once they are late, somebody decides on means or days.
const DONE: &[Matter] = &[Matter::Decision, Matter::Finding, Matter::Objective, Matter::Milestone, Matter::Notification];

/// Risks that nobody lives with, treatments that nobody has approved, then what is late and what comes.
pub(super) fn decisions(stretch: &Stretch<'_, '_, '_>) -> Vec<LineFacts> {
    let today = stretch.now.today;
    let untreated = stretch.now.risks().iter().filter(|row| row.above_appetite && row.acceptance != AcceptanceState::Valid);
    let untreated = untreated.filter(|row| row.risk.treatment.is_none());
    let mut lines: Vec<LineFacts> = untreated
        .map(|row| LineFacts::of(&row.risk.id, &row.risk.title, "above the appetite: treat it, or accept it").toned(Tone::Bad))
        .collect();
    let left = stretch.now.risks().iter().filter(|row| row.risk.treatment.is_some() && row.acceptance != AcceptanceState::Valid);
    lines.extend(left.filter(|row| stretch.is_left_above(row)).map(|row| {
        let text = "what is left of it is above the appetite: accept it, or treat it further";
        LineFacts::of(&row.risk.id, &row.risk.title, text).toned(Tone::Bad)
    }));
    let told: HashSet<String> = lines.iter().filter_map(|line| line.record.clone()).collect();
    lines.extend(risks::unapproved(stretch).filter(|line| line.record.as_ref().is_none_or(|record| !told.contains(record))));
    let all = due::all(stretch.now);
    let soon = today.plus(SOON);
    let is_told = |due: &&Due<'_>| {
        let late = due.is_overdue(today);
        DONE.contains(&due.matter) && late || DECIDED.contains(&due.matter) && due.on.is_none_or(|on| on <= soon)
    };
    lines.extend(all.iter().filter(is_told).map(|due| line(stretch, due)));
    lines
}

fn line(stretch: &Stretch<'_, '_, '_>, due: &Due<'_>) -> LineFacts {
    let late = due.is_overdue(stretch.now.today);
    let name = &stretch.name(due.of);
    let owner = due.owner.map_or(String::new(), |owner| format!(", {}", stretch.name(owner)));
    let what = due.what.trim();
    let said = if what == *name { what_of(due.matter).to_owned() } else { what.to_owned() };
    let text = if late { format!("late: {said}{owner}") } else { format!("{said}{owner}") };
    LineFacts::of(due.of, name, text).on(due.on).toned(if late { Tone::Bad } else { Tone::Warn })
}

/// What it is about, where it says no more than what it is called.
fn what_of(matter: Matter) -> &'static str {
    Matter::ALL.iter().find(|(.., of)| *of == matter).map_or("", |(_, means, _)| means)
}
