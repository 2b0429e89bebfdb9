//! Rows of one risk: registers have one for each measure, and repeat or leave empty what they say of the risk itself. What
//! they say otherwise is another risk, or a slip.

use super::columns::Goal;
use super::row::{Cell, Cells, comments, rest};
use super::sheet::{Fault, short};
use super::words::{self, normal};
use std::collections::HashMap;

/// Rows that are read together, or why one is not.
pub type Group<'s> = Result<Vec<Cells<'s>>, Fault>;

/// Rows that name the same and differ only in `own` fields and in columns without one. A row that names nothing, and has
/// cells in such columns only, goes on with the one above it.
pub fn groups<'s>(all: impl Iterator<Item = Cells<'s>>, own: &[&str]) -> Vec<Group<'s>> {
    let mut groups: Vec<Group<'s>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut above: Option<usize> = None;
    for cells in all {
        let before = above.and_then(|place| Some((place, *groups[place].as_ref().ok()?.first()?)));
        let place = match key(cells) {
            // Cells that are left empty say what those above them say.
            _ if cells.get("id").is_none() && before.is_some_and(|(_, first)| goes_on(first, cells, own)) => above,
            Some(key) => Some(*places.entry(key).or_insert(groups.len())).filter(|place| *place < groups.len()),
            None => None,
        };
        let Some(place) = place else {
            above = Some(groups.len());
            groups.push(Ok(vec![cells]));
            continue;
        };
        let Ok(rows) = &mut groups[place] else { continue };
        match difference(rows[0], cells, own) {
            None => {
                rows.push(cells);
                above = Some(place);
            }
            Some(fault) => {
                above = None;
                groups.push(Err(fault));
            }
        }
    }
    groups
}

/// Whether a row names no risk of its own.
pub fn is_nameless(cells: Cells<'_>) -> bool {
    key(cells).is_none()
}

/// The cells of a field, each text once.
pub fn said<'s>(rows: &[Cells<'s>], field: &str) -> Vec<Cell<'s>> {
    let mut all: Vec<Cell<'s>> = Vec::new();
    for cell in rows.iter().filter_map(|cells| cells.get(field)) {
        if all.iter().all(|other| !is_same(other.text, cell.text)) {
            all.push(cell);
        }
    }
    all
}

/// What each row below the first says for itself, as a line: what stands in one row belongs together.
pub fn lines(rows: &[Cells<'_>], own: &[&str]) -> Vec<String> {
    let [first, others @ ..] = rows else { return Vec::new() };
    let of_row = |cells: Cells<'_>| -> Vec<usize> {
        let fields = own.iter().filter_map(|field| cells.columns.of(field)).filter(|index| cells.at(*index).is_some());
        fields.chain(rest(cells).map(|(_, cell)| cell.number - 1)).collect()
    };
    let varies = |index: usize| {
        let differs = |cells: &Cells<'_>| cells.at(index).is_some_and(|cell| first.at(index).is_none_or(|at| !is_same(at.text, cell.text)));
        others.iter().any(differs)
    };
    let line = |cells: &Cells<'_>| {
        let mut indexes = of_row(*cells);
        indexes.sort_unstable();
        let said = indexes.into_iter().filter(|index| varies(*index)).filter_map(|index| cells.at(index));
        let said = said.map(|cell| format!("{}: {}", cell.header, cell.text));
        said.chain(comments(*cells).map(|(name, text)| format!("{name}: {text}"))).collect::<Vec<_>>().join("; ")
    };
    others.iter().map(line).filter(|line| !line.is_empty()).collect()
}

/// What names the risk of a row besides its id.
fn name(cells: Cells<'_>) -> Option<String> {
    let has_column = ["title", "scenario"].iter().any(|field| cells.columns.of(field).is_some());
    let titled = || cells.get("title").or_else(|| cells.get("scenario")).map(|cell| cell.text.to_owned());
    if has_column { titled() } else { parts(cells) }
}

/// What the risk is made of, where the register has no title for it: `Fire – ERP – no sprinklers`.
pub fn parts(cells: Cells<'_>) -> Option<String> {
    let parts: Vec<&str> = ["threat", "assets", "vulnerability"].iter().filter_map(|field| Some(cells.get(field)?.text)).collect();
    (!parts.is_empty()).then(|| parts.join(" – "))
}

fn key(cells: Cells<'_>) -> Option<String> {
    let named = || name(cells).map(|name| format!("name {}", normal(&name)));
    cells.get("id").map(|cell| format!("id {}", cell.text.to_lowercase())).or_else(named)
}

/// Whether a row without an id says of the risk above it what that says, or nothing at all.
fn goes_on(first: Cells<'_>, cells: Cells<'_>, own: &[&str]) -> bool {
    match name(cells) {
        Some(named) => name(first).is_some_and(|first| normal(&first) == normal(&named)),
        None => shared(cells, own).all(|index| cells.at(index).is_none()),
    }
}

/// The columns in which rows of one risk must agree.
fn shared<'s>(cells: Cells<'s>, own: &[&str]) -> impl Iterator<Item = usize> {
    let is_shared = move |(index, goal): &(usize, &'s Goal)| match goal {
        Goal::Field(field) => !own.contains(&field.as_str()),
        // What follows from ratings that differ is no risk's.
        _ => cells.columns.uncompared.contains(index),
    };
    cells.columns.goals.iter().enumerate().filter(is_shared).map(|(index, _)| index).collect::<Vec<_>>().into_iter()
}

/// Headers of where something is: what may happen at two sites is two risks, unless an id says that it is one.
const PLACES: [&str; 10] =
    ["site", "location", "place", "country", "city", "building", "plant", "department", "business unit", "organisational unit"];

/// Why a row is not of the risk that it names, if it says otherwise than the first row of that.
fn difference(first: Cells<'_>, cells: Cells<'_>, own: &[&str]) -> Option<Fault> {
    let differs = |index: &usize| cells.at(*index).is_some_and(|cell| first.at(*index).is_none_or(|at| !is_same(at.text, cell.text)));
    let of_place = || {
        let places = (0..cells.columns.goals.len()).filter(|index| words::says_one_of(&cells.sheet.header[*index], &PLACES));
        { places }.find(differs).filter(|_| cells.get("id").is_none())
    };
    let cell = cells.at(shared(cells, own).find(differs).or_else(of_place)?)?;
    let name = [first.get("id"), first.get("title"), first.get("scenario")].into_iter().flatten().next();
    let there = first.at(cell.number - 1).map_or("empty".to_owned(), |at| format!("`{}`", short(at.text)));
    let message = format!(
        "`{}` stands twice, first on line {}: there `{}` is {there}, and here `{}`",
        name.map_or_else(String::new, |cell| short(cell.text)),
        first.row.line,
        short(cell.header),
        short(cell.text)
    );
    let help =
        "rows of one risk differ in its treatment and measures only: make the two cells the same, or give one of the rows another id";
    Some(Fault { line: cell.line, cell: cell.number, message, help: help.into() })
}

fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().map(str::to_lowercase).eq(other.split_whitespace().map(str::to_lowercase))
}
