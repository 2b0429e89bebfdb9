//! `isms report management` and `isms report board`: how information security stands and moved, for those who lead.

use super::figures::{FigureFacts, Topic, chart, figures, table as figures_table};
use super::{LineFacts, Part, SinceFacts, Stretch, aims, controls, found, risks, sheet, table, wanted};
use crate::base::date::Date;
use crate::model::kinds::Severity;
use crate::report::doc::{Block, Chart, Doc, Head, Table};
use crate::report::{Origin, Report, fact, footer, organisation};
use schemars::JsonSchema;
use serde::Serialize;

/// What one of them tells: as much as fits on its pages.
struct Audience {
    title: &'static str,
    /// Lines of each part.
    most: usize,
    /// Incidents, from which severity on, and what stands above them.
    incidents: (Severity, &'static str),
    figures: &'static [Topic],
}

/// Two pages.
const MANAGEMENT: Audience = Audience {
    title: "Information security, for the management",
    most: 8,
    incidents: (Severity::Low, "Incidents"),
    figures: &[Topic::Levels, Topic::Worries, Topic::Work],
};

/// One page.
const BOARD: Audience = Audience {
    title: "Information security, for the board",
    most: 3,
    incidents: (Severity::High, "Incidents of severity high or critical"),
    figures: &[Topic::Levels, Topic::Worries],
};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ManagementReport(PaperFacts);

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
#[serde(transparent)]
pub struct BoardReport(PaperFacts);

/// What both hold. All lines are here; people get the first ones of each part, and how many there are.
#[derive(Serialize, JsonSchema)]
struct PaperFacts {
    version: u32,
    as_of: Date,
    commit: Option<String>,
    since: SinceFacts,
    figures: Vec<FigureFacts>,
    /// What is to be decided, the most urgent first.
    decisions: Vec<LineFacts>,
    risks: Vec<LineFacts>,
    controls: Vec<LineFacts>,
    treatment: Vec<LineFacts>,
    objectives: Vec<LineFacts>,
    nonconformities: Vec<LineFacts>,
    incidents: Vec<LineFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    chart: Chart,
    #[serde(skip)]
    most: usize,
    #[serde(skip)]
    incidents_heading: &'static str,
}

impl PaperFacts {
    fn build(stretch: &Stretch<'_, '_, '_>, origin: &Origin, audience: &Audience) -> Self {
        let figures = figures(stretch, audience.figures);
        let mut facts = vec![fact("Organisation", organisation(stretch.now).to_owned())];
        facts.extend(stretch.facts());
        Self {
            version: 1,
            as_of: stretch.now.today,
            commit: origin.commit.clone(),
            since: stretch.since.clone(),
            chart: chart(&figures, stretch, audience.figures),
            figures,
            decisions: wanted::decisions(stretch),
            risks: risks::moved_or_above(stretch),
            controls: controls::effectiveness(stretch),
            treatment: risks::plan(stretch),
            objectives: aims::objectives(stretch),
            nonconformities: found::nonconformities(stretch),
            incidents: found::incidents(stretch, audience.incidents.0),
            head: Head { title: audience.title.into(), facts, footer: footer(stretch.now.today, origin), ..Head::default() },
            most: audience.most,
            incidents_heading: audience.incidents.1,
        }
    }

    fn parts(&self) -> Vec<Part<'_>> {
        let part = |heading, lines| Part { heading, lines };
        vec![
            part("To be decided", &self.decisions[..]),
            part("Risks", &self.risks),
            part("How well controls work", &self.controls),
            part("Treatment of risks", &self.treatment),
            part("Objectives", &self.objectives),
            part("Nonconformities", &self.nonconformities),
            part(self.incidents_heading, &self.incidents),
        ]
    }

    fn doc(&self) -> Doc<'_> {
        let blocks = vec![
            table("parts", self.parts(), self.most),
            Block::Heading { text: "In figures".into() },
            Block::Chart(self.chart.clone()),
            figures_table(&self.figures),
        ];
        Doc { head: self.head.clone(), blocks }
    }
}

impl ManagementReport {
    pub fn build(stretch: &Stretch<'_, '_, '_>, origin: &Origin) -> Self {
        Self(PaperFacts::build(stretch, origin, &MANAGEMENT))
    }
}

impl BoardReport {
    pub fn build(stretch: &Stretch<'_, '_, '_>, origin: &Origin) -> Self {
        Self(PaperFacts::build(stretch, origin, &BOARD))
    }
}

impl Report for ManagementReport {
    const NAME: &'static str = "management";

    fn doc(&self) -> Doc<'_> {
        self.0.doc()
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(sheet("parts", &self.0.parts()))
    }
}

impl Report for BoardReport {
    const NAME: &'static str = "board";

    fn doc(&self) -> Doc<'_> {
        self.0.doc()
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(sheet("parts", &self.0.parts()))
    }
}
