//! The risk method at work: likelihood and impact to score and level (6.1.2 b and d).
//!
//! Numbers are ordinal. They are multiplied or added within one risk, as the method says, and never across risks.

use crate::model::kinds::{Estimate, Impact};
use crate::model::program::View;
use crate::model::single::Isms;
use crate::model::single::isms::{Meaning, Method, RiskLevel, ScoreRule};
use std::collections::BTreeSet;

/// A judgement under the method. The score of a grid is the rank of its level, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    pub likelihood: i64,
    pub impact: i64,
    pub score: i64,
    /// Index into the method's levels, ascending.
    pub level: usize,
}

/// Why an estimate has no rating, and at which pointer below the estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffScale {
    pub pointer: String,
    pub problem: String,
    pub help: String,
}

/// Something wrong with the method itself, at a pointer below `/risk`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodFault {
    pub pointer: String,
    pub problem: String,
    pub help: String,
}

/// A method ready to rate with. Its levels are worked out once for every cell.
pub struct Scales<'a> {
    method: &'a Method,
    likelihood: Vec<i64>,
    impact: Vec<i64>,
    /// Level by cell, `likelihood` major; None where the method gives none.
    cells: Vec<Option<usize>>,
}

impl<'a> Scales<'a> {
    /// The method of a programme, if it has one.
    pub fn of(isms: View<'a, Isms>) -> Option<Self> {
        isms.data().risk.as_ref().map(Self::new)
    }

    pub fn new(method: &'a Method) -> Self {
        let likelihood: Vec<i64> = method.likelihood.iter().map(|step| step.value).collect();
        let impact: Vec<i64> = method.impact.iter().map(|step| step.value).collect();
        let mut scales = Self { method, likelihood, impact, cells: Vec::new() };
        scales.cells = scales.positions().map(|(row, column)| scales.level_of_cell(row, column)).collect();
        scales
    }

    pub fn method(&self) -> &'a Method {
        self.method
    }

    pub fn levels(&self) -> &'a [RiskLevel] {
        &self.method.levels
    }

    pub fn level(&self, index: usize) -> &'a RiskLevel {
        &self.method.levels[index]
    }

    /// The highest level that needs no acceptance, if the method names one it has.
    pub fn appetite(&self) -> Option<usize> {
        self.level_named(self.method.appetite.as_deref()?)
    }

    /// Whether a level needs somebody to accept it. Without an appetite every level does.
    pub fn is_above_appetite(&self, level: usize) -> bool {
        self.appetite().is_none_or(|appetite| level > appetite)
    }

    /// The dimensions of the impact scale, by name; empty if it has only one.
    pub fn dimensions(&self) -> BTreeSet<&'a str> {
        let names = self.method.impact.iter().filter_map(|step| match &step.meaning {
            Some(Meaning::ByDimension(dimensions)) => Some(dimensions.keys().map(String::as_str)),
            _ => None,
        });
        names.flatten().collect()
    }

    /// Rates an estimate; nothing is rounded or clamped.
    pub fn rate(&self, estimate: &Estimate) -> Result<Rating, OffScale> {
        let row = self.step(&self.likelihood, estimate.likelihood, "/likelihood", "likelihood")?;
        let (impact, pointer) = self.overall(&estimate.impact)?;
        let column = self.step(&self.impact, impact, &pointer, "impact")?;
        let level = self.cells[row * self.impact.len() + column].ok_or_else(|| OffScale {
            pointer: String::new(),
            problem: "the method gives no level for this combination".into(),
            help: "correct the levels or the grid in `isms.yaml`".into(),
        })?;
        let score = self.score(row, column).unwrap_or(rank(level));
        Ok(Rating { likelihood: estimate.likelihood, impact, score, level })
    }

    fn overall(&self, impact: &Impact) -> Result<(i64, String), OffScale> {
        let Impact::ByDimension(dimensions) = impact else {
            return Ok((impact.overall().unwrap_or_default(), "/impact".into()));
        };
        let known = self.dimensions();
        for (name, value) in dimensions {
            let pointer = format!("/impact/{}", name.replace('~', "~0").replace('/', "~1"));
            if !known.contains(name.as_str()) {
                let known = crate::base::text::list_of(known, "and");
                let help = if known.is_empty() {
                    "the method has one impact scale: write one number".into()
                } else {
                    format!("the method has {known}")
                };
                return Err(OffScale { pointer, problem: format!("`{name}` is no impact dimension of the method"), help });
            }
            self.step(&self.impact, *value, &pointer, &format!("{name} impact"))?;
        }
        let largest = dimensions.iter().max_by_key(|(_, value)| **value);
        match largest {
            Some((name, value)) => Ok((*value, format!("/impact/{name}"))),
            None => Err(OffScale {
                pointer: "/impact".into(),
                problem: "the impact is empty".into(),
                help: "give at least one dimension".into(),
            }),
        }
    }

    fn step(&self, scale: &[i64], value: i64, pointer: &str, what: &str) -> Result<usize, OffScale> {
        scale.iter().position(|step| *step == value).ok_or_else(|| OffScale {
            pointer: pointer.into(),
            problem: format!("{what} `{value}` is not on the scale"),
            help: format!("use {}", crate::base::text::list_of(scale.iter().map(i64::to_string), "or")),
        })
    }

    /// Product or sum of two steps; None for a grid, or if the numbers are too large to be a score.
    fn score(&self, row: usize, column: usize) -> Option<i64> {
        let (likelihood, impact) = (self.likelihood[row], self.impact[column]);
        match self.method.score {
            ScoreRule::Product => likelihood.checked_mul(impact),
            ScoreRule::Sum => likelihood.checked_add(impact),
            ScoreRule::Grid => None,
        }
    }

    fn level_of_cell(&self, row: usize, column: usize) -> Option<usize> {
        if self.method.score == ScoreRule::Grid {
            let name = self.method.grid.get(row)?.get(column)?;
            return self.level_named(name);
        }
        let score = self.score(row, column)?;
        self.method.levels.iter().rposition(|level| level.from.is_some_and(|from| from <= score))
    }

    fn level_named(&self, name: &str) -> Option<usize> {
        self.method.levels.iter().position(|level| level.name == name)
    }

    fn positions(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let columns = self.impact.len();
        (0..self.likelihood.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    /// Score and level of a cell, by positions on the two scales.
    pub fn cell(&self, row: usize, column: usize) -> Option<(i64, usize)> {
        let level = self.cells[row * self.impact.len() + column]?;
        Some((self.score(row, column).unwrap_or(rank(level)), level))
    }

    /// All that makes the method unfit to rate with: a scale that does not ascend, a cell without a level, a level
    /// that falls when likelihood or impact rises, a level that no cell reaches.
    pub fn faults(&self) -> Vec<MethodFault> {
        let mut faults = self.scale_faults();
        faults.extend(if self.method.score == ScoreRule::Grid { self.grid_faults() } else { self.level_faults() });
        if faults.is_empty() {
            faults.extend(self.cell_faults());
        }
        faults
    }

    fn scale_faults(&self) -> Vec<MethodFault> {
        let mut faults = Vec::new();
        for (name, values) in [("likelihood", &self.likelihood), ("impact", &self.impact)] {
            for (index, pair) in values.windows(2).enumerate() {
                if pair[1] <= pair[0] {
                    let problem = format!("the {name} scale does not ascend: {} after {}", pair[1], pair[0]);
                    faults.push(fault(format!("/{name}/{}/value", index + 1), problem, "write the steps from the lowest to the highest"));
                }
            }
        }
        for (index, level) in self.method.levels.iter().enumerate() {
            if self.method.levels[..index].iter().any(|earlier| earlier.name == level.name) {
                faults.push(fault(
                    format!("/levels/{index}/name"),
                    format!("the level `{}` is named twice", level.name),
                    "give each level its own name",
                ));
            }
        }
        faults
    }

    fn level_faults(&self) -> Vec<MethodFault> {
        let mut faults = Vec::new();
        let mut last: Option<i64> = None;
        for (index, level) in self.method.levels.iter().enumerate() {
            let pointer = format!("/levels/{index}/from");
            match level.from {
                None => faults.push(fault(pointer, format!("the level `{}` has no lowest score", level.name), "add `from:`")),
                Some(from) if last.is_some_and(|last| from <= last) => {
                    faults.push(fault(
                        pointer,
                        format!("the levels do not ascend: `{}` begins at {from}", level.name),
                        "write the levels from the lowest to the highest",
                    ));
                }
                Some(from) => last = Some(from),
            }
        }
        faults
    }

    fn grid_faults(&self) -> Vec<MethodFault> {
        let mut faults = Vec::new();
        let grid = &self.method.grid;
        if grid.len() != self.likelihood.len() {
            let problem = format!("the grid has {} rows for {} likelihood values", grid.len(), self.likelihood.len());
            faults.push(fault("/grid".into(), problem, "write one row for each likelihood value, from the lowest"));
        }
        for (row, names) in grid.iter().enumerate() {
            if names.len() != self.impact.len() {
                let problem = format!("row {} of the grid has {} cells for {} impact values", row + 1, names.len(), self.impact.len());
                faults.push(fault(format!("/grid/{row}"), problem, "write one level name for each impact value"));
            }
            for (column, name) in names.iter().enumerate().filter(|(_, name)| self.level_named(name).is_none()) {
                faults.push(fault(
                    format!("/grid/{row}/{column}"),
                    format!("`{name}` is no level of the method"),
                    "use the names under `levels:`",
                ));
            }
        }
        faults
    }

    fn cell_faults(&self) -> Vec<MethodFault> {
        let mut faults = Vec::new();
        for (row, column) in self.positions() {
            let Some((_, level)) = self.cell(row, column) else {
                let problem = format!("likelihood {} with impact {} has no level", self.likelihood[row], self.impact[column]);
                faults.push(fault("/levels/0/from".into(), problem, "let the lowest level begin at the lowest score"));
                continue;
            };
            let below = row.checked_sub(1).and_then(|row| self.cell(row, column));
            let left = column.checked_sub(1).and_then(|column| self.cell(row, column));
            if [below, left].into_iter().flatten().any(|(_, lower)| lower > level) {
                let name = &self.method.levels[level].name;
                let problem =
                    format!("the level falls to `{name}` at likelihood {} and impact {}", self.likelihood[row], self.impact[column]);
                let pointer = if self.method.grid.is_empty() { "/levels".into() } else { format!("/grid/{row}/{column}") };
                faults.push(fault(pointer, problem, "a level never falls when likelihood or impact rises"));
            }
        }
        for (index, level) in self.method.levels.iter().enumerate().filter(|(index, _)| !self.cells.contains(&Some(*index))) {
            let problem = format!("no combination of likelihood and impact reaches the level `{}`", level.name);
            faults.push(fault(format!("/levels/{index}/name"), problem, "lower its `from:`, or remove the level"));
        }
        faults
    }
}

fn rank(level: usize) -> i64 {
    i64::try_from(level).map_or(i64::MAX, |level| level.saturating_add(1))
}

fn fault(pointer: String, problem: String, help: &str) -> MethodFault {
    MethodFault { pointer, problem, help: help.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::single::isms::{Approach, ImpactStep, LikelihoodStep};
    use proptest::prelude::*;

    fn level(name: &str, from: Option<i64>) -> RiskLevel {
        RiskLevel { name: name.into(), from, colour: None, accept_by: None, review_every: None, treat_within: None }
    }

    fn method(likelihood: &[i64], impact: &[i64], score: ScoreRule, levels: Vec<RiskLevel>) -> Method {
        let label = |value: &i64| value.to_string();
        Method {
            version: "1".into(),
            approach: Approach::Event,
            likelihood: likelihood.iter().map(|value| LikelihoodStep { value: *value, label: label(value), meaning: None }).collect(),
            impact: impact.iter().map(|value| ImpactStep { value: *value, label: label(value), meaning: None }).collect(),
            score,
            grid: Vec::new(),
            levels,
            appetite: None,
            triggers: Vec::new(),
            approval: None,
        }
    }

    fn estimate(likelihood: i64, impact: i64) -> Estimate {
        Estimate { likelihood, impact: Impact::Overall(impact), rationale: None }
    }

    /// 27005's published example of a grid, rows from the lowest likelihood.
    fn grid() -> Method {
        let rows = [[1, 1, 2, 2, 2], [1, 2, 2, 3, 3], [2, 2, 3, 4, 4], [2, 3, 4, 4, 5], [3, 4, 4, 5, 5]];
        let levels = (1..=5).map(|level_| level(&level_.to_string(), None)).collect();
        let mut method = method(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5], ScoreRule::Grid, levels);
        method.grid = rows.iter().map(|row| row.iter().map(i32::to_string).collect()).collect();
        method
    }

    #[test]
    fn products_and_sums_find_their_band() {
        let bands = || vec![level("low", Some(1)), level("medium", Some(5)), level("high", Some(10)), level("critical", Some(16))];
        let product = method(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5], ScoreRule::Product, bands());
        let scales = Scales::new(&product);
        for ((likelihood, impact), (score, level)) in
            [((1, 4), (4, 0)), ((1, 5), (5, 1)), ((3, 3), (9, 1)), ((2, 5), (10, 2)), ((3, 5), (15, 2)), ((4, 4), (16, 3))]
        {
            let rating = scales.rate(&estimate(likelihood, impact)).unwrap();
            assert_eq!((rating.score, rating.level), (score, level), "{likelihood} × {impact}");
        }
        let sum = method(&[0, 1, 2], &[10, 20, 30, 40], ScoreRule::Sum, vec![level("low", Some(10)), level("high", Some(32))]);
        let scales = Scales::new(&sum);
        assert!(scales.faults().is_empty(), "{:?}", scales.faults());
        assert_eq!(scales.rate(&estimate(1, 30)).map(|r| (r.score, r.level)), Ok((31, 0)));
        assert_eq!(scales.rate(&estimate(2, 30)).map(|r| (r.score, r.level)), Ok((32, 1)));
    }

    #[test]
    fn a_grid_gives_the_level_of_its_cell_and_its_rank_as_score() {
        let method = grid();
        let scales = Scales::new(&method);
        assert!(scales.faults().is_empty(), "{:?}", scales.faults());
        assert_eq!(scales.rate(&estimate(1, 5)).map(|r| (r.score, r.level)), Ok((2, 1)));
        assert_eq!(scales.rate(&estimate(5, 1)).map(|r| (r.score, r.level)), Ok((3, 2)));
        assert_eq!(scales.rate(&estimate(5, 5)).map(|r| (r.score, r.level)), Ok((5, 4)));
    }

    #[test]
    fn a_grid_must_be_total_and_monotone() {
        let mut hole = grid();
        hole.grid[2].pop();
        assert!(Scales::new(&hole).faults()[0].problem.contains("row 3 of the grid has 4 cells for 5 impact values"));
        let mut falling = grid();
        falling.grid[3][4] = "2".into();
        assert!(Scales::new(&falling).faults()[0].problem.contains("the level falls to `2` at likelihood 4 and impact 5"));
        let mut unreached = grid();
        unreached.levels.push(level("6", None));
        assert!(Scales::new(&unreached).faults()[0].problem.contains("reaches the level `6`"));
    }

    #[test]
    fn dimensions_count_by_the_largest_and_unknown_ones_are_refused() {
        let mut method = grid();
        for step in &mut method.impact {
            let words = ["money", "people"].map(|name| (name.to_owned(), "words".to_owned()));
            step.meaning = Some(Meaning::ByDimension(words.into()));
        }
        let scales = Scales::new(&method);
        let by = |pairs: &[(&str, i64)]| Estimate {
            likelihood: 3,
            impact: Impact::ByDimension(pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()),
            rationale: None,
        };
        assert_eq!(scales.rate(&by(&[("money", 2), ("people", 4)])).unwrap().impact, 4);
        assert_eq!(scales.rate(&by(&[("weather", 2)])).unwrap_err().pointer, "/impact/weather");
        assert_eq!(scales.rate(&by(&[("money", 9), ("people", 4)])).unwrap_err().pointer, "/impact/money");
    }

    proptest! {
        /// Whatever the scale, from 2 to 10 steps each way: a rating exists exactly for values on it, and it never falls
        /// when likelihood or impact rises.
        #[test]
        fn any_scale_rates_all_its_values_and_no_others(
            likelihood in prop::collection::btree_set(-50_i64..50, 2..=10),
            impact in prop::collection::btree_set(0_i64..100, 2..=10),
            sum in any::<bool>(),
            outside in prop::sample::select(vec![i64::MIN, -1_000, 1_000, i64::MAX]),
        ) {
            let (likelihood, impact): (Vec<i64>, Vec<i64>) = (likelihood.into_iter().collect(), impact.into_iter().collect());
            let rule = if sum { ScoreRule::Sum } else { ScoreRule::Product };
            let method = method(&likelihood, &impact, rule, vec![level("low", Some(-10_000)), level("high", Some(40))]);
            let scales = Scales::new(&method);
            let level_at = |row: i64, column: i64| scales.rate(&estimate(row, column)).map(|rating| rating.level);
            for row in &likelihood {
                prop_assert!(level_at(*row, outside).is_err());
                for pair in impact.windows(2) {
                    if sum || *row >= 0 {
                        prop_assert!(level_at(*row, pair[0]).unwrap() <= level_at(*row, pair[1]).unwrap());
                    }
                }
            }
            prop_assert!(level_at(outside, impact[0]).is_err());
        }
    }
}
