//! Ratings in numbers: who sorts and reckons wants likelihood, impact and score in columns of their own.

use super::doc::{Cell, Column, Row, Rows, Table, Value};
use crate::model::single::isms::ScoreRule;
use std::iter;

impl<'a> Table<'a> {
    /// The same with three numbers and a level for each column of ratings.
    pub fn apart(self) -> Self {
        if !self.columns.iter().any(|column| column.rated) {
            return self;
        }
        let rated: Vec<bool> = self.columns.iter().map(|column| column.rated).collect();
        let columns = self.columns.iter().flat_map(columns).collect();
        let (name, rows, empty) = (self.name, self.rows, self.empty);
        let apart = move |row: Row<'a>, rated: &[bool]| {
            let cells = row.cells.into_iter().zip(rated).flat_map(|(cell, rated)| cells(cell, *rated));
            Row { cells: cells.collect(), group: row.group }
        };
        let rows = Rows::new(move || {
            let rated = rated.clone();
            rows.iter().map(move |row| apart(row, &rated))
        });
        Table { name, columns, rows, empty }
    }
}

fn columns(column: &Column) -> Vec<Column> {
    if !column.rated {
        return vec![column.clone()];
    }
    let named = |what: &str| format!("{} {what}", column.heading);
    let numbers = ["likelihood", "impact", "score"].map(|what| Column::number(named(what), column.rank));
    numbers.into_iter().chain([Column::short(named("level"), column.rank)]).collect()
}

fn cells(cell: Cell<'_>, rated: bool) -> Vec<Cell<'_>> {
    if !rated {
        return vec![cell];
    }
    let rating = match &cell.value {
        Value::Level(level) => level.rating,
        _ => None,
    };
    #[allow(clippy::cast_precision_loss, reason = "values of scales are small")]
    let number = |number: i64| Cell::from(number as f64);
    let numbers = rating.map_or_else(Default::default, |rating| {
        // A grid gives levels, and no score that anybody reckoned.
        let score = (rating.rule != ScoreRule::Grid).then_some(rating.score);
        [number(rating.likelihood), number(rating.impact), score.map(number).unwrap_or_default()]
    });
    let level = match cell.value {
        Value::Level(level) => Cell::toned(Value::Level(super::doc::Level { rating: None, ..level }), cell.tone),
        value => Cell::toned(value, cell.tone),
    };
    numbers.into_iter().chain(iter::once(level)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::doc::{Level, Rating, Tone};

    #[test]
    fn a_rating_is_four_cells() {
        let rating = Some(Rating { likelihood: 4, impact: 4, score: 16, rule: ScoreRule::Product });
        let rated = Cell::toned(Value::Level(Level { name: "critical".into(), rating }), Tone::Critical);
        let rows = vec![Row::new(vec!["RSK-1".into(), rated]), Row::new(vec!["RSK-2".into(), "not rated".into()])];
        let columns = vec![Column::short("Id", 0), Column::short("Current", 0).rated()];
        let table = Table { name: "", columns, rows: Rows::few(rows), empty: "" }.apart();
        let headings: Vec<&str> = table.columns.iter().map(|column| &*column.heading).collect();
        assert_eq!(headings, ["Id", "Current likelihood", "Current impact", "Current score", "Current level"]);
        let cells: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(Cell::bare).collect()).collect();
        assert_eq!(cells, [["RSK-1", "4", "4", "16", "critical"], ["RSK-2", "", "", "", "not rated"]]);
        assert_eq!(table.rows.iter().next().unwrap().cells[4].tone, Tone::Critical);
    }
}
