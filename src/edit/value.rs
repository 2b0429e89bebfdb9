//! Values to be written, and what files say in the same form.

use crate::base::node::{Class, Node};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Text(String),
    /// A number, a truth value or nothing, as it is written.
    Bare(String),
    List(Vec<Value>),
    Map(Map),
}

/// Fields in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Map(pub Vec<(String, Value)>);

impl Map {
    /// What a mapping of a file says; nothing for other values.
    pub fn of(node: Node<'_>) -> Self {
        Map(node.entries().map(|(key, value)| (key.text().to_owned(), Value::of(value))).collect())
    }

    /// Adds a field.
    pub fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.push((name.into(), value.into()));
    }

    /// Adds a field if there is a value.
    pub fn put_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    /// Adds a list if it has items.
    pub fn put_list(&mut self, name: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.put(name, Value::List(items));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The text of a scalar where names lead.
    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        match path {
            [] => None,
            [name] => match self.get(name)? {
                Value::Text(text) | Value::Bare(text) => Some(text),
                Value::List(_) | Value::Map(_) => None,
            },
            [name, rest @ ..] => match self.get(name)? {
                Value::Map(map) => map.text_at(rest),
                _ => None,
            },
        }
    }

    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value of a field, which is begun as another one if it is not there.
    pub fn or_begin(&mut self, name: &str, begin: impl FnOnce() -> Value) -> &mut Value {
        let at = self.0.iter().position(|(key, _)| key == name).unwrap_or_else(|| {
            self.put(name, begin());
            self.0.len() - 1
        });
        &mut self.0[at].1
    }

    /// The same, but a field that is begun stands behind the last one there that `order` has before it.
    pub fn or_begin_in<'o>(&mut self, name: &str, order: impl Iterator<Item = &'o str>, begin: impl FnOnce() -> Value) -> &mut Value {
        let at = self.0.iter().position(|(key, _)| key == name).unwrap_or_else(|| {
            let before: Vec<&str> = order.collect();
            let known = before.iter().position(|known| *known == name).map_or(&[][..], |at| &before[..at]);
            let place = |known: &&str| self.0.iter().position(|(key, _)| key == known);
            let at = match known.iter().rev().find_map(place) {
                Some(last) => last + 1,
                None if known.is_empty() && !before.contains(&name) => self.0.len(),
                None => 0,
            };
            self.0.insert(at, (name.to_owned(), begin()));
            at
        });
        &mut self.0[at].1
    }

    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// Gives a field another value, in its place; one that is not there comes last.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        match self.get_mut(name) {
            Some(there) => *there = value,
            None => self.put(name, value),
        }
    }

    /// Puts a value where names and positions lead. Mappings on the way that are not there are begun; a list is not, since
    /// nobody knows what its items before would be. Whether there was a way.
    pub fn set_at(&mut self, path: &[String], value: Value) -> bool {
        let Some((name, parents)) = path.split_last() else { return false };
        match self.map_at(parents) {
            Some(map) => {
                map.set(name, value);
                true
            }
            None => false,
        }
    }

    /// Puts a value behind those of the list where names and positions lead; a list that is not there is begun. Whether
    /// there was a way.
    pub fn append_at(&mut self, path: &[String], item: Value) -> bool {
        let Some((name, parents)) = path.split_last() else { return false };
        match self.map_at(parents).map(|map| map.or_begin(name, || Value::List(Vec::new()))) {
            Some(Value::List(items)) => {
                items.push(item);
                true
            }
            _ => false,
        }
    }

    /// Whether a mapping of a file says this and nothing else, in whatever order.
    pub fn is(&self, node: Node<'_>) -> bool {
        let mut entries = node.entries();
        // Nearly always the order is the same, and each is looked at once.
        let mut next = |name: &str| entries.next().filter(|(key, _)| key.text() == name).map(|(_, value)| value);
        node.class() == Class::Map
            && node.entries().count() == self.0.len()
            && self.0.iter().all(|(name, value)| next(name).or_else(|| node.get(name)).is_some_and(|node| value.is(node)))
    }

    fn map_at(&mut self, path: &[String]) -> Option<&mut Map> {
        let [name, rest @ ..] = path else { return Some(self) };
        self.or_begin(name, || Map::default().into()).map_at(rest)
    }
}

impl Value {
    fn map_at(&mut self, path: &[String]) -> Option<&mut Map> {
        match (self, path) {
            (Value::Map(map), path) => map.map_at(path),
            (Value::List(items), [position, rest @ ..]) => items.get_mut(position.parse::<usize>().ok()?)?.map_at(rest),
            _ => None,
        }
    }

    /// What a value of a file says.
    pub fn of(node: Node<'_>) -> Self {
        match node.class() {
            Class::Map => Value::Map(Map::of(node)),
            Class::Seq => Value::List(node.items().map(Value::of).collect()),
            _ if node.is_string() => Value::Text(node.text().into()),
            _ => Value::Bare(node.text().into()),
        }
    }

    /// Whether a value of a file says this, and for mappings maybe more.
    pub fn is_said_by(&self, node: Node<'_>) -> bool {
        match self {
            Value::Text(text) | Value::Bare(text) => node.is_scalar() && node.text() == text,
            Value::List(items) => node.items().count() == items.len() && node.items().zip(items).all(|(node, item)| item.is_said_by(node)),
            Value::Map(map) => map.0.iter().all(|(name, value)| node.get(name).is_some_and(|node| value.is_said_by(node))),
        }
    }

    /// Whether a value of a file is this one, in whatever order its fields stand.
    pub fn is(&self, node: Node<'_>) -> bool {
        match self {
            Value::Text(text) => node.is_string() && node.text() == text,
            Value::Bare(text) => node.is_scalar() && !node.is_string() && node.text() == text,
            Value::List(items) => {
                node.class() == Class::Seq
                    && node.items().count() == items.len()
                    && node.items().zip(items).all(|(node, item)| item.is(node))
            }
            Value::Map(map) => map.is(node),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Bare(number.to_string())
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Bare(truth.to_string())
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Self {
        Value::Map(map)
    }
}
