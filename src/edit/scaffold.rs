//! The beginning of a record, with comments on what else it may hold.

use super::value::{Map, Value};
use super::yaml::record;
use crate::base::date::Date;
use crate::base::slug::slug;
use crate::load::yaml;
use crate::model::facts::Facts;
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use crate::model::schemas;
use serde_json::Value as Json;
use std::collections::HashSet;
use std::fmt::Write as _;

/// How wide comments are.
const WIDE: usize = 100;

/// Why a record cannot be begun.
#[derive(Debug)]
pub enum ScaffoldError {
    /// The field was given before.
    Twice { field: String },
    /// The field is a list of mappings, which no one-line value can express.
    Deep { field: String },
    /// The value is not of the field's kind.
    Value { field: String, wanted: &'static str },
}

/// A record with the values that were given.
pub struct Scaffold {
    kind: &'static KindInfo,
    id: String,
    values: Map,
}

impl Scaffold {
    /// Puts values into their fields, which the kind has, in its order.
    pub fn new(kind: &'static KindInfo, id: String, title: String, given: &[(String, String)]) -> Result<Self, ScaffoldError> {
        let schema = schemas::schema(kind.name).expect("every kind has a schema");
        let mut values = Map::default();
        values.put("id", id.as_str());
        values.put("title", title.as_str());
        let mut fields = HashSet::from(["id", "title"]);
        for (field, text) in given {
            if !fields.insert(field.as_str()) {
                return Err(ScaffoldError::Twice { field: field.clone() });
            }
            let parts: Vec<&str> = field.split('.').collect();
            put(&mut values, schema, &parts, field, text)?;
        }
        let order: Vec<&String> = schema["properties"].as_object().into_iter().flat_map(serde_json::Map::keys).collect();
        values.0.sort_by_key(|(name, _)| order.iter().position(|known| *known == name));
        Ok(Self { kind, id, values })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// The path of its file and the text, which ends in comments on the fields that are still free.
    pub fn file(&self) -> (String, String) {
        let mut text = record(self.kind, &self.values);
        let schema = schemas::schema(self.kind.name).expect("every kind has a schema");
        for (name, part) in schema["properties"].as_object().into_iter().flatten().filter(|(name, _)| self.values.get(name).is_none()) {
            let about = part["description"].as_str().unwrap_or_default();
            let line: String = format!("# {name}: {about}").chars().take(WIDE).collect();
            let _ = writeln!(text, "{}", line.trim_end());
        }
        (format!("{}/{}.yaml", self.kind.folder, self.id), text)
    }
}

fn put(values: &mut Map, schema: &Json, parts: &[&str], field: &str, text: &str) -> Result<(), ScaffoldError> {
    let [first, rest @ ..] = parts else { return Ok(()) };
    let known = &schema["properties"][*first];
    // Names are free below some fields, such as the dimensions of an impact.
    let part = if known.is_null() { &schema["additionalProperties"] } else { known };
    if rest.is_empty() {
        values.put(first, value(part, field, text)?);
        return Ok(());
    }
    if part["items"].is_object() {
        return Err(ScaffoldError::Deep { field: field.into() });
    }
    match values.or_begin(first, || Map::default().into()) {
        Value::Map(below) => put(below, part, rest, field, text),
        _ => Ok(()),
    }
}

fn value(schema: &Json, field: &str, text: &str) -> Result<Value, ScaffoldError> {
    let wrong = |wanted| ScaffoldError::Value { field: field.into(), wanted };
    let is = |name: &str| schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.iter().any(|known| known == name));
    if schema["items"]["properties"].is_object() {
        return Err(ScaffoldError::Deep { field: field.into() });
    }
    if is("array") {
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        return items.map(|item| value(&schema["items"], field, item)).collect::<Result<_, _>>().map(Value::List);
    }
    // Fields of the organisation's own hold texts as well, so there a number must be what every reader writes for it: a
    // version `5.10` or a telephone number loses its zero as a number.
    if is("string") && (is("number") || is("boolean")) {
        return Ok(match text.parse() {
            Ok::<bool, _>(truth) => truth.into(),
            Err(_) if text.parse::<f64>().is_ok_and(|number| yaml::is_number(text) && number.to_string() == text) => {
                Value::Bare(text.into())
            }
            Err(_) => Value::from(text),
        });
    }
    if is("integer") {
        return text.parse::<i64>().map(Value::from).map_err(|_| wrong("a whole number"));
    }
    if is("number") {
        return yaml::is_number(text).then(|| Value::Bare(text.into())).ok_or_else(|| wrong("a number such as `7`, `7.5` or `-1e3`"));
    }
    if is("boolean") {
        return text.parse::<bool>().map(Value::from).map_err(|_| wrong("`true` or `false`"));
    }
    if is("object") {
        return Err(wrong("a mapping: name a field of it after a dot"));
    }
    // Days are written bare; other texts as they need be.
    Ok(text.parse::<Date>().map_or_else(|_| Value::from(text), |day| Value::from(day.to_string())))
}

/// The fields a kind cannot do without, besides id and title, each with its words if it has a list of them.
pub fn required(kind: &KindInfo) -> Vec<(String, Vec<String>)> {
    let schema = schemas::schema(kind.name).expect("every kind has a schema");
    let names = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let words =
        |name: &str| schema["properties"][name]["enum"].as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned);
    names.filter(|name| !matches!(*name, "id" | "title")).map(|name| (name.to_owned(), words(name).collect())).collect()
}

/// The next free id: the title's words where ids of the kind are words, else the number after the highest.
pub fn next_id(program: &Program, kind: &KindInfo, title: &str) -> String {
    let prefix = format!("{}-", kind.prefix);
    // A file that cannot be read has no id, and is in the way all the same.
    let is_free = |id: &String| program.known(id).is_none() && program.files.find(&format!("{}/{id}.yaml", kind.folder)).is_none();
    let numbers = program.records().filter_map(|(id, ..)| id.strip_prefix(&prefix)).filter(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    let (mut highest, mut digits) = (0_u64, 3);
    for number in numbers {
        highest = highest.max(number.parse().unwrap_or(0));
        digits = digits.max(number.len());
    }
    let words = slug(title);
    if highest == 0 && Facts::of(kind.name).is_named() && !words.is_empty() {
        let ids = std::iter::once(format!("{prefix}{words}")).chain((2..).map(|n: u32| format!("{prefix}{words}-{n}")));
        return ids.into_iter().find(is_free).unwrap_or_default();
    }
    (highest + 1..).map(|n| format!("{prefix}{n:0digits$}")).find(is_free).unwrap_or_default()
}
