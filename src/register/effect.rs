//! Whether a control is shown to be effective, and what is missing where it is not: evidence that counts today, and tests
//! that passed, in time, since the way it works last changed.

use super::control::{Verification, test_state};
use super::cx::Cx;
use super::rewritten::rewritten;
use super::risk::rated;
use super::soa::{SoaRow, SoaStatus};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::model::kinds::{Audit, Change, Control, ControlTest, Duty, RecordKind as _, Role, TestMethod, TestResult};
use crate::model::program::{Program, View};
use crate::model::reference::{Ref, Somebody};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Who ran a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tester {
    /// Whoever answers for the control.
    Owner,
    /// Somebody else.
    Other,
    /// A machine.
    Automated,
    /// Somebody who audits.
    Auditor,
    /// Nobody says who.
    Unnamed,
}

impl Tester {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            Tester::Owner => "owner",
            Tester::Other => "other",
            Tester::Automated => "automated",
            Tester::Auditor => "auditor",
            Tester::Unnamed => "unnamed",
        }
    }

    fn is_independent(self) -> bool {
        matches!(self, Tester::Other | Tester::Automated | Tester::Auditor)
    }
}

/// A test of a control, and its last run up to today.
pub struct TestAt<'a> {
    pub control: View<'a, Control>,
    pub test: &'a ControlTest,
    pub place: Span,
    pub state: Verification,
    pub last: Option<(&'a TestResult, Tester)>,
}

/// Judges the rows of the Statement of Applicability, having looked up once what all of them ask for.
pub struct Effects<'c, 'a> {
    cx: &'c Cx<'a>,
    /// The last change of each control that a change record tells of, with the record.
    changes: HashMap<&'a str, (Date, &'a str)>,
    /// The highest level of each risk, before its controls or with them.
    levels: HashMap<&'a str, usize>,
    /// Who is named as an auditor or has the duty: people, roles, and the people in them.
    auditors: HashSet<&'a str>,
}

impl<'c, 'a> Effects<'c, 'a> {
    pub fn new(cx: &'c Cx<'a>) -> Self {
        let mut changes: HashMap<&str, (Date, &str)> = HashMap::new();
        for change in cx.program.all::<Change>().map(View::data) {
            let Some(done) = change.done.filter(|done| *done <= cx.today) else { continue };
            for touched in &change.touches {
                let last = changes.entry(touched.id()).or_insert((done, &change.id));
                *last = (*last).max((done, &change.id));
            }
        }
        let level = |state| rated(state).map(|rating| rating.level);
        let levels =
            cx.risks().iter().filter_map(|row| Some((row.risk.data().id.as_str(), level(&row.inherent).max(level(&row.current))?)));
        Self { cx, changes, levels: levels.collect(), auditors: auditors(cx.program) }
    }

    /// The tests of the controls behind a row.
    pub fn tests(&self, row: &SoaRow<'a>) -> Vec<TestAt<'a>> {
        let at = |control: View<'a, Control>, index: usize, test: &'a ControlTest| {
            let last = test.results.iter().filter(|result| result.on <= self.cx.today).max_by_key(|result| result.on);
            let last = last.map(|result| (result, self.tester(control.data(), test, result)));
            TestAt { control, test, place: control.at(&format!("/tests/{index}")), state: test_state(test, self.cx.today), last }
        };
        let of = |control: &View<'a, Control>| {
            let control = *control;
            control.data().tests.iter().enumerate().map(move |(index, test)| at(control, index, test))
        };
        row.controls.iter().flat_map(of).collect()
    }

    /// What is missing for the row to be effective, in words. Nothing, where all is there.
    pub fn missing(&self, row: &SoaRow<'a>, tests: &[TestAt<'a>]) -> Vec<String> {
        let mut missing = Vec::new();
        if row.status != SoaStatus::Implemented {
            missing.push(format!("it is {}", row.status.name()));
        }
        match row.evidenced_until {
            Some(until) if until < self.cx.today => missing.push(format!("its evidence counted until {until}")),
            None => missing.push("no evidence".to_owned()),
            Some(_) => {}
        }
        let untested = row.controls.iter().filter(|control| control.tests.is_empty());
        missing.extend(untested.map(|control| format!("`{}` has no test", control.id)));
        let independent = self.must_be_independent(row);
        for own in tests.chunk_by(|a, b| a.control.id == b.control.id) {
            let changed = self.last_change(own[0].control);
            missing.extend(own.iter().filter_map(|test| fault(test, changed.as_ref(), independent.as_deref())));
        }
        missing
    }

    /// Who ran a test: by how it is run, then by who they are.
    fn tester(&self, control: &Control, test: &ControlTest, result: &TestResult) -> Tester {
        let is_owner =
            |by: &Ref<Somebody>| control.owner.as_ref().is_some_and(|owner| self.cx.roles().speaks_for(by.id(), owner.id(), result.on));
        match &result.by {
            _ if test.method == Some(TestMethod::Automated) => Tester::Automated,
            None => Tester::Unnamed,
            Some(by) if is_owner(by) => Tester::Owner,
            Some(by) if self.auditors.contains(by.id()) => Tester::Auditor,
            Some(_) => Tester::Other,
        }
    }

    /// The level above which a tester must be independent, where one of the row's risks is above it. A level that the method
    /// has not leaves all of them above.
    fn must_be_independent(&self, row: &SoaRow<'_>) -> Option<String> {
        let trust = self.cx.program.isms()?.data().trust.as_ref()?;
        let name = trust.tests.as_ref()?.independent_above.as_deref()?;
        let bound = self.cx.scales.as_ref()?.levels().iter().position(|level| level.name == name);
        let mut levels = row.risks.iter().filter_map(|risk| self.levels.get(risk.id.as_str()));
        levels.any(|level| bound.is_none_or(|bound| *level > bound)).then(|| name.to_owned())
    }

    /// The last day on which the way a control works changed.
    pub fn changed(&self, control: View<'a, Control>) -> Option<Date> {
        Some(self.last_change(control)?.0)
    }

    /// The last day on which the way a control works changed, and what says so.
    fn last_change(&self, control: View<'a, Control>) -> Option<(Date, String)> {
        let begun = control.implemented_on.filter(|day| *day <= self.cx.today).map(|day| (day, "it was put in place".to_owned()));
        let told = self.changes.get(control.data().id.as_str()).map(|(day, change)| (*day, format!("`{change}` changed it")));
        begun.into_iter().chain(told).chain(self.rewritten(control)).max_by_key(|(day, _)| *day)
    }

    /// The last change of what its record says of how it works, in more than its wording.
    fn rewritten(&self, control: View<'a, Control>) -> Option<(Date, String)> {
        let changes = rewritten(self.cx, Control::NAME, &control.data().id, control.node(), DESCRIPTION);
        let last = changes.first()?;
        let why = match last.place {
            Some(place) => format!("its description was changed in {}", self.cx.trail?.commits[place].id.short()),
            None => "its description was changed, which is not committed yet".to_owned(),
        };
        Some((last.on, why))
    }
}

/// Where a record says how its control works.
const DESCRIPTION: &str = "/description";

/// What keeps a test from showing that its control works.
fn fault(test: &TestAt<'_>, changed: Option<&(Date, String)>, independent: Option<&str>) -> Option<String> {
    let what = &test.test.what;
    let Some((last, tester)) = test.last else { return Some(format!("never tested: {what}")) };
    let problem = match test.state {
        Verification::Failed => format!("failed on {}", last.on),
        Verification::Overdue => format!("last tested on {}, which is too long ago", last.on),
        _ => match (changed, independent) {
            (Some((day, why)), _) if last.on < *day => format!("tested on {}, before {why} on {day}", last.on),
            (_, Some(level)) if !tester.is_independent() => {
                let who = if tester == Tester::Owner { "its owner" } else { "nobody who is named" };
                format!("tested by {who}, and a risk above {level} asks for somebody else")
            }
            _ => return None,
        },
    };
    Some(format!("{problem}: {what}"))
}

/// Who is named as an auditor or has the duty: people, roles, and the people in them.
fn auditors(program: &Program) -> HashSet<&str> {
    let named = program.all::<Audit>().flat_map(|audit| &audit.data().auditors).map(Ref::id);
    let has_duty = |role: &View<'_, Role>| role.duties.contains(&Duty::InternalAudit);
    let mut auditors: HashSet<&str> = named.chain(program.all::<Role>().filter(has_duty).map(|role| role.data().id.as_str())).collect();
    let roles: Vec<View<'_, Role>> = auditors.iter().filter_map(|id| program.by_id::<Role>(id)).collect();
    auditors.extend(roles.into_iter().flat_map(|role| role.data().holders()).map(|holder| holder.person.id()));
    auditors
}
