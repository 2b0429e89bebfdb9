//! `isms audit plan`: what internal audits have looked at and when, what comes first and why, and who may look.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, share};
use crate::base::date::Date;
use crate::base::text::count;
use crate::register::cx::Cx;
use crate::register::programme::{self, Auditor, Part, Reason};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ProgrammeReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The first day of the cycle that ends today.
    pub since: Date,
    /// What is not planned first, the most urgent of it first.
    pub parts: Vec<PartFacts>,
    /// Who may audit, as far as records know.
    pub auditors: Vec<MayAudit>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A clause, a control, or a place of the scope.
#[derive(Serialize, JsonSchema)]
pub struct PartFacts {
    pub kind: PartKind,
    /// The number of a clause, the id of a control, the name of a place.
    pub part: String,
    /// The last internal audit that looked at it.
    pub last_audit: Option<String>,
    pub last_on: Option<Date>,
    pub planned_audit: Option<String>,
    pub planned_on: Option<Date>,
    /// The day by which the cycle wants it looked at again.
    pub due: Date,
    /// Why it comes early, the heaviest first.
    pub reasons: Vec<String>,
    pub owners: Vec<String>,
    /// Who may look at it.
    pub may_audit: Vec<String>,
    /// No audit to come looks at it, and today is late enough or there is a reason.
    #[serde(skip)]
    is_open: bool,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    Clause,
    Control,
    Place,
}

/// Somebody who audits.
#[derive(Serialize, JsonSchema)]
pub struct MayAudit {
    /// The id of a person, or the name of somebody outside.
    pub auditor: String,
    pub outside: bool,
    /// How many of the parts they may look at.
    pub may: usize,
    pub may_not: Vec<MayNot>,
}

/// What somebody may not look at.
#[derive(Serialize, JsonSchema)]
pub struct MayNot {
    pub part: String,
    pub why: String,
}

/// Why something comes early, in words.
pub fn words(reason: &Reason<'_>) -> String {
    match reason {
        Reason::Unmended(grade, finding) => format!("{} `{finding}` is not shown to be mended", grade.name()),
        Reason::Failed => "its last test failed".into(),
        Reason::AboveAppetite(risk) => format!("`{risk}` is above the appetite"),
        Reason::Unseen => "no audit of the cycle names it".into(),
        Reason::Mended(finding) => format!("`{finding}` was raised in this cycle, and is mended"),
    }
}

impl ProgrammeReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let rows = programme::rows(cx);
        let auditors = programme::auditors(cx);
        let facts = |row: &programme::Row<'_, '_>| {
            let may = auditors.iter().filter(|auditor| auditor.tie(row.part).is_none());
            PartFacts {
                kind: kind(row.part),
                part: row.part.id().to_owned(),
                last_audit: row.last.map(|(_, audit)| audit.data().id.clone()),
                last_on: row.last.map(|(day, _)| day),
                planned_audit: row.planned.map(|(_, audit)| audit.data().id.clone()),
                planned_on: row.planned.map(|(day, _)| day),
                due: row.due,
                reasons: row.reasons.iter().map(words).collect(),
                owners: row.owners.clone(),
                may_audit: may.map(|auditor| auditor.id.to_owned()).collect(),
                is_open: row.is_open(cx.today),
            }
        };
        let parts: Vec<PartFacts> = rows.iter().map(facts).collect();
        let auditors: Vec<MayAudit> = auditors.iter().map(|auditor| may_audit(auditor, &rows)).collect();
        let since = cx.today.minus(cx.cadences.audit_cycle());
        let named = parts.iter().flat_map(|part| {
            let audits = part.last_audit.iter().chain(&part.planned_audit);
            audits.chain(&part.owners).chain(&part.may_audit).chain([&part.part])
        });
        let names = Names::of(cx.program, cx.today, named.chain(auditors.iter().map(|one| &one.auditor)).map(String::as_str));
        let mut head = super::head(cx, "Programme of internal audits", origin);
        head.facts.push(fact("Cycle", format!("{since} to {}", cx.today)));
        for (kind, name) in [(PartKind::Clause, "Clauses"), (PartKind::Control, "Controls"), (PartKind::Place, "Units and locations")] {
            let of = || parts.iter().filter(move |part| part.kind == kind);
            let seen = of().filter(|part| part.last_on.is_some() && part.due >= cx.today).count();
            let planned = of().filter(|part| part.planned_audit.is_some()).count();
            if of().next().is_some() {
                head.facts
                    .push(fact(name, format!("{} looked at in this cycle, {planned} in an audit to come", share(seen, of().count()))));
            }
        }
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), since, parts, auditors, head, names }
    }

    fn row<'a>(&'a self, part: &'a PartFacts) -> Row<'a> {
        let of = |audit: &'a Option<String>, on: Option<Date>| match (audit, on) {
            (Some(audit), Some(on)) => Cell::phrase([on.into(), super::doc::Value::id(audit.as_str())]),
            _ => Cell::none(),
        };
        let last = match part.last_on {
            Some(_) => of(&part.last_audit, part.last_on),
            None => Cell::toned("none", Tone::Warn),
        };
        let may = match part.may_audit.is_empty() {
            true => Cell::toned("nobody that is known", Tone::Bad),
            false => Cell::list(part.may_audit.iter().map(|id| self.names.id(id))),
        };
        let tone = if part.reasons.is_empty() { Tone::Plain } else { Tone::Warn };
        let cells = vec![
            self.names.id(&part.part).into(),
            last,
            of(&part.planned_audit, part.planned_on),
            Cell { tone, ..Cell::list(&part.reasons) },
            part.due.into(),
            may,
            self.names.ids(&part.owners),
        ];
        Row::new(cells)
    }

    fn table<'a>(&'a self, name: &'static str, of: impl Fn(&PartFacts) -> bool + 'a) -> Table<'a> {
        let of = std::rc::Rc::new(of);
        Table {
            name,
            columns: vec![
                Column::text("What", 0),
                Column::short("Last audited", 0),
                Column::short("Planned", 0),
                Column::text("Why early", 0),
                Column::short("Again by", 2),
                Column::text("May audit", 1),
                Column::text("Owner", 3),
            ],
            rows: Rows::new(move || {
                let of = of.clone();
                self.parts.iter().filter(move |part| of(part)).map(|part| self.row(part))
            }),
            empty: "There is nothing to look at.",
        }
    }

    fn auditor_table(&self) -> Table<'_> {
        Table {
            name: "auditors",
            columns: vec![Column::text("Auditor", 0), Column::short("May look at", 0), Column::text("Not at", 1)],
            rows: Rows::new(|| self.auditors.iter().map(|auditor| self.auditor_row(auditor))),
            empty: "Nobody has the duty of internal audit, and nobody has audited.",
        }
    }

    fn auditor_row<'a>(&'a self, auditor: &'a MayAudit) -> Row<'a> {
        let may_not = auditor.may_not.iter().map(|not| format!("{}: {}", not.part, not.why));
        let may_not: Vec<String> = match auditor.outside {
            true => vec!["from outside; no record says whose work they did".into()],
            false => may_not.collect(),
        };
        let may = share(auditor.may, auditor.may + auditor.may_not.len());
        Row::new(vec![self.names.id(&auditor.auditor).into(), may.into(), Cell::list(may_not)])
    }
}

fn may_audit(auditor: &Auditor<'_>, rows: &[programme::Row<'_, '_>]) -> MayAudit {
    let not = rows.iter().filter_map(|row| Some(MayNot { part: row.part.id().to_owned(), why: auditor.tie(row.part)? }));
    let may_not: Vec<MayNot> = not.collect();
    MayAudit { auditor: auditor.id.to_owned(), outside: auditor.is_outside, may: rows.len() - may_not.len(), may_not }
}

fn kind(part: Part<'_, '_>) -> PartKind {
    match part {
        Part::Clause(_) => PartKind::Clause,
        Part::Control(_) => PartKind::Control,
        Part::Place(_) => PartKind::Place,
    }
}

impl Report for ProgrammeReport {
    const NAME: &'static str = "audit-plan";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let open = |part: &PartFacts| part.is_open;
        let urgent = self.parts.iter().filter(|part| open(part)).count();
        let mut blocks = Vec::new();
        if urgent > 0 {
            let text = format!(
                "{} no audit that is to come, and a reason to be looked at now; `isms audit plan --write` plans audits for them.",
                match urgent {
                    1 => "1 part has".to_owned(),
                    n => format!("{} have", count(n, "part")),
                }
            );
            blocks.extend([heading("What comes first"), Block::Paragraph { text }, Block::Table(self.table("first", open))]);
        }
        for (kind, text, name) in [
            (PartKind::Clause, "Clauses", "clauses"),
            (PartKind::Control, "Controls", "controls"),
            (PartKind::Place, "Units and locations", "places"),
        ] {
            if self.parts.iter().any(|part| part.kind == kind) {
                blocks.extend([heading(text), Block::Table(self.table(name, move |part| part.kind == kind))]);
            }
        }
        blocks.extend([heading("Who may audit"), Block::Table(self.auditor_table())]);
        let text = "Whoever audits looks at nothing of their own. Whether somebody from outside did work here, and whether anybody is able to audit, is for a person to say.";
        blocks.push(Block::Paragraph { text: text.into() });
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.table("parts", |_| true))
    }
}
