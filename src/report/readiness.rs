//! `isms audit readiness`: what the records show, clause by clause and control by control. It never says "compliant"
//! and has no percentage: counts stand with what they are counted from.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::nonconformities::Recorded;
use super::soa::{approval, approval_cell};
use super::verdict::{LikelyFinding, LikelyGrade, Verdict};
use super::{Origin, Report, clauses, fact, share, standard};
use crate::base::choice::Choice;
use crate::base::date::Date;
use crate::base::diagnostic::{Diagnostic, Level};
use crate::base::span::{Span, position};
use crate::base::text::natural;
use crate::check::rules;
use crate::check::{Check, Outcome};
use crate::model::clause;
use crate::model::kinds::Exception;
use crate::register::control::Verification;
use crate::register::cx::Cx;
use crate::register::soa::{SoaRow, SoaStatus};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The audit that is next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Stage {
    /// Documents and readiness.
    #[serde(rename = "1")]
    One,
    /// Operation and effectiveness.
    #[default]
    #[serde(rename = "2")]
    Two,
    #[serde(rename = "surveillance")]
    Surveillance,
}

impl Choice for Stage {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("1", "Documents and readiness", Stage::One),
        ("2", "Operation and effectiveness", Stage::Two),
        ("surveillance", "", Stage::Surveillance),
    ];
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ReadinessReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub stage: Stage,
    /// The 30 clauses, in the standard's order.
    pub clauses: Vec<ClauseFacts>,
    /// The applicable controls: Annex A, then the organisation's own.
    pub controls: Vec<ControlFacts>,
    /// Blockers first.
    pub likely_findings: Vec<LikelyFinding>,
    pub blockers: Blockers,
    pub waivers: Vec<WaiverFacts>,
    #[serde(skip)]
    head: Head,
}

/// A clause: what the records show, why, and what proves it.
#[derive(Serialize, JsonSchema)]
pub struct ClauseFacts {
    pub clause: String,
    pub title: String,
    pub result: Verdict,
    pub reasons: Vec<String>,
    pub proof: Vec<ProofFacts>,
    /// What an auditor will ask.
    pub ask: Vec<String>,
}

/// A record that proves something, with its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProofFacts {
    pub record: String,
    pub file: String,
    pub line: usize,
}

/// Four things that are not the same.
#[derive(Serialize, JsonSchema)]
pub struct ControlFacts {
    pub control: String,
    /// There is a control behind it, and words on how it works.
    pub designed: bool,
    /// All controls behind it work.
    pub implemented: bool,
    /// There is evidence that still counts.
    pub evidenced: bool,
    /// Every test passed when it was last due, and no nonconformity is recorded against it that is not shown to be mended.
    pub effective: bool,
}

/// How many likely majors stand before each stage.
#[derive(Serialize, JsonSchema)]
pub struct Blockers {
    pub stage_1: usize,
    pub stage_2: usize,
}

/// A silence in force.
#[derive(Serialize, JsonSchema)]
pub struct WaiverFacts {
    pub exception: String,
    pub rule: String,
    pub records: Vec<String>,
    pub reason: String,
    pub by: Option<String>,
    pub until: Option<Date>,
}

/// How many places a clause's proof names.
const PROOFS: usize = 5;
/// How many reasons a clause gives.
const REASONS: usize = 4;

impl ReadinessReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, stage: Stage, origin: &Origin) -> Self {
        let recorded = Recorded::of(cx, &outcome.findings);
        let applicable = cx.soa().iter().filter(|row| row.applicable == Some(true));
        let controls: Vec<ControlFacts> = applicable.map(|row| control(row, &recorded, cx.today)).collect();
        let all = likely_findings(&outcome.findings, &recorded);
        let majors = || all.iter().filter(|(finding, _)| finding.grade == LikelyGrade::Major);
        let blockers = Blockers { stage_1: majors().filter(|(_, early)| *early).count(), stage_2: majors().count() };
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            stage,
            clauses: clause::leaf().map(|clause| clause_facts(cx, clause, &outcome.findings, &recorded)).collect(),
            controls,
            likely_findings: all.into_iter().filter(|(_, early)| stage != Stage::One || *early).map(|(finding, _)| finding).collect(),
            blockers,
            waivers: waivers(cx),
            head: head(cx, stage, origin),
        }
    }

    fn clause_table(&self) -> Table<'_> {
        fn row(clause: &ClauseFacts) -> Row<'_> {
            let proof = clause.proof.iter().map(|proof| format!("{} ({}:{})", proof.record, proof.file, proof.line));
            Row::new(vec![
                Cell::id(&clause.clause),
                (&clause.title).into(),
                Cell::toned(clause.result.name(), clause.result.tone()),
                Cell::list(&clause.reasons),
                Cell::list(proof),
                Cell::list(&clause.ask),
            ])
        }
        Table {
            name: "clauses",
            columns: vec![
                Column::short("Clause", 0),
                Column::text("Title", 1),
                Column::short("Result", 0),
                Column::text("Why", 0),
                Column::text("Proof", 2),
                Column::text("An auditor asks", 3),
            ],
            rows: Rows::new(|| self.clauses.iter().map(row)),
            empty: "",
        }
    }

    fn control_table(&self) -> Table<'_> {
        fn row(c: &ControlFacts) -> Row<'_> {
            let shown = |is: bool| Cell::toned(is, if is { Tone::Good } else { Tone::Warn });
            Row::new(vec![Cell::id(&c.control), shown(c.designed), shown(c.implemented), shown(c.evidenced), shown(c.effective)])
        }
        let columns = ["Control", "Designed", "Implemented", "Evidenced", "Effective"];
        Table {
            name: "controls",
            columns: columns.map(|heading| Column::short(heading, 0)).into(),
            rows: Rows::new(|| self.controls.iter().map(row)),
            empty: "No control is applicable yet.",
        }
    }

    fn finding_table(&self) -> Table<'_> {
        fn row(finding: &LikelyFinding) -> Row<'_> {
            let tone = match finding.grade {
                LikelyGrade::Major => Tone::Bad,
                LikelyGrade::Minor => Tone::Warn,
                LikelyGrade::Ofi => Tone::Note,
            };
            Row::new(vec![
                Cell::toned(finding.grade.name(), tone),
                Cell::id(&finding.requirement),
                (&finding.statement).into(),
                (&finding.fix).into(),
                Cell::list(&finding.rules),
            ])
        }
        Table {
            name: "likely-findings",
            columns: vec![
                Column::short("Grade", 0),
                Column::short("Requirement", 0),
                Column::text("What", 0),
                Column::text("Next", 1),
                Column::short("Rules", 2),
            ],
            rows: Rows::new(|| self.likely_findings.iter().map(row)),
            empty: "The rules find nothing, and no nonconformity is open. That is not a verdict on what files cannot show.",
        }
    }

    fn waiver_table(&self) -> Table<'_> {
        fn row(waiver: &WaiverFacts) -> Row<'_> {
            Row::new(vec![
                Cell::id(&waiver.exception),
                (&waiver.rule).into(),
                Cell::ids(&waiver.records),
                (&waiver.reason).into(),
                waiver.by.as_ref().map(Cell::id).unwrap_or_default(),
                waiver.until.into(),
            ])
        }
        Table {
            name: "waivers",
            columns: vec![
                Column::short("Exception", 0),
                Column::short("Rule", 0),
                Column::short("Records", 1),
                Column::text("Reason", 0),
                Column::short("By", 2),
                Column::short("Until", 0),
            ],
            rows: Rows::new(|| self.waivers.iter().map(row)),
            empty: "No rule is silenced.",
        }
    }

    fn summary(&self) -> Vec<String> {
        let clauses = |verdict| self.clauses.iter().filter(|clause| clause.result == verdict).count();
        let controls = |is: fn(&ControlFacts) -> bool| share(self.controls.iter().filter(|c| is(c)).count(), self.controls.len());
        vec![
            format!(
                "Clauses: {} pass, {} need a person's judgement, {} have a gap, {} fail.",
                share(clauses(Verdict::Pass), self.clauses.len()),
                clauses(Verdict::Manual),
                clauses(Verdict::Gap),
                clauses(Verdict::Fail)
            ),
            format!(
                "Applicable controls: {} designed, {} implemented, {} evidenced today, {} shown to be effective.",
                controls(|c| c.designed),
                controls(|c| c.implemented),
                controls(|c| c.evidenced),
                controls(|c| c.effective)
            ),
            format!("Likely majors: {} before stage 1, {} before stage 2.", self.blockers.stage_1, self.blockers.stage_2),
        ]
    }
}

impl Report for ReadinessReport {
    const NAME: &'static str = "readiness";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let blocks = vec![
            Block::List { items: self.summary() },
            heading("Likely findings"),
            Block::Table(self.finding_table()),
            heading("Clauses"),
            Block::Table(self.clause_table()),
            heading("Controls"),
            Block::Table(self.control_table()),
            heading("Silenced rules"),
            Block::Table(self.waiver_table()),
            heading("What files cannot show"),
            Block::Paragraph { text: "This report reads records. It does not see whether people know and do what is written, how sites and systems really are, or whether competence and commitment are real; auditors find that out by talking and looking. Nothing here is a statement that a requirement of the standard is met.".into() },
        ];
        Doc { head: self.head.clone(), blocks }
    }
}

fn head(cx: &Cx<'_>, stage: Stage, origin: &Origin) -> Head {
    let title = match stage {
        Stage::One => "Audit readiness: stage 1",
        Stage::Two => "Audit readiness: stage 2",
        Stage::Surveillance => "Audit readiness: surveillance",
    };
    let mut head = super::head(cx, title, origin);
    let version = cx.program.soa().and_then(|soa| soa.data().version.clone());
    head.facts.push(fact("Standard", standard(cx)));
    head.facts.push(fact("SoA version", version.map_or(Cell::toned("none", Tone::Bad), Cell::from)));
    head.facts.push(fact("SoA approval", approval_cell(&approval(cx))));
    head
}

fn control(row: &SoaRow<'_>, recorded: &Recorded<'_>, today: Date) -> ControlFacts {
    let described = row.controls.iter().any(|control| control.description.as_deref().is_some_and(|text| !text.trim().is_empty()));
    ControlFacts {
        control: row.id.into(),
        designed: !row.controls.is_empty() && (described || !row.documents.is_empty()),
        implemented: row.status == SoaStatus::Implemented,
        evidenced: row.is_evidenced(today),
        effective: row.verification == Verification::Passed && recorded.spares(row),
    }
}

fn clause_facts(cx: &Cx<'_>, clause: &clause::Clause, findings: &[Diagnostic], recorded: &Recorded<'_>) -> ClauseFacts {
    let said = recorded.of_clause(clause);
    let evidence = clauses::evidence(cx, clause.id);
    let against: Vec<&Diagnostic> = findings.iter().filter(|finding| guards(finding.rule, clause.id)).collect();
    let worst = against.iter().map(|finding| finding.level).max();
    let shown = match (evidence.proof.is_empty(), worst) {
        (true, _) => Verdict::Gap,
        (false, Some(Level::Error)) => Verdict::Fail,
        (false, Some(Level::Warning)) => Verdict::Gap,
        (false, _) if evidence.manual => Verdict::Manual,
        (false, _) => Verdict::Pass,
    };
    // What somebody saw fail is not met, whatever the records show besides.
    let result = said.iter().map(|said| said.verdict).fold(shown, Verdict::max);
    let mut reasons: Vec<String> = if evidence.proof.is_empty() { vec![evidence.missing.to_owned()] } else { Vec::new() };
    let serious = against.iter().filter(|finding| finding.level >= Level::Warning).map(|finding| &finding.message);
    let serious: Vec<&String> = said.iter().map(|said| &said.reason).chain(serious).collect();
    reasons.extend(serious.iter().take(REASONS).map(|reason| (*reason).clone()));
    if serious.len() > REASONS {
        reasons.push(format!("and {} more", serious.len() - REASONS));
    }
    let places = said.iter().map(|said| &said.place).chain(&evidence.proof);
    ClauseFacts {
        clause: clause.id.into(),
        title: clause.title.into(),
        result,
        reasons,
        proof: places.take(PROOFS).filter_map(|place| proof(cx, *place)).collect(),
        ask: clause.questions.iter().map(|question| (*question).to_owned()).collect(),
    }
}

/// Whether a rule guards a clause or a part of it: `6.1.2 c2` is part of `6.1.2`.
fn guards(rule: &str, clause: &str) -> bool {
    rules::by_name(rule).is_some_and(|rule| rule.clauses.iter().any(|guarded| clause::base(guarded).is_some_and(|base| base.id == clause)))
}

fn proof(cx: &Cx<'_>, place: Span) -> Option<ProofFacts> {
    let file = cx.program.files.get(place.file);
    let record = cx.program.record_at(place).unwrap_or_else(|| file.path.trim_end_matches(".yaml"));
    Some(ProofFacts { record: record.into(), file: file.path.clone(), line: position(&file.text, place.start).line })
}

/// Findings as an auditor would put them: what was recorded, and one for each rule, with a count and the first case. Each
/// with whether it stands before stage 1 already.
fn likely_findings(findings: &[Diagnostic], recorded: &Recorded<'_>) -> Vec<(LikelyFinding, bool)> {
    let mut by_rule: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(finding.rule).or_default().push(finding);
    }
    let mut likely: Vec<(LikelyFinding, bool)> = by_rule.into_iter().map(|(rule, cases)| (likely_finding(rule, &cases), false)).collect();
    likely.extend(recorded.likely());
    likely.iter_mut().for_each(|(finding, early)| *early |= is_stage_1(&finding.requirement));
    likely.sort_by(|(a, _), (b, _)| {
        let order = a.grade.cmp(&b.grade).then_with(|| natural(&a.requirement, &b.requirement));
        order.then_with(|| a.rules.cmp(&b.rules)).then_with(|| natural(&a.statement, &b.statement))
    });
    likely
}

fn likely_finding(name: &str, cases: &[&Diagnostic]) -> LikelyFinding {
    let rule = rules::by_name(name);
    let worst = cases.iter().map(|case| case.level).max().unwrap_or(Level::Info);
    let grade = match worst {
        Level::Error if rule.is_some_and(|rule| rule.mandatory && !matches!(rule.check, Check::Elsewhere)) => LikelyGrade::Major,
        Level::Error | Level::Warning => LikelyGrade::Minor,
        Level::Info => LikelyGrade::Ofi,
    };
    let first = &cases[0].message;
    LikelyFinding {
        grade,
        // What cannot be read is a matter of the control of documented information.
        requirement: rule.and_then(|rule| rule.clauses.first()).map_or("7.5.3", |clause| *clause).into(),
        statement: if cases.len() > 1 { format!("{first}, and {} more like it", cases.len() - 1) } else { first.clone() },
        fix: cases[0].help.clone().unwrap_or_default(),
        rules: vec![name.into()],
    }
}

/// Stage 1 looks at documents and readiness; operation and effectiveness come at stage 2.
fn is_stage_1(requirement: &str) -> bool {
    let later = ["8.", "9.1", "10.", "A."];
    !later.iter().any(|start| requirement.starts_with(start))
}

fn waivers(cx: &Cx<'_>) -> Vec<WaiverFacts> {
    let exceptions = cx.exceptions();
    let facts = |exception: &Exception| {
        Some(WaiverFacts {
            exception: exception.id.clone(),
            rule: exception.rule.clone()?,
            records: exception.records.iter().map(|record| record.id().to_owned()).collect(),
            reason: exception.reason.clone().unwrap_or_default(),
            by: exception.approval.as_ref().map(|approval| approval.by.id().to_owned()),
            until: exception.until,
        })
    };
    exceptions.filter_map(|exception| facts(&exception)).collect()
}
