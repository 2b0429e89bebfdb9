//! Bars of parts: letters where there are only letters, and shapes in a plane for the page.

use super::chart::{Drawing, Mark, Runs, Shape, rounded, wide};
use super::escape;
use crate::report::doc::{Bar, Bars, Cell, Column, Row, Rows, Table};
use std::fmt::Write as _;

/// What parts are drawn with, from the left; the heading of a part's numbers has its letter.
const LETTERS: [char; 6] = ['█', '▓', '▒', '░', '▪', '·'];
/// So many letters the longest bar has.
const LONGEST: usize = 30;

/// Bars as a table, with the numbers beside.
pub fn table(bars: &Bars) -> Table<'_> {
    let mut columns = vec![Column::text(bars.title.clone(), 0), Column::short("", 0)];
    columns.extend(bars.parts.iter().zip(LETTERS.iter().cycle()).map(|((name, _), letter)| Column::number(format!("{letter} {name}"), 1)));
    let longest = bars.longest();
    let row = move |bar: &'_ Bar| {
        let mut cells = vec![Cell::from(bar.name.clone()), letters(bar, longest).into()];
        cells.extend(bar.counts.iter().map(|count| Cell::from(*count)));
        Row::new(cells)
    };
    Table { name: "bars", columns, rows: Rows::new(move || bars.lines.iter().map(row)), empty: "There is nothing to draw." }
}

/// `████▒▒░`: what is there at all has a letter.
fn letters(bar: &Bar, longest: usize) -> String {
    let length = |count: usize| if count == 0 { 0 } else { (count * LONGEST / longest.max(LONGEST)).max(1) };
    let parts = bar.counts.iter().zip(LETTERS.iter().cycle());
    parts.flat_map(|(count, letter)| std::iter::repeat_n(*letter, length(*count))).collect()
}

/// The height of a line, and of the room above.
const LINE: f64 = 20.0;
const TOP: f64 = 6.0;
const BAR_HEIGHT: f64 = 12.0;
/// As wide as the longest bar.
const ROOM: f64 = 300.0;
/// So wide a picture is at least, so that letters are not drawn large where names are short.
const WIDTH: f64 = 580.0;

/// Draws them. Nothing in their words is hidden.
pub fn draw(bars: &Bars) -> Option<Drawing> {
    let longest = Some(bars.longest()).filter(|longest| *longest > 0)?;
    let names: Vec<String> = bars.lines.iter().map(|bar| escape::visible(bar.name.trim())).collect();
    let left = (names.iter().map(|name| wide(name)).fold(0.0, f64::max) + 12.0).ceil();
    let x = |count: usize| rounded(left + ROOM * number(count) / number(longest));
    let y = |line: usize| TOP + LINE * (number(line) + 0.5);
    let legend = left + ROOM + 36.0;
    let mark = |(n, (name, tone)): (usize, &(&str, _))| {
        let mut path = String::new();
        for (line, bar) in bars.lines.iter().enumerate().filter(|(_, bar)| bar.counts[n] > 0) {
            let before: usize = bar.counts[..n].iter().sum();
            let (from, to, high, low) = (x(before), x(before + bar.counts[n]), y(line) - BAR_HEIGHT / 2.0, y(line) + BAR_HEIGHT / 2.0);
            // Writing to a string cannot fail.
            let _ = write!(path, "M{from} {high}H{to}V{low}H{from}z");
        }
        let total: usize = bars.lines.iter().map(|bar| bar.counts[n]).sum();
        let label = Runs { x: legend + 22.0, y: y(n), text: format!("{name} {total}") };
        Mark { key: format!("M{legend} {}h16", y(n)), label, ..Mark::of(Shape::Bar, *tone, path) }
    };
    let marks: Vec<Mark> = bars.parts.iter().enumerate().map(mark).collect();
    let right = marks.iter().map(|mark| mark.label.x + wide(&mark.label.text)).fold(WIDTH, f64::max);
    Some(Drawing {
        title: escape::visible(bars.title.trim()),
        description: described(bars, &names),
        view: format!("0 0 {} {}", right.ceil(), y(bars.lines.len().max(bars.parts.len()))),
        compact: false,
        grid: format!("M{left} {TOP}V{}", y(bars.lines.len()) - LINE / 2.0),
        up: names.into_iter().enumerate().map(|(n, text)| Runs { x: left - 8.0, y: y(n), text }).collect(),
        along: bars
            .lines
            .iter()
            .enumerate()
            .map(|(n, bar)| Runs { x: x(bar.total()) + 14.0, y: y(n), text: bar.total().to_string() })
            .collect(),
        marks,
    })
}

#[allow(clippy::cast_precision_loss, reason = "what is counted is far below the numbers a double cannot hold")]
fn number(count: usize) -> f64 {
    count as f64
}

/// Each whole in words.
fn described(bars: &Bars, names: &[String]) -> String {
    let of = |(bar, name): (&Bar, &String)| {
        let parts = bar.counts.iter().zip(&bars.parts).map(|(count, (part, _))| format!("{count} {part}"));
        format!("{name}: {}.", parts.collect::<Vec<_>>().join(", "))
    };
    bars.lines.iter().zip(names).map(of).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::doc::Tone;

    fn bars(lines: &[[usize; 2]]) -> Bars {
        let line = |counts: &[usize; 2]| Bar { name: "x".into(), counts: counts.to_vec() };
        Bars { title: "X".into(), parts: vec![("done", Tone::Good), ("open", Tone::Warn)], lines: lines.iter().map(line).collect() }
    }

    #[test]
    fn few_have_a_letter_each_and_many_keep_their_shares() {
        let drawn = |lines: &[[usize; 2]]| table(&bars(lines)).rows.iter().map(|row| row.cells[1].bare()).collect::<Vec<_>>();
        assert_eq!(drawn(&[[3, 1], [0, 2]]), ["███▓", "▓▓"]);
        assert_eq!(drawn(&[[600, 300], [1, 0]]), [format!("{}{}", "█".repeat(20), "▓".repeat(10)), "█".into()]);
        assert!(table(&bars(&[])).rows.is_empty() && draw(&bars(&[])).is_none());
    }

    #[test]
    fn shapes_stand_side_by_side_and_are_told() {
        let drawing = draw(&bars(&[[3, 1], [0, 2]])).unwrap();
        let paths: Vec<&str> = drawing.marks.iter().map(|mark| mark.path.as_str()).collect();
        assert_eq!(paths, ["M20 10H245V22H20z", "M245 10H320V22H245zM20 30H170V42H20z"]);
        assert_eq!(drawing.description, "x: 3 done, 1 open. x: 0 done, 2 open.");
        assert_eq!(drawing.along.iter().map(|words| words.text.as_str()).collect::<Vec<_>>(), ["4", "2"]);
    }
}
