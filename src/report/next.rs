//! `isms next`: what to do, in its order, each with why and how.

mod commands;

pub use commands::asks_for;

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::due::{DueFacts, facts};
use super::names::Names;
use super::readiness::verdict::{LikelyFinding, LikelyGrade};
use super::readiness::{ReadinessReport, likely};
use super::road::{self, StepFacts, StepState, step_of, step_of_matter};
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::span::Span;
use crate::check::{About, Outcome, rules};
use crate::model::kinds::Finding;
use crate::register::acting::{Acting, Actor};
use crate::register::cx::Cx;
use crate::register::due::{Due, SOON};
use crate::register::plan::{self, Part};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct NextReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Whose it is, if only that of one was asked for.
    pub owner: Option<String>,
    /// Most urgent first.
    pub next: Vec<ActFacts>,
    /// How many there are, if all were told.
    pub total: usize,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// Something to do, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ActFacts {
    /// The step of the road that it belongs to, from 1.
    pub step: usize,
    /// The clause or control that asks for it.
    pub requirement: String,
    /// The rules that say so; none for what only falls due.
    pub rules: Vec<String>,
    /// What an auditor would write down, if anything.
    pub grade: Option<LikelyGrade>,
    /// What is wrong, or what is due.
    pub what: String,
    /// What ends it.
    pub how: String,
    /// A command that does it, or leads there; `…` stands for what only a person knows.
    pub command: String,
    /// The last day on which it is in time.
    pub on: Option<Date>,
    pub owner: Option<String>,
    /// The records that it is about.
    pub records: Vec<String>,
}

impl NextReport {
    pub fn build(
        cx: &Cx<'_>,
        outcome: &Outcome,
        (readiness, due): (&ReadinessReport, &[Due<'_>]),
        (owner, count): (Option<String>, usize),
        origin: &Origin,
    ) -> Self {
        let steps = road::steps(cx, readiness, due);
        let mut next = acts(cx, outcome, (readiness, &steps), due, owner.as_deref());
        let total = next.len();
        next.truncate(count);
        let named = next.iter().filter_map(|act| act.owner.as_deref()).chain(owner.as_deref());
        let names = Names::of(cx.program, cx.today, named);
        let mut head = super::head(cx, "What to do next", origin);
        if let Some(who) = &owner {
            head.facts.push(fact("For", names.text(who)));
        }
        head.facts.push(fact("Shown", super::share(next.len(), total)));
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), owner, next, total, head, names }
    }

    fn row<'a>(&'a self, act: &'a ActFacts) -> Row<'a> {
        let (why, tone) = match act.grade {
            Some(LikelyGrade::Major) => ("major", Tone::Bad),
            Some(LikelyGrade::Minor) => ("minor", Tone::Warn),
            Some(LikelyGrade::Ofi) => ("ofi", Tone::Note),
            None if act.on.is_some_and(|on| on >= self.as_of) => ("soon", Tone::Plain),
            None if act.on.is_some() => ("late", Tone::Bad),
            None if act.rules.is_empty() => ("never done", Tone::Warn),
            None => ("unjudged", Tone::Bad),
        };
        Row::new(vec![
            Cell::toned(why, tone),
            Cell::id(&act.requirement),
            (&act.what).into(),
            (&act.how).into(),
            (&act.command).into(),
            act.owner.as_ref().map(|owner| self.names.id(owner)).unwrap_or_default().into(),
            act.step.into(),
        ])
    }
}

/// All there is to do: what cannot be judged first, since nobody knows what it hides; then what an auditor would call a major,
/// in the order of the steps; then what is late, what an auditor would call a minor, what comes soon, and what could be better.
pub(super) fn acts(
    cx: &Cx<'_>,
    outcome: &Outcome,
    (readiness, steps): (&ReadinessReport, &[StepFacts]),
    due: &[Due<'_>],
    owner: Option<&str>,
) -> Vec<ActFacts> {
    let mut mine = Mine::new(cx, owner);
    let unjudged = readiness.unjudged.iter().filter(|unjudged| mine.is_of_record(&unjudged.place.record)).map(|unjudged| ActFacts {
        step: step_of("7.5.3"),
        requirement: "7.5.3".into(),
        rules: vec![unjudged.rule.clone()],
        grade: None,
        what: format!("`{}` cannot be judged: {}", unjudged.place.record, unjudged.fault),
        how: unjudged.fix.clone(),
        // A file that cannot be read has no id that an editor could be opened with.
        command: match cx.program.known(&unjudged.place.record) {
            Some(_) => format!("isms edit {}", unjudged.place.record),
            None => format!("isms check {}", unjudged.place.file),
        },
        on: None,
        owner: None,
        records: vec![unjudged.place.record.clone()],
    });
    let unjudged: Vec<ActFacts> = unjudged.collect();
    let found = findings(cx, outcome, readiness, &mut mine);
    let is_rhythm =
        |act: &ActFacts| act.rules.first().and_then(|rule| rules::by_name(rule)).is_some_and(|rule| rule.about == About::Lateness);
    let mut all: Vec<(Rank, ActFacts)> = unjudged.into_iter().map(|act| (Rank::Unjudged, act)).collect();
    // What is late has a day, an owner and a command of its own; of one cause it is told once.
    let found = found.into_iter().filter(|act| act.grade == Some(LikelyGrade::Major) || !is_rhythm(act));
    all.extend(found.map(|act| (Rank::of(act.grade), act)));
    // What stands in no record is a matter of the whole.
    let of = |act: &ActFacts| if act.records.is_empty() { vec!["isms".to_owned()] } else { act.records.clone() };
    let majors = all.iter().filter(|(_, act)| is_rhythm(act));
    let majors: HashSet<(String, usize)> = majors.flat_map(|(_, act)| of(act).into_iter().map(|record| (record, act.step))).collect();
    let is_told = |due: &Due<'_>| majors.contains(&(due.of.to_owned(), step_of_matter(due.matter)));
    let due = due.iter().filter(|due| due.is_within(SOON, cx.today) && !is_told(due) && mine.is_due(due));
    all.extend(due.map(|due| (if due.on.is_none_or(|on| on < cx.today) { Rank::Late } else { Rank::Soon }, of_due(cx, due))));
    // What rests on a step that nobody has begun can wait.
    let first = road::current(steps);
    let begins = (first.state == StepState::NotStarted).then_some(first.number);
    all.iter_mut().filter(|(rank, act)| *rank > Rank::Unjudged && Some(act.step) == begins).for_each(|(rank, _)| *rank = Rank::First);
    // Findings in the order of the steps, days in their own.
    all.sort_by_key(|(rank, act)| (*rank, act.on, if act.on.is_none() { act.step } else { 0 }));
    all.into_iter().map(|(_, act)| act).collect()
}

/// How urgent something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Nobody knows what it hides.
    Unjudged,
    /// It belongs to a step that nobody has begun, and that others rest on.
    First,
    Major,
    Late,
    Minor,
    Soon,
    Better,
}

impl Rank {
    fn of(grade: Option<LikelyGrade>) -> Self {
        match grade {
            Some(LikelyGrade::Major) => Rank::Major,
            Some(LikelyGrade::Minor) => Rank::Minor,
            Some(LikelyGrade::Ofi) | None => Rank::Better,
        }
    }
}

fn of_due(cx: &Cx<'_>, due: &Due<'_>) -> ActFacts {
    let DueFacts { on, what, requirement, owner, people, command, place, .. } = facts(cx.program, due, cx.today);
    let people = if people.is_empty() { String::new() } else { format!(" ({})", people.join(", ")) };
    ActFacts {
        step: step_of_matter(due.matter),
        requirement,
        rules: Vec::new(),
        grade: None,
        what: format!("`{}`: {what}{people}", place.record),
        how: on.map_or("it was never done".into(), |on| format!("by {on}")),
        command,
        on,
        owner,
        records: vec![place.record],
    }
}

/// What an auditor would write down, of what is somebody's.
fn findings(cx: &Cx<'_>, outcome: &Outcome, readiness: &ReadinessReport, mine: &mut Mine<'_, '_>) -> Vec<ActFacts> {
    if mine.owner.is_none() {
        return readiness.likely_findings.iter().map(|finding| act(cx, &mine.parts, finding, None)).collect();
    }
    let found: Vec<_> = outcome.findings.iter().filter(|finding| mine.is_of(finding)).cloned().collect();
    let owner = mine.owner.map(str::to_owned);
    let mut all: Vec<ActFacts> = likely::of_rules(cx, &found).iter().map(|finding| act(cx, &mine.parts, finding, owner.clone())).collect();
    let others = readiness.likely_findings.iter().filter(|finding| finding.rules.is_empty());
    let others: Vec<&LikelyFinding> = others
        .filter(|finding| match &finding.recorded {
            Some(recorded) => mine.is_of_record(recorded),
            None => mine.is_asked_by(&finding.requirement),
        })
        .collect();
    all.extend(others.into_iter().map(|finding| act(cx, &mine.parts, finding, owner.clone())));
    all
}

fn act(cx: &Cx<'_>, parts: &Owners<'_>, finding: &LikelyFinding, owner: Option<String>) -> ActFacts {
    let rule = finding.rules.first().map_or("", String::as_str);
    let record = finding.recorded.as_ref().or(finding.records.first());
    let recorded = record.and_then(|id| cx.program.by_id::<Finding>(id));
    let owned = recorded.and_then(|finding| finding.data().owner.as_ref()).map(|owner| owner.id());
    // What stands in a record is its owner's.
    let owned = owned.or_else(|| in_part(parts, &finding.requirement).filter(|_| record.is_none()));
    ActFacts {
        step: step_of(&finding.requirement),
        requirement: finding.requirement.clone(),
        rules: finding.rules.clone(),
        grade: Some(finding.grade),
        what: finding.statement.clone(),
        how: finding.fix.clone(),
        command: commands::of(rule, record.map(String::as_str), &finding.requirement),
        on: None,
        owner: owner.or_else(|| owned.map(str::to_owned)),
        records: finding.records.clone(),
    }
}

/// Who sees to which part of the road, as long as the plan has it open.
type Owners<'a> = BTreeMap<Part, &'a str>;

fn owners<'a>(cx: &Cx<'a>) -> Owners<'a> {
    Part::ALL.iter().filter_map(|part| Some((*part, plan::owner(cx.program, *part, cx.today)?))).collect()
}

/// Who sees to the part that a requirement belongs to.
fn in_part<'a>(owners: &Owners<'a>, requirement: &str) -> Option<&'a str> {
    let part = match step_of(requirement) {
        1 => Part::Prepare,
        2 => Part::Scope,
        3 => Part::Risk,
        4 => Part::Controls,
        5 => Part::Training,
        6 if requirement.starts_with("9.3") => Part::ManagementReview,
        6 => Part::InternalAudit,
        _ => return None,
    };
    owners.get(&part).copied()
}

/// What is somebody's, if only that of one is asked for.
struct Mine<'c, 'a> {
    cx: &'c Cx<'a>,
    acting: Acting<'a>,
    parts: Owners<'a>,
    owner: Option<&'c str>,
}

impl<'c, 'a> Mine<'c, 'a> {
    fn new(cx: &'c Cx<'a>, owner: Option<&'c str>) -> Self {
        Self { cx, acting: Acting::new(cx.program, cx.today), parts: owners(cx), owner }
    }

    fn is(&self, party: &str) -> bool {
        self.owner.is_none_or(|owner| self.cx.roles().speaks_for(owner, party, self.cx.today))
    }

    fn is_of(&mut self, finding: &Diagnostic) -> bool {
        let rule = || rules::by_name(finding.rule).and_then(|rule| rule.clauses.first());
        let requirement = finding.clauses.first().or_else(rule);
        match requirement.and_then(|requirement| in_part(&self.parts, requirement)).filter(|_| self.acting.is_general(finding)) {
            Some(owner) => self.is(owner),
            None => {
                let actor = self.acting.on(finding);
                self.is_actor(actor)
            }
        }
    }

    fn is_at(&mut self, place: Span) -> bool {
        let actor = self.acting.at(place);
        self.is_actor(actor)
    }

    fn is_actor(&self, actor: Option<Actor<'_>>) -> bool {
        actor.map_or(self.owner.is_none(), |actor| self.is(actor.role.unwrap_or(actor.id)))
    }

    fn is_of_record(&mut self, record: &str) -> bool {
        match self.cx.program.known(record) {
            Some(known) => self.is_at(self.cx.program.node(known.doc).place("")),
            None => self.is_general(),
        }
    }

    /// What nobody owns is seen to by whoever answers for the management system.
    fn is_general(&mut self) -> bool {
        self.is_at(self.cx.program.place())
    }

    /// What a requirement asks for and no record has, is seen to by whoever sees to its part of the road.
    fn is_asked_by(&mut self, requirement: &str) -> bool {
        match in_part(&self.parts, requirement) {
            Some(owner) => self.is(owner),
            None => self.is_general(),
        }
    }

    fn is_due(&self, due: &Due<'_>) -> bool {
        self.owner.is_none() || due.owner.is_some_and(|owner| self.is(owner)) || due.people.iter().any(|person| self.is(person))
    }
}

impl Report for NextReport {
    const NAME: &'static str = "next";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "next",
            columns: vec![
                Column::short("Why", 0),
                Column::short("Asked by", 1),
                Column::text("What", 0),
                Column::text("How", 1),
                Column::text("Command", 0),
                Column::text("Who", 2),
                Column::number("Step", 3),
            ],
            rows: Rows::new(|| self.next.iter().map(|act| self.row(act))),
            empty: "Nothing is to be done now. `isms due` tells what comes.",
        };
        Doc { head: self.head.clone(), blocks: vec![Block::Table(table)] }
    }
}
