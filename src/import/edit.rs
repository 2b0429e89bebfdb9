//! Changes to a file that is there: by places, so that comments, order and layout stay.

use crate::base::node::{Kind, Node, SourceFile};
use crate::base::span::Span;
use std::ops::Range;

/// A change to one file of a programme.
pub struct Edit {
    pub path: String,
    /// The file as it will be.
    pub text: String,
    /// What changes, for the user.
    pub message: String,
    /// The file is not there yet.
    pub is_new: bool,
}

/// Text in the place of other text.
#[derive(Debug)]
pub struct Replacement {
    pub range: Range<usize>,
    pub text: String,
}

impl Edit {
    /// Applies replacements that do not overlap.
    pub fn new(file: &SourceFile, mut replacements: Vec<Replacement>, message: String) -> Self {
        // Of several at one place the first comes first: they are applied from the end.
        replacements.reverse();
        replacements.sort_by_key(|replacement| std::cmp::Reverse(replacement.range.start));
        let mut text = file.text.to_string();
        for Replacement { range, text: new } in replacements {
            text.replace_range(range, &new);
        }
        Self { path: file.path.clone(), text, message, is_new: false }
    }
}

/// Puts a value in the place of another one that is not a block.
pub fn replace(span: Span, text: String) -> Replacement {
    Replacement { range: span.start as usize..span.end as usize, text }
}

/// Adds entries, each on one line, to a mapping: within its braces, or on lines of their own.
pub fn add_entries<'e>(map: Node<'_>, entries: impl Iterator<Item = (&'e str, &'e str)>) -> Option<Replacement> {
    let entry = |(name, value): (&str, &str)| format!("{name}:{}{value}", if value.starts_with('\n') { "" } else { " " });
    let entries: Vec<String> = entries.map(entry).collect();
    if map.kind() != Kind::Map || entries.is_empty() {
        return None;
    }
    let (text, span) = (&map.file().text, map.span());
    let last = map.entries().last();
    if text[span.start as usize..].starts_with('{') {
        return Some(match last {
            Some((_, value)) => insert(value.span().end as usize, format!(", {}", entries.join(", "))),
            None => replace(span, format!("{{{}}}", entries.join(", "))),
        });
    }
    let (first, _) = map.entries().next()?;
    let start = first.span().start as usize;
    let indent = start - text[..start].rfind('\n').map_or(0, |at| at + 1);
    Some(add_lines(text, last.map_or(start, |(key, value)| value.span().end.max(key.span().end) as usize), indent, &entries))
}

/// Adds lines after the one that holds the byte before `end`.
fn add_lines(text: &str, end: usize, indent: usize, lines: &[String]) -> Replacement {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = lines.iter().map(|line| format!("{:indent$}{line}", ""));
    // A block of text ends at the beginning of the line after it.
    if text[..end].ends_with('\n') {
        return insert(end, lines.map(|line| line + newline).collect());
    }
    let at = text[end..].find(['\r', '\n']).map_or(text.len(), |at| end + at);
    insert(at, lines.map(|line| format!("{newline}{line}")).collect())
}

fn insert(at: usize, text: String) -> Replacement {
    Replacement { range: at..at, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::load::yaml;

    fn added(text: &str, pointer: &str, entries: &[(&str, &str)]) -> String {
        let (file, findings) = yaml::read(FileId(0), "x.yaml".into(), text.as_bytes().to_vec());
        assert!(findings.is_empty(), "{findings:?}");
        let map = file.documents().next().unwrap().find(pointer).unwrap();
        let replacement = add_entries(map, entries.iter().copied());
        let edit = Edit::new(&file, replacement.into_iter().collect(), String::new());
        let (_, findings) = yaml::read(FileId(0), "x.yaml".into(), edit.text.clone().into_bytes());
        assert!(findings.is_empty(), "{findings:?}\n{}", edit.text);
        edit.text
    }

    #[test]
    fn entries_are_added_where_they_read_well() {
        let more = [("b", "2"), ("c", "\"\"")];
        assert_eq!(added("m: {a: 1} # x\nz: 1\n", "/m", &more), "m: {a: 1, b: 2, c: \"\"} # x\nz: 1\n");
        assert_eq!(added("m: { }\n", "/m", &more), "m: {b: 2, c: \"\"}\n");
        assert_eq!(added("m:\n  a: 1 # x\n# y\nz: 1\n", "/m", &more), "m:\n  a: 1 # x\n  b: 2\n  c: \"\"\n# y\nz: 1\n");
        assert_eq!(added("m:\r\n  a: 1", "/m", &more), "m:\r\n  a: 1\r\n  b: 2\r\n  c: \"\"");
        assert_eq!(added("m:\n  a: |\n    t\nz: 1\n", "/m", &more), "m:\n  a: |\n    t\n  b: 2\n  c: \"\"\nz: 1\n");
        assert_eq!(added("m:\n  a:\nz: 1\n", "/m", &more), "m:\n  a:\n  b: 2\n  c: \"\"\nz: 1\n");
        assert_eq!(added("a: {x: 1}\n", "", &more), "a: {x: 1}\nb: 2\nc: \"\"\n");
    }
}
