//! A part of the road with its days, and what is to be said of them.

use crate::base::date::Date;
use crate::base::text::days;
use crate::register::cx::Cx;
use crate::register::due::{Due, Matter};
use crate::register::plan::{Known, Part, Planned, Progress, Share, Slot, Span, audited, concerns, milestones, owner};
use crate::report::doc::{Cell, Column, Row, Rows, Stretch, Table, Tone};
use crate::report::names::Names;
use crate::report::readiness::{Ground, ReadinessReport};
use crate::report::road::{StepFacts, StepState, step_of};
use schemars::JsonSchema;
use serde::Serialize;

/// A part of the road. Of what is done no days are told.
#[derive(Serialize, JsonSchema)]
pub struct PartFacts {
    pub part: Part,
    pub name: String,
    /// The step it belongs to, from 1, and the parts it waits for.
    pub step: usize,
    pub after: Vec<Part>,
    pub state: StepState,
    /// Who sees to it, as long as it is not done.
    pub owner: Option<String>,
    /// The day it began, or was over if it is done, where a record says so.
    pub since: Option<Date>,
    /// The day it is planned for.
    pub planned: Option<Date>,
    /// How many days it takes, and how many of them are left.
    pub takes: u32,
    pub left: u32,
    pub earliest_start: Option<Date>,
    pub earliest_finish: Option<Date>,
    /// The last day on which it may begin for the target and the days that are booked; None if it has begun, or nothing says by
    /// when.
    pub latest_start: Option<Date>,
    pub latest_finish: Option<Date>,
    /// Days it can be later; negative: by so many it cannot be early enough.
    pub spare: Option<i64>,
    /// It decides on the first day on which the decision can be made.
    pub critical: bool,
    /// What is late or cannot be kept.
    pub remarks: Vec<String>,
    /// What it lacks.
    pub missing: Vec<String>,
    #[serde(skip)]
    slot: Option<Slot>,
}

/// What the road knows of how far parts are. What is only late of a step was done.
pub fn known(steps: &[StepFacts], readiness: &ReadinessReport) -> Known {
    let share = |number: usize| {
        let step = &steps[number];
        let of_step = readiness.clauses.iter().filter(|clause| step_of(&clause.clause) == step.number);
        let done = of_step.filter(|clause| matches!(clause.ground, Ground::Whole | Ground::Late)).count();
        let progress = match step.state {
            StepState::NotStarted => Progress::Open,
            StepState::InProgress => Progress::Begun,
            StepState::Done | StepState::NeedsRepeat => Progress::Done,
        };
        Share { progress, done, of: step.clauses }
    };
    Known { steps: std::array::from_fn(share), is_held_up: readiness.held_up().next().is_some() }
}

impl PartFacts {
    pub fn of(cx: &Cx<'_>, planned: &Planned, (steps, due): (&[StepFacts], &[Due<'_>])) -> Self {
        let Planned { part, takes, standing, slot } = planned;
        let is_open = standing.progress != Progress::Done;
        let step = &steps[part.step() - 1];
        let late = late(*part, due, cx.today).filter(|_| !is_open);
        let state = match standing.progress {
            Progress::Open => StepState::NotStarted,
            Progress::Begun => StepState::InProgress,
            Progress::Done if part.goes_by_clauses() => step.state,
            Progress::Done if late.is_some() => StepState::NeedsRepeat,
            Progress::Done => StepState::Done,
        };
        let missing = match part {
            _ if !is_open => Vec::new(),
            Part::InternalAudit => {
                let audited = audited(cx);
                audited.clauses.iter().chain(&audited.places).map(|unseen| (*unseen).to_owned()).collect()
            }
            Part::BetweenStages => concerns(cx).into_iter().map(str::to_owned).collect(),
            part if part.goes_by_clauses() => step.missing.clone(),
            _ => Vec::new(),
        };
        let open = (*slot).filter(|_| is_open);
        let latest = open.and_then(|slot| slot.latest);
        Self {
            part: *part,
            name: part.title().into(),
            step: part.step(),
            after: part.after().to_vec(),
            state,
            owner: owner(cx.program, *part, cx.today).filter(|_| is_open).map(str::to_owned),
            since: standing.since,
            planned: standing.booked,
            takes: *takes,
            left: standing.left,
            earliest_start: open.map(|slot| slot.earliest.start),
            earliest_finish: open.map(|slot| slot.earliest.finish),
            latest_start: latest.filter(|_| standing.waits()).map(|latest| latest.start),
            latest_finish: latest.map(|latest| latest.finish),
            spare: open.and_then(|slot| slot.spare),
            critical: open.is_some_and(|slot| slot.is_critical),
            remarks: open.map(|slot| remarks(cx, planned, slot)).into_iter().flatten().chain(late).collect(),
            missing,
            slot: open,
        }
    }

    /// Its latest days, with what is to spare before them; its earliest ones where nothing says by when. None if it is done.
    pub fn stretch(&self) -> Option<Stretch> {
        let Slot { earliest, latest, spare, is_critical } = self.slot?;
        let Span { start, finish } = latest.unwrap_or(earliest);
        let tone = match spare {
            Some(..0) => Tone::Bad,
            _ if is_critical => Tone::Warn,
            _ => Tone::Plain,
        };
        let spare = (earliest.start < start).then_some((earliest.start, start));
        Some(Stretch { name: self.name.clone(), tone, days: (start, finish), spare })
    }
}

/// What has become late of a part that was done once, and is to be done again and again.
fn late(part: Part, due: &[Due<'_>], today: Date) -> Option<String> {
    let matter = match part {
        Part::InternalAudit => Matter::Audit,
        Part::ManagementReview => Matter::Review,
        _ => return None,
    };
    let late = due.iter().filter(|due| due.matter == matter && due.is_overdue(today)).filter_map(|due| due.on).min()?;
    Some(format!("is done again by {late}, {} ago", days(today.days_since(late))))
}

/// What is late of a part, or cannot be kept.
fn remarks(cx: &Cx<'_>, planned: &Planned, slot: Slot) -> Vec<String> {
    let Planned { part, standing, .. } = planned;
    let today = cx.today;
    let mut remarks = Vec::new();
    if let Some(day) = standing.booked {
        if day < today {
            remarks.push(format!("was planned for {day}, {} ago", days(today.days_since(day))));
        } else if day < slot.earliest.start {
            remarks.push(format!("is planned for {day}, and what it waits for takes until {}", slot.earliest.start));
        }
    }
    let Some(latest) = slot.latest else { return remarks };
    if !standing.waits() {
        let late = slot.earliest.finish.days_since(latest.finish);
        remarks.extend((late > 0).then(|| format!("takes until {}, {} longer than it may", slot.earliest.finish, days(late))));
    } else if latest.start < today {
        remarks.push(format!("latest start was {}, {} ago", latest.start, days(today.days_since(latest.start))));
    } else if let Some(day) = standing.booked.filter(|day| *day > latest.start && *day == slot.earliest.start) {
        remarks.push(format!("is planned for {day}, {} after its latest start", days(day.days_since(latest.start))));
    }
    let until = milestones(cx.program, *part, today).filter_map(|milestone| milestone.due).max();
    let until = until.filter(|until| standing.booked.is_none() && *until > latest.finish);
    remarks
        .extend(until.map(|until| format!("`plan.yaml` gives it time until {until}, {} too long", days(until.days_since(latest.finish)))));
    remarks
}

/// The parts as a table. A terminal shows what is to be done by when; files have all of it.
pub fn table<'a>(parts: &'a [PartFacts], names: &'a Names) -> Table<'a> {
    Table {
        name: "parts",
        columns: vec![
            Column::number("#", 4),
            Column::text("Part", 0),
            Column::short("State", 0),
            Column::short("Latest start", 0),
            Column::short("Latest end", 2),
            Column::text("Remark", 0),
            Column::number("Days left", 3),
            Column::number("Spare", 3),
            Column::short("Earliest start", 5),
            Column::short("Earliest end", 4),
            Column::short("Decides", 4),
            Column::short("Since", 6),
            Column::short("Planned", 6),
            Column::text("Missing", 7),
            Column::text("Owner", 1),
        ],
        rows: Rows::new(move || parts.iter().map(|part| row(part, names))),
        empty: "",
    }
}

fn row<'a>(part: &'a PartFacts, names: &'a Names) -> Row<'a> {
    let tone = match part.state {
        StepState::Done => Tone::Good,
        StepState::InProgress => Tone::Note,
        StepState::NeedsRepeat => Tone::Warn,
        StepState::NotStarted => Tone::Faint,
    };
    let late = if part.remarks.is_empty() { Tone::Plain } else { Tone::Bad };
    Row::new(vec![
        part.step.into(),
        (&part.name).into(),
        Cell::toned(part.state.words(), tone),
        Cell { tone: late, ..part.latest_start.into() },
        part.latest_finish.into(),
        Cell { tone: late, ..Cell::list(&part.remarks) },
        number(part.slot.map(|_| i64::from(part.left))),
        number(part.spare),
        part.earliest_start.into(),
        part.earliest_finish.into(),
        if part.critical { "yes" } else { "" }.into(),
        part.since.into(),
        part.planned.into(),
        Cell::list(&part.missing),
        part.owner.as_ref().map(|owner| names.id(owner)).unwrap_or_default().into(),
    ])
}

#[allow(clippy::cast_precision_loss, reason = "days of a calendar are far below the numbers a double cannot hold")]
fn number(days: Option<i64>) -> Cell<'static> {
    days.map(|days| days as f64).into()
}
