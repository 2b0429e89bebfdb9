//! The parts of records that are marked in their declarations, found by a walk over declaration and value side by
//! side. No kind has code for its references: one that was forgotten there would never be checked.

use super::facts::{ByKind, Facts};
use crate::base::node::Node;

/// The way to the marked parts of a kind; what leads to none is left out.
#[derive(Debug)]
pub struct Marked<T> {
    mark: Option<T>,
    fields: Vec<(&'static str, Marked<T>)>,
    each: Option<Box<Marked<T>>>,
}

impl<T> Marked<T> {
    /// What `mark` says something of. None if that is nothing.
    pub fn of(facts: Facts, mark: fn(Facts) -> Option<T>) -> Option<Self> {
        let fields = facts.fields().filter_map(|(name, field)| Some((name, Self::of(field, mark)?)));
        let each = if facts.each().is_known() { Self::of(facts.each(), mark).map(Box::new) } else { None };
        let marked = Self { mark: mark(facts), fields: fields.collect(), each };
        (marked.mark.is_some() || !marked.fields.is_empty() || marked.each.is_some()).then_some(marked)
    }

    /// Calls `found` with every marked part of `node`.
    pub fn walk<'a>(&self, node: Node<'a>, found: &mut dyn FnMut(Node<'a>, &T)) {
        if let Some(mark) = &self.mark {
            found(node, mark);
        }
        for (key, value) in node.entries() {
            let name = key.text();
            match self.fields.iter().find(|(field, _)| *field == name) {
                Some((_, marked)) => marked.walk(value, found),
                None => self.each.iter().for_each(|marked| marked.walk(value, found)),
            }
        }
        if let Some(marked) = &self.each {
            node.items().for_each(|item| marked.walk(item, found));
        }
    }
}

/// What a text may refer to.
#[derive(Debug)]
pub struct Link {
    /// The kinds it may point at.
    pub targets: Vec<&'static str>,
    /// Words that stand for no record, such as `owner`.
    words: Vec<&'static str>,
    /// Any words may stand for somebody or something without a record.
    pub in_words: bool,
}

/// Calls `found` with every reference in a record and what it may point at.
pub fn walk<'a>(kind: &str, record: Node<'a>, found: &mut dyn FnMut(Node<'a>, &Link)) {
    static LINKS: ByKind<Option<Marked<Link>>> = ByKind::new(|facts| Marked::of(facts, link));
    if let Some(Some(links)) = LINKS.get(kind) {
        links.walk(record, &mut |node, link| {
            if node.is_string() && !link.words.contains(&node.text()) {
                found(node, link);
            }
        });
    }
}

fn link(facts: Facts) -> Option<Link> {
    let targets = facts.targets();
    (!targets.is_empty()).then(|| Link { targets, words: facts.words(), in_words: facts.is_in_words() })
}
