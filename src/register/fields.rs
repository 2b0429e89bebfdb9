//! Values of a record by path, as written and as derived: what `list` and `show` look at.

use super::derived::{self, Deriver, Values};
use super::query::Value;
use crate::base::node::{Kind, Node};
use crate::base::text::{cut, did_you_mean, one};
use crate::load::yaml;
use crate::model::kinds::{KINDS, KindInfo};
use crate::model::schemas;
use crate::register::cx::Cx;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Records with the values that follow from them.
pub struct Fields<'c, 'a> {
    cx: &'c Cx<'a>,
    deriver: Deriver<'c, 'a>,
}

/// One record: what is written, and what follows.
pub struct Record<'a> {
    pub id: &'a str,
    pub node: Node<'a>,
    pub derived: Values,
}

impl<'c, 'a> Fields<'c, 'a> {
    pub fn new(cx: &'c Cx<'a>) -> Self {
        Self { cx, deriver: Deriver::new(cx) }
    }

    /// All records of a kind, in file order.
    pub fn all(&self, kind: &'static KindInfo) -> Vec<Record<'a>> {
        let records = self.cx.program.records().filter(|(_, known, _)| known.name == kind.name);
        records.map(|(id, _, doc)| Record { id, node: self.cx.program.node(doc), derived: self.deriver.of(id) }).collect()
    }

    /// The record with this id.
    pub fn one(&self, id: &'a str) -> Option<Record<'a>> {
        let known = self.cx.program.known(id)?;
        Some(Record { id, node: self.cx.program.node(known.doc), derived: self.deriver.of(id) })
    }

    /// The words that have an order, from the lowest: the levels of the method.
    pub fn ranks(&self) -> Vec<String> {
        self.cx.scales.iter().flat_map(|scales| scales.levels()).map(|level| level.name.clone()).collect()
    }
}

impl Record<'_> {
    /// The values at a path such as `owner`, `current.level` or `treatment.actions.owner`; each item of a list counts.
    pub fn values(&self, path: &str) -> Vec<Value> {
        if let Some((_, values)) = self.derived.iter().find(|(name, _)| *name == path) {
            return values.clone();
        }
        let mut found = Vec::new();
        collect(self.node, &path.split('.').collect::<Vec<_>>(), &mut found);
        found
    }
}

fn collect(node: Node<'_>, path: &[&str], found: &mut Vec<Value>) {
    match (node.kind(), path) {
        (Kind::Seq, _) => node.items().for_each(|item| collect(item, path, found)),
        (Kind::Map, [first, rest @ ..]) => {
            if let Some(value) = node.get(first) {
                collect(value, rest, found);
            }
        }
        // A mapping without a name for one of its values is there, and no more can be said of it.
        (Kind::Map, []) => found.push(Value::Bool(true)),
        (Kind::Null, _) | (_, [_, ..]) => {}
        (_, []) => found.push(scalar(node)),
    }
}

fn scalar(node: Node<'_>) -> Value {
    let text = || Value::Text(node.text().to_owned());
    match node.kind() {
        Kind::Bool => Value::Bool(node.text().eq_ignore_ascii_case("true")),
        Kind::Int | Kind::Float => node.text().parse().map_or_else(|_| text(), Value::Number),
        _ => text(),
    }
}

/// Why a kind has no field of that path, with a suggestion. None if it has.
pub fn unknown(kind: &KindInfo, path: &str) -> Option<String> {
    // Before anything is looked up: nothing that is written may nest deeper.
    if path.split('.').nth(yaml::MAX_DEPTH).is_some() {
        return Some(format!("`{}` goes more than {} deep, and no field does", cut(path), yaml::MAX_DEPTH));
    }
    let written = &PATHS[kind.name];
    let known = written.contains_key(path) || derived::names(kind.name).iter().any(|(name, _)| *name == path);
    if known || beyond_free_names(written, path) {
        return None;
    }
    let names = written.keys().map(String::as_str).chain(derived::names(kind.name).iter().map(|(name, _)| *name));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    let near = did_you_mean(path, names).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    Some(format!("{} has no field `{}`{near}", one(kind.name), cut(path)))
}

/// Whether the path goes below a field whose names are free, such as the dimensions of an impact.
fn beyond_free_names(written: &HashMap<String, bool>, path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(above, name)| !name.is_empty() && written.get(above).copied().unwrap_or(false))
}

/// The paths of every kind: a command may name thousands.
static PATHS: LazyLock<HashMap<&'static str, HashMap<String, bool>>> =
    LazyLock::new(|| KINDS.iter().map(|kind| (kind.name, paths(kind.name))).collect());

/// Every path of a kind's schema, with whether any name may follow it.
fn paths(kind: &str) -> HashMap<String, bool> {
    let mut found = HashMap::new();
    if let Some(schema) = schemas::schema(kind) {
        add_paths(schema, "", &mut found);
    }
    found
}

fn add_paths(schema: &serde_json::Value, prefix: &str, found: &mut HashMap<String, bool>) {
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        found.insert(path.clone(), part["additionalProperties"].is_object());
        add_paths(part, &path, found);
        add_paths(&part["items"], &path, found);
    }
}
