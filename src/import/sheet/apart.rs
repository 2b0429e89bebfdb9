//! What stands apart from a table, behind rows without anything: rows that go on with it, or another thing.

use super::csv::Row;
use super::told::{Fault, short};

/// The rows of blocks that stand apart and have in each row less than every row of the table: scales, signatures, lists of
/// words. `whys` says which rows are none anyway.
pub fn narrower(body: &[Row], whys: &[Option<&str>]) -> Vec<usize> {
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    for (at, row) in body.iter().enumerate() {
        if row.is_apart || blocks.is_empty() {
            blocks.push(Vec::new());
        }
        if let (None, Some(block)) = (whys[at], blocks.last_mut()) {
            block.push(at);
        }
    }
    let width = |at: &usize| body[*at].filled().count();
    let mut blocks = blocks.into_iter().filter(|block| !block.is_empty());
    let Some(least) = blocks.next().and_then(|table| table.iter().map(width).min()) else { return Vec::new() };
    blocks.filter(|block| block.iter().all(|at| width(at) < least)).flatten().collect()
}

/// That a row of such a block is not read.
pub fn apart(row: &Row) -> Fault {
    let message = format!("`{}` stands apart from the table and has less than its rows", short(row.filled().next().unwrap_or_default()));
    Fault { line: row.line, cell: 1, message, help: "if it is a row of the table, remove the empty row above it; if not, remove it".into() }
}
