//! The road to the certificate and on: three phases and eight steps, each with how far it is, what that is counted from, and
//! what is missing. Nothing of it is typed: it follows from clauses, registers and days.

mod counts;

use super::readiness::{ClauseFacts, Ground, ReadinessReport};
use crate::model::clause;
use crate::register::certificate::{decided, running};
use crate::register::cx::Cx;
use crate::register::due::{Due, Matter};
pub use counts::CountFacts;
use schemars::JsonSchema;
use serde::Serialize;

/// A phase of the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Implementation,
    Audit,
    Maintenance,
}

impl Phase {
    pub fn name(self) -> &'static str {
        match self {
            Phase::Implementation => "implementation",
            Phase::Audit => "audit",
            Phase::Maintenance => "maintenance",
        }
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    NotStarted,
    InProgress,
    Done,
    /// It was done, and something of it is late or was found not to work.
    NeedsRepeat,
}

impl StepState {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            StepState::NotStarted => "not started",
            StepState::InProgress => "in progress",
            StepState::Done => "done",
            StepState::NeedsRepeat => "needs repeat",
        }
    }
}

/// A step of the road.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StepFacts {
    /// From 1.
    pub number: usize,
    pub of: usize,
    pub phase: Phase,
    pub name: String,
    pub state: StepState,
    /// Its clauses that pass or are for a person to judge, of all its clauses.
    pub done: usize,
    pub clauses: usize,
    /// What of it is done, counted.
    pub counts: Vec<CountFacts>,
    /// What stands against it being done, in words.
    pub missing: Vec<String>,
    /// How much of it is late.
    pub overdue: usize,
}

/// A step before it is looked at.
struct Step {
    phase: Phase,
    name: &'static str,
    clauses: &'static [&'static str],
    matters: &'static [Matter],
}

const STEPS: [Step; 8] = [
    Step { phase: Phase::Implementation, name: "prepare", clauses: &["5.1", "5.3", "7.1"], matters: &[Matter::Milestone, Matter::Holder] },
    Step {
        phase: Phase::Implementation,
        name: "scope",
        clauses: &["4.1", "4.2", "4.3", "4.4"],
        matters: &[Matter::Context, Matter::Obligation],
    },
    Step {
        phase: Phase::Implementation,
        name: "risk assessment and treatment",
        clauses: &["6.1.1", "6.1.2", "6.1.3", "8.2", "8.3"],
        matters: &[Matter::Acceptance, Matter::RiskReview, Matter::Treatment, Matter::Action],
    },
    Step {
        phase: Phase::Implementation,
        name: "policies, procedures and controls",
        clauses: &["5.2", "6.2", "6.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "9.1"],
        matters: &[
            Matter::Test,
            Matter::Activity,
            Matter::Reading,
            Matter::Analysis,
            Matter::Evidence,
            Matter::Document,
            Matter::ExternalDocument,
            Matter::Notification,
            Matter::Supplier,
            Matter::Change,
            Matter::Exception,
            Matter::Objective,
        ],
    },
    Step {
        phase: Phase::Implementation,
        name: "training",
        clauses: &["7.2", "7.3"],
        matters: &[Matter::Training, Matter::Acknowledgement, Matter::Competence],
    },
    Step {
        phase: Phase::Implementation,
        name: "internal audit and management review",
        clauses: &["9.2.1", "9.2.2", "9.3.1", "9.3.2", "9.3.3", "10.1", "10.2"],
        matters: &[Matter::Audit, Matter::Review, Matter::Decision, Matter::Finding],
    },
    Step { phase: Phase::Audit, name: "certification audit", clauses: &[], matters: &[Matter::Certification] },
    Step { phase: Phase::Maintenance, name: "maintenance", clauses: &[], matters: &[Matter::Cycle, Matter::Notice] },
];

/// The step that a requirement belongs to, from 1. What a control asks for is part of the fourth.
pub fn step_of(requirement: &str) -> usize {
    let clause = clause::taken_in(requirement).into_iter().find(|id| clause::by_id(id).is_some()).unwrap_or("8.1");
    STEPS.iter().position(|step| step.clauses.contains(&clause)).map_or(STEPS.len(), |at| at + 1)
}

/// The step that something which falls due belongs to, from 1.
pub fn step_of_matter(matter: Matter) -> usize {
    STEPS.iter().position(|step| step.matters.contains(&matter)).map_or(STEPS.len(), |at| at + 1)
}

/// All steps, in their order.
pub fn steps(cx: &Cx<'_>, readiness: &ReadinessReport, due: &[Due<'_>]) -> Vec<StepFacts> {
    let mut counts = counts::of_steps(cx, readiness);
    let facts = STEPS.iter().enumerate().map(|(index, step)| {
        let clauses: Vec<&ClauseFacts> =
            step.clauses.iter().filter_map(|id| readiness.clauses.iter().find(|clause| clause.clause == *id)).collect();
        let counts = std::mem::take(&mut counts[index]);
        let late = || due.iter().filter(|due| step.matters.contains(&due.matter) && due.is_overdue(cx.today));
        let state = match step.phase {
            Phase::Implementation => implementation(&clauses),
            Phase::Audit => certification(cx, &counts),
            Phase::Maintenance => maintenance(cx, late().next().is_some()),
        };
        let open = clauses.iter().filter(|clause| clause.ground != Ground::Whole);
        // What would not do is for readiness to say.
        let reason = |clause: &ClauseFacts| clause.reasons.first().map(|reason| reason.split("; ").next().unwrap_or_default().to_owned());
        let missing = open.map(|clause| format!("{} {}", clause.clause, reason(clause).unwrap_or_default()));
        StepFacts {
            number: index + 1,
            of: STEPS.len(),
            phase: step.phase,
            name: step.name.into(),
            state,
            done: clauses.iter().filter(|clause| clause.ground == Ground::Whole).count(),
            clauses: clauses.len(),
            missing: missing.chain(readiness.held_up().filter(|_| step.phase == Phase::Audit)).collect(),
            overdue: late().count(),
            counts,
        }
    });
    facts.collect()
}

/// Where the programme stands: in maintenance once there is a certificate that counts, else at the first step with something
/// missing. What is only late does not throw it back.
pub fn current(steps: &[StepFacts]) -> &StepFacts {
    let last = &steps[steps.len() - 1];
    if last.state != StepState::NotStarted {
        return last;
    }
    steps.iter().find(|step| matches!(step.state, StepState::NotStarted | StepState::InProgress)).unwrap_or(last)
}

fn implementation(clauses: &[&ClauseFacts]) -> StepState {
    let all = |grounds: &[Ground]| clauses.iter().all(|clause| grounds.contains(&clause.ground));
    if all(&[Ground::Whole]) {
        StepState::Done
    } else if all(&[Ground::Whole, Ground::Late]) {
        StepState::NeedsRepeat
    } else if clauses.iter().all(|clause| clause.ground == Ground::None || clause.proof.is_empty()) {
        StepState::NotStarted
    } else {
        StepState::InProgress
    }
}

fn certification(cx: &Cx<'_>, counts: &[CountFacts]) -> StepState {
    match decided(cx.program, cx.today) {
        Some(certificate) if certificate.is_over(cx.today) => StepState::NeedsRepeat,
        Some(_) => StepState::Done,
        None if counts.iter().all(|count| count.done == 0) => StepState::NotStarted,
        None => StepState::InProgress,
    }
}

/// It never ends; where a visit of the certification body was let pass, or the certificate is suspended, it is not kept up.
fn maintenance(cx: &Cx<'_>, is_late: bool) -> StepState {
    match running(cx.program, cx.today) {
        None => StepState::NotStarted,
        Some(certificate) if is_late || !certificate.counts(cx.today) => StepState::NeedsRepeat,
        Some(_) => StepState::InProgress,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::choice::Choice as _;

    #[test]
    fn every_clause_and_every_matter_belongs_to_one_step() {
        for clause in clause::leaf() {
            assert_eq!(STEPS.iter().filter(|step| step.clauses.contains(&clause.id)).count(), 1, "{}", clause.id);
        }
        for (word, _, matter) in Matter::ALL {
            assert_eq!(STEPS.iter().filter(|step| step.matters.contains(matter)).count(), 1, "{word}");
        }
        assert_eq!(["5.1", "6.1.3 f", "A.5.1", "10.2"].map(step_of), [1, 3, 4, 6]);
        assert_eq!(["4", "7.5", "9.2", "10"].map(step_of), [2, 4, 6, 6]);
    }
}
