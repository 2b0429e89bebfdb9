//! What a sheet adds to files that are there, or to records that the same import makes: items of lists, entries, notes.

use super::draft::{Added, Draft, Remark};
use super::edit::{self, Edit, Replacement};
use super::row::Cells;
use super::write::{self, Map, Value};
use crate::base::node::Node;
use crate::base::text::count;
use crate::model::program::Program;
use std::collections::BTreeMap;

/// Something to be added to the file of a record or singleton.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The id of a record, or the name of a singleton.
    pub to: String,
    /// The names that lead to it; those before the last exist.
    pub path: Vec<String>,
    pub value: Value,
    pub what: What,
}

/// How it is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// To the list at the path.
    Item,
    /// As the entry at the path, which is not there.
    Entry,
    /// To the notes of the file.
    Note,
}

impl Draft<'_> {
    /// Adds an item to a list. One that has the same `key`, or is the same if there is none, is there already.
    pub fn add_item(&mut self, to: &str, path: &[&str], item: Value, key: Option<&str>) -> Added {
        if let Some(record) = self.made(to) {
            return add_to_list(record, path, item);
        }
        let list = node(self.program, to).and_then(|node| node.find(&pointer(path)));
        let name = |value: &Value| match (value, key) {
            (Value::Map(map), Some(key)) => map.get(key).cloned(),
            _ => None,
        };
        for found in list.into_iter().flat_map(Node::items) {
            if edit::says(found, &item) {
                return Added::Unchanged;
            }
            if key.and_then(|key| found.get(key)).zip(name(&item)).is_some_and(|(found, name)| edit::says(found, &name)) {
                return Added::Left;
            }
        }
        self.note_addition(to, path, item, What::Item)
    }

    /// Adds an entry, unless there is one of the name.
    pub fn add_entry(&mut self, to: &str, path: &[&str], value: Value) -> Added {
        if let Some(record) = self.made(to) {
            let [name] = path else { return Added::Left };
            if record.get(name).is_some() {
                return Added::Left;
            }
            record.put(name, value);
            return Added::New;
        }
        match node(self.program, to).and_then(|node| node.find(&pointer(path))) {
            Some(found) if edit::says(found, &value) => Added::Unchanged,
            Some(_) => Added::Left,
            None => self.note_addition(to, path, value, What::Entry),
        }
    }

    /// Adds lines to the notes, unless they stand there.
    pub fn add_note(&mut self, to: &str, text: &str) -> Added {
        if let Some(record) = self.records.iter_mut().chain(&mut self.pending).find(|record| record.id == to) {
            record.notes.push(text.into());
            return Added::New;
        }
        let notes = node(self.program, to).and_then(|node| node.get("notes"));
        match notes {
            Some(notes) if notes.text().contains(text) => Added::Unchanged,
            _ => self.note_addition(to, &["notes"], text.into(), What::Note),
        }
    }

    /// Ends a row that adds to what is there: what its cells named is kept, and what was left alone is told.
    pub fn added(&mut self, cells: Cells<'_>, to: &str, all: impl IntoIterator<Item = Added>) -> Added {
        self.accept();
        let added = together(all);
        if added == Added::Left {
            let message = format!("`{to}` says otherwise and was left as it is");
            self.remarks.push(Remark { line: cells.row.line, cell: 0, message });
        }
        added
    }

    /// Whether there is a file to add to, or will be.
    pub fn has(&self, to: &str) -> bool {
        node(self.program, to).is_some() || self.records.iter().chain(&self.pending).any(|record| record.id == to)
    }

    fn made(&mut self, id: &str) -> Option<&mut Map> {
        self.records.iter_mut().chain(&mut self.pending).find(|record| record.id == id).map(|record| &mut record.fields)
    }

    fn note_addition(&mut self, to: &str, path: &[&str], value: Value, what: What) -> Added {
        let path = path.iter().map(|name| (*name).to_owned()).collect();
        let addition = Addition { to: to.into(), path, value, what };
        if self.additions.contains(&addition) {
            return Added::Unchanged;
        }
        self.additions.push(addition);
        Added::New
    }
}

/// The worst of several: what was left alone counts more than what is new, and that more than what is the same.
pub fn together(all: impl IntoIterator<Item = Added>) -> Added {
    let rank = |added: &Added| match added {
        Added::Unchanged => 0,
        Added::New => 1,
        Added::Left => 2,
    };
    all.into_iter().max_by_key(rank).unwrap_or(Added::Unchanged)
}

fn add_to_list(fields: &mut Map, path: &[&str], item: Value) -> Added {
    let [name] = path else { return Added::Left };
    if fields.get(name).is_none() {
        fields.put(name, Value::List(Vec::new()));
    }
    match fields.0.iter_mut().find(|(key, _)| key == name) {
        Some((_, Value::List(items))) if items.contains(&item) => Added::Unchanged,
        Some((_, Value::List(items))) => {
            items.push(item);
            Added::New
        }
        _ => Added::Left,
    }
}

fn pointer(path: &[impl AsRef<str>]) -> String {
    path.iter().map(|name| format!("/{}", name.as_ref().replace('~', "~0").replace('/', "~1"))).collect()
}

/// The file of a record or singleton.
fn node<'p>(program: &'p Program, to: &str) -> Option<Node<'p>> {
    let single = || program.single_docs().find(|(name, _)| *name == to).map(|(_, doc)| doc);
    let doc = program.known(to).map(|known| known.doc).or_else(single)?;
    Some(program.node(doc))
}

/// The files with what is added to them.
pub fn edits(program: &Program, additions: &[Addition]) -> Vec<Edit> {
    let mut by_file: BTreeMap<&str, Vec<&Addition>> = BTreeMap::new();
    for addition in additions {
        by_file.entry(&addition.to).or_default().push(addition);
    }
    by_file.into_iter().filter_map(|(to, additions)| Some(edited(node(program, to)?, &additions))).collect()
}

/// A place in a file, and what is added there.
type Place<'a> = (&'a [String], What, Vec<&'a Value>);

fn edited(root: Node<'_>, additions: &[&Addition]) -> Edit {
    let mut places: Vec<Place<'_>> = Vec::new();
    for addition in additions {
        // Entries of one mapping are added together.
        let path = if addition.what == What::Entry { &addition.path[..addition.path.len() - 1] } else { &addition.path[..] };
        match places.iter_mut().find(|(at, what, _)| *at == path && *what == addition.what) {
            Some((.., values)) => values.push(&addition.value),
            None => places.push((path, addition.what, vec![&addition.value])),
        }
    }
    let mut replacements: Vec<Replacement> = unfolded(root, &places);
    for (path, what, values) in &places {
        replacements.extend(match what {
            What::Item if is_folded(root, path) => None,
            What::Item => items(root, path, values),
            What::Note => notes(root, values),
            What::Entry => {
                let names =
                    additions.iter().filter(|addition| addition.what == What::Entry && addition.path[..addition.path.len() - 1] == **path);
                let rows: Vec<(String, String)> =
                    names.map(|addition| (write::name(&addition.path[addition.path.len() - 1]), write::flow(&addition.value))).collect();
                entries(root, path, &rows)
            }
        });
    }
    Edit::new(root.file(), replacements, message(root, additions))
}

/// Whether the list at a path is to stand in a mapping within braces.
fn is_folded(root: Node<'_>, path: &[String]) -> bool {
    let [parent, _] = path else { return false };
    root.get(parent).is_some_and(|node| node.file().text[node.span().start as usize..].starts_with('{'))
}

/// Such mappings with all that is added to them.
fn unfolded(root: Node<'_>, places: &[Place<'_>]) -> Vec<Replacement> {
    let folded = places.iter().filter(|(path, what, _)| *what == What::Item && is_folded(root, path));
    let mut by_parent: BTreeMap<&str, Vec<(&str, Vec<&Value>)>> = BTreeMap::new();
    for (path, _, values) in folded {
        by_parent.entry(&path[0]).or_default().push((&path[1], values.clone()));
    }
    by_parent.into_iter().filter_map(|(parent, lists)| Some(edit::unfolded(root.get(parent)?, &lists))).collect()
}

fn entries(root: Node<'_>, path: &[String], rows: &[(String, String)]) -> Option<Replacement> {
    match path {
        [] => edit::add_entries(root, rows.iter().map(|(name, text)| (name.as_str(), text.as_str()))),
        [parents @ .., name] => edit::add_rows(root.find(&pointer(parents))?, name, rows),
    }
}

fn items(root: Node<'_>, path: &[String], values: &[&Value]) -> Option<Replacement> {
    let (name, parents) = path.split_last()?;
    let texts: Vec<String> = values.iter().map(|value| write::flow(value)).collect();
    edit::add_items(root.find(&pointer(parents))?, name, &texts)
}

fn notes(root: Node<'_>, values: &[&Value]) -> Option<Replacement> {
    let before = root.get("notes").filter(|notes| !notes.text().is_empty());
    let mut lines: Vec<&str> = before.iter().map(|notes| notes.text().trim_end()).collect();
    lines.extend(values.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    }));
    let text = lines.join("\n");
    let whole = write::document(&Map(vec![("notes".into(), text.into())]));
    let value = whole.strip_prefix("notes: ")?.trim_end_matches('\n');
    match root.entry("notes") {
        // From the key on: the place of a block of text begins after the sign that opens it.
        Some((key, old)) => {
            let end = old.span().end.max(key.span().end + 1) as usize;
            let is_block = root.file().text[..end].ends_with('\n');
            Some(Replacement { range: key.span().end as usize..end, text: format!(": {value}{}", if is_block { "\n" } else { "" }) })
        }
        None => edit::add_entries(root, [("notes", value)].into_iter()),
    }
}

/// What changes, and whether somebody has to agree to it again.
fn message(root: Node<'_>, additions: &[&Addition]) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for addition in additions {
        *times
            .entry(addition.path.iter().find(|name| !name.bytes().all(|b| b.is_ascii_digit())).map_or("", String::as_str))
            .or_default() += 1;
    }
    let parts: Vec<String> = times.iter().map(|(name, n)| format!("{} in `{name}`", count(*n, "addition"))).collect();
    let is_approved = ["/approval", "/treatment/approval", "/acceptance"].iter().any(|pointer| root.find(pointer).is_some());
    format!("{}{}", parts.join(", "), if is_approved { "; approve it anew" } else { "" })
}
