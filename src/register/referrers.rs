//! Who refers to what.

use crate::base::node::Node;
use crate::model::kinds::Doc;
use crate::model::links;
use crate::model::program::Program;
use std::collections::{HashMap, HashSet};

/// The records and files that name an id, each once.
pub struct Referrers<'a> {
    by: HashMap<&'a str, Vec<Referrer<'a>>>,
}

/// A record, or a file that a programme has once.
#[derive(Clone, Copy)]
pub struct Referrer<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub doc: Doc,
}

impl<'a> Referrers<'a> {
    /// One walk over all records.
    pub fn of(program: &'a Program) -> Self {
        let mut by: HashMap<&str, Vec<Referrer<'_>>> = HashMap::new();
        for (id, kind, doc) in program.documents() {
            let mut named = HashSet::new();
            links::walk(kind, program.node(doc), &mut |node, _| {
                if named.insert(node.text()) {
                    by.entry(node.text()).or_default().push(Referrer { id, kind, doc });
                }
            });
        }
        Self { by }
    }

    pub fn to(&self, id: &str) -> &[Referrer<'a>] {
        self.by.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Where a record refers to an id: the value, and the names that lead to it, lists left out.
pub fn fields<'a>(kind: &str, record: Node<'a>, id: &str) -> Vec<(String, Node<'a>)> {
    let mut using = HashSet::new();
    links::walk(kind, record, &mut |node, _| _ = (node.text() == id).then(|| using.insert(node.slot())));
    let mut found = Vec::new();
    if !using.is_empty() {
        scalars(record, &mut String::new(), &mut |node, path| {
            if using.contains(&node.slot()) {
                found.push((path.to_owned(), node));
            }
        });
    }
    found
}

/// Every reference of a record, in the same form: what is referred to, by which field, and where.
pub fn references<'a>(kind: &str, record: Node<'a>) -> Vec<(&'a str, String, Node<'a>)> {
    let mut using = HashSet::new();
    links::walk(kind, record, &mut |node, _| _ = using.insert(node.slot()));
    let mut found = Vec::new();
    scalars(record, &mut String::new(), &mut |node, path| {
        if using.contains(&node.slot()) {
            found.push((node.text(), path.to_owned(), node));
        }
    });
    found
}

/// Calls `found` with every scalar of a record and the names that lead to it, lists left out.
fn scalars<'a>(node: Node<'a>, path: &mut String, found: &mut dyn FnMut(Node<'a>, &str)) {
    if node.is_scalar() {
        found(node, path);
    }
    node.items().for_each(|item| scalars(item, path, found));
    let above = path.len();
    for (key, value) in node.entries() {
        let dot = if above == 0 { "" } else { "." };
        path.extend([dot, key.text()]);
        scalars(value, path, found);
        path.truncate(above);
    }
}
