//! A record that a row makes.

use super::words;
use crate::edit::value::{Map, Value};
use crate::edit::yaml;
use crate::model::kinds::KindInfo;
use crate::model::unclear::UNCLEAR;

/// A record to be written: what all records have, and the fields of its kind between title and notes.
#[derive(Clone)]
pub struct Record {
    pub kind: &'static KindInfo,
    pub id: String,
    pub title: String,
    pub fields: Map,
    /// Paragraphs.
    pub notes: Vec<String>,
    pub custom: Map,
    /// What was said of fields in words that they cannot hold.
    pub unclear: Map,
}

impl Record {
    pub fn new(kind: &'static KindInfo, id: String, title: String) -> Self {
        Self { kind, id, title, fields: Map::default(), notes: Vec::new(), custom: Map::default(), unclear: Map::default() }
    }

    /// Keeps a text that no field has room for, under the name of its column.
    pub fn note(&mut self, name: &str, text: &str) {
        self.notes.push(format!("{name}: {text}"));
    }

    /// Keeps a text that a field cannot hold where rules look for it: they say then that it is unclear, and not missing.
    pub fn doubt(&mut self, field: &str, name: &str, text: &str) {
        self.say(first(field), &format!("{name}: {text}"));
    }

    /// Whether a field has its value: a list may lack what is said of it.
    pub fn has_value(&self, field: &str) -> bool {
        self.fields.get(first(field)).is_some_and(|value| !matches!(value, Value::List(_)))
    }

    /// The same of words that name where they come from.
    pub fn say(&mut self, field: &str, words: &str) {
        let before = match self.unclear.get(field) {
            Some(Value::Text(before)) => format!("{before}; "),
            _ => String::new(),
        };
        self.unclear.set(field, format!("{before}{words}"));
    }

    /// What is unclear, as lines of notes where the field has its value all the same.
    fn settled(&self) -> (Vec<String>, Map) {
        let (told, open): (Vec<_>, Vec<_>) = self.unclear.0.iter().cloned().partition(|(field, _)| self.has_value(field));
        let told = told.into_iter().filter_map(|(_, words)| if let Value::Text(words) = words { Some(words) } else { None });
        (self.notes.iter().cloned().chain(told).collect(), Map(open))
    }

    /// Keeps a value as a field of the organisation's own, under this name or one like it.
    pub fn keep(&mut self, name: &str, value: impl Into<Value>) {
        let others = (2..).map(|n| format!("{name}_{n}"));
        let free = std::iter::once(name.to_owned()).chain(others).find(|name| self.custom.get(name).is_none());
        self.custom.put(&free.unwrap_or_default(), value);
    }

    /// Keeps a text under the name of its column: as a field of the organisation's own if it is short.
    pub fn keep_text(&mut self, header: &str, text: &str) {
        if words::is_short(text) { self.keep(&words::key(header), text) } else { self.note(header, text) }
    }

    /// All that it keeps of cells beside fields, as lines of notes.
    pub fn all_as_notes(mut self) -> Vec<String> {
        for (name, value) in std::mem::take(&mut self.custom).0 {
            if let Value::Text(text) = value {
                self.note(&name, &text);
            }
        }
        self.notes
            .extend(self.unclear.0.into_iter().filter_map(|(_, words)| if let Value::Text(words) = words { Some(words) } else { None }));
        self.notes
    }

    /// Where it stands in a programme.
    pub fn path(&self) -> String {
        format!("{}/{}.yaml", self.kind.folder, self.id)
    }

    /// The file, with the line that tells editors its schema.
    pub fn text(&self) -> String {
        let mut all = Map::default();
        all.put("id", self.id.as_str());
        all.put("title", self.title.as_str());
        all.0.extend(self.fields.0.iter().cloned());
        let (notes, unclear) = self.settled();
        if !notes.is_empty() {
            all.put("notes", notes.join("\n"));
        }
        if !unclear.is_empty() {
            all.put(UNCLEAR, unclear);
        }
        if !self.custom.is_empty() {
            all.put("custom", self.custom.clone());
        }
        yaml::record(self.kind, &all)
    }
}

/// The first name of a field within others.
fn first(field: &str) -> &str {
    field.split('.').next().unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_read_as_a_person_would_write_them() {
        let kind = crate::model::kinds::by_name("risk").unwrap();
        let mut record = Record::new(kind, "RSK-001".into(), "Ransomware: all of it".into());
        record.fields.put("owner", "ROL-it");
        record.fields.put_list("assets", vec!["AST-1".into(), "AST-2".into()]);
        record.fields.put("inherent", {
            let mut estimate = Map::default();
            estimate.put("likelihood", 4);
            estimate.put("impact", Value::Map(Map(vec![("legal".into(), 5.into())])));
            estimate
        });
        record.note("Status", "Open\nsince May");
        record.custom = Map(vec![("source_id".into(), "R-001".into()), ("version".into(), "1.0".into())]);
        assert_eq!(record.path(), "risks/RSK-001.yaml");
        assert_eq!(
            record.text(),
            "# yaml-language-server: $schema=../schemas/risk.schema.json\nid: RSK-001\ntitle: \"Ransomware: all of it\"\n\
             owner: ROL-it\nassets: [AST-1, AST-2]\ninherent: {likelihood: 4, impact: {legal: 5}}\nnotes: |-\n  Status: Open\n  \
             since May\ncustom: {source_id: R-001, version: \"1.0\"}\n"
        );
    }
}
