//! `isms` alone: the state of a programme on one screen.

use super::doc::{Block, Cell, Doc, Head, Tone};
use super::readiness::verdict::{LikelyFinding, Verdict};
use super::readiness::{ClauseFacts, ReadinessReport, Stage};
use super::soa::SoaTotals;
use super::{Origin, Report, fact, footer, share};
use crate::base::date::Date;
use crate::check::Outcome;
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct StateReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Where the programme stands on the way: the first step that is not done.
    pub step: StepFacts,
    pub risks: usize,
    pub above_appetite: usize,
    pub soa: SoaTotals,
    pub errors: usize,
    pub warnings: usize,
    /// What to do next, most urgent first.
    pub next: Vec<NextAct>,
    #[serde(skip)]
    head: Head,
}

/// A step on the way to the certificate.
#[derive(Clone, Serialize, JsonSchema)]
pub struct StepFacts {
    /// From 1.
    pub number: usize,
    pub of: usize,
    pub name: String,
    /// Its clauses that pass or are for a person to judge, of all its clauses.
    pub done: usize,
    pub clauses: usize,
}

/// Something to do, and why.
#[derive(Serialize, JsonSchema)]
pub struct NextAct {
    pub requirement: String,
    pub what: String,
    pub how: String,
}

/// The steps in the order they build on each other, each with its clauses.
const STEPS: &[(&str, &[&str])] = &[
    ("mandate, context and scope", &["4.1", "4.2", "4.3", "4.4", "5.1", "5.3"]),
    ("policy and objectives", &["5.2", "6.2", "7.4"]),
    ("risks", &["6.1.1", "6.1.2", "8.2"]),
    ("treatment and Statement of Applicability", &["6.1.3", "8.3"]),
    ("people and documents", &["6.3", "7.1", "7.2", "7.3", "7.5.1", "7.5.2", "7.5.3"]),
    ("operation and measurement", &["8.1", "9.1"]),
    ("internal audit and management review", &["9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3"]),
    ("improvement", &["10.1", "10.2"]),
];

/// How many next acts one screen has.
const NEXT: usize = 3;

impl StateReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, origin: &Origin) -> Self {
        let readiness = ReadinessReport::build(cx, outcome, Stage::Two, origin);
        let name = cx.program.isms().map_or_else(|| "isms".to_owned(), |isms| isms.data().organisation.name.clone());
        let count = |level| outcome.findings.iter().filter(|finding| finding.level == level).count();
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            step: step(&readiness.clauses),
            risks: cx.risks().len(),
            above_appetite: cx.risks().iter().filter(|row| row.above_appetite).count(),
            soa: SoaTotals::of(cx.soa()),
            errors: count(crate::base::diagnostic::Level::Error),
            warnings: count(crate::base::diagnostic::Level::Warning),
            next: next(&readiness),
            head: Head { title: name, facts: Vec::new(), footer: footer(cx.today, origin) },
        }
    }
}

/// The first step with a gap or a failure; the last one if there is none.
fn step(clauses: &[ClauseFacts]) -> StepFacts {
    let done = |clause: &str| clauses.iter().any(|facts| facts.clause == clause && matches!(facts.result, Verdict::Pass | Verdict::Manual));
    let facts = STEPS.iter().enumerate().map(|(index, (name, clauses))| StepFacts {
        number: index + 1,
        of: STEPS.len(),
        name: (*name).into(),
        done: clauses.iter().filter(|clause| done(clause)).count(),
        clauses: clauses.len(),
    });
    let all: Vec<StepFacts> = facts.collect();
    let last = all.len() - 1;
    let open = all.iter().position(|step| step.done < step.clauses).unwrap_or(last);
    all[open].clone()
}

/// What cannot be judged first, since nobody knows what it hides; then likely majors, in the order of the steps; then the rest.
fn next(readiness: &ReadinessReport) -> Vec<NextAct> {
    let place = |requirement: &str| {
        let clause = crate::model::clause::base(requirement).map_or("", |clause| clause.id);
        STEPS.iter().position(|(_, clauses)| clauses.contains(&clause)).unwrap_or(STEPS.len())
    };
    let mut likely: Vec<_> = readiness.likely_findings.iter().collect();
    likely.sort_by_key(|finding| (finding.grade, place(&finding.requirement)));
    let act = |finding: &&LikelyFinding| NextAct {
        requirement: finding.requirement.clone(),
        what: finding.statement.clone(),
        how: finding.fix.clone(),
    };
    let unjudged = readiness.unjudged.first().map(|first| NextAct {
        requirement: "7.5.3".into(),
        what: match readiness.unjudged.len() - 1 {
            0 => format!("`{}` cannot be judged: {}", first.place.record, first.fault),
            more => format!("`{}` cannot be judged: {}, and {more} more like it", first.place.record, first.fault),
        },
        how: first.fix.clone(),
    });
    unjudged.into_iter().chain(likely.iter().map(act)).take(NEXT).collect()
}

impl Report for StateReport {
    const NAME: &'static str = "state";

    fn doc(&self) -> Doc<'_> {
        let mut doc = Doc { head: self.head.clone(), blocks: Vec::new() };
        let step = &self.step;
        doc.head
            .facts
            .push(fact("Step", format!("{} of {}: {} ({} clauses)", step.number, step.of, step.name, share(step.done, step.clauses))));
        doc.head.facts.push(fact("Risks", format!("{}, {} above the appetite", self.risks, self.above_appetite)));
        doc.head.facts.push(fact(
            "Controls",
            format!("{} apply, {} of them implemented", share(self.soa.applicable, self.soa.annex_a), self.soa.implemented),
        ));
        let tone = if self.errors > 0 {
            Tone::Bad
        } else if self.warnings > 0 {
            Tone::Warn
        } else {
            Tone::Good
        };
        let check = format!("{}, {}", crate::base::text::count(self.errors, "error"), crate::base::text::count(self.warnings, "warning"));
        doc.head.facts.push(fact("Check", Cell::toned(check, tone)));
        if !self.next.is_empty() {
            doc.blocks.push(Block::Heading { text: "Next".into() });
            let line = |act: &NextAct| format!("{} ({}): {}", act.what, act.requirement, act.how);
            doc.blocks.push(Block::List { items: self.next.iter().map(line).collect() });
        }
        doc
    }
}
