//! Charts where there are only letters: a row for each series, with its course drawn in blocks.

use crate::report::doc::{Cell, Chart, Column, Panel, Row, Rows, Series, Table};

/// From the least to the most.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// What stands where there is no value.
const NOTHING: char = '·';
/// So many blocks stand in a row; a longer course is thinned out, the last values kept.
const LONGEST: usize = 36;

/// A chart as a table. What a block means is said beside it in numbers: each course has its own least and most.
pub fn table(chart: &Chart) -> Table<'_> {
    let mut columns = vec![Column::text("Figure", 0), Column::short("Course", 0)];
    let all = || chart.panels.iter().flat_map(|panel| &panel.series);
    let number = |n: usize, (heading, rank)| Column::number(heading, rank).places(all().filter_map(|series| numbers(series)[n]));
    columns.extend([("First", 1), ("Last", 0), ("Least", 2), ("Most", 2)].into_iter().enumerate().map(|(n, column)| number(n, column)));
    Table {
        name: "course",
        columns,
        rows: Rows::new(|| chart.panels.iter().flat_map(|panel| panel.series.iter().map(|series| row(panel, series)))),
        empty: "There is nothing to draw.",
    }
}

/// The first, the last, the least and the most.
fn numbers(series: &Series) -> [Option<f64>; 4] {
    [series.known().next(), series.known().next_back(), series.known().reduce(f64::min), series.known().reduce(f64::max)]
}

fn row<'a>(panel: &'a Panel, series: &'a Series) -> Row<'a> {
    let mut cells = vec![Cell::toned(&series.name, series.tone), course(&series.values).into()];
    cells.extend(numbers(series).map(Cell::from));
    Row { cells, group: Some(panel.title.as_str().into()) }
}

/// `▁▂▂▅█`, from the least of these values to the most.
fn course(values: &[Option<f64>]) -> String {
    let thinned: Vec<Option<f64>> = values.rchunks(values.len().div_ceil(LONGEST).max(1)).rev().filter_map(<[_]>::last).copied().collect();
    let known = || values.iter().flatten().copied();
    let (least, most) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    thinned.into_iter().map(|value| value.map_or(NOTHING, |value| block(value, least, most))).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 7")]
fn block(value: f64, least: f64, most: f64) -> char {
    let share = if most > least { (value - least) / (most - least) } else { 0.0 };
    BLOCKS[((share * 7.0).round() as usize).min(7)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_goes_from_its_least_to_its_most() {
        assert_eq!(course(&[Some(3.0), None, Some(4.0), Some(10.0), Some(6.5)]), "▁·▂█▅");
        assert_eq!(course(&[Some(2.0), Some(2.0)]), "▁▁");
        assert_eq!(course(&[None]), "·");
        assert_eq!(course(&[]), "");
    }

    #[test]
    fn a_long_course_is_thinned_out_to_its_last_values() {
        let values: Vec<Option<f64>> = (0..=100).map(|n| Some(f64::from(n))).collect();
        let course = course(&values);
        assert!(course.chars().count() <= LONGEST && course.starts_with('▁') && course.ends_with('█'), "{course}");
    }
}
