//! A record that a row makes.

use super::words;
use crate::edit::value::{Map, Value};
use crate::edit::yaml;
use crate::model::kinds::KindInfo;

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
}

impl Record {
    pub fn new(kind: &'static KindInfo, id: String, title: String) -> Self {
        Self { kind, id, title, fields: Map::default(), notes: Vec::new(), custom: Map::default() }
    }

    /// Keeps a text that no field has room for, under the name of its column.
    pub fn note(&mut self, name: &str, text: &str) {
        self.notes.push(format!("{name}: {text}"));
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
        if !self.notes.is_empty() {
            all.put("notes", self.notes.join("\n"));
        }
        if !self.custom.is_empty() {
            all.put("custom", self.custom.clone());
        }
        yaml::record(self.kind, &all)
    }
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
