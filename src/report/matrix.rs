//! `isms risk matrix`: the heat map.

use super::doc::{Block, Doc, Head, Matrix, MatrixCell, MatrixRow, Tone};
use super::names::Names;
use super::register::level_tones;
use super::{Origin, Report, head};
use crate::base::choice::Choice;
use crate::base::date::Date;
use crate::model::single::isms::ScoreRule;
use crate::register::cx::Cx;
use crate::register::risk::{Rated, RiskRow, rated};
use crate::register::scale::Scales;
use schemars::JsonSchema;
use serde::Serialize;

/// Which of the three states a heat map shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Inherent,
    #[default]
    Current,
    Residual,
}

impl Choice for State {
    const ALL: &'static [(&'static str, &'static str, Self)] =
        &[("inherent", "", State::Inherent), ("current", "", State::Current), ("residual", "", State::Residual)];
}

impl State {
    fn of<'r>(self, row: &'r RiskRow<'_>) -> &'r Rated {
        match self {
            State::Inherent => &row.inherent,
            State::Current => &row.current,
            State::Residual => &row.residual,
        }
    }
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct MatrixReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub of: State,
    /// Every cell of the method: likelihood ascending, then impact.
    pub cells: Vec<CellFacts>,
    /// Open risks without a rating in this state.
    pub unrated: Vec<String>,
    #[serde(skip)]
    head: Head,
    /// None without a method.
    #[serde(skip)]
    figure: Option<Matrix>,
}

/// One combination of likelihood and impact.
#[derive(Serialize, JsonSchema)]
pub struct CellFacts {
    pub likelihood: i64,
    pub impact: i64,
    pub score: Option<i64>,
    pub level: Option<String>,
    pub risks: Vec<String>,
}

impl MatrixReport {
    pub fn build(cx: &Cx<'_>, of: State, origin: &Origin) -> Self {
        let head = head(cx, format!("Risk matrix: {}", of.word()), origin);
        let cells = cx.scales.as_ref().map(|scales| cells(cx, scales, of)).unwrap_or_default();
        let names = Names::of(cx.program, cx.today, cells.iter().flat_map(|cell| &cell.risks).map(String::as_str));
        let figure = cx.scales.as_ref().map(|scales| figure(scales, &cells, &names));
        let unrated = cx.risks().iter().filter(|row| rated(of.of(row)).is_none()).map(|row| row.risk.id.clone()).collect();
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), of, cells, unrated, head, figure }
    }
}

impl Report for MatrixReport {
    const NAME: &'static str = "matrix";

    fn doc(&self) -> Doc<'_> {
        let no_method = || Block::Paragraph { text: "There is no method under `risk:` in isms.yaml.".into() };
        let mut blocks = vec![self.figure.clone().map_or_else(no_method, Block::Matrix)];
        if !self.unrated.is_empty() {
            blocks.push(Block::Paragraph { text: format!("Without a rating: {}.", self.unrated.join(", ")) });
        }
        Doc { head: self.head.clone(), blocks }
    }
}

fn cells(cx: &Cx<'_>, scales: &Scales<'_>, of: State) -> Vec<CellFacts> {
    let method = scales.method();
    let mut cells = Vec::new();
    for (row, likelihood) in method.likelihood.iter().enumerate() {
        for (column, impact) in method.impact.iter().enumerate() {
            let cell = scales.cell(row, column);
            let mut here: Vec<String> = cx
                .risks()
                .iter()
                .filter(|risk| {
                    rated(of.of(risk)).is_some_and(|rating| (rating.likelihood, rating.impact) == (likelihood.value, impact.value))
                })
                .map(|risk| risk.risk.id.clone())
                .collect();
            here.sort_by(|a, b| crate::base::text::natural(a, b));
            cells.push(CellFacts {
                likelihood: likelihood.value,
                impact: impact.value,
                score: cell.map(|(score, _)| score),
                level: cell.map(|(_, level)| scales.level(level).name.clone()),
                risks: here,
            });
        }
    }
    cells
}

fn figure(scales: &Scales<'_>, cells: &[CellFacts], names: &Names) -> Matrix {
    let method = scales.method();
    let tones = level_tones(scales.levels());
    // What a grid gives is a level; its place among the levels is no score of anybody's.
    let score = |score: i64| if method.score == ScoreRule::Grid { String::new() } else { score.to_string() };
    let tone = |level: Option<&String>| tones.iter().find(|(name, _)| Some(name) == level).map_or(Tone::Plain, |(_, tone)| *tone);
    let rows = method.likelihood.iter().zip(cells.chunks(method.impact.len())).rev().map(|(step, cells)| MatrixRow {
        heading: format!("{} {}", step.value, step.label),
        cells: cells
            .iter()
            .map(|cell| MatrixCell {
                level: cell.level.clone().unwrap_or_else(|| "?".into()),
                score: cell.score.map(score).unwrap_or_default(),
                tone: tone(cell.level.as_ref()),
                items: cell.risks.iter().map(|id| names.text(id)).collect(),
            })
            .collect(),
    });
    Matrix {
        row_axis: "Likelihood".into(),
        column_axis: "Impact".into(),
        columns: method.impact.iter().map(|step| format!("{} {}", step.value, step.label)).collect(),
        rows: rows.collect(),
    }
}
