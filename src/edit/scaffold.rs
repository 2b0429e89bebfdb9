//! The beginning of a record, with comments on what else it may hold.

use super::assign::Assignment;
use super::sketch;
use super::value::Map;
use super::yaml::record;
use crate::base::date::Date;
use crate::model::kinds::KindInfo;
use crate::model::schemas;
use serde_json::Value as Json;
use std::fmt::Write as _;

/// A record with the values that were given.
pub struct Scaffold {
    kind: &'static KindInfo,
    id: String,
    values: Map,
}

impl Scaffold {
    /// Puts values into their fields, in the order of the kind.
    ///
    /// # Errors
    /// As [`Assignment::apply`].
    pub fn new(kind: &'static KindInfo, id: String, title: &str, given: &[Assignment], today: Date) -> Result<Self, String> {
        let mut values = Map::default();
        values.put("id", id.as_str());
        values.put("title", title);
        given.iter().try_for_each(|assignment| assignment.apply(kind.name, &mut values, today))?;
        Ok(Self { kind, id, values })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it says.
    pub fn values(&self) -> &Map {
        &self.values
    }

    /// The path of its file and the text, which ends in comments on the fields that are still free.
    pub fn file(&self) -> (String, String) {
        let mut text = record(self.kind, &self.values);
        let schema = schemas::schema(self.kind.name).expect("every kind has a schema");
        let names = schema["properties"].as_object().into_iter().flat_map(serde_json::Map::keys);
        for name in names.filter(|name| self.values.get(name).is_none()) {
            let _ = writeln!(text, "\n{}", sketch::field(schema, self.kind.name, name).join("\n"));
        }
        (format!("{}/{}.yaml", self.kind.folder, self.id), text)
    }
}

/// The fields a kind cannot do without, besides id and title.
pub fn required(kind: &KindInfo) -> Vec<String> {
    let schema = schemas::schema(kind.name).expect("every kind has a schema");
    let names = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
    names.filter(|name| !matches!(*name, "id" | "title")).map(str::to_owned).collect()
}
