//! How readiness judges a clause, and what an auditor would write down.

use crate::report::doc::Tone;
use schemars::JsonSchema;
use serde::Serialize;

/// What the records show of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that can be checked from records is there.
    Pass,
    /// It cannot be decided from records; a person must ask.
    Manual,
    /// Something is missing or out of date.
    Gap,
    /// The records contradict the requirement.
    Fail,
}

impl Verdict {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Manual => "manual",
            Verdict::Gap => "gap",
            Verdict::Fail => "fail",
        }
    }

    pub fn tone(self) -> Tone {
        match self {
            Verdict::Pass => Tone::Good,
            Verdict::Manual => Tone::Note,
            Verdict::Gap => Tone::Warn,
            Verdict::Fail => Tone::Bad,
        }
    }
}

/// How an auditor would grade something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LikelyGrade {
    Major,
    Minor,
    Ofi,
}

impl LikelyGrade {
    pub fn name(self) -> &'static str {
        match self {
            LikelyGrade::Major => "major",
            LikelyGrade::Minor => "minor",
            LikelyGrade::Ofi => "ofi",
        }
    }
}

/// What an auditor would probably write down.
#[derive(Serialize, JsonSchema)]
pub struct LikelyFinding {
    pub grade: LikelyGrade,
    pub requirement: String,
    pub statement: String,
    pub fix: String,
    /// The rules that found it; none where it was recorded, or follows from a clause that nothing proves.
    pub rules: Vec<String>,
    /// Why it has this grade.
    pub reason: String,
    /// It stands before the next stage: a likely major, or a finding of the certification body that holds its decision up.
    pub blocks: bool,
    /// The finding, where somebody recorded it as one.
    pub recorded: Option<String>,
    /// The records it was found in, as people sort.
    pub records: Vec<String>,
}
