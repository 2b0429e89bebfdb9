//! Tables: a heading that stands on each page, rows that stay whole, levels on the colour of what they mean.

use super::words::{Piece, Words, clean};
use crate::render::layout::CellWords;
use crate::render::page::{FactWords, Grid, GridCell};
use crate::render::palette;
use crate::render::ruled::{Heading, Line, Pair, Sheet};
use crate::render::runs::Runs;
use crate::report::doc::{ColumnKind, Tone};
use docx_rs::{
    BorderType, BuildXML, Paragraph, Shading, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders, TableRow, WidthType,
};
use std::fmt::Write as _;

/// So many twentieths of a point is the height of letters that a page is measured in.
const EM: f32 = 160.0;
/// What stands between the parts of a line that has several.
const BETWEEN: &str = "  ·  ";

/// A table that is being filled.
pub struct Filling<'w, 's> {
    words: &'w mut Words,
    sheet: &'s Sheet,
    /// Of its columns, in twentieths of a point.
    widths: Vec<usize>,
}

impl<'w, 's> Filling<'w, 's> {
    /// Writes its heading.
    pub fn begin(words: &'w mut Words, sheet: &'s Sheet, room: usize) -> Self {
        let total = sheet.plan.width.map_or(room, |wide| whole(wide * EM).min(room));
        let all: f32 = sheet.plan.shares.iter().sum();
        let share = |share: &f32| whole(share / all.max(1.0) * float(total));
        let widths: Vec<usize> = sheet.plan.shares.iter().map(share).collect();
        open(words, "Register", &widths, sheet.name);
        let heading = |(heading, wide): (&Heading, &usize)| {
            let style = if heading.kind == ColumnKind::Number { "TableHeadingNumber" } else { "TableHeading" };
            cell(*wide).add_paragraph(words.paragraph(style, &[Piece::plain(&heading.text)], None))
        };
        let cells = sheet.headings.iter().zip(&widths).map(heading).collect();
        repeated(words, cells);
        Self { words, sheet, widths }
    }

    /// A row, below the heading of its group and above what has no room in it.
    pub fn put(&mut self, line: &Line<'_>) {
        let all = self.widths.iter().sum();
        if let Some(group) = &line.group {
            let words = self.words.paragraph("TableHeading", &[Piece::plain(group)], None);
            let cell = cell(all).grid_span(self.widths.len()).shading(shade(palette::BAND)).add_paragraph(words);
            row(self.words, vec![cell]);
        }
        let is_kept = !line.below.is_empty();
        let mut anchor = line.anchor.as_deref();
        let mut cells = Vec::new();
        for ((held, heading), wide) in line.cells.iter().zip(&self.sheet.headings).zip(&self.widths) {
            let style = match (heading.kind == ColumnKind::Number, is_kept) {
                (false, false) => "TableText",
                (true, false) => "TableNumber",
                (false, true) => "TableKept",
                (true, true) => "TableKeptNumber",
            };
            let cell = filled(self.words, *wide, held, style, anchor.take());
            // No line between a row and what belongs to it.
            let open = TableCellBorder::new(TableCellBorderPosition::Bottom).border_type(BorderType::Nil);
            cells.push(if is_kept { cell.set_borders(TableCellBorders::with_empty().set(open)) } else { cell });
        }
        row(self.words, cells);
        if is_kept {
            self.below(&line.below, all);
        }
    }

    fn below(&mut self, pairs: &[Pair<'_>], all: usize) {
        let (first, span) = match self.widths.first() {
            Some(first) if self.sheet.plan.indent && self.widths.len() > 1 => (Some(*first), self.widths.len() - 1),
            _ => (None, self.widths.len()),
        };
        let mut cells = Vec::new();
        if let Some(first) = first {
            cells.push(cell(first).add_paragraph(self.words.paragraph("TableText", &[], None)));
        }
        let inside = paragraphs(self.words, pairs);
        let wide = cell(all - first.unwrap_or(0)).grid_span(span);
        cells.push(inside.into_iter().fold(wide, TableCell::add_paragraph));
        let xml = clean(&TableRow::new(cells).cant_split().build());
        let xml = xml.replace("</w:tcPr>", "<w:tcBorders><w:top w:val=\"nil\"/></w:tcBorders></w:tcPr>");
        self.words.body.extend_from_slice(xml.as_bytes());
    }

    pub fn end(self) {
        self.words.body.extend_from_slice(b"</w:tbl>");
        self.words.gap();
    }
}

/// Short values in one paragraph, long ones in one each.
fn paragraphs(words: &mut Words, pairs: &[Pair<'_>]) -> Vec<Paragraph> {
    let (between, colon, comma) = (Runs::default().padded(BETWEEN), Runs::default().padded(": "), Runs::default().padded(", "));
    let mut inside = Vec::new();
    let mut together: Vec<Piece<'_>> = Vec::new();
    for pair in pairs {
        let mut pieces = vec![Piece::in_look(pair.name, "Faint"), Piece::in_look(&colon, "Faint")];
        for (n, line) in pair.value.lines.iter().enumerate() {
            pieces.extend((n > 0).then(|| Piece::plain(&comma)));
            pieces.push(Piece::plain(line));
        }
        if pair.apart {
            inside.push(words.paragraph("TableText", &pieces, None));
        } else {
            together.extend((!together.is_empty()).then(|| Piece::plain(&between)));
            together.append(&mut pieces);
        }
    }
    if !together.is_empty() {
        inside.insert(0, words.paragraph("TableText", &together, None));
    }
    inside
}

/// Names and values, without a heading.
pub fn facts(words: &mut Words, facts: &[FactWords], room: usize) {
    let name = facts.iter().map(|fact| fact.name.line * EM).fold(0.0, f32::max);
    let first = whole(name + EM).clamp(1_400, room / 3);
    let widths = [first, room - first];
    open(words, "Facts", &widths, "facts");
    for fact in facts {
        let name = words.paragraph("TableText", &[Piece::in_look(&fact.name, "Faint")], None);
        let cells = vec![cell(widths[0]).add_paragraph(name), filled(words, widths[1], &fact.value, "TableText", None)];
        row(words, cells);
    }
    words.body.extend_from_slice(b"</w:tbl>");
}

/// A heat map: likelihood upwards, impact to the right.
pub fn matrix(words: &mut Words, grid: &Grid, room: usize) {
    let corner = (grid.row_axis.line + grid.column_axis.line + 4.0) * EM;
    let headings = grid.rows.iter().map(|row| row.heading.line * EM).fold(corner, f32::max);
    let first = whole(headings + EM).min(room / 4);
    let each = (room - first) / grid.columns.len().max(1);
    let widths: Vec<usize> = std::iter::once(first).chain(grid.columns.iter().map(|_| each)).collect();
    open(words, "HeatMap", &widths, "heat map");
    let (up, right) = (Runs::default().padded(" ↑  "), Runs::default().padded(" →"));
    let corner = [&grid.row_axis, &up, &grid.column_axis, &right].map(Piece::plain);
    let mut cells = vec![cell(first).add_paragraph(words.paragraph("TableHeading", &corner, None))];
    for column in &grid.columns {
        cells.push(cell(each).add_paragraph(words.paragraph("TableHeading", &[Piece::plain(column)], None)));
    }
    repeated(words, cells);
    for line in &grid.rows {
        let mut cells = vec![cell(first).add_paragraph(words.paragraph("TableHeading", &[Piece::plain(&line.heading)], None))];
        cells.extend(line.cells.iter().map(|held| square(words, each, held)));
        row(words, cells);
    }
    words.body.extend_from_slice(b"</w:tbl>");
}

fn square(words: &mut Words, wide: usize, held: &GridCell) -> TableCell {
    let level = words.paragraph("TableHeading", &[Piece::toned(&held.level, held.tone)], None);
    let cell = toned(cell(wide), held.tone).add_paragraph(level);
    held.items.iter().fold(cell, |cell, item| cell.add_paragraph(words.paragraph("TableText", &[Piece::toned(item, held.tone)], None)))
}

/// A cell with a line for each value.
fn filled(words: &mut Words, wide: usize, held: &CellWords, style: &str, anchor: Option<&str>) -> TableCell {
    let mut anchor = anchor;
    let mut cell = toned(cell(wide), held.tone);
    for line in &held.lines {
        cell = cell.add_paragraph(words.paragraph(style, &[Piece::toned(line, held.tone)], anchor.take()));
    }
    if held.lines.is_empty() { cell.add_paragraph(words.paragraph(style, &[], anchor)) } else { cell }
}

fn cell(wide: usize) -> TableCell {
    TableCell::new().width(wide, WidthType::Dxa)
}

fn toned(cell: TableCell, tone: Tone) -> TableCell {
    match palette::colours(tone) {
        Some((_, paper)) => cell.shading(shade(paper)),
        None => cell,
    }
}

fn shade(colour: u32) -> Shading {
    Shading::new().fill(format!("{colour:06X}"))
}

/// A row that no end of a page divides.
fn row(words: &mut Words, cells: Vec<TableCell>) {
    words.add(&TableRow::new(cells).cant_split());
}

/// A row that stands on each page again.
fn repeated(words: &mut Words, cells: Vec<TableCell>) {
    let xml = clean(&TableRow::new(cells).cant_split().build());
    let xml = xml.replacen("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />", 1);
    words.body.extend_from_slice(xml.as_bytes());
}

/// The beginning of a table. Its name is a word of ours.
fn open(words: &mut Words, style: &str, widths: &[usize], name: &'static str) {
    let (all, first) = (widths.iter().sum::<usize>(), u8::from(style != "Facts"));
    let look = if first == 1 { "0620" } else { "0600" };
    let mut xml = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"{look}\" w:firstRow=\"{first}\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" \
         w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        name.replace('-', " ")
    );
    // Writing to a string cannot fail.
    widths.iter().for_each(|wide| _ = write!(xml, "<w:gridCol w:w=\"{wide}\"/>"));
    words.body.extend_from_slice(xml.as_bytes());
    words.body.extend_from_slice(b"</w:tblGrid>");
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths of a page are small and above nothing")]
fn whole(wide: f32) -> usize {
    wide.max(0.0).round() as usize
}

#[allow(clippy::cast_precision_loss, reason = "widths of a page are small")]
fn float(wide: usize) -> f32 {
    wide as f32
}
