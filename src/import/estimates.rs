//! The ratings of a risk as a sheet has them, in columns of their own or in one cell with what comes of them, and what it says
//! follows from them.

use super::draft::Draft;
use super::measures::Axis;
use super::numbers;
use super::product;
use super::proposal::{Claim, Claimed};
use super::rating::STATES;
use super::record::Record;
use super::row::{Cell, Cells};
use super::sheet::short;
use super::words;
use crate::edit::value::{Map, Value};

/// The three states. What a sheet rates as remaining is also what is expected, unless it has a target of its own.
pub fn estimates(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    let inherent = estimate(draft, cells, "inherent", record);
    let current = estimate(draft, cells, "current", record);
    let target = estimate(draft, cells, "residual", record);
    let residual = if cells.columns.today_is_expected { current.clone() } else { target };
    let rationale = cells.get("rationale");
    let current = match (current, rationale) {
        (Some(mut current), Some(cell)) => {
            let names_itself = words::normal(cell.header).contains("rationale");
            current.put("rationale", if names_itself { cell.text.into() } else { format!("{}: {}", cell.header, cell.text) });
            Some(current)
        }
        (current, cell) => {
            if let Some(cell) = cell {
                record.note(cell.header, cell.text);
            }
            current
        }
    };
    record.fields.put_some("inherent", inherent);
    record.fields.put_some("current", current);
    record.fields.put_some("residual", residual);
}

fn estimate(draft: &mut Draft<'_>, cells: Cells<'_>, state: &'static str, record: &mut Record) -> Option<Map> {
    if let Some(estimate) = factored(draft, cells, state) {
        return Some(estimate);
    }
    let likelihood = value(draft, cells.get(&format!("{state}.likelihood")), Axis::Likelihood, record);
    let overall = value(draft, cells.get(&format!("{state}.impact")), Axis::Impact, record);
    let mut dimensions = Map::default();
    let mut largest = None;
    for (name, column) in cells.columns.dimensions(state) {
        let cell = cells.at(column);
        let Some(impact) = value(draft, cell, Axis::Impact, record) else { continue };
        largest = largest.max(Some(impact));
        if draft.ratings.by_dimension {
            dimensions.put(name, impact);
        } else if let Some(cell) = cell {
            record.keep(&words::key(cell.header), impact);
        }
    }
    let impact = if dimensions.is_empty() { overall.or(largest).map(Value::from) } else { Some(dimensions.into()) };
    match (likelihood, impact) {
        (Some(likelihood), Some(impact)) => {
            draft.rated.extend(["likelihood", "impact"].iter().filter_map(|part| cells.columns.of(&format!("{state}.{part}"))));
            draft.rated.extend(cells.columns.dimensions(state).into_iter().map(|(_, column)| column));
            Some(Map(vec![("likelihood".into(), likelihood.into()), ("impact".into(), impact)]))
        }
        (None, None) => None,
        (likelihood, _) => {
            halved(draft, cells, state, likelihood.is_some(), record);
            None
        }
    }
}

/// A rating in one cell with what comes of it, as `4x5=20`, where no columns of their own have the two and the header says
/// which is which.
fn factored(draft: &mut Draft<'_>, cells: Cells<'_>, state: &str) -> Option<Map> {
    let has = |part: &str| cells.columns.of(&format!("{state}.{part}")).is_some();
    let cell = cells.get(&format!("{state}.score"))?;
    if has("likelihood") || has("impact") || !cells.columns.dimensions(state).is_empty() {
        return None;
    }
    let (order, product) = product::order(cell.header).zip(product::product(cell.text))?;
    let mut values = Map::default();
    for axis in [Axis::Likelihood, Axis::Impact] {
        let factor = product.factors[usize::from(order[0] != axis)];
        // What does not fit is told as the score that it is.
        values.put(axis.name(), draft.ratings.value(axis, &factor.to_string()).ok()?);
    }
    product.value()?;
    draft.rated.insert(cell.number - 1);
    Some(values)
}

/// Half a judgement is none: what there is of it is kept in the notes.
fn halved(draft: &mut Draft<'_>, cells: Cells<'_>, state: &str, has_likelihood: bool, record: &mut Record) {
    let (has, lacks) = if has_likelihood { ("likelihood", "impact") } else { ("impact", "likelihood") };
    let mut columns: Vec<usize> = cells.columns.of(&format!("{state}.{has}")).into_iter().collect();
    if !has_likelihood {
        columns.extend(cells.columns.dimensions(state).into_iter().map(|(_, column)| column));
    }
    for cell in columns.into_iter().filter_map(|column| cells.at(column)) {
        draft.doubt(cell, state, &format!("is {has} without {lacks}, which makes no {state} rating"), record);
    }
}

/// A value of the method's scale.
fn value(draft: &mut Draft<'_>, cell: Option<Cell<'_>>, axis: Axis, record: &mut Record) -> Option<i64> {
    let cell = cell?;
    match draft.ratings.value(axis, cell.text) {
        Ok(value) => {
            if draft.ratings.says_more(axis, cell.text) {
                draft.misfit(cell, &format!("is read as `{value}`, and its words are no step of the method"), record);
                draft.unread(cell);
            }
            Some(value)
        }
        Err(why) => {
            draft.misfit(cell, &why.told(), record);
            draft.unread(cell);
            None
        }
    }
}

/// What the sheet says follows from its numbers, to be compared with what we say. Where there is no rating that it could
/// follow from, it is all that is known, and stays.
pub fn claims(draft: &mut Draft<'_>, cells: Cells<'_>, record: &mut Record) {
    for state in STATES {
        for (part, what) in [("impact", Claimed::Impact), ("score", Claimed::Score), ("level", Claimed::Level)] {
            let Some(cell) = cells.get(&format!("{state}.{part}")) else { continue };
            if what == Claimed::Impact && cells.columns.dimensions(state).is_empty() {
                continue;
            }
            if record.fields.get(state).is_none() {
                record.note(cell.header, cell.text);
                // A rating that was not read is told as that.
                if !is_rated(cells, state) {
                    draft.unread(cell);
                }
            }
            if what != Claimed::Level && !cells.columns.scales.is_empty() {
                continue;
            }
            let Cell { text, line, number, .. } = cell;
            // A risk that is a number is its score.
            let what = if what == Claimed::Level && numbers::is_number(text) { Claimed::Score } else { what };
            draft.proposal.claims.push(Claim { risk: record.id.clone(), state, what, text: short(text), line, cell: number });
        }
    }
}

/// Whether a row has cells of ratings in a state.
fn is_rated(cells: Cells<'_>, state: &str) -> bool {
    let has = |part: &str| cells.get(&format!("{state}.{part}")).is_some();
    has("likelihood") || has("impact") || cells.columns.dimensions(state).into_iter().any(|(_, column)| cells.at(column).is_some())
}
