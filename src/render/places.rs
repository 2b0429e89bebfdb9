//! Where a page has a place for an id: the first row that begins with it. Words elsewhere on the page lead there.

use super::frame::{Beyond, Initials};
use crate::report::doc::{Block, Row, Value};
use std::collections::HashMap;

/// The rows of a page that ids lead to: which block, and which row of it. Where an id has a page of its own, it leads there.
pub struct Places {
    rows: HashMap<Box<str>, (usize, usize)>,
    initials: Initials,
    beyond: Beyond,
}

impl Places {
    /// One walk over the rows of all tables.
    pub fn of(blocks: &[Block<'_>], beyond: Beyond) -> Self {
        let mut places = Self { rows: HashMap::new(), initials: Initials::default(), beyond };
        for (number, block) in blocks.iter().enumerate() {
            let Block::Table(table) = block else { continue };
            for (n, row) in table.rows.iter().enumerate() {
                if let Some(id) = head(&row) {
                    places.initials.add(id);
                    places.rows.entry(id.into()).or_insert((number, n));
                }
            }
        }
        places
    }

    /// Where a word leads that stands in the row of an id, if it leads anywhere.
    pub fn to(&self, word: &str, own: Option<&str>) -> Option<String> {
        let here = || (own != Some(word) && !self.initials.rule_out(word) && self.rows.contains_key(word)).then(|| format!("#{word}"));
        self.beyond.to(word).or_else(here)
    }

    /// The id that a row is the place of, or another row before it.
    pub fn head<'r>(&self, row: &'r Row<'_>) -> Option<&'r str> {
        head(row)
    }

    pub fn is_at(&self, id: &str, place: (usize, usize)) -> bool {
        self.rows.get(id) == Some(&place)
    }
}

/// The id that a row begins with: its first cell, or the one after a number.
fn head<'r>(row: &'r Row<'_>) -> Option<&'r str> {
    let first = row.cells.iter().find(|cell| !matches!(cell.value, Value::Number(_)))?;
    match &first.value {
        Value::Id(id) if is_plain(&id.id) => Some(&id.id),
        _ => None,
    }
}

/// Whether a text reads as an id and nothing in it means anything in an address. Commits and clauses are no ids of records.
fn is_plain(id: &str) -> bool {
    let is_simple = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    is_simple && id.starts_with(|c: char| c.is_ascii_uppercase()) && (id.contains('-') || id.starts_with("A."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_of_records_are_places() {
        let ids = ["RSK-1", "A.5.1", "9.3", "RSK-\"onx=", "a1b2-c3", "java-script:x"];
        assert_eq!(ids.map(is_plain), [true, true, false, false, false, false]);
    }
}
