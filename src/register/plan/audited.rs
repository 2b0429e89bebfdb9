//! What stands before stage 2: what internal audits have looked at, and how long controls have been at work.

use crate::base::date::Date;
use crate::model::clause;
use crate::model::kinds::Audit;
use crate::register::coverage::{Looked, coverage};
use crate::register::cx::Now;
use crate::register::group::alike;
use crate::register::held::Course;
use crate::register::soa::{SoaRow, SoaStatus};
use std::collections::HashMap;

/// What finished internal audits have looked at.
pub struct Audited<'a> {
    /// The clauses that none of them has looked at.
    pub clauses: Vec<&'static str>,
    /// The sites that none of them has looked at, where they say at which they looked.
    pub places: Vec<&'a str>,
    /// There are several sites, and no audit says at which it looked.
    pub is_silent_on_places: bool,
    /// The applicable controls that none of them has looked at.
    pub controls: Vec<&'a str>,
    /// How many clauses and sites there are.
    pub of: usize,
    /// The day by which all of these had been looked at, if they were.
    pub on: Option<Date>,
    /// Some audit of the cycle has begun.
    pub has_begun: bool,
    /// The day of the next one that is planned.
    pub planned: Option<Date>,
}

/// What the internal audits have looked at that were finished by today, in the cycle that ends today.
pub fn audited<'a>(cx: &Now<'a>) -> Audited<'a> {
    let audits = coverage(cx).audits;
    let finished = audits.iter().filter_map(|audit| Some((audit.held(cx.today)?, audit.data())));
    let mut finished: Vec<(Date, &Audit)> = finished.collect();
    finished.sort_by_key(|(day, _)| *day);
    let (mut clauses, mut sites): (HashMap<&str, Date>, HashMap<String, Date>) = (HashMap::new(), HashMap::new());
    for (day, audit) in &finished {
        let looked = Looked::of([*audit]);
        for clause in clause::leaf().filter(|clause| looked.at_clause(clause.id)) {
            clauses.entry(clause.id).or_insert(*day);
        }
        for site in &audit.places {
            sites.entry(alike(site)).or_insert(*day);
        }
    }
    let all = all_sites(cx);
    let is_silent = sites.is_empty();
    let seen = |site: &&&str| is_silent || sites.contains_key(&alike(site));
    let unseen: Vec<&str> = all.iter().filter(|site| !seen(site)).copied().collect();
    let left: Vec<&'static str> = clause::leaf().map(|clause| clause.id).filter(|id| !clauses.contains_key(id)).collect();
    let visits = all.iter().filter_map(|site| sites.get(&alike(site)));
    let last = clauses.values().chain(visits).copied().max();
    let looked = Looked::of(finished.iter().map(|(_, audit)| *audit));
    let controls = cx.soa().iter().filter(|row| row.applicable == Some(true) && !looked.at_control(row));
    Audited {
        has_begun: audits.iter().any(|audit| matches!(audit.course(cx.today), Some(Course::Held(_) | Course::Begun(_)))),
        planned: audits.iter().filter_map(|audit| audit.to_come(cx.today)).min(),
        on: last.filter(|_| left.is_empty() && unseen.is_empty()),
        of: clause::leaf().count() + all.len(),
        is_silent_on_places: is_silent && all.len() > 1 && !finished.is_empty(),
        controls: controls.map(|row| row.id).collect(),
        clauses: left,
        places: unseen,
    }
}

/// The sites in scope: its locations, or else the sites of the organisation.
fn all_sites<'a>(cx: &Now<'a>) -> Vec<&'a str> {
    let locations = cx.program.scope().and_then(|scope| scope.data().includes.as_ref()).map(|includes| &includes.locations);
    let sites = cx.program.isms().map(|isms| &isms.data().organisation.sites);
    let sites = locations.filter(|locations| !locations.is_empty()).or(sites);
    sites.into_iter().flatten().map(String::as_str).collect()
}

/// The applicable controls that are at work, each with the first day on which all behind it were, the earliest first; and how
/// many apply.
pub fn at_work<'r, 'a>(cx: &'r Now<'a>) -> (Vec<(Date, &'r SoaRow<'a>)>, usize) {
    let applicable = || cx.soa().iter().filter(|row| row.applicable == Some(true));
    let since = |row: &'r SoaRow<'a>| {
        let days = row.controls.iter().map(|control| control.implemented_on.filter(|day| *day <= cx.today));
        let day = days.collect::<Option<Vec<Date>>>()?.into_iter().max()?;
        (row.status == SoaStatus::Implemented).then_some((day, row))
    };
    let mut rows: Vec<(Date, &SoaRow<'a>)> = applicable().filter_map(since).collect();
    rows.sort_by_key(|(day, _)| *day);
    (rows, applicable().count())
}

/// The day from which on more than half of the applicable controls were at work. A few that came later are something to be
/// asked about; they do not begin the operation of the system anew.
pub(super) fn operating_since(cx: &Now<'_>) -> Option<Date> {
    let (rows, of) = at_work(cx);
    rows.get(of / 2).map(|(day, _)| *day)
}
