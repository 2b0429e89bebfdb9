//! `isms risk matrix`: the heat map, and how risks moved on it.

use super::doc::{Block, Doc, Head, Matrix, MatrixCell, MatrixRow, Moves, Tone};
pub use super::moves::State;
use super::moves::{self, MovesFacts};
use super::names::Names;
use super::register::level_tones;
use super::{Origin, Report, head};
use crate::base::choice::Choice as _;
use crate::base::date::Date;
use crate::model::single::isms::ScoreRule;
use crate::register::cx::Cx;
use crate::register::risk::rated;
use crate::register::scale::Scales;
use schemars::JsonSchema;
use serde::Serialize;

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
    /// From inherent to current, and from current to residual; none without a method.
    pub movements: Vec<MovesFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
    /// None without a method.
    #[serde(skip)]
    figure: Option<Figure>,
}

/// The map, and the arrows on it.
struct Figure {
    map: Matrix,
    moves: Vec<Moves>,
    tones: Vec<(String, Tone)>,
    rule: ScoreRule,
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
        let movements = cx.scales.as_ref().map(|scales| moves::both(cx, scales)).unwrap_or_default();
        let shown = cells.iter().flat_map(|cell| &cell.risks).map(String::as_str);
        let names = Names::of(cx.program, cx.today, shown.chain(movements.iter().flat_map(MovesFacts::named)));
        let figure = cx.scales.as_ref().map(|scales| Figure::of(scales, &cells, &movements, &names));
        let unrated = cx.risks().iter().filter(|row| rated(of.of(row)).is_none()).map(|row| row.risk.id.clone()).collect();
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), of, cells, unrated, movements, head, names, figure }
    }
}

impl Figure {
    fn of(scales: &Scales<'_>, cells: &[CellFacts], movements: &[MovesFacts], names: &Names) -> Self {
        let map = map(scales, cells, names);
        let mut bare = map.clone();
        bare.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.items.clear());
        let moves = movements.iter().filter_map(|one| one.picture(&bare, scales)).collect();
        Self { map, moves, tones: level_tones(scales.levels()), rule: scales.method().score }
    }
}

impl Report for MatrixReport {
    const NAME: &'static str = "matrix";

    fn doc(&self) -> Doc<'_> {
        let no_method = || Block::Paragraph { text: "There is no method under `risk:` in isms.yaml.".into() };
        let mut blocks = vec![self.figure.as_ref().map_or_else(no_method, |figure| Block::Matrix(figure.map.clone()))];
        if !self.unrated.is_empty() {
            blocks.push(Block::Paragraph { text: format!("Without a rating: {}.", self.unrated.join(", ")) });
        }
        if let Some(figure) = &self.figure {
            blocks.push(Block::Heading { text: "How risks moved".into() });
            if !figure.moves.is_empty() {
                blocks.push(Block::Paragraph { text: moves::LEGEND.into() });
                blocks.push(Block::Moves(figure.moves.clone()));
            }
            blocks.extend(moves::blocks(&self.movements, &self.names, (figure.rule, &figure.tones)));
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

fn map(scales: &Scales<'_>, cells: &[CellFacts], names: &Names) -> Matrix {
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
