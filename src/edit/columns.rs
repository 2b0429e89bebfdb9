//! Records as rows of a sheet: which columns a kind has, what stands in their cells, and what a cell says when it comes back.
//!
//! A field is a column under its path; fields of a mapping are columns of their own. A list is one cell with a line for each
//! item, and a mapping in it stands in braces, as `isms set` takes it: columns do not grow with the longest list, and what was
//! moved on in the record meanwhile is merged item by item. A cell that cannot be told so stands in brackets as a whole.

use super::typed;
use super::value::{Map, Value};
use super::yaml;
use crate::base::date::Date;
use crate::base::slug::slug;
use crate::base::text::capital;
use crate::base::written;
use crate::model::{annex_a, clause, kinds, schemas};
use serde_json::Value as Json;
use std::borrow::Cow;

/// A column of the records of a kind.
#[derive(Clone, Debug)]
pub struct Column {
    kind: &'static str,
    /// Names with dots between: `current.likelihood`.
    pub path: String,
    /// The same in words; of one kind no two are alike.
    pub header: String,
    pub holds: Holds,
    /// The scale of the method that a number is a value of, `likelihood` or `impact`.
    pub scale: Option<&'static str>,
    part: &'static Json,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// A whole number; an impact may be a mapping of its dimensions instead.
    Whole,
    Number,
    Truth,
    Day,
    Moment,
    Choice(Vec<&'static str>),
    /// The id of a record of one of these kinds, `annex-a` or `clause`.
    Reference(Vec<&'static str>),
    /// One of these in each line.
    List(Box<Holds>),
    /// Names and values in braces.
    Mapping,
}

/// The columns of a kind or singleton in the order of its declaration. None of them if there is no such kind.
pub fn columns(kind: &'static str) -> Vec<Column> {
    let mut found = Vec::new();
    if let Some(schema) = schemas::schema(kind) {
        add(kind, schema, "", &mut found);
    }
    found
}

/// The column of a field of the organisation's own, which is called as a header is.
pub fn custom(kind: &'static str, header: &str) -> Column {
    let part = schemas::schema(kind).map_or(&Json::Null, |schema| typed::below(&schema["properties"]["custom"], ""));
    let path = format!("custom.{}", slug(header).replace('-', "_"));
    Column { kind, header: header.to_owned(), holds: Holds::Text, path, scale: None, part }
}

/// The column of a field of the organisation's own whose header is its path: `custom.site`.
pub fn own(kind: &'static str, header: &str) -> Option<Column> {
    let name = header.strip_prefix("custom.")?;
    let is_name = !name.is_empty() && !name.contains(|c: char| c == '.' || c.is_whitespace());
    is_name.then(|| Column { path: header.to_owned(), ..custom(kind, header) })
}

fn add(kind: &'static str, part: &'static Json, prefix: &str, found: &mut Vec<Column>) {
    for (name, below) in part["properties"].as_object().into_iter().flatten() {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        if below["type"] == "object" && below["properties"].is_object() {
            add(kind, below, &path, found);
        } else {
            let scale = below["x-isms-scale"].as_str();
            found.push(Column { kind, header: words(&path), holds: Holds::of(below), path, scale, part: below });
        }
    }
}

/// `treatment.stop_by` as `Treatment stop by`.
fn words(path: &str) -> String {
    let word = |word: &str| match word {
        "dpa" | "isms" | "rpo" | "rto" | "sha256" | "url" => word.to_uppercase(),
        word => word.to_owned(),
    };
    capital(&path.split(['.', '_']).map(word).collect::<Vec<_>>().join(" "))
}

impl Holds {
    fn of(part: &'static Json) -> Self {
        let is = |name| typed::is(part, name);
        let texts = |keyword: &str| part[keyword].as_array().map(|texts| texts.iter().filter_map(Json::as_str).collect());
        match (part["format"].as_str(), texts("enum"), texts("x-isms-ref")) {
            _ if is("array") => Self::List(Box::new(Self::of(&part["items"]))),
            _ if is("integer") => Self::Whole,
            _ if is("number") => Self::Number,
            _ if is("boolean") => Self::Truth,
            (_, Some(words), _) => Self::Choice(words),
            (_, _, Some(kinds)) => Self::Reference(kinds),
            (Some("date"), ..) => Self::Day,
            (Some("isms-moment"), ..) => Self::Moment,
            _ if is("string") => Self::Text,
            _ => Self::Mapping,
        }
    }

    /// The text of a cell for the ways in which people and programs write the same.
    fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let trimmed = text.trim();
        match self {
            Self::Text => text.into(),
            Self::Whole | Self::Number => match trimmed.parse::<f64>() {
                Ok(number) if number.is_finite() => number.to_string().into(),
                _ => trimmed.into(),
            },
            Self::Truth => match trimmed.to_lowercase().as_str() {
                "yes" | "true" => "true".into(),
                "no" | "false" => "false".into(),
                _ => trimmed.into(),
            },
            Self::Day => written::day(trimmed).map_or(trimmed.into(), |day| day.to_string().into()),
            Self::Choice(choices) => {
                let word = trimmed.to_lowercase().replace(' ', "-");
                choices.iter().find(|choice| **choice == word).map_or(trimmed.into(), |choice| (*choice).into())
            }
            Self::Reference(kinds) => match trimmed.split_once(char::is_whitespace) {
                Some((id, _)) if refers(id, kinds) => id.into(),
                _ => trimmed.into(),
            },
            Self::List(_) if trimmed.starts_with('[') => trimmed.into(),
            Self::List(each) => {
                let lines = trimmed.lines().map(|line| each.plain(line.trim())).filter(|line| !line.is_empty());
                lines.collect::<Vec<_>>().join("\n").into()
            }
            Self::Moment | Self::Mapping => trimmed.into(),
        }
    }
}

/// Whether a word has the form of an id of one of these kinds.
fn refers(word: &str, kinds: &[&str]) -> bool {
    kinds.iter().any(|kind| match *kind {
        "annex-a" => annex_a::by_id(word).is_some(),
        "clause" => clause::is_known(word),
        kind => kinds::by_id(word).is_some_and(|known| known.name == kind),
    })
}

impl Column {
    /// What the cell of a record says; empty where the record says nothing.
    pub fn text(&self, record: &Map) -> String {
        at(record, &self.path).map(cell).unwrap_or_default()
    }

    /// Makes a record say in this field what another one says.
    pub fn copy(&self, from: &Map, to: &mut Map) {
        if let Some(value) = at(from, &self.path) {
            put(to, schemas::schema(self.kind).unwrap_or(&Json::Null), &self.path, Some(value.clone()));
        }
    }

    /// A cell as it is compared: titles behind ids, `yes` for `true` and other days for the same day are no difference.
    /// An apostrophe that keeps a text from being a formula is no part of it.
    pub fn plain(&self, cell: &str) -> String {
        let text = cell.replace("\r\n", "\n");
        let is_guarded = |rest: &str| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let text = text.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(&text);
        if text.trim().is_empty() { String::new() } else { self.holds.plain(text).into_owned() }
    }

    /// The value that a plain cell stands for. Nothing stands for no value: the record is without the field.
    ///
    /// # Errors
    /// What the field is instead, as it goes on behind its name: `is a whole number`.
    pub fn value(&self, plain: &str, today: Date) -> Result<Option<Value>, String> {
        if plain.is_empty() {
            return Ok(None);
        }
        if !matches!(self.holds, Holds::List(_)) || plain.starts_with('[') {
            return typed::value(self.part, plain, today).map(Some);
        }
        let items = plain.lines().map(|line| typed::value(&self.part["items"], line, today));
        items.collect::<Result<_, _>>().map(|items| Some(Value::List(items)))
    }

    /// Makes a record say what a plain cell says.
    ///
    /// # Errors
    /// As [`Column::value`].
    pub fn put(&self, record: &mut Map, plain: &str, today: Date) -> Result<(), String> {
        let schema = schemas::schema(self.kind).unwrap_or(&Json::Null);
        put(record, schema, &self.path, self.value(plain, today)?);
        Ok(())
    }
}

/// The value where names with dots between lead.
pub fn at<'m>(map: &'m Map, path: &str) -> Option<&'m Value> {
    match path.split_once('.') {
        None => map.get(path),
        Some((name, rest)) => match map.get(name)? {
            Value::Map(inner) => at(inner, rest),
            _ => None,
        },
    }
}

/// Gives a field another value, or takes it out; mappings on the way begin and end with it. New ones stand where the
/// declaration has them.
fn put(map: &mut Map, part: &Json, path: &str, value: Option<Value>) {
    let order = part["properties"].as_object().into_iter().flat_map(serde_json::Map::keys).map(String::as_str);
    let Some((name, rest)) = path.split_once('.') else {
        match value {
            Some(value) => *map.or_begin_in(path, order, || Value::Bare(String::new())) = value,
            None => drop(map.take(path)),
        }
        return;
    };
    let inner = map.or_begin_in(name, order, || Map::default().into());
    if !matches!(inner, Value::Map(_)) {
        *inner = Map::default().into();
    }
    if let Value::Map(fields) = inner {
        put(fields, typed::below(part, name), rest, value);
        if fields.is_empty() {
            map.take(name);
        }
    }
}

/// The text of a value in a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Bare(text) if matches!(text.to_lowercase().as_str(), "~" | "null") => String::new(),
        Value::Bare(text) if matches!(text.to_lowercase().as_str(), "true" | "false") => text.to_lowercase(),
        Value::Bare(text) => text.clone(),
        Value::Map(map) if map.is_empty() => String::new(),
        Value::Map(_) => yaml::flow(value),
        Value::List(items) => {
            let lines: Option<Vec<String>> = items.iter().map(line).collect();
            lines.map_or_else(|| yaml::flow(value), |lines| lines.join("\n"))
        }
    }
}

/// An item on a line of its own; None if the line would not say what it is.
fn line(item: &Value) -> Option<String> {
    match item {
        Value::Map(_) => Some(yaml::flow(item)),
        Value::List(_) => None,
        Value::Text(text) | Value::Bare(text) => {
            let is_whole = !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r']) && !text.starts_with(['[', '{', '\'']);
            is_whole.then(|| text.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::FileId;
    use crate::load::yaml;
    use crate::model::kinds::KINDS;
    use std::collections::BTreeSet;
    use std::fs;

    fn of(kind: &'static str, path: &str) -> Column {
        columns(kind).into_iter().find(|column| column.path == path).unwrap()
    }

    fn today() -> Date {
        "2026-06-30".parse().unwrap()
    }

    fn with_record(text: &str, see: impl Fn(Map)) {
        let (file, findings) = yaml::read(FileId::ALONE, "x.yaml".into(), text.as_bytes().to_vec());
        assert!(findings.is_empty(), "{text}");
        file.documents().for_each(|record| see(Map::of(record)));
    }

    /// Every cell says what the record says, and a record that is made of them is the same.
    fn comes_back(kind: &'static str, record: &Map) {
        let mut made = Map::default();
        for column in columns(kind) {
            let plain = column.plain(&column.text(record));
            assert_eq!(column.plain(&plain), plain, "{}", column.path);
            let said = at(record, &column.path).filter(|value| !cell(value).is_empty());
            let value = column.value(&plain, today()).unwrap_or_else(|problem| panic!("{} {problem}: {plain}", column.path));
            // Where a list may stand, one text alone is the same.
            let said = match said.cloned() {
                Some(text @ Value::Text(_)) if matches!(column.holds, Holds::List(_)) => Some(Value::List(vec![text])),
                said => said,
            };
            assert_eq!(value, said, "{}: {plain}", column.path);
            column.put(&mut made, &plain, today()).unwrap();
        }
        assert!(columns(kind).iter().all(|column| column.text(&made) == column.text(record)));
    }

    #[test]
    fn every_field_of_a_kind_has_a_column_of_its_own_name() {
        for kind in KINDS {
            let columns = columns(kind.name);
            let headers: BTreeSet<String> = columns.iter().map(|column| column.header.to_lowercase()).collect();
            assert_eq!(headers.len(), columns.len(), "{}", kind.name);
            assert_eq!(columns[0].path, "id", "{}", kind.name);
        }
        assert!(columns("nothing").is_empty());
    }

    #[test]
    fn columns_know_what_they_hold() {
        let holds = |kind, path| of(kind, path).holds;
        assert_eq!((of("risk", "treatment.stop_by").header.as_str(), of("asset", "rto").header.as_str()), ("Treatment stop by", "RTO"));
        assert_eq!((holds("risk", "current.impact"), of("risk", "current.impact").scale), (Holds::Whole, Some("impact")));
        assert_eq!(holds("risk", "threat"), Holds::Reference(vec!["threat"]));
        assert_eq!(holds("risk", "treatment.controls"), Holds::List(Box::new(Holds::Reference(vec!["control"]))));
        assert_eq!(holds("risk", "treatment.actions"), Holds::List(Box::new(Holds::Mapping)));
        assert_eq!((holds("metric", "target"), holds("risk", "custom")), (Holds::Number, Holds::Mapping));
        assert!(matches!(holds("supplier", "criticality"), Holds::Choice(words) if words.contains(&"critical")));
    }

    #[test]
    fn cells_of_the_example_come_back_as_they_were() {
        let mut seen = 0;
        for kind in KINDS {
            for entry in fs::read_dir(format!("{}/examples/acme/{}", env!("CARGO_MANIFEST_DIR"), kind.folder)).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "yaml") {
                    with_record(&fs::read_to_string(&path).unwrap(), |record| comes_back(kind.name, &record));
                    seen += 1;
                }
            }
        }
        assert!(seen > 50, "{seen}");
    }

    #[test]
    fn a_field_that_is_emptied_leaves_with_what_was_around_it() {
        with_record("id: RSK-1\ncurrent: {likelihood: 3}\nclosed: 2026-01-01\n", |mut record| {
            of("risk", "current.likelihood").put(&mut record, "", today()).unwrap();
            assert!(record.get("current").is_none());
            of("risk", "title").put(&mut record, "Fire", today()).unwrap();
            assert_eq!(record.0.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["id", "title", "closed"]);
            assert_eq!(of("risk", "current.likelihood").put(&mut record, "often", today()), Err("is a whole number".into()));
        });
    }

    #[test]
    fn cells_that_try_hard_come_back() {
        for text in ["[a]", "{a: 1}", "a, b", "a\nb", " a ", "", "'=a", "=1+1", "- a", "5.10", "yes", "2026-03-01", "a: b # c", "ä\u{202e}"]
        {
            let quoted = super::yaml::flow(&Value::from(text));
            let record = format!(
                "id: RSK-1\ntags: [{quoted}, x]\naffects: [{quoted}]\ntreatment: {{actions: [{{what: {quoted}}}]}}\ncustom: {{k: {quoted}}}\n"
            );
            with_record(&record, |record| comes_back("risk", &record));
        }
        with_record("id: ROL-x\nheld_by: PER-a\n", |record| comes_back("role", &record));
        with_record("id: ROL-x\nheld_by: [PER-a, {person: PER-b, from: 2026-01-01}]\n", |record| comes_back("role", &record));
        with_record("id: RSK-1\ncurrent: {likelihood: 3, impact: {money: 2, name: 4}}\n", |record| comes_back("risk", &record));
    }

    #[test]
    fn what_people_write_otherwise_is_no_difference() {
        let plain = |kind, path, text: &str| of(kind, path).plain(text);
        assert_eq!(plain("risk", "owner", "ROL-it-lead Head of IT (Lena Frei)"), "ROL-it-lead");
        assert_eq!(plain("risk", "owner", "somebody else"), "somebody else");
        assert_eq!(plain("risk", "treatment.controls", "CTL-a Backups, all\r\nCTL-b\r\n"), "CTL-a\nCTL-b");
        assert_eq!(plain("control", "implements", "A.8.13 Information backup"), "A.8.13");
        assert_eq!(plain("supplier", "cloud", "YES"), "true");
        assert_eq!(plain("risk", "current.likelihood", "3.0"), "3");
        assert_eq!(plain("risk", "closed", "31.12.2026"), "2026-12-31");
        assert_eq!(plain("supplier", "criticality", "Critical"), "critical");
        assert_eq!((plain("risk", "notes", "'=1+1"), plain("risk", "notes", " \n")), ("=1+1".into(), String::new()));
    }
}
