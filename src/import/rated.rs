//! Which columns of a sheet are ratings, and of which that is in doubt.

use super::letters;
use super::mapping::Unclear;
use super::measures::{Axis, Measures};
use super::numbers;
use super::rating::{self, Rating, Said};
use super::scale;
use super::settle::{Pick, Rated, is_rating};
use super::sheet::Sheet;
use std::collections::HashMap;

/// The rating that a column is, or why it is none; an unclear header above anything but values is no rating.
pub fn rated(
    sheet: &Sheet,
    index: usize,
    said: &[Said],
    known: Option<&str>,
    measures: &Measures<'_>,
) -> Option<Result<Pick, Option<Unclear>>> {
    let header = &sheet.header[index];
    let (axis, field, word, is_largest) = match &said[index] {
        // Beside one that is written out it is something else.
        Said::Rating(rating) if rating.is_short && rating::is_written_out(rating, said) => return None,
        Said::Rating(rating) if rating.is_short && !is_paired(sheet, rating, said) => {
            let is_free = known.is_none() && scale::has_values(sheet, index, measures);
            let why = "alone it does not say what it stands for";
            return is_free.then(|| Err(Some(Unclear::new(index, rating.axis.name(), why))));
        }
        Said::Rating(rating) => {
            let state = rating.state.map_or(String::new(), |state| format!("{}.", state.name()));
            (rating.axis, format!("{state}{}", rating.part), rating.state, rating.is_largest)
        }
        &Said::Unclear(axis) => match known {
            Some(field) => (axis, field.to_owned(), rating::state_of(header), false),
            None => {
                let why = "it does not plainly say likelihood or impact, and in which state";
                return Some(Err(scale::has_values(sheet, index, measures).then(|| Unclear::new(index, axis.name(), why))));
            }
        },
        Said::Nothing => return None,
    };
    let dimension = field.split_once("impact.").map(|(_, name)| name);
    // There are also impacts in prose.
    let is_number = |cell: &str| numbers::whole_number(cell).is_some() || scale::is_share(cell, measures) || measures.converts(axis, cell);
    if dimension.is_some() && !sheet.distinct(index).all(is_number) {
        let why = "not all its cells are numbers";
        return Some(Err(scale::has_values(sheet, index, measures).then(|| Unclear::new(index, axis.name(), why))));
    }
    if rating::has_year(header) {
        return Some(Err(Some(Unclear::new(index, axis.name(), "a year does not say which state it rates"))));
    }
    let is_of_method = measures.scales.of(axis).is_none();
    if let Some(why) = scale::slip(sheet, index, measures.steps(axis)).filter(|_| is_of_method) {
        return Some(Err(Some(Unclear::slip(index, axis.name(), why))));
    }
    if let Some(why) = scale::scale_fault(sheet, index, measures.steps(axis)).filter(|_| is_of_method) {
        return Some(Err(Some(Unclear::of_scale(index, axis.name(), why))));
    }
    let is_invented = dimension.is_some_and(|name| !measures.dimensions.contains(name));
    Some(Ok(Pick { index, field, rank: 1, word, rating: Some(Rated { axis, is_largest, is_invented }) }))
}

/// The columns among some that have the name of another, which programs count where they find it twice: `Likelihood.1`.
pub fn twins(sheet: &Sheet, free: &[usize]) -> Vec<usize> {
    let name = |index: &usize| {
        let header = sheet.header[*index].trim();
        let counted = header
            .rsplit_once('.')
            .filter(|(name, count)| !name.is_empty() && !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()));
        counted.map_or(header, |(name, _)| name).to_lowercase()
    };
    let is_twin = |index: &usize| free.iter().any(|other| other != index && name(other) == name(index));
    free.iter().copied().filter(is_twin).collect()
}

/// Columns of ratings that are not on the scale which was said to be the sheet's.
pub fn off_scale(sheet: &Sheet, by_field: &HashMap<String, usize>, measures: &Measures<'_>) -> Vec<Unclear> {
    let rated = by_field.iter().filter(|(field, _)| is_rating(field));
    let fault = |(field, index): (&String, &usize)| {
        let axis = if field.ends_with("likelihood") { Axis::Likelihood } else { Axis::Impact };
        let why = scale::conversion_fault(sheet, *index, measures.scales.of(axis)?, measures.steps(axis))?;
        Some(Unclear::of_scale(*index, axis.name(), why))
    };
    rated.filter_map(fault).collect()
}

/// Whether an abbreviation stands beside one of the other scale, and not beside `C`, which makes `I` integrity.
fn is_paired(sheet: &Sheet, rating: &Rating, said: &[Said]) -> bool {
    rating::has_fellow(rating, said) && !sheet.header.iter().any(|header| rating::is_of_security(header))
}

/// Columns that may be ratings though they do not say so: single letters, and scores of a state beside ratings without one.
pub fn doubted(sheet: &Sheet, free: &[usize], picks: &[Pick], measures: &Measures<'_>) -> Vec<Unclear> {
    let is_open = |index: usize| free.contains(&index) && picks.iter().all(|pick| pick.index != index);
    let has_plain = picks.iter().any(|pick| pick.rating.is_some() && pick.word.is_none());
    let letters = letters::letters(&sheet.header).into_iter().chain(letters::pairs(&sheet.header));
    let letters = letters.map(|(index, axis)| (index, axis.name(), "a letter does not say what it stands for"));
    let hints = (0..sheet.header.len()).filter(|index| has_plain && rating::hints_at_state(&sheet.header[*index]));
    let hints = hints.map(|index| (index, "score", "it may tell of another state than the ratings beside it, which name none"));
    let doubted = letters.chain(hints).filter(|(index, ..)| is_open(*index) && scale::has_values(sheet, *index, measures));
    doubted.map(|(index, part, why)| Unclear::new(index, part, why)).collect()
}

/// A column in prose is no rating if another column is one on the same scale.
pub fn without_prose(sheet: &Sheet, mut picks: Vec<Pick>, measures: &Measures<'_>) -> Vec<Pick> {
    let is_lettered = |pick: &Pick| pick.rating.is_some_and(|rated| scale::has_lettered(sheet, pick.index, rated.axis));
    let has_cells = |pick: &Pick| sheet.column(pick.index).next().is_some();
    let is_prose = |pick: &Pick| has_cells(pick) && !scale::has_values(sheet, pick.index, measures) && !is_lettered(pick);
    let axes = picks.iter().filter_map(|pick| Some((pick, pick.rating?.axis)));
    let valued: Vec<Axis> = axes.filter(|(pick, _)| !is_prose(pick)).map(|(_, axis)| axis).collect();
    picks.retain(|pick| pick.rating.is_none_or(|rated| !valued.contains(&rated.axis) || !is_prose(pick)));
    picks
}
