//! Which step of a scale a cell means where its number stands beside words: `(4) Likely`, `4 out of 5`, `L4`.

use super::axis::{Axis, axis_of_letter};
use super::grades::grade;
use super::measures::labelled;
use super::numbers::{out_of, share, whole_number};
use super::words::normal;

/// Why a cell means no step.
#[derive(Debug, PartialEq, Eq)]
pub enum Why {
    /// It names none.
    None,
    /// Its number is not that of its label.
    Differs { number: i64, label: i64 },
}

impl Why {
    /// As is said of the cell.
    pub fn told(&self) -> String {
        match self {
            Why::None => "is no value of the method's scale".into(),
            Why::Differs { number, label } => format!("says {number}, and its words are step {label} of the method's scale"),
        }
    }
}

/// The step that a cell means: its number where that is on the scale and its words are not those of another step. A number
/// that only stands beside words counts where they are its label, and behind a letter where that stands for the scale.
///
/// # Errors
/// Why it means none.
pub fn step(axis: Axis, steps: &[(i64, &str)], cell: &str) -> Result<i64, Why> {
    if let Some(value) = whole_name(steps, cell) {
        return Ok(value);
    }
    let highest = steps.iter().map(|(value, _)| *value).max();
    let Some((number, of, beside)) = share(cell) else { return labelled(steps, cell).ok_or(Why::None) };
    let label = labelled(steps, &beside);
    if of.is_some() && of != highest {
        return Err(Why::None);
    }
    if let Some(label) = label.filter(|label| *label != number) {
        return Err(Why::Differs { number, label });
    }
    let is_plain = || whole_number(cell).is_some() || out_of(cell).is_some();
    let is_named = label.is_some() || axis_of_letter(&beside) == Some(axis) || is_plain();
    let is_step = is_named && steps.iter().any(|(value, _)| *value == number);
    if is_step { Ok(number) } else { labelled(steps, cell).ok_or(Why::None) }
}

/// Whether the words beside a number are neither its label nor the letter of its scale, and do not grade either.
pub fn says_more(axis: Axis, steps: &[(i64, &str)], cell: &str) -> bool {
    let Some((_, _, beside)) = share(cell).filter(|_| whole_name(steps, cell).is_none()) else { return false };
    let is_known = || labelled(steps, &beside).is_some() || axis_of_letter(&beside) == Some(axis) || grade(&beside);
    !beside.is_empty() && !is_known()
}

/// The step whose label is all of a cell, even one with a number of its own.
fn whole_name(steps: &[(i64, &str)], cell: &str) -> Option<i64> {
    let label = normal(cell);
    let is_number = label.chars().all(|c| c.is_ascii_digit() || c == ' ');
    steps.iter().find(|(_, name)| !is_number && normal(name) == label).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [(i64, &str); 5] = [(1, "Rare"), (2, "Unlikely"), (3, "Possible"), (4, "Likely"), (5, "Almost certain")];

    #[test]
    fn a_number_beside_its_label_or_its_highest_is_its_step() {
        for cell in [
            "4",
            "4,0",
            "Likely",
            "(4) Likely",
            "[4] Likely",
            "4 Likely",
            "4. Likely",
            "4) Likely",
            "Likely 4",
            "Likely (4)",
            "Likely – 4",
            "Likely/4",
            "4/Likely",
            "4 / Likely",
            "4 | Likely",
            "4\nLikely",
            "4_Likely",
            "Likely, 4",
            "4, likely",
            "4 = LIKELY",
            "4 → Likely",
            "4 out of 5",
            "4/5",
            "4 of 5",
            "4 von 5",
            "4 sur 5",
            "4 de 5",
            "4 sobre 5",
            "(4/5)",
            "4 Out Of 5",
            "4 (of 5)",
            "4/5 (Likely)",
            "Likely (4/5)",
            "4 of 5 – Likely",
            "Likely, 4 out of 5",
            "L4",
            "l 4",
            "L-4",
            "L: 4",
            "P4",
            "W4",
            "L4/5",
            "L4 (Likely)",
            "L4 - Likely",
            "Wahrscheinlich (4)",
            "4 wahrscheinlich",
        ] {
            assert_eq!(step(Axis::Likelihood, &STEPS, cell), Ok(4), "{cell}");
        }
        assert_eq!(step(Axis::Likelihood, &STEPS, "(5) Almost certain"), Ok(5));
        assert_eq!(step(Axis::Impact, &[(3, "Major")], "I3"), Ok(3));
    }

    #[test]
    fn what_may_be_something_else_is_none() {
        for cell in [
            "",
            "(4)",
            "-4",
            "-4 Likely",
            "4?",
            "4 Likely?",
            "~4 Likely",
            ">4",
            "4 %",
            "4-5",
            "4 or 5 Likely",
            "4/10",
            "4 of 10",
            "4/3",
            "4 out of 5 out of 5",
            "I4",
            "Q4",
            "4 months",
            "4 per year",
            "4.5 Likely",
            "6",
            "L6",
            "6/5",
            "4/5 boxes",
            "4 from 5",
            "4 5",
            "4/5/5",
        ] {
            assert_eq!(step(Axis::Likelihood, &STEPS, cell), Err(Why::None), "{cell}");
        }
    }

    #[test]
    fn a_number_that_is_another_than_its_label_is_none() {
        for cell in ["(4) Possible", "4 Possible", "4 - Possible", "Possible (4)", "4/5 Possible", "Possible – 4"] {
            assert_eq!(step(Axis::Likelihood, &STEPS, cell), Err(Why::Differs { number: 4, label: 3 }), "{cell}");
        }
    }

    #[test]
    fn labels_with_numbers_of_their_own_are_whole() {
        let steps = [(1, "Level 2"), (2, "Level 1")];
        assert_eq!(step(Axis::Impact, &steps, "Level 2"), Ok(1));
    }
}
