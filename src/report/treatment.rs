//! `isms risk plan`: the risk treatment plan (6.1.3 e).

use super::doc::{Block, Cell, Column, Doc, Head, Level, Row, Rows, Table, Tone, Value};
use super::names::Names;
use super::register::option_word;
use super::{Origin, Report, head, share};
use crate::base::date::Date;
use crate::model::kinds::{Treatment, TreatmentOption};
use crate::register::cx::Cx;
use crate::register::risk::{RiskRow, rated};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct TreatmentReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Risks with a treatment, by rank.
    pub risks: Vec<PlanFacts>,
    /// Open risks above the appetite without one.
    pub untreated: Vec<String>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// What is done about one risk.
#[derive(Serialize, JsonSchema)]
pub struct PlanFacts {
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    pub treatment: TreatmentOption,
    pub current: Option<String>,
    /// What is expected when the plan is done.
    pub residual: Option<String>,
    pub controls: Vec<PlanControl>,
    pub actions: Vec<PlanAction>,
    pub approved_by: Option<String>,
    pub approved_on: Option<Date>,
}

impl PlanFacts {
    /// What is shown with its name.
    fn named(&self) -> impl Iterator<Item = &str> {
        let owners = self.actions.iter().filter_map(|action| action.owner.as_ref());
        owners.chain(&self.owner).chain(&self.approved_by).map(String::as_str)
    }
}

/// A control of a plan and how far it is.
#[derive(Serialize, JsonSchema)]
pub struct PlanControl {
    pub id: String,
    pub status: Option<crate::model::kinds::ControlStatus>,
}

/// A step of a plan: its own action, or one of a control that the plan rests on.
#[derive(Serialize, JsonSchema)]
pub struct PlanAction {
    pub what: String,
    /// The control it belongs to; none for the risk's own.
    pub control: Option<String>,
    pub owner: Option<String>,
    pub due: Option<Date>,
    pub done: Option<Date>,
    pub resources: Option<String>,
    pub overdue: bool,
}

impl TreatmentReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let treated = cx.risks().iter().filter_map(|row| Some(plan(cx, row, row.risk.data().treatment.as_ref()?)));
        let risks: Vec<PlanFacts> = treated.collect();
        let untreated = cx.risks().iter().filter(|row| row.above_appetite && row.risk.treatment.is_none());
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            names: Names::of(cx.program, cx.today, risks.iter().flat_map(PlanFacts::named))
                .acting(cx, risks.iter().filter_map(|risk| Some((risk.approved_by.as_deref()?, risk.approved_on?.to_string())))),
            risks,
            untreated: untreated.map(|row| row.risk.id.clone()).collect(),
            head: head(cx, "Risk treatment plan", origin),
        }
    }

    fn summary(&self) -> String {
        let mut actions: Vec<&PlanAction> = self.risks.iter().flat_map(|risk| &risk.actions).collect();
        // What is done about a control is done once for all risks that rest on it.
        let mut of_controls = HashSet::new();
        actions.retain(|action| {
            let action: &PlanAction = action;
            action.control.is_none() || of_controls.insert((&action.control, &action.what, action.due))
        });
        let done = actions.iter().filter(|action| action.done.is_some()).count();
        let overdue = actions.iter().filter(|action| action.overdue).count();
        let approved = self.risks.iter().filter(|risk| risk.approved_by.is_some()).count();
        format!(
            "{} plans are approved. {} actions are done, {overdue} overdue.",
            share(approved, self.risks.len()),
            share(done, actions.len())
        )
    }
}

impl Report for TreatmentReport {
    const NAME: &'static str = "treatment";

    fn doc(&self) -> Doc<'_> {
        let mut blocks = vec![Block::Paragraph { text: self.summary() }];
        if !self.untreated.is_empty() {
            let text = format!("Above the appetite and without a treatment: {}.", self.untreated.join(", "));
            blocks.push(Block::Paragraph { text });
        }
        blocks.push(Block::Table(Table {
            name: "actions",
            columns: vec![
                Column::short("Risk", 0),
                Column::text("What", 0),
                Column::text("Who", 1),
                Column::short("Due", 0),
                Column::short("State", 2),
                Column::text("Resources", 5),
                Column::short("Now", 4),
                Column::short("Expected", 4),
                Column::text("Approved", 6),
            ],
            rows: Rows::new(|| self.risks.iter().flat_map(|risk| rows(risk, &self.names))),
            empty: "No risk has a treatment.",
        }));
        Doc { head: self.head.clone(), blocks }
    }
}

fn plan(cx: &Cx<'_>, row: &RiskRow<'_>, treatment: &Treatment) -> PlanFacts {
    let level = |state| Some(cx.scales.as_ref()?.level(rated(state)?.level).name.clone());
    let controls: Vec<_> =
        treatment.controls.iter().filter_map(|control| cx.program.get::<crate::model::kinds::Control>(control)).collect();
    let own = treatment.actions.iter().map(|action| (None, action));
    let theirs = controls.iter().flat_map(|control| control.data().actions.iter().map(|action| (Some(control.id.clone()), action)));
    let step = |(control, action): (Option<String>, &crate::model::kinds::Action)| PlanAction {
        what: action.what.clone(),
        control,
        owner: action.owner.as_ref().map(|owner| owner.id().into()),
        due: action.due,
        done: action.done,
        resources: action.resources.clone(),
        overdue: action.is_overdue(cx.today),
    };
    PlanFacts {
        id: row.risk.id.clone(),
        title: row.risk.title.clone(),
        owner: row.risk.owner.as_ref().map(|owner| owner.id().into()),
        treatment: treatment.option,
        current: level(&row.current),
        residual: level(&row.residual),
        actions: own.chain(theirs).map(step).collect(),
        controls: controls.iter().map(|control| PlanControl { id: control.id.clone(), status: control.status }).collect(),
        approved_by: treatment.approval.as_ref().map(|approval| approval.by.id().into()),
        approved_on: treatment.approval.as_ref().map(|approval| approval.on),
    }
}

fn rows<'a>(risk: &'a PlanFacts, names: &'a Names) -> Vec<Row<'a>> {
    let approved = match (&risk.approved_by, risk.approved_on) {
        (Some(by), Some(on)) => Cell::phrase([names.id_on(by, &on.to_string()), "on".into(), on.into()]),
        _ => Cell::toned("not approved", Tone::Bad),
    };
    let mut rows: Vec<Row<'_>> = risk.actions.iter().map(|action| step_row(risk, action, names, &approved)).collect();
    if rows.is_empty() {
        let controls: Vec<&str> = risk.controls.iter().map(|control| control.id.as_str()).collect();
        let what = match (risk.treatment, controls.is_empty()) {
            (TreatmentOption::Modify, false) => format!("by {}", controls.join(", ")),
            (option, _) => option_word(option).into(),
        };
        let cells = [
            Cell::id(&risk.id),
            what.into(),
            risk.owner.as_ref().map(|owner| names.id(owner)).into(),
            Cell::none(),
            "nothing open".into(),
            Cell::none(),
        ];
        rows.push(Row::new(cells.into_iter().chain(levels(risk)).chain([approved]).collect()));
    }
    rows[0].group = Some(format!("{} {} ({})", risk.id, risk.title, option_word(risk.treatment)).into());
    rows
}

fn step_row<'a>(risk: &'a PlanFacts, action: &'a PlanAction, names: &'a Names, approved: &Cell<'a>) -> Row<'a> {
    let state = match (action.done, action.overdue) {
        (Some(done), _) => Cell::toned(format!("done {done}"), Tone::Good),
        (None, true) => Cell::toned("overdue", Tone::Bad),
        (None, false) => Cell::from("open"),
    };
    let what: Value<'_> = match &action.control {
        Some(control) => format!("{} ({control})", action.what).into(),
        None => (&action.what).into(),
    };
    let cells = [
        Cell::id(&risk.id),
        what.into(),
        action.owner.as_ref().map_or(Cell::toned("nobody", Tone::Bad), |owner| names.id(owner).into()),
        action.due.into(),
        state,
        action.resources.as_ref().into(),
    ];
    Row::new(cells.into_iter().chain(levels(risk)).chain([approved.clone()]).collect())
}

fn levels(risk: &PlanFacts) -> [Cell<'_>; 2] {
    let level = |name: &'_ String| Value::Level(Level { name: name.clone().into(), rating: None });
    [&risk.current, &risk.residual].map(|name| name.as_ref().map(level).into())
}
