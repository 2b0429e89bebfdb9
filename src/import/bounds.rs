//! What is to be reached at least or at most: by a sign, or by words before or behind the number.

use super::numbers::decimal;
use super::vocabulary::{BOUNDS, BOUNDS_BEHIND};
use super::words::{exactly, normal};

/// What stands before a value that is to be kept to.
const SIGNS: [(char, &str); 4] = [('>', "at-least"), ('≥', "at-least"), ('<', "at-most"), ('≤', "at-most")];

/// A value that is a floor or a ceiling, where that is said.
pub struct Bound<'t> {
    /// As records say it.
    pub direction: Option<&'static str>,
    /// The text from the number on.
    pub rest: &'t str,
}

/// What a text says of its number: `≥ 95 %`, `max. 4`, `95 % or more`.
pub fn bound(text: &str) -> Bound<'_> {
    let text = text.trim();
    if let Some((rest, direction)) = SIGNS.iter().find_map(|(sign, direction)| Some((text.strip_prefix(*sign)?, *direction))) {
        return Bound { direction: Some(direction), rest: rest.strip_prefix('=').unwrap_or(rest).trim_start() };
    }
    let begin = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let (before, rest) = text.split_at(begin);
    match exactly(BOUNDS, &normal(before)) {
        Some(direction) => Bound { direction: Some(direction), rest },
        None if normal(before).is_empty() => Bound { direction: behind(text), rest: text },
        None => Bound { direction: None, rest: text },
    }
}

/// The words at the end, behind the number and maybe its unit.
fn behind(text: &str) -> Option<&'static str> {
    let (_, rest) = decimal(text)?;
    let words = normal(rest);
    let ends = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    ends.into_iter().find_map(|at| exactly(BOUNDS_BEHIND, &words[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_words_say_which_way_a_number_counts() {
        for (text, direction, rest) in [
            ("≥ 95 %", Some("at-least"), "95 %"),
            (">= 95%", Some("at-least"), "95%"),
            ("≤ 4", Some("at-most"), "4"),
            ("max. 4", Some("at-most"), "4"),
            ("No more than 4", Some("at-most"), "4"),
            ("mind. 95 %", Some("at-least"), "95 %"),
            ("mindestens 95 %", Some("at-least"), "95 %"),
            ("höchstens 4", Some("at-most"), "4"),
            ("maximal 4 h", Some("at-most"), "4 h"),
            ("unter 4", Some("at-most"), "4"),
            ("au moins 95 %", Some("at-least"), "95 %"),
            ("au plus 4", Some("at-most"), "4"),
            ("al menos 95 %", Some("at-least"), "95 %"),
            ("como máximo 4", Some("at-most"), "4"),
            ("95 % or more", Some("at-least"), "95 % or more"),
            ("4 h max.", Some("at-most"), "4 h max."),
            ("95", None, "95"),
            ("about 95", None, "about 95"),
            ("none", None, "none"),
            ("4 of 5", None, "4 of 5"),
        ] {
            let found = bound(text);
            assert_eq!((found.direction, found.rest), (direction, rest), "{text}");
        }
    }
}
