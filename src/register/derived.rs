//! What follows from a record: the values that are never typed, by name. `list`, `show` and the page on records agree on
//! them, because they are declared here once.

use super::query::Value;
use crate::base::date::Date;
use crate::model::kinds::{
    Asset, Control, Document, Evidence, Exception, Finding, Incident, Metric, Objective, Risk, Stored, Supplier, Training,
};
use crate::model::program::View;
use crate::model::threat_catalogue::BuiltInThreat;
use crate::register::cx::Cx;
use crate::register::incident::Timeliness;
use crate::register::risk::{RiskRow, rated};
use crate::register::scale::Rating;
use crate::register::{control, document, exception, finding, incident, metric, supplier, training};
use std::collections::HashMap;

/// Names of derived values, by kind, with what they mean.
pub static DERIVED: &[(&str, &[(&str, &str)])] = &[
    ("asset", &[("risks", "open risks that name it")]),
    (
        "control",
        &[
            ("verification", "passed, no-test, never-run, overdue or failed"),
            ("evidenced_until", "last day any evidence for it counts"),
            ("risks", "open risks it modifies"),
        ],
    ),
    (
        "document",
        &[
            ("state", "draft, in-review, approved, due, stale, unproven, unapproved or retired"),
            ("due", "day of the next review"),
            ("controls", "controls that name it, but for retired ones"),
        ],
    ),
    ("evidence", &[("counts_until", "last day it counts"), ("counts", "whether it counts today")]),
    ("exception", &[("in_force", "whether it silences or allows something today")]),
    (
        "finding",
        &[
            ("state", "open, contained, analysed, planned, implemented, verified or closed"),
            ("due", "day it must be closed by"),
            ("overdue", "whether that day is over"),
        ],
    ),
    ("incident", &[("late", "obligations to notify that were not kept in time")]),
    ("metric", &[("last", "last reading"), ("last_on", "its day"), ("breached", "whether it has passed its bound")]),
    ("objective", &[("last", "last reading of its metric"), ("reached", "whether that reaches the target")]),
    (
        "risk",
        &[
            ("rank", "place in the register, from 1"),
            ("inherent.score", "score before any control"),
            ("inherent.level", "its level"),
            ("current.score", "score today"),
            ("current.level", "its level"),
            ("residual.score", "score after the treatment"),
            ("residual.level", "its level"),
            ("above_appetite", "whether the current level is above the appetite"),
            ("acceptance.state", "none, valid, expired, stale, unproven or wrong-authority"),
            ("review_due", "day it must be assessed again"),
        ],
    ),
    ("threat", &[("built_in", "whether it is of the catalogue that is always there"), ("risks", "open risks that name it")]),
    ("supplier", &[("review_due", "day of the next review"), ("overdue", "whether it is over, or there was none")]),
    ("training", &[("people", "people it is for"), ("due", "those who must take it")]),
];

/// The derived values of a kind, with what they mean.
pub fn names(kind: &str) -> &'static [(&'static str, &'static str)] {
    DERIVED.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, names)| names)
}

/// Derives values of many records, looking up only once what belongs to all of them.
pub struct Deriver<'c, 'a> {
    cx: &'c Cx<'a>,
    risks: HashMap<&'a str, &'c RiskRow<'a>>,
    /// Open risks by the asset, threat or control they name.
    named: HashMap<&'a str, Vec<&'a str>>,
    /// Controls by the documents they name.
    described: HashMap<&'a str, Vec<&'a str>>,
    /// The last day evidence for a control counts.
    evidenced: HashMap<&'c str, Date>,
}

/// Derived values by name; a name may have none or several.
pub type Values = Vec<(&'static str, Vec<Value>)>;

impl<'c, 'a> Deriver<'c, 'a> {
    pub fn new(cx: &'c Cx<'a>) -> Self {
        let mut named: HashMap<&str, Vec<&str>> = HashMap::new();
        for row in cx.risks() {
            let risk = row.risk.data();
            let controls = risk.treatment.iter().flat_map(|treatment| &treatment.controls).map(|control| control.id());
            let threat = risk.threat.iter().map(|threat| threat.id());
            for id in risk.assets.iter().map(|asset| asset.id()).chain(threat).chain(controls) {
                named.entry(id).or_default().push(&risk.id);
            }
        }
        let mut described: HashMap<&str, Vec<&str>> = HashMap::new();
        for control in cx.program.all::<Control>().filter(|control| control.is_active()) {
            control.data().documents.iter().for_each(|document| described.entry(document.id()).or_default().push(&control.data().id));
        }
        let mut evidenced: HashMap<&str, Date> = HashMap::new();
        for row in cx.soa() {
            for (control, until) in row.controls.iter().filter_map(|control| Some((control, row.evidenced_until?))) {
                let last = evidenced.entry(control.id.as_str()).or_insert(until);
                *last = until.max(*last);
            }
        }
        Self { cx, described, evidenced, risks: cx.risks().iter().map(|row| (row.risk.data().id.as_str(), row)).collect(), named }
    }

    /// The derived values of a record, in the order of [`names`].
    pub fn of(&self, id: &'a str) -> Values {
        let program = self.cx.program;
        let kind = program.known(id).map_or("", |known| known.kind.name);
        match kind {
            "asset" => self.on::<Asset>(id, |_| vec![("risks", self.risks_of(id))]),
            "control" => self.on(id, |control| self.control(control)),
            "document" => self.on(id, |document| self.document(document)),
            "evidence" => self.on(id, |evidence| self.evidence(evidence)),
            "exception" => self.on::<Exception>(id, |exception| {
                vec![("in_force", yes(exception::is_in_force(exception, &self.cx.approvals, self.cx.today)))]
            }),
            "finding" => self.on(id, |finding| self.finding(finding)),
            "incident" => self.on(id, |incident| self.incident(incident)),
            "metric" => self.on(id, |metric| self.metric(metric)),
            "objective" => self.on(id, |objective| self.objective(objective)),
            "risk" => self.on(id, |risk| self.risk(risk)),
            "threat" => vec![("built_in", yes(false)), ("risks", self.risks_of(id))],
            "supplier" => self.on(id, |supplier| self.supplier(supplier)),
            "training" => self.on(id, |training| self.training(training)),
            _ => Vec::new(),
        }
    }

    /// A threat of the catalogue that is always there: all of it follows from its id.
    pub fn built_in(&self, threat: &'static BuiltInThreat) -> Values {
        let text = |text: &str| vec![Value::Text(text.into())];
        let said = |word: serde_json::Result<serde_json::Value>| word.ok()?.as_str().map(|word| Value::Text(word.into()));
        vec![
            ("id", text(threat.id)),
            ("title", text(threat.title)),
            ("category", said(serde_json::to_value(threat.category)).into_iter().collect()),
            ("origin", threat.origin.iter().filter_map(|origin| said(serde_json::to_value(origin))).collect()),
            ("description", text(threat.description)),
            ("built_in", yes(true)),
            ("risks", self.risks_of(threat.id)),
        ]
    }

    fn on<K: Stored>(&self, id: &str, derive: impl FnOnce(View<'a, K>) -> Values) -> Values {
        self.cx.program.by_id::<K>(id).map(derive).unwrap_or_default()
    }

    fn risks_of(&self, id: &str) -> Vec<Value> {
        self.named.get(id).into_iter().flatten().map(|risk| Value::Text((*risk).to_owned())).collect()
    }

    fn control(&self, control: View<'a, Control>) -> Values {
        let id = control.data().id.as_str();
        vec![
            ("verification", word(control::verification(&control, self.cx.today).name())),
            ("evidenced_until", day(self.evidenced.get(id).copied())),
            ("risks", self.risks_of(id)),
        ]
    }

    fn document(&self, document: View<'a, Document>) -> Values {
        let state = document::state(document, &self.cx.approvals, self.cx.cadences, self.cx.today);
        let controls = self.described.get(document.data().id.as_str()).into_iter().flatten();
        let controls = controls.map(|control| Value::Text((*control).to_owned())).collect();
        vec![("state", word(state.name())), ("due", day(document::due(&document, self.cx.cadences))), ("controls", controls)]
    }

    fn evidence(&self, evidence: View<'a, Evidence>) -> Values {
        let until = control::valid_until(self.cx.program, evidence, self.cx.cadences.evidence());
        vec![("counts_until", day(until)), ("counts", yes(until.is_some_and(|until| until >= self.cx.today)))]
    }

    fn finding(&self, finding: View<'a, Finding>) -> Values {
        let state = finding::state(&finding, self.cx.today);
        let rank = finding::FindingState::ALL.iter().position(|(known, _)| *known == state).unwrap_or(0);
        let due = finding::due(&finding, self.cx.cadences);
        let overdue = finding::is_overdue(&finding, self.cx.cadences, self.cx.today);
        vec![("state", word(finding::FindingState::ALL[rank].1)), ("due", day(due)), ("overdue", yes(overdue))]
    }

    fn incident(&self, incident: View<'a, Incident>) -> Values {
        let deadlines = incident::deadlines(self.cx.program, &incident, self.cx.today);
        let late = deadlines.into_iter().filter(|deadline| matches!(deadline.timeliness, Timeliness::Late(_) | Timeliness::Missed));
        vec![("late", late.map(|deadline| Value::Text(deadline.obligation.id.clone())).collect())]
    }

    fn metric(&self, metric: View<'a, Metric>) -> Values {
        let last = metric::last(&metric, self.cx.today).map(|(_, reading)| reading);
        let bound = metric::bound(&metric);
        let breached = last.zip(bound).map(|(last, (bound, direction))| metric::is_breached(last.value, bound, direction));
        vec![
            ("last", last.map(|last| Value::Number(last.value)).into_iter().collect()),
            ("last_on", day(last.map(|last| last.on))),
            ("breached", breached.map(Value::Bool).into_iter().collect()),
        ]
    }

    fn objective(&self, objective: View<'a, Objective>) -> Values {
        let metric = objective.data().metric.as_ref().and_then(|metric| self.cx.program.get::<Metric>(metric));
        let last = metric.and_then(|metric| metric::last(metric.data(), self.cx.today)).map(|(_, reading)| reading.value);
        let direction = metric.and_then(|metric| metric::bound(metric.data())).map(|(_, direction)| direction);
        let reached =
            last.zip(objective.target).zip(direction).map(|((last, target), direction)| !metric::is_breached(last, target, direction));
        vec![("last", last.map(Value::Number).into_iter().collect()), ("reached", reached.map(Value::Bool).into_iter().collect())]
    }

    fn risk(&self, risk: View<'a, Risk>) -> Values {
        let Some(row) = self.risks.get(risk.data().id.as_str()) else { return Vec::new() };
        let level = |rating: Option<Rating>| {
            let named = rating.zip(self.cx.scales.as_ref()).map(|(rating, scales)| (rating.level, scales.level(rating.level).name.clone()));
            named.map(|(rank, name)| Value::Ranked(rank, name)).into_iter().collect()
        };
        let score = |rating: Option<Rating>| rating.map(|rating| number(rating.score)).into_iter().collect();
        let (inherent, current, residual) = (rated(&row.inherent), row.current_rating(), rated(&row.residual));
        vec![
            ("rank", vec![number(i64::try_from(row.rank).unwrap_or(i64::MAX))]),
            ("inherent.score", score(inherent)),
            ("inherent.level", level(inherent)),
            ("current.score", score(current)),
            ("current.level", level(current)),
            ("residual.score", score(residual)),
            ("residual.level", level(residual)),
            ("above_appetite", yes(row.above_appetite)),
            ("acceptance.state", word(row.acceptance.name())),
            ("review_due", day(row.review_due(self.cx.scales.as_ref(), self.cx.cadences))),
        ]
    }

    fn supplier(&self, supplier: View<'a, Supplier>) -> Values {
        let due = supplier::due(&supplier, self.cx.cadences, self.cx.today);
        let overdue = supplier.ended.is_none() && due.is_none_or(|due| due < self.cx.today);
        vec![("review_due", day(due)), ("overdue", yes(overdue))]
    }

    fn training(&self, training: View<'a, Training>) -> Values {
        let coverage = training::coverage(self.cx.program, &training, self.cx.cadences, self.cx.today);
        let people = i64::try_from(coverage.people).unwrap_or(i64::MAX);
        vec![("people", vec![number(people)]), ("due", coverage.due.iter().map(|person| Value::Text(person.id.clone())).collect())]
    }
}

fn word(text: &str) -> Vec<Value> {
    vec![Value::Text(text.into())]
}

fn yes(value: bool) -> Vec<Value> {
    vec![Value::Bool(value)]
}

fn day(day: Option<Date>) -> Vec<Value> {
    day.map(|day| Value::Text(day.to_string())).into_iter().collect()
}

#[allow(clippy::cast_precision_loss, reason = "scores and counts are far below the numbers a double cannot hold")]
fn number(value: i64) -> Value {
    Value::Number(value as f64)
}
