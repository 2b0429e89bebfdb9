//! The road to the certificate counted back from the day it is wanted: its parts, what they wait for, how long they take, how
//! far they are, and when each begins at the latest.

mod audited;
mod network;
mod standing;

use super::certificate::running;
use super::cx::Now;
use super::stage::audits;
use crate::base::date::{Date, Period};
use crate::base::text::folded;
use crate::model::kinds::AuditType;
use crate::model::program::Program;
use crate::model::single::cadence::Cadences;
use crate::model::single::plan::Milestone;
use crate::model::single::steps::StepTimes;
pub use audited::{at_work, audited};
use network::Work;
pub use network::{Slot, Span};
use schemars::JsonSchema;
use serde::Serialize;
pub use standing::{Known, Progress, Share, Standing, concerns};

/// Declares the parts: the field that says how long it takes, its word in the wire contract, the step it belongs to, the days
/// it takes where nothing is written, what it waits for, and what people call it.
macro_rules! parts {
    ($($name:ident $field:ident $word:literal $step:literal $days:literal [$($after:ident),*] $title:literal),* $(,)?) => {
        /// A part of the road.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
        pub enum Part { $(#[serde(rename = $word)] $name),* }

        impl Part {
            /// All of them; each stands after what it waits for.
            pub const ALL: &'static [Part] = &[$(Part::$name),*];

            /// The word of the wire contract.
            pub fn word(self) -> &'static str {
                match self { $(Part::$name => $word),* }
            }

            pub fn title(self) -> &'static str {
                match self { $(Part::$name => $title),* }
            }

            /// The step of the road that it belongs to, from 1.
            pub fn step(self) -> usize {
                match self { $(Part::$name => $step),* }
            }

            /// It is what a step before the audits consists in, and as far as the clauses of that step are.
            pub fn goes_by_clauses(self) -> bool {
                self.step() < Part::InternalAudit.step() && self != Part::Operation
            }

            /// What it waits for.
            pub fn after(self) -> &'static [Part] {
                match self { $(Part::$name => &[$(Part::$after),*]),* }
            }

            /// How long it takes: as written, else as is usual.
            pub fn length(self, cadences: Cadences<'_>) -> Period {
                match self { $(Part::$name => lengths::$field(cadences).unwrap_or(Period::days($days))),* }
            }
        }

        mod lengths {
            use super::{Cadences, Period, StepTimes};
            $(pub(super) fn $field(cadences: Cadences<'_>) -> Option<Period> { length!($field cadences) })*
        }
    };
}

/// Operation has its place beside the other intervals, since rules may ask for it too.
macro_rules! length {
    (operation $cadences:ident) => {
        Some($cadences.operate_before_audit())
    };
    ($field:ident $cadences:ident) => {
        $cadences.steps().and_then(|steps: &StepTimes| steps.$field)
    };
}

// Nobody certifies what has not run for a while, and before stage 2 stand a whole internal audit and a management review that
// had its results. A certification body can be asked as soon as it is clear what it is to look at.
parts! {
    Prepare prepare "prepare" 1 30 [] "mandate, team and means",
    Scope scope "scope" 2 30 [Prepare] "context and scope",
    Risk risk "risk" 3 60 [Scope] "risk assessment and treatment",
    Controls controls "controls" 4 120 [Risk] "policies, procedures and controls",
    Operation operation "operation" 4 90 [Controls] "controls at work",
    Training training "training" 5 30 [Controls] "training",
    InternalAudit internal_audit "internal-audit" 6 30 [Training] "internal audit",
    ManagementReview management_review "management-review" 6 14 [InternalAudit] "management review",
    Contract contract "contract" 7 90 [Scope] "contract with a certification body",
    Stage1 stage_1 "stage-1" 7 7 [Contract, Controls] "stage 1",
    BetweenStages between_stages "between-stages" 7 30 [Stage1] "concerns of stage 1 settled",
    Stage2 stage_2 "stage-2" 7 7 [BetweenStages, Operation, ManagementReview] "stage 2",
    Closing closing "closing" 7 30 [Stage2] "findings of stage 2 closed",
    Decision decision "decision" 7 14 [Closing] "decision",
}

impl Part {
    /// Whether a milestone is a step to it, by what `step:` says.
    pub fn is_meant(self, step: &str) -> bool {
        folded(step.trim()).replace(['-', '_'], " ") == self.word().replace('-', " ")
    }
}

/// The milestones that are steps to a part and are not done.
pub fn milestones(program: &Program, part: Part, today: Date) -> impl Iterator<Item = &Milestone> {
    let all = program.plan().into_iter().flat_map(|plan| &plan.data().milestones);
    let open = all.filter(move |milestone| milestone.done.is_none_or(|done| done > today));
    open.filter(move |milestone| milestone.step.as_deref().is_some_and(|step| part.is_meant(step)))
}

/// Who sees to a part: whoever the plan says does, else whoever owns the record of the stage that is to come.
pub fn owner(program: &Program, part: Part, today: Date) -> Option<&str> {
    let said = milestones(program, part, today).find_map(|milestone| milestone.owner.as_ref());
    let stage = match part {
        Part::Stage1 => Some(AuditType::Stage1),
        Part::Stage2 => Some(AuditType::Stage2),
        _ => None,
    };
    let audits = stage.into_iter().flat_map(|kind| audits(program, kind, today)).filter(|audit| audit.held(today).is_none());
    said.or_else(|| audits.filter_map(|audit| audit.data().owner.as_ref()).next()).map(|owner| owner.id())
}

/// A part with its days.
pub struct Planned {
    pub part: Part,
    /// So many days it takes as a whole.
    pub takes: u32,
    pub standing: Standing,
    /// None where there is a certificate: nothing of the road is left.
    pub slot: Option<Slot>,
}

/// The parts in their order: how far they are, and when what is left of them can and must be done. The target is the day of the
/// decision.
pub fn plan(cx: &Now<'_>, target: Option<Date>, known: &Known) -> Vec<Planned> {
    let place = |part: &Part| Part::ALL.iter().position(|known| known == part);
    let standings = standing::standings(cx, known);
    let work = |(part, standing): (&Part, &Standing)| Work {
        left: standing.left,
        has_begun: !standing.waits(),
        booked: standing.booked,
        after: part.after().iter().filter_map(place).collect(),
    };
    let is_certified = is_certified(cx);
    let works: Vec<Work> = Part::ALL.iter().zip(&standings).map(work).collect();
    let slots = network::slots(cx.today, target, &works);
    let planned = Part::ALL.iter().zip(standings).zip(slots).map(|((part, standing), slot)| Planned {
        part: *part,
        takes: days(part.length(cx.cadences), cx.today),
        standing,
        slot: Some(slot).filter(|_| !is_certified),
    });
    planned.collect()
}

/// Whether a certificate runs today: nothing of the road is left.
pub fn is_certified(cx: &Now<'_>) -> bool {
    running(cx.program, cx.today).is_some()
}

/// The days of a period that begins today.
pub(super) fn days(period: Period, today: Date) -> u32 {
    u32::try_from(today.plus(period).days_since(today)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas;

    #[test]
    fn each_part_stands_after_what_it_waits_for_and_leads_to_the_decision() {
        let (last, rest) = Part::ALL.split_last().unwrap();
        assert_eq!(*last, Part::Decision);
        for part in Part::ALL {
            assert!(part.after().iter().all(|before| before < part && before.step() <= part.step()), "{part:?}");
        }
        for part in rest {
            assert!(Part::ALL.iter().any(|later| later.after().contains(part)), "nothing waits for {part:?}");
        }
    }

    /// What a field's description has in brackets is what counts where it is left out.
    #[test]
    fn descriptions_tell_what_counts_where_nothing_is_written() {
        let schema = schemas::schema("isms").unwrap();
        let cadence = &schema["properties"]["cadence"]["properties"];
        for part in Part::ALL {
            let field = match part {
                Part::Operation => &cadence["operate_before_audit"],
                part => &cadence["steps"]["properties"][part.word().replace('-', "_")],
            };
            let text = field["description"].as_str().unwrap();
            assert!(text.ends_with(&format!("({}).", part.length(Cadences::default()))), "{text}");
        }
    }
}
