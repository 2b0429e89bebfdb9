//! How a rating is written: as the method comes to it.

use super::scale::{Rating, Scales};
use crate::model::single::isms::ScoreRule;

/// Likelihood and impact: `2×5` where they are multiplied, `2+5` where they are added, `2, 5` where a grid is looked up or
/// nobody knows the method.
pub fn pair(rule: Option<ScoreRule>, likelihood: i64, impact: i64) -> String {
    match rule {
        Some(ScoreRule::Product) => format!("{likelihood}×{impact}"),
        Some(ScoreRule::Sum) => format!("{likelihood}+{impact}"),
        Some(ScoreRule::Grid) | None => format!("{likelihood}, {impact}"),
    }
}

/// A rating in full: `2×5 = 10 high`, `2+5 = 7 medium`, `2, 5 → medium`. A grid gives no score.
pub fn words(rule: ScoreRule, likelihood: i64, impact: i64, score: i64, level: &str) -> String {
    let pair = pair(Some(rule), likelihood, impact);
    match rule {
        ScoreRule::Product | ScoreRule::Sum => format!("{pair} = {score} {level}"),
        ScoreRule::Grid => format!("{pair} → {level}"),
    }
}

impl Scales<'_> {
    /// Score and level: `12 high`. A grid gives no score, so the place in it is said: `2, 5 → high`.
    pub fn brief(&self, rating: Rating) -> String {
        let level = &self.level(rating.level).name;
        match self.method().score {
            rule @ ScoreRule::Grid => words(rule, rating.likelihood, rating.impact, rating.score, level),
            ScoreRule::Product | ScoreRule::Sum => format!("{} {level}", rating.score),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_written_as_the_method_comes_to_it() {
        for (rule, written, alone) in [
            (ScoreRule::Product, "2×5 = 10 high", "2×5"),
            (ScoreRule::Sum, "2+5 = 10 high", "2+5"),
            (ScoreRule::Grid, "2, 5 → high", "2, 5"),
        ] {
            assert_eq!((words(rule, 2, 5, 10, "high"), pair(Some(rule), 2, 5)), (written.to_owned(), alone.to_owned()));
        }
        assert_eq!(pair(None, 2, 5), "2, 5");
    }
}
