//! Where everything stands: down the page, and on to the next.

use super::face::{Faces, UNKNOWN};
use super::sheet::{Kind, Link, Op, Role, Sheet, Tree};
use super::wrap::{Line, Set};
use crate::render::runs::Runs;
use std::collections::{BTreeSet, HashMap};

/// Of A4, in points.
const SHORT: f32 = 595.28;
const LONG: f32 = 841.89;
pub const MARGIN: f32 = 42.5;
/// Below the text, for the name and the number of the page.
const BELOW: f32 = 51.0;
/// How far lines stand apart, in heights of letters.
pub const LEADING: f32 = 1.35;
/// From the top of a line to where its letters stand.
pub const RISE: f32 = 1.0;
pub const INK: u32 = 0x001D_2329;

/// What is laid out so far.
pub struct Flow {
    pub faces: &'static Faces,
    pub wide: f32,
    pub high: f32,
    pub y: f32,
    /// Where text begins on each page.
    pub top: f32,
    /// What stands at the foot of each page, above its number, is so high.
    pub below: f32,
    /// Of titles.
    pub tint: u32,
    pub sheets: Vec<Sheet>,
    pub tree: Vec<Tree>,
    pub leaves: usize,
    pub links: usize,
    /// Headings with their level, page and height.
    pub outline: Vec<(u16, String, usize, f32)>,
    /// Where ids stand.
    pub anchors: HashMap<String, (usize, f32)>,
    /// Letters that the fonts do not have.
    pub missing: BTreeSet<char>,
}

impl Flow {
    pub fn new(faces: &'static Faces, sideways: bool) -> Self {
        let (wide, high) = if sideways { (LONG, SHORT) } else { (SHORT, LONG) };
        Self {
            faces,
            wide,
            high,
            y: MARGIN,
            top: MARGIN,
            below: 0.0,
            tint: INK,
            sheets: vec![Sheet::default()],
            tree: Vec::new(),
            leaves: 0,
            links: 0,
            outline: Vec::new(),
            anchors: HashMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// How wide text may be.
    pub fn room(&self) -> f32 {
        self.wide - 2.0 * MARGIN
    }

    pub fn bottom(&self) -> f32 {
        self.high - BELOW - self.below
    }

    /// How much of an empty page there is.
    pub fn page(&self) -> f32 {
        self.bottom() - self.top
    }

    pub fn number(&self) -> usize {
        self.sheets.len() - 1
    }

    pub fn fits(&self, high: f32) -> bool {
        self.y + high <= self.bottom()
    }

    pub fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = self.top;
    }

    /// Turns the page where there is no room for so much.
    pub fn need(&mut self, high: f32) {
        if !self.fits(high) && self.y > self.top {
            self.turn();
        }
    }

    pub fn op(&mut self, op: Op) {
        self.sheets.last_mut().expect("there is a page").ops.push(op);
    }

    pub fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Keeps the letters of a text that the fonts do not have.
    pub fn miss(&mut self, text: &str) {
        self.missing.extend(text.chars().filter(|letter| !self.faces.text.has(*letter)));
    }

    /// Words of a line from a place on, as parts of what is said, or repeated.
    pub fn line(&mut self, line: &Line, (x, y): (f32, f32), size: f32, colour: u32, is_said: bool) -> Vec<Tree> {
        let mut parts = Vec::new();
        for span in line {
            self.miss(&span.text);
            let role = if is_said { Role::Leaf(self.leaf()) } else { Role::Again };
            let op = Op::Words { x: x + span.x, y, size, is_bold: span.is_bold, colour, text: span.text.clone(), role };
            self.op(op);
            let Role::Leaf(leaf) = role else { continue };
            match &span.to {
                Some(to) => {
                    let number = self.links;
                    self.links += 1;
                    let area = [x + span.x, y - size, x + span.x + span.wide, y + 0.25 * size];
                    let link = Link { area, to: to.clone(), words: span.text.trim().to_owned(), number };
                    self.sheets.last_mut().expect("there is a page").links.push(link);
                    parts.push(Tree::Link(leaf, number));
                }
                None => parts.push(Tree::Leaf(leaf)),
            }
        }
        parts
    }

    /// A text over the width of the page, line by line.
    pub fn text(&mut self, runs: &Runs, size: f32, is_bold: bool, (indent, colour): (f32, u32)) -> Vec<Tree> {
        let lines = Set::new(self.faces, size, is_bold).add(runs, false).lines(self.room() - indent);
        let mut parts = Vec::new();
        for line in &lines {
            self.need(size * LEADING);
            let y = self.y + size * RISE;
            parts.extend(self.line(line, (MARGIN + indent, y), size, colour, true));
            self.y += size * LEADING;
        }
        parts
    }

    pub fn heading(&mut self, runs: &Runs, level: u16, size: f32) {
        let words = runs.words();
        let before = if level == 1 { 0.0 } else { size };
        // A heading stands where something of what it names follows.
        self.need(before + size * LEADING * 4.0);
        self.y += if self.y > self.top { before } else { 0.0 };
        self.outline.push((level, words.clone(), self.number(), self.y));
        let parts = self.text(runs, size, true, (0.0, self.tint));
        self.tree.push(Tree::Group(Kind::Heading(level, words), parts));
        self.y += size * 0.5;
    }

    pub fn paragraph(&mut self, runs: &Runs, size: f32, colour: u32) {
        if runs.is_empty() {
            return;
        }
        let parts = self.text(runs, size, false, (0.0, colour));
        self.tree.push(Tree::Group(Kind::Paragraph, parts));
        self.y += size * 0.6;
    }

    pub fn list(&mut self, items: &[Runs], size: f32) {
        let mut all = Vec::new();
        for item in items {
            self.need(size * LEADING);
            let y = self.y + size * RISE;
            let bullet = Op::Words { x: MARGIN + 2.0, y, size, is_bold: false, colour: INK, text: "•".into(), role: Role::Edge };
            self.op(bullet);
            let parts = self.text(item, size, false, (12.0, INK));
            all.push(Tree::Group(Kind::Item, vec![Tree::Group(Kind::Body, parts)]));
            self.y += size * 0.25;
        }
        self.tree.push(Tree::Group(Kind::List, all));
        self.y += size * 0.5;
    }

    /// What is said of letters that no font has.
    pub fn told_missing(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let codes: Vec<String> = self.missing.iter().take(24).map(|letter| format!("U+{:04X}", *letter as u32)).collect();
        let more = if self.missing.len() > codes.len() { " and others" } else { "" };
        Some(format!(
            "{UNKNOWN} stands for letters that the fonts of this paper do not have: {}{more}. A copy of the text has them.",
            codes.join(", ")
        ))
    }
}
