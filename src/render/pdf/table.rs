//! Tables: a heading that stands on each page, rows that stay whole, levels on the colour of what they mean.

use super::flow::{Flow, INK, LEADING, MARGIN, RISE};
use super::sheet::{Kind, Op, Tree};
use super::wrap::{Line, Set};
use crate::render::layout::CellWords;
use crate::render::page::FactWords;
use crate::render::palette;
use crate::render::ruled::{Heading, Line as Row, Pair, Ruled, Sheet};
use crate::report::doc::{ColumnKind, Tone};
use std::ops::Range;

/// The height of letters, as pages are measured in it.
pub const SIZE: f32 = 8.0;
const FINE: f32 = 7.0;
/// Above and below the words of a row.
pub const PAD: f32 = 2.5;
/// Right of a column, in heights of letters.
const GAP: f32 = 0.8;
const LINE: u32 = 0x00D5_DAE0;
const STRONG: u32 = 0x008A_949E;

/// A cell that is set: its lines, and what they mean.
pub struct SetCell {
    pub lines: Vec<Line>,
    pub tone: Tone,
    pub is_number: bool,
    pub x: f32,
    pub wide: f32,
    /// What is behind all of it: where that begins, how wide it is, and its colour.
    pub field: Option<(f32, f32, u32)>,
    pub ink: u32,
}

impl SetCell {
    pub fn new(lines: Vec<Line>, (x, wide): (f32, f32)) -> Self {
        Self { lines, tone: Tone::Plain, is_number: false, x, wide, field: None, ink: INK }
    }
}

/// What stands above rows on each page that they go on to.
pub struct Top<'c> {
    pub cells: &'c [SetCell],
    pub columns: &'c Columns,
    /// Between it and the rows.
    pub gap: f32,
}

impl Top<'_> {
    /// The heading, the first time as what it is.
    pub fn put(&self, flow: &mut Flow) -> Vec<Tree> {
        let parts = put_head(flow, self.cells, self.columns, true);
        flow.y += self.gap;
        parts
    }

    /// Goes on, on the next page.
    pub fn turn(&self, flow: &mut Flow) {
        flow.turn();
        if !self.cells.is_empty() {
            put_head(flow, self.cells, self.columns, false);
            flow.y += self.gap;
        }
    }

    /// How high it is.
    pub fn high(&self) -> f32 {
        high(self.cells, self.columns.size) + self.gap
    }
}

/// The columns of a table.
pub struct Columns {
    /// Where each begins, and how wide its words may be.
    pub at: Vec<(f32, f32)>,
    pub size: f32,
    all: f32,
}

impl Columns {
    fn of(flow: &Flow, sheet: &Sheet) -> Self {
        let size = if sheet.plan.fine { FINE } else { SIZE };
        let all = sheet.plan.width.map_or(flow.room(), |wide| (wide * size).min(flow.room()));
        Self::shared(&sheet.plan.shares, all, size)
    }

    pub fn shared(shares: &[f32], all: f32, size: f32) -> Self {
        let sum: f32 = shares.iter().sum::<f32>().max(1.0);
        let mut x = MARGIN;
        let mut at = Vec::new();
        for (n, share) in shares.iter().enumerate() {
            let wide = all * share / sum;
            let gap = if n + 1 == shares.len() { 0.0 } else { GAP * size };
            at.push((x, (wide - gap).max(size)));
            x += wide;
        }
        Self { at, size, all }
    }

    /// How many there are.
    fn span(&self) -> u32 {
        u32::try_from(self.at.len()).unwrap_or(1)
    }
}

/// A table with all of its rows.
pub fn table(flow: &mut Flow, ruled: &Ruled<'_>, sideways: bool) {
    for sheet in ruled.sheets(sideways) {
        let columns = Columns::of(flow, &sheet);
        let head = heading(flow, &sheet, &columns);
        let top = Top { cells: &head, columns: &columns, gap: 0.0 };
        flow.need(top.high() + 4.0 * columns.size);
        let cells = top.put(flow);
        let mut rows = Vec::new();
        for row in ruled.lines(&sheet) {
            put_row(flow, &sheet, &top, &row, &mut rows);
        }
        flow.tree.push(tagged(cells, rows));
        flow.y += SIZE;
    }
}

/// A table of a heading and rows.
pub fn tagged(head: Vec<Tree>, rows: Vec<Tree>) -> Tree {
    let head = Tree::Group(Kind::Head, vec![Tree::Group(Kind::Row, head)]);
    Tree::Group(Kind::Table, vec![head, Tree::Group(Kind::Rows, rows)])
}

fn heading(flow: &Flow, sheet: &Sheet, columns: &Columns) -> Vec<SetCell> {
    let cell = |(heading, at): (&Heading, &(f32, f32))| {
        let lines = Set::new(flow.faces, columns.size, true).add(&heading.text, true).lines(at.1);
        SetCell { is_number: heading.kind == ColumnKind::Number, ink: palette::GREY, ..SetCell::new(lines, *at) }
    };
    sheet.headings.iter().zip(&columns.at).map(cell).collect()
}

fn high(cells: &[SetCell], size: f32) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "lines of a row are few")]
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0) as f32;
    lines * size * LEADING + 2.0 * PAD
}

/// The heading: the first time as what it is, on later pages for the eye.
fn put_head(flow: &mut Flow, cells: &[SetCell], columns: &Columns, is_first: bool) -> Vec<Tree> {
    let all = high(cells, columns.size);
    let mut parts = Vec::new();
    for cell in cells {
        let inside = put_lines(flow, cell, 0..cell.lines.len(), columns.size, is_first);
        parts.push(Tree::Group(Kind::ColumnHead, inside));
    }
    flow.y += all;
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 1.0, colour: STRONG });
    parts
}

/// Lines of a cell from where the flow is.
fn put_lines(flow: &mut Flow, cell: &SetCell, lines: Range<usize>, size: f32, is_said: bool) -> Vec<Tree> {
    let mut parts = Vec::new();
    let mut y = flow.y + PAD;
    for line in &cell.lines[lines] {
        let end = line.last().map_or(0.0, |span| span.x + span.wide);
        let x = if cell.is_number { cell.x + cell.wide - end } else { cell.x };
        let (ink, paper) = palette::colours(cell.tone).map_or((cell.ink, None), |(ink, paper)| (ink, Some(paper)));
        if let Some(paper) = paper.filter(|_| end > 0.0) {
            flow.op(Op::Field { x: x - 2.0, y: y + size * 0.1, wide: end + 4.0, high: size * (LEADING - 0.12), colour: paper });
        }
        parts.extend(flow.line(line, (x, y + size * RISE), size, ink, is_said));
        y += size * LEADING;
    }
    parts
}

fn put_row(flow: &mut Flow, sheet: &Sheet, top: &Top<'_>, row: &Row<'_>, rows: &mut Vec<Tree>) {
    let (columns, size) = (top.columns, top.columns.size);
    let cell = |((held, heading), at): ((&CellWords, &Heading), &(f32, f32))| {
        let lines = set(flow, held, size, held.tone == Tone::Critical, at.1);
        SetCell { tone: held.tone, is_number: heading.kind == ColumnKind::Number, ..SetCell::new(lines, *at) }
    };
    let cells: Vec<SetCell> = row.cells.iter().map(AsRef::as_ref).zip(&sheet.headings).zip(&columns.at).map(cell).collect();
    let below = below(flow, sheet, columns, &row.below);
    let group = row.group.as_ref().map(|group| Set::new(flow.faces, size, true).add(group, true).lines(columns.all));
    let group_high = group.as_ref().map_or(0.0, |lines| count(lines.len()) * size * LEADING + 2.0 * PAD + size);
    let own = high(&cells, size);
    let below_high =
        below.iter().map(|cell| count(cell.lines.len()) * size * LEADING).sum::<f32>() + if below.is_empty() { 0.0 } else { PAD };
    let all = group_high + own + below_high;
    if !flow.fits(all) && (all <= flow.page() - top.high() || flow.y + group_high + 3.0 * size * LEADING > flow.bottom()) {
        top.turn(flow);
    }
    if let Some(lines) = group {
        rows.push(put_group(flow, columns, lines));
    }
    if let Some(anchor) = &row.anchor {
        let place = (flow.number(), flow.y);
        flow.anchors.entry(anchor.clone()).or_insert(place);
    }
    let inside = put_cells(flow, &cells, top, (0.0, 0.0));
    let kind = |n: usize, cell: &SetCell| if n == 0 && !cell.lines.iter().all(Vec::is_empty) { Kind::RowHead(1) } else { Kind::Cell(1) };
    let tagged = inside.into_iter().zip(&cells).enumerate().map(|(n, (parts, cell))| Tree::Group(kind(n, cell), parts));
    rows.push(Tree::Group(Kind::Row, tagged.collect()));
    if !below.is_empty() {
        rows.push(put_below(flow, top, &below));
    }
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 0.4, colour: LINE });
}

/// What names the rows that follow.
fn put_group(flow: &mut Flow, columns: &Columns, lines: Vec<Line>) -> Tree {
    let size = columns.size;
    flow.y += size;
    let cell = SetCell::new(lines, (MARGIN, columns.all));
    let parts = put_lines(flow, &cell, 0..cell.lines.len(), size, true);
    flow.y += count(cell.lines.len()) * size * LEADING + 2.0 * PAD;
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 0.6, colour: STRONG });
    Tree::Group(Kind::Row, vec![Tree::Group(Kind::RowHead(columns.span()), parts)])
}

/// What a row has below it, line by line.
fn put_below(flow: &mut Flow, top: &Top<'_>, below: &[SetCell]) -> Tree {
    let size = top.columns.size;
    flow.y -= PAD;
    let mut parts = Vec::new();
    for cell in below {
        for n in 0..cell.lines.len() {
            if !flow.fits(size * LEADING + PAD) {
                top.turn(flow);
            }
            parts.extend(put_lines(flow, cell, n..n + 1, size, true));
            flow.y += size * LEADING;
        }
    }
    flow.y += 2.0 * PAD;
    Tree::Group(Kind::Row, vec![Tree::Group(Kind::Cell(top.columns.span()), parts)])
}

/// The cells of a row, on one page if they fit, else line by line over as many as it takes. Besides its lines a row is so much
/// higher, and at least so high where it is whole.
pub fn put_cells(flow: &mut Flow, cells: &[SetCell], top: &Top<'_>, (beside, least): (f32, f32)) -> Vec<Vec<Tree>> {
    let size = top.columns.size;
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let mut parts: Vec<Vec<Tree>> = cells.iter().map(|_| Vec::new()).collect();
    let mut from = 0;
    loop {
        let to = most.min(from + lines_left(flow, size, 2.0 * PAD + beside));
        let is_whole = from == 0 && to == most;
        let high = count(to - from) * size * LEADING + 2.0 * PAD + beside;
        let high = if is_whole { high.max(least) } else { high };
        for (cell, parts) in cells.iter().zip(&mut parts) {
            if let Some((x, wide, colour)) = cell.field {
                flow.op(Op::Field { x, y: flow.y, wide, high: high - beside, colour });
            }
            let (from, to) = (from.min(cell.lines.len()), to.min(cell.lines.len()));
            parts.extend(put_lines(flow, cell, from..to, size, true));
        }
        flow.y += high;
        from = to;
        if from >= most {
            return parts;
        }
        top.turn(flow);
    }
}

/// So many lines there is room for on this page, below what stands there and beside so much that is no line.
fn lines_left(flow: &Flow, size: f32, beside: f32) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of a page are few and above nothing")]
    let lines = ((flow.bottom() - flow.y - beside) / (size * LEADING)).floor().max(1.0) as usize;
    lines
}

fn set(flow: &Flow, held: &CellWords, size: f32, is_bold: bool, wide: f32) -> Vec<Line> {
    let room = if palette::colours(held.tone).is_some() { wide - 2.0 } else { wide };
    held.lines.iter().flat_map(|line| Set::new(flow.faces, size, is_bold).add(line, is_bold).lines(room)).collect()
}

/// What has no column of its own: short values that follow each other in one paragraph, long ones in one each.
fn below(flow: &Flow, sheet: &Sheet, columns: &Columns, pairs: &[Pair<'_>]) -> Vec<SetCell> {
    let x = if sheet.plan.indent { columns.at.get(1).map_or(MARGIN, |(x, _)| *x) } else { MARGIN };
    let wide = MARGIN + columns.all - x;
    let told = |set: Set<'static>, pair: &Pair<'_>, first: bool| {
        let set = if first { set } else { set.say("   ", false) };
        let set = set.add(pair.name, true).say(" ", false);
        pair.value
            .lines
            .iter()
            .enumerate()
            .fold(set, |set, (n, line)| if n == 0 { set.add(line, false) } else { set.say(", ", false).add(line, false) })
    };
    let begin = || Set::new(flow.faces, columns.size, false);
    let cell = |set: Set<'static>| SetCell { ink: palette::GREY, ..SetCell::new(set.lines(wide), (x, wide)) };
    let mut cells = Vec::new();
    for together in pairs.chunk_by(|a, b| !a.apart && !b.apart) {
        cells.push(cell(together.iter().enumerate().fold(begin(), |set, (n, pair)| told(set, pair, n == 0))));
    }
    cells
}

/// Names and values below the title.
pub fn facts(flow: &mut Flow, facts: &[FactWords]) {
    const SIZE: f32 = 9.0;
    if facts.is_empty() {
        return;
    }
    let name = facts.iter().map(|fact| fact.name.line * SIZE * 0.9).fold(60.0, f32::max).min(flow.room() / 3.0);
    let columns = Columns::shared(&[name, flow.room() - name], flow.room(), SIZE);
    let mut rows = Vec::new();
    for fact in facts {
        let names = SetCell {
            ink: palette::GREY,
            ..SetCell::new(Set::new(flow.faces, SIZE, false).add(&fact.name, false).lines(columns.at[0].1), columns.at[0])
        };
        let value = SetCell { tone: fact.value.tone, ..SetCell::new(set(flow, &fact.value, SIZE, false, columns.at[1].1), columns.at[1]) };
        let cells = [names, value];
        let all = high(&cells, SIZE);
        if !flow.fits(all) && all <= flow.page() {
            flow.turn();
        }
        let mut inside = put_cells(flow, &cells, &Top { cells: &[], columns: &columns, gap: 0.0 }, (0.0, 0.0)).into_iter();
        let (said, held) = (inside.next().unwrap_or_default(), inside.next().unwrap_or_default());
        flow.y -= PAD;
        rows.push(Tree::Group(Kind::Row, vec![Tree::Group(Kind::RowHead(1), said), Tree::Group(Kind::Cell(1), held)]));
    }
    flow.y += PAD;
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: flow.room(), thick: 0.4, colour: STRONG });
    flow.y += SIZE;
    flow.tree.push(Tree::Group(Kind::Table, vec![Tree::Group(Kind::Rows, rows)]));
}

#[allow(clippy::cast_precision_loss, reason = "what stands on a page is little")]
pub fn count(n: usize) -> f32 {
    n as f32
}
