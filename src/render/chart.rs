//! Charts as shapes in a plane: where lines, bars and words go. The page only writes them down, as SVG.
//!
//! Written by hand because it is small: each library for charts brings more than a hundred packages, and most want a
//! script or a font.

use super::escape;
use super::runs::width;
use crate::report::doc::{Chart, Panel, Series, Tone};
use std::fmt::Write as _;

const WIDTH: f64 = 680.0;
/// The height of letters.
const LETTER: f64 = 11.0;
const HEIGHT: f64 = 160.0;
/// Room for numbers on the left, words on the right, dates below.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 480.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 132.0;
/// Lines of words stand so far apart.
const LINE: f64 = 14.0;
/// So many labels fit along the axis.
const ALONG: usize = 6;

/// A panel, ready to be written down.
#[derive(Debug)]
pub struct Drawing {
    pub(super) title: String,
    /// What the picture shows, in words.
    pub(super) description: String,
    /// The plane: two corners.
    pub(super) view: String,
    /// It is about as wide as high, and as wide as a phone: nothing is gained by more.
    pub(super) compact: bool,
    /// A line at each number up the axis.
    pub(super) grid: String,
    pub(super) up: Vec<Runs>,
    pub(super) along: Vec<Runs>,
    pub(super) marks: Vec<Mark>,
}

/// Runs and where they stand.
#[derive(Debug)]
pub(super) struct Runs {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
}

/// One series: its shape, and its name and last value beside the end.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) path: String,
    pub(super) shape: Shape,
    pub(super) tone: Tone,
    /// Lines also differ by their dashes, since colours are not for everybody.
    pub(super) dashes: &'static str,
    /// A piece of the shape, for beside the label.
    pub(super) key: String,
    pub(super) label: Runs,
}

impl Mark {
    /// A shape without words.
    pub(super) fn of(shape: Shape, tone: Tone, path: String) -> Self {
        Self { path, shape, tone, dashes: "", key: String::new(), label: Runs { x: 0.0, y: 0.0, text: String::new() } }
    }
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Line,
    /// Filled, with a key as thick as letters.
    Bar,
    /// Filled as cells of tables are, and its words as theirs.
    Field,
    /// A line with an edge around it, so that it is seen on any field; its key is its head.
    Arrow,
}

impl Shape {
    /// The class of such shapes on a page.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Bar => "bar",
            Self::Field => "field",
            Self::Arrow => "arrow",
        }
    }
}

/// Draws each panel of a chart. Nothing in its words is hidden.
pub fn draw(chart: &Chart) -> Vec<Drawing> {
    let seen = |text: &String| escape::visible(text.trim());
    let labels: Vec<String> = chart.labels.iter().map(seen).collect();
    let series = |series: &Series| Series { name: seen(&series.name), ..series.clone() };
    let panel =
        |panel: &Panel| Panel { title: seen(&panel.title), series: panel.series.iter().map(series).collect(), stacked: panel.stacked };
    chart.panels.iter().map(|shown| drawing(&panel(shown), &labels)).collect()
}

fn drawing(panel: &Panel, labels: &[String]) -> Drawing {
    let step = step(highest(panel, labels.len()));
    let plane = Plane { count: labels.len(), top: top(panel, labels.len(), step) };
    let mut marks = if panel.stacked { bars(panel, &plane) } else { lines(panel, &plane) };
    spread(&mut marks);
    let numbers = (0..).map(|n| f64::from(n) * step).take_while(|number| *number <= plane.top);
    let up: Vec<Runs> = numbers.map(|number| Runs { x: LEFT - 6.0, y: plane.y(number), text: number.to_string() }).collect();
    let along = labels.iter().enumerate().step_by(labels.len().div_ceil(ALONG).max(1));
    Drawing {
        title: panel.title.clone(),
        description: described(panel, labels),
        view: format!("0 0 {} {HEIGHT}", view_width(&marks)),
        compact: false,
        grid: up.iter().map(|words| format!("M{LEFT} {}H{RIGHT}", words.y)).collect(),
        up,
        along: along.map(|(n, label)| Runs { x: plane.x(n), y: BOTTOM + 16.0, text: label.clone() }).collect(),
        marks,
    }
}

/// As wide as the longest name beside the chart needs.
fn view_width(marks: &[Mark]) -> f64 {
    let ends = marks.iter().map(|mark| mark.label.x + wide(&mark.label.text));
    ends.fold(WIDTH, f64::max).ceil()
}

/// Turns numbers into places.
struct Plane {
    count: usize,
    /// The number at the upper edge.
    top: f64,
}

#[allow(clippy::cast_precision_loss, reason = "a chart has few labels")]
impl Plane {
    /// The room for one label.
    fn slot(&self) -> f64 {
        (RIGHT - LEFT) / self.count.max(1) as f64
    }

    /// The middle of a label's room.
    fn x(&self, n: usize) -> f64 {
        rounded(LEFT + self.slot() * (n as f64 + 0.5))
    }

    fn y(&self, value: f64) -> f64 {
        rounded(BOTTOM - (BOTTOM - TOP) * value / self.top)
    }
}

/// A tenth of a point is finer than any screen, and reads better in the source.
pub(super) fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

/// How wide a text is in the letters of pictures.
pub(super) fn wide(text: &str) -> f64 {
    f64::from(width(text)) * LETTER
}

/// A line from place to place.
pub(super) fn joined(places: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (n, (x, y)) in places.into_iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(path, "{}{} {}", if n == 0 { "M" } else { "L" }, rounded(x), rounded(y));
    }
    path
}

/// The highest number that is drawn.
fn highest(panel: &Panel, count: usize) -> f64 {
    let total = |n: usize| panel.series.iter().filter_map(|series| *series.values.get(n)?).sum::<f64>();
    let each = panel.series.iter().flat_map(Series::known);
    if panel.stacked { (0..count).map(total).fold(0.0, f64::max) } else { each.fold(0.0, f64::max) }
}

/// The distance of numbers up the axis: whole, and one, two or five times a power of ten, so that there are about four.
fn step(highest: f64) -> f64 {
    let mut power = 1.0;
    loop {
        if let Some(step) = [1.0, 2.0, 5.0].map(|n| n * power).into_iter().find(|step| highest / step <= 4.0) {
            return step;
        }
        power *= 10.0;
    }
}

/// The first step that no value is above.
fn top(panel: &Panel, count: usize, step: f64) -> f64 {
    (highest(panel, count) / step).ceil().max(1.0) * step
}

/// One bar for each label, the series on top of each other.
fn bars(panel: &Panel, plane: &Plane) -> Vec<Mark> {
    let mut floor = vec![0.0; plane.count];
    let (width, last) = (rounded((plane.slot() * 0.8).min(40.0)), plane.count.saturating_sub(1));
    let mut bars = |series: &Series| {
        let (mut path, mut middle) = (String::new(), plane.y(floor.get(last).copied().unwrap_or(0.0)));
        for (n, floor) in floor.iter_mut().enumerate() {
            let Some(value) = series.values.get(n).copied().flatten() else { continue };
            let (low, high) = (plane.y(*floor), plane.y(*floor + value));
            *floor += value;
            middle = f64::midpoint(low, high);
            if high < low {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {low}V{high}h{width}V{low}z", rounded(plane.x(n) - width / 2.0));
            }
        }
        mark(series, path, Shape::Bar, middle, "")
    };
    panel.series.iter().map(&mut bars).collect()
}

/// A line for each series, broken where there is no value.
fn lines(panel: &Panel, plane: &Plane) -> Vec<Mark> {
    let line = |(number, series): (usize, &Series)| {
        let (mut path, mut end, mut is_drawing) = (String::new(), BOTTOM, false);
        for (n, value) in series.values.iter().enumerate() {
            let Some(value) = value else {
                is_drawing = false;
                continue;
            };
            let (x, y) = (plane.x(n), plane.y(*value));
            // A point by itself is a line of no length, which its round ends make visible.
            let _ = if is_drawing { write!(path, "L{x} {y}") } else { write!(path, "M{x} {y}h0") };
            (end, is_drawing) = (y, true);
        }
        mark(series, path, Shape::Line, end, ["", "7 5", "2 5", "10 5 2 5"][number % 4])
    };
    panel.series.iter().enumerate().map(line).collect()
}

fn mark(series: &Series, path: String, shape: Shape, y: f64, dashes: &'static str) -> Mark {
    let last = series.known().next_back().map_or_else(|| "none".to_owned(), |last| last.to_string());
    let label = Runs { x: RIGHT + 28.0, y, text: format!("{} {last}", series.name) };
    Mark { dashes, label, ..Mark::of(shape, series.tone, path) }
}

/// Moves labels apart that would stand on each other: down from the highest, then up from the lower edge.
fn spread(marks: &mut [Mark]) {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|a, b| marks[*a].label.y.total_cmp(&marks[*b].label.y).then(b.cmp(a)));
    let mut least = TOP;
    for n in &order {
        marks[*n].label.y = marks[*n].label.y.max(least);
        least = marks[*n].label.y + LINE;
    }
    let mut most = BOTTOM;
    for n in order.into_iter().rev() {
        let y = rounded(marks[n].label.y.min(most));
        marks[n].label.y = y;
        marks[n].key = format!("M{} {y}h16", RIGHT + 6.0);
        most = y - LINE;
    }
}

/// Each series in words: where it began and ended, and how far it went.
fn described(panel: &Panel, labels: &[String]) -> String {
    let of = |series: &Series| {
        let first = series.values.iter().zip(labels).find_map(|(value, label)| Some(((*value)?, label)));
        let last = series.values.iter().zip(labels).rev().find_map(|(value, label)| Some(((*value)?, label)));
        let (least, most) = (series.known().fold(f64::INFINITY, f64::min), series.known().fold(f64::NEG_INFINITY, f64::max));
        match first.zip(last) {
            Some(((first, from), (last, to))) => {
                format!("{}: {first} in {from}, {last} in {to}, least {least}, most {most}.", series.name)
            }
            None => format!("{}: no values.", series.name),
        }
    };
    panel.series.iter().map(of).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(stacked: bool, values: &[&[Option<f64>]]) -> Panel {
        let series = |values: &&[Option<f64>]| Series { name: "x".into(), tone: Tone::Plain, values: values.to_vec() };
        Panel { title: "X".into(), stacked, series: values.iter().map(series).collect() }
    }

    fn drawn(panel: Panel, count: usize) -> Drawing {
        draw(&Chart { labels: (1..=count).map(|n| format!("2026-{n:02}")).collect(), panels: vec![panel] }).remove(0)
    }

    #[test]
    fn numbers_up_the_axis_are_round_and_reach_the_highest() {
        for (highest, texts) in [(0.0, "0 1"), (3.0, "0 1 2 3"), (9.0, "0 5 10"), (41.0, "0 20 40 60"), (1_234.0, "0 500 1000 1500")] {
            let drawing = drawn(panel(false, &[&[Some(highest)]]), 1);
            assert_eq!(drawing.up.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" "), texts);
            assert!(drawing.up.iter().all(|words| (TOP..=BOTTOM).contains(&words.y)));
        }
    }

    #[test]
    fn bars_stand_on_each_other() {
        let drawing = drawn(panel(true, &[&[Some(1.0), Some(2.0)], &[Some(3.0), None]]), 2);
        let paths: Vec<&str> = drawing.marks.iter().map(|mark| mark.path.as_str()).collect();
        assert_eq!(paths, ["M130 132V102h40V132zM350 132V72h40V132z", "M130 102V12h40V102z"]);
        assert_eq!(drawing.description, "x: 1 in 2026-01, 2 in 2026-02, least 1, most 2. x: 3 in 2026-01, 3 in 2026-01, least 3, most 3.");
    }

    #[test]
    fn lines_break_where_nothing_is_known() {
        let drawing = drawn(panel(false, &[&[Some(1.0), Some(0.0), None, Some(1.0)]]), 4);
        assert_eq!(drawing.marks[0].path, "M95 12h0L205 132M425 12h0");
    }

    #[test]
    fn labels_stand_apart_and_inside() {
        let same: &[Option<f64>] = &[Some(0.0)];
        let drawing = drawn(panel(false, &[same; 9]), 1);
        let mut places: Vec<f64> = drawing.marks.iter().map(|mark| mark.label.y).collect();
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= LINE) && places.iter().all(|place| (TOP..=BOTTOM).contains(place)));
    }

    #[test]
    fn words_along_the_axis_are_few() {
        for count in [0, 1, 6, 7, 60, 120] {
            assert!(drawn(panel(true, &[&[]]), count).along.len() <= ALONG);
        }
    }
}
