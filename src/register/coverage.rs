//! What internal audits of a cycle look at, and what none of them does (9.2.2).

use super::cx::Now;
use super::soa::SoaRow;
use crate::model::clause;
use crate::model::kinds::{Audit, AuditType};
use crate::model::program::{Program, View};
use std::collections::HashSet;

/// What the internal audits of the cycle that ends today leave out. Those to come count: they are the programme. One that was let
/// pass is none of it.
pub struct Coverage<'a> {
    /// The audits, in the order of files.
    pub audits: Vec<View<'a, Audit>>,
    /// The clauses that none of them looks at.
    pub clauses: Vec<&'static str>,
    /// The applicable controls that none of them looks at.
    pub controls: Vec<&'a str>,
}

/// Which clauses and controls an audit looks at, whole chapters with all that is in them; a letter has the auditor look at its
/// clause.
pub struct Looked<'a> {
    clauses: HashSet<&'a str>,
    measures: HashSet<&'a str>,
}

impl<'a> Looked<'a> {
    pub fn of(audits: impl IntoIterator<Item = &'a Audit> + Clone) -> Self {
        let clauses = audits.clone().into_iter().flat_map(|audit| &audit.clauses).map(|clause| clause.id()).collect();
        Self { clauses, measures: audits.into_iter().flat_map(|audit| &audit.controls).map(|measure| measure.id()).collect() }
    }

    /// Some clause is named.
    pub fn names_clauses(&self) -> bool {
        !self.clauses.is_empty()
    }

    /// Some control is named.
    pub fn names_controls(&self) -> bool {
        !self.measures.is_empty()
    }

    pub fn at_clause(&self, id: &str) -> bool {
        self.clauses.iter().any(|audited| clause::takes_in(audited, id))
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
    let in_cycle = |audit: &View<'_, Audit>| audit.counted_on(cx.today).is_some_and(|day| day.plus(cycle) >= cx.today);
    let audits: Vec<View<'a, Audit>> = internal_audits(cx.program).filter(in_cycle).collect();
    let looked = Looked::of(audits.iter().map(|audit| audit.data()));
    let clauses = clause::leaf().map(|clause| clause.id).filter(|id| !looked.at_clause(id)).collect();
    let rows = cx.soa().iter().filter(|row| row.applicable == Some(true) && !looked.at_control(row));
    Coverage { clauses, controls: rows.map(|row| row.id).collect(), audits }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::register::cx::Cx;
    use crate::store::memory::Memory;

    /// How many clauses internal audits leave out on 2026-06-30.
    fn left(audit: &str) -> usize {
        let mut files = Memory::default();
        files.put("audits/AUD-1.yaml", format!("id: AUD-1\ntitle: One\ntype: internal\n{audit}\n"));
        let program = load(&files).unwrap().program;
        coverage(&Cx::new(&program, None, "2026-06-30".parse().unwrap())).clauses.len()
    }

    #[test]
    fn what_was_planned_and_not_held_covers_nothing() {
        let with = |days: &str| left(&format!("{days}\nclauses: ['4', '5', '6', '7', '8', '9', '10']"));
        assert_eq!(
            [with("planned: 2026-06-30"), with("finished: 2023-06-30"), with("planned: 2026-05-01\nstarted: 2026-06-29")],
            [0, 0, 0]
        );
        assert_eq!([with("planned: 2026-06-29"), with("finished: 2023-06-29"), with("")], [30, 30, 30]);
    }

    #[test]
    fn whoever_looks_at_a_letter_looks_at_its_clause() {
        let with = |clauses: &str| left(&format!("finished: 2026-05-01\nclauses: [{clauses}]"));
        assert_eq!([with("'9.2.1 a'"), with("'9.2'"), with("'9'"), with("'9.2.1', '9.2.1 b'")], [29, 28, 24, 29]);
    }
}
