//! Content without looks: what every report turns into, and every format writes.

use serde::Serialize;
use std::borrow::Cow;

/// A report as headings, paragraphs and tables. All text is data from records or words of ours; none is markup.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Doc {
    pub title: String,
    /// Name and value, shown above everything: organisation, scope, version, approval.
    pub facts: Vec<Fact>,
    pub blocks: Vec<Block>,
    /// Rows for programs: CSV has these, where they differ from the first table that people read.
    #[serde(skip)]
    pub sheet: Option<Table>,
    /// Small print at the end: the day, the commit, the version of this tool.
    pub footer: Vec<String>,
}

/// A name and a value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub name: String,
    pub value: Cell,
}

/// A part of a document.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
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
    Table(Table),
    Matrix(Matrix),
    Chart(Chart),
}

/// Rows under columns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Lower case with hyphens; names the table in CSV when a report has several.
    pub name: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What to say where there are no rows.
    pub empty: &'static str,
}

/// A column: its heading, and how important it is where space is short.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub heading: Cow<'static, str>,
    pub kind: ColumnKind,
    /// 0 is kept longest. Terminals drop columns from the highest number down, and say which.
    pub rank: u8,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Ids, dates and words that must not be broken over lines.
    Short,
    /// Prose that wraps.
    Text,
    /// Right-aligned.
    Number,
}

impl Column {
    pub fn short(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Short, rank }
    }

    pub fn text(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Text, rank }
    }

    pub fn number(heading: impl Into<Cow<'static, str>>, rank: u8) -> Self {
        Self { heading: heading.into(), kind: ColumnKind::Number, rank }
    }
}

/// A row: its cells, one for each column.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub cells: Vec<Cell>,
    /// A heading that groups the rows from here on, such as a theme.
    pub group: Option<String>,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, group: None }
    }
}

/// A cell: its text, and what the text means for colour. Several lines are several values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub lines: Vec<String>,
    pub tone: Tone,
}

/// What a text means. Formats choose the looks, and never by colour alone: the text says it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
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

impl Cell {
    /// No value.
    pub fn none() -> Self {
        Self::default()
    }

    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { lines: vec![text.into()], tone }
    }

    /// One line for each value.
    pub fn list<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Self {
        Self { lines: values.into_iter().map(Into::into).collect(), tone: Tone::Plain }
    }
}

impl<S: Into<String>> From<S> for Cell {
    fn from(text: S) -> Self {
        let text = text.into();
        Self { lines: if text.is_empty() { Vec::new() } else { vec![text] }, tone: Tone::Plain }
    }
}

/// A heat map: likelihood upwards, impact to the right.
#[derive(Clone, Debug, Serialize)]
pub struct Matrix {
    pub row_axis: String,
    pub column_axis: String,
    pub columns: Vec<String>,
    /// From the top: the highest likelihood first.
    pub rows: Vec<MatrixRow>,
}

/// A row of a heat map.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixRow {
    pub heading: String,
    pub cells: Vec<MatrixCell>,
}

/// A cell of a heat map: its level, and what falls into it.
#[derive(Clone, Debug, Serialize)]
pub struct MatrixCell {
    pub level: String,
    pub score: String,
    pub tone: Tone,
    pub items: Vec<String>,
}

/// Numbers over time, several small charts over one axis. Pictures say how it went, not how much: a report that has one
/// has its numbers in a table too.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chart {
    /// What stands along the axis, such as months.
    pub labels: Vec<String>,
    pub panels: Vec<Panel>,
}

/// Series that are held against each other.
#[derive(Clone, Debug, Serialize)]
pub struct Panel {
    pub title: String,
    /// They are parts of a whole: the first at the bottom, the others on top of it.
    pub stacked: bool,
    pub series: Vec<Series>,
}

/// One number for each label, where there is one.
#[derive(Clone, Debug, Serialize)]
pub struct Series {
    pub name: String,
    pub tone: Tone,
    pub values: Vec<Option<f64>>,
}

impl Series {
    /// The values there are, in order.
    pub fn known(&self) -> impl DoubleEndedIterator<Item = f64> {
        self.values.iter().flatten().copied()
    }
}
