//! Columns that are called by letters only: they may rate, and do not say so.

use super::axis::{Axis, axis_of_letter};
use super::grades::{is_number, is_of_scale};
use super::rating::is_of_security;
use super::words::tokens;

/// What states begin with: inherent, gross, brutto, current, net, residual, target.
const OF_STATES: [char; 7] = ['i', 'g', 'b', 'c', 'n', 'r', 't'];
/// The columns of single letters that stand for likelihood and impact. `C`, `I`, `A` are what security is about.
pub fn letters(header: &[String]) -> Vec<(usize, Axis)> {
    let letter = |header: &String| {
        let mut words: Vec<String> = tokens(header).into_iter().filter(|word| !is_number(word) && !is_of_scale(word)).collect();
        words.pop().filter(|_| words.is_empty())
    };
    let axis = |header: &String| axis_of_letter(&letter(header)?);
    let found: Vec<(usize, Axis)> = header.iter().enumerate().filter_map(|(index, header)| Some((index, axis(header)?))).collect();
    let has = |wanted: Axis| found.iter().any(|(_, axis)| *axis == wanted);
    let is_plain = !header.iter().any(|header| is_of_security(header));
    if has(Axis::Likelihood) && has(Axis::Impact) && is_plain { found } else { Vec::new() }
}

/// The columns of two letters, the first of them for a state and the second for a likelihood or impact: `IL`, `II`, `RL`, `RI`.
pub fn pairs(header: &[String]) -> Vec<(usize, Axis)> {
    let pair = |header: &String| {
        let word = header.trim().to_lowercase();
        let [state, axis] = word.chars().collect::<Vec<char>>()[..] else { return None };
        Some((state, axis_of_letter(&axis.to_string())?)).filter(|(state, _)| OF_STATES.contains(state))
    };
    let found: Vec<(usize, char, Axis)> =
        header.iter().enumerate().filter_map(|(index, header)| pair(header).map(|(state, axis)| (index, state, axis))).collect();
    let is_paired = |(_, state, axis): &&(usize, char, Axis)| found.iter().any(|(_, other, of)| other == state && of != axis);
    found.iter().filter(is_paired).map(|(index, _, axis)| (*index, *axis)).collect()
}
