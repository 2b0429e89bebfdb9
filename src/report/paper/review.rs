//! `isms report review`: a draft of what a management review considers (9.3.2), for people to correct and complete.

use super::{LineFacts, Part, SinceFacts, Stretch, aims, decided, found, measured, risks, sheet, surroundings, table};
use crate::base::date::Date;
use crate::model::kinds::Severity;
use crate::report::doc::{Block, Doc, Head, Table};
use crate::report::{Origin, Report, head};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ReviewReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub since: SinceFacts,
    /// By the keys of `inputs:` in a review, all ten of them.
    pub inputs: Vec<InputFacts>,
    #[serde(skip)]
    head: Head,
}

/// An input, and what the records say of it.
#[derive(Serialize, JsonSchema)]
pub struct InputFacts {
    /// `a` to `g`, with `d1` to `d4`.
    pub input: String,
    /// What it is about.
    pub about: String,
    /// None where nothing is recorded.
    pub lines: Vec<LineFacts>,
    #[serde(skip)]
    heading: String,
}

impl ReviewReport {
    pub fn build(stretch: &Stretch<'_, '_, '_>, origin: &Origin) -> Self {
        let input = |input: &str, about: &str, lines: Vec<LineFacts>| {
            let (input, about) = (input.to_owned(), about.to_owned());
            InputFacts { heading: format!("{input} · {about}"), input, about, lines }
        };
        let mut results = measured::results(stretch);
        results.extend(found::incidents(stretch, Severity::Low));
        let mut treated = risks::results(stretch);
        treated.extend(risks::plan(stretch));
        let mut head = head(stretch.now, "Draft for the management review", origin);
        head.facts.extend(stretch.facts());
        Self {
            version: 1,
            as_of: stretch.now.today,
            commit: origin.commit.clone(),
            since: stretch.since.clone(),
            inputs: vec![
                input("a", "Actions from earlier reviews", decided::decisions(stretch)),
                input("b", "Changes in issues, and changes that were made", surroundings::issues(stretch)),
                input("c", "Changes in what parties need", surroundings::parties(stretch)),
                input("d1", "Nonconformities and corrective actions", found::nonconformities(stretch)),
                input("d2", "Results of monitoring, tests and incidents", results),
                input("d3", "Audit results", found::audits(stretch)),
                input("d4", "Objectives", aims::objectives(stretch)),
                input("e", "Feedback from parties", surroundings::feedback(stretch)),
                input("f", "Risk assessment and treatment", treated),
                input("g", "Opportunities for improvement", aims::opportunities(stretch)),
            ],
            head,
        }
    }

    fn parts(&self) -> Vec<Part<'_>> {
        self.inputs.iter().map(|input| Part { heading: &input.heading, lines: &input.lines }).collect()
    }
}

impl Report for ReviewReport {
    const NAME: &'static str = "review";

    fn doc(&self) -> Doc<'_> {
        let text = "What the records say for each input of 9.3.2. People correct and complete it; the review itself is theirs to hold.";
        let blocks = vec![Block::Paragraph { text: text.into() }, table("inputs", self.parts(), usize::MAX)];
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(sheet("inputs", &self.parts()))
    }
}
