//! `isms diff --readiness`: what moved between two readiness reports.

use super::ReadinessReport;
use super::verdict::{LikelyFinding, LikelyGrade, Verdict};
use crate::report::diff::Side;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use crate::report::{Origin, Report, fact, share};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ReadinessDiffReport {
    pub version: u32,
    pub from: Side,
    pub to: Side,
    /// The clauses whose result is another.
    pub clauses: Vec<ClauseMoved>,
    /// The controls of which another is shown than was, and those that are or were applicable only once.
    pub controls: Vec<ControlMoved>,
    /// Likely findings that were not there before.
    pub new: Vec<FindingMoved>,
    /// Likely findings that are there no more.
    pub gone: Vec<FindingMoved>,
    /// Likely findings that were there and are.
    pub stay: usize,
    /// Blockers before stage 2, before and after.
    pub blockers: [usize; 2],
    #[serde(skip)]
    head: Head,
}

/// A clause whose result is another.
#[derive(Serialize, JsonSchema)]
pub struct ClauseMoved {
    pub clause: String,
    pub title: String,
    pub before: Verdict,
    pub after: Verdict,
    /// Why, after.
    pub reasons: Vec<String>,
}

/// A control of which another is shown.
#[derive(Serialize, JsonSchema)]
pub struct ControlMoved {
    pub control: String,
    pub title: String,
    /// Of `applicable`, `designed`, `implemented`, `evidenced` and `effective`, what is shown now and was not.
    pub gained: Vec<&'static str>,
    /// What was shown and is not.
    pub lost: Vec<&'static str>,
}

/// A likely finding that came or went.
#[derive(Serialize, JsonSchema)]
pub struct FindingMoved {
    pub grade: LikelyGrade,
    pub requirement: String,
    pub statement: String,
}

impl ReadinessDiffReport {
    pub fn build((before, from): (&ReadinessReport, &Origin), (after, to): (&ReadinessReport, &Origin)) -> Self {
        let results: HashMap<&str, Verdict> = before.clauses.iter().map(|clause| (clause.clause.as_str(), clause.result)).collect();
        let clauses = after.clauses.iter().filter_map(|clause| {
            let was = *results.get(clause.clause.as_str())?;
            (was != clause.result).then(|| ClauseMoved {
                clause: clause.clause.clone(),
                title: clause.title.clone(),
                before: was,
                after: clause.result,
                reasons: clause.reasons.clone(),
            })
        });
        let (were, are) = (known(before), known(after));
        let moved = |of: &ReadinessReport, others: &BTreeSet<Known<'_>>| -> Vec<FindingMoved> {
            let left = of.likely_findings.iter().filter(|finding| !others.contains(&key(finding)));
            let facts = left.map(|finding| FindingMoved {
                grade: finding.grade,
                requirement: finding.requirement.clone(),
                statement: finding.statement.clone(),
            });
            facts.collect()
        };
        let (new, gone) = (moved(after, &were), moved(before, &are));
        let mut head = after.head.clone();
        head.title = "What moved in audit readiness".into();
        let (from, to) = (Side::of(before.as_of, from), Side::of(after.as_of, to));
        head.facts.push(fact("Compared", format!("{} with {}", from.words(), to.words())));
        Self {
            version: 1,
            clauses: clauses.collect(),
            controls: controls(before, after),
            stay: after.likely_findings.len() - new.len(),
            blockers: [before.blockers.stage_2, after.blockers.stage_2],
            new,
            gone,
            from,
            to,
            head,
        }
    }
}

/// What makes a likely finding the same one: its requirement, its rules, and the record that it is.
type Known<'f> = (&'f str, &'f [String], Option<&'f str>);

fn key(finding: &LikelyFinding) -> Known<'_> {
    // What no rule found and nobody recorded is known by its requirement alone: its words have counts in them.
    (&finding.requirement, &finding.rules, finding.recorded.as_deref())
}

fn known(report: &ReadinessReport) -> BTreeSet<Known<'_>> {
    report.likely_findings.iter().map(key).collect()
}

/// What is shown of each control, in one word each.
fn shown(report: &ReadinessReport) -> HashMap<&str, Vec<&'static str>> {
    let parts = report.controls.iter().map(|control| {
        let parts = [
            ("applicable", true),
            ("designed", control.designed),
            ("implemented", control.implemented),
            ("evidenced", control.evidenced),
            ("effective", control.effective),
        ];
        (control.control.as_str(), parts.into_iter().filter(|(_, is)| *is).map(|(word, _)| word).collect())
    });
    parts.collect()
}

fn controls(before: &ReadinessReport, after: &ReadinessReport) -> Vec<ControlMoved> {
    let (were, are) = (shown(before), shown(after));
    let none = Vec::new();
    let left = before.controls.iter().filter(|control| !are.contains_key(control.control.as_str()));
    let moved = after.controls.iter().chain(left).filter_map(|control| {
        let id = control.control.as_str();
        let (was, is) = (were.get(id).unwrap_or(&none), are.get(id).unwrap_or(&none));
        let only = |of: &[&'static str], not: &[&'static str]| of.iter().copied().filter(|word| !not.contains(word)).collect::<Vec<_>>();
        let (gained, lost) = (only(is, was), only(was, is));
        let moved = !gained.is_empty() || !lost.is_empty();
        moved.then(|| ControlMoved { control: id.into(), title: control.title.clone(), gained, lost })
    });
    moved.collect()
}

impl ReadinessDiffReport {
    fn clause_table(&self) -> Table<'_> {
        fn row(clause: &ClauseMoved) -> Row<'_> {
            Row::new(vec![
                Cell::id(&clause.clause),
                (&clause.title).into(),
                Cell::toned(clause.before.name(), clause.before.tone()),
                Cell::toned(clause.after.name(), clause.after.tone()),
                Cell::list(&clause.reasons),
            ])
        }
        Table {
            name: "clauses",
            columns: vec![
                Column::short("Clause", 0),
                Column::text("Title", 1),
                Column::short("Before", 0),
                Column::short("After", 0),
                Column::text("Why", 2),
            ],
            rows: Rows::new(|| self.clauses.iter().map(row)),
            empty: "No clause has another result.",
        }
    }

    fn control_table(&self) -> Table<'_> {
        fn row(control: &ControlMoved) -> Row<'_> {
            let toned = |words: &[&'static str], tone| Cell { tone, ..Cell::list(words.iter().copied()) };
            Row::new(vec![
                Cell::id(&control.control),
                (&control.title).into(),
                toned(&control.gained, Tone::Good),
                toned(&control.lost, Tone::Bad),
            ])
        }
        Table {
            name: "controls",
            columns: vec![Column::short("Control", 0), Column::text("Title", 1), Column::text("Shown now", 0), Column::text("No more", 0)],
            rows: Rows::new(|| self.controls.iter().map(row)),
            empty: "Of no control another is shown.",
        }
    }

    fn finding_table(&self) -> Table<'_> {
        fn row(finding: &FindingMoved, is_new: bool) -> Row<'_> {
            let (group, tone) = if is_new { ("New", Tone::Bad) } else { ("Gone", Tone::Good) };
            let cells = vec![Cell::toned(finding.grade.name(), tone), Cell::id(&finding.requirement), (&finding.statement).into()];
            Row { cells, group: Some(group.into()) }
        }
        Table {
            name: "likely-findings",
            columns: vec![Column::short("Grade", 0), Column::short("Requirement", 0), Column::text("What", 0)],
            rows: Rows::new(|| {
                let new = self.new.iter().map(|finding| row(finding, true));
                new.chain(self.gone.iter().map(|finding| row(finding, false)))
            }),
            empty: "No likely finding came or went.",
        }
    }
}

impl Report for ReadinessDiffReport {
    const NAME: &'static str = "readiness-diff";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let all = self.stay + self.new.len();
        let summary = vec![
            format!("Clauses: {} have another result.", share(self.clauses.len(), 30)),
            format!("Likely findings: {} new, {} gone; {} were there before.", self.new.len(), self.gone.len(), share(self.stay, all)),
            format!("Blockers before stage 2: {} before, {} after.", self.blockers[0], self.blockers[1]),
        ];
        let blocks = vec![
            Block::List { items: summary },
            heading("Clauses"),
            Block::Table(self.clause_table()),
            heading("Controls"),
            Block::Table(self.control_table()),
            heading("Likely findings"),
            Block::Table(self.finding_table()),
        ];
        Doc { head: self.head.clone(), blocks }
    }
}
