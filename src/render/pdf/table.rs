//! Tables: a heading that stands on each page, rows that stay whole, levels on the colour of what they mean.

use super::flow::{Flow, INK, LEADING, MARGIN, RISE};
use super::sheet::{Kind, Op, Tree};
use super::wrap::{Line, Set};
use crate::render::layout::CellWords;
use crate::render::page::{FactWords, Grid, Line as Row, Pair, Ruled, Sheet};
use crate::render::palette;
use crate::report::doc::{ColumnKind, Tone};

/// The height of letters, as pages are measured in it.
const SIZE: f32 = 8.0;
const FINE: f32 = 7.0;
/// Above and below the words of a row.
const PAD: f32 = 2.5;
/// Right of a column, in heights of letters.
const GAP: f32 = 0.8;
const LINE: u32 = 0x00D5_DAE0;
const STRONG: u32 = 0x008A_949E;

/// A cell that is set: its lines, and what they mean.
struct SetCell {
    lines: Vec<Line>,
    tone: Tone,
    is_number: bool,
    x: f32,
    wide: f32,
}

/// The columns of a table.
struct Columns {
    /// Where each begins, and how wide its words may be.
    at: Vec<(f32, f32)>,
    size: f32,
    all: f32,
}

impl Columns {
    fn of(flow: &Flow, sheet: &Sheet) -> Self {
        let size = if sheet.plan.fine { FINE } else { SIZE };
        let all = sheet.plan.width.map_or(flow.room(), |wide| (wide * size).min(flow.room()));
        Self::shared(&sheet.plan.shares, all, size)
    }

    fn shared(shares: &[f32], all: f32, size: f32) -> Self {
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
}

/// A table with all of its rows.
pub fn table(flow: &mut Flow, ruled: &Ruled<'_>, sideways: bool) {
    for sheet in ruled.sheets(sideways) {
        let columns = Columns::of(flow, &sheet);
        let head = heading(flow, &sheet, &columns);
        flow.need(high(&head, columns.size) + 4.0 * columns.size);
        let cells = put_head(flow, &head, &columns, true);
        let mut rows = Vec::new();
        for row in ruled.lines(&sheet) {
            put_row(flow, &sheet, &columns, &head, &row, &mut rows);
        }
        let head = Tree::Group(Kind::Head, vec![Tree::Group(Kind::Row, cells)]);
        flow.tree.push(Tree::Group(Kind::Table, vec![head, Tree::Group(Kind::Rows, rows)]));
        flow.y += SIZE;
    }
}

fn heading(flow: &Flow, sheet: &Sheet, columns: &Columns) -> Vec<SetCell> {
    let cell = |(heading, (x, wide)): (&crate::render::page::Heading, &(f32, f32))| SetCell {
        lines: Set::new(flow.faces, columns.size, true).add(&heading.text, true).lines(*wide),
        tone: Tone::Plain,
        is_number: heading.kind == ColumnKind::Number,
        x: *x,
        wide: *wide,
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
        let inside = put_lines(flow, cell, 0..cell.lines.len(), columns.size, palette::GREY, is_first);
        parts.push(Tree::Group(Kind::ColumnHead, inside));
    }
    flow.y += all;
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 1.0, colour: STRONG });
    parts
}

/// Lines of a cell from where the flow is.
fn put_lines(flow: &mut Flow, cell: &SetCell, lines: std::ops::Range<usize>, size: f32, colour: u32, is_said: bool) -> Vec<Tree> {
    let mut parts = Vec::new();
    let mut y = flow.y + PAD;
    for line in &cell.lines[lines] {
        let end = line.last().map_or(0.0, |span| span.x + span.wide);
        let x = if cell.is_number { cell.x + cell.wide - end } else { cell.x };
        let (ink, paper) = palette::colours(cell.tone).map_or((colour, None), |(ink, paper)| (ink, Some(paper)));
        if let Some(paper) = paper.filter(|_| end > 0.0) {
            flow.op(Op::Field { x: x - 2.0, y: y + size * 0.1, wide: end + 4.0, high: size * (LEADING - 0.12), colour: paper });
        }
        parts.extend(flow.line(line, (x, y + size * RISE), size, ink, is_said));
        y += size * LEADING;
    }
    parts
}

fn put_row(flow: &mut Flow, sheet: &Sheet, columns: &Columns, head: &[SetCell], row: &Row, rows: &mut Vec<Tree>) {
    let size = columns.size;
    let cell = |((held, heading), (x, wide)): ((&CellWords, &crate::render::page::Heading), &(f32, f32))| {
        let is_bold = held.tone == Tone::Critical;
        SetCell {
            lines: set(flow, held, size, is_bold, *wide),
            tone: held.tone,
            is_number: heading.kind == ColumnKind::Number,
            x: *x,
            wide: *wide,
        }
    };
    let cells: Vec<SetCell> = row.cells.iter().zip(&sheet.headings).zip(&columns.at).map(cell).collect();
    let below = below(flow, sheet, columns, &row.below);
    let group = row.group.as_ref().map(|group| Set::new(flow.faces, size, true).add(group, true).lines(columns.all));
    let group_high = group.as_ref().map_or(0.0, |lines| count(lines.len()) * size * LEADING + 2.0 * PAD + size);
    let own = high(&cells, size);
    let below_high =
        below.iter().map(|cell| count(cell.lines.len()) * size * LEADING).sum::<f32>() + if below.is_empty() { 0.0 } else { PAD };
    let all = group_high + own + below_high;
    if !flow.fits(all) && (all <= flow.page() - high(head, size) || flow.y + group_high + 3.0 * size * LEADING > flow.bottom()) {
        flow.turn();
        put_head(flow, head, columns, false);
    }
    let span = u32::try_from(columns.at.len()).unwrap_or(1);
    if let Some(lines) = group {
        flow.y += size;
        let cell = SetCell { lines, tone: Tone::Plain, is_number: false, x: MARGIN, wide: columns.all };
        let parts = put_lines(flow, &cell, 0..cell.lines.len(), size, INK, true);
        flow.y += count(cell.lines.len()) * size * LEADING + 2.0 * PAD;
        flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 0.6, colour: STRONG });
        rows.push(Tree::Group(Kind::Row, vec![Tree::Group(Kind::RowHead(span), parts)]));
    }
    if let Some(anchor) = &row.anchor {
        let place = (flow.number(), flow.y);
        flow.anchors.entry(anchor.clone()).or_insert(place);
    }
    let inside = put_cells(flow, &cells, columns, head);
    let kind = |n: usize, cell: &SetCell| if n == 0 && !cell.lines.iter().all(Vec::is_empty) { Kind::RowHead(1) } else { Kind::Cell(1) };
    let tagged = inside.into_iter().zip(&cells).enumerate().map(|(n, (parts, cell))| Tree::Group(kind(n, cell), parts));
    rows.push(Tree::Group(Kind::Row, tagged.collect()));
    if !below.is_empty() {
        flow.y -= PAD;
        let mut parts = Vec::new();
        for cell in &below {
            for n in 0..cell.lines.len() {
                if !flow.fits(size * LEADING + PAD) {
                    flow.turn();
                    put_head(flow, head, columns, false);
                }
                parts.extend(put_lines(flow, cell, n..n + 1, size, palette::GREY, true));
                flow.y += size * LEADING;
            }
        }
        flow.y += 2.0 * PAD;
        rows.push(Tree::Group(Kind::Row, vec![Tree::Group(Kind::Cell(span), parts)]));
    }
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: columns.all, thick: 0.4, colour: LINE });
}

/// The cells of a row, on one page if they fit, else line by line over as many as it takes.
fn put_cells(flow: &mut Flow, cells: &[SetCell], columns: &Columns, head: &[SetCell]) -> Vec<Vec<Tree>> {
    let size = columns.size;
    let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    let mut parts: Vec<Vec<Tree>> = cells.iter().map(|_| Vec::new()).collect();
    let mut from = 0;
    loop {
        let to = most.min(from + lines_left(flow, size, 2.0 * PAD));
        for (cell, parts) in cells.iter().zip(&mut parts) {
            let (from, to) = (from.min(cell.lines.len()), to.min(cell.lines.len()));
            parts.extend(put_lines(flow, cell, from..to, size, INK, true));
        }
        flow.y += count(to - from) * size * LEADING + 2.0 * PAD;
        from = to;
        if from >= most {
            return parts;
        }
        flow.turn();
        if !head.is_empty() {
            put_head(flow, head, columns, false);
        }
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
fn below(flow: &Flow, sheet: &Sheet, columns: &Columns, pairs: &[Pair]) -> Vec<SetCell> {
    let x = if sheet.plan.indent { columns.at.get(1).map_or(MARGIN, |(x, _)| *x) } else { MARGIN };
    let wide = MARGIN + columns.all - x;
    let told = |set: Set<'static>, pair: &Pair, first: bool| {
        let set = if first { set } else { set.say("   ", false) };
        let set = set.add(&pair.name, true).say(" ", false);
        pair.value
            .lines
            .iter()
            .enumerate()
            .fold(set, |set, (n, line)| if n == 0 { set.add(line, false) } else { set.say(", ", false).add(line, false) })
    };
    let begin = || Set::new(flow.faces, columns.size, false);
    let cell = |set: Set<'static>| SetCell { lines: set.lines(wide), tone: Tone::Plain, is_number: false, x, wide };
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
        let (x, wide) = columns.at[0];
        let names = SetCell {
            lines: Set::new(flow.faces, SIZE, false).add(&fact.name, false).lines(wide),
            tone: Tone::Plain,
            is_number: false,
            x,
            wide,
        };
        let (x, wide) = columns.at[1];
        let value = SetCell { lines: set(flow, &fact.value, SIZE, false, wide), tone: fact.value.tone, is_number: false, x, wide };
        let cells = [names, value];
        let all = high(&cells, SIZE);
        if !flow.fits(all) && all <= flow.page() {
            flow.turn();
        }
        let mut inside = put_cells(flow, &cells, &columns, &[]).into_iter();
        let (said, held) = (inside.next().unwrap_or_default(), inside.next().unwrap_or_default());
        flow.y -= PAD;
        rows.push(Tree::Group(Kind::Row, vec![Tree::Group(Kind::RowHead(1), said), Tree::Group(Kind::Cell(1), held)]));
    }
    flow.y += PAD;
    flow.op(Op::Rule { x: MARGIN, y: flow.y, wide: flow.room(), thick: 0.4, colour: STRONG });
    flow.y += SIZE;
    flow.tree.push(Tree::Group(Kind::Table, vec![Tree::Group(Kind::Rows, rows)]));
}

/// A heat map: likelihood upwards, impact to the right.
pub fn matrix(flow: &mut Flow, grid: &Grid) {
    let first = grid.rows.iter().map(|row| row.heading.line * SIZE).fold(70.0, f32::max).min(flow.room() / 5.0);
    let each = (flow.room() - first) / count(grid.columns.len().max(1));
    let shares: Vec<f32> = std::iter::once(first).chain(grid.columns.iter().map(|_| each)).collect();
    let columns = Columns::shared(&shares, flow.room(), SIZE);
    let one = |flow: &Flow, set: Set<'static>, n: usize| {
        let (x, wide) = columns.at[n];
        let _ = flow;
        SetCell { lines: set.lines(wide - 6.0), tone: Tone::Plain, is_number: false, x: if n == 0 { x } else { x + 4.0 }, wide }
    };
    let begin = |flow: &Flow| Set::new(flow.faces, SIZE, false);
    let corner = begin(flow).add(&grid.row_axis, true).say(" ↑ ", true).add(&grid.column_axis, true).say(" →", true);
    let mut heads = vec![one(flow, corner, 0)];
    heads.extend(grid.columns.iter().enumerate().map(|(n, column)| one(flow, begin(flow).add(column, true), n + 1)));
    let rows: Vec<Vec<(SetCell, Tone)>> = grid
        .rows
        .iter()
        .map(|row| {
            let head = one(flow, begin(flow).add(&row.heading, true), 0);
            let cells = row.cells.iter().enumerate().map(|(n, cell)| {
                let mut set = one(flow, begin(flow).add(&cell.level, true), n + 1);
                for item in &cell.items {
                    set.lines.extend(one(flow, begin(flow).add(item, false), n + 1).lines);
                }
                (set, cell.tone)
            });
            std::iter::once((head, Tone::Plain)).chain(cells).collect()
        })
        .collect();
    let tall = |cells: &[(SetCell, Tone)]| {
        cells.iter().map(|(cell, _)| count(cell.lines.len()) * SIZE * LEADING).fold(3.0 * SIZE, f32::max) + 2.0 * PAD + 3.0
    };
    let all: f32 = rows.iter().map(|row| tall(row)).sum::<f32>() + high(&heads, SIZE);
    flow.need(all.min(flow.page()));
    let head = put_head(flow, &heads, &columns, true);
    flow.y += 2.0;
    let mut tree = Vec::new();
    for row in &rows {
        let high = tall(row);
        let begins = 6.0 * SIZE * LEADING;
        if !flow.fits(high) && (high <= flow.page() / 2.0 || !flow.fits(begins)) {
            flow.turn();
            put_head(flow, &heads, &columns, false);
            flow.y += 2.0;
        }
        let mut parts: Vec<Vec<Tree>> = row.iter().map(|_| Vec::new()).collect();
        let most = row.iter().map(|(cell, _)| cell.lines.len()).max().unwrap_or(0);
        let mut from = 0;
        loop {
            let to = most.min(from + lines_left(flow, SIZE, 2.0 * PAD + 3.0));
            let part = if from == 0 && to == most { high } else { count(to - from) * SIZE * LEADING + 2.0 * PAD + 3.0 };
            for (n, ((cell, tone), parts)) in row.iter().zip(&mut parts).enumerate() {
                let (ink, paper) = palette::colours(*tone).unwrap_or((INK, palette::BAND));
                if n > 0 {
                    flow.op(Op::Field { x: columns.at[n].0, y: flow.y, wide: each - 3.0, high: part - 3.0, colour: paper });
                }
                let lines = from.min(cell.lines.len())..to.min(cell.lines.len());
                parts.extend(put_lines(flow, cell, lines, SIZE, if n == 0 { INK } else { ink }, true));
            }
            flow.y += part;
            from = to;
            if from >= most {
                break;
            }
            flow.turn();
            put_head(flow, &heads, &columns, false);
            flow.y += 2.0;
        }
        let kind = |n: usize| if n == 0 { Kind::RowHead(1) } else { Kind::Cell(1) };
        tree.push(Tree::Group(Kind::Row, parts.into_iter().enumerate().map(|(n, parts)| Tree::Group(kind(n), parts)).collect()));
    }
    let head = Tree::Group(Kind::Head, vec![Tree::Group(Kind::Row, head)]);
    flow.tree.push(Tree::Group(Kind::Table, vec![head, Tree::Group(Kind::Rows, tree)]));
    flow.y += SIZE;
}

#[allow(clippy::cast_precision_loss, reason = "what stands on a page is little")]
fn count(n: usize) -> f32 {
    n as f32
}
