//! The programme's risk method, as far as an import meets it: its scales, and the impact dimensions it has or gets.

use super::columns::{Columns, STATES};
use super::edit::{self, Edit};
use super::words::{normal, whole_number};
use super::write;
use crate::base::node::{Kind, Node};
use crate::base::text::list_of;
use crate::model::program::Program;
use crate::model::single::isms::Method;
use crate::register::scale::Scales;
use std::collections::BTreeSet;

/// How ratings are written.
pub struct Ratings<'a> {
    method: Option<&'a Method>,
    /// Each dimension on its own; otherwise the largest as one number.
    pub by_dimension: bool,
    /// Dimensions of the sheet that the method does not have.
    pub missing: Vec<String>,
    /// Why they cannot be added to it.
    pub obstacle: Option<&'static str>,
}

/// The scales of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Likelihood,
    Impact,
}

impl Axis {
    /// As fields are called.
    pub fn name(self) -> &'static str {
        match self {
            Axis::Likelihood => "likelihood",
            Axis::Impact => "impact",
        }
    }
}

/// The steps of a scale, with their labels.
#[derive(Debug, Default)]
pub struct Steps<'a>(Vec<(i64, &'a str)>);

impl Steps<'_> {
    /// The lowest and the highest, if there are any.
    pub fn ends(&self) -> Option<(i64, i64)> {
        let values = || self.0.iter().map(|(value, _)| *value);
        values().min().zip(values().max())
    }

    pub fn has(&self, number: i64) -> bool {
        self.0.iter().any(|(value, _)| *value == number)
    }

    /// The step that a text names by its label.
    pub fn labelled(&self, text: &str) -> Option<i64> {
        let label = normal(text);
        self.0.iter().find(|(_, name)| !label.is_empty() && normal(name) == label).map(|(value, _)| *value)
    }
}

/// What sheets are held against: the method's scales and the dimensions of its impacts.
#[derive(Debug, Default)]
pub struct Measures<'a> {
    pub dimensions: BTreeSet<&'a str>,
    pub likelihood: Steps<'a>,
    pub impact: Steps<'a>,
}

impl<'a> Measures<'a> {
    /// Those of a programme; without a method all are empty.
    pub fn of(program: &'a Program) -> Self {
        let method = program.isms().and_then(|isms| isms.data().risk.as_ref());
        Self {
            dimensions: dimensions(program),
            likelihood: Steps(method.map_or_else(Vec::new, |method| likelihood(method).collect())),
            impact: Steps(method.map_or_else(Vec::new, |method| impact(method).collect())),
        }
    }

    pub fn steps(&self, axis: Axis) -> &Steps<'a> {
        match axis {
            Axis::Likelihood => &self.likelihood,
            Axis::Impact => &self.impact,
        }
    }

    /// Whether a text is the label of a step of either scale.
    pub fn names(&self, text: &str) -> bool {
        self.likelihood.labelled(text).or_else(|| self.impact.labelled(text)).is_some()
    }
}

fn likelihood(method: &Method) -> impl Iterator<Item = (i64, &str)> {
    method.likelihood.iter().map(|step| (step.value, step.label.as_str()))
}

fn impact(method: &Method) -> impl Iterator<Item = (i64, &str)> {
    method.impact.iter().map(|step| (step.value, step.label.as_str()))
}

impl<'a> Ratings<'a> {
    /// Compares the dimensions of a sheet with those of the method.
    pub fn of(program: &'a Program, columns: &Columns) -> Self {
        let method = program.isms().and_then(|isms| isms.data().risk.as_ref());
        let known = dimensions(program);
        let mut missing: Vec<String> = Vec::new();
        for (name, _) in STATES.iter().flat_map(|state| columns.dimensions(state)) {
            if !known.contains(name) && missing.iter().all(|other| other != name) {
                missing.push(name.into());
            }
        }
        let obstacle = if missing.is_empty() { None } else { obstacle(program, method) };
        Self { method, by_dimension: obstacle.is_none(), missing, obstacle }
    }

    /// Why impacts are written as one number though the sheet has several.
    pub fn reduced(&self) -> Option<String> {
        let obstacle = self.obstacle?;
        let missing = list_of(&self.missing, "and");
        Some(format!(
            "{obstacle}, so {missing} cannot be added to its impact dimensions; the largest impact is written as one number, each under `custom`"
        ))
    }

    /// The value of a scale that a cell means: a number on it, or the label of a step.
    pub fn value(&self, axis: Axis, cell: &str) -> Option<i64> {
        let number = whole_number(cell);
        let Some(method) = self.method else { return number };
        let steps: Vec<(i64, &str)> = match axis {
            Axis::Likelihood => likelihood(method).collect(),
            Axis::Impact => impact(method).collect(),
        };
        let label = normal(cell);
        steps.into_iter().find(|(value, name)| Some(*value) == number || normal(name) == label).map(|(value, _)| value)
    }

    /// Adds the missing dimensions to every step of the impact scale, without words: those are the user's to write.
    pub fn extension(&self, program: &Program) -> Option<Edit> {
        let isms = program.isms().filter(|_| self.by_dimension && !self.missing.is_empty())?;
        let names: Vec<String> = self.missing.iter().map(|name| write::name(name)).collect();
        let steps = isms.node().find("/risk/impact")?.items();
        let additions = steps.flat_map(|step| {
            let meaning = step.get("meaning").into_iter();
            meaning.flat_map(|meaning| edit::add_entries(meaning, names.iter().map(|name| (name.as_str(), "\"\""))))
        });
        let message = format!("the impact scale gets {}: say for each of its steps what it means", list_of(&self.missing, "and"));
        Some(Edit::new(isms.node().file(), additions.collect(), message))
    }
}

/// The names of the method's impact dimensions.
pub fn dimensions(program: &Program) -> BTreeSet<&str> {
    program.isms().and_then(Scales::of).map(|scales| scales.dimensions()).unwrap_or_default()
}

fn obstacle(program: &Program, method: Option<&Method>) -> Option<&'static str> {
    let Some(method) = method else { return Some("the programme has no risk method") };
    if method.approval.is_some() {
        return Some("the method is approved");
    }
    let is_map = |step: Node<'_>| step.get("meaning").is_some_and(|meaning| meaning.kind() == Kind::Map);
    let steps = program.isms().and_then(|isms| isms.node().find("/risk/impact"));
    let all_are_maps = steps.is_some_and(|steps| steps.items().all(is_map));
    (!all_are_maps).then_some("the steps of the impact scale have no words for each dimension")
}
