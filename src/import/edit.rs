//! Changes to a file that is there: by places, so that comments, order and layout stay.

use super::write::{self, Map, Value};
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

/// Adds entries to a mapping within another one, on lines of their own if it is empty, and the mapping itself if need be.
pub fn add_rows(parent: Node<'_>, name: &str, rows: &[(String, String)]) -> Option<Replacement> {
    let lines = |indent: usize| rows.iter().map(|(id, text)| format!("\n{:indent$}{id}: {text}", "")).collect::<String>();
    match parent.get(name) {
        None => add_entries(parent, [(name, lines(2).as_str())].into_iter()),
        // A line for each reads better than one for all.
        Some(map) if map.entries().next().is_none() => Some(in_place_of(map, lines(2))),
        Some(map) => add_entries(map, rows.iter().map(|(id, text)| (id.as_str(), text.as_str()))),
    }
}

/// Adds items to a list within a mapping, and the list itself if need be.
pub fn add_items(parent: Node<'_>, name: &str, items: &[String]) -> Option<Replacement> {
    let text = &parent.file().text;
    let is_flow = text[parent.span().start as usize..].starts_with('{');
    let flow = || format!("[{}]", items.join(", "));
    let lines = |indent: usize| items.iter().map(|item| format!("\n{:indent$}- {item}", "")).collect::<String>();
    let indent = column(parent) + 2;
    match parent.get(name) {
        None if is_flow => add_entries(parent, [(name, flow().as_str())].into_iter()),
        None => add_entries(parent, [(name, lines(indent).as_str())].into_iter()),
        Some(list) => match list.items().last() {
            None if is_flow => Some(replace(list.span(), flow())),
            None => Some(in_place_of(list, lines(indent))),
            Some(last) if text[list.span().start as usize..].starts_with('[') => {
                Some(insert(end_of(last), format!(", {}", items.join(", "))))
            }
            Some(last) => {
                let dash = list.items().next().map_or(0, |first| dash_of(text, first.span().start as usize));
                let items: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
                Some(add_lines(text, end_of(last), dash, &items))
            }
        },
    }
}

/// A mapping within braces at the top of a file, as lines of its own with more items in its lists: a line for all would
/// be longer than anybody reads.
pub fn unfolded(parent: Node<'_>, additions: &[(&str, Vec<&Value>)]) -> Replacement {
    let mut map = Map(parent.entries().map(|(key, value)| (key.text().to_owned(), value_of(value))).collect());
    for (name, values) in additions {
        if map.get(name).is_none() {
            map.put(name, Value::List(Vec::new()));
        }
        if let Some((_, Value::List(items))) = map.0.iter_mut().find(|(key, _)| key == name) {
            items.extend(values.iter().map(|value| (*value).clone()));
        }
    }
    let lines: String = write::document(&map).lines().map(|line| format!("\n  {line}")).collect();
    in_place_of(parent, lines)
}

/// A value as it stands in a file.
fn value_of(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Map => Value::Map(Map(node.entries().map(|(key, value)| (key.text().to_owned(), value_of(value))).collect())),
        Kind::Seq => Value::List(node.items().map(value_of).collect()),
        _ if node.is_string() => node.text().into(),
        _ => Value::Decimal(node.text().into()),
    }
}

/// Puts lines in the place of a collection in braces and the blanks before it.
fn in_place_of(empty: Node<'_>, lines: String) -> Replacement {
    let before = empty.file().text[..empty.span().start as usize].trim_end_matches(' ').len();
    Replacement { range: before..empty.span().end as usize, text: lines }
}

/// The column of the first key of a mapping in block style.
fn column(map: Node<'_>) -> usize {
    let start = map.entries().next().map_or(0, |(key, _)| key.span().start as usize);
    start - map.file().text[..start].rfind('\n').map_or(0, |at| at + 1)
}

/// The column of the dash before an item.
fn dash_of(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[line..start].rfind('-').unwrap_or(0)
}

/// Where the last thing in a value ends: blocks end where their last part does, not where the next one begins.
fn end_of(node: Node<'_>) -> usize {
    let is_flow = node.file().text[node.span().start as usize..].starts_with(['{', '[']);
    let last = node.entries().last().map(|(_, value)| value).or(node.items().last());
    match last.filter(|_| !is_flow) {
        Some(last) => end_of(last),
        None => node.span().end as usize,
    }
}

/// Whether a value of a file is what would be written.
pub fn says(found: Node<'_>, wanted: &Value) -> bool {
    match wanted {
        Value::Text(text) => found.is_scalar() && found.text() == text,
        Value::Number(number) => found.text() == number.to_string(),
        Value::Decimal(text) => found.text() == text,
        Value::Truth(truth) => found.text() == truth.to_string(),
        Value::List(items) => found.items().count() == items.len() && found.items().zip(items).all(|(found, item)| says(found, item)),
        Value::Map(map) => map.0.iter().all(|(name, value)| found.get(name).is_some_and(|found| says(found, value))),
    }
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

    fn with_items(text: &str, pointer: &str) -> String {
        let (file, _) = yaml::read(FileId(0), "x.yaml".into(), text.as_bytes().to_vec());
        let parent = file.documents().next().unwrap().find(pointer).unwrap();
        let replacement = add_items(parent, "l", &["x".into(), "{y: 1}".into()]);
        let edit = Edit::new(&file, replacement.into_iter().collect(), String::new());
        let (_, findings) = yaml::read(FileId(0), "x.yaml".into(), edit.text.clone().into_bytes());
        assert!(findings.is_empty(), "{findings:?}\n{}", edit.text);
        edit.text
    }

    #[test]
    fn items_are_added_where_they_read_well() {
        assert_eq!(with_items("a: 1\n", ""), "a: 1\nl:\n  - x\n  - {y: 1}\n");
        assert_eq!(with_items("l: [] # z\n", ""), "l:\n  - x\n  - {y: 1} # z\n");
        assert_eq!(with_items("l: [w] # z\n", ""), "l: [w, x, {y: 1}] # z\n");
        assert_eq!(with_items("l:\n- a: 1\n  b:\n    c: 2 # z\nm: 1\n", ""), "l:\n- a: 1\n  b:\n    c: 2 # z\n- x\n- {y: 1}\nm: 1\n");
        assert_eq!(with_items("m: {l: []}\n", "/m"), "m: {l: [x, {y: 1}]}\n");
        assert_eq!(with_items("m: {o: 1}\n", "/m"), "m: {o: 1, l: [x, {y: 1}]}\n");
        assert_eq!(with_items("m:\n  o: 1\n", "/m"), "m:\n  o: 1\n  l:\n    - x\n    - {y: 1}\n");
    }
}
