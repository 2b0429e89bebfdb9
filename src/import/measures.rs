//! What sheets are held against: the scales of the programme's risk method and the dimensions of its impacts.

use super::words::normal;
use crate::model::program::Program;
use crate::model::single::isms::Method;
use crate::register::scale::Scales;
use std::collections::BTreeSet;

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

/// The steps of the likelihood scale.
pub fn likelihood(method: &Method) -> impl Iterator<Item = (i64, &str)> {
    method.likelihood.iter().map(|step| (step.value, step.label.as_str()))
}

/// The steps of the impact scale.
pub fn impact(method: &Method) -> impl Iterator<Item = (i64, &str)> {
    method.impact.iter().map(|step| (step.value, step.label.as_str()))
}

/// The names of the method's impact dimensions.
pub fn dimensions(program: &Program) -> BTreeSet<&str> {
    program.isms().and_then(Scales::of).map(|scales| scales.dimensions()).unwrap_or_default()
}
