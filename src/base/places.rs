//! Lines and columns for many findings, in one pass over each file.

use super::node::{Files, SourceFile};
use super::span::{FileId, Position, Span};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How far apart the marks are, in bytes.
const STEP: usize = 1024;

/// Where every thousandth byte of a text stands. Looking up a place costs no more than a walk from the last mark, so
/// that neither many lines nor one endless line makes the thousandth finding dearer than the first.
pub struct Lines(Vec<Position>);

impl Lines {
    /// Reads the text once.
    pub fn of(text: &str) -> Self {
        let (mut position, mut from) = (Position { line: 1, column: 1 }, 0);
        let marks = (0..=text.len() / STEP).map(|n| {
            let to = text.floor_char_boundary(n * STEP);
            position = walk(position, &text[from..to]);
            from = to;
            position
        });
        Self(marks.collect())
    }

    /// The same as [`position`](super::span::position), sooner.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.floor_char_boundary(offset as usize);
        let mark = offset / STEP;
        walk(self.0[mark], &text[text.floor_char_boundary(mark * STEP)..offset])
    }
}

fn walk(from: Position, text: &str) -> Position {
    text.chars().fold(from, |Position { line, column }, c| match c {
        '\n' => Position { line: line + 1, column: 1 },
        '\u{feff}' if column == 1 => Position { line, column },
        _ => Position { line, column: column + 1 },
    })
}

/// A place as formats write it: the end is the position after the last character.
pub struct Place<'a> {
    pub file: &'a SourceFile,
    pub start: Position,
    pub end: Position,
}

/// All places of one run.
pub struct Places<'a> {
    files: &'a Files,
    lines: RefCell<BTreeMap<FileId, Rc<Lines>>>,
}

impl<'a> Places<'a> {
    pub fn new(files: &'a Files) -> Self {
        Self { files, lines: RefCell::default() }
    }

    /// Where a span stands.
    pub fn of(&self, span: Span) -> Place<'a> {
        let file = self.files.get(span.file);
        let lines = Rc::clone(self.lines.borrow_mut().entry(span.file).or_insert_with(|| Rc::new(Lines::of(&file.text))));
        let start = lines.position(&file.text, span.start);
        Place { file, start, end: lines.position(&file.text, span.end.max(span.start)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::position;

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "\u{feff}ä: 1\r\nb: \u{feff}x\n\n🦀 long".repeat(150) + &"é".repeat(3_000) + "\n";
        let lines = Lines::of(&text);
        for offset in 0..=text.len() as u32 + 2 {
            assert_eq!(lines.position(&text, offset), position(&text, offset), "at {offset}");
        }
        assert_eq!(Lines::of("").position("", 7), Position { line: 1, column: 1 });
    }
}
