//! How risks stand to themselves: from the inherent rating to today's, and on to what is left once the treatment has worked.

use super::doc::{Arrow, Block, Cell, Column, Level, Matrix, Moves, Row, Rows, Table, Tone, Value};
use super::names::Names;
use super::register::RatingFacts;
use crate::base::choice::Choice;
use crate::base::text::{capital, natural};
use crate::model::single::isms::ScoreRule;
use crate::register::cx::Cx;
use crate::register::risk::{Rated, RiskRow, rated};
use crate::register::scale::{Rating, Scales};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One of the three states of a risk.
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

/// What the pictures mean.
pub const LEGEND: &str = "An arrow leads from one rating to the next, and its number says how many risks go that way. Where it is \
    dashed, it leads to what is expected once the treatment has worked.";

/// More arrows than that cannot be told apart.
const DRAWN: usize = 24;

impl State {
    pub fn of<'r>(self, row: &'r RiskRow<'_>) -> &'r Rated {
        match self {
            State::Inherent => &row.inherent,
            State::Current => &row.current,
            State::Residual => &row.residual,
        }
    }
}

/// From one state of the risks to another.
#[derive(Serialize, JsonSchema)]
pub struct MovesFacts {
    pub from: State,
    pub to: State,
    /// Risks that are rated otherwise, by both ratings; from the highest first rating down.
    pub moved: Vec<MoveFacts>,
    /// Risks that are rated alike in both.
    pub unmoved: Vec<String>,
    /// Open risks that are not rated in both: nothing can be said of them.
    pub unrated: Vec<String>,
}

/// Risks that went the same way.
#[derive(Serialize, JsonSchema)]
pub struct MoveFacts {
    pub from: RatingFacts,
    pub to: RatingFacts,
    pub risks: Vec<String>,
}

/// Both ways there are, in their order.
pub fn both(cx: &Cx<'_>, scales: &Scales<'_>) -> Vec<MovesFacts> {
    vec![between(cx, scales, State::Inherent, State::Current), between(cx, scales, State::Current, State::Residual)]
}

fn between(cx: &Cx<'_>, scales: &Scales<'_>, from: State, to: State) -> MovesFacts {
    let key = |rating: Rating| Reverse((rating.level, rating.score, rating.impact, rating.likelihood));
    let mut ways: BTreeMap<_, (Rating, Rating, Vec<String>)> = BTreeMap::new();
    let (mut unmoved, mut unrated) = (Vec::new(), Vec::new());
    for row in cx.risks() {
        let id = row.risk.id.clone();
        match rated(from.of(row)).zip(rated(to.of(row))) {
            None => unrated.push(id),
            Some((before, after)) if (before.likelihood, before.impact) == (after.likelihood, after.impact) => unmoved.push(id),
            Some((before, after)) => {
                ways.entry((key(before), key(after))).or_insert_with(|| (before, after, Vec::new())).2.push(id);
            }
        }
    }
    let facts = |rating: Rating| {
        let Rating { likelihood, impact, score, level } = rating;
        RatingFacts { likelihood, impact, score, level: scales.level(level).name.clone() }
    };
    let moved = ways.into_values().map(|(before, after, risks)| MoveFacts { from: facts(before), to: facts(after), risks: sorted(risks) });
    MovesFacts { from, to, moved: moved.collect(), unmoved: sorted(unmoved), unrated: sorted(unrated) }
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort_by(|a, b| natural(a, b));
    ids
}

impl MovesFacts {
    fn count(&self) -> usize {
        self.moved.iter().map(|moved| moved.risks.len()).sum()
    }

    /// `Inherent to current`
    fn name(&self) -> String {
        capital(&format!("{} to {}", self.from.word(), self.to.word()))
    }

    /// `Inherent to current: 16 of 25 open risks moved, 3 stay where they are, 6 are not rated in both`
    pub fn title(&self) -> String {
        let (moved, stay, unrated) = (self.count(), self.unmoved.len(), self.unrated.len());
        let verb = if self.to == State::Residual { "are to move" } else { "moved" };
        let mut title = format!("{}: {moved} of {} open risks {verb}", self.name(), moved + stay + unrated);
        if stay > 0 {
            title += &format!(", {stay} {} rated alike", if stay == 1 { "is" } else { "are" });
        }
        if unrated > 0 {
            title += &format!(", {unrated} {} not rated in both", if unrated == 1 { "is" } else { "are" });
        }
        title
    }

    /// Which risks are shown with their names.
    pub fn named(&self) -> impl Iterator<Item = &str> {
        self.moved.iter().flat_map(|moved| &moved.risks).map(String::as_str)
    }

    /// The picture; nothing where nothing moved.
    pub fn picture(&self, map: &Matrix, scales: &Scales<'_>) -> Option<Moves> {
        let method = scales.method();
        let arrow = |moved: &MoveFacts| {
            let place = |rating: &RatingFacts| {
                let row = method.likelihood.iter().rev().position(|step| step.value == rating.likelihood)?;
                Some((row, method.impact.iter().position(|step| step.value == rating.impact)?))
            };
            Some(Arrow { from: place(&moved.from)?, to: place(&moved.to)?, count: moved.risks.len() })
        };
        let mut arrows: Vec<Arrow> = self.moved.iter().filter_map(arrow).collect();
        let mut title = self.title();
        if arrows.len() > DRAWN {
            title += &format!("; drawn are the {DRAWN} most taken of {} ways", arrows.len());
            arrows.sort_by_key(|arrow| Reverse(arrow.count));
            arrows.truncate(DRAWN);
        }
        (!arrows.is_empty()).then(|| Moves { title, map: map.clone(), arrows, is_expected: self.to == State::Residual })
    }

    fn rows<'a>(&'a self, names: &'a Names, (rule, tones): (ScoreRule, &'a [(String, Tone)])) -> impl Iterator<Item = Row<'a>> {
        let rating = move |facts: &'a RatingFacts| {
            let RatingFacts { likelihood, impact, score, ref level } = *facts;
            let rating = super::doc::Rating { likelihood, impact, score, rule };
            let tone = tones.iter().find(|(name, _)| name == level).map_or(Tone::Plain, |(_, tone)| *tone);
            Cell { value: Value::Level(Level { name: level.as_str().into(), rating: Some(rating) }), tone }
        };
        self.moved.iter().map(move |moved| {
            let cells = vec![rating(&moved.from), rating(&moved.to), moved.risks.len().into(), names.ids(&moved.risks)];
            Row { cells, group: Some(self.name().into()) }
        })
    }
}

/// What both ways say in words: what the arrows mean, and a row for each of them.
pub fn blocks<'a>(all: &'a [MovesFacts], names: &'a Names, looks: (ScoreRule, &'a [(String, Tone)])) -> Vec<Block<'a>> {
    let table = Table {
        name: "movement",
        columns: vec![
            Column::short("From", 0).rated(),
            Column::short("To", 0).rated(),
            Column::number("Risks", 0),
            Column::text("Which", 1),
        ],
        rows: Rows::new(move || all.iter().flat_map(move |one| one.rows(names, looks))),
        empty: "No risk is rated otherwise than before.",
    };
    let titles = all.iter().map(|one| format!("{}.", one.title())).collect();
    vec![Block::List { items: titles }, Block::Table(table)]
}
