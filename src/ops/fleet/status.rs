//! How each programme stands, those that need help first.

use super::Fleet;
use crate::ops::error::Error;
use crate::ops::list::sort_keys;
use crate::ops::read::Need;
use crate::ops::report::reported;
use crate::report::fleet::{FIELDS, FleetStatusReport, ProgrammeFacts};
use crate::report::list::order_of;
use std::cmp::Ordering;

/// What to show, and how.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// A test of the language of `isms list`.
    pub test: Option<&'a str>,
    /// Fields to sort by; `-` before one puts the highest first. Those that need help come first if there are none.
    pub sort: &'a [String],
}

/// How the programmes stand. Of one that cannot be read only what `fleet.yaml` says of it can decide whether it is told.
///
/// # Errors
/// When a test or a sorting asks for what nobody knows.
pub fn status(mut fleet: Fleet, wanted: Wanted<'_>) -> Result<(FleetStatusReport, Fleet), Error> {
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    let keys = sort_keys(wanted.sort);
    if let Some((path, _)) = keys.iter().find(|(path, _)| !names.contains(&path.as_str()) && !fleet.written(path)) {
        return Err(fleet.unknown(&wanted.sort.join(","), path, &names));
    }
    let query = fleet.keep(wanted.test, &names)?;
    let answers = fleet.each(|view, about| {
        reported(view, Need::Rules, |seen| Ok(ProgrammeFacts::of(about, &seen.cx, seen.outcome(), seen.due(), &seen.origin)))
    });
    let (mut programmes, unread) = fleet.parted(answers);
    if let Some(query) = &query {
        programmes.retain(|facts| query.holds(&|path| facts.values(path), &[]));
    }
    if !keys.is_empty() {
        programmes.sort_by(|a, b| {
            let by = |(path, highest_first): &(String, bool)| order_of(&a.values(path), &b.values(path), *highest_first);
            keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
    }
    let report = FleetStatusReport::build(programmes, !keys.is_empty(), unread, fleet.total, fleet.seen());
    Ok((report, fleet))
}
