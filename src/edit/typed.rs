//! Values as people type them on one line, read by what the declaration of their field says: `3` is a number where the
//! field holds numbers, `today` a day where it holds days, and `{on: today, result: pass}` what YAML says it is.

use super::value::{Map, Value};
use crate::base::date::{Date, Moment};
use crate::base::node::{Class, Node};
use crate::base::said;
use crate::base::span::FileId;
use crate::load::yaml;
use serde_json::Value as Json;

/// The value of a field with this schema. Days in words are reckoned from `today`.
///
/// # Errors
/// What the field is instead, as it goes on behind its name: `is a whole number`.
pub fn value(part: &Json, text: &str, today: Date) -> Result<Value, String> {
    if is(part, "array") {
        return items(part, text, today).map(Value::List);
    }
    if is(part, "object") && text.starts_with('{') {
        return flow(part, text, today);
    }
    if part["properties"].is_object() && !is(part, "string") {
        return Err("is a mapping: name a field of it after a dot, or write `{field: value}`".into());
    }
    scalar(part, text, today)
}

/// The items of a list: what stands in brackets, one mapping in braces, or texts between commas.
///
/// # Errors
/// As [`value`].
pub fn items(part: &Json, text: &str, today: Date) -> Result<Vec<Value>, String> {
    let each = &part["items"];
    if text.starts_with('[') {
        return match flow(part, text, today)? {
            Value::List(items) => Ok(items),
            _ => Err("is a list".into()),
        };
    }
    if each["properties"].is_object() && (text.starts_with('{') || !is(each, "string")) {
        return if text.starts_with('{') {
            Ok(vec![value(each, text, today)?])
        } else {
            Err("is a list of mappings: an item is written as `{field: value}`".into())
        };
    }
    text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(|item| value(each, item, today)).collect()
}

/// The schema of a field below one; where names are free, of any.
pub fn below<'s>(part: &'s Json, name: &str) -> &'s Json {
    let known = &part["properties"][name];
    if known.is_null() { &part["additionalProperties"] } else { known }
}

pub(super) fn is(part: &Json, name: &str) -> bool {
    part["type"] == name || part["type"].as_array().is_some_and(|types| types.iter().any(|known| known == name))
}

/// What YAML says of a text in braces or brackets.
fn flow(part: &Json, text: &str, today: Date) -> Result<Value, String> {
    let (file, findings) = yaml::read(FileId::ALONE, String::new(), text.as_bytes().to_vec());
    if let Some(fault) = findings.first() {
        return Err(format!("cannot be read: {}", fault.message));
    }
    let mut documents = file.documents();
    match (documents.next(), documents.next()) {
        (Some(node), None) => read(part, node, today),
        _ => Err("cannot be read: it is one value in braces or brackets".into()),
    }
}

fn read(part: &Json, node: Node<'_>, today: Date) -> Result<Value, String> {
    match node.class() {
        Class::Map => {
            let entry = |(key, value): (Node<'_>, Node<'_>)| {
                let name = key.text();
                read(below(part, name), value, today)
                    .map(|value| (name.to_owned(), value))
                    .map_err(|problem| format!("has `{name}`, which {problem}"))
            };
            node.entries().map(entry).collect::<Result<_, _>>().map(|entries| Value::Map(Map(entries)))
        }
        Class::Seq => node.items().map(|item| read(&part["items"], item, today)).collect::<Result<_, _>>().map(Value::List),
        // In quotes it is a text, where the field may hold one.
        Class::Quoted | Class::Owned if is(part, "string") && part["format"].is_null() => Ok(Value::of(node)),
        Class::Null => Ok(Value::of(node)),
        _ if part["type"].is_null() => Ok(Value::of(node)),
        _ => scalar(part, node.text(), today),
    }
}

fn scalar(part: &Json, text: &str, today: Date) -> Result<Value, String> {
    // Fields of the organisation's own hold texts as well, so there a number must be what every reader writes for it: a
    // version `5.10` or a telephone number loses its zero as a number.
    if is(part, "string") && (is(part, "number") || is(part, "boolean")) {
        return Ok(match text.parse() {
            Ok::<bool, _>(truth) => truth.into(),
            Err(_) if text.parse::<f64>().is_ok_and(|number| yaml::is_number(text) && number.to_string() == text) => {
                Value::Bare(text.into())
            }
            Err(_) => Value::from(text),
        });
    }
    if is(part, "integer") {
        return text.parse::<i64>().map(Value::from).map_err(|_| "is a whole number".into());
    }
    if is(part, "number") {
        let number = || Value::Bare(text.into());
        return yaml::is_number(text).then(number).ok_or_else(|| "is a number such as `7`, `7.5` or `-1e3`".into());
    }
    if is(part, "boolean") {
        return text.parse::<bool>().map(Value::from).map_err(|_| "is `true` or `false`".into());
    }
    if part["format"] == "date" {
        return said::day(text, today).map(|day| day.to_string().into()).map_err(|problem| format!("is a day: {problem}"));
    }
    if part["format"] == "isms-moment" {
        if text.parse::<Moment>().is_ok() {
            return Ok(text.into());
        }
        let moment = said::day(text, today).map(|day| day.to_string().into());
        return moment.map_err(|problem| format!("is a day, or a moment such as `2026-03-02T14:30Z`: {problem}"));
    }
    Ok(Value::from(text))
}
