//! What cells of a workbook have beside their text: comments, and lines through it.

use crate::import::sheet::told::letters;
use std::collections::{BTreeMap, BTreeSet};

/// So many places are named.
const MOST: usize = 12;

/// The cells that have something beside their text; both numbers are from 0.
#[derive(Default)]
pub struct Aside {
    pub comments: BTreeSet<(usize, usize)>,
    /// Those whose text, or a part of it, is struck out.
    pub struck: BTreeSet<(usize, usize)>,
}

impl Aside {
    /// What is said of them; `rows` are those that there are.
    pub fn told(&self, rows: &BTreeMap<usize, Vec<String>>) -> Vec<String> {
        let is_filled = |row: usize, column: usize| rows.get(&row).and_then(|cells| cells.get(column)).is_some_and(|cell| !cell.is_empty());
        let is_struck = |row: usize| {
            let mut filled = (0..rows.get(&row).map_or(0, Vec::len)).filter(|column| is_filled(row, *column)).peekable();
            filled.peek().is_some() && filled.all(|column| self.struck.contains(&(row, column)))
        };
        let whole: BTreeSet<usize> = self.struck.iter().map(|(row, _)| *row).filter(|row| is_struck(*row)).collect();
        let cells = self.struck.iter().filter(|(row, column)| is_filled(*row, *column) && !whole.contains(row));
        let named = |(row, column): &(usize, usize)| format!("{}{}", letters(*column), row + 1);
        let struck = [
            listed("row", &whole.iter().map(|row| (row + 1).to_string()).collect::<Vec<_>>()),
            listed("cell", &cells.map(named).collect::<Vec<_>>()),
        ];
        let comments = listed("cell", &self.comments.iter().map(named).collect::<Vec<_>>());
        let struck = struck.into_iter().flatten().map(|what| format!("struck out, all or in part, and read like all others: {what}"));
        let comments = comments.map(|what| format!("comments are not read; write what is to be kept into the sheet: {what}"));
        struck.chain(comments).collect()
    }
}

/// `cells B3, C7`, and how many more; None if there are none.
fn listed(what: &str, places: &[String]) -> Option<String> {
    let many = if places.len() == 1 { "" } else { "s" };
    let more = places.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!(" and {more} more"));
    let first = places[..places.len().min(MOST)].join(", ");
    (!places.is_empty()).then(|| format!("{what}{many} {first}{}", more.unwrap_or_default()))
}
