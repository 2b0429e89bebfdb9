//! Values of a record by path, as written and as derived: what `list` and `show` look at.

use super::derived::{self, Deriver, Values};
use super::query::Value;
use crate::base::date::Date;
use crate::base::node::{Class, Node};
use crate::base::text::{cut, did_you_mean, list_of, one};
use crate::load::yaml;
use crate::model::kinds::{self, KINDS, KindInfo, RecordKind as _, Threat};
use crate::model::threat_catalogue::{BuiltInThreat, THREATS};
use crate::model::{annex_a, schemas, threat_catalogue};
use crate::register::cx::Cx;
use std::collections::HashMap;
use std::sync::LazyLock;

/// So many words are listed where none is near.
const MOST_WORDS: usize = 12;

/// What the schema of a kind says of each path.
type Paths = HashMap<String, &'static serde_json::Value>;

/// Records with the values that follow from them.
pub struct Fields<'c, 'a> {
    cx: &'c Cx<'a>,
    deriver: Deriver<'c, 'a>,
}

/// One record: what is written, and what follows.
pub struct Subject<'a> {
    pub id: &'a str,
    /// None for a threat of the catalogue, which nobody wrote down here.
    pub node: Option<Node<'a>>,
    pub derived: Values,
}

impl<'c, 'a> Fields<'c, 'a> {
    pub fn new(cx: &'c Cx<'a>) -> Self {
        Self { cx, deriver: Deriver::new(cx) }
    }

    /// All records of a kind, in file order; then the threats of the catalogue, if threats are asked for.
    pub fn all(&self, kind: &'static KindInfo) -> Vec<Subject<'a>> {
        let records = self.cx.program.records().filter(|(_, known, _)| known.name == kind.name);
        let records = records.map(|(id, _, doc)| Subject { id, node: Some(self.cx.program.node(doc)), derived: self.deriver.of(id) });
        let built_in = THREATS.iter().filter(|threat| kind.name == Threat::NAME && self.cx.program.known(threat.id).is_none());
        records.chain(built_in.map(|threat| self.built_in(threat))).collect()
    }

    /// A threat of the catalogue.
    pub fn built_in(&self, threat: &'static BuiltInThreat) -> Subject<'a> {
        Subject { id: threat.id, node: None, derived: self.deriver.built_in(threat) }
    }

    /// The record with this id.
    pub fn one(&self, id: &'a str) -> Option<Subject<'a>> {
        let known = self.cx.program.known(id)?;
        Some(Subject { id, node: Some(self.cx.program.node(known.doc)), derived: self.deriver.of(id) })
    }

    /// The words that have an order, from the lowest: the levels of the method.
    pub fn ranks(&self) -> Vec<String> {
        self.cx.scales.iter().flat_map(|scales| scales.levels()).map(|level| level.name.clone()).collect()
    }
}

impl Subject<'_> {
    /// The values at a path such as `owner`, `current.level` or `treatment.actions.owner`; each item of a list counts.
    pub fn values(&self, path: &str) -> Vec<Value> {
        if let Some((_, values)) = self.derived.iter().find(|(name, _)| *name == path) {
            return values.clone();
        }
        let mut found = Vec::new();
        if let Some(node) = self.node {
            collect(node, &path.split('.').collect::<Vec<_>>(), &mut found);
        }
        found
    }
}

fn collect(node: Node<'_>, path: &[&str], found: &mut Vec<Value>) {
    match (node.class(), path) {
        (Class::Seq, _) => node.items().for_each(|item| collect(item, path, found)),
        (Class::Map, [first, rest @ ..]) => {
            if let Some(value) = node.get(first) {
                collect(value, rest, found);
            }
        }
        // A mapping without a name for one of its values is there, and no more can be said of it.
        (Class::Map, []) => found.push(Value::Bool(true)),
        (Class::Null, _) | (_, [_, ..]) => {}
        (_, []) => found.push(scalar(node)),
    }
}

fn scalar(node: Node<'_>) -> Value {
    let text = || Value::Text(node.text().to_owned());
    match node.class() {
        Class::Bool => Value::Bool(node.text().eq_ignore_ascii_case("true")),
        Class::Int | Class::Float => node.text().parse().map_or_else(|_| text(), Value::Number),
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
fn beyond_free_names(written: &Paths, path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(above, name)| !name.is_empty() && written.get(above).is_some_and(|part| part["additionalProperties"].is_object()))
}

/// Why no record can have a value in a field: it is no word, level, day or id that there is. None where values are free.
pub fn misfit(cx: &Cx<'_>, kind: &KindInfo, path: &str, value: &str) -> Option<String> {
    let none_of = |words: Vec<&str>| {
        let near = did_you_mean(value, words.iter().copied())
            .map_or_else(|| list_of(words.iter().take(MOST_WORDS), "or"), |near| format!("did you mean `{near}`?"));
        (!words.contains(&value)).then(|| format!("`{path}` is never `{}`; {near}", cut(value)))
    };
    let levels: Vec<&str> = cx.scales.iter().flat_map(|scales| scales.levels()).map(|level| level.name.as_str()).collect();
    if path.ends_with(".level") && !levels.is_empty() {
        return none_of(levels);
    }
    let field = PATHS[kind.name].get(path)?;
    let field = if field["items"].is_object() { &field["items"] } else { *field };
    if let Some(words) = field["enum"].as_array() {
        return none_of(words.iter().filter_map(serde_json::Value::as_str).collect());
    }
    if field["format"] == "date" {
        return value.parse::<Date>().err();
    }
    let may_be = |kind: &str| field["x-isms-ref"].as_array().is_some_and(|kinds| kinds.iter().any(|known| known == kind));
    if may_be("annex-a") && value.starts_with("A.") && annex_a::by_id(value).is_none() {
        let near = did_you_mean(value, annex_a::ANNEX_A.iter().map(|control| control.id));
        return Some(format!(
            "there is no control `{}` in Annex A{}",
            cut(value),
            near.map_or(String::new(), |near| format!("; did you mean `{near}`?"))
        ));
    }
    let named = kinds::by_id(value).filter(|_| field["x-isms-ref"].is_array())?;
    let is_there = cx.program.known(value).is_some() || threat_catalogue::by_id(value).is_some();
    let near =
        || did_you_mean(value, cx.program.records().map(|(id, ..)| id)).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
    (!is_there).then(|| format!("there is no {} `{}`{}", named.name, cut(value), near()))
}

/// The paths of every kind: a command may name thousands.
static PATHS: LazyLock<HashMap<&'static str, Paths>> = LazyLock::new(|| KINDS.iter().map(|kind| (kind.name, paths(kind.name))).collect());

/// Every path of a kind's schema, with what it says of the field there.
fn paths(kind: &str) -> Paths {
    let mut found = HashMap::new();
    if let Some(schema) = schemas::schema(kind) {
        add_paths(schema, "", &mut found);
    }
    found
}

fn add_paths(schema: &'static serde_json::Value, prefix: &str, found: &mut Paths) {
    for (name, part) in schema["properties"].as_object().into_iter().flatten() {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        found.insert(path.clone(), part);
        add_paths(part, &path, found);
        add_paths(&part["items"], &path, found);
    }
}
