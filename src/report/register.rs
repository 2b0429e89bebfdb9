//! `isms risk score`: the risk register by rank.

use super::doc::{Block, Cell, Column, Doc, Head, Level, Rating, Row, Rows, Table, Tone, Value};
use super::names::Names;
use super::{Origin, Report, fact, head, share};
use crate::base::date::Date;
use crate::model::kinds::TreatmentOption;
use crate::model::single::isms::{Colour, RiskLevel, ScoreRule};
use crate::register::acceptance::AcceptanceState;
use crate::register::cx::Cx;
use crate::register::risk::{Rated, RiskRow, rated};
use crate::register::scale::Scales;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct RegisterReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub method: Option<MethodFacts>,
    /// By rank: current level, score, impact and likelihood from high to low, then id.
    pub risks: Vec<RiskFacts>,
    pub totals: Totals,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    tones: BTreeMap<String, Tone>,
    #[serde(skip)]
    names: Names,
}

/// The method the scores come from.
#[derive(Serialize, JsonSchema)]
pub struct MethodFacts {
    pub version: String,
    pub score: ScoreRule,
    /// The highest level that needs no acceptance.
    pub appetite: Option<String>,
}

/// A risk with its three states and what follows from them.
#[derive(Serialize, JsonSchema)]
pub struct RiskFacts {
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    pub inherent: Option<RatingFacts>,
    pub current: Option<RatingFacts>,
    pub residual: Option<RatingFacts>,
    pub treatment: Option<TreatmentOption>,
    pub controls: Vec<String>,
    /// The current level is above the appetite.
    pub above_appetite: bool,
    pub acceptance: AcceptanceFacts,
    pub rank: usize,
}

impl RiskFacts {
    /// What is shown with its name.
    fn named(&self) -> impl Iterator<Item = &str> {
        self.owner.iter().chain(&self.controls).chain(&self.acceptance.by).map(String::as_str)
    }
}

/// A rating. For a grid the score is the rank of the level.
#[derive(Serialize, JsonSchema)]
pub struct RatingFacts {
    pub likelihood: i64,
    pub impact: i64,
    pub score: i64,
    pub level: String,
}

/// Whether what is left was accepted.
#[derive(Serialize, JsonSchema)]
pub struct AcceptanceFacts {
    pub state: AcceptanceState,
    pub by: Option<String>,
    pub until: Option<Date>,
}

/// Risks by level, for each state that is written; levels ascending.
#[derive(Serialize, JsonSchema)]
pub struct Totals {
    pub inherent: serde_json::Map<String, serde_json::Value>,
    pub current: serde_json::Map<String, serde_json::Value>,
    pub residual: serde_json::Map<String, serde_json::Value>,
    /// Risks without a current rating that counts.
    pub unrated: usize,
}

impl RegisterReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let method = cx.scales.as_ref().map(Scales::method);
        let mut head = head(cx, "Risk register", origin);
        if let Some(method) = method {
            let appetite = method.appetite.as_deref().unwrap_or("not set");
            head.facts.push(fact("Method", format!("version {}, {}, appetite {appetite}", method.version, score_words(method.score))));
        }
        let count = |state: StateOf| totals(cx, state);
        let risks: Vec<RiskFacts> = cx.risks().iter().map(|row| facts(row, cx.scales.as_ref())).collect();
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            method: method.map(|method| MethodFacts {
                version: method.version.clone(),
                score: method.score,
                appetite: method.appetite.clone(),
            }),
            names: Names::of(cx.program, cx.today, risks.iter().flat_map(RiskFacts::named)),
            risks,
            totals: Totals {
                inherent: count(|row| &row.inherent),
                current: count(|row| &row.current),
                residual: count(|row| &row.residual),
                unrated: cx.risks().iter().filter(|row| row.current_rating().is_none()).count(),
            },
            head,
            tones: cx.scales.iter().flat_map(|scales| level_tones(scales.levels())).collect(),
        }
    }

    fn rating(&self, facts: &RatingFacts) -> Cell<'_> {
        let RatingFacts { likelihood, impact, score, .. } = *facts;
        let rating = self.method.as_ref().map(|method| Rating { likelihood, impact, score, rule: method.score });
        let tone = self.tones.get(&facts.level).copied().unwrap_or_default();
        Cell { value: Value::Level(Level { name: facts.level.clone().into(), rating }), tone }
    }

    fn row<'a>(&'a self, risk: &'a RiskFacts) -> Row<'a> {
        let rating = |facts: &'a Option<RatingFacts>| facts.as_ref().map(|facts| self.rating(facts));
        let acceptance = &risk.acceptance;
        let accepted = match (acceptance.state, &acceptance.by, acceptance.until) {
            (AcceptanceState::None, ..) => Cell::none(),
            (AcceptanceState::Valid, Some(by), Some(until)) => Cell::phrase([self.names.id(by), "until".into(), until.into()]),
            (AcceptanceState::Valid, Some(by), None) => self.names.id(by).into(),
            (state, ..) => Cell::toned(state.name(), Tone::Bad),
        };
        Row::new(vec![
            risk.rank.into(),
            Cell::id(&risk.id),
            (&risk.title).into(),
            risk.owner.as_ref().map_or(Cell::toned("none", Tone::Bad), |owner| self.names.id(owner).into()),
            rating(&risk.inherent).unwrap_or_default(),
            rating(&risk.current).unwrap_or_else(|| Cell::toned("not rated", Tone::Bad)),
            rating(&risk.residual).unwrap_or_default(),
            risk.treatment.map(option_word).into(),
            self.names.ids(&risk.controls),
            accepted,
            if risk.above_appetite { Cell::toned("above", Tone::Warn) } else { Cell::none() },
        ])
    }

    fn summary(&self) -> String {
        let levels: Vec<String> = self.totals.current.iter().map(|(level, n)| format!("{n} {level}")).collect();
        let above = self.risks.iter().filter(|risk| risk.above_appetite).count();
        let mut text =
            format!("Today {} risks stand above the appetite. By current level: {}.", share(above, self.risks.len()), levels.join(", "));
        if self.totals.unrated > 0 {
            text.push_str(&format!(" {} without a rating.", self.totals.unrated));
        }
        text
    }
}

impl Report for RegisterReport {
    const NAME: &'static str = "register";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "risks",
            columns: vec![
                Column::number("#", 0),
                Column::short("Id", 0),
                Column::text("Risk", 0),
                Column::text("Owner", 4),
                Column::short("Inherent", 5).rated(),
                Column::short("Current", 0).rated(),
                Column::short("Residual", 2).rated(),
                Column::short("Treatment", 3),
                Column::text("Controls", 7),
                Column::text("Accepted", 6),
                Column::short("Appetite", 1),
            ],
            rows: Rows::new(|| self.risks.iter().map(|risk| self.row(risk))),
            empty: "There are no open risks in risks/.",
        };
        Doc { head: self.head.clone(), blocks: vec![Block::Paragraph { text: self.summary() }, Block::Table(table)] }
    }
}

fn facts(row: &RiskRow<'_>, scales: Option<&Scales<'_>>) -> RiskFacts {
    let risk = row.risk.data();
    let rating = |state: &Rated| {
        let (rating, scales) = (rated(state)?, scales?);
        let level = scales.level(rating.level).name.clone();
        Some(RatingFacts { likelihood: rating.likelihood, impact: rating.impact, score: rating.score, level })
    };
    let treatment = risk.treatment.as_ref();
    RiskFacts {
        id: risk.id.clone(),
        title: risk.title.clone(),
        owner: risk.owner.as_ref().map(|owner| owner.id().into()),
        inherent: rating(&row.inherent),
        current: rating(&row.current),
        residual: rating(&row.residual),
        treatment: treatment.map(|treatment| treatment.option),
        controls: treatment.iter().flat_map(|treatment| &treatment.controls).map(|control| control.id().into()).collect(),
        above_appetite: row.above_appetite,
        acceptance: AcceptanceFacts {
            state: row.acceptance,
            by: risk.acceptance.as_ref().map(|acceptance| acceptance.by.id().into()),
            until: risk.acceptance.as_ref().and_then(|acceptance| acceptance.until),
        },
        rank: row.rank,
    }
}

/// Picks one of a row's three states.
pub(super) type StateOf = for<'r> fn(&'r RiskRow<'_>) -> &'r Rated;

/// Risks by level in one of their states; levels ascending.
pub(super) fn totals(cx: &Cx<'_>, state: StateOf) -> serde_json::Map<String, serde_json::Value> {
    let Some(scales) = &cx.scales else { return serde_json::Map::new() };
    let ratings: Vec<usize> = cx.risks().iter().filter_map(|row| Some(rated(state(row))?.level)).collect();
    let count = |level: usize| ratings.iter().filter(|l| **l == level).count();
    scales.levels().iter().enumerate().map(|(index, level)| (level.name.clone(), count(index).into())).collect()
}

/// The word for a treatment option.
pub(super) fn option_word(option: TreatmentOption) -> &'static str {
    match option {
        TreatmentOption::Modify => "modify",
        TreatmentOption::Avoid => "avoid",
        TreatmentOption::Share => "share",
        TreatmentOption::Retain => "retain",
    }
}

fn score_words(score: ScoreRule) -> &'static str {
    match score {
        ScoreRule::Product => "likelihood × impact",
        ScoreRule::Sum => "likelihood + impact",
        ScoreRule::Grid => "level from a grid",
    }
}

/// A tone for each level: from its colour if it has one, else from its place among the levels.
pub(super) fn level_tones(levels: &[RiskLevel]) -> Vec<(String, Tone)> {
    let scale = [Tone::Good, Tone::Note, Tone::Warn, Tone::Bad, Tone::Critical];
    let last = levels.len().saturating_sub(1).max(1);
    let by_place = |index: usize| scale[index * (scale.len() - 1) / last];
    let tone = |(index, level): (usize, &RiskLevel)| match level.colour {
        Some(Colour::Green) => Tone::Good,
        Some(Colour::Yellow | Colour::Blue) => Tone::Note,
        Some(Colour::Orange) => Tone::Warn,
        Some(Colour::Red) => Tone::Critical,
        Some(Colour::Grey) => Tone::Faint,
        None => by_place(index),
    };
    levels.iter().enumerate().map(|(index, level)| (level.name.clone(), tone((index, level)))).collect()
}
