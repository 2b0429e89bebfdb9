//! A heat map: likelihood upwards, impact to the right.

use super::flow::{Flow, INK, LEADING};
use super::sheet::{Kind, Tree};
use super::table::{Columns, PAD, SIZE, SetCell, Top, count, put_cells, tagged};
use super::wrap::Set;
use crate::render::page::{Grid, GridCell, GridRow};
use crate::render::palette;

/// Between squares.
const BETWEEN: f32 = 3.0;
/// A square is at least so high.
const LEAST: f32 = 3.0 * SIZE + 2.0 * PAD + BETWEEN;

pub fn matrix(flow: &mut Flow, grid: &Grid) {
    let first = grid.rows.iter().map(|row| row.heading.line * SIZE).fold(70.0, f32::max).min(flow.room() / 5.0);
    let each = (flow.room() - first) / count(grid.columns.len().max(1));
    let shares: Vec<f32> = std::iter::once(first).chain(grid.columns.iter().map(|_| each)).collect();
    let columns = Columns::shared(&shares, flow.room(), SIZE);
    let squares = Squares { flow, columns: &columns, each };
    let heads = squares.heads(grid);
    let rows: Vec<Vec<SetCell>> = grid.rows.iter().map(|row| squares.row(row)).collect();
    let top = Top { cells: &heads, columns: &columns, gap: 2.0 };
    flow.need((rows.iter().map(|row| high(row)).sum::<f32>() + top.high()).min(flow.page()));
    let head = top.put(flow);
    let mut tree = Vec::new();
    for row in &rows {
        // What fits on half a page stays whole; what is higher begins where there is room for some of it.
        let high = high(row);
        if !flow.fits(high) && (high <= flow.page() / 2.0 || !flow.fits(6.0 * SIZE * LEADING)) {
            top.turn(flow);
        }
        let parts = put_cells(flow, row, &top, (BETWEEN, LEAST)).into_iter().enumerate();
        let kind = |n: usize| if n == 0 { Kind::RowHead(1) } else { Kind::Cell(1) };
        tree.push(Tree::Group(Kind::Row, parts.map(|(n, parts)| Tree::Group(kind(n), parts)).collect()));
    }
    flow.tree.push(tagged(head, tree));
    flow.y += SIZE;
}

fn high(cells: &[SetCell]) -> f32 {
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    (count(lines) * SIZE * LEADING + 2.0 * PAD + BETWEEN).max(LEAST)
}

/// Cells while they are set.
struct Squares<'f> {
    flow: &'f Flow,
    columns: &'f Columns,
    /// How wide a square is, with what is between it and the next one.
    each: f32,
}

impl Squares<'_> {
    fn begin(&self) -> Set<'static> {
        Set::new(self.flow.faces, SIZE, false)
    }

    /// Words in a column.
    fn cell(&self, set: Set<'static>, n: usize) -> SetCell {
        let (x, wide) = self.columns.at[n];
        SetCell::new(set.lines(wide - 6.0), (if n == 0 { x } else { x + 4.0 }, wide))
    }

    fn heads(&self, grid: &Grid) -> Vec<SetCell> {
        let corner = self.begin().add(&grid.row_axis, true).say(" ↑ ", true).add(&grid.column_axis, true).say(" →", true);
        let column = |(n, column)| self.cell(self.begin().add(column, true), n + 1);
        let all = std::iter::once(self.cell(corner, 0)).chain(grid.columns.iter().enumerate().map(column));
        all.map(|cell| SetCell { ink: palette::GREY, ..cell }).collect()
    }

    fn row(&self, row: &GridRow) -> Vec<SetCell> {
        let head = self.cell(self.begin().add(&row.heading, true), 0);
        std::iter::once(head).chain(row.cells.iter().enumerate().map(|(n, held)| self.square(held, n + 1))).collect()
    }

    fn square(&self, held: &GridCell, n: usize) -> SetCell {
        let (ink, paper) = palette::colours(held.tone).unwrap_or((INK, palette::BAND));
        let mut cell = self.cell(self.begin().add(&held.level, true), n);
        cell.lines.extend(held.items.iter().flat_map(|item| self.cell(self.begin().add(item, false), n).lines));
        SetCell { ink, field: Some((self.columns.at[n].0, self.each - BETWEEN, paper)), ..cell }
    }
}
