//! What a record is to say, one field at a time, as people type it: `owner=ROL-it`, `controls+=CTL-a`,
//! `tests[restore].results+={on: today, result: pass}`.

use super::typed;
use super::value::{Map, Value};
use crate::base::date::Date;
use crate::base::text::{did_you_mean, list_of};
use crate::model::schemas;
use serde_json::Value as Json;
use std::str::FromStr;

/// A field, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// As it was typed, for messages.
    pub path: String,
    pub op: Op,
    pub text: String,
    steps: Vec<Step>,
}

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// It says this, or is taken out where that is nothing.
    Set,
    /// The list has this too.
    Add,
    /// The list has this no longer.
    Remove,
}

/// A step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Field(String),
    /// An item of a list, by its position from 1 or by what tells it from the others.
    Item(String),
}

impl FromStr for Assignment {
    type Err = String;

    /// Reads `path=value`, `path+=value` or `path-=value`; what stands in brackets may hold any sign.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut depth = 0_usize;
        let at = text.char_indices().find(|(_, c)| {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            *c == '=' && depth == 0
        });
        let Some((at, _)) = at else { return Err("write it as `field=value`, `list+=item` or `list-=item`".into()) };
        let (path, op) = match text.as_bytes()[..at].last() {
            Some(b'+') => (&text[..at - 1], Op::Add),
            Some(b'-') => (&text[..at - 1], Op::Remove),
            _ => (&text[..at], Op::Set),
        };
        let path = path.trim();
        Self::new(path, op, &text[at + 1..])
    }
}

fn steps(path: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = path;
    loop {
        let end = annex(rest).or_else(|| rest.find(['.', '['])).unwrap_or(rest.len());
        if end == 0 {
            return Err(format!(
                "`{path}` is no path: a name stands before each dot and bracket, as in `current.likelihood` or `actions[1].due`"
            ));
        }
        steps.push(Step::Field(rest[..end].to_owned()));
        rest = &rest[end..];
        if let Some(inner) = rest.strip_prefix('[') {
            let Some(close) = inner.find(']') else { return Err(format!("`{path}` has a bracket that is not closed")) };
            steps.push(Step::Item(inner[..close].trim().to_owned()));
            rest = &inner[close + 1..];
        }
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None if rest.is_empty() => return Ok(steps),
            None => return Err(format!("`{path}` is no path: a dot stands between a bracket and a name")),
        }
    }
}

/// Where the id of an Annex A control ends, whose dots divide nothing.
fn annex(path: &str) -> Option<usize> {
    let numbers = path.strip_prefix("A.")?;
    let end = numbers.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(numbers.len());
    let (theme, rest) = numbers[..end].split_once('.')?;
    let number = rest.split('.').next().unwrap_or_default();
    (!theme.is_empty() && !number.is_empty()).then(|| "A.".len() + theme.len() + 1 + number.len())
}

impl Assignment {
    /// `path=value`, where the value is a text as it stands.
    pub fn set(path: &str, value: &str) -> Result<Self, String> {
        Self::new(path, Op::Set, value)
    }

    /// `list+=item`.
    pub fn add(path: &str, item: &str) -> Result<Self, String> {
        Self::new(path, Op::Add, item)
    }

    fn new(path: &str, op: Op, text: &str) -> Result<Self, String> {
        Ok(Self { steps: steps(path)?, path: path.to_owned(), op, text: text.trim().to_owned() })
    }

    /// The same below another field.
    pub fn below(&self, path: &str) -> Result<Self, String> {
        Self::new(&format!("{path}.{}", self.path), self.op, &self.text)
    }

    /// The names on the way to the field, without items: `tests.results`.
    pub fn names(&self) -> String {
        let name = |step: &Step| match step {
            Step::Field(name) => Some(name.clone()),
            Step::Item(_) => None,
        };
        self.steps.iter().filter_map(name).collect::<Vec<String>>().join(".")
    }

    /// Makes a record or singleton of this kind say it. New fields stand where the declaration has them. Days in words are
    /// reckoned from `today`.
    ///
    /// # Errors
    /// When the path leads nowhere, or the field cannot say that.
    pub fn apply(&self, kind: &str, record: &mut Map, today: Date) -> Result<(), String> {
        let schema = schemas::schema(kind).unwrap_or(&Json::Null);
        Act { given: self, today }.on_map(record, schema, &self.steps).map_err(|problem| format!("`{}` {problem}", self.path))
    }
}

struct Act<'a> {
    given: &'a Assignment,
    today: Date,
}

impl Act<'_> {
    fn on_map(&self, map: &mut Map, part: &Json, steps: &[Step]) -> Result<(), String> {
        let [Step::Field(name), rest @ ..] = steps else { return Err("leads nowhere".into()) };
        let below = typed::below(part, name);
        match rest {
            [] => self.on_field(map, part, name),
            [Step::Item(which), rest @ ..] => {
                let Some(Value::List(items)) = map.get_mut(name) else { return Err(format!("leads nowhere: there is no list `{name}`")) };
                let at = pick(items, below, which)?;
                self.on_item(items, at, &below["items"], rest)?;
                if items.is_empty() {
                    map.take(name);
                }
                Ok(())
            }
            rest => {
                let inner = map.or_begin_in(name, order(part), || Map::default().into());
                if is_nothing(inner) {
                    *inner = Map::default().into();
                }
                match inner {
                    Value::Map(inner) => self.on_map(inner, below, rest)?,
                    Value::List(_) => return Err(format!("needs an item of `{name}`, such as `{name}[1]`")),
                    _ => return Err(format!("leads nowhere: `{name}` is one value")),
                }
                // A mapping that says nothing is none.
                if matches!(inner, Value::Map(map) if map.is_empty()) {
                    map.take(name);
                }
                Ok(())
            }
        }
    }

    fn on_item(&self, items: &mut Vec<Value>, at: usize, part: &Json, rest: &[Step]) -> Result<(), String> {
        let Assignment { op, text, .. } = self.given;
        match (rest, &mut items[at]) {
            ([], _) if *op != Op::Set => Err("is no list: an item is set, or taken out with nothing behind `=`".into()),
            ([], _) if text.is_empty() => {
                items.remove(at);
                Ok(())
            }
            ([], item) => {
                *item = typed::value(part, text, self.today)?;
                Ok(())
            }
            (rest, Value::Map(item)) => self.on_map(item, part, rest),
            _ => Err("leads nowhere: the item is one value".into()),
        }
    }

    fn on_field(&self, map: &mut Map, part: &Json, name: &str) -> Result<(), String> {
        let below = typed::below(part, name);
        let text = &self.given.text;
        if self.given.op == Op::Set {
            if text.is_empty() {
                return map.take(name).map(|_| ()).ok_or_else(|| "is not there, so there is nothing to take out".into());
            }
            let value = typed::value(below, text, self.today)?;
            *map.or_begin_in(name, order(part), || Value::Bare(String::new())) = value;
            return Ok(());
        }
        if !typed::is(below, "array") && !matches!(map.get(name), Some(Value::List(_))) {
            return Err("is no list".into());
        }
        if text.is_empty() {
            return Err("needs an item behind `=`".into());
        }
        if self.given.op == Op::Add {
            let items = typed::items(below, text, self.today)?;
            let list = map.or_begin_in(name, order(part), || Value::List(Vec::new()));
            if is_nothing(list) {
                *list = Value::List(Vec::new());
            } else if below["type"].is_array() && !matches!(list, Value::List(_)) {
                // One that stands alone, where a list may stand, is the first of the list.
                *list = Value::List(vec![list.clone()]);
            }
            let Value::List(there) = list else { return Err("says something that is no list".into()) };
            for item in items {
                if !there.contains(&item) {
                    there.push(item);
                }
            }
            return Ok(());
        }
        let Some(Value::List(there)) = map.get_mut(name) else { return Err("is not there, so there is nothing to take out".into()) };
        let which: Vec<&str> =
            if below["items"]["properties"].is_object() { vec![text.as_str()] } else { text.split(',').map(str::trim).collect() };
        for which in which {
            let at = pick(there, below, which)?;
            there.remove(at);
        }
        if there.is_empty() {
            map.take(name);
        }
        Ok(())
    }
}

/// Whether a name stands there with nothing behind it.
fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Bare(text) if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
}

/// The names of a mapping in the order of its declaration.
fn order(part: &Json) -> impl Iterator<Item = &str> {
    part["properties"].as_object().into_iter().flat_map(serde_json::Map::keys).map(String::as_str)
}

/// The item that is meant: by what tells it from the others, in full or in part, or by its position from 1.
fn pick(items: &[Value], list: &Json, which: &str) -> Result<usize, String> {
    let keys: Vec<&str> = list["items"]["x-isms-key"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    let names = |item: &Value| -> Vec<String> {
        match item {
            Value::Text(text) | Value::Bare(text) => vec![text.clone()],
            Value::Map(map) => keys.iter().filter_map(|key| map.get(key)).filter_map(text_of).collect(),
            Value::List(_) => Vec::new(),
        }
    };
    let all: Vec<Vec<String>> = items.iter().map(names).collect();
    let having = |is: &dyn Fn(&str) -> bool| -> Vec<usize> {
        all.iter().enumerate().filter(|(_, names)| names.iter().any(|name| is(name))).map(|(at, _)| at).collect()
    };
    let exact = having(&|name| name == which);
    if let [one] = exact[..] {
        return Ok(one);
    }
    if let Some(at) = which.parse::<usize>().ok().filter(|at| exact.is_empty() && (1..=items.len()).contains(at)) {
        return Ok(at - 1);
    }
    let part = which.to_lowercase();
    let found = if exact.is_empty() && !keys.is_empty() { having(&|name| name.to_lowercase().contains(&part)) } else { exact };
    let shown = |at: &usize| all[*at].join(" ");
    match found[..] {
        [one] => Ok(one),
        [] => {
            let near = did_you_mean(which, all.iter().flatten().map(String::as_str)).map(|near| format!("; did you mean `{near}`?"));
            let shown = |all: &[_]| list_of(all.iter().enumerate().map(|(at, _)| shown(&at)).take(6), "and");
            let there = || if all.is_empty() { "; it is empty".to_owned() } else { format!("; there are {}", shown(&all)) };
            Err(format!("has no item `{which}`{}", near.unwrap_or_else(there)))
        }
        _ => Err(format!("has several items `{which}`: {}; say which by its position, from 1", list_of(found.iter().map(shown), "and"))),
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Bare(text) => Some(text.clone()),
        Value::List(_) | Value::Map(_) => None,
    }
}
