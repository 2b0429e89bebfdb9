//! What cells of a workbook have beside their text: comments, and lines through it.

use crate::import::sheet::told::{letters, listed};
use std::collections::{BTreeMap, BTreeSet};

/// The cells that have something beside their text.
#[derive(Default)]
pub struct Aside {
    /// By the line and cell, both from 1, with their texts.
    pub comments: BTreeMap<(usize, usize), String>,
    /// Those whose text, or a part of it, is struck out; both numbers are from 0.
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
        struck.into_iter().flatten().map(|what| format!("struck out, all or in part, and read like all others: {what}")).collect()
    }
}
