//! `isms plan`: the road to the certificate, counted back from the day it is wanted.

mod parts;
mod questions;
mod said;

use super::calendar::{Calendar, Event, uid};
use super::cycle::VisitState;
use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Stretch, Table, Timeline, Tone};
use super::names::Names;
use super::readiness::ReadinessReport;
use super::road;
use super::{Origin, Report, fact, organisation};
use crate::base::date::{Date, Period};
use crate::base::text::days;
use crate::register::certificate::{running, wanted_by};
use crate::register::cx::Cx;
use crate::register::cycle::{Visit, cycle};
use crate::register::due::Due;
use crate::register::plan::plan;
use parts::{PartFacts, known};
pub use said::{MilestoneFacts, Said};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct PlanReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Whose parts and milestones are told, if only those of one were asked for.
    pub owner: Option<String>,
    /// The day of the decision that is wanted, if anybody says so. Nothing is counted back where there is a certificate.
    pub target: Option<Date>,
    /// The first day on which the decision can be made. None where there is a certificate.
    pub earliest: Option<Date>,
    /// Days from then to the target; negative: by so many it cannot be reached.
    pub spare: Option<i64>,
    /// The parts of the road, each after what it waits for.
    pub parts: Vec<PartFacts>,
    /// Where there is a certificate, the visits of the certification body.
    pub visits: Vec<VisitFacts>,
    /// The days that `plan.yaml` names, with what it said before.
    pub milestones: Vec<MilestoneFacts>,
    /// There is a history that tells what the plan said before.
    pub has_history: bool,
    /// What an auditor may ask about. None of it is a fault.
    pub questions: Vec<String>,
    #[serde(skip)]
    certificate: Option<(Date, Date)>,
    #[serde(skip)]
    organisation: String,
    #[serde(skip)]
    has_record: bool,
    #[serde(skip)]
    names: Names,
    #[serde(skip)]
    head: Head,
}

/// Which day is counted back from, and whose parts are told: by default all of them, from the day in `plan.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub target: Option<Date>,
    pub owner: Option<String>,
}

/// A visit of the certification body.
#[derive(Serialize, JsonSchema)]
pub struct VisitFacts {
    pub name: String,
    /// The first day on which it should take place, and the last.
    pub from: Date,
    pub to: Date,
    /// The audit that was it, or is planned to be.
    pub audit: Option<String>,
    pub done: bool,
    #[serde(skip)]
    state: VisitState,
}

impl PlanReport {
    /// Counts back from a day. What the plan said before is known by commits, the latest first.
    pub fn build(
        cx: &Cx<'_>,
        (readiness, due): (&ReadinessReport, &[Due<'_>]),
        (wanted, said): (&Wanted, Option<&[Said]>),
        origin: &Origin,
    ) -> Self {
        let record = cx.program.plan();
        let certificate = running(cx.program, cx.today);
        let target = wanted.target.filter(|_| certificate.is_none()).or_else(|| wanted_by(cx.program, cx.today));
        let steps = road::steps(cx, readiness, due);
        let planned = plan(cx, target, &known(&steps, readiness));
        let earliest = planned.last().and_then(|last| last.slot).map(|slot| slot.earliest.finish);
        let cycle = cycle(cx.program, cx.today).filter(|_| certificate.is_some());
        let mut head = super::head(cx, "The road to the certificate", origin);
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            owner: wanted.owner.clone(),
            target,
            earliest,
            spare: target.zip(earliest).map(|(target, earliest)| target.days_since(earliest)),
            visits: cycle.iter().flat_map(|cycle| &cycle.visits).map(|visit| VisitFacts::of(visit, cx.today)).collect(),
            milestones: record.map(|plan| said::milestones(plan.data(), said)).unwrap_or_default(),
            has_history: said.is_some(),
            questions: if certificate.is_some() { Vec::new() } else { questions::questions(cx, &planned) },
            parts: planned.iter().map(|planned| PartFacts::of(cx, planned, (&steps, due))).collect(),
            certificate: certificate.map(|certificate| (certificate.decided, certificate.expires)),
            organisation: organisation(cx).to_owned(),
            has_record: record.is_some(),
            names: Names::default(),
            head: Head::default(),
        };
        let owners = report.parts.iter().map(|part| &part.owner).chain(report.milestones.iter().map(|milestone| &milestone.owner));
        let named = owners.flatten().chain(&report.owner).map(String::as_str);
        report.names = Names::of(cx.program, cx.today, named);
        report.facts(&mut head);
        report.head = head;
        report.keep(cx);
        report
    }

    /// Leaves only what somebody sees to, where only that is asked for. What decides the day was found among all parts.
    fn keep(&mut self, cx: &Cx<'_>) {
        let Some(who) = self.owner.clone() else { return };
        let is_theirs = |owner: &Option<String>| owner.as_ref().is_some_and(|owner| cx.roles().speaks_for(&who, owner, cx.today));
        self.parts.retain(|part| is_theirs(&part.owner));
        self.milestones.retain(|milestone| is_theirs(&milestone.owner));
        self.questions.clear();
    }

    fn facts(&self, head: &mut Head) {
        let mut says = |name, value: Cell<'static>| head.facts.push(fact(name, value));
        if let Some(who) = &self.owner {
            says("For", self.names.text(who).into());
        }
        if let Some((decided, expires)) = self.certificate {
            says("Certificate", format!("decided on {decided}, until {expires}").into());
            return;
        }
        let target = self.target.zip(self.spare).map(|(target, spare)| match spare {
            ..0 => Cell::toned(format!("{target}, which cannot be reached: {} too late", days(spare)), Tone::Bad),
            _ => Cell::toned(format!("{target}, {} to spare", days(spare)), Tone::Good),
        });
        says("Target", target.unwrap_or(Cell::toned("none", Tone::Warn)));
        says("Decision possible", self.earliest.map(|day| format!("from {day} on")).into());
        let critical = self.parts.iter().filter(|part| part.critical).map(|part| part.name.as_str()).collect::<Vec<_>>();
        says("What decides the day", critical.join(" → ").into());
    }

    /// What to do where nothing says by when.
    fn without_target(&self) -> Option<Block<'_>> {
        let earliest = self.earliest.filter(|_| self.target.is_none())?;
        let keep = if self.has_record { "" } else { ", once there is a `plan.yaml` with a `sponsor:`, a `mandate:` and a `team:`" };
        let text = format!(
            "Nobody says by when the certificate is wanted, so no day is the latest. `isms set plan target={earliest}` says it{keep}; `isms plan --target {earliest}` tries a day."
        );
        Some(Block::Paragraph { text })
    }

    fn timeline(&self) -> Timeline {
        let mut marks = vec![("today", self.as_of)];
        marks.extend(self.target.map(|target| ("target", target)));
        let visits = self.visits.iter().filter(|visit| !visit.done);
        let visit = |visit: &VisitFacts| Stretch { name: visit.name.clone(), tone: Tone::Plain, days: (visit.from, visit.to), spare: None };
        Timeline { lines: self.parts.iter().filter_map(PartFacts::stretch).chain(visits.map(visit)).collect(), marks }
    }

    fn visit_table(&self) -> Table<'_> {
        fn row(visit: &VisitFacts) -> Row<'_> {
            Row::new(vec![
                (&visit.name).into(),
                visit.from.into(),
                visit.to.into(),
                visit.audit.as_ref().map(Cell::id).unwrap_or_default(),
                visit.state.cell(),
            ])
        }
        Table {
            name: "visits",
            columns: vec![
                Column::text("Visit", 0),
                Column::short("From", 0),
                Column::short("Until", 0),
                Column::short("Audit", 1),
                Column::short("State", 1),
            ],
            rows: Rows::new(|| self.visits.iter().map(row)),
            empty: "",
        }
    }
}

impl VisitFacts {
    fn of(visit: &Visit<'_>, today: Date) -> Self {
        Self {
            name: visit.name(),
            from: visit.from,
            to: visit.to,
            audit: visit.audit.map(|audit| audit.data().id.clone()),
            done: visit.is_done(today),
            state: VisitState::of(visit, today),
        }
    }
}

impl Report for PlanReport {
    const NAME: &'static str = "plan";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks = Vec::new();
        blocks.extend(self.without_target());
        blocks.push(Block::Timeline(self.timeline()));
        if self.certificate.is_some() {
            blocks.extend([heading("Maintenance"), Block::Table(self.visit_table())]);
            return Doc { head: self.head.clone(), blocks };
        }
        blocks.extend([heading("Parts"), Block::Table(parts::table(&self.parts, &self.names))]);
        if let Some(first) = self.target.max(self.earliest).map(|decided| decided.plus(Period::months(12))) {
            let text = format!("Maintenance begins with the decision; the first surveillance audit is due by {first} then.");
            blocks.push(Block::Paragraph { text });
        }
        if self.has_record {
            blocks.extend([heading("Days of the plan"), Block::Table(said::table(&self.milestones, &self.names))]);
            let text = "What the plan said before is not known: there is no history to be judged.";
            blocks.extend((!self.has_history).then(|| Block::Paragraph { text: text.into() }));
        }
        if !self.questions.is_empty() {
            blocks.extend([heading("What an auditor may ask"), Block::List { items: self.questions.clone() }]);
        }
        blocks.extend([heading("How it is counted"), Block::Paragraph { text: COUNTED.into() }]);
        Doc { head: self.head.clone(), blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        self.certificate.is_none().then(|| parts::table(&self.parts, &self.names))
    }

    /// The last days on which parts begin and are over, and the target.
    fn calendar(&self) -> Option<Calendar<'_>> {
        let event = |words: [&str; 2], day: Date, what: String, more: &[String]| {
            let late = if day < self.as_of { "late: " } else { "" };
            Event {
                uid: uid(&[&self.organisation, Self::NAME, words[0], words[1]]),
                day: Some(day),
                summary: format!("{late}{what}").into(),
                description: more.join("\n"),
            }
        };
        let of_part = |part: &PartFacts| {
            let more: Vec<String> = part.owner.iter().map(|owner| self.names.text(owner)).chain(part.remarks.iter().cloned()).collect();
            let starts = part.latest_start.map(|day| event([part.part.word(), "start"], day, format!("begin {}", part.name), &more));
            let ends = part.latest_finish.map(|day| event([part.part.word(), "finish"], day, format!("end {}", part.name), &more));
            starts.into_iter().chain(ends)
        };
        let target = self.target.map(|day| event(["target", ""], day, "the certificate is wanted".into(), &[]));
        let name = format!("{}: the road to the certificate", self.organisation);
        Some(Calendar { name, stamp: self.as_of, events: self.parts.iter().flat_map(of_part).chain(target).collect() })
    }
}

/// What the days rest on.
const COUNTED: &str = "Days are those of the calendar, weekends and holidays among them; a part ends on the day on which the next can begin. The target is the day of the decision. How long parts take stands in `isms.yaml` under `cadence.steps` and `cadence.operate_before_audit`, or is what is usual. What is done is not planned again; a step that has begun has as much of its time left as of its clauses. Controls have been at work since more than half of the applicable ones were. Stage 2 waits for finished internal audits of every clause and site, and for a management review after them. That controls run for a while before stage 2, and how long parts take, is practice and no rule of a standard.";
