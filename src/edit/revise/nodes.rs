//! What is asked of values as they stand in a text.

use crate::base::node::{Class, Node};
use crate::edit::value::{Map, Value};

/// A value whose parts are written as they were, as far as they are the same.
pub(super) fn as_written(node: Option<Node<'_>>, wanted: &Value) -> Value {
    let Some(node) = node else { return wanted.clone() };
    match wanted {
        Value::List(items) => {
            let mut there = node.items();
            Value::List(items.iter().map(|item| as_written(there.next(), item)).collect())
        }
        Value::Map(map) => Value::Map(Map(map.0.iter().map(|(name, value)| (name.clone(), as_written(node.get(name), value))).collect())),
        _ if wanted.is(node) => {
            let span = node.span();
            Value::Bare(node.file().text[span.start as usize..span.end as usize].to_owned())
        }
        _ => wanted.clone(),
    }
}

pub(super) fn has_flow_list(node: Node<'_>) -> bool {
    node.entries().any(|(_, value)| value.class() == Class::Seq && is_flow(value))
}

pub(super) fn is_flow(node: Node<'_>) -> bool {
    node.file().text[node.span().start as usize..].starts_with(['{', '['])
}

/// Where the last thing in a value ends: blocks end where their last part does, not where the next one begins.
pub(super) fn end_of(node: Node<'_>) -> usize {
    let last = node.entries().last().map(|(key, value)| end(key, value)).or_else(|| node.items().last().map(end_of));
    last.filter(|_| !is_flow(node)).unwrap_or_else(|| text_end(node))
}

/// Where a value of one text ends. Empty lines below a block of text are part of it only if it keeps them.
fn text_end(node: Node<'_>) -> usize {
    let (start, end) = (node.span().start as usize, node.span().end as usize);
    let mut written = &node.file().text[start..end];
    let keeps = node.text().ends_with("\n\n") || node.text() == "\n";
    let shorter = |text: &str| text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    while let Some(len) = shorter(written).filter(|len| !keeps && written[..*len].ends_with('\n')) {
        written = &written[..len];
    }
    start + written.len()
}

/// Where an entry ends, which may have no value.
pub(super) fn end(key: Node<'_>, value: Node<'_>) -> usize {
    end_of(value).max(key.span().end as usize)
}

/// Where an entry ends together with the comments right below it, such as an example of what it may hold. Those that stand right
/// above something else belong to that, and those that end the text to what holds nothing yet, unless they are within it.
pub(super) fn with_comments(text: &str, end: usize, indent: usize, is_empty: bool) -> usize {
    let next = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
    let mut belongs_at_end = is_empty;
    let (mut last, mut start) = (end, if text[..end].ends_with('\n') { end } else { next(end) });
    loop {
        let line = text[start..next(start)].trim_end_matches(['\r', '\n']);
        let said = line.trim_start_matches(' ');
        if !(said.starts_with('#') && line.len() - said.len() >= indent) {
            return if said.is_empty() && (start < text.len() || belongs_at_end) { last } else { end };
        }
        belongs_at_end |= line.len() - said.len() > indent;
        (last, start) = (start + line.len(), next(start));
    }
}

/// Behind the colon after a name; 0 if it is elsewhere.
pub(super) fn colon(text: &str, key: Node<'_>) -> usize {
    let end = key.span().end as usize;
    let rest = text[end..].trim_start_matches([' ', '\t']);
    if rest.starts_with(':') { text.len() - rest.len() + 1 } else { 0 }
}
