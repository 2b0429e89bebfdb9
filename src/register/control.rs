//! How far a control is, and whether it was shown to work.

use super::cx::Now;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Control, ControlStatus, ControlTest, Evidence, TestOutcome};
use crate::model::program::{Program, View};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// What testing says of a control. "Not verified" is not "not implemented".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// Every test passed when it was last due.
    Passed,
    /// No test is written down.
    NoTest,
    /// A test has no result yet.
    NeverRun,
    /// A test was due again.
    Overdue,
    /// A test failed when it was last run.
    Failed,
}

impl Verification {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            Verification::Passed => "passed",
            Verification::NoTest => "no-test",
            Verification::NeverRun => "never-run",
            Verification::Overdue => "overdue",
            Verification::Failed => "failed",
        }
    }
}

/// The state of one test.
pub fn test_state(test: &ControlTest, today: Date) -> Verification {
    let last = test.results.iter().filter(|result| result.on <= today).max_by_key(|result| result.on);
    match last {
        None => Verification::NeverRun,
        Some(last) if last.result == TestOutcome::Fail => Verification::Failed,
        Some(last) if test.every.is_some_and(|every| last.on.plus(every) < today) => Verification::Overdue,
        Some(_) => Verification::Passed,
    }
}

/// The state of a control: that of its worst test.
pub fn verification(control: &Control, today: Date) -> Verification {
    control.tests.iter().map(|test| test_state(test, today)).max().unwrap_or(Verification::NoTest)
}

impl Control {
    /// Counts today: it is not retired.
    pub fn is_active(&self) -> bool {
        self.status != Some(ControlStatus::Retired)
    }

    pub fn is_implemented(&self) -> bool {
        self.status == Some(ControlStatus::Implemented)
    }

    /// What evidence of it may say that it supports: the control itself, and the Annex A controls that it implements.
    pub fn supported_as(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.implements.iter().map(|annex| annex.id()))
    }
}

/// Whether a piece of evidence proves something already: what is dated later has not happened yet.
pub fn has_begun(evidence: &Evidence, today: Date) -> bool {
    let collected = evidence.collected.as_ref().map(|collected| collected.on);
    evidence.effective.as_ref().map(|period| period.from).or(collected).is_none_or(|from| from <= today)
}

/// The last day a piece of evidence counts: as written, else `cadence` after what it proves. None if it has no date, or if
/// there is nothing to look at: neither an address nor a file that is there.
pub fn valid_until(program: &Program, evidence: View<'_, Evidence>, cadence: Period) -> Option<Date> {
    let is_there = evidence.url.is_some() || evidence.file.as_deref().is_some_and(|file| program.has_path(file));
    if !is_there {
        return None;
    }
    evidence.valid_until.or_else(|| evidence.proves_until().map(|day| day.plus(cadence)))
}

/// For each id that evidence supports, the last day on which any of it counts.
pub fn supported_until<'a>(cx: &Now<'a>) -> HashMap<&'a str, Date> {
    let mut last: HashMap<&str, Date> = HashMap::new();
    for evidence in cx.program.all::<Evidence>() {
        let Some(until) = valid_until(cx.program, evidence, cx.cadences.evidence()) else { continue };
        for supported in &evidence.data().supports {
            let day = last.entry(supported.id()).or_insert(until);
            *day = until.max(*day);
        }
    }
    last
}

/// The last day on which something shows that a control works: what supports it or an Annex A control that it implements, by
/// [`supported_until`], or came with a test of it.
pub fn shown_until<'a>(cx: &Now<'a>, control: &'a Control, supported: &HashMap<&'a str, Date>) -> Option<Date> {
    let direct = control.supported_as().filter_map(|id| supported.get(id).copied());
    let tested = control.shown_by().filter_map(|evidence| valid_until(cx.program, cx.program.get(evidence)?, cx.cadences.evidence()));
    direct.chain(tested).max()
}
