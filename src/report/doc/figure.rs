//! Pictures: what there is to draw, without how.

use super::Tone;
use crate::base::date::Date;

/// A heat map: likelihood upwards, impact to the right.
#[derive(Clone, Debug)]
pub struct Matrix {
    pub row_axis: String,
    pub column_axis: String,
    pub columns: Vec<String>,
    /// From the top: the highest likelihood first.
    pub rows: Vec<MatrixRow>,
}

/// A row of a heat map.
#[derive(Clone, Debug)]
pub struct MatrixRow {
    pub heading: String,
    pub cells: Vec<MatrixCell>,
}

/// A cell of a heat map: its level, and what falls into it.
#[derive(Clone, Debug)]
pub struct MatrixCell {
    pub level: String,
    pub score: String,
    pub tone: Tone,
    pub items: Vec<String>,
}

/// Arrows between the cells of a heat map. A report that has them has a table of them too.
#[derive(Clone, Debug)]
pub struct Moves {
    /// From which state of the risks to which, and how many moved.
    pub title: String,
    pub map: Matrix,
    pub arrows: Vec<Arrow>,
    /// They lead to what is wanted and not there yet.
    pub is_expected: bool,
}

/// How many went from a cell to another. Rows and columns are counted from the top and from the left.
#[derive(Clone, Copy, Debug)]
pub struct Arrow {
    pub from: (usize, usize),
    pub to: (usize, usize),
    pub count: usize,
}

/// Numbers over time, several small charts over one axis. Pictures say how it went, not how much: a report that has one
/// has its numbers in a table too.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    /// What stands along the axis, such as months.
    pub labels: Vec<String>,
    pub panels: Vec<Panel>,
}

/// Series that are held against each other.
#[derive(Clone, Debug)]
pub struct Panel {
    pub title: String,
    /// They are parts of a whole: the first at the bottom, the others on top of it.
    pub stacked: bool,
    pub series: Vec<Series>,
}

/// One number for each label, where there is one.
#[derive(Clone, Debug)]
pub struct Series {
    pub name: String,
    pub tone: Tone,
    pub values: Vec<Option<f64>>,
}

impl Series {
    /// Counts, one for each label.
    #[allow(clippy::cast_precision_loss, reason = "what is counted is far below the numbers a double cannot hold")]
    pub fn counts(name: impl Into<String>, tone: Tone, counts: impl IntoIterator<Item = usize>) -> Self {
        Self { name: name.into(), tone, values: counts.into_iter().map(|count| Some(count as f64)).collect() }
    }

    /// The values there are, in order.
    pub fn known(&self) -> impl DoubleEndedIterator<Item = f64> {
        self.values.iter().flatten().copied()
    }
}

/// A bar for each whole, divided into parts. Its numbers are said wherever it is drawn.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// What the wholes are, such as "Criticality", in words of ours.
    pub title: String,
    /// What the parts are called, from the left.
    pub parts: Vec<(&'static str, Tone)>,
    pub lines: Vec<Bar>,
}

/// A whole: how many fall into each part.
#[derive(Clone, Debug)]
pub struct Bar {
    pub name: String,
    pub counts: Vec<usize>,
}

impl Bar {
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

impl Bars {
    /// The most that a whole has.
    pub fn longest(&self) -> usize {
        self.lines.iter().map(Bar::total).max().unwrap_or(0)
    }
}

/// What takes from which day to which, one under the other. A report that has one has its days in a table too.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    pub lines: Vec<Stretch>,
    /// Days with a name, such as today.
    pub marks: Vec<(&'static str, Date)>,
}

/// A line of a timeline. Of each pair the first day is in it, the second is not.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub name: String,
    pub tone: Tone,
    pub days: (Date, Date),
    /// Days before it that are to spare.
    pub spare: Option<(Date, Date)>,
}

impl Timeline {
    /// The first day and the last that anything of it is on; None where there is nothing.
    pub fn ends(&self) -> Option<(Date, Date)> {
        let pairs = self.lines.iter().flat_map(|line| [Some(line.days), line.spare]).flatten();
        let days = pairs.flat_map(|(from, to)| [from, to]).chain(self.marks.iter().map(|(_, day)| *day));
        days.fold(None, |ends: Option<(Date, Date)>, day| Some(ends.map_or((day, day), |(first, last)| (first.min(day), last.max(day)))))
    }
}

/// Years as a circle: the first day is at the top, and the days go round clockwise. A report that has one has its days in a table
/// too.
#[derive(Clone, Debug)]
pub struct Wheel {
    pub title: String,
    /// The first day and the last one.
    pub days: (Date, Date),
    /// From the outside.
    pub rings: Vec<Ring>,
    /// The day that is looked from, where it is one of them.
    pub today: Option<Date>,
}

/// What stands at the same distance from the middle.
#[derive(Clone, Debug)]
pub struct Ring {
    pub name: &'static str,
    pub turns: Vec<Turn>,
}

/// Something on a ring.
#[derive(Clone, Debug)]
pub struct Turn {
    /// As the table says it.
    pub name: String,
    /// In a letter and a number or so.
    pub mark: String,
    pub state: &'static str,
    pub tone: Tone,
    /// The first day and the last one, where it is not done on one day.
    pub days: (Date, Option<Date>),
}

impl Wheel {
    /// The same on a line.
    pub fn timeline(&self) -> Timeline {
        let line = |turn: &Turn| {
            let (from, to) = turn.days;
            Stretch { name: turn.name.clone(), tone: turn.tone, days: (from, to.unwrap_or(from)), spare: None }
        };
        let today = self.today.map(|day| ("today", day));
        let marks = [Some(("first day", self.days.0)), today, Some(("last day", self.days.1))].into_iter().flatten().collect();
        Timeline { lines: self.rings.iter().flat_map(|ring| &ring.turns).map(line).collect(), marks }
    }
}
