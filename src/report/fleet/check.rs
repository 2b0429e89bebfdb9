//! `isms fleet check`: what is wrong in which programme, and with the file that names them.

use super::{About, Seen, UnreadFacts, head};
use crate::base::date::Date;
use crate::base::diagnostic::{Level, RuleInfo};
use crate::base::text::count;
use crate::report::doc::{Block, Cell, Column, Doc, Row, Rows, Table, Tone};
use crate::report::findings::{FindingFacts, Group, Judged as Past, Summary, Told};
use crate::report::{Report, fact};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct FleetCheckReport {
    pub version: u32,
    pub as_of: Date,
    /// All programmes together, with what is wrong with the file that names them.
    pub summary: Summary,
    pub programmes: Vec<ProgrammeCheckFacts>,
    /// Of which nothing can be said; each has a finding, too.
    pub unread: Vec<UnreadFacts>,
    /// By programme, file and place. Those of no programme are about `fleet.yaml` and come first.
    pub diagnostics: Vec<FindingOf>,
    #[serde(skip)]
    seen: Seen,
    /// People get all of it.
    #[serde(skip)]
    all: bool,
    #[serde(skip)]
    rules: Vec<RuleInfo>,
}

/// What a programme was found to be.
#[derive(Serialize, JsonSchema)]
pub struct ProgrammeCheckFacts {
    #[serde(flatten)]
    pub about: About,
    /// Whether rules looked at its history.
    pub history: Past,
    pub summary: Summary,
    /// Put before its paths to see them from the folder of the file that names it.
    #[serde(skip)]
    pub prefix: String,
}

/// A finding, and the programme it is in.
#[derive(Serialize, JsonSchema)]
pub struct FindingOf {
    pub programme: Option<String>,
    #[serde(flatten)]
    pub finding: FindingFacts<'static>,
}

/// A programme that was judged.
pub struct Judged {
    pub facts: ProgrammeCheckFacts,
    pub findings: Vec<FindingFacts<'static>>,
}

impl FleetCheckReport {
    /// `own` is what is wrong with the file itself.
    pub fn build(
        own: Vec<FindingFacts<'static>>,
        judged: Vec<Judged>,
        unread: Vec<UnreadFacts>,
        (seen, rules, all): (Seen, Vec<RuleInfo>, bool),
    ) -> Self {
        let level = |level: Level| own.iter().filter(|finding| finding.level == level).count();
        let ours = Summary {
            files: 1,
            errors: level(Level::Error),
            warnings: level(Level::Warning),
            infos: level(Level::Info),
            ..Summary::default()
        };
        let summary = judged.iter().fold(ours, |sum, one| sum.and(one.facts.summary));
        let mut diagnostics: Vec<FindingOf> = own.into_iter().map(|finding| FindingOf { programme: None, finding }).collect();
        let mut programmes = Vec::with_capacity(judged.len());
        for Judged { facts, findings } in judged {
            let of = |finding| FindingOf { programme: Some(facts.about.programme.clone()), finding };
            diagnostics.extend(findings.into_iter().map(of));
            programmes.push(facts);
        }
        Self { version: 1, as_of: seen.as_of, summary, programmes, unread, diagnostics, seen, all, rules }
    }

    /// The findings for formats that know no programme: those of none first, then a group for each programme.
    pub fn told(&self) -> Told<'_> {
        let mut rest = self.diagnostics.iter();
        let mut group =
            |programme, prefix, found| Group { programme, prefix, findings: rest.by_ref().take(found).map(|one| &one.finding).collect() };
        let of_none = self.diagnostics.iter().take_while(|one| one.programme.is_none()).count();
        let mut groups = vec![group(None, "", of_none)];
        groups.extend(self.programmes.iter().map(|facts| {
            let Summary { errors, warnings, infos, .. } = facts.summary;
            group(Some(facts.about.programme.as_str()), &facts.prefix, errors + warnings + infos)
        }));
        Told { rules: &self.rules, groups }
    }

    /// How bad the worst is.
    pub fn worst(&self) -> Option<Level> {
        self.diagnostics.iter().map(|one| one.finding.level).max()
    }

    /// What people are told: errors, and everything where they ask for it.
    fn shown(&self) -> impl Iterator<Item = &FindingOf> {
        self.diagnostics.iter().filter(|one| self.all || one.finding.level == Level::Error)
    }

    fn findings(&self, all: bool) -> Table<'_> {
        let rows = move || self.diagnostics.iter().filter(move |one| all || one.finding.level == Level::Error).map(finding);
        Table {
            name: "findings",
            columns: vec![
                Column::text("Programme", 0),
                Column::short("Level", 0),
                Column::short("Rule", 1),
                Column::text("Finding", 0),
                Column::text("Place", 0),
                Column::text("Help", 2),
            ],
            rows: Rows::new(rows),
            empty: "Nothing is wrong.",
        }
    }
}

fn finding(one: &FindingOf) -> Row<'_> {
    let found = &one.finding;
    let tone = match found.level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Warn,
        Level::Info => Tone::Note,
    };
    Row::new(vec![
        one.programme.as_ref().into(),
        Cell::toned(found.level.name(), tone),
        found.rule.into(),
        (&*found.message).into(),
        format!("{}:{}:{}", found.file, found.line, found.column).into(),
        found.help.as_deref().into(),
    ])
}

fn programme(facts: &ProgrammeCheckFacts) -> Row<'_> {
    let summary = facts.summary;
    let toned = |n: usize, tone: Tone| Cell::toned(n, if n > 0 { tone } else { Tone::Plain });
    Row::new(vec![
        (&facts.about.programme).into(),
        toned(summary.errors, Tone::Bad),
        toned(summary.warnings, Tone::Warn),
        summary.infos.into(),
        summary.waived.into(),
        summary.records.into(),
    ])
}

impl Report for FleetCheckReport {
    const NAME: &'static str = "fleet-check";

    fn doc(&self) -> Doc<'_> {
        let mut head = head(&self.seen, "What is wrong in which programme", self.programmes.len(), &self.unread);
        let Summary { errors, warnings, infos, .. } = self.summary;
        let counted = [(errors, "error"), (warnings, "warning"), (infos, "info")].map(|(n, word)| count(n, word)).join(", ");
        head.facts.push(fact("Findings", Cell::toned(counted, if errors > 0 { Tone::Bad } else { Tone::Plain })));
        let columns = vec![
            Column::text("Programme", 0),
            Column::number("Errors", 0),
            Column::number("Warnings", 0),
            Column::number("Infos", 0),
            Column::number("Waived", 1),
            Column::number("Records", 1),
        ];
        let rows = Rows::new(|| self.programmes.iter().map(programme));
        let mut blocks = vec![Block::Table(Table { name: "programmes", columns, rows, empty: "No programme could be read." })];
        if self.shown().next().is_some() {
            blocks.push(Block::Heading { text: if self.all { "Findings" } else { "Errors" }.into() });
            blocks.push(Block::Table(self.findings(self.all)));
        }
        let rest = self.diagnostics.len() - self.shown().count();
        if rest > 0 {
            let text = format!(
                "{} that are no errors: `--all` tells them, and `isms -C FOLDER check` those of one programme.",
                count(rest, "finding")
            );
            blocks.push(Block::Paragraph { text });
        }
        Doc { head, blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.findings(true))
    }
}
