//! Who acted on which day, and what was so on a day: fields say so in their declarations. `x-isms-act` names the field with
//! the day, and what was done if the name of the part does not say it; `x-isms-fact` names the field with the day. A day is
//! beside the field, or for `/on` at the top of the record; an empty name means that there is none.

use super::schemas::{names, schema};
use crate::base::date::Date;
use crate::base::node::Node;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// A field that is marked.
#[derive(Debug)]
pub struct Mark {
    /// Its path, such as `tests.results.by`; items of lists share theirs.
    pub field: String,
    /// What was done, such as `tested`.
    pub verb: &'static str,
    /// It stands in a list, so that a later one does not take its place.
    pub is_listed: bool,
    day: &'static str,
}

/// The way to the marked fields of a kind; what leads to none is left out.
#[derive(Debug, Default)]
pub struct Marks {
    mark: Option<Mark>,
    fields: Vec<(&'static str, Marks)>,
    items: Option<Box<Marks>>,
}

impl Marks {
    fn of(part: &'static Value, keyword: &str, path: &[&'static str], is_listed: bool) -> Option<Self> {
        let texts: Vec<&str> = match &part[keyword] {
            Value::String(day) => vec![day],
            words => words.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
        };
        let mark = texts.first().map(|day| {
            let above = path.iter().rev().nth(1).copied().unwrap_or_default();
            Mark { field: path.join("."), verb: texts.get(1).copied().unwrap_or(above), is_listed, day }
        });
        let field = |(name, part): (&'static String, &'static Value)| {
            let path = [path, &[name.as_str()]].concat();
            Some((name.as_str(), Self::of(part, keyword, &path, is_listed)?))
        };
        let fields: Vec<_> = part["properties"].as_object().into_iter().flatten().filter_map(field).collect();
        let items = part.get("items").and_then(|part| Self::of(part, keyword, path, true)).map(Box::new);
        (mark.is_some() || !fields.is_empty() || items.is_some()).then_some(Self { mark, fields, items })
    }

    /// Calls `found` with every marked value of a record, and its day.
    pub fn walk<'a>(&'static self, record: Node<'a>, found: &mut dyn FnMut(&'static Mark, Node<'a>, Option<Date>)) {
        self.walk_in(record, record, record, found);
    }

    fn walk_in<'a>(
        &'static self,
        record: Node<'a>,
        beside: Node<'a>,
        node: Node<'a>,
        found: &mut dyn FnMut(&'static Mark, Node<'a>, Option<Date>),
    ) {
        if let Some(mark) = &self.mark {
            let day = if mark.day.starts_with('/') { record.find(mark.day) } else { beside.get(mark.day) };
            let day = day.and_then(|day| day.text().get(..10)?.parse().ok());
            let one = Some(node).filter(|node| node.is_scalar());
            one.into_iter().chain(node.items()).for_each(|value| found(mark, value, day));
        }
        for (name, marks) in &self.fields {
            if let Some(value) = node.get(name) {
                marks.walk_in(record, node, value, found);
            }
        }
        if let Some(marks) = &self.items {
            node.items().for_each(|item| marks.walk_in(record, beside, item, found));
        }
    }
}

type Kinds = HashMap<&'static str, OnceLock<Option<Marks>>>;

fn marks(kinds: &'static LazyLock<Kinds>, kind: &str, keyword: &str) -> Option<&'static Marks> {
    let (name, cell) = kinds.get_key_value(kind)?;
    cell.get_or_init(|| schema(name).and_then(|schema| Marks::of(schema, keyword, &[], false))).as_ref()
}

fn kinds() -> Kinds {
    names().map(|name| (name, OnceLock::new())).collect()
}

/// Where a kind or singleton says who acted.
pub fn acts(kind: &str) -> Option<&'static Marks> {
    static ACTS: LazyLock<Kinds> = LazyLock::new(kinds);
    marks(&ACTS, kind, "x-isms-act")
}

/// Where a kind or singleton holds what does not change once it was written down.
pub fn facts(kind: &str) -> Option<&'static Marks> {
    static FACTS: LazyLock<Kinds> = LazyLock::new(kinds);
    marks(&FACTS, kind, "x-isms-fact")
}

/// Whether records of a kind tell of what happened, so that they end and are not taken out: `x-isms-stays`.
pub fn stays(kind: &str) -> bool {
    schema(kind).is_some_and(|schema| schema["x-isms-stays"] == true)
}
