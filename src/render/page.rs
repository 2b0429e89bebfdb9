//! A document as the template of the page sees it: in words, tables laid out, groups named where they open, charts drawn.

use super::chart::{self, Drawing};
use super::layout::{self, CellWords, Need, Plan};
use super::with_groups;
use super::words::Words;
use crate::report::doc::{Block, Cell, Column, ColumnKind, Doc, Matrix, Row, Table, Tone};
use serde::Serialize;

/// So many rows of numbers are not torn apart for the end of a page.
const BRIEF: usize = 24;

/// A whole page.
#[derive(Serialize)]
pub struct Page {
    title: Words,
    facts: Vec<FactWords>,
    blocks: Vec<Part>,
    footer: Vec<Words>,
    /// It is printed on paper that lies on its side.
    sideways: bool,
}

#[derive(Serialize)]
struct FactWords {
    name: Words,
    value: CellWords,
}

/// A part of the page.
#[derive(Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
enum Part {
    Heading { text: Words },
    Paragraph { text: Words },
    List { items: Vec<Words> },
    Empty { text: Words },
    Tables { name: &'static str, rows: usize, brief: bool, tables: Vec<Sheet> },
    Matrix(Grid),
    Chart { drawings: Vec<Drawing> },
}

/// A table, or a part of its columns.
#[derive(Serialize)]
struct Sheet {
    plan: Plan,
    headings: Vec<Heading>,
    below: Vec<Words>,
    rows: Vec<Line>,
}

#[derive(Serialize)]
struct Heading {
    text: Words,
    kind: ColumnKind,
}

/// A row.
#[derive(Serialize)]
struct Line {
    group: Option<Words>,
    cells: Vec<CellWords>,
    below: Vec<Pair>,
}

/// A value below its row, with the heading of its column.
#[derive(Serialize)]
struct Pair {
    name: Words,
    value: CellWords,
    /// It is long and gets lines of its own.
    apart: bool,
}

/// A heat map.
#[derive(Serialize)]
struct Grid {
    row_axis: Words,
    column_axis: Words,
    columns: Vec<Words>,
    rows: Vec<GridRow>,
}

#[derive(Serialize)]
struct GridRow {
    heading: Words,
    cells: Vec<GridCell>,
}

#[derive(Serialize)]
struct GridCell {
    level: Words,
    tone: Tone,
    items: Vec<Words>,
}

/// A block that is measured before it is laid out.
enum Measured {
    Ready(Part),
    Table(Ruled),
}

/// A table in words.
struct Ruled {
    name: &'static str,
    columns: Vec<Column>,
    needs: Vec<Need>,
    rows: Vec<(Option<Words>, Vec<CellWords>)>,
}

impl Page {
    pub fn new(doc: &Doc) -> Self {
        let facts: Vec<FactWords> =
            doc.facts.iter().map(|fact| FactWords { name: Words::new(&fact.name), value: cell(&fact.value) }).collect();
        let blocks: Vec<Measured> = doc.blocks.iter().map(measured).collect();
        let footer: Vec<Words> = doc.footer.iter().map(|line| Words::prose(line)).collect();
        let title = Words::bold(&doc.title);
        let values = facts.iter().flat_map(|fact| fact.value.lines.iter().map(|line| line.word + fact.name.word.min(10.0)));
        let words = values.chain(footer.iter().map(|line| line.word)).chain([title.word * 2.0]);
        let sideways = !words.into_iter().all(layout::is_short) || !blocks.iter().all(Measured::is_slim);
        let blocks = blocks.into_iter().map(|block| block.part(sideways)).collect();
        Self { title, facts, blocks, footer, sideways }
    }
}

impl Measured {
    fn is_slim(&self) -> bool {
        match self {
            Self::Ready(Part::Heading { text }) => layout::is_short(text.word * 1.5),
            Self::Ready(Part::Paragraph { text } | Part::Empty { text }) => layout::is_short(text.word),
            Self::Ready(Part::List { items }) => items.iter().all(|item| layout::is_short(item.word)),
            Self::Ready(Part::Matrix(grid)) => layout::holds(&grid.words(), false),
            Self::Ready(Part::Chart { .. } | Part::Tables { .. }) => true,
            Self::Table(table) => {
                layout::is_slim(&table.needs)
                    && table.rows.iter().all(|(group, _)| group.as_ref().is_none_or(|group| layout::is_short(group.word)))
            }
        }
    }

    fn part(self, sideways: bool) -> Part {
        match self {
            Self::Ready(part) => part,
            Self::Table(table) => table.part(sideways),
        }
    }
}

fn measured(block: &Block) -> Measured {
    Measured::Ready(match block {
        Block::Heading { text } => Part::Heading { text: Words::bold(text) },
        Block::Paragraph { text } => Part::Paragraph { text: Words::prose(text) },
        Block::List { items } => Part::List { items: items.iter().map(|item| Words::prose(item)).collect() },
        Block::Table(table) if table.rows.is_empty() => Part::Empty { text: Words::prose(table.empty) },
        Block::Table(table) => return Measured::Table(ruled(table)),
        Block::Matrix(matrix) => {
            let grid = grid(matrix);
            if !layout::holds(&grid.words(), true) {
                return Measured::Table(ruled(&flat(matrix)));
            }
            Part::Matrix(grid)
        }
        Block::Chart(chart) => Part::Chart { drawings: chart::draw(chart) },
    })
}

fn cell(cell: &Cell) -> CellWords {
    let words = if cell.tone == Tone::Critical { Words::bold } else { Words::new };
    CellWords { lines: cell.lines.iter().map(|line| words(line)).collect(), tone: cell.tone }
}

fn ruled(table: &Table) -> Ruled {
    let cells = |row: &Row| (0..table.columns.len()).map(|n| row.cells.get(n).map(cell).unwrap_or_default()).collect();
    let rows: Vec<(Option<Words>, Vec<CellWords>)> =
        with_groups(&table.rows).map(|(group, row)| (group.map(Words::bold), cells(row))).collect();
    let need = |(n, column): (usize, &Column)| {
        let cells: Vec<&CellWords> = rows.iter().map(|(_, cells)| &cells[n]).collect();
        layout::need(column, &Words::bold(&column.heading), &cells)
    };
    Ruled { name: table.name, columns: table.columns.clone(), needs: table.columns.iter().enumerate().map(need).collect(), rows }
}

impl Ruled {
    fn part(self, sideways: bool) -> Part {
        let plans = layout::arrange(&self.needs, sideways);
        let brief = plans.len() > 1 && self.rows.len() <= BRIEF;
        Part::Tables { name: self.name, rows: self.rows.len(), brief, tables: plans.into_iter().map(|plan| self.sheet(plan)).collect() }
    }

    fn sheet(&self, plan: Plan) -> Sheet {
        let heading = |n: &usize| Heading { text: Words::new(&self.columns[*n].heading), kind: self.columns[*n].kind };
        let line = |(group, cells): &(Option<Words>, Vec<CellWords>)| Line {
            group: group.clone(),
            cells: plan.shown.iter().map(|n| cells[*n].clone()).collect(),
            below: plan.below.iter().filter(|n| !cells[**n].is_empty()).map(|n| self.pair(*n, &cells[*n])).collect(),
        };
        Sheet {
            headings: plan.shown.iter().map(heading).collect(),
            below: plan.below.iter().map(|n| Words::new(&self.columns[*n].heading)).collect(),
            rows: self.rows.iter().map(line).collect(),
            plan,
        }
    }

    fn pair(&self, n: usize, value: &CellWords) -> Pair {
        Pair {
            name: Words::new(&self.columns[n].heading),
            apart: self.columns[n].kind == ColumnKind::Text || value.lines.iter().any(Words::is_prose),
            value: value.clone(),
        }
    }
}

fn grid(matrix: &Matrix) -> Grid {
    let cell = |cell: &crate::report::doc::MatrixCell| GridCell {
        level: Words::bold(&format!("{} {}", cell.level, cell.score)),
        tone: cell.tone,
        items: cell.items.iter().map(|item| Words::new(item)).collect(),
    };
    let rows = matrix.rows.iter().map(|row| GridRow { heading: Words::bold(&row.heading), cells: row.cells.iter().map(cell).collect() });
    Grid {
        row_axis: Words::new(&matrix.row_axis),
        column_axis: Words::new(&matrix.column_axis),
        columns: matrix.columns.iter().map(|column| Words::bold(column)).collect(),
        rows: rows.collect(),
    }
}

impl Grid {
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
fn flat(matrix: &Matrix) -> Table {
    let row = |row: &crate::report::doc::MatrixRow| {
        let cells = row.cells.iter().zip(&matrix.columns).map(|(cell, column)| {
            let level = Cell::toned(format!("{} {}", cell.level, cell.score), cell.tone);
            Row::new(vec![row.heading.clone().into(), column.clone().into(), level, Cell::list(&cell.items)])
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
        rows: matrix.rows.iter().flat_map(row).collect(),
        empty: "",
    }
}
