//! How readiness judges a clause, and what an auditor would write down.

use super::doc::Tone;
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

    pub(super) fn tone(self) -> Tone {
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
    pub(super) fn name(self) -> &'static str {
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
    pub rules: Vec<String>,
}
