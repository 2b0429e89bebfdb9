//! Whether a column of ratings is on the method's scales: by the numbers and words of its header, and by its cells.

use super::axis::axis_of_letter;
use super::conversion::Scale;
use super::grades::{HIGH, LETTERS, LOW, MIDDLE, is_number, is_of_scale};
use super::mapping::Unclear;
use super::measures::{Axis, Measures, Steps};
use super::numbers;
use super::product::product;
use super::sheet::{Sheet, short};
use super::words::{self, tokens};

/// Why a column is not on the method's scale, if its header or its cells tell.
pub fn scale_fault(sheet: &Sheet, index: usize, steps: &Steps<'_>) -> Option<String> {
    header_fault(&sheet.header[index], steps).map(|off| off.told().to_owned()).or_else(|| cells_fault(sheet, index, steps))
}

const REVERSED: &str = "its scale runs the other way";

/// How a header tells of another scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    Reversed,
    Other,
}

impl Off {
    /// As is said of ratings.
    fn told(self) -> &'static str {
        match self {
            Off::Reversed => REVERSED,
            Off::Other => "its scale is not the method's",
        }
    }
}

/// How a header tells of another scale than one with these steps, if it does.
pub fn header_fault(header: &str, steps: &Steps<'_>) -> Option<Off> {
    if header.contains(['%', '€', '$', '£']) {
        return Some(Off::Other);
    }
    let words: Vec<String> = tokens(header).into_iter().filter(|word| is_number(word) || is_of_scale(word)).collect();
    let numbers: Vec<i64> = words.iter().filter(|word| is_number(word)).map(|word| word.parse().unwrap_or(i64::MAX)).collect();
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let (low, high) = (numbers.iter().copied().min()?, numbers.iter().copied().max()?);
    if numbers.len() == 1 {
        return header_with_one(first, &words, steps);
    }
    if steps.ends().is_some_and(|ends| (low, high) != ends) {
        return Some(Off::Other);
    }
    // A word belongs to the number before it, unless the header begins with a word.
    let is_after = words.iter().find(|word| is_number(word) || LOW.contains(&word.as_str()) || HIGH.contains(&word.as_str()));
    let is_after = is_after.is_some_and(|word| is_number(word));
    let ordered: Vec<&str> =
        if is_after { words.iter().map(String::as_str).collect() } else { words.iter().rev().map(String::as_str).collect() };
    let (mut number, mut has_words) = (0, false);
    for word in ordered {
        if is_number(word) {
            number = word.parse().unwrap_or(i64::MAX);
        } else if LOW.contains(&word) || HIGH.contains(&word) {
            has_words = true;
            if (LOW.contains(&word) && number == high && low != high) || (HIGH.contains(&word) && number == low && low != high) {
                return Some(Off::Reversed);
            }
        }
    }
    (!has_words && first > last).then_some(Off::Reversed)
}

/// One number with words around it, in whatever order: `5 = rare`, `rare 5`. It may also be the highest step.
fn header_with_one(number: i64, words: &[String], steps: &Steps<'_>) -> Option<Off> {
    let (lowest, highest) = steps.ends().unwrap_or((1, number.max(2)));
    let has = |grades: &[&str]| words.iter().any(|word| grades.contains(&word.as_str()));
    match (has(&LOW), has(&HIGH)) {
        (true, false) if number == highest => Some(Off::Reversed),
        (false, true) if number == lowest => Some(Off::Reversed),
        (true, false) if number == lowest => None,
        _ => (number != highest).then_some(Off::Other),
    }
}

/// The number of a cell beside the label of a step, and that step.
fn beside(cell: &str, steps: &Steps<'_>) -> Option<(i64, i64)> {
    let (number, _, beside) = numbers::share(cell).filter(|_| steps.labelled(cell).is_none())?;
    Some((number, steps.labelled(&beside)?))
}

/// What a cell of a column says twice and not alike: a number, and the label of another step.
pub fn slip(sheet: &Sheet, index: usize, steps: &Steps<'_>) -> Option<String> {
    let differs = |cell: &str| beside(cell, steps).filter(|(number, step)| number != step);
    let (cell, (number, step)) = sheet.distinct(index).find_map(|cell| Some((cell, differs(cell)?)))?;
    let row = sheet.rows.iter().find(|row| row.cells[index] == cell)?;
    let place = sheet.marks.place(&sheet.name, row.line, index + 1);
    Some(format!("{place}: `{}` says {number}, and its words are step {step}", short(&row.cells[index])))
}

/// Cells that name our steps are on our scale, and one that is not is a slip; a column of bare numbers beyond it is not.
pub fn cells_fault(sheet: &Sheet, index: usize, steps: &Steps<'_>) -> Option<String> {
    let (lowest, highest) = steps.ends()?;
    let (mut beyond, mut is_ours) = (None, false);
    let (mut low, mut high) = (i64::MIN, i64::MAX);
    for cell in sheet.distinct(index) {
        let is_label = steps.labelled(cell).is_some();
        is_ours |= is_label || beside(cell, steps).is_some_and(|(number, step)| number == step);
        if beyond.is_none() && is_beyond(cell, steps) {
            beyond = Some(cell);
        }
        let Some(number) = numbers::whole_number(cell) else { continue };
        let label: String = words::normal(cell).trim_matches(|c: char| c.is_ascii_digit() || c == ' ').into();
        if label.split(' ').any(|word| LOW.contains(&word)) {
            low = low.max(number);
        }
        if label.split(' ').any(|word| HIGH.contains(&word)) {
            high = high.min(number);
        }
    }
    if low > high {
        return Some(REVERSED.into());
    }
    let Some(cell) = beyond.filter(|_| !is_ours) else { return words_fault(sheet, index, steps) };
    Some(format!("`{}` is not on the method's scale from {lowest} to {highest}", short(cell)))
}

/// A column that grades in words, none of which is a step of the method.
fn words_fault(sheet: &Sheet, index: usize, steps: &Steps<'_>) -> Option<String> {
    let is_step = |cell: &str| numbers::whole_number(cell).is_some() || numbers::share(cell).is_some() || steps.labelled(cell).is_some();
    let mut graded = sheet.distinct(index).filter(|cell| grades(cell));
    let cell = graded.next().filter(|_| !sheet.distinct(index).any(is_step))?;
    Some(format!("`{}` names no step of the method; `values:` of a map says which step is recorded for each word", short(cell)))
}

/// Whether a cell is words that grade and nothing else, or letters that stand for them.
fn grades(cell: &str) -> bool {
    let words = tokens(cell);
    let is_grade = |word: &String| {
        let word = word.as_str();
        LOW.contains(&word) || MIDDLE.contains(&word) || HIGH.contains(&word) || LETTERS.contains(&word)
    };
    words.iter().any(is_grade) && words.iter().all(|word| is_grade(word) || is_of_scale(word))
}

/// A number that is no step; one between two steps is no value, but says nothing of the scale.
pub fn is_beyond(cell: &str, steps: &Steps<'_>) -> bool {
    let Some((lowest, highest)) = steps.ends() else { return false };
    if let Some((_, Some(all), beside)) = numbers::share(cell)
        && (beside.is_empty() || steps.labelled(&beside).is_some())
    {
        return all != highest;
    }
    match numbers::whole_number(cell) {
        Some(number) => !steps.has(number),
        None => cell.ends_with('%') && decimal(cell).is_some() || decimal(cell).is_some_and(|n| n < lowest as f64 || n > highest as f64),
    }
}

fn decimal(cell: &str) -> Option<f64> {
    let text = cell.trim_end_matches('%').trim_end();
    text.starts_with(|c: char| c.is_ascii_digit()).then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// Why a column is not on the scale that was said to be the sheet's, if its cells tell: nothing of it is converted then.
pub fn conversion_fault(sheet: &Sheet, index: usize, scale: &Scale, steps: &Steps<'_>) -> Option<String> {
    let values = steps.values();
    sheet.distinct(index).find_map(|cell| {
        let named = steps.labelled(cell.trim_matches(|c: char| !c.is_alphabetic()));
        match (scale.convert(cell, &values), named) {
            (Some(value), Some(named)) if value != named => {
                Some(format!("`{}` names step {named} of the method, and by the scale it would be {value}", short(cell)))
            }
            (None, _) if cell.contains(|c: char| c.is_ascii_digit()) => {
                Some(format!("`{}` is not on the scale from {} that was asked for", short(cell), scale.ends()))
            }
            _ => None,
        }
    })
}

/// What a user writes so that columns on other scales are converted, with what becomes of their values; None if there are no
/// such columns, or if nobody can say on which scale they are.
pub fn asked_for(sheet: &Sheet, unclear: &[Unclear], measures: &Measures<'_>) -> Option<String> {
    let of_axis = |axis: Axis| {
        let column = unclear.iter().find(|column| column.of_scale && column.part == axis.name())?;
        let steps = measures.steps(axis);
        let written = likely(sheet, column, steps)?;
        let table = Scale::parse(&written).ok()?.table(&steps.values());
        Some((axis.name(), written, table))
    };
    let found: Vec<_> = [Axis::Likelihood, Axis::Impact].into_iter().filter_map(of_axis).collect();
    match &found[..] {
        [] => None,
        [(_, first, table), (_, second, other)] if first == second && table == other => Some(format!("`--scale {first}` ({table})")),
        all => {
            let each = all.iter().map(|(axis, written, table)| format!("`--scale {axis}={written}` ({table})"));
            Some(each.collect::<Vec<_>>().join(" and "))
        }
    }
}

/// The scale that a column may be on: the method's the other way round, that of its header, or the usual one of its numbers.
fn likely(sheet: &Sheet, column: &Unclear, steps: &Steps<'_>) -> Option<String> {
    if column.why == REVERSED {
        return steps.ends().map(|(lowest, highest)| format!("{highest}-{lowest}"));
    }
    let words = tokens(&sheet.header[column.index]);
    let named: Vec<i64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if let [low @ (0 | 1), high] = named[..]
        && high > low
    {
        return Some(if low == 1 { high.to_string() } else { format!("{low}-{high}") });
    }
    let number = |cell: &str| numbers::whole_number(cell).or_else(|| numbers::share(cell)?.1).map(|n| n as f64).or_else(|| decimal(cell));
    let numbers = || sheet.distinct(column.index).filter_map(number);
    if sheet.distinct(column.index).any(|cell| cell.ends_with('%')) {
        return None;
    }
    let has_parts = numbers().any(|number| number.fract() > 0.0);
    let highest = numbers().fold(0.0, f64::max);
    if highest == 0.0 {
        return None;
    }
    match has_parts {
        true => (highest <= 1.0).then(|| "1.0".to_owned()),
        false => [3, 4, 5, 6, 10, 100].into_iter().find(|most| highest <= f64::from(*most)).map(|most| most.to_string()),
    }
}

/// Whether any cell of a column is a value of a scale: a number, one of the method's words, or one that grades.
pub fn has_values(sheet: &Sheet, index: usize, measures: &Measures<'_>) -> bool {
    sheet.distinct(index).any(|cell| {
        let is_number = numbers::whole_number(cell).is_some() || decimal(cell).is_some() || product(cell).is_some();
        is_number || is_share(cell, measures) || measures.names(cell) || grades(cell)
    })
}

/// Whether a cell is a number out of a highest one, or beside the label of a step.
pub fn is_share(cell: &str, measures: &Measures<'_>) -> bool {
    numbers::share(cell).is_some_and(|(_, of, beside)| (of.is_some() && beside.is_empty()) || measures.names(&beside))
}

/// Whether any cell of a column is a number behind the letter of a scale, such as `L4`.
pub fn has_lettered(sheet: &Sheet, index: usize, axis: Axis) -> bool {
    sheet.distinct(index).any(|cell| numbers::share(cell).is_some_and(|(_, _, beside)| axis_of_letter(&beside) == Some(axis)))
}
