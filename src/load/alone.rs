//! A file of ours that is in no programme, such as `fleet.yaml`.

use super::schema::Shape;
use super::yaml;
use crate::base::decode::decode;
use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Class, SourceFile};
use crate::base::span::{FileId, Span};
use serde::de::DeserializeOwned;

/// The only file of what is read.
pub const ONLY: FileId = FileId::ALONE;

/// A file as far as it could be read, and what was wrong with the rest.
pub struct Alone<T> {
    pub file: SourceFile,
    /// None if nothing of it could be read.
    pub value: Option<T>,
    /// Slots of what is not in the value, sorted: its schema refused it.
    pub left_out: Vec<u32>,
    pub findings: Vec<Diagnostic>,
}

/// Reads a file of this name in `schemas/` and on disk. What its schema refuses is a finding and is left out.
pub fn alone<T: DeserializeOwned>(name: &'static str, path: &str, bytes: Vec<u8>) -> Alone<T> {
    let (file, mut findings) = yaml::read(ONLY, path.to_owned(), bytes);
    let mut shape =
        |place: Span, message: String, help: &str| findings.push(Diagnostic::new("record-shape", place, message).with_help(help));
    let mut documents = file.documents().filter(|node| node.class() != Class::Null);
    let root = documents.next();
    if let Some(another) = documents.next() {
        shape(
            another.head(),
            format!("`{path}` holds one document, and this is another"),
            "merge it into the first and remove the `---` line",
        );
    }
    let mut left_out = Vec::new();
    let value = match root {
        Some(root) if root.class() == Class::Map => {
            let verdict = Shape::of(name).check(root, path);
            let is_sound = verdict.findings.is_empty();
            findings.extend(verdict.findings);
            left_out = verdict.left_out;
            match decode(root, &left_out) {
                Ok(value) => Some(value),
                Err(error) => {
                    if is_sound {
                        findings.push(Diagnostic::new("record-shape", error.span.unwrap_or(root.head()), error.message));
                    }
                    None
                }
            }
        }
        Some(root) => {
            shape(root.head(), format!("`{path}` is no mapping of fields to values"), "write `field: value` on each line");
            None
        }
        None => {
            if findings.is_empty() {
                findings.push(Diagnostic::new("record-shape", Span::new(ONLY, 0, 0), format!("`{path}` says nothing")));
            }
            None
        }
    };
    Alone { file, value, left_out, findings }
}
