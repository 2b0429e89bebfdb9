//! What users say of columns, held against the sheet and the fields that there are.

use super::field::Field;
use super::mapping::{Asked, MapError, Wish};
use super::rating::{self, STATES};
use super::settle::Pick;
use super::sheet::Sheet;
use super::words;
use crate::base::text::did_you_mean;

/// What a column may be mapped to in every sheet: the organisation's own fields, the notes, and nowhere.
pub const ANYWHERE: [&str; 3] = ["custom", "notes", "-"];
/// The notes of a record without the header of their column: where `notes` is a field of its own.
pub const NOTES: &str = "notes.text";
/// Which column is meant by its place, where its header stands several times: `column 4`.
pub const BY_PLACE: &str = "column ";

/// Where the cells of a column go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A field of the table, or an impact dimension such as `inherent.impact.legal`.
    Field(String),
    /// `custom:`, under this key.
    Custom(String),
    /// `notes:`, after the column's name.
    Notes,
    /// Nowhere, because the user said so.
    Out,
    /// Nowhere, because all its cells are empty.
    Empty,
}

/// Where the columns go that users speak of, by their places, and those of them that stand for fields.
///
/// # Errors
/// When there is no such column or field, or when two are one.
pub fn wished(sheet: &Sheet, fields: &'static [Field], asked: &Asked) -> Result<(Vec<Option<Goal>>, Vec<Pick>), MapError> {
    let mut goals: Vec<Option<Goal>> = vec![None; sheet.header.len()];
    let mut by_place: Vec<Option<&Wish>> = vec![None; sheet.header.len()];
    let mut picks: Vec<Pick> = Vec::new();
    for wish in &asked.maps {
        let index = column(sheet, wish)?;
        if let Some(other) = by_place[index].replace(wish).filter(|other| other.field != wish.field) {
            return Err(MapError::Again { at: wish.at.clone(), header: wish.header.clone(), other: other.header.clone() });
        }
        match wish.field.as_str() {
            "-" => goals[index] = Some(Goal::Out),
            "notes" => goals[index] = Some(Goal::Notes),
            "custom" => goals[index] = Some(Goal::Custom(String::new())),
            _ => {
                let field = field(fields, &wish.field, &wish.field_at)?;
                if let Some(other) = picks.iter().find(|pick| pick.field == field && pick.index != index) {
                    let headers = [other.index, index].map(|index| sheet.header[index].clone());
                    return Err(MapError::Twice { at: wish.field_at.clone(), field, headers });
                }
                let word = rating::state_of(&sheet.header[index]);
                picks.push(Pick { index, field, rank: 0, word, rating: None });
            }
        }
    }
    for values in &asked.values {
        field(fields, &values.field, &values.at)?;
    }
    Ok((goals, picks))
}

/// The column that a wish means.
fn column(sheet: &Sheet, wish: &Wish) -> Result<usize, MapError> {
    place(sheet, &wish.header).ok_or_else(|| MapError::NoHeader {
        at: wish.at.clone(),
        header: wish.header.clone(),
        near: did_you_mean(&wish.header, sheet.header.iter().map(String::as_str)).map(str::to_owned),
        headers: sheet.header.clone(),
    })
}

/// The column that a header means: by its very text, by the same words, or by its place, such as `column 4`.
pub fn place(sheet: &Sheet, header: &str) -> Option<usize> {
    let wanted = words::normal(header);
    let found = sheet.header.iter().position(|name| name == header.trim());
    let numbered = || header.strip_prefix(BY_PLACE)?.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < sheet.header.len());
    found.or_else(|| sheet.header.iter().position(|name| words::normal(name) == wanted)).or_else(numbered)
}

/// How the column at a place is named so that it is found again.
pub fn name(sheet: &Sheet, index: usize) -> String {
    let header = &sheet.header[index];
    if place(sheet, header) == Some(index) { header.clone() } else { format!("{BY_PLACE}{}", index + 1) }
}

/// The field that is meant; a dimension of an impact has a name of its own.
fn field(fields: &'static [Field], wish: &str, at: &str) -> Result<String, MapError> {
    let is_dimension = || {
        let impact = wish.split_once("impact.").filter(|(state, name)| {
            let state = state.strip_suffix('.').unwrap_or(state);
            (state.is_empty() || STATES.contains(&state)) && !name.is_empty()
        });
        impact.is_some() && fields.iter().any(|field| field.name == "impact")
    };
    let name = if wish == NOTES { "notes" } else { wish };
    if fields.iter().any(|field| field.name == name) || is_dimension() {
        return Ok(name.into());
    }
    let known = fields.iter().map(|field| field.name).chain(ANYWHERE).chain([NOTES]);
    Err(MapError::NoField { at: at.into(), field: wish.into(), near: did_you_mean(wish, known).map(str::to_owned) })
}
