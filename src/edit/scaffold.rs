//! The beginning of a record, with comments on what else it may hold.

use super::assign::Assignment;
use super::value::Map;
use super::yaml::record;
use crate::base::date::Date;
use crate::base::slug::slug;
use crate::model::facts::Facts;
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use crate::model::schemas;
use serde_json::Value as Json;
use std::fmt::Write as _;

/// How wide comments are.
const WIDE: usize = 100;

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
