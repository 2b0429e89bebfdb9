//! A document as the templates of a page see it: in words, tables laid out, groups named where they open, charts drawn.
//! Whether the page lies on its side follows from all tables.

use super::brand::Branding;
use super::chart::{self, Drawing};
use super::frame::{Frame, Way};
use super::layout::{self, CellWords};
use super::places::Places;
use super::ruled::{Ruled, cell, linked};
use super::runs::Runs;
use super::written::{self, Written};
use super::{bars, moves, timeline, wheel};
use crate::report::doc::{self, Cell, Column, Doc, Fact, Matrix, MatrixCell, MatrixRow, Row, Rows, Table, Tone};
use std::rc::Rc;

/// A whole page.
pub struct Page<'a> {
    pub opening: Opening,
    pub parts: Vec<Part<'a>>,
    pub footer: Vec<Runs>,
    pub places: Rc<Places>,
}

/// What stands above the parts.
pub struct Opening {
    pub title: Runs,
    pub facts: Vec<FactWords>,
    /// Some of the facts lead to what they count.
    pub tiled: bool,
    /// The page is printed on paper that lies on its side.
    pub sideways: bool,
    /// To the other pages.
    pub ways: Vec<Way>,
    /// To the page on which words are looked for.
    pub search: Option<String>,
    /// What the organisation puts on it.
    pub brand: Option<Branding>,
}

/// A fact.
pub struct FactWords {
    pub name: Runs,
    pub value: CellWords,
    /// Where what it counts is listed.
    pub to: Option<String>,
}

/// A part of the page.
pub enum Part<'a> {
    Block(Block),
    Table(Ruled<'a>),
}

/// A part that is written as a whole.
pub enum Block {
    Heading { text: Runs },
    Paragraph { text: Runs },
    List { items: Vec<Runs> },
    Empty { text: Runs },
    Matrix(Grid),
    Chart { drawings: Vec<Drawing> },
    Prose { parts: Vec<Written> },
}

/// A heat map.
pub struct Grid {
    pub row_axis: Runs,
    pub column_axis: Runs,
    pub columns: Vec<Runs>,
    pub rows: Vec<GridRow>,
}

/// A row of a heat map.
pub struct GridRow {
    pub heading: Runs,
    pub cells: Vec<GridCell>,
}

/// A cell of a heat map.
pub struct GridCell {
    pub level: Runs,
    pub tone: Tone,
    pub items: Vec<Runs>,
}

impl<'a> Page<'a> {
    pub fn new(doc: &Doc<'a>, frame: &Frame<'_>) -> Self {
        let head = &doc.head;
        let places = Rc::new(Places::of(&doc.blocks, frame.beyond.clone()));
        let value = |held: &Cell<'_>| linked(cell(held), &places, None);
        let to = |name: &str| frame.tiles.iter().find(|(known, _)| *known == name).map(|(_, page)| page.clone());
        let fact = |fact: &Fact| FactWords { name: Runs::new(&fact.name), value: value(&fact.value), to: to(&fact.name) };
        let facts: Vec<FactWords> = head.facts.iter().map(fact).collect();
        let parts: Vec<Part<'a>> = doc.blocks.iter().enumerate().map(|(number, block)| part(block, number, &places)).collect();
        let footer: Vec<Runs> = head.footer.iter().map(|line| Runs::prose(line)).collect();
        let title = Runs::bold(&head.title);
        let brand = head.brand.clone().or_else(|| head.worn(frame.brand.as_ref())).map(|brand| Branding::of(&brand));
        let values = facts.iter().flat_map(|fact| fact.value.lines.iter().map(|line| line.word + fact.name.word.min(10.0)));
        let words = values.chain(footer.iter().map(|line| line.word)).chain([title.word * 2.0]);
        let sideways = !words.into_iter().all(layout::is_short) || !parts.iter().all(Part::is_slim);
        Self {
            opening: Opening {
                title,
                tiled: facts.iter().any(|fact| fact.to.is_some()),
                facts,
                sideways,
                ways: frame.ways(),
                search: frame.search(),
                brand,
            },
            parts,
            footer,
            places,
        }
    }

    /// Another table of the same page.
    pub fn beside<'b>(&self, table: Table<'b>, number: usize) -> Ruled<'b> {
        Ruled::new(table, number, &self.places)
    }
}

impl Opening {
    /// Words of the organisation for the foot of the page.
    pub fn own(&self) -> Option<&Runs> {
        self.brand.as_ref()?.footer.as_ref()
    }

    /// Whether it shows a picture of the organisation.
    pub fn has_logo(&self) -> bool {
        self.brand.as_ref().is_some_and(|brand| brand.logo.is_some())
    }

    /// Its mark.
    pub fn mark(&self) -> Option<&Runs> {
        self.brand.as_ref()?.mark.as_ref()
    }
}

impl Part<'_> {
    /// Whether it is a table with so many rows.
    pub fn has_rows(&self, many: usize) -> bool {
        matches!(self, Self::Table(table) if table.has_rows(many))
    }

    fn is_slim(&self) -> bool {
        match self {
            Self::Block(Block::Heading { text }) => layout::is_short(text.word * 1.5),
            Self::Block(Block::Paragraph { text } | Block::Empty { text }) => layout::is_short(text.word),
            Self::Block(Block::List { items }) => items.iter().all(|item| layout::is_short(item.word)),
            Self::Block(Block::Matrix(grid)) => layout::holds(&grid.words(), false),
            Self::Block(Block::Chart { .. }) => true,
            Self::Block(Block::Prose { parts }) => parts.iter().all(Written::is_slim),
            Self::Table(table) => table.is_slim(),
        }
    }
}

fn part<'a>(block: &doc::Block<'a>, number: usize, places: &Rc<Places>) -> Part<'a> {
    let prose = |text: &str| Runs::prose(text).linked(&|word| places.to(word, None));
    let ruled = |table| Part::Table(Ruled::new(table, number, places));
    Part::Block(match block {
        doc::Block::Heading { text } => Block::Heading { text: Runs::bold(text) },
        doc::Block::Paragraph { text } => Block::Paragraph { text: prose(text) },
        doc::Block::List { items } => Block::List { items: items.iter().map(|item| prose(item)).collect() },
        doc::Block::Table(table) if table.rows.is_empty() => Block::Empty { text: Runs::prose(table.empty) },
        doc::Block::Table(table) => return ruled(table.clone()),
        doc::Block::Matrix(matrix) => {
            let grid = grid(matrix, places);
            if !layout::holds(&grid.words(), true) {
                return ruled(flat(matrix));
            }
            Block::Matrix(grid)
        }
        doc::Block::Prose(parts) => Block::Prose { parts: written::parts(parts, places) },
        doc::Block::Chart(chart) => Block::Chart { drawings: chart::draw(chart) },
        doc::Block::Bars(drawn) => Block::Chart { drawings: bars::draw(drawn).into_iter().collect() },
        doc::Block::Moves(drawn) => Block::Chart { drawings: drawn.iter().map(moves::draw).collect() },
        doc::Block::Wheel(drawn) => Block::Chart { drawings: vec![wheel::draw(drawn)] },
        doc::Block::Timeline(drawn) => Block::Chart { drawings: timeline::draw(drawn).into_iter().collect() },
    })
}

fn grid(matrix: &Matrix, places: &Places) -> Grid {
    let cell = |cell: &MatrixCell| GridCell {
        level: Runs::bold(format!("{} {}", cell.level, cell.score).trim_end()),
        tone: cell.tone,
        items: cell.items.iter().map(|item| Runs::new(item).linked(&|word| places.to(word, None))).collect(),
    };
    let rows = matrix.rows.iter().map(|row| GridRow { heading: Runs::bold(&row.heading), cells: row.cells.iter().map(cell).collect() });
    Grid {
        row_axis: Runs::new(&matrix.row_axis),
        column_axis: Runs::new(&matrix.column_axis),
        columns: matrix.columns.iter().map(|column| Runs::bold(column)).collect(),
        rows: rows.collect(),
    }
}

impl Grid {
    /// What each of its columns gets beside the headings of rows, in percent.
    #[allow(clippy::cast_precision_loss, reason = "a scale has few levels")]
    pub fn share(&self) -> f32 {
        86.0 / self.columns.len() as f32
    }

    /// The longest word of the row headings, then of each column. All columns are as wide as the widest.
    fn words(&self) -> Vec<f32> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let inside = cells.flat_map(|cell| cell.items.iter().chain([&cell.level])).chain(&self.columns);
        let widest = inside.map(|words| words.word).fold(0.0, f32::max);
        let first = self.rows.iter().map(|row| row.heading.word).fold(0.0, f32::max);
        std::iter::once(first).chain(self.columns.iter().map(|_| widest)).collect()
    }
}

/// A heat map as rows, for words that no map has room for.
fn flat<'a>(matrix: &Matrix) -> Table<'a> {
    let row = |row: &MatrixRow| {
        let cells = row.cells.iter().zip(&matrix.columns).map(|(cell, column)| {
            let level = Cell::toned(format!("{} {}", cell.level, cell.score).trim_end().to_owned(), cell.tone);
            Row::new(vec![row.heading.clone().into(), column.clone().into(), level, Cell::list(cell.items.iter().cloned())])
        });
        cells.collect::<Vec<_>>()
    };
    Table {
        name: "matrix",
        columns: vec![
            Column::text(matrix.row_axis.clone(), 0),
            Column::text(matrix.column_axis.clone(), 0),
            Column::short("Level", 0),
            Column::short("Here", 0),
        ],
        rows: Rows::few(matrix.rows.iter().flat_map(row).collect()),
        empty: "",
    }
}
