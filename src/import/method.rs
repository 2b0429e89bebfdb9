//! How ratings are written by the programme's risk method, and the impact dimensions that it gets.

use super::columns::Columns;
use super::conversion::Conversions;
use super::measures::{Axis, dimensions, impact, labelled, likelihood};
use super::numbers::whole_number;
use super::rating::STATES;
use super::step::{Why, says_more, step};
use crate::base::node::{Class, Node};
use crate::base::text::list_of;
use crate::edit::value::{Map, Value};
use crate::model::program::Program;
use crate::model::single::isms::Method;

/// How ratings are written.
pub struct Ratings<'a> {
    method: Option<&'a Method>,
    scales: Conversions,
    /// Each dimension on its own; otherwise the largest as one number.
    pub by_dimension: bool,
    /// Dimensions of the sheet that the method does not have.
    pub missing: Vec<String>,
    /// Why they cannot be added to it.
    pub obstacle: Option<&'static str>,
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
        Self { method, scales: columns.scales.clone(), by_dimension: obstacle.is_none(), missing, obstacle }
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
    ///
    /// # Errors
    /// Why it means none.
    pub fn value(&self, axis: Axis, cell: &str) -> Result<i64, Why> {
        let Some(steps) = self.steps(axis) else { return whole_number(cell).ok_or(Why::None) };
        let Some(scale) = self.scales.of(axis) else { return step(axis, &steps, cell) };
        let mut values: Vec<i64> = steps.iter().map(|(value, _)| *value).collect();
        values.sort_unstable();
        scale.convert(cell, &values).or_else(|| labelled(&steps, cell)).ok_or(Why::None)
    }

    /// Whether a cell that means a step has words that are not its label and do not grade: `4 - Banana`.
    pub fn says_more(&self, axis: Axis, cell: &str) -> bool {
        self.scales.of(axis).is_none() && self.steps(axis).is_some_and(|steps| says_more(axis, &steps, cell))
    }

    /// The steps of a scale with their labels.
    fn steps(&self, axis: Axis) -> Option<Vec<(i64, &str)>> {
        let method = self.method?;
        Some(match axis {
            Axis::Likelihood => likelihood(method).collect(),
            Axis::Impact => impact(method).collect(),
        })
    }

    /// The method with the missing dimensions at every step of the impact scale, without words: those are the user's to
    /// write. With what changes, in words; None if nothing is missing.
    pub fn extension(&self, isms: Node<'_>) -> Option<(Map, String)> {
        if !self.by_dimension || self.missing.is_empty() {
            return None;
        }
        let mut wanted = Map::of(isms);
        let Value::Map(risk) = wanted.get_mut("risk")? else { return None };
        let Value::List(steps) = risk.get_mut("impact")? else { return None };
        for step in steps {
            if let Value::Map(step) = step
                && let Some(Value::Map(meaning)) = step.get_mut("meaning")
            {
                self.missing.iter().for_each(|name| meaning.put(name, ""));
            }
        }
        Some((wanted, format!("the impact scale gets {}: say for each of its steps what it means", list_of(&self.missing, "and"))))
    }
}

fn obstacle(program: &Program, method: Option<&Method>) -> Option<&'static str> {
    let Some(method) = method else { return Some("the programme has no risk method") };
    if method.approval.is_some() {
        return Some("the method is approved");
    }
    let is_map = |step: Node<'_>| step.get("meaning").is_some_and(|meaning| meaning.class() == Class::Map);
    let steps = program.isms().and_then(|isms| isms.node().find("/risk/impact"));
    let all_are_maps = steps.is_some_and(|steps| steps.items().all(is_map));
    (!all_are_maps).then_some("the steps of the impact scale have no words for each dimension")
}
