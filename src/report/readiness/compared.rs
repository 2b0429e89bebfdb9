//! `isms diff --readiness`: what moved between two readiness reports.

use super::ReadinessReport;
use super::verdict::{LikelyFinding, LikelyGrade, Verdict};
use crate::report::diff::Side;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use crate::report::{Origin, Report, fact, share};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet, VecDeque};

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
    /// Likely findings that were there and are, and have another grade.
    pub regraded: Vec<FindingRegraded>,
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

/// A likely finding that has another grade than it had.
#[derive(Serialize, JsonSchema)]
pub struct FindingRegraded {
    pub before: LikelyGrade,
    pub after: LikelyGrade,
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
        let FindingsMoved { new, gone, regraded } = FindingsMoved::between(&before.likely_findings, &after.likely_findings);
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
            regraded,
            from,
            to,
            head,
        }
    }
}

/// What makes a likely finding the same one: its requirement, the rule that tells it, and the record that it is. Its grade is how bad
/// it is, other rules what follows from it, and its words have counts in them.
type Known<'f> = (&'f str, Option<&'f str>, Option<&'f str>);

fn key(finding: &LikelyFinding) -> Known<'_> {
    (&finding.requirement, finding.rules.first().map(String::as_str), finding.recorded.as_deref())
}

/// The likely findings that moved.
#[derive(Default)]
struct FindingsMoved {
    new: Vec<FindingMoved>,
    gone: Vec<FindingMoved>,
    regraded: Vec<FindingRegraded>,
}

impl FindingsMoved {
    fn between(before: &[LikelyFinding], after: &[LikelyFinding]) -> Self {
        let mut known: HashMap<Known<'_>, VecDeque<&LikelyFinding>> = HashMap::new();
        before.iter().for_each(|finding| known.entry(key(finding)).or_default().push_back(finding));
        let mut moved = Self::default();
        for finding in after {
            match known.get_mut(&key(finding)).and_then(VecDeque::pop_front) {
                None => moved.new.push(FindingMoved::of(finding)),
                Some(was) if was.grade != finding.grade => moved.regraded.push(FindingRegraded {
                    before: was.grade,
                    after: finding.grade,
                    requirement: finding.requirement.clone(),
                    statement: finding.statement.clone(),
                }),
                Some(_) => {}
            }
        }
        let left: HashSet<*const LikelyFinding> = known.into_values().flatten().map(std::ptr::from_ref).collect();
        moved.gone = before.iter().filter(|finding| left.contains(&std::ptr::from_ref(*finding))).map(FindingMoved::of).collect();
        moved
    }
}

impl FindingMoved {
    fn of(finding: &LikelyFinding) -> Self {
        Self { grade: finding.grade, requirement: finding.requirement.clone(), statement: finding.statement.clone() }
    }
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
        fn row<'f>(group: &'static str, grade: Cell<'f>, requirement: &'f str, statement: &'f str) -> Row<'f> {
            Row { cells: vec![grade, Cell::id(requirement), statement.into()], group: Some(group.into()) }
        }
        fn moved<'f>(group: &'static str, tone: Tone, finding: &'f FindingMoved) -> Row<'f> {
            row(group, Cell::toned(finding.grade.name(), tone), &finding.requirement, &finding.statement)
        }
        fn regraded(finding: &FindingRegraded) -> Row<'_> {
            // The worst grade comes first.
            let tone = if finding.after < finding.before { Tone::Bad } else { Tone::Good };
            let grade = Cell::toned(format!("{}, was {}", finding.after.name(), finding.before.name()), tone);
            row("Graded otherwise", grade, &finding.requirement, &finding.statement)
        }
        Table {
            name: "likely-findings",
            columns: vec![Column::short("Grade", 0), Column::short("Requirement", 0), Column::text("What", 0)],
            rows: Rows::new(|| {
                let new = self.new.iter().map(|finding| moved("New", Tone::Bad, finding));
                let gone = self.gone.iter().map(|finding| moved("Gone", Tone::Good, finding));
                new.chain(self.regraded.iter().map(regraded)).chain(gone)
            }),
            empty: "No likely finding came or went, and none is graded otherwise.",
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
            format!(
                "Likely findings: {} new, {} gone, {} graded otherwise; {} were there before.",
                self.new.len(),
                self.gone.len(),
                self.regraded.len(),
                share(self.stay, all)
            ),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_grade_makes_no_other_finding() {
        let finding = |grade, rules: &[&str], recorded: Option<&str>| LikelyFinding {
            grade,
            requirement: "9.2.1".into(),
            statement: String::new(),
            fix: String::new(),
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            reason: String::new(),
            blocks: false,
            recorded: recorded.map(str::to_owned),
            records: Vec::new(),
        };
        let (minor, major) = (LikelyGrade::Minor, LikelyGrade::Major);
        let told = |before: &[LikelyFinding], after: &[LikelyFinding]| {
            let moved = FindingsMoved::between(before, after);
            let regraded = moved.regraded.iter().map(|finding| (finding.before, finding.after)).collect::<Vec<_>>();
            (moved.new.len(), moved.gone.len(), regraded)
        };
        let one = [finding(minor, &["audit-overdue"], None)];
        assert_eq!(told(&one, &[finding(major, &["audit-overdue"], None)]), (0, 0, vec![(minor, major)]));
        // What follows from it is no other finding.
        assert_eq!(told(&one, &[finding(minor, &["audit-overdue", "audit-coverage-gap"], None)]), (0, 0, vec![]));
        assert_eq!(told(&one, &[finding(minor, &["audit-coverage-gap"], None)]), (1, 1, vec![]));
        // Of two that no rule tells, one may go.
        let two = [finding(minor, &[], None), finding(minor, &[], None), finding(minor, &[], Some("FND-1"))];
        assert_eq!(told(&two, &two[1..]), (0, 1, vec![]));
    }
}
