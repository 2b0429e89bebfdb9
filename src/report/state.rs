//! `isms` alone: the state of a programme on one screen.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::next::{self, ActFacts};
use super::readiness::{ReadinessReport, Stage};
use super::road::{self, StepFacts, StepState};
use super::soa::SoaTotals;
use super::{Origin, Report, fact, footer, share};
use crate::base::date::{Date, Period};
use crate::base::diagnostic::Level;
use crate::base::text::count;
use crate::check::Outcome;
use crate::register::cx::Cx;
use crate::register::due::{Due, SOON};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// How far to look back for what was changed.
const LATELY: Period = Period::days(30);

/// How many next acts one screen has.
const NEXT: usize = 3;

/// How much of what is missing one line has.
const MISSING: usize = 2;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct StateReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Where the programme stands on the road.
    pub step: StepFacts,
    /// The road: all steps, in their order.
    pub steps: Vec<StepFacts>,
    pub risks: usize,
    pub above_appetite: usize,
    pub soa: SoaTotals,
    pub errors: usize,
    pub warnings: usize,
    /// How much is late.
    pub overdue: usize,
    /// How much falls due within 30 days.
    pub due_soon: usize,
    /// What was changed in the last 30 days, where there is a history.
    pub changed: Option<ChangedFacts>,
    /// What to do next, most urgent first.
    pub next: Vec<ActFacts>,
    #[serde(skip)]
    head: Head,
}

/// What was changed lately.
#[derive(Serialize, JsonSchema)]
pub struct ChangedFacts {
    /// Since the end of this day.
    pub since: Date,
    pub commits: usize,
    /// How many people made them.
    pub people: usize,
}

impl StateReport {
    /// The page that has what a fact counts, by the fact's name.
    pub const COUNTED: [(&str, &str); 4] = [("Risks", "register"), ("Controls", "soa"), ("Check", "rules"), ("Due", "due")];

    pub fn build(cx: &Cx<'_>, outcome: &Outcome, due: &[Due<'_>], origin: &Origin) -> Self {
        let readiness = ReadinessReport::build(cx, outcome, due, Stage::Two, origin);
        let name = cx.program.isms().map_or_else(|| "isms".to_owned(), |isms| isms.data().organisation.name.clone());
        let found = |level| outcome.findings.iter().filter(|finding| finding.level == level).count();
        let steps = road::steps(cx, &readiness, due);
        let (late, to_come): (Vec<_>, Vec<_>) = due.iter().filter(|due| due.on.is_some()).partition(|due| due.is_overdue(cx.today));
        let mut next = next::acts(cx, outcome, (&readiness, &steps), due, None);
        next.truncate(NEXT);
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            step: road::current(&steps).clone(),
            steps,
            risks: cx.risks().len(),
            above_appetite: cx.risks().iter().filter(|row| row.above_appetite).count(),
            soa: SoaTotals::of(cx.soa()),
            errors: found(Level::Error),
            warnings: found(Level::Warning),
            overdue: late.len(),
            due_soon: to_come.iter().filter(|due| due.is_within(SOON, cx.today)).count(),
            changed: changed(cx),
            next,
            head: Head { title: name, facts: Vec::new(), footer: footer(cx.today, origin), ..Head::default() },
        }
    }

    fn table(&self) -> Table<'_> {
        fn row(step: &StepFacts) -> Row<'_> {
            let tone = match step.state {
                StepState::Done => Tone::Good,
                StepState::InProgress => Tone::Note,
                StepState::NeedsRepeat => Tone::Warn,
                StepState::NotStarted => Tone::Faint,
            };
            let open = |count: &&road::CountFacts| count.done < count.of;
            let counts = step.counts.iter().filter(open).map(|count| format!("{} {}", share(count.done, count.of), count.what));
            let late = (step.overdue > 0).then(|| format!("{} late", step.overdue));
            let mut seen = BTreeSet::new();
            let named = step.missing.iter().chain(step.counts.iter().flat_map(|count| &count.missing));
            let mut named: Vec<&String> = named.filter(|name| seen.insert(*name)).collect();
            let more = named.len().saturating_sub(MISSING);
            named.truncate(MISSING);
            let missing = named.into_iter().cloned().chain((more > 0).then(|| format!("and {more} more")));
            Row::new(vec![
                step.number.into(),
                (&step.name).into(),
                Cell::toned(step.state.words(), tone),
                Cell::list(counts.chain(late)),
                Cell::list(missing),
            ])
        }
        Table {
            name: "road",
            columns: vec![
                Column::number("#", 0),
                Column::text("Step", 0),
                Column::short("State", 0),
                Column::text("Open", 1),
                Column::text("Missing", 2),
            ],
            rows: Rows::new(|| self.steps.iter().map(row)),
            empty: "",
        }
    }
}

fn changed(cx: &Cx<'_>) -> Option<ChangedFacts> {
    let since = cx.today.minus(LATELY);
    let commits = cx.trail?.commits.iter().filter(|commit| commit.committer.day() > since && commit.committer.day() <= cx.today);
    let people: Vec<&str> = commits.map(|commit| commit.author.email.as_str()).collect();
    Some(ChangedFacts { since, commits: people.len(), people: people.into_iter().collect::<BTreeSet<_>>().len() })
}

impl Report for StateReport {
    const NAME: &'static str = "state";

    fn doc(&self) -> Doc<'_> {
        let mut head = self.head.clone();
        let step = &self.step;
        let mut says = |name, value: Cell<'static>| head.facts.push(fact(name, value));
        says("Step", format!("{} of {}: {} ({})", step.number, step.of, step.name, step.phase.name()).into());
        says("Risks", format!("{}, {} above the appetite", self.risks, self.above_appetite).into());
        let controls = format!("{} apply, {} of them implemented", share(self.soa.applicable, self.soa.annex_a), self.soa.implemented);
        says("Controls", controls.into());
        let tone = match (self.errors, self.warnings) {
            (0, 0) => Tone::Good,
            (0, _) => Tone::Warn,
            _ => Tone::Bad,
        };
        says("Check", Cell::toned(format!("{}, {}", count(self.errors, "error"), count(self.warnings, "warning")), tone));
        let tone = if self.overdue > 0 { Tone::Bad } else { Tone::Good };
        says("Due", Cell::toned(format!("{} late, {} within 30 days", self.overdue, self.due_soon), tone));
        if let Some(changed) = &self.changed {
            let people = if changed.people == 1 { "1 person".to_owned() } else { format!("{} people", changed.people) };
            says("Changed", format!("{} by {people} since {}", count(changed.commits, "commit"), changed.since).into());
        }
        let mut blocks = vec![Block::Table(self.table())];
        if !self.next.is_empty() {
            blocks.push(Block::Heading { text: "Next".into() });
            let line = |act: &ActFacts| format!("{} ({}): {}\n{}", act.what, act.requirement, act.how, act.command);
            blocks.push(Block::List { items: self.next.iter().map(line).collect() });
        }
        Doc { head, blocks }
    }
}
