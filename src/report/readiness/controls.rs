//! The applicable controls: four things that are not the same, and what each rests on.

use super::recorded::Recorded;
use crate::base::date::Date;
use crate::model::kinds::TestOutcome;
use crate::model::single::soa::Because;
use crate::register::control::{Verification, has_begun, valid_until};
use crate::register::cx::Cx;
use crate::register::effect::{Effects, TestAt, Tester};
use crate::register::soa::{SoaRow, SoaStatus};
use crate::report::doc::{Bars, Cell, Column, Row, Rows, Table, Tone, Value};
use crate::report::names::Names;
use crate::report::place::{Place, place};
use crate::report::soa::because_word;
use schemars::JsonSchema;
use serde::Serialize;

/// Four things that are not the same, and what each rests on.
#[derive(Serialize, JsonSchema)]
pub struct ControlFacts {
    pub control: String,
    pub title: String,
    /// There is a control behind it, and words on how it works.
    pub designed: bool,
    /// All controls behind it work.
    pub implemented: bool,
    /// There is evidence that still counts.
    pub evidenced: bool,
    /// Implemented and evidenced; every test passed, in time, since the way it works last changed, and was run by whom the
    /// organisation wants; no nonconformity is recorded against it that is not shown to be mended.
    pub effective: bool,
    /// What is missing for it to be effective.
    pub missing: Vec<String>,
    /// Who answers for the controls behind it.
    pub owners: Vec<String>,
    /// Why it is included.
    pub because: Vec<Because>,
    /// The risks and obligations that it is included for.
    pub basis: Vec<String>,
    pub tests: Vec<TestFacts>,
    pub evidence: Vec<EvidenceFacts>,
    /// The records of the controls behind it.
    pub places: Vec<Place>,
}

/// A test and its last run.
#[derive(Serialize, JsonSchema)]
pub struct TestFacts {
    pub what: String,
    pub state: Verification,
    /// The day it was last run.
    pub on: Option<Date>,
    pub result: Option<TestOutcome>,
    pub by: Option<String>,
    /// Who that is to the control.
    pub tester: Option<Tester>,
    #[serde(flatten)]
    pub place: Place,
}

/// A piece of evidence and how long it counts.
#[derive(Serialize, JsonSchema)]
pub struct EvidenceFacts {
    pub id: String,
    /// Days since the last day that it proves something for.
    pub age: Option<i64>,
    /// The last day it counts.
    pub until: Option<Date>,
    pub counts: bool,
}

/// The applicable controls: Annex A, then the organisation's own.
pub(super) fn controls(cx: &Cx<'_>, recorded: &Recorded<'_>) -> Vec<ControlFacts> {
    let effects = Effects::new(cx);
    let applicable = cx.soa().iter().filter(|row| row.applicable == Some(true));
    applicable.map(|row| control(cx, &effects, row, recorded)).collect()
}

fn control<'a>(cx: &Cx<'a>, effects: &Effects<'_, 'a>, row: &SoaRow<'a>, recorded: &Recorded<'_>) -> ControlFacts {
    let described = row.controls.iter().any(|control| control.description.as_deref().is_some_and(|text| !text.trim().is_empty()));
    let tests = effects.tests(row);
    let mut missing = effects.missing(row, &tests);
    missing.extend(recorded.of_control(row.id));
    let ids = row.risks.iter().map(|risk| &risk.data().id).chain(row.obligations.iter().map(|obligation| &obligation.data().id));
    ControlFacts {
        control: row.id.into(),
        title: row.title.into(),
        designed: !row.controls.is_empty() && (described || !row.documents.is_empty()),
        implemented: row.status == SoaStatus::Implemented,
        evidenced: row.is_evidenced(cx.today),
        effective: missing.is_empty(),
        missing,
        owners: row.owners().into_iter().map(str::to_owned).collect(),
        because: row.because.iter().copied().collect(),
        basis: ids.cloned().collect(),
        tests: tests.iter().map(|test| test_facts(cx, test)).collect(),
        evidence: evidence(cx, row),
        places: row.controls.iter().map(|control| place(cx.program, control.at(""))).collect(),
    }
}

fn test_facts(cx: &Cx<'_>, test: &TestAt<'_>) -> TestFacts {
    let last = test.last.as_ref();
    TestFacts {
        what: test.test.what.clone(),
        state: test.state,
        on: last.map(|(result, _)| result.on),
        result: last.map(|(result, _)| result.result),
        by: last.and_then(|(result, _)| result.by.as_ref()).map(|by| by.id().to_owned()),
        tester: last.map(|(_, tester)| *tester),
        place: place(cx.program, test.place),
    }
}

fn evidence(cx: &Cx<'_>, row: &SoaRow<'_>) -> Vec<EvidenceFacts> {
    let facts = row.evidence.iter().filter(|evidence| has_begun(evidence, cx.today)).map(|evidence| {
        let until = valid_until(cx.program, *evidence, cx.cadences.evidence());
        EvidenceFacts {
            id: evidence.id.clone(),
            age: evidence.proves_until().map(|day| cx.today.days_since(day)),
            until,
            counts: until.is_some_and(|until| until >= cx.today),
        }
    });
    facts.collect()
}

impl ControlFacts {
    /// What it names besides itself.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        let parties = self.owners.iter().chain(self.tests.iter().filter_map(|test| test.by.as_ref()));
        parties.chain(&self.basis).chain(self.evidence.iter().map(|evidence| &evidence.id)).map(String::as_str)
    }
}

impl TestFacts {
    /// `pass on 2026-04-21 by ROL-x Platform lead (Mira Stein) (owner): what`
    fn told<'a>(&'a self, names: &'a Names) -> Value<'a> {
        let (Some(on), Some(result)) = (self.on, self.result) else { return format!("never run: {}", self.what).into() };
        let result = if result == TestOutcome::Pass { "pass on" } else { "fail on" };
        let by = self.by.as_ref().map(|by| ["by".into(), names.id(by)]);
        let tester = format!("({}): {}", self.tester.map_or("", Tester::name), self.what);
        Value::Phrase([result.into(), on.into()].into_iter().chain(by.into_iter().flatten()).chain([tester.into()]).collect())
    }
}

impl EvidenceFacts {
    /// `EVD-x Restore exercise 70 days old, until 2027-04-21`
    fn told<'a>(&'a self, names: &'a Names) -> Value<'a> {
        let age = self.age.map_or("of no day".into(), |age| format!("{age} days old"));
        let until = match (self.until, self.counts) {
            (Some(until), true) => format!(", until {until}"),
            (Some(until), false) => format!(", counted until {until}"),
            (None, _) => String::new(),
        };
        Value::Phrase([names.id(&self.id), format!("{age}{until}").into()].into())
    }
}

/// How far the applicable controls of each theme are.
pub(super) fn bars(controls: &[ControlFacts]) -> Bars {
    let parts = [
        (4, "effective", Tone::Good),
        (3, "evidenced", Tone::Note),
        (2, "implemented", Tone::Warn),
        (1, "designed", Tone::Bad),
        (0, "nothing", Tone::Critical),
    ];
    let stage = |control: &ControlFacts| match control {
        ControlFacts { effective: true, .. } => 4,
        ControlFacts { implemented: true, evidenced: true, .. } => 3,
        ControlFacts { implemented: true, .. } => 2,
        ControlFacts { designed: true, .. } => 1,
        _ => 0,
    };
    Bars::by_chapter(&parts, controls.iter().map(|control| (control.control.as_str(), stage(control))))
}

/// The controls as a table.
pub(super) fn table<'a>(controls: &'a [ControlFacts], names: &'a Names) -> Table<'a> {
    let none = |cell: Cell<'a>, is_empty: bool| if is_empty { Cell::toned("none", Tone::Bad) } else { cell };
    let shown = |is: bool| Cell::toned(is, if is { Tone::Good } else { Tone::Warn });
    let row = move |c: &'a ControlFacts| {
        let because = c.because.iter().map(|reason| Value::from(because_word(*reason)));
        Row::new(vec![
            Cell::id(&c.control),
            (&c.title).into(),
            shown(c.designed),
            shown(c.implemented),
            shown(c.evidenced),
            shown(c.effective),
            Cell::list(&c.missing),
            none(names.ids(&c.owners), c.owners.is_empty()),
            Cell::list(because.chain(c.basis.iter().map(|id| names.id(id)))),
            none(Cell::list(c.tests.iter().map(|test| test.told(names))), c.tests.is_empty()),
            none(Cell::list(c.evidence.iter().map(|evidence| evidence.told(names))), c.evidence.is_empty()),
            Cell::list(c.places.iter().map(Place::words)),
        ])
    };
    Table {
        name: "controls",
        columns: vec![
            Column::short("Control", 0),
            Column::text("Title", 4),
            Column::short("Designed", 0),
            Column::short("Implemented", 0),
            Column::short("Evidenced", 0),
            Column::short("Effective", 0),
            Column::text("Missing", 1),
            Column::text("Owner", 3),
            Column::text("Because", 5),
            Column::text("Tests", 2),
            Column::text("Evidence", 6),
            Column::text("Where", 7),
        ],
        rows: Rows::new(move || controls.iter().map(row)),
        empty: "No control is applicable yet.",
    }
}
