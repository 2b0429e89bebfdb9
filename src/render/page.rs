//! A document as the templates of a page see it: in words, tables laid out, groups named where they open, charts drawn.
//!
//! Where columns stand follows from all rows, and whether the page lies on its side from all tables. Rows are looked at
//! once for that, and made again when they are written: those of a large register would take a gigabyte as words.

use super::brand::Branding;
use super::chart::{self, Drawing};
use super::frame::{Frame, Way};
use super::layout::{self, CellWords, Need, Plan};
use super::places::Places;
use super::runs::Runs;
use super::written::{self, Written};
use super::{bars, moves, timeline, wheel, with_groups};
use crate::report::doc::{self, Cell, Column, ColumnKind, Doc, Fact, Matrix, MatrixCell, MatrixRow, Row, Rows, Table, Tone};
use std::borrow::Cow;
use std::rc::Rc;

/// So many rows of numbers are not torn apart for the end of a page.
const BRIEF: usize = 24;

/// So many rows are kept as words from the first look at them: most tables have no more, and most of the work on a page is to
/// take texts apart.
const KEPT: usize = 50;

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

/// A table that was measured.
pub struct Ruled<'a> {
    table: Table<'a>,
    /// What stands above each of its columns.
    headings: Vec<Heading>,
    /// The cells of its rows, where they are few.
    kept: Vec<Vec<CellWords>>,
    needs: Vec<Need>,
    /// The longest word of its groups.
    group: f32,
    count: usize,
    /// Which of all tables of its page it is.
    number: usize,
    places: Rc<Places>,
}

/// A table on the page, or a part of its columns, without its rows.
pub struct Sheet {
    pub name: &'static str,
    /// Which part of how many.
    pub part: usize,
    pub of: usize,
    pub rows: usize,
    pub brief: bool,
    pub plan: Plan,
    pub headings: Vec<Heading>,
}

/// What stands above a column.
#[derive(Clone)]
pub struct Heading {
    pub text: Runs,
    pub kind: ColumnKind,
}

/// A row.
#[derive(Default)]
pub struct Line<'r> {
    pub first: bool,
    /// What leads to it.
    pub anchor: Option<String>,
    pub group: Option<Runs>,
    pub cells: Vec<Cow<'r, CellWords>>,
    pub below: Vec<Pair<'r>>,
}

/// A value below its row, with the heading of its column.
pub struct Pair<'r> {
    pub name: &'r Runs,
    pub value: Cow<'r, CellWords>,
    /// It is long and gets lines of its own.
    pub apart: bool,
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

impl Sheet {
    /// How many columns what goes below a row is wide.
    pub fn below(&self) -> usize {
        self.headings.len() - usize::from(self.plan.indent)
    }
}

impl Part<'_> {
    /// Whether it is a table with so many rows.
    pub fn has_rows(&self, many: usize) -> bool {
        matches!(self, Self::Table(table) if table.count >= many)
    }

    fn is_slim(&self) -> bool {
        match self {
            Self::Block(Block::Heading { text }) => layout::is_short(text.word * 1.5),
            Self::Block(Block::Paragraph { text } | Block::Empty { text }) => layout::is_short(text.word),
            Self::Block(Block::List { items }) => items.iter().all(|item| layout::is_short(item.word)),
            Self::Block(Block::Matrix(grid)) => layout::holds(&grid.words(), false),
            Self::Block(Block::Chart { .. }) => true,
            Self::Block(Block::Prose { parts }) => parts.iter().all(Written::is_slim),
            Self::Table(table) => layout::is_slim(&table.needs) && layout::is_short(table.group),
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

fn cell(cell: &Cell<'_>) -> CellWords {
    let words = if cell.tone == Tone::Critical { Runs::bold } else { Runs::new };
    CellWords { lines: cell.lines().map(|line| words(&line)).collect(), tone: cell.tone }
}

/// The same with links to where the page has a place, but to its own.
fn linked(cell: CellWords, places: &Places, own: Option<&str>) -> CellWords {
    let to = |word: &str| places.to(word, own);
    CellWords { lines: cell.lines.into_iter().map(|line| line.linked(&to)).collect(), tone: cell.tone }
}

impl<'a> Ruled<'a> {
    fn new(table: Table<'a>, number: usize, places: &Rc<Places>) -> Self {
        let count = table.rows.iter().count();
        let mut group = 0.0_f32;
        let rows = with_groups(&table).inspect(|row| {
            group = row.group.as_ref().map_or(group, |words| group.max(Runs::bold(words).word));
        });
        let (kept, needs) = if count <= KEPT {
            let kept: Vec<Vec<CellWords>> = rows.map(|row| linked_cells(&table, &row, places)).collect();
            let needs = layout::needs(&table.columns, kept.iter(), count);
            (kept, needs)
        } else {
            (Vec::new(), layout::needs(&table.columns, rows.map(|row| cells(&table, &row)), count))
        };
        let headings = table.columns.iter().map(|column| Heading { text: Runs::new(&column.heading), kind: column.kind }).collect();
        Self { headings, kept, needs, group, count, table, number, places: Rc::clone(places) }
    }

    /// The tables that stand on the page for this one.
    pub fn sheets(&self, sideways: bool) -> Vec<Sheet> {
        let plans = layout::arrange(&self.needs, sideways);
        let of = plans.len();
        let sheet = |(n, plan): (usize, Plan)| Sheet {
            name: self.table.name,
            part: n + 1,
            of,
            rows: self.count,
            brief: of > 1 && self.count <= BRIEF,
            headings: plan.shown.iter().map(|n| self.headings[*n].clone()).collect(),
            plan,
        };
        plans.into_iter().enumerate().map(sheet).collect()
    }

    /// The rows of one of them.
    pub fn lines<'r>(&'r self, sheet: &'r Sheet) -> impl Iterator<Item = Line<'r>> {
        with_groups(&self.table).enumerate().map(move |(n, row)| {
            let own = self.places.head(&row);
            let is_here = |id: &&str| sheet.part == 1 && self.places.is_at(id, (self.number, n));
            let cells: Vec<Cow<'r, CellWords>> = match self.kept.get(n) {
                Some(kept) => kept.iter().map(Cow::Borrowed).collect(),
                None => linked_cells(&self.table, &row, &self.places).into_iter().map(Cow::Owned).collect(),
            };
            self.line(
                &sheet.plan,
                cells,
                Line {
                    first: n == 0,
                    anchor: own.filter(is_here).map(str::to_owned),
                    group: row.group.as_deref().map(Runs::bold),
                    ..Line::default()
                },
            )
        })
    }

    /// Cells where the plan has them.
    fn line<'r>(&'r self, plan: &Plan, mut cells: Vec<Cow<'r, CellWords>>, line: Line<'r>) -> Line<'r> {
        let mut taken = |n: &usize| std::mem::take(&mut cells[*n]);
        let pair = |n: &usize, value: Cow<'r, CellWords>| {
            let Heading { text: name, kind } = &self.headings[*n];
            Pair { name, apart: *kind == ColumnKind::Text || value.lines.iter().any(Runs::is_prose), value }
        };
        Line {
            cells: plan.shown.iter().map(&mut taken).collect(),
            below: plan
                .below
                .iter()
                .map(|n| (n, taken(n)))
                .filter(|(_, value)| !value.is_empty())
                .map(|(n, value)| pair(n, value))
                .collect(),
            ..line
        }
    }
}

/// The cells of a row with links to where the page has a place, but to its own.
fn linked_cells(table: &Table<'_>, row: &Row<'_>, places: &Places) -> Vec<CellWords> {
    let own = places.head(row);
    cells(table, row).into_iter().map(|cell| linked(cell, places, own)).collect()
}

/// The cells of a row, as many as there are columns.
fn cells(table: &Table<'_>, row: &Row<'_>) -> Vec<CellWords> {
    let padded = |(n, column): (usize, &Column)| {
        let Some(held) = row.cells.get(n) else { return CellWords::default() };
        let CellWords { lines, tone } = cell(held);
        let spaces = column.pad(held);
        CellWords { lines: lines.into_iter().map(|line| line.padded(&spaces)).collect(), tone }
    };
    table.columns.iter().enumerate().map(padded).collect()
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
