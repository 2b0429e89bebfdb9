//! `isms audit readiness`: what the records show, clause by clause and control by control. It never says "compliant"
//! and has no percentage: counts stand with what they are counted from.

mod clauses;
mod compared;
mod controls;
mod footing;
mod grades;
pub mod likely;
mod looks;
mod own_words;
mod picture;
mod proofs;
mod recorded;
mod repeated;
mod silenced;
#[cfg(test)]
mod tests;
mod unjudged;
pub mod verdict;
mod visit;

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::soa::{approval, approval_cell, assessment, assessment_cell};
use super::{Origin, Report, fact, share, standard};
use crate::base::choice::Choice;
use crate::base::date::Date;
use crate::base::text::natural;
use crate::check::Outcome;
use crate::register::cx::Cx;
use crate::register::due::Due;
pub use clauses::{ClauseFacts, Ground};
pub use compared::ReadinessDiffReport;
pub use controls::ControlFacts;
pub use footing::Footing;
use own_words::OwnWords;
pub use picture::{AheadFacts, EvidenceAges, RiskPicture};
pub use proofs::proof_of;
use recorded::Recorded;
pub use repeated::OperationFacts;
use schemars::JsonSchema;
use serde::Serialize;
pub use silenced::{LoweredRule, WaiverFacts};
pub use unjudged::{OFF, Unjudged, is_of_record};
use verdict::{LikelyFinding, LikelyGrade, Verdict};
pub use visit::VisitReport;

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
    /// A visit between decisions.
    #[serde(rename = "surveillance")]
    Surveillance,
    /// The visit before the certificate ends.
    #[serde(rename = "recertification")]
    Recertification,
}

impl Stage {
    /// The certification body comes again: a report of its own.
    pub fn is_visit(self) -> bool {
        matches!(self, Stage::Surveillance | Stage::Recertification)
    }
}

impl Choice for Stage {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("1", "Documents and readiness", Stage::One),
        ("2", "Operation and effectiveness", Stage::Two),
        ("surveillance", "What a visit of the certification body looks at between decisions", Stage::Surveillance),
        ("recertification", "What it looks at before the certificate ends", Stage::Recertification),
    ];
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ReadinessReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub stage: Stage,
    /// What all of this rests on.
    pub made_from: Footing,
    /// The 30 clauses, in the standard's order.
    pub clauses: Vec<ClauseFacts>,
    /// The applicable controls: Annex A, then the organisation's own.
    pub controls: Vec<ControlFacts>,
    /// What was due and done since the certification body was last here.
    pub operation: OperationFacts,
    /// Majors first.
    pub likely_findings: Vec<LikelyFinding>,
    pub blockers: Blockers,
    /// Records that cannot be judged, with what cannot be concluded from them.
    pub unjudged: Vec<Unjudged>,
    pub waivers: Vec<WaiverFacts>,
    /// The rules that `isms.yaml` turns off or has say less.
    pub lowered: Vec<LoweredRule>,
    pub risks: RiskPicture,
    pub evidence: EvidenceAges,
    /// What the next twelve months hold, by day.
    pub ahead: Vec<AheadFacts>,
    /// How much of what is counted is in the organisation's own words.
    pub own_words: OwnWords,
    /// What people call those who are named here by their ids, and the records, by id.
    pub names: Names,
    #[serde(skip)]
    head: Head,
}

/// How much stands before each stage: likely majors that rules find, and what the certification body found and holds its
/// decision up for.
#[derive(Serialize, JsonSchema)]
pub struct Blockers {
    pub stage_1: usize,
    pub stage_2: usize,
}

impl ReadinessReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, due: &[Due<'_>], stage: Stage, origin: &Origin) -> Self {
        let recorded = Recorded::of(cx, &outcome.findings);
        let operation = repeated::operation(cx);
        let unjudged = unjudged::unjudged(cx, &outcome.findings);
        let judged = clauses::judged(cx, &outcome.findings, (&recorded, &operation, &unjudged));
        let mut all: Vec<LikelyFinding> = likely::of_rules(cx, &outcome.findings);
        all.extend(recorded.likely());
        all.extend(operation.likely());
        all.extend(judged.unproven);
        all.sort_by(|a, b| {
            let order = a.grade.cmp(&b.grade).then_with(|| natural(&a.requirement, &b.requirement));
            order.then_with(|| a.rules.cmp(&b.rules)).then_with(|| natural(&a.statement, &b.statement))
        });
        // Over what the body found there is no decision, whatever it is about.
        let is_early = |finding: &LikelyFinding| is_stage_1(&finding.requirement) || (finding.blocks && finding.recorded.is_some());
        let blocks = || all.iter().filter(|finding| finding.blocks);
        let blockers = Blockers { stage_1: blocks().filter(|finding| is_early(finding)).count(), stage_2: blocks().count() };
        let made_from = Footing::of(cx, origin);
        let (controls, waivers) = (controls::controls(cx, &recorded), silenced::waivers(cx));
        let own_words = OwnWords::of(cx);
        let mut head = head(cx, stage, origin, &made_from);
        head.facts.push(own_words.fact());
        let (risks, ahead) = (RiskPicture::of(cx, due), picture::ahead(due, cx.today));
        let named = ahead.iter().map(|ahead| ahead.record.as_str()).chain(risks.named());
        let named =
            named.chain(controls.iter().flat_map(ControlFacts::named)).chain(waivers.iter().filter_map(|waiver| waiver.by.as_deref()));
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            stage,
            head,
            own_words,
            made_from,
            clauses: judged.clauses,
            names: Names::of(cx.program, cx.today, named),
            controls,
            operation,
            likely_findings: all.into_iter().filter(|finding| stage != Stage::One || is_early(finding)).collect(),
            blockers,
            unjudged,
            waivers,
            lowered: silenced::lowered(cx.program),
            risks,
            evidence: EvidenceAges::of(cx),
            ahead,
        }
    }

    /// Whether a likely finding has this grade or a worse one. What cannot be judged is no better than a minor.
    pub fn has(&self, grade: LikelyGrade) -> bool {
        self.likely_findings.iter().any(|finding| finding.grade <= grade) || grade >= LikelyGrade::Minor && !self.unjudged.is_empty()
    }

    /// What the certification body found and holds its decision up for, in words.
    pub fn held_up(&self) -> impl Iterator<Item = String> {
        let held = self.likely_findings.iter().filter(|finding| finding.blocks && finding.recorded.is_some());
        held.map(|finding| finding.statement.clone())
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
                (&finding.reason).into(),
                if finding.blocks { Cell::toned("blocks", Tone::Bad) } else { Cell::none() },
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
                Column::text("Why this grade", 3),
                Column::short("Blocks", 2),
                Column::short("Rules", 4),
            ],
            rows: Rows::new(|| self.likely_findings.iter().map(row)),
            empty: "Nothing that this stage looks at is found or open. That is not a verdict on what files cannot show.",
        }
    }

    fn unjudged_table(&self) -> Table<'_> {
        fn row(unjudged: &Unjudged) -> Row<'_> {
            let place = format!("{}:{}", unjudged.place.file, unjudged.place.line);
            Row::new(vec![
                Cell::id(&unjudged.place.record),
                (&unjudged.fault).into(),
                (&unjudged.unknown).into(),
                place.into(),
                (&unjudged.rule).into(),
            ])
        }
        Table {
            name: "unjudged",
            columns: vec![
                Column::short("Record", 0),
                Column::text("What is wrong with it", 0),
                Column::text("What cannot be concluded", 0),
                Column::text("Where", 1),
                Column::short("Rule", 2),
            ],
            rows: Rows::new(|| self.unjudged.iter().map(row)),
            empty: "",
        }
    }

    fn summary(&self) -> Vec<String> {
        let clauses = |verdict| self.clauses.iter().filter(|clause| clause.result == verdict).count();
        let controls = |is: fn(&ControlFacts) -> bool| share(self.controls.iter().filter(|c| is(c)).count(), self.controls.len());
        let series = || self.operation.series.iter();
        let (counted, kept) = (series().filter(|series| series.is_counted()).count(), series().filter(|series| series.is_kept()).count());
        let mut summary = vec![
            format!(
                "Clauses: {} pass, {} for a person to judge, {} with a gap, {} failing.",
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
            format!("Repeated work: {} kept to their rhythm, of what was due since {}.", share(kept, counted), self.operation.from),
            match self.stage.is_visit() {
                true => format!("Blockers: {} before the visit.", self.blockers.stage_2),
                false => format!("Blockers: {} before stage 1, {} before stage 2.", self.blockers.stage_1, self.blockers.stage_2),
            },
        ];
        if !self.unjudged.is_empty() {
            let faults = crate::base::text::count(self.unjudged.len(), "fault");
            summary.push(format!("{faults} of the records themselves: what follows from these records is not known."));
        }
        summary
    }
}

impl Report for ReadinessReport {
    const NAME: &'static str = "readiness";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks = vec![Block::List { items: self.summary() }, heading("Likely findings"), Block::Table(self.finding_table())];
        if !self.unjudged.is_empty() {
            blocks.extend([heading("Records that cannot be judged"), Block::Table(self.unjudged_table())]);
        }
        blocks.push(heading("Clauses"));
        blocks.extend(clauses::bars(&self.clauses).block());
        blocks.extend([Block::Table(clauses::table(&self.clauses)), heading("Controls")]);
        blocks.extend(controls::bars(&self.controls).block());
        blocks.extend([
            Block::Table(controls::table(&self.controls, &self.names)),
            heading("Operation"),
            Block::Paragraph { text: self.operation.words() },
            Block::Table(self.operation.table()),
            heading("Risks"),
        ]);
        blocks.extend(self.risks.blocks(&self.names));
        blocks.push(heading("Age of evidence"));
        blocks.extend(self.evidence.blocks());
        blocks.extend([
            heading("The next twelve months"),
            Block::Table(picture::ahead_table(&self.ahead, &self.names)),
            heading("Silenced rules"),
            Block::Table(silenced::table(&self.waivers, &self.lowered, &self.names)),
            heading("What files cannot show"),
            Block::Paragraph { text: "This report reads records. It does not see whether people know and do what is written, how sites and systems really are, or whether competence and commitment are real; auditors find that out by talking and looking. Nothing here is a statement that a requirement of the standard is met.".into() },
        ]);
        Doc { head: self.head.clone(), blocks }
    }
}

fn head(cx: &Cx<'_>, stage: Stage, origin: &Origin, made_from: &Footing) -> Head {
    let title = match stage {
        Stage::One => "Audit readiness: stage 1",
        Stage::Two => "Audit readiness: stage 2",
        Stage::Surveillance => "Audit readiness: surveillance",
        Stage::Recertification => "Audit readiness: recertification",
    };
    let mut head = super::head(cx, title, origin);
    let version = cx.program.soa().and_then(|soa| soa.data().version.clone());
    head.facts.push(fact("Standard", standard(cx)));
    head.facts.push(fact("SoA version", version.map_or(Cell::toned("none", Tone::Bad), Cell::from)));
    let approval = approval(cx);
    head.facts.push(fact("SoA approval", approval_cell(&approval, &approval.names(cx))));
    head.facts.push(fact("Risk assessment", assessment_cell(assessment(cx).as_ref())));
    head.facts.extend(made_from.facts());
    head
}

/// Stage 1 looks at documents and readiness; operation and effectiveness come at stage 2.
fn is_stage_1(requirement: &str) -> bool {
    let later = ["8.", "9.1", "10.", "A."];
    !later.iter().any(|start| requirement.starts_with(start))
}
