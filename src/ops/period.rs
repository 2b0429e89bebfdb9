//! A state held against an earlier one: papers for those who decide are about what happened in between.

use super::error::Error;
use super::open::View;
use super::read::{Need, Read};
use crate::base::date::{Date, Period};
use crate::model::kinds::Review;
use crate::model::program::{Program, ROOT};
use crate::report::paper::{Begins, SinceFacts, Stretch};
use crate::store::Source as _;

/// Reads a state and the one at the end of the day that the time begins with, and makes a report of both. That of today may
/// be made without the earlier one, and says then why nothing is compared.
///
/// # Errors
/// When there is no such commit, it is later, or bytes cannot be had.
pub fn over<R>(
    view: &View,
    since: Option<&str>,
    without_review: Option<Period>,
    build: impl FnOnce(&Stretch<'_, '_, '_>) -> R,
) -> Result<R, Error> {
    let read = view.read(Need::Approvals)?;
    view.mention_findings(&read.loaded);
    since_then(view, &read, since, without_review, build)
}

/// The same of a state that was read already.
///
/// # Errors
/// As [`over`].
pub fn since_then<R>(
    view: &View,
    read: &Read,
    since: Option<&str>,
    without_review: Option<Period>,
    build: impl FnOnce(&Stretch<'_, '_, '_>) -> R,
) -> Result<R, Error> {
    let (mut facts, earlier) = begins(view, &read.loaded.program, since, without_review)?;
    let then = match earlier {
        Ok(earlier) => Some(read_then(&earlier, &mut facts)?),
        Err(why) => {
            facts.uncompared = why;
            None
        }
    };
    let (now, then) = (read.cx(), then.as_ref().map(Read::cx));
    Ok(build(&Stretch::new(&now, then.as_ref(), facts)))
}

fn read_then(earlier: &View, facts: &mut SinceFacts) -> Result<Read, Error> {
    let then = earlier.read(Need::Approvals)?;
    earlier.mention_findings(&then.loaded);
    facts.commit = earlier.source.commit();
    Ok(then)
}

/// A state to be read, or why there is none; nothing where nobody asks for one.
type Earlier = Result<View, Option<String>>;

/// Where the time begins, and the state of that day.
fn begins(view: &View, program: &Program, since: Option<&str>, without_review: Option<Period>) -> Result<(SinceFacts, Earlier), Error> {
    let at = |begins, on, review| SinceFacts { begins, on, review, commit: None, uncompared: None };
    if let Some(since) = since {
        let Ok(day) = since.parse::<Date>() else {
            let mut earlier = view.elsewhere(since)?;
            earlier.today = not_later(view, earlier.source.day().unwrap_or(earlier.today), since)?;
            return Ok((at(Begins::Asked, Some(earlier.today), None), Ok(earlier)));
        };
        return Ok((at(Begins::Asked, Some(not_later(view, day, since)?), None), on(view, day)?));
    }
    // One of today is the one that somebody prepares.
    let held = program.all::<Review>().map(|review| review.data()).filter(|review| review.took_place() && review.on < view.today);
    if let Some(last) = held.max_by_key(|review| (review.on, &review.id)) {
        return Ok((at(Begins::Review, Some(last.on), Some(last.id.clone())), on(view, last.on)?));
    }
    match without_review.map(|period| view.today.minus(period)) {
        Some(day) => Ok((at(Begins::Days, Some(day), None), on(view, day)?)),
        None => Ok((at(Begins::First, None, None), Err(None))),
    }
}

fn not_later(view: &View, day: Date, since: &str) -> Result<Date, Error> {
    if day > view.today {
        let error = Error::asked(format!("`--since {since}` is after {}, the day that is looked from", view.today));
        return Err(error.hint("name an earlier day or commit"));
    }
    Ok(day)
}

/// The state at the end of a day, of the commits that the later one rests on.
fn on(view: &View, day: Date) -> Result<Earlier, Error> {
    let why = |why: String| Ok(Err(Some(why)));
    let Ok(repository) = view.repository() else { return why("the programme is in no git repository".into()) };
    if !repository.has_commits()? {
        return why("there are no commits yet".into());
    }
    let Some(commit) = repository.line(&view.revision())?.on(day) else {
        let shallow = if repository.is_shallow() { ", and this clone is shallow" } else { "" };
        return why(format!("there is no commit on or before {day}{shallow}"));
    };
    if repository.state(commit)?.is_none_or(|source| source.content(ROOT).is_none()) {
        return why(format!("the programme was in no commit on {day}"));
    }
    let mut earlier = view.elsewhere(&commit.to_string())?;
    earlier.today = day;
    Ok(Ok(earlier))
}
