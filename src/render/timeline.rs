//! Timelines: bars of letters where there are only letters, and shapes in a plane for the page.

use super::chart::{Drawing, Mark, Runs, Shape, rounded, wide};
use super::escape;
use crate::base::date::{Date, Period};
use crate::report::doc::{Cell, Column, Row, Rows, Stretch, Table, Timeline, Tone};
use std::fmt::Write as _;

/// So many letters a bar has at most, and at least; names get the rest.
const LONGEST: usize = 72;
const SHORTEST: usize = 24;
/// Room for names beside the bars.
const NAMES: usize = 26;

/// A timeline as a table, in so many columns of a terminal.
pub fn table(timeline: &Timeline, columns: usize) -> Table<'_> {
    let Some(scale) = Scale::of(timeline, columns.saturating_sub(NAMES + 2).clamp(SHORTEST, LONGEST)) else {
        return Table { name: "timeline", columns: Vec::new(), rows: Rows::few(Vec::new()), empty: "There is nothing to draw." };
    };
    let (from, to) = (scale.from.to_string(), scale.to.to_string());
    let axis = format!("{from}{}{to}", "─".repeat(scale.length.saturating_sub(from.len() + to.len())));
    let row = move |line: &'_ Stretch| Row::new(vec![line.name.clone().into(), Cell::toned(scale.bar(line, &timeline.marks), line.tone)]);
    Table {
        name: "timeline",
        columns: vec![Column::text("", 0), Column::short(axis, 0)],
        rows: Rows::new(move || timeline.lines.iter().map(row)),
        empty: "",
    }
}

/// What the letters mean.
pub fn legend(timeline: &Timeline) -> String {
    let marks = timeline.marks.iter().map(|(name, day)| format!("{name} {day}")).collect::<Vec<_>>().join(", ");
    format!("{BAR} days it takes, {SPARE} days to spare, {MARK} {marks}")
}

const NOTHING: char = '·';
const SPARE: char = '░';
const BAR: char = '█';
const MARK: char = '│';

/// Days along a line.
#[derive(Clone, Copy)]
struct Scale {
    from: Date,
    to: Date,
    length: usize,
}

impl Scale {
    fn of(timeline: &Timeline, length: usize) -> Option<Self> {
        let (from, to) = timeline.ends().filter(|_| !timeline.lines.is_empty())?;
        Some(Self { from, to, length })
    }

    /// The letter in which a day is.
    fn place(self, day: Date) -> usize {
        let (at, of) = (day.days_since(self.from).max(0).unsigned_abs(), self.to.days_since(self.from).max(1).unsigned_abs());
        let last = u64::try_from(self.length - 1).unwrap_or(0);
        usize::try_from(at.saturating_mul(last) / of).unwrap_or(0).min(self.length - 1)
    }

    /// `··░░░██│····`: what takes a day at all is a letter long.
    fn bar(self, line: &Stretch, marks: &[(&str, Date)]) -> String {
        let mut letters = vec![NOTHING; self.length];
        marks.iter().for_each(|(_, day)| letters[self.place(*day)] = MARK);
        let mut fill = |(from, to): (Date, Date), letter| {
            let (from, to) = (self.place(from), self.place(to));
            letters[from..to.max(from + 1)].fill(letter);
        };
        line.spare.into_iter().for_each(|spare| fill(spare, SPARE));
        fill(line.days, BAR);
        letters.into_iter().collect()
    }
}

/// The height of a line, and of the room above and below.
const LINE: f64 = 20.0;
const TOP: f64 = 20.0;
const BAR_HEIGHT: f64 = 10.0;
/// As wide as all days are together.
const ROOM: f64 = 420.0;
/// So many months are named along them.
const ALONG: usize = 6;

/// Draws it. Nothing in its words is hidden.
pub fn draw(timeline: &Timeline) -> Option<Drawing> {
    let scale = Scale::of(timeline, 1)?;
    let names: Vec<String> = timeline.lines.iter().map(|line| escape::visible(line.name.trim())).collect();
    let left = (names.iter().map(|name| wide(name)).fold(0.0, f64::max) + 12.0).ceil();
    let plane = Plane { scale, left, bottom: TOP + LINE * count(names.len()) };
    let ticks = months(scale);
    let mut marks: Vec<Mark> = Vec::new();
    for (n, line) in timeline.lines.iter().enumerate() {
        let y = plane.y(n);
        if let Some((from, to)) = line.spare {
            marks.push(mark(line, format!("M{} {y}H{}", plane.x(from), plane.x(to)), "2 5", None));
        }
        let (from, to) = (plane.x(line.days.0), plane.x(line.days.1).max(plane.x(line.days.0) + 2.0));
        let (high, low) = (rounded(y - BAR_HEIGHT / 2.0), rounded(y + BAR_HEIGHT / 2.0));
        let label = Runs { x: left + ROOM + 8.0, y, text: format!("{} to {}", line.days.0, line.days.1) };
        marks.push(Mark { shape: Shape::Bar, ..mark(line, format!("M{from} {low}V{high}H{to}V{low}z"), "", Some(label)) });
    }
    for (name, day) in &timeline.marks {
        let (x, line) = (plane.x(*day), Stretch { name: String::new(), tone: Tone::Plain, days: (*day, *day), spare: None });
        let label = Runs { x: x + 3.0, y: TOP / 2.0, text: (*name).to_owned() };
        marks.push(mark(&line, format!("M{x} {}V{}", TOP / 2.0, plane.bottom), "2 5", Some(label)));
    }
    let right = marks.iter().map(|mark| mark.label.x + wide(&mark.label.text)).fold(left + ROOM, f64::max);
    Some(Drawing {
        title: "Timeline".into(),
        description: names.iter().zip(&timeline.lines).fold(String::new(), |mut words, (name, line)| {
            let between = if words.is_empty() { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(words, "{between}{name}: {} to {}.", line.days.0, line.days.1);
            words
        }),
        view: format!("0 0 {} {}", right.ceil(), plane.bottom + 24.0),
        compact: false,
        grid: ticks.iter().map(|day| format!("M{} {TOP}V{}", plane.x(*day), plane.bottom)).collect(),
        up: names.into_iter().enumerate().map(|(n, text)| Runs { x: left - 8.0, y: plane.y(n), text }).collect(),
        along: ticks.iter().map(|day| Runs { x: plane.x(*day), y: plane.bottom + 12.0, text: day.to_string()[..7].to_owned() }).collect(),
        marks,
    })
}

fn mark(line: &Stretch, path: String, dashes: &'static str, label: Option<Runs>) -> Mark {
    let bare = Mark::of(Shape::Line, line.tone, path);
    Mark { dashes, label: label.unwrap_or(bare.label), ..bare }
}

/// The first days of months, so many that their names have room.
fn months(scale: Scale) -> Vec<Date> {
    let first = scale.from.first_of(scale.from.month()).plus(Period::months(1));
    let all = || std::iter::successors(Some(first), |day| Some(day.plus(Period::months(1)))).take_while(|day| *day <= scale.to);
    all().step_by(all().count().div_ceil(ALONG).max(1)).collect()
}

#[allow(clippy::cast_precision_loss, reason = "a timeline has few lines")]
fn count(lines: usize) -> f64 {
    lines as f64
}

/// Turns days into places.
struct Plane {
    scale: Scale,
    left: f64,
    bottom: f64,
}

impl Plane {
    #[allow(clippy::cast_precision_loss, reason = "days of a calendar are far below the numbers a double cannot hold")]
    fn x(&self, day: Date) -> f64 {
        let (at, of) = (day.days_since(self.scale.from), self.scale.to.days_since(self.scale.from).max(1));
        rounded(self.left + ROOM * at as f64 / of as f64)
    }

    /// The middle of a line.
    fn y(&self, line: usize) -> f64 {
        TOP + LINE * (count(line) + 0.5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn timeline(lines: &[(&str, &str, Option<&str>)]) -> Timeline {
        let line = |(from, to, early): &(&str, &str, Option<&str>)| Stretch {
            name: "x".into(),
            tone: Tone::Plain,
            days: (day(from), day(to)),
            spare: early.map(|early| (day(early), day(from))),
        };
        Timeline { lines: lines.iter().map(line).collect(), marks: vec![("today", day("2026-01-01"))] }
    }

    fn bars(timeline: &Timeline, columns: usize) -> Vec<String> {
        table(timeline, columns).rows.iter().map(|row| row.cells[1].bare()).collect()
    }

    #[test]
    fn bars_begin_and_end_with_their_days() {
        let drawn = timeline(&[("2026-01-11", "2026-01-16", Some("2026-01-06")), ("2026-01-24", "2026-01-24", None)]);
        assert_eq!(bars(&drawn, 40), ["│····░░░░░█████·········", "│······················█"]);
        assert_eq!(table(&drawn, 40).columns[1].heading, "2026-01-01────2026-01-24");
    }

    #[test]
    fn bars_keep_within_what_there_is() {
        for columns in [40_usize, 60, 80, 200] {
            let drawn = timeline(&[("2025-02-01", "9999-12-31", None), ("0001-01-01", "2026-01-01", Some("0001-01-01"))]);
            let length = columns.saturating_sub(NAMES + 2).clamp(SHORTEST, LONGEST);
            assert!(bars(&drawn, columns).iter().all(|bar| bar.chars().count() == length));
        }
        assert!(table(&Timeline::default(), 80).rows.is_empty() && draw(&Timeline::default()).is_none());
    }

    #[test]
    fn shapes_stand_where_letters_do() {
        let drawing = draw(&timeline(&[("2026-01-11", "2026-03-01", Some("2026-01-06"))])).unwrap();
        let paths: Vec<&str> = drawing.marks.iter().map(|mark| mark.path.as_str()).collect();
        assert_eq!(paths, ["M55.6 30H91.2", "M91.2 35V25H440V35z", "M20 10V40"]);
        assert_eq!(drawing.along.iter().map(|words| words.text.as_str()).collect::<Vec<_>>(), ["2026-02", "2026-03"]);
        assert_eq!(drawing.description, "x: 2026-01-11 to 2026-03-01.");
    }
}
