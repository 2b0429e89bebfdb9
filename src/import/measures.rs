//! What sheets are held against: the scales of the programme's risk method and the dimensions of its impacts.

pub use super::axis::Axis;
use super::conversion::Conversions;
use super::words::{self, normal};
use crate::model::program::Program;
use crate::model::single::isms::Method;
use crate::register::scale::Scales;
use std::collections::BTreeSet;

/// The steps of a scale, with their labels.
#[derive(Debug, Default)]
pub struct Steps<'a>(Vec<(i64, &'a str)>);

impl Steps<'_> {
    /// Those of a scale without labels.
    pub fn numbered(values: &[i64]) -> Self {
        Self(values.iter().map(|value| (*value, "")).collect())
    }

    /// The lowest and the highest, if there are any.
    pub fn ends(&self) -> Option<(i64, i64)> {
        let values = || self.0.iter().map(|(value, _)| *value);
        values().min().zip(values().max())
    }

    /// All of them, as they rise.
    pub fn values(&self) -> Vec<i64> {
        let mut values: Vec<i64> = self.0.iter().map(|(value, _)| *value).collect();
        values.sort_unstable();
        values
    }

    pub fn has(&self, number: i64) -> bool {
        self.0.iter().any(|(value, _)| *value == number)
    }

    /// The step that a text names by its label.
    pub fn labelled(&self, text: &str) -> Option<i64> {
        labelled(&self.0, text)
    }
}

/// The one of some steps that a text names by its label, in whatever language either is.
pub fn labelled(steps: &[(i64, &str)], text: &str) -> Option<i64> {
    let label = normal(text);
    let plain = || steps.iter().find(|(_, name)| !label.is_empty() && normal(name) == label);
    let translated = || {
        let mut all = steps.iter().filter(|(_, name)| !text.contains(|c: char| c.is_ascii_digit()) && words::names(text, name));
        all.next().filter(|_| all.next().is_none())
    };
    plain().or_else(translated).map(|(value, _)| *value)
}

/// What sheets are held against: the method's scales and the dimensions of its impacts.
#[derive(Debug, Default)]
pub struct Measures<'a> {
    pub dimensions: BTreeSet<&'a str>,
    pub likelihood: Steps<'a>,
    pub impact: Steps<'a>,
    /// On which scales the sheet rates, where they are not the method's.
    pub scales: Conversions,
}

impl<'a> Measures<'a> {
    /// Those of a programme; without a method all are empty.
    pub fn of(program: &'a Program, scales: &Conversions) -> Self {
        let method = program.isms().and_then(|isms| isms.data().risk.as_ref());
        Self {
            dimensions: dimensions(program),
            likelihood: Steps(method.map_or_else(Vec::new, |method| likelihood(method).collect())),
            impact: Steps(method.map_or_else(Vec::new, |method| impact(method).collect())),
            scales: scales.clone(),
        }
    }

    pub fn steps(&self, axis: Axis) -> &Steps<'a> {
        match axis {
            Axis::Likelihood => &self.likelihood,
            Axis::Impact => &self.impact,
        }
    }

    /// Which values of the sheet's scales become which of the method, in words.
    pub fn told(&self) -> Vec<String> {
        let told = |axis: Axis| {
            let (scale, steps) = (self.scales.of(axis)?, self.steps(axis));
            let (lowest, highest) = steps.ends()?;
            Some(format!("{}, {} onto the method's {lowest} to {highest}: {}", axis.name(), scale.ends(), scale.table(&steps.values())))
        };
        [Axis::Likelihood, Axis::Impact].into_iter().filter_map(told).collect()
    }

    /// Whether a cell is a value of the scale that was said to be the sheet's.
    pub fn converts(&self, axis: Axis, cell: &str) -> bool {
        self.scales.of(axis).is_some_and(|scale| scale.convert(cell, &self.steps(axis).values()).is_some())
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
