//! The JSON Schema of each kind and singleton, made when first asked for.

use super::fleet;
use super::kinds::KINDS;
use super::single::SINGLES;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

/// The names of all that has a schema: singletons first, then kinds by name, then what stands outside of programmes.
pub fn names() -> impl Iterator<Item = &'static str> {
    of_programmes().chain([fleet::NAME])
}

/// The names of all kinds and singletons.
fn of_programmes() -> impl Iterator<Item = &'static str> {
    SINGLES.iter().map(|single| single.name).chain(KINDS.iter().map(|kind| kind.name))
}

/// The schema of a kind or singleton by name. Draft 2020-12; what `x-isms-…` says is read by [`super::facts`].
pub fn schema(name: &str) -> Option<&'static Value> {
    static SCHEMAS: Made<Value> = Made::on_demand();
    SCHEMAS.get(name, generate)
}

/// The schema of a kind or singleton as text.
pub fn text(name: &'static str) -> Cow<'static, str> {
    let kind = KINDS.iter().find(|kind| kind.name == name).map(|kind| kind.written);
    let single = || SINGLES.iter().find(|single| single.name == name).map(|single| single.written);
    let other = (name == fleet::NAME).then_some(fleet::WRITTEN);
    match kind.or_else(single).or(other).flatten() {
        Some(text) => text.into(),
        None => schema(name).map_or(Cow::default(), |schema| format!("{schema:#}\n").into()),
    }
}

/// Something for each kind and singleton, made when first asked for: a small programme pays for the kinds that it has.
pub struct Made<T>(LazyLock<HashMap<&'static str, OnceLock<T>>>);

impl<T> Made<T> {
    pub const fn on_demand() -> Self {
        Self(LazyLock::new(|| names().map(|name| (name, OnceLock::new())).collect()))
    }

    /// What there is for a name, made by `make` if nobody asked before. None if there is no kind or singleton of that name.
    pub fn get(&self, name: &str, make: impl FnOnce(&'static str) -> T) -> Option<&T> {
        let (name, made) = self.0.get_key_value(name)?;
        Some(made.get_or_init(|| make(name)))
    }
}

fn generate(name: &str) -> Value {
    let kind = KINDS.iter().find(|kind| kind.name == name).map(|kind| ((kind.schema)(), kind.name));
    let single = || SINGLES.iter().find(|single| single.name == name).map(|single| ((single.schema)(), single.file));
    let (schema, title) = kind.or_else(single).unwrap_or_else(|| (fleet::schema(), fleet::FILE));
    let mut schema = schema.to_value();
    tidy(&mut schema);
    schema["title"] = title.into();
    schema
}

/// Takes out what the derive says about Rust rather than about records: integer widths, defaults, nullability (what
/// is absent is left out, never null), and line breaks inside descriptions.
fn tidy(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            for key in ["default", "title", "$comment"] {
                map.remove(key);
            }
            if map.get("format").and_then(Value::as_str).is_some_and(|f| f != "date" && !f.starts_with("isms-")) {
                map.remove("format");
            }
            if let Some(Value::String(text)) = map.get_mut("description") {
                *text = text.replace('\n', " ");
            }
            forbid_null(map);
            for (key, part) in map {
                match part {
                    // Names of fields, not keywords: a field may well be called `title`.
                    Value::Object(fields) if key == "properties" => fields.values_mut().for_each(tidy),
                    part => tidy(part),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn forbid_null(map: &mut serde_json::Map<String, Value>) {
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|t| t != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            map.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(values)) = map.get_mut("enum") {
        values.retain(|v| !v.is_null());
    }
    let Some(Value::Array(branches)) = map.get("anyOf") else { return };
    let real: Vec<&Value> = branches.iter().filter(|branch| branch["type"] != "null").collect();
    if let [Value::Object(only)] = &real[..] {
        let only = only.clone();
        map.remove("anyOf");
        for (key, value) in only {
            // The field's own words are more to the point than its type's.
            map.entry(key).or_insert(value);
        }
    }
}

/// Every schema as a file: its name and its text, as `schemas/` holds them.
pub fn files() -> Vec<(String, String)> {
    names().map(file).collect()
}

/// The same without what stands outside of programmes, for editors of one.
pub fn files_of_programmes() -> Vec<(String, String)> {
    of_programmes().map(file).collect()
}

/// A schema as a file: its name and its text.
pub fn file(name: &'static str) -> (String, String) {
    (format!("{name}.schema.json"), text(name).into_owned())
}
