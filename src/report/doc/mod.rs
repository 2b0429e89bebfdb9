//! Content without looks: what every report turns into, and every format writes.

mod figure;

pub use figure::{Arrow, Bar, Bars, Chart, Matrix, MatrixCell, MatrixRow, Moves, Panel, Ring, Series, Stretch, Timeline, Turn, Wheel};

use crate::base::date::Date;
use crate::model::single::isms::ScoreRule;
use crate::register::rating;
use crate::report::brand::Brand;
use crate::report::prose::Prose;
use std::borrow::Cow;
use std::rc::Rc;
use std::slice;
use std::sync::Arc;

/// A report as headings, paragraphs and tables. All text is data from records or words of ours; none is markup.
#[derive(Default)]
pub struct Doc<'a> {
    pub head: Head,
    pub blocks: Vec<Block<'a>>,
}

/// What stands above and below the content.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: String,
    /// Name and value, shown above everything: organisation, scope, version, approval.
    pub facts: Vec<Fact>,
    /// What the organisation puts on its papers, if it says any of it.
    pub brand: Option<Arc<Brand>>,
    /// It is made for anybody: a mark that keeps others from it has no place on it.
    pub is_public: bool,
    /// Small print at the end: the day, the commit, the version of this tool.
    pub footer: Vec<String>,
}

impl Head {
    /// What the organisation puts on its papers, as far as it belongs on this one.
    pub fn worn(&self, brand: Option<&Arc<Brand>>) -> Option<Arc<Brand>> {
        if self.is_public { brand.and_then(|brand| brand.for_the_public()) } else { brand.cloned() }
    }

    /// The day that a report looks from, as its small print says it; the first one where it compares.
    pub fn as_of(&self) -> Option<Date> {
        self.footer.iter().flat_map(|line| line.split([' ', ','])).find_map(|word| word.parse().ok())
    }
}

/// A name and a value.
#[derive(Clone, Debug)]
pub struct Fact {
    pub name: Cow<'static, str>,
    pub value: Cell<'static>,
}

/// A part of a document.
pub enum Block<'a> {
    Heading {
        text: String,
    },
    Paragraph {
        text: String,
    },
    /// Short remarks, one line each.
    List {
        items: Vec<String>,
    },
    Table(Table<'a>),
    Matrix(Matrix),
    /// Side by side.
    Moves(Vec<Moves>),
    Chart(Chart),
    Timeline(Timeline),
    Wheel(Wheel),
    Bars(Bars),
    /// A text that somebody wrote.
    Prose(Vec<Prose>),
}

/// Rows under columns.
#[derive(Clone)]
pub struct Table<'a> {
    /// Lower case with hyphens; says what the table is of where its heading does not.
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub rows: Rows<'a>,
    /// What to say where there are no rows.
    pub empty: &'static str,
}

/// Rows that are made while they are written, as often as a format goes through them, so that nobody holds all of them.
#[derive(Clone)]
pub struct Rows<'a>(Rc<dyn Fn() -> RowIter<'a> + 'a>);

/// Rows, one after the other.
pub type RowIter<'a> = Box<dyn Iterator<Item = Row<'a>> + 'a>;

impl<'a> Rows<'a> {
    /// Rows by what makes them; it makes the same ones each time.
    pub fn new<I: Iterator<Item = Row<'a>> + 'a>(make: impl Fn() -> I + 'a) -> Self {
        Self(Rc::new(move || Box::new(make())))
    }

    /// Rows that are there already, because they are few.
    pub fn few(rows: Vec<Row<'a>>) -> Self {
        let rows: Rc<[Row<'a>]> = rows.into();
        Self::new(move || {
            let rows = Rc::clone(&rows);
            (0..rows.len()).map(move |n| rows[n].clone())
        })
    }

    /// From the first one on.
    pub fn iter(&self) -> RowIter<'a> {
        (self.0)()
    }

    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

/// A column: its heading, and how important it is where space is short.
#[derive(Clone, Debug)]
pub struct Column {
    pub heading: Cow<'static, str>,
    pub kind: ColumnKind,
    /// 0 is kept longest. Terminals drop columns from the highest number down, and say which.
    pub rank: u8,
    /// So many digits stand behind the point of its longest number. Shorter ones are padded, so that all keep their places.
    pub decimals: usize,
    /// Its levels tell the ratings that they follow from.
    pub rated: bool,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Ids, dates and words that must not be broken over lines.
    Short,
    /// Prose that wraps.
    Text,
    /// Right-aligned.
    Number,
}

impl ColumnKind {
    /// The class of such cells on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Text => "text",
            Self::Number => "number",
        }
    }
}

impl Column {
    pub fn short(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Short, rank, decimals: 0, rated: false }
    }

    pub fn text(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Text, rank, decimals: 0, rated: false }
    }

    pub fn number(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Number, rank, decimals: 0, rated: false }
    }

    /// The same with room behind the point for these numbers.
    pub fn places(self, numbers: impl IntoIterator<Item = f64>) -> Self {
        Self { decimals: numbers.into_iter().map(decimals).max().unwrap_or(0), ..self }
    }

    /// The same for levels with their ratings, which [`Table::apart`] divides.
    pub fn rated(self) -> Self {
        Self { rated: true, ..self }
    }

    /// What stands behind a number, so that its point is below those of the others: spaces as wide as digits and points.
    pub fn pad(&self, cell: &Cell<'_>) -> String {
        let Value::Number(number) = cell.value else { return String::new() };
        let own = decimals(number);
        let point = if own == 0 && self.decimals > 0 { "\u{2008}" } else { "" };
        format!("{point}{}", "\u{2007}".repeat(self.decimals.saturating_sub(own)))
    }
}

fn decimals(number: f64) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, digits)| digits.len())
}

/// A row: its cells, one for each column.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    pub cells: Vec<Cell<'a>>,
    /// A heading that groups the rows from here on, such as a theme. It stands on the first row of its group or on all;
    /// if any row has one, the first of the table has.
    pub group: Option<Cow<'a, str>>,
}

impl<'a> Row<'a> {
    pub fn new(cells: Vec<Cell<'a>>) -> Self {
        Self { cells, group: None }
    }
}

/// A cell: what it holds, and what that means for colour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell<'a> {
    pub value: Value<'a>,
    pub tone: Tone,
}

/// What a cell holds. What it looks like is for formats to decide; [`Cell::lines`] has the words of all that write words.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    #[default]
    Nothing,
    Text(Cow<'a, str>),
    Number(f64),
    Day(Date),
    /// A month or quarter: `2026-03`, `2026-Q1`.
    Period(Cow<'a, str>),
    Id(Id<'a>),
    Truth(bool),
    Level(Level<'a>),
    /// Several values, each on a line of its own.
    List(Vec<Value<'a>>),
    /// Several values on one line: `ROL-it-lead on 2026-03-01`.
    Phrase(Vec<Value<'a>>),
}

/// A record, a requirement or a commit, by what it is called everywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Id<'a> {
    pub id: Cow<'a, str>,
    /// What people call it, where they need that beside it. Programs get the id alone.
    pub name: Option<Cow<'a, str>>,
}

/// A risk level, and the rating that it follows from where that is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Level<'a> {
    pub name: Cow<'a, str>,
    pub rating: Option<Rating>,
}

/// A likelihood and an impact, and the score of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    pub likelihood: i64,
    pub impact: i64,
    pub score: i64,
    /// How the method comes from both to the score.
    pub rule: ScoreRule,
}

/// What a text means. Formats choose the looks, and never by colour alone: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Note,
    Warn,
    Bad,
    Critical,
    Faint,
}

impl Tone {
    /// The class of such words on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Note => "note",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Critical => "critical",
            Self::Faint => "faint",
        }
    }
}

impl<'a> Cell<'a> {
    /// No value.
    pub fn none() -> Self {
        Self::default()
    }

    /// Something that has a meaning besides what it is.
    pub fn toned(value: impl Into<Value<'a>>, tone: Tone) -> Self {
        Self { value: value.into(), tone }
    }

    pub fn id(id: impl Into<Cow<'a, str>>) -> Self {
        Value::id(id).into()
    }

    pub fn ids<S: Into<Cow<'a, str>>>(ids: impl IntoIterator<Item = S>) -> Self {
        Self::list(ids.into_iter().map(Value::id))
    }

    /// One line for each value.
    pub fn list<V: Into<Value<'a>>>(values: impl IntoIterator<Item = V>) -> Self {
        Value::List(values.into_iter().map(Into::into).collect()).into()
    }

    /// Several values on one line.
    pub fn phrase(values: impl Into<Vec<Value<'a>>>) -> Self {
        Value::Phrase(values.into()).into()
    }

    /// The words of its values for people, a line for each.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = Cow<'_, str>> {
        self.values().iter().map(|value| value.word(true))
    }

    /// The words of its values for programs and sheets: ids stand without names.
    pub fn bare(&self) -> String {
        self.values().iter().map(|value| value.word(false)).collect::<Vec<_>>().join("; ")
    }

    fn values(&self) -> &[Value<'a>] {
        match &self.value {
            Value::Nothing => &[],
            Value::List(values) => values,
            value => slice::from_ref(value),
        }
    }
}

impl<'a> Value<'a> {
    pub fn id(id: impl Into<Cow<'a, str>>) -> Self {
        Self::Id(Id { id: id.into(), name: None })
    }

    fn word(&self, named: bool) -> Cow<'_, str> {
        match self {
            Self::Nothing => "".into(),
            Self::Text(word) | Self::Period(word) => word.as_ref().into(),
            Self::Id(Id { id, name: Some(name) }) if named => format!("{id} {name}").into(),
            Self::Id(Id { id, .. }) => id.as_ref().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Day(day) => day.to_string().into(),
            Self::Truth(truth) => if *truth { "yes" } else { "no" }.into(),
            Self::Level(Level { name, rating: None }) => name.as_ref().into(),
            Self::Level(Level { name, rating: Some(Rating { likelihood, impact, score, rule }) }) => {
                rating::words(*rule, *likelihood, *impact, *score, name).into()
            }
            Self::List(values) => joined(values, "; ", named).into(),
            Self::Phrase(values) => joined(values, " ", named).into(),
        }
    }
}

fn joined(values: &[Value<'_>], between: &str, named: bool) -> String {
    values.iter().map(|value| value.word(named)).collect::<Vec<_>>().join(between)
}

impl<'a, V: Into<Value<'a>>> From<V> for Cell<'a> {
    fn from(value: V) -> Self {
        Self { value: value.into(), tone: Tone::Plain }
    }
}

/// A text that is empty is none.
impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Cow::Borrowed(text).into()
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::Owned(text).into()
    }
}

impl From<Date> for Value<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<bool> for Value<'_> {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

#[allow(clippy::cast_precision_loss, reason = "what is counted is far below the numbers a double cannot hold")]
impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Number(count as f64)
    }
}

impl<'a, V: Into<Value<'a>>> From<Option<V>> for Value<'a> {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_places() {
        let column = Column::number("Days", 0).places([3.0, 10.25, 7.5]);
        let pad = |value: Value<'static>| column.pad(&value.into());
        assert_eq!([pad(3_usize.into()), pad(7.5.into()), pad(10.25.into())], ["\u{2008}\u{2007}\u{2007}", "\u{2007}", ""]);
        assert_eq!((pad("3".into()), Column::number("Count", 0).pad(&3_usize.into())), (String::new(), String::new()));
    }

    #[test]
    fn words_follow_from_values() {
        let level = Level { name: "high".into(), rating: Some(Rating { likelihood: 3, impact: 4, score: 12, rule: ScoreRule::Product }) };
        let cell: Cell<'_> = Cell::list([Value::Level(level), true.into(), 2.5.into(), Value::id("RSK-1"), "".into()]);
        assert_eq!(cell.lines().collect::<Vec<_>>(), ["3×4 = 12 high", "yes", "2.5", "RSK-1", ""]);
        let by = Value::Id(Id { id: "ROL-it".into(), name: Some("IT (Eva Graf)".into()) });
        let cell: Cell<'_> = Cell::list([Value::Phrase(vec![by.clone(), "on".into(), "2026-03-01".into()]), by]);
        assert_eq!(cell.lines().collect::<Vec<_>>(), ["ROL-it IT (Eva Graf) on 2026-03-01", "ROL-it IT (Eva Graf)"]);
        assert_eq!(cell.bare(), "ROL-it on 2026-03-01; ROL-it");
        assert_eq!((Cell::from("").lines().len(), Cell::none().lines().len()), (0, 0));
    }
}
