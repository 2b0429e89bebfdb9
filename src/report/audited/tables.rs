//! The tables of a report on an audit.

use super::{AuditFindingFacts, AuditReport, AuditorFacts, LookedFacts};
use crate::model::kinds::SampleMethod;
use crate::report::doc::{Cell, Column, Row, Rows, Table, Tone};

impl AuditReport {
    pub(super) fn auditor_table(&self) -> Table<'_> {
        let row = |auditor: &'_ AuditorFacts| {
            let independence = match (&auditor.own_work, &auditor.tie) {
                (Some(own), _) => Cell::toned(format!("audits their own work: {own}"), Tone::Bad),
                (None, Some(tie)) => Cell::toned(format!("somebody else of the team looks at this: {tie}"), Tone::Note),
                (None, None) if auditor.outside => "from outside; no record says whose work they did".into(),
                (None, None) => Cell::toned("no record makes anything audited theirs", Tone::Good),
            };
            let competence = match (auditor.competence.is_empty(), auditor.outside) {
                (true, true) => "no record here".into(),
                (true, false) => Cell::toned("not written", Tone::Warn),
                (false, _) => Cell::list(auditor.competence.clone()),
            };
            Row::new(vec![Cell::from(self.names.text(&auditor.auditor)), independence, competence])
        };
        Table {
            name: "auditors",
            columns: vec![Column::text("Auditor", 0), Column::text("Independence", 0), Column::text("Able to", 1)],
            rows: Rows::new(move || self.auditors.iter().map(row)),
            empty: "No auditor is written down.",
        }
    }

    pub(super) fn scope_table(&self) -> Table<'_> {
        let ids = || self.clauses.iter().map(|id| ("clause", id)).chain(self.controls.iter().map(|id| ("control", id)));
        Table {
            name: "scope",
            columns: vec![Column::short("Part", 0), Column::text("Looked at", 0)],
            rows: Rows::new(move || ids().map(|(part, id)| Row::new(vec![part.into(), self.names.id(id).into()]))),
            empty: "The record names no clause and no control.",
        }
    }

    pub(super) fn sample_table(&self) -> Table<'_> {
        let row = |sample: &'_ LookedFacts| {
            let how = match sample.method {
                Some(SampleMethod::Sha256) => Cell::from("`isms audit sample` draws it again"),
                Some(SampleMethod::Judgement) => "by the judgement of the auditor".into(),
                Some(SampleMethod::All) => "all of them".into(),
                Some(SampleMethod::Other) => "in another way".into(),
                None => Cell::toned("not written", Tone::Note),
            };
            let items: Vec<String> = sample.items.iter().map(|item| self.names.text(item)).collect();
            let of = sample.population.map(f64::from);
            Row::new(vec![sample.what.clone().into(), sample.items.len().into(), of.into(), how, Cell::list(items)])
        };
        Table {
            name: "samples",
            columns: vec![
                Column::text("Drawn from", 0),
                Column::number("Items", 0),
                Column::number("Of", 0),
                Column::text("How", 2),
                Column::text("Which", 1),
            ],
            rows: Rows::new(move || self.samples.iter().map(row)),
            empty: "No sample is written down.",
        }
    }

    pub(super) fn finding_table(&self) -> Table<'_> {
        Table {
            name: "findings",
            columns: vec![
                Column::text("Finding", 0),
                Column::short("Grade", 0),
                Column::text("Requirement", 1),
                Column::text("What fails", 0),
                Column::text("What was seen", 2),
                Column::short("Raised", 3),
                Column::text("Today", 0),
            ],
            rows: Rows::new(|| self.findings.iter().map(|finding| self.finding_row(finding))),
            empty: "No finding names this audit as its source.",
        }
    }

    fn finding_row<'a>(&'a self, finding: &'a AuditFindingFacts) -> Row<'a> {
        let (today, tone) = match (finding.state, finding.closed, finding.due) {
            (_, Some(on), _) if finding.verified => (format!("closed on {on}, shown to work"), Tone::Good),
            (_, Some(on), _) => (format!("closed on {on}"), Tone::Plain),
            (state, _, Some(due)) if finding.overdue => (format!("{}, was due on {due}", state.name()), Tone::Bad),
            (state, _, Some(due)) => (format!("{}, due on {due}", state.name()), Tone::Plain),
            (state, _, None) => (state.name().to_owned(), Tone::Plain),
        };
        Row::new(vec![
            self.names.id(&finding.finding).into(),
            finding.grade.name().into(),
            finding.requirement.as_ref().map(|requirement| self.names.id(requirement)).unwrap_or_default().into(),
            finding.statement.as_ref().unwrap_or(&finding.title).into(),
            finding.evidence.as_ref().into(),
            finding.raised.into(),
            Cell::toned(today, tone),
        ])
    }
}
