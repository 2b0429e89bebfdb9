//! Records compared value by value. Comments, layout and the order of fields do not count.

use crate::base::node::{Kind, Node};
use schemars::JsonSchema;
use serde::Serialize;

/// What became of a record or row. One that was retired or closed is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Added,
    Removed,
    Retired,
    Changed,
}

impl Fate {
    /// The word of the wire contract.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Added => "added",
            Fate::Removed => "removed",
            Fate::Retired => "retired",
            Fate::Changed => "changed",
        }
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
    /// A record by its fields; the items of a list stand under one name.
    pub fn of(kind: &'static str, node: Node<'_>) -> Self {
        let mut found = Vec::new();
        leaves(node, "", &mut found);
        let mut values: Vec<(String, Vec<String>)> = Vec::new();
        for (path, value) in found {
            match values.iter_mut().find(|(known, _)| *known == path) {
                Some((_, items)) => items.push(value),
                None => values.push((path, vec![value])),
            }
        }
        Self { kind, title: node.get("title").map_or("", Node::text).into(), values, over: is_over(node) }
    }

    fn get(&self, name: &str) -> &[String] {
        self.values.iter().find(|(known, _)| known == name).map_or(&[], |(_, values)| values)
    }
}

/// Whether a record says that it no longer counts: it was retired, or closed.
pub fn is_over(node: Node<'_>) -> bool {
    node.get("status").is_some_and(|status| status.text() == "retired") || node.get("closed").is_some_and(|day| day.kind() != Kind::Null)
}

/// Every scalar of a value with its path, in file order; items of a list share theirs.
pub fn leaves(node: Node<'_>, path: &str, found: &mut Vec<(String, String)>) {
    match node.kind() {
        Kind::Map => {
            for (key, value) in node.entries() {
                let path = if path.is_empty() { key.text().to_owned() } else { format!("{path}.{}", key.text()) };
                leaves(value, &path, found);
            }
        }
        Kind::Seq => node.items().for_each(|item| leaves(item, path, found)),
        Kind::Null => {}
        _ => found.push((path.into(), node.text().trim_end().into())),
    }
}

/// What became of something between two states; None if nothing did.
pub fn compare(id: &str, before: Option<&Item>, after: Option<&Item>) -> Option<Changed> {
    let whole = |item: &Item, fate| Changed { id: id.into(), kind: item.kind.into(), title: item.title.clone(), fate, fields: Vec::new() };
    match (before, after) {
        (None, None) => None,
        (None, Some(item)) => Some(whole(item, Fate::Added)),
        (Some(item), None) => Some(whole(item, Fate::Removed)),
        (Some(before), Some(after)) => {
            let fields = differences(before, after);
            let fate = if after.over && !before.over { Fate::Retired } else { Fate::Changed };
            (!fields.is_empty()).then(|| Changed { fields, ..whole(after, fate) })
        }
    }
}

fn differences(before: &Item, after: &Item) -> Vec<FieldChange> {
    let removed = before.values.iter().filter(|(name, _)| after.get(name).is_empty());
    let names = after.values.iter().chain(removed).map(|(name, _)| name);
    names
        .filter(|name| before.get(name) != after.get(name))
        .map(|name| FieldChange { field: name.clone(), before: before.get(name).to_vec(), after: after.get(name).to_vec() })
        .collect()
}
