//! Where the header of a table stands: titles above it, names of groups over its columns, and scales and words on how they
//! are filled between and below.

use super::csv::Row;
use super::meant::{Means, Meant};
use crate::import::grades::{is_number, is_of_scale};
use crate::import::words::tokens;
use std::collections::BTreeSet;

/// Rows that are looked at for the header.
const LOOKED_AT: usize = 40;
/// A header has no more rows than this above or below its first.
const DEEPEST: usize = 3;
/// No scale goes further.
const HIGHEST: f64 = 100.0;

/// Where the header stands, and what it says.
pub struct Found {
    /// The row of the names of groups, or the header's own.
    pub first: usize,
    pub last: usize,
    pub header: Vec<String>,
    /// Its last row says how columns are filled.
    pub is_explained: bool,
}

impl Found {
    fn new(first: usize, last: usize, header: Vec<String>) -> Self {
        Self { first, last, header: whole(header), is_explained: false }
    }
}

/// The first row that has at least half as many known headers as the one that has most. One cell alone is a title where another
/// row has several headers, whatever it says.
pub fn find(rows: &[Row], means: Means<'_>) -> Found {
    let known = all_known(rows, means);
    let most = known.iter().max().copied().unwrap_or(0);
    let is_header = |at: usize| known[at] * 2 >= most && (most == 1 || rows[at].filled().count() > 1);
    let at = if most == 0 { 0 } else { (0..known.len()).find(|at| is_header(*at)).unwrap_or(0) };
    // Names that stand over one column reach down where groups of columns have more rows. Of equals the shallowest counts.
    let reaching = (at + 1..=at + DEEPEST).rev().filter_map(|last| reaching(rows, at, last, means));
    reaching.max_by_key(|found| self::known(&found.header, means)).unwrap_or_else(|| with_group(rows, at, means))
}

/// The header on a line that is named.
pub fn on(rows: &[Row], line: usize, means: Means<'_>) -> Option<Found> {
    Some(with_group(rows, rows.iter().position(|row| row.line == line)?, means))
}

/// The header of all rows from one to another, if it says more than the first of them.
fn reaching(rows: &[Row], at: usize, last: usize, means: Means<'_>) -> Option<Found> {
    let all = rows.get(at..=last).filter(|all| all[1..].iter().all(|row| !row.is_apart && !has_values(row)))?;
    let (below, above) = all.split_last()?;
    let header = joined(all, means)?;
    let is_better = known(&header, means) > known(&rows[at].cells, means) || rates(above, below, means);
    (below_known(&header, below, means) > 1 && is_better).then(|| with_scales(Found::new(at, last, header), rows, means))
}

/// How many headers are known in the columns where a row below says something of its own, alone or below its group.
fn below_known(header: &[String], below: &Row, means: Means<'_>) -> usize {
    let is_known = |header: &str, cell: &str| means(header) != Meant::Nothing || means(cell) == Meant::Rating;
    header.iter().zip(&below.cells).filter(|(header, cell)| !cell.is_empty() && is_known(header, cell)).count()
}

/// Whether a row names several ratings where those above it name none: whatever the groups above them say, they are headers,
/// and no values.
fn rates(above: &[Row], own: &Row, means: Means<'_>) -> bool {
    let rated = own.filled().filter(|cell| means(cell) == Meant::Rating).map(str::to_lowercase).collect::<BTreeSet<_>>();
    rated.len() > 1 && above.iter().flat_map(Row::filled).all(|cell| means(cell) != Meant::Rating)
}

/// The header in a row, with the names of groups above it if there are any: of several rows as many as it takes to tell its
/// ratings apart.
fn with_group(rows: &[Row], at: usize, means: Means<'_>) -> Found {
    let mut found = Found::new(at, at, rows[at].cells.clone());
    for first in (at.saturating_sub(DEEPEST)..at).rev().take_while(|first| !rows[first + 1].is_apart && !has_values(&rows[*first])) {
        let Some(header) = joined(&rows[first..=at], means) else { break };
        let is_done = !is_scales(&rows[first]) && !repeats(&header, means);
        found = Found::new(first, at, header);
        if is_done {
            break;
        }
    }
    with_scales(found, rows, means)
}

/// Whether ratings stand twice in a header, so that nothing tells them apart.
fn repeats(header: &[String], means: Means<'_>) -> bool {
    let mut seen = BTreeSet::new();
    header.iter().filter(|cell| means(cell) == Meant::Rating).any(|cell| !seen.insert(cell.to_lowercase()))
}

/// The header with the scales that stand in a row below it, under the ratings that they are of. Other cells of such a row say
/// how their columns are filled.
fn with_scales(mut found: Found, rows: &[Row], means: Means<'_>) -> Found {
    let Some(below) = rows.get(found.last + 1).filter(|below| !below.is_apart) else { return found };
    if below.cells.iter().rposition(|cell| !cell.is_empty()).is_none_or(|last| last >= found.header.len()) {
        return found;
    }
    let under = found.header.iter().zip(&below.cells).filter(|(_, cell)| !cell.is_empty());
    let (rated, others): (Vec<_>, Vec<_>) = under.partition(|(header, _)| means(header) == Meant::Rating);
    // Where other cells are filled, a rating that has none is that of a row.
    let all = if others.is_empty() { 1 } else { found.header.iter().filter(|header| means(header) == Meant::Rating).count() };
    let are_scales = rated.len() >= all && !rated.is_empty() && rated.iter().all(|(_, cell)| is_scale(cell));
    let are_bracketed = below.filled().count() > 1 && below.filled().all(is_bracketed);
    if !are_scales && !are_bracketed {
        return found;
    }
    found.is_explained = !others.is_empty();
    found.header = scaled(found.header, below, means);
    found.last += 1;
    found
}

/// A header with the scales of a row behind the ratings that they are of.
fn scaled(header: Vec<String>, scales: &Row, means: Means<'_>) -> Vec<String> {
    let cell = |at: usize| scales.cells.get(at).filter(|cell| is_scale(cell));
    let with = |(at, header): (usize, String)| match cell(at).filter(|_| means(&header) == Meant::Rating) {
        Some(cell) if is_bracketed(cell) => format!("{header} {cell}"),
        Some(cell) => format!("{header} ({cell})"),
        None => header,
    };
    header.into_iter().enumerate().map(with).collect()
}

/// Whether a row has numbers or days, as no header has.
fn has_values(row: &Row) -> bool {
    row.filled().any(|cell| cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic) && !is_scale(cell))
}

fn is_scales(row: &Row) -> bool {
    row.filled().next().is_some() && row.filled().all(is_scale)
}

fn is_bracketed(cell: &str) -> bool {
    cell.starts_with(['(', '[']) && cell.ends_with([')', ']'])
}

/// `(1-10)`, `1–5`, `1 = low … 5 = high`: the ends of a scale or all its steps, from none or one.
fn is_scale(cell: &str) -> bool {
    let ends = cell.replace("..", " ");
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let numbers = ends.split(|c: char| !is_of_number(c)).map(|number| number.trim_matches(['.', ',']).replace(',', "."));
    let numbers: Vec<f64> = numbers.filter(|number| !number.is_empty()).map(|number| number.parse().unwrap_or(f64::INFINITY)).collect();
    let begins = |number: Option<&f64>| number.is_some_and(|number| *number <= 1.0);
    let has_ends =
        numbers.len() > 1 && numbers.iter().all(|number| *number <= HIGHEST) && (begins(numbers.first()) || begins(numbers.last()));
    has_ends && tokens(cell).iter().all(|word| is_number(word) || is_of_scale(word)) || is_bracketed(cell) && !numbers.is_empty()
}

/// Rows as they may be headers: each alone, and before it with those below where it names the groups of these.
pub fn headers(rows: &[Row], means: Means<'_>) -> Vec<Vec<String>> {
    let deeper = |at: usize, last: usize| {
        let all = rows.get(at..=last).filter(|all| all[1..].iter().all(|row| !row.is_apart))?;
        let header = joined(all, means)?;
        let is_better = all.iter().all(|row| known(&row.cells, means) < known(&header, means));
        is_better.then_some(header)
    };
    let of_row = |at: usize| (at + 1..=at + 2).rev().filter_map(move |last| deeper(at, last));
    (0..rows.len()).flat_map(|at| of_row(at).chain([rows[at].cells.clone()]).collect::<Vec<_>>()).collect()
}

/// How many headers are known in the row that has most.
pub fn most_known(rows: &[Row], means: Means<'_>) -> usize {
    all_known(rows, means).into_iter().max().unwrap_or(0)
}

/// How many are in each of the rows that are looked at.
fn all_known(rows: &[Row], means: Means<'_>) -> Vec<usize> {
    rows.iter().take(LOOKED_AT).map(|row| known(&row.cells, means)).collect()
}

/// How many different headers of a row are known.
fn known(cells: &[String], means: Means<'_>) -> usize {
    let named = cells.iter().filter(|cell| !cell.is_empty() && means(cell) != Meant::Nothing);
    named.map(|cell| cell.to_lowercase()).collect::<BTreeSet<_>>().len()
}

/// The header that rows make of which each names groups of those below it, with the scales that stand between them.
fn joined(rows: &[Row], means: Means<'_>) -> Option<Vec<String>> {
    let (own, above) = rows.split_last().filter(|(own, _)| !is_scales(own))?;
    let mut header = own.cells.clone();
    for row in above.iter().rev().filter(|row| !is_scales(row)) {
        let below = std::mem::take(&mut header);
        header = grouped(row, &below, means)?;
        // A rating that has its group needs no more than tells what it is.
        for ((new, old), cell) in header.iter_mut().zip(&below).zip(&own.cells) {
            if old != cell && means(old) == Meant::Rating && means(new) != Meant::Rating {
                new.clone_from(old);
            }
        }
    }
    Some(above.iter().filter(|row| is_scales(row)).fold(header, |header, row| scaled(header, row, means)))
}

/// The header that two rows make if the first names groups: cells of it that were merged come out as one with empty ones
/// after it. A name stands under its group where it needs it: where it stands twice, where it is a rating, or where only
/// both together are known.
fn grouped(above: &Row, own: &[String], means: Means<'_>) -> Option<Vec<String>> {
    let names = above.filled().count();
    if names == 0 || (names == 1 && above.cells.first().is_some_and(|cell| !cell.is_empty())) {
        return None;
    }
    let has_empty = own.iter().zip(&above.cells).any(|(own, above)| own.is_empty() && !above.is_empty());
    let is_repeated = |name: &str| own.iter().filter(|other| other.eq_ignore_ascii_case(name)).count() > 1;
    let (mut group, mut is_needed) = ("", has_empty);
    let mut header = Vec::new();
    for at in 0..own.len().max(above.cells.len()) {
        let [above, own] = [&above.cells[..], own].map(|cells| cells.get(at).map_or("", String::as_str));
        group = if above.is_empty() { group } else { above };
        let joined = format!("{group} {own}");
        let is_known = |name: &str| means(name) != Meant::Nothing;
        header.push(match (group, own) {
            (_, "") => above.to_owned(),
            ("", own) => own.to_owned(),
            (group, own) if group.eq_ignore_ascii_case(own) => own.to_owned(),
            (_, own) if is_repeated(own) || (is_known(&joined) && !is_known(own)) || means(own) == Meant::Rating => {
                is_needed = true;
                joined
            }
            (_, own) if is_known(own) => own.to_owned(),
            _ => joined,
        });
    }
    is_needed.then_some(header)
}

/// A header without empty cells: those at its end are none, and others get a name.
pub fn whole(mut header: Vec<String>) -> Vec<String> {
    while header.len() > 1 && header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    let named = |(index, name): (usize, String)| if name.is_empty() { format!("column {}", index + 1) } else { name };
    header.into_iter().enumerate().map(named).collect()
}
