//! Records compared value by value. Comments, layout and the order of fields do not count.

use crate::base::node::{Class, Node, Reading};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// What became of a record or row. One that was retired or closed is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Added,
    Removed,
    Retired,
    Changed,
    /// It is in one of them, and in the other its file could not be read.
    Unread,
}

impl Fate {
    /// The word of the wire contract.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Removed => "removed",
            Fate::Retired => "retired",
            Fate::Changed => "changed",
            Fate::Unread => "unread",
        }
    }

    /// What it is called for people.
    pub fn said(self) -> &'static str {
        if self == Fate::Unread { "could not be read" } else { self.word() }
    }
}

/// A record or row that is not the same in both states.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Changed {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub fate: Fate,
    /// For what is in both: each value that differs.
    pub fields: Vec<FieldChange>,
}

/// A value that differs; a list has all its items.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FieldChange {
    pub field: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// Something that can be compared: its kind, its title, and its values by name in their order.
#[derive(Clone, Debug)]
pub struct Item {
    pub kind: &'static str,
    pub title: String,
    pub values: Vec<(String, Vec<String>)>,
    /// Retired or closed; see [`is_over`].
    pub over: bool,
}

impl Item {
    /// A record by its fields.
    pub fn of(kind: &'static str, node: Node<'_>) -> Self {
        let mut found = Vec::new();
        leaves(node, "", Reading::Written, &mut found);
        Self { kind, title: node.get("title").map_or("", Node::text).into(), values: grouped(found), over: is_over(node) }
    }
}

/// Whether a record says that it no longer counts: it was retired, or closed.
pub fn is_over(node: Node<'_>) -> bool {
    node.get("status").is_some_and(|status| status.text() == "retired") || node.get("closed").is_some_and(|day| day.class() != Class::Null)
}

/// Every scalar of a value with its path, in file order, read so; items of a list share theirs.
pub fn leaves(node: Node<'_>, path: &str, reading: Reading, found: &mut Vec<(String, String)>) {
    match node.class() {
        Class::Map => {
            for (key, value) in node.entries() {
                let path = if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
                leaves(value, &path, reading, found);
            }
        }
        Class::Seq => node.items().for_each(|item| leaves(item, path, reading, found)),
        Class::Null => {}
        _ => found.push((path.into(), node.read(reading).trim_end().into())),
    }
}

/// The values of a record by name, in their order; the items of a list stand under one name. References have the first names
/// of what they refer to.
pub fn values(record: Node<'_>) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    leaves(record, "", Reading::Lasting, &mut found);
    grouped(found)
}

/// Values under their names, both in the order in which they first stand.
fn grouped(found: Vec<(String, String)>) -> Vec<(String, Vec<String>)> {
    let mut order: Vec<(usize, String, String)> = found.into_iter().enumerate().map(|(n, (name, value))| (n, name, value)).collect();
    order.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut values: Vec<(usize, (String, Vec<String>))> = Vec::new();
    for (n, name, value) in order {
        match values.last_mut().filter(|(_, (known, _))| *known == name) {
            Some((_, (_, items))) => items.push(value),
            None => values.push((n, (name, vec![value]))),
        }
    }
    values.sort_by_key(|(n, _)| *n);
    values.into_iter().map(|(_, value)| value).collect()
}

/// The same values, whatever the layout and the order of keys.
pub fn same(a: Option<Node<'_>>, b: Option<Node<'_>>) -> bool {
    match (a.filter(|node| !is_blank(*node)), b.filter(|node| !is_blank(*node))) {
        (Some(a), Some(b)) => alike(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn alike(a: Node<'_>, b: Node<'_>) -> bool {
    match (a.class(), b.class()) {
        (Class::Map, Class::Map) => {
            let [a, b] = [a, b].map(|map| {
                let mut entries: Vec<_> = map.entries().filter(|(_, value)| !is_blank(*value)).collect();
                entries.sort_by_key(|(key, _)| key.text());
                entries
            });
            a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0.text() == b.0.text() && alike(a.1, b.1))
        }
        (Class::Seq, Class::Seq) => {
            let [mut a, mut b] = [a, b].map(|list| list.items().filter(|item| !is_blank(*item)));
            loop {
                match (a.next(), b.next()) {
                    (None, None) => return true,
                    (Some(a), Some(b)) if alike(a, b) => {}
                    _ => return false,
                }
            }
        }
        (Class::Map | Class::Seq, _) | (_, Class::Map | Class::Seq) => false,
        _ => a.lasting().trim_end() == b.lasting().trim_end(),
    }
}

/// Nothing is in it: no value, or a collection of nothing.
pub fn is_blank(node: Node<'_>) -> bool {
    match node.class() {
        Class::Null => true,
        Class::Map => node.entries().all(|(_, value)| is_blank(value)),
        Class::Seq => node.items().all(is_blank),
        _ => false,
    }
}

/// What became of a record between two states; None if it says the same.
pub fn became(id: &str, kind: &'static str, before: Option<Node<'_>>, after: Option<Node<'_>>) -> Option<Changed> {
    // A record that says nothing yet is there all the same.
    let is_record = |node: Option<Node<'_>>| node.is_some_and(|node| node.class() == Class::Map);
    if is_record(before) == is_record(after) && same(before, after) {
        return None;
    }
    let nodes = before.zip(after);
    let item = |node: Option<Node<'_>>| node.map(|node| Item::of(kind, node));
    let (before, after) = (item(before), item(after));
    // A value that moved from one item of a list to another leaves each field with the values it had.
    let moved = || after.as_ref().map(|item| whole(id, item, Fate::Changed));
    let mut changed = compare(id, before.as_ref(), after.as_ref()).or_else(moved)?;
    // What is only called otherwise is no other value.
    if let Some((before, after)) = nodes.filter(|(before, after)| before.file().has_lasting() || after.file().has_lasting()) {
        let differ: HashSet<String> = differing(before, after).into_iter().map(|change| change.field).collect();
        changed.fields.retain(|change| differ.contains(&change.field));
    }
    Some(changed)
}

fn whole(id: &str, item: &Item, fate: Fate) -> Changed {
    Changed { id: id.into(), kind: item.kind.into(), title: item.title.clone(), fate, fields: Vec::new() }
}

/// What became of something between two states; None if nothing did.
pub fn compare(id: &str, before: Option<&Item>, after: Option<&Item>) -> Option<Changed> {
    match (before, after) {
        (None, None) => None,
        (None, Some(item)) => Some(whole(id, item, Fate::Added)),
        (Some(item), None) => Some(whole(id, item, Fate::Removed)),
        (Some(before), Some(after)) => {
            let fields = differences(&before.values, &after.values);
            let fate = if after.over && !before.over { Fate::Retired } else { Fate::Changed };
            (!fields.is_empty()).then(|| Changed { fields, ..whole(id, after, fate) })
        }
    }
}

/// The fields that differ between two states of one record. What stands at the top of both alike is not looked into.
pub fn differing(before: Node<'_>, after: Node<'_>) -> Vec<FieldChange> {
    differences(&apart(before, after), &apart(after, before))
}

/// The values by name below those entries of a record that another one has not.
fn apart(record: Node<'_>, other: Node<'_>) -> Vec<(String, Vec<String>)> {
    let others: HashMap<&str, Node<'_>> = other.entries().map(|(key, value)| (key.text(), value)).collect();
    let mut found = Vec::new();
    // What is the same to the letter says the same, and most of a record is.
    let is_there = |key: Node<'_>, value: Node<'_>| {
        let other = others.get(key.text()).copied();
        other.is_some_and(|other| other.source() == value.source()) || same(Some(value), other)
    };
    for (key, value) in record.entries().filter(|(key, value)| !is_there(*key, *value)) {
        leaves(value, key.text(), Reading::Lasting, &mut found);
    }
    grouped(found)
}

fn differences(before: &[(String, Vec<String>)], after: &[(String, Vec<String>)]) -> Vec<FieldChange> {
    let [old, new] = [before, after].map(by_name);
    let value = |side: &HashMap<&str, &[String]>, name: &str| side.get(name).copied().unwrap_or_default().to_vec();
    let removed = before.iter().filter(|(name, _)| !new.contains_key(name.as_str()));
    let names = after.iter().chain(removed).map(|(name, _)| name);
    names
        .filter(|name| old.get(name.as_str()) != new.get(name.as_str()))
        .map(|name| FieldChange { field: name.clone(), before: value(&old, name), after: value(&new, name) })
        .collect()
}

fn by_name(values: &[(String, Vec<String>)]) -> HashMap<&str, &[String]> {
    values.iter().map(|(name, values)| (name.as_str(), values.as_slice())).collect()
}
