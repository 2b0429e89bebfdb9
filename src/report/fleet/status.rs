//! `isms fleet status`: a line for each programme, those that need help first, with why.

use super::{About, Seen, UnreadFacts, head};
use crate::base::date::Date;
use crate::base::text::{count, days, natural};
use crate::check::Outcome;
use crate::history::trail::Trail;
use crate::model::kinds::{Finding, Grade};
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;
use crate::register::due::{Due, Matter};
use crate::register::finding::{Standing, standing};
use crate::register::query::Value;
use crate::report::doc::{Block, Cell, Column, Doc, Row, Rows, Table, Tone};
use crate::report::road::Phase;
use crate::report::state::StateReport;
use crate::report::{Origin, Report, fact, organisation, share};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;

/// An audit this near is told among what needs help while something stands against it.
const NEAR: i64 = 60;

/// A field by its name, with its value; none where there is none.
type Field = (&'static str, fn(&ProgrammeFacts) -> Option<Value>);

/// What `--where` and `--sort` know of a programme, besides what `fleet.yaml` says of it.
pub const FIELDS: [Field; 16] = [
    ("organisation", |facts| Some(Value::Text(facts.organisation.clone()))),
    ("phase", |facts| Some(Value::Text(facts.phase.name().into()))),
    ("step", |facts| number(facts.step)),
    ("open_majors", |facts| number(facts.open_majors)),
    ("overdue", |facts| number(facts.overdue)),
    ("due_soon", |facts| number(facts.due_soon)),
    ("risks", |facts| number(facts.risks)),
    ("above_appetite", |facts| number(facts.above_appetite)),
    ("above_unaccepted", |facts| number(facts.above_unaccepted)),
    ("expired_acceptances", |facts| number(facts.expired_acceptances)),
    ("next_audit", |facts| day(facts.next_audit)),
    ("days_to_audit", |facts| facts.days_to_audit.and_then(|days| number(usize::try_from(days).ok()?))),
    ("errors", |facts| number(facts.errors)),
    ("warnings", |facts| number(facts.warnings)),
    ("last_change", |facts| day(facts.last_change)),
    ("unread", |facts| Some(Value::Bool(facts.unread_files > 0))),
];

#[allow(clippy::cast_precision_loss, clippy::unnecessary_wraps, reason = "nobody has 2^52 of anything; a field may have no value")]
fn number(n: usize) -> Option<Value> {
    Some(Value::Number(n as f64))
}

fn day(day: Option<Date>) -> Option<Value> {
    day.map(|day| Value::Text(day.to_string()))
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct FleetStatusReport {
    pub version: u32,
    pub as_of: Date,
    /// In the order in which they need help, or in the order that was asked for.
    pub programmes: Vec<ProgrammeFacts>,
    /// Of which nothing can be said.
    pub unread: Vec<UnreadFacts>,
    /// How many there are, of which those that are shown were chosen.
    pub total: usize,
    #[serde(skip)]
    seen: Seen,
}

/// How a programme stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProgrammeFacts {
    #[serde(flatten)]
    pub about: About,
    pub organisation: String,
    pub phase: Phase,
    /// The step of the road where it stands, from 1.
    pub step: usize,
    pub step_name: String,
    /// Major nonconformities that are not closed, or were shown not to be mended.
    pub open_majors: usize,
    /// How much is late.
    pub overdue: usize,
    /// How much falls due within 30 days.
    pub due_soon: usize,
    pub risks: usize,
    pub above_appetite: usize,
    /// Of those, the ones whose acceptance is none that counts.
    pub above_unaccepted: usize,
    /// Acceptances of risks whose day is over.
    pub expired_acceptances: usize,
    /// The next audit of any kind that has a day.
    pub next_audit: Option<Date>,
    pub days_to_audit: Option<i64>,
    pub errors: usize,
    pub warnings: usize,
    /// The day of the last commit that it was judged by.
    pub last_change: Option<Date>,
    /// Files of it that could not be read: it is judged without them.
    pub unread_files: usize,
    /// Why it needs help, the worst first.
    pub needs: Vec<String>,
}

impl ProgrammeFacts {
    /// From what the report on one programme says of it, and what is counted beside.
    pub fn of(about: About, cx: &Cx<'_>, outcome: &Outcome, due: &[Due<'_>], origin: &Origin) -> Self {
        let state = StateReport::build(cx, outcome, due, origin);
        let is_open = |finding: &Finding| matches!(standing(finding, cx.today), Standing::Open | Standing::Unmended);
        let is_major = |finding: &Finding| finding.grade == Grade::Major && is_open(finding);
        let audits = [Matter::Audit, Matter::Certification, Matter::Cycle];
        let next_audit = due.iter().filter(|due| audits.contains(&due.matter)).filter_map(|due| due.on).find(|on| *on >= cx.today);
        let until_today = |trail: &Trail| trail.commits.iter().map(|commit| commit.committer.day()).filter(|day| *day <= cx.today).max();
        let mut facts = Self {
            organisation: organisation(cx).to_owned(),
            phase: state.step.phase,
            step: state.step.number,
            step_name: state.step.name,
            open_majors: cx.program.all::<Finding>().filter(|finding| is_major(finding.data())).count(),
            overdue: state.overdue,
            due_soon: state.due_soon,
            risks: state.risks,
            above_appetite: state.above_appetite,
            above_unaccepted: cx.risks().iter().filter(|row| row.above_appetite && row.acceptance != AcceptanceState::Valid).count(),
            expired_acceptances: cx.risks().iter().filter(|row| row.acceptance == AcceptanceState::Expired).count(),
            next_audit,
            days_to_audit: next_audit.map(|on| on.days_since(cx.today)),
            errors: state.errors,
            warnings: state.warnings,
            last_change: cx.trail.and_then(until_today),
            unread_files: cx.program.unread().count(),
            needs: Vec::new(),
            about,
        };
        facts.needs = facts.weighed().into_iter().filter(|(weight, _)| *weight > 0).map(|(_, words)| words).collect();
        facts
    }

    /// What stands against it, the worst kind first, each with how much of it there is. The order is that in which an
    /// auditor would worry: what nobody can judge, what holds up a certificate, what was promised and is over, what is late.
    fn weighed(&self) -> [(usize, String); 7] {
        let n = |n: usize, word: &str| (n, count(n, word));
        let (late, expired) = (self.overdue, self.expired_acceptances);
        let risks = if self.above_unaccepted == 1 { "1 risk" } else { &format!("{} risks", self.above_unaccepted) };
        let stands_against = self.open_majors + self.errors + late > 0;
        let near = self.days_to_audit.filter(|days| *days <= NEAR && stands_against);
        let audit = near.map(|left| if left == 0 { "an audit today".into() } else { format!("an audit in {}", days(left)) });
        [
            n(self.unread_files, "unread file"),
            n(self.open_majors, "open major"),
            (near.map_or(0, |left| usize::try_from(NEAR + 1 - left).unwrap_or(0)), audit.unwrap_or_default()),
            n(self.errors, "error"),
            (expired, format!("{} ran out", count(expired, "acceptance"))),
            (late, format!("{late} late")),
            (self.above_unaccepted, format!("{risks} above the appetite that nobody accepts")),
        ]
    }

    /// What decides how soon it needs help: the worst kind that it has any of, then how much of each.
    fn urgency(&self) -> impl Ord + use<> {
        let weights = self.weighed().map(|(weight, _)| weight);
        let first = weights.iter().position(|weight| *weight > 0).unwrap_or(weights.len());
        (first, Reverse(weights), Reverse(self.due_soon))
    }

    /// What is known of it by this name: what follows from its records, else what `fleet.yaml` says.
    pub fn values(&self, field: &str) -> Vec<Value> {
        match FIELDS.iter().find(|(name, _)| *name == field) {
            Some((_, value)) => value(self).into_iter().collect(),
            None => self.about.values(field),
        }
    }
}

impl FleetStatusReport {
    /// `programmes` in the order in which they are to be shown; without such an order, those that need help come first.
    pub fn build(mut programmes: Vec<ProgrammeFacts>, is_sorted: bool, unread: Vec<UnreadFacts>, total: usize, seen: Seen) -> Self {
        if !is_sorted {
            programmes.sort_by(|a, b| natural(&a.about.programme, &b.about.programme));
            programmes.sort_by_cached_key(ProgrammeFacts::urgency);
        }
        Self { version: 1, as_of: seen.as_of, programmes, unread, total, seen }
    }
}

fn row(facts: &ProgrammeFacts) -> Row<'_> {
    let bad = |n: usize, tone: Tone| Cell::toned(n, if n > 0 { tone } else { Tone::Plain });
    Row::new(vec![
        (&facts.about.programme).into(),
        Cell::list(facts.needs.iter()),
        format!("{} {}", facts.step, facts.step_name).into(),
        bad(facts.open_majors, Tone::Bad),
        bad(facts.errors, Tone::Bad),
        bad(facts.overdue, Tone::Warn),
        facts.due_soon.into(),
        bad(facts.above_appetite, Tone::Warn),
        bad(facts.expired_acceptances, Tone::Bad),
        facts.next_audit.into(),
        facts.last_change.into(),
        facts.about.owner.as_ref().into(),
    ])
}

impl Report for FleetStatusReport {
    const NAME: &'static str = "fleet-status";

    fn doc(&self) -> Doc<'_> {
        let mut head = head(&self.seen, "How the programmes stand", self.programmes.len(), &self.unread);
        if self.programmes.len() + self.unread.len() < self.total {
            head.facts.push(fact("Shown", share(self.programmes.len() + self.unread.len(), self.total)));
        }
        let table = Table {
            name: "programmes",
            columns: vec![
                Column::text("Programme", 0),
                Column::text("Needs help with", 0),
                Column::text("Step", 1),
                Column::number("Majors", 1),
                Column::number("Errors", 1),
                Column::number("Late", 1),
                Column::number("Soon", 2),
                Column::number("Above", 1),
                Column::number("Ran out", 2),
                Column::short("Next audit", 1),
                Column::short("Changed", 2),
                Column::text("Owner", 3),
            ],
            rows: Rows::new(|| self.programmes.iter().map(row)),
            empty: "No programme passes.",
        };
        let mut blocks = vec![Block::Table(table)];
        if !self.unread.is_empty() {
            blocks.push(Block::Heading { text: "Not read".into() });
            let line = |one: &UnreadFacts| {
                let help = one.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
                format!("{}: {}{help}", one.about.programme, one.why)
            };
            blocks.push(Block::List { items: self.unread.iter().map(line).collect() });
        }
        Doc { head, blocks }
    }
}
