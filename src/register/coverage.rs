//! What internal audits of a cycle look at, and what none of them does (9.2.2).

use super::cx::Now;
use super::soa::SoaRow;
use crate::model::clause;
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::{Program, View};
use std::collections::HashSet;

/// What the internal audits of the cycle that ends today leave out. Planned ones count: they are the programme.
pub struct Coverage<'a> {
    /// The audits, in the order of files.
    pub audits: Vec<View<'a, Audit>>,
    /// The clauses that none of them looks at.
    pub clauses: Vec<&'static str>,
    /// The applicable controls that none of them looks at.
    pub controls: Vec<&'a str>,
}

/// Which clauses and controls an audit looks at, whole chapters with all that is in them.
pub struct Looked<'a> {
    clauses: HashSet<&'a str>,
    measures: HashSet<&'a str>,
}

impl<'a> Looked<'a> {
    pub fn of(audits: impl IntoIterator<Item = &'a Audit> + Clone) -> Self {
        let clauses = audits.clone().into_iter().flat_map(|audit| &audit.clauses).map(|clause| clause.id()).collect();
        Self { clauses, measures: audits.into_iter().flat_map(|audit| &audit.controls).map(|measure| measure.id()).collect() }
    }

    pub fn at_clause(&self, id: &str) -> bool {
        self.clauses.iter().any(|audited| id == *audited || id.strip_prefix(audited).is_some_and(|rest| rest.starts_with('.')))
    }

    pub fn at_control(&self, row: &SoaRow<'_>) -> bool {
        self.measures.contains(row.id) || row.controls.iter().any(|control| self.measures.contains(control.id.as_str()))
    }
}

/// The internal audits of a programme.
pub fn internal_audits(program: &Program) -> impl Iterator<Item = View<'_, Audit>> {
    program.all::<Audit>().filter(|audit| audit.kind == AuditType::Internal)
}

/// What the internal audits of the cycle leave out.
pub fn coverage<'a>(cx: &Now<'a>) -> Coverage<'a> {
    let cycle = cx.cadences.audit_cycle();
    let in_cycle = |audit: &View<'_, Audit>| audit.started.or(audit.planned).is_some_and(|day| day.plus(cycle) >= cx.today);
    let audits: Vec<View<'a, Audit>> = internal_audits(cx.program).filter(in_cycle).collect();
    let looked = Looked::of(audits.iter().map(|audit| audit.data()));
    let clauses = clause::leaf().map(|clause| clause.id).filter(|id| !looked.at_clause(id)).collect();
    let rows = cx.soa().iter().filter(|row| row.applicable == Some(true) && !looked.at_control(row));
    Coverage { clauses, controls: rows.map(|row| row.id).collect(), audits }
}
