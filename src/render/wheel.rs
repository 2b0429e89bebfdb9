//! Years as a circle, as shapes in a plane: what takes days is a piece of its ring, what is done on one day a point on it.
//!
//! Each state has a shape of its own beside its colour, each ring a line, and whatever has room a mark that the table has too.

use super::chart::{Drawing, Mark, Runs, Shape, joined, rounded, wide};
use super::escape;
use crate::base::date::{Date, Period};
use crate::report::doc::{Ring, Tone, Turn, Wheel};
use std::f64::consts::TAU;

/// The height of a line of words.
const LINE: f64 = 18.0;
/// The middle of the circle.
const MIDDLE: (f64, f64) = (180.0, 168.0);
const WIDTH: f64 = 360.0;
/// How far the outer ring is from the middle, and each next one from the one around it.
const OUTER: f64 = 112.0;
const INWARDS: f64 = 32.0;
/// A piece of a ring is so thick.
const THICK: f64 = 16.0;
/// Days with words are named so far outside.
const DATES: f64 = 152.0;
/// Where the line of today begins and ends.
const TODAY: (f64, f64) = (18.0, 132.0);
/// So many years are named.
const MOST_YEARS: u32 = 6;
/// Half of a point.
const POINT: f64 = 5.5;
/// Marks nearer than that would lie on each other.
const NEAR: f64 = 15.0;
/// A bent line is drawn as straight ones, each for so many parts of the whole.
const STEP: f64 = 1.0 / 120.0;
/// Where what is below the circle begins.
const BELOW: f64 = 336.0;

/// Draws it. Nothing in its words is hidden.
pub fn draw(wheel: &Wheel) -> Drawing {
    let circle = Circle::of(wheel);
    let mut marks: Vec<Mark> = Vec::new();
    let mut along: Vec<Runs> = Vec::new();
    for (n, ring) in wheel.rings.iter().enumerate() {
        let away = OUTER - INWARDS * f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        for turn in &ring.turns {
            marks.push(Mark::of(Shape::Bar, turn.tone, circle.shape(turn, away)));
        }
        along.extend(circle.named(ring, away, n == 0));
    }
    if let Some(today) = wheel.today {
        let share = circle.share(today);
        marks.push(Mark {
            dashes: "2 5",
            ..Mark::of(Shape::Line, Tone::Plain, joined([circle.at(share, TODAY.0), circle.at(share, TODAY.1)]))
        });
        along.push(Runs { x: MIDDLE.0, y: MIDDLE.1, text: "today".into() });
    }
    along.extend(circle.years().map(|day| {
        let (x, y) = circle.at(circle.share(day), DATES);
        Runs { x, y, text: day.to_string() }
    }));
    let bottom = legend(wheel, &mut marks);
    let right = marks.iter().map(|mark| mark.label.x + wide(&mark.label.text)).fold(WIDTH, f64::max);
    Drawing {
        title: escape::visible(wheel.title.trim()),
        description: described(wheel),
        view: format!("0 0 {} {bottom}", right.ceil()),
        compact: true,
        grid: circle.lines(wheel.rings.len()),
        up: Vec::new(),
        along,
        marks,
    }
}

/// Turns days into places.
struct Circle {
    from: Date,
    to: Date,
}

#[allow(clippy::cast_precision_loss, reason = "days of a calendar are far below the numbers a double cannot hold")]
impl Circle {
    fn of(wheel: &Wheel) -> Self {
        Self { from: wheel.days.0, to: wheel.days.1 }
    }

    /// How much of the whole is over when a day begins.
    fn share(&self, day: Date) -> f64 {
        let whole = self.to.days_since(self.from).max(0) + 1;
        (day.days_since(self.from) as f64 / whole as f64).clamp(0.0, 1.0)
    }

    fn at(&self, share: f64, away: f64) -> (f64, f64) {
        let angle = share * TAU;
        (rounded(MIDDLE.0 + angle.sin() * away), rounded(MIDDLE.1 - angle.cos() * away))
    }

    /// The places of a piece of a ring, from one share to another.
    fn arc(&self, from: f64, to: f64, away: f64) -> Vec<(f64, f64)> {
        let shares = std::iter::successors(Some(from), |share| Some(share + STEP)).take_while(|share| *share < to);
        shares.chain([to]).map(|share| self.at(share, away)).collect()
    }

    fn shape(&self, turn: &Turn, away: f64) -> String {
        let from = self.share(turn.days.0);
        let Some(last) = turn.days.1 else { return point(turn.tone, self.at(from, away)) };
        let whole = self.to.days_since(self.from).max(0) + 1;
        // A day is seen, however many there are.
        let to = (self.share(last) + 1.0 / whole as f64).max(from + STEP / 2.0);
        let inside = self.arc(from, to, away - THICK / 2.0);
        closed(self.arc(from, to, away + THICK / 2.0).into_iter().chain(inside.into_iter().rev()))
    }

    /// The marks of a ring, as far as they have room; outside of the outer one, inside of the others.
    fn named(&self, ring: &Ring, away: f64, is_outer: bool) -> Vec<Runs> {
        let mut marks: Vec<Runs> = Vec::new();
        for turn in &ring.turns {
            let (from, to) = (self.share(turn.days.0), self.share(turn.days.1.unwrap_or(turn.days.0)));
            let (x, y) = self.at(f64::midpoint(from, to), if is_outer { away + 20.0 } else { away - 14.0 });
            if marks.iter().all(|other| (x - other.x).hypot(y - other.y) >= NEAR) {
                marks.push(Runs { x, y, text: escape::visible(turn.mark.trim()) });
            }
        }
        marks
    }

    /// The first day, and the same one of each year.
    fn years(&self) -> impl Iterator<Item = Date> {
        let last = self.to;
        (0..MOST_YEARS).map(|year| self.from.plus(Period::months(12 * year))).take_while(move |day| *day < last)
    }

    /// The rings, and a line where a year begins.
    fn lines(&self, rings: usize) -> String {
        let mut path = String::new();
        for n in 0..u32::try_from(rings).unwrap_or(0) {
            path += &closed(self.arc(0.0, 1.0, OUTER - INWARDS * f64::from(n)));
        }
        for day in self.years() {
            path += &joined([34.0, OUTER + THICK].map(|away| self.at(self.share(day), away)));
        }
        path
    }
}

/// A shape for each state: a circle for what is done, a square for what is to come, the same on its corner for what has begun, a
/// triangle for what is wanting.
fn point(tone: Tone, (x, y): (f64, f64)) -> String {
    let corner = |share: f64, away: f64| {
        let angle = share * TAU;
        (rounded(x + angle.sin() * away), rounded(y - angle.cos() * away))
    };
    let corners = |count: u32, from: f64, away: f64| closed((0..count).map(|n| corner(from + f64::from(n) / f64::from(count), away)));
    match tone {
        Tone::Good => corners(16, 0.0, POINT),
        Tone::Bad | Tone::Warn | Tone::Critical => corners(3, 0.0, POINT * 1.4),
        Tone::Note | Tone::Faint => corners(4, 0.125, POINT * 1.3),
        Tone::Plain => corners(4, 0.0, POINT * 1.3),
    }
}

fn closed(places: impl IntoIterator<Item = (f64, f64)>) -> String {
    joined(places) + "z"
}

/// What rings and shapes are, below the circle; where it ends.
fn legend(wheel: &Wheel, marks: &mut Vec<Mark>) -> f64 {
    let mut states: Vec<(&str, Tone)> = Vec::new();
    for turn in wheel.rings.iter().flat_map(|ring| &ring.turns) {
        if !states.iter().any(|(state, _)| *state == turn.state) {
            states.push((turn.state, turn.tone));
        }
    }
    let mut y = BELOW;
    for (n, ring) in wheel.rings.iter().enumerate() {
        let place = ["outer ring", "middle ring", "inner ring"].get(n).copied().unwrap_or("further in");
        let label = Runs { x: 8.0, y, text: format!("{place}: {}, {}", ring.name, ring.turns.len()) };
        marks.push(Mark { label, ..Mark::of(Shape::Line, Tone::Plain, String::new()) });
        y += LINE;
    }
    let mut x = 16.0;
    for (state, tone) in states {
        let long = wide(state) + 32.0;
        if x + long > WIDTH {
            (x, y) = (16.0, y + LINE);
        }
        let label = Runs { x: x + 12.0, y, text: state.to_owned() };
        marks.push(Mark { label, ..Mark::of(Shape::Bar, tone, point(tone, (x, y))) });
        x += long;
    }
    y + LINE
}

/// Each of its days in words.
fn described(wheel: &Wheel) -> String {
    let turn = |turn: &Turn| {
        let days = turn.days.1.map_or(turn.days.0.to_string(), |to| format!("{} to {to}", turn.days.0));
        format!("{}: {days}, {}.", escape::visible(turn.name.trim()), turn.state)
    };
    let turns = wheel.rings.iter().flat_map(|ring| &ring.turns).map(turn);
    let ends = format!("From {} to {}.", wheel.days.0, wheel.days.1);
    let today = wheel.today.map(|day| format!("Today is {day}."));
    std::iter::once(ends).chain(today).chain(turns).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn wheel(turns: &[(&str, Option<&str>, Tone)], today: Option<&str>) -> Wheel {
        let turn = |(from, to, tone): &(&str, Option<&str>, Tone)| Turn {
            name: "x".into(),
            mark: "A1".into(),
            state: "held",
            tone: *tone,
            days: (day(from), to.map(day)),
        };
        let ring = Ring { name: "audits", turns: turns.iter().map(turn).collect() };
        let days = (day("2026-01-01"), day("2028-12-31"));
        Wheel { title: "X".into(), days, rings: vec![ring], today: today.map(day) }
    }

    /// Where a shape begins.
    fn begins(mark: &Mark) -> (f64, f64) {
        let (x, y) = mark.path[1..].split('L').next().unwrap().split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    }

    #[test]
    fn days_go_round_from_the_top() {
        let drawing = draw(&wheel(&[("2026-01-01", Some("2026-06-30"), Tone::Note), ("2026-10-01", None, Tone::Good)], Some("2027-07-02")));
        let (x, y) = begins(&drawing.marks[0]);
        assert!((x - MIDDLE.0).abs() < 0.2 && (y - (MIDDLE.1 - OUTER - THICK / 2.0)).abs() < 0.2, "{x} {y}");
        // A quarter of three years is on the right, half of them below.
        let (x, y) = begins(&drawing.marks[1]);
        assert!(x > MIDDLE.0 + OUTER - 8.0 && (y - MIDDLE.1).abs() < 8.0, "{x} {y}");
        let (x, y) = begins(&drawing.marks[2]);
        assert!((x - MIDDLE.0).abs() < 1.0 && y > MIDDLE.1, "{x} {y}");
        assert_eq!(drawing.along.iter().filter(|words| words.text.starts_with("20")).count(), 3);
        assert_eq!(
            drawing.description,
            "From 2026-01-01 to 2028-12-31. Today is 2027-07-02. x: 2026-01-01 to 2026-06-30, held. x: 2026-10-01, held."
        );
    }

    #[test]
    fn many_points_keep_their_marks_apart_and_a_wheel_without_any_is_one() {
        let all: Vec<String> = (1..=28).map(|n| format!("2027-02-{n:02}")).collect();
        let turns: Vec<_> = all.iter().map(|day| (day.as_str(), None, Tone::Bad)).collect();
        let drawing = draw(&wheel(&turns, None));
        let named: Vec<&Runs> = drawing.along.iter().filter(|words| words.text == "A1").collect();
        assert!(named.len() < 5 && !named.is_empty());
        let empty = draw(&wheel(&[], None));
        assert!(empty.marks.iter().all(|mark| mark.path.is_empty()) && !empty.grid.is_empty());
    }

    #[test]
    fn what_reaches_the_last_day_ends_at_the_top() {
        let drawing = draw(&wheel(&[("2028-09-01", Some("2028-12-31"), Tone::Warn)], None));
        let last = drawing.marks[0].path.trim_end_matches('z').split('L').map(|place| place.trim_start_matches('M')).any(|place| {
            let (x, y) = place.split_once(' ').unwrap();
            (x.parse::<f64>().unwrap() - MIDDLE.0).abs() < 0.2 && y.parse::<f64>().unwrap() < MIDDLE.1
        });
        assert!(last, "{}", drawing.marks[0].path);
    }
}
