//! Lines and columns of findings.

use super::node::{Files, SourceFile};
use super::span::{Position, Span};

/// A place as formats write it: the end is the position after the last character.
pub struct Place<'a> {
    pub file: &'a SourceFile,
    pub start: Position,
    pub end: Position,
}

/// All places of one run.
pub struct Places<'a> {
    files: &'a Files,
}

impl<'a> Places<'a> {
    pub fn new(files: &'a Files) -> Self {
        Self { files }
    }

    /// Where a span stands.
    pub fn of(&self, span: Span) -> Place<'a> {
        let file = self.files.get(span.file);
        Place { file, start: file.position(span.start), end: file.position(span.end.max(span.start)) }
    }
}
