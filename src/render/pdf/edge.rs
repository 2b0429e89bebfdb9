//! What the organisation puts at the edges of pages: its logo and its mark above, its words below. They stand on every page, and
//! are said once, where a page of the browser has them.

use super::flow::{Flow, LEADING, MARGIN, RISE};
use super::sheet::{Kind, Op, Role, Tree};
use super::wrap::{Line, Set};
use crate::base::picture::Picture;
use crate::render::escape::visible;
use crate::render::page::Opening;
use crate::render::palette;
use crate::render::runs::Runs;
use crate::report::brand::{Brand, Logo};

/// A logo is so high and wide at most: 12 and 60 millimetres.
const HIGH: f64 = 34.0;
const WIDE: f64 = 170.0;
/// From the top of the paper.
const ABOVE: f32 = 22.0;
/// Between what stands at an edge and what is beside or below it.
const GAP: f32 = 12.0;
const MARK: f32 = 9.0;
const WORDS: f32 = 7.0;

/// What stands at the edges of all pages.
#[derive(Default)]
pub struct Edge {
    logo: Option<Stamp>,
    mark: Vec<Line>,
    words: Vec<Line>,
}

/// A logo with its size.
struct Stamp {
    picture: Picture,
    wide: f32,
    high: f32,
}

impl Edge {
    /// Measures it, makes room for it on all pages, and says what stands above the first.
    pub fn begin(flow: &mut Flow, brand: Option<&Brand>, opening: &Opening) -> Self {
        let Some(brand) = brand else { return Self::default() };
        let logo = brand.logo.as_ref().map(Stamp::of);
        let beside = flow.room() - logo.as_ref().map_or(0.0, |logo| logo.wide + GAP);
        let lines = |runs: Option<&Runs>, size: f32, is_bold: bool, room: f32| {
            runs.map_or_else(Vec::new, |runs| Set::new(flow.faces, size, is_bold).add(runs, false).lines(room))
        };
        let edge = Self { mark: lines(opening.mark(), MARK, true, beside), words: lines(opening.own(), WORDS, false, flow.room()), logo };
        edge.words.iter().flatten().for_each(|span| flow.miss(&span.text));
        let high = edge.logo.as_ref().map_or(0.0, |logo| logo.high).max(lines_high(&edge.mark, MARK));
        flow.top = if high > 0.0 { MARGIN.max(ABOVE + high + GAP) } else { MARGIN };
        flow.below = lines_high(&edge.words, WORDS);
        flow.y = flow.top;
        edge.say(flow, brand.logo.as_ref());
        edge
    }

    fn say(&self, flow: &mut Flow, logo: Option<&Logo>) {
        if let (Some(stamp), Some(logo)) = (&self.logo, logo) {
            let leaf = flow.leaf();
            flow.op(stamp.op(Role::Leaf(leaf)));
            let area = [MARGIN, ABOVE, MARGIN + stamp.wide, ABOVE + stamp.high];
            flow.tree.push(Tree::Group(Kind::Figure(visible(&logo.words), flow.number(), area), vec![Tree::Leaf(leaf)]));
        }
        let wide = flow.wide;
        said(flow, placed(&self.mark, ABOVE, MARK, wide), (MARK, palette::GREY));
    }

    /// Puts it on all pages that there are now; what stands below is said on the last.
    pub fn end(self, flow: &mut Flow) {
        let last = flow.number();
        let (wide, from) = (flow.wide, flow.bottom() + GAP - 2.5);
        for (number, sheet) in flow.sheets.iter_mut().enumerate() {
            if number > 0 {
                sheet.ops.extend(self.logo.as_ref().map(|logo| logo.op(Role::Again)));
                sheet.ops.extend(again(placed(&self.mark, ABOVE, MARK, wide), MARK));
            }
            if number < last {
                sheet.ops.extend(again(placed(&self.words, from, WORDS, 0.0), WORDS));
            }
        }
        said(flow, placed(&self.words, from, WORDS, 0.0), (WORDS, palette::GREY));
    }
}

impl Stamp {
    fn of(logo: &Logo) -> Self {
        let (wide, high) = logo.picture.within(WIDE, HIGH);
        #[allow(clippy::cast_possible_truncation, reason = "sides are small")]
        let single = |side: f64| (side as f32).max(0.1);
        Self { picture: logo.picture.clone(), wide: single(wide), high: single(high) }
    }

    fn op(&self, role: Role) -> Op {
        Op::Logo { x: MARGIN, y: ABOVE, wide: self.wide, high: self.high, picture: self.picture.clone(), role }
    }
}

/// Lines from a height on with the place of each: at the right of a paper that is so wide, or else at the left.
fn placed(lines: &[Line], from: f32, size: f32, wide: f32) -> Vec<(&Line, f32, f32)> {
    let mut y = from + size * RISE;
    let place = |line| {
        let end = ending(line);
        let here = (line, if wide > 0.0 { wide - MARGIN - end } else { MARGIN }, y);
        y += size * LEADING;
        here
    };
    lines.iter().map(place).collect()
}

fn ending(line: &Line) -> f32 {
    line.last().map_or(0.0, |last| last.x + last.wide)
}

fn lines_high(lines: &[Line], size: f32) -> f32 {
    super::table::count(lines.len()) * size * LEADING
}

/// Says lines on the last page that there is.
fn said(flow: &mut Flow, lines: Vec<(&Line, f32, f32)>, (size, colour): (f32, u32)) {
    let parts: Vec<Tree> = lines.into_iter().flat_map(|(line, x, y)| flow.line(line, (x, y), size, colour, true)).collect();
    if !parts.is_empty() {
        flow.tree.push(Tree::Group(Kind::Paragraph, parts));
    }
}

/// The same lines on another page.
fn again(lines: Vec<(&Line, f32, f32)>, size: f32) -> Vec<Op> {
    let words = |(line, x, y): (&Line, f32, f32)| {
        let op = move |span: &super::wrap::Span| Op::Words {
            x: x + span.x,
            y,
            size,
            is_bold: span.is_bold,
            colour: palette::GREY,
            text: span.text.clone(),
            role: Role::Again,
        };
        line.iter().map(op).collect::<Vec<_>>()
    };
    lines.into_iter().flat_map(words).collect()
}
