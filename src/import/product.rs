//! Ratings that are written as what they are made of: `4x5=20` in a column `Rating (LxI)`.

use super::axis::{Axis, axis_of_letter};
use super::field::{Headers, Place};
use super::rating::{Said, State, result, said};
use super::words::normal;
use std::collections::BTreeSet;

/// What stands between two factors.
const TIMES: [char; 4] = ['x', '×', '*', '·'];

/// A product with its factors, as they stand in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    pub factors: [i64; 2],
    /// What the cell says comes of them, if it does.
    pub result: Option<i64>,
}

impl Product {
    /// What comes of the factors; None where the cell says otherwise.
    pub fn value(self) -> Option<i64> {
        let value = self.factors[0].checked_mul(self.factors[1])?;
        self.result.is_none_or(|result| result == value).then_some(value)
    }
}

/// The product that a cell is: `4x5=20`, `4 × 5`, `20 (4x5)`, `4 * 5 (20)`.
pub fn product(cell: &str) -> Option<Product> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let bracketed = || plain.strip_suffix([')', ']'])?.split_once(['(', '[']);
    let (one, other) = match plain.split_once('=').or_else(bracketed) {
        Some((one, other)) if !one.is_empty() => (one, Some(other)),
        Some((_, other)) => (other, None),
        None => (&*plain, None),
    };
    let of = |text: &str, result: Option<&str>| {
        let result = match result {
            Some(result) => Some(result.parse().ok()?),
            None => None,
        };
        Some(Product { factors: factors(text)?, result })
    };
    of(one, other).or_else(|| of(other?, Some(one)))
}

fn factors(text: &str) -> Option<[i64; 2]> {
    let (one, other) = text.split_once(TIMES)?;
    Some([one.parse().ok()?, other.parse().ok()?])
}

/// Which factor stands for which scale below a header that says it: `Rating (LxI)`, `Likelihood × impact`.
pub fn order(header: &str) -> Option<[Axis; 2]> {
    divided(header).map(|(order, _)| order)
}

/// The score that a header names beside what it is made of.
pub fn field(headers: &Headers, header: &str) -> Option<Place> {
    let (_, rest) = divided(header)?;
    let rest = if rest.is_empty() || rest == "risk" { "score" } else { &*rest };
    let stated = || {
        let (state, part) = result(&format!("{rest} score"))?;
        let field = headers.fields.iter().find(|field| field.name == format!("{}.{part}", state.name()))?;
        Some((field.name, field.headers.len()))
    };
    headers.find(rest).filter(|(field, _)| field.ends_with("score")).or_else(stated)
}

/// The state of such a score, where its other words tell it: `After LxI`.
pub fn state(header: &str) -> Option<State> {
    let (_, rest) = divided(header)?;
    result(&format!("{rest} score")).map(|(state, _)| state)
}

/// The order of the factors that a header names, and its other words.
fn divided(header: &str) -> Option<([Axis; 2], String)> {
    let spaced = header.to_lowercase().replace(&TIMES[1..], " x ");
    let words = normal(&spaced);
    // `lxi` is three words.
    let apart = |word: &str| match word.chars().collect::<Vec<_>>()[..] {
        [one, 'x', other] => format!("{one} x {other}"),
        _ => word.to_owned(),
    };
    let words = words.split(' ').map(apart).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = words.split(' ').collect();
    let at = words.iter().position(|word| *word == "x").filter(|at| *at > 0)?;
    let order = [axis(words[at - 1])?, axis(words.get(at + 1)?)?];
    let rest = [&words[..at - 1], &words[at + 2..]].concat().join(" ");
    (order[0] != order[1]).then_some((order, rest))
}

fn axis(word: &str) -> Option<Axis> {
    let named = match said(word, &BTreeSet::new()) {
        Said::Rating(rating) if !rating.is_short => Some(rating.axis),
        _ => None,
    };
    named.or_else(|| axis_of_letter(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_read_with_its_factors() {
        for (cell, result) in [
            ("4x5=20", Some(20)),
            ("4 x 5", None),
            ("4 × 5 = 20", Some(20)),
            ("20 (4x5)", Some(20)),
            ("20 = 4*5", Some(20)),
            ("4 * 5 (20)", Some(20)),
            ("(4X5)", None),
            ("[4·5]", None),
        ] {
            assert_eq!(product(cell), Some(Product { factors: [4, 5], result }), "{cell}");
        }
        assert_eq!(product("4x5=21").unwrap().value(), None);
        for cell in ["", "20", "4x", "x5", "4x5x2", "4x5=", "4x5=high", "4-5", "a x b", "20 (4x5) x", "high (4x5)"] {
            assert_eq!(product(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_header_says_which_factor_is_which() {
        let (likelihood, impact) = (Axis::Likelihood, Axis::Impact);
        for header in ["Rating (LxI)", "L x I", "P*I", "Score = L × I", "Likelihood x Impact", "Wahrscheinlichkeit × Auswirkung", "W·S"]
        {
            assert_eq!(order(header), Some([likelihood, impact]), "{header}");
        }
        assert_eq!(order("Risk (I x L)"), Some([impact, likelihood]));
        for header in ["Rating", "Rating (LI)", "LxL", "x", "Matrix", "Rating (AxB)", "I x"] {
            assert_eq!(order(header), None, "{header}");
        }
    }
}
