//! Our values as the validator reads them, as they are: JSON beside them would be a second way to read `5.10`, at twice the
//! memory.

use crate::base::node::{Class, Entries, Items, Node, SourceFile};
use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object};
use serde_json::{Number, Value};
use std::borrow::Cow;

/// Marks our values as a JSON representation for the validator.
pub struct Spanned;

impl Json for Spanned {
    type Node<'a> = Node<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = Option<SourceFile>;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(buffer: &mut Self::StringBuffer, string: &str, f: impl FnOnce(Node<'_>) -> T) -> T {
        f(buffer.insert(SourceFile::of_string(string)).node(0))
    }
}

/// A number by its text.
pub struct Digits<'a>(&'a str, Class);

impl JsonNumber for Digits<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        let number = match self.as_i64() {
            Some(n) => Number::from(n),
            None => self.as_f64().and_then(Number::from_f64).unwrap_or_else(|| Number::from(0)),
        };
        Cow::Owned(number)
    }

    /// As written: `3.0` is no step of a scale, and hexadecimal is nothing a register holds.
    fn is_integer(&self) -> bool {
        self.1 == Class::Int && self.as_i64().is_some()
    }
}

impl<'a> JsonNode<'a, Spanned> for Node<'a> {
    type Object = Members<'a>;
    type Array = Members<'a>;
    type Number = Digits<'a>;

    fn as_object(&self) -> Option<Members<'a>> {
        (self.class() == Class::Map).then_some(Members(*self))
    }

    fn as_array(&self) -> Option<Members<'a>> {
        (self.class() == Class::Seq).then_some(Members(*self))
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        Node::is_string(*self).then(|| Cow::Borrowed(self.text()))
    }

    fn as_number(&self) -> Option<Digits<'a>> {
        matches!(self.class(), Class::Int | Class::Float).then(|| Digits(self.text(), self.class()))
    }

    fn as_boolean(&self) -> Option<bool> {
        (self.class() == Class::Bool).then(|| self.text().eq_ignore_ascii_case("true"))
    }

    fn is_null(&self) -> bool {
        self.class() == Class::Null
    }

    fn json_type(&self) -> JsonType {
        match self.class() {
            Class::Map => JsonType::Object,
            Class::Seq => JsonType::Array,
            Class::Null => JsonType::Null,
            Class::Bool => JsonType::Boolean,
            Class::Int | Class::Float => JsonType::Number,
            Class::Plain | Class::Quoted | Class::Owned => JsonType::String,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match expected {
            Value::String(text) => Node::is_string(*self) && self.text() == text,
            other => *self.to_value() == *other,
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match self.class() {
            Class::Map => self.entries().map(|(key, value)| (key.text().to_owned(), value.to_value().into_owned())).collect(),
            Class::Seq => Value::Array(self.items().map(|item| item.to_value().into_owned()).collect()),
            Class::Null => Value::Null,
            Class::Bool => Value::Bool(self.text().eq_ignore_ascii_case("true")),
            Class::Int | Class::Float => Value::Number(Digits(self.text(), self.class()).to_number().into_owned()),
            Class::Plain | Class::Quoted | Class::Owned => Value::String(self.text().into()),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::tagged(std::ptr::from_ref(self.file()) as usize, self.slot()))
    }
}

/// The members of a collection.
pub struct Members<'a>(Node<'a>);

impl<'a> Object<'a, Spanned> for Members<'a> {
    type Node = Node<'a>;
    type MemberName = &'a str;
    type MembersIter = Named<'a>;

    fn len(&self) -> usize {
        self.0.entries().count()
    }

    fn get(&self, key: &Box<str>) -> Option<Node<'a>> {
        self.0.get(key)
    }

    fn members(&self) -> Named<'a> {
        Named(self.0.entries())
    }
}

impl<'a> Array<'a, Spanned> for Members<'a> {
    type Node = Node<'a>;
    type ElementsIter = Items<'a>;

    fn len(&self) -> usize {
        self.0.items().count()
    }

    fn elements(&self) -> Items<'a> {
        self.0.items()
    }
}

/// Keys as text, with their values.
pub struct Named<'a>(Entries<'a>);

impl<'a> Iterator for Named<'a> {
    type Item = (&'a str, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (key.text(), value))
    }
}
