//! Where a record stands.

use crate::base::span::Span;
use crate::model::program::Program;
use schemars::JsonSchema;
use serde::Serialize;

/// A record that shows something, with its place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Place {
    pub record: String,
    pub file: String,
    pub line: usize,
}

impl Place {
    /// `RSK-1 (risks/RSK-1.yaml:3)`
    pub fn words(&self) -> String {
        format!("{} ({}:{})", self.record, self.file, self.line)
    }
}

/// The record at a place; a file that holds none goes by its name.
pub fn place(program: &Program, span: Span) -> Place {
    let file = program.files.get(span.file);
    let record = program.record_at(span).unwrap_or_else(|| file.path.trim_end_matches(".yaml"));
    Place { record: record.into(), file: file.path.clone(), line: file.position(span.start).line }
}
