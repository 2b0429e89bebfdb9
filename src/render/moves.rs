//! Arrows on a heat map, as shapes in a plane: squares in the colours of their levels, and a line from each to where its
//! risks went, with how many there are.

use super::chart::{Drawing, Mark, Runs, Shape, joined, rounded, wide};
use super::escape;
use crate::report::doc::{Arrow, Matrix, MatrixCell, Moves, Tone};

/// All squares side by side are about so wide, so that the picture fits a phone with letters that can be read.
const ROOM: f64 = 340.0;
/// A square is within these.
const WIDTHS: (f64, f64) = (40.0, 68.0);
const HIGH: f64 = 58.0;
/// Between squares.
const GAP: f64 = 2.0;
/// Room above for the name of the axis.
const TOP: f64 = 20.0;
/// Words beside rows are cut to their number where they are wider.
const BESIDE: f64 = 80.0;
/// Arrows begin and end so far from the middle of a square.
const APART: f64 = 8.0;
/// A head is so long, and half as wide to each side.
const HEAD: f64 = 8.0;
/// How far a line bends, of its length: what goes back and forth, or over another, does not lie on it. Long ones bend more.
const BENDS: (f64, f64) = (0.1, 0.24);
/// A number stands after one of these shares of its line, rather the first.
const SHARES: [f64; 5] = [0.45, 0.35, 0.55, 0.25, 0.65];
/// A bent line is drawn as so many straight ones.
const STEPS: u32 = 12;

/// Draws them. Nothing in their words is hidden.
pub fn draw(moves: &Moves) -> Drawing {
    let map = seen(&moves.map);
    let plane = Plane::of(&map);
    let mut marks = squares(&map, &plane);
    let lines: Vec<Line> = moves.arrows.iter().map(|arrow| plane.line(*arrow)).collect();
    let dashes = if moves.is_expected { "5 4" } else { "" };
    marks.extend(lines.iter().map(|line| line.mark(dashes)));
    let tags = tags(&moves.arrows, &lines);
    marks.extend(tags.iter().map(|tag| Mark::of(Shape::Field, Tone::Plain, pill(tag))));
    let (right, bottom) = (plane.x(map.columns.len()), plane.y(map.rows.len()));
    let axis = Runs { x: 0.0, y: TOP / 2.0 - 1.0, text: format!("{} ↑", map.row_axis) };
    marks.push(Mark { label: axis, ..Mark::of(Shape::Line, Tone::Plain, String::new()) });
    let mut along = tags;
    along.extend(map.columns.iter().enumerate().map(|(n, heading)| Runs {
        x: plane.middle((0, n)).0,
        y: bottom + 9.0,
        text: fitting(heading, plane.wide),
    }));
    along.push(Runs { x: rounded(f64::midpoint(plane.left, right)), y: bottom + 25.0, text: format!("{} →", map.column_axis) });
    let beside = |(n, row): (usize, &String)| Runs { x: plane.left - 6.0, y: plane.y(n) + HIGH / 2.0, text: fitting(row, BESIDE) };
    Drawing {
        title: escape::visible(moves.title.trim()),
        description: described(moves, &map),
        view: format!("0 0 {} {}", right.ceil(), bottom + 34.0),
        compact: true,
        grid: format!("M{} {TOP}V{bottom}", plane.left - 2.0),
        up: map.rows.iter().map(|row| &row.heading).enumerate().map(beside).collect(),
        along,
        marks,
    }
}

/// The map with words in which nothing is hidden.
fn seen(map: &Matrix) -> Matrix {
    let see = |text: &mut String| *text = escape::visible(text.trim());
    let mut map = map.clone();
    map.columns.iter_mut().chain([&mut map.row_axis, &mut map.column_axis]).for_each(see);
    for row in &mut map.rows {
        see(&mut row.heading);
        row.cells.iter_mut().flat_map(|cell| [&mut cell.level, &mut cell.score]).for_each(see);
    }
    map
}

/// A heading, or its number where it is too long.
fn fitting(heading: &str, room: f64) -> String {
    let number = || heading.split(' ').next().unwrap_or_default();
    if wide(heading) <= room { heading.to_owned() } else { number().to_owned() }
}

/// Its score, or its level where the method has no scores and a square has room for it. The map beside says both.
fn named(cell: &MatrixCell, room: f64) -> &str {
    let fits = |text: &&str| !text.is_empty() && wide(text) <= room;
    [cell.score.as_str(), &cell.level].into_iter().find(fits).unwrap_or_default()
}

fn squares(map: &Matrix, plane: &Plane) -> Vec<Mark> {
    let square = |(row, column): (usize, usize), cell: &MatrixCell| {
        let (x, y) = (plane.x(column), plane.y(row));
        let (wide, high) = (plane.wide - GAP, HIGH - GAP);
        let tone = if cell.tone == Tone::Plain { Tone::Faint } else { cell.tone };
        let label = Runs { x: x + 4.0, y: y + 9.0, text: named(cell, wide - 6.0).to_owned() };
        Mark { label, ..Mark::of(Shape::Field, tone, format!("M{x} {y}h{}v{high}h-{}z", rounded(wide), rounded(wide))) }
    };
    let rows = map.rows.iter().enumerate();
    rows.flat_map(|(n, row)| row.cells.iter().enumerate().map(move |(m, cell)| square((n, m), cell))).collect()
}

/// Turns cells into places.
struct Plane {
    left: f64,
    wide: f64,
}

#[allow(clippy::cast_precision_loss, reason = "a scale has few steps")]
impl Plane {
    fn of(map: &Matrix) -> Self {
        let beside = map.rows.iter().map(|row| wide(&fitting(&row.heading, BESIDE))).fold(wide("0"), f64::max);
        let count = map.columns.len().max(1) as f64;
        Self { left: (beside + 10.0).ceil(), wide: (ROOM / count).clamp(WIDTHS.0, WIDTHS.1) }
    }

    fn x(&self, column: usize) -> f64 {
        rounded(self.left + self.wide * column as f64)
    }

    fn y(&self, row: usize) -> f64 {
        TOP + HIGH * row as f64
    }

    /// Where arrows of a cell meet: below its words.
    fn middle(&self, (row, column): (usize, usize)) -> (f64, f64) {
        (rounded(self.x(column) + self.wide / 2.0), self.y(row) + HIGH / 2.0)
    }

    fn line(&self, arrow: Arrow) -> Line {
        let (from, to) = (self.middle(arrow.from), self.middle(arrow.to));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / long, dy / long);
        let bend = long * (long / HIGH * BENDS.0).min(BENDS.1);
        let bent = (f64::midpoint(from.0, to.0) - uy * bend, f64::midpoint(from.1, to.1) + ux * bend);
        Line { from: towards(from, bent), bent, tip: towards(to, bent) }
    }
}

/// A place beside the middle of a square, on the way to another one.
fn towards(middle: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - middle.0, to.1 - middle.1);
    let long = dx.hypot(dy).max(1.0);
    (middle.0 + dx / long * APART, middle.1 + dy / long * APART)
}

/// A bent line: it begins, is drawn to a side, and ends.
struct Line {
    from: (f64, f64),
    bent: (f64, f64),
    tip: (f64, f64),
}

impl Line {
    /// Where it is after a share of it.
    fn at(&self, share: f64) -> (f64, f64) {
        let rest = 1.0 - share;
        let part = |from: f64, bent: f64, tip: f64| rest * rest * from + 2.0 * rest * share * bent + share * share * tip;
        (part(self.from.0, self.bent.0, self.tip.0), part(self.from.1, self.bent.1, self.tip.1))
    }

    /// Which way it goes at its end.
    fn end(&self) -> (f64, f64) {
        let (dx, dy) = (self.tip.0 - self.bent.0, self.tip.1 - self.bent.1);
        let long = dx.hypot(dy).max(0.1);
        (dx / long, dy / long)
    }

    fn places(&self) -> impl Iterator<Item = (f64, f64)> {
        (0..=STEPS).map(|n| self.at(f64::from(n) / f64::from(STEPS)))
    }

    fn mark(&self, dashes: &'static str) -> Mark {
        let ((ux, uy), tip) = (self.end(), self.tip);
        let base = (tip.0 - ux * HEAD, tip.1 - uy * HEAD);
        // What the head covers is not drawn, so that its point is one.
        let is_before = |place: &(f64, f64)| (tip.0 - place.0).hypot(tip.1 - place.1) > HEAD * 0.8;
        let side = |sign: f64| (base.0 - sign * uy * HEAD / 2.0, base.1 + sign * ux * HEAD / 2.0);
        let key = joined([tip, side(1.0), side(-1.0)]) + "z";
        Mark { key, dashes, ..Mark::of(Shape::Arrow, Tone::Plain, joined(self.places().filter(is_before))) }
    }
}

/// How many each arrow stands for: on it, where the fewest other numbers and lines are.
fn tags(arrows: &[Arrow], lines: &[Line]) -> Vec<Runs> {
    let mut tags: Vec<Runs> = Vec::new();
    for (n, arrow) in arrows.iter().enumerate() {
        let near = |(x, y): (f64, f64), within: f64| move |(a, b): (f64, f64)| (x - a).hypot(y - b) < within;
        let worse = |place: &(f64, f64)| {
            let on_tags = tags.iter().map(|tag| (tag.x, tag.y)).filter(|tag| near(*place, 14.0)(*tag)).count();
            let others = lines.iter().enumerate().filter(|(other, _)| *other != n).flat_map(|(_, line)| line.places());
            on_tags * 8 + others.filter(|other| near(*place, 8.0)(*other)).count()
        };
        let Some((x, y)) = SHARES.into_iter().map(|share| lines[n].at(share)).min_by_key(worse) else { continue };
        tags.push(Runs { x: rounded(x), y: rounded(y), text: arrow.count.to_string() });
    }
    tags
}

/// What a number stands on: a field as long as it, with corners cut off.
fn pill(tag: &Runs) -> String {
    let (half, high, cut) = (rounded(wide(&tag.text) / 2.0 + 3.0), 6.5, 3.5);
    let (left, right, top, bottom) = (rounded(tag.x - half), rounded(tag.x + half), rounded(tag.y - high), rounded(tag.y + high));
    let (west, east, north, south) = (rounded(left + cut), rounded(right - cut), rounded(top + cut), rounded(bottom - cut));
    format!("M{west} {top}H{east}L{right} {north}V{south}L{east} {bottom}H{west}L{left} {south}V{north}z")
}

/// Each arrow in words.
fn described(moves: &Moves, map: &Matrix) -> String {
    let cell = |(row, column): (usize, usize)| {
        let (row, column) = (map.rows.get(row).map_or("", |row| &row.heading), map.columns.get(column).map_or("", String::as_str));
        format!("{} {row}, {} {column}", map.row_axis.to_lowercase(), map.column_axis.to_lowercase())
    };
    let of = |arrow: &Arrow| format!("{} from {} to {}.", arrow.count, cell(arrow.from), cell(arrow.to));
    moves.arrows.iter().map(of).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::doc::MatrixRow;

    fn moves(arrows: &[[usize; 5]]) -> Moves {
        let cell = |score: usize| MatrixCell { level: "high".into(), score: score.to_string(), tone: Tone::Bad, items: Vec::new() };
        let row = |n: usize| MatrixRow { heading: format!("{n} Likely"), cells: (1..=3).map(|m| cell(n * m)).collect() };
        let columns = vec!["1 Minor".into(), "2 Serious".into(), "3 So severe that nobody would say it in one word".into()];
        let map = Matrix { row_axis: "Likelihood".into(), column_axis: "Impact".into(), columns, rows: (1..=3).rev().map(row).collect() };
        let arrow = |[row, column, to_row, to_column, count]: &[usize; 5]| Arrow {
            from: (*row, *column),
            to: (*to_row, *to_column),
            count: *count,
        };
        Moves { title: "X".into(), map, arrows: arrows.iter().map(arrow).collect(), is_expected: false }
    }

    fn shapes(drawing: &Drawing, shape: Shape) -> Vec<&Mark> {
        drawing.marks.iter().filter(|mark| mark.shape == shape).collect()
    }

    #[test]
    fn an_arrow_is_drawn_once_with_how_many_it_stands_for() {
        let drawing = draw(&moves(&[[0, 2, 2, 2, 12], [2, 2, 2, 0, 1]]));
        let arrows = shapes(&drawing, Shape::Arrow);
        assert_eq!((arrows.len(), shapes(&drawing, Shape::Field).len()), (2, 9 + 2));
        assert_eq!(drawing.along.iter().map(|words| words.text.as_str()).collect::<Vec<_>>()[..2], ["12", "1"]);
        let told = "12 from likelihood 3 Likely, impact 3 So severe that nobody would say it in one word to likelihood 1 Likely, impact";
        assert!(drawing.description.starts_with(told), "{}", drawing.description);
        // A heading that is too long is told by its number.
        assert_eq!(drawing.along[2..5].iter().map(|words| words.text.as_str()).collect::<Vec<_>>(), ["1 Minor", "2 Serious", "3"]);
    }

    #[test]
    fn arrows_point_to_where_they_lead_and_none_lies_on_another() {
        let drawing = draw(&moves(&[[0, 0, 2, 0, 1], [2, 0, 0, 0, 1], [0, 0, 1, 0, 1]]));
        let tip =
            |mark: &Mark| mark.key.trim_start_matches('M').split('L').next().unwrap().split(' ').nth(1).unwrap().parse::<f64>().unwrap();
        let [down, up, half] = shapes(&drawing, Shape::Arrow)[..] else { panic!() };
        assert!(tip(down) > tip(half) && tip(half) > tip(up), "{} {} {}", down.key, half.key, up.key);
        let paths = [&down.path, &up.path, &half.path];
        let places = |path: &str| path[1..].split('L').map(str::to_owned).collect::<Vec<_>>();
        let both = places(paths[0]).into_iter().filter(|place| places(paths[1]).contains(place)).count();
        assert_eq!(both, 0);
        let tags: Vec<&Runs> = drawing.along.iter().take(3).collect();
        for (n, one) in tags.iter().enumerate() {
            assert!(tags[n + 1..].iter().all(|other| (one.x - other.x).hypot(one.y - other.y) > 9.0), "{tags:?}");
        }
    }

    #[test]
    fn the_picture_is_within_its_plane() {
        let drawing = draw(&moves(&[[0, 0, 2, 2, 100], [2, 2, 0, 2, 3], [2, 0, 0, 0, 4]]));
        let view: Vec<f64> = drawing.view.split(' ').map(|number| number.parse().unwrap()).collect();
        for mark in shapes(&drawing, Shape::Arrow) {
            for place in mark.path[1..].split('L') {
                let (x, y) = place.split_once(' ').unwrap();
                let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
                assert!((0.0..view[2]).contains(&x) && (0.0..view[3]).contains(&y), "{place}");
            }
        }
    }
}
