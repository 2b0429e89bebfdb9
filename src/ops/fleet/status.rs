//! How each programme stands, those that need help first.

use super::{Fleet, member};
use crate::ops::error::Error;
use crate::ops::list::{self, sort_keys};
use crate::ops::read::Need;
use crate::ops::report::reported;
use crate::register::query::Value;
use crate::report::fleet::{About, FIELDS, FleetStatusReport, ProgrammeFacts};
use crate::report::list::order_of;
use crate::report::state::StateReport;
use std::cmp::Ordering;

/// What to show, and how.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// A test of the language of `isms list`.
    pub test: Option<&'a str>,
    /// Fields to sort by; `-` before one puts the highest first. Those that need help come first if there are none.
    pub sort: &'a [String],
}

/// How the programmes stand.
///
/// # Errors
/// When a test or a sorting asks for what nobody knows.
pub fn status(fleet: Fleet, wanted: Wanted<'_>) -> Result<(FleetStatusReport, Fleet), Error> {
    let query = wanted.test.map(list::parsed).transpose()?;
    let keys = sort_keys(wanted.sort);
    let known = |path: &str| FIELDS.contains(&path) || fleet.written(path);
    if let (Some(query), Some(test)) = (&query, wanted.test)
        && let Some(field) = query.fields().into_iter().find(|field| !known(&field.path))
    {
        return Err(fleet.unknown(test, &field.path, &FIELDS));
    }
    if let Some((path, _)) = keys.iter().find(|(path, _)| !known(path)) {
        return Err(fleet.unknown(&wanted.sort.join(","), path, &FIELDS));
    }
    let answers = fleet.each(|view, about: About| {
        reported(view, Need::Rules, |seen| {
            let state = StateReport::build(&seen.cx, seen.outcome(), seen.due(), &seen.origin);
            Ok(ProgrammeFacts::of(about, &seen.cx, &state, seen.due()))
        })
    });
    let (mut programmes, mut unread) = fleet.parted(answers);
    let values = |facts: &ProgrammeFacts, path: &str| -> Vec<Value> {
        let of = |about: &About| fleet.members.iter().find(|member| member.name == about.programme).map(|member| member.values(path));
        if member::WRITTEN.contains(&path) || !FIELDS.contains(&path) { of(&facts.about).unwrap_or_default() } else { facts.values(path) }
    };
    if let Some(query) = &query {
        programmes.retain(|facts| query.holds(&|path| values(facts, path), &[]));
        // Of one that was not read only what the file says of it is known: it is left out where that alone decides.
        if query.fields().iter().all(|field| fleet.written(&field.path)) {
            unread.retain(|one| {
                let member = fleet.members.iter().find(|member| member.name == one.about.programme);
                member.is_some_and(|member| query.holds(&|path| member.values(path), &[]))
            });
        }
    }
    if !keys.is_empty() {
        programmes.sort_by(|a, b| {
            let by = |(path, highest_first): &(String, bool)| order_of(&values(a, path), &values(b, path), *highest_first);
            keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }
    let report = FleetStatusReport::build(programmes, !keys.is_empty(), unread, fleet.members.len(), fleet.seen());
    Ok((report, fleet))
}
