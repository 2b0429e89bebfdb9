//! What an audit is to look at: clauses, and rows of the Statement of Applicability.

use super::coverage::Looked;
use super::cx::Now;
use super::soa::SoaRow;
use crate::model::clause::{self, Clause};
use crate::model::kinds::Audit;
use std::collections::HashSet;

/// What an audit is to look at, in the order of the standard.
pub struct Audited<'c, 'a> {
    pub clauses: Vec<&'static Clause>,
    pub rows: Vec<&'c SoaRow<'a>>,
    /// The record names clauses or controls. One that names none looks at all clauses and all applicable controls.
    pub is_named: bool,
    /// Controls that the record names and that are none of the Statement of Applicability, such as retired ones.
    pub unknown: Vec<&'a str>,
}

/// What an audit is to look at.
pub fn audited<'c, 'a>(cx: &'c Now<'a>, audit: &'a Audit) -> Audited<'c, 'a> {
    let is_named = !(audit.clauses.is_empty() && audit.controls.is_empty());
    let looked = Looked::of([audit]);
    let clauses = clause::leaf().filter(|clause| !is_named || looked.at_clause(clause.id));
    let rows = cx.soa().iter().filter(|row| if is_named { looked.at_control(row) } else { row.applicable == Some(true) });
    let rows: Vec<&SoaRow<'a>> = rows.collect();
    let there = rows.iter().flat_map(|row| row.controls.iter().map(|control| control.data().id.as_str()).chain([row.id]));
    let there: HashSet<&str> = there.collect();
    let unknown = audit.controls.iter().map(|measure| measure.id()).filter(|id| !there.contains(id)).collect();
    Audited { clauses: clauses.collect(), rows, is_named, unknown }
}
