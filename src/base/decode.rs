//! Values to typed records, through serde. Scalars are read from their text by what the field asks for, so a control
//! reference never passes through a number.

use super::node::{Class, Entries, Items, Node};
use super::span::Span;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Why a value could not be read as its type, and where.
#[derive(Debug)]
pub struct DecodeError {
    pub message: String,
    pub span: Option<Span>,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        DecodeError { message: message.to_string(), span: None }
    }
}

/// Slots to be treated as absent, sorted: what the schema refused, so that the rest of a record is still read.
pub type Left<'a> = &'a [u32];

/// Reads `node` as a `T`, without the parts named in `left_out`.
pub fn decode<'a, T: de::Deserialize<'a>>(node: Node<'a>, left_out: Left<'a>) -> Result<T, DecodeError> {
    T::deserialize(Reader { node, left_out })
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    node: Node<'a>,
    left_out: Left<'a>,
}

impl<'a> Reader<'a> {
    fn wrong<T>(self, expected: &str) -> Result<T, DecodeError> {
        Err(DecodeError { message: format!("expected {expected}"), span: Some(self.node.span()) })
    }

    fn omits(self, node: Node<'a>) -> bool {
        self.left_out.binary_search(&node.slot()).is_ok()
    }

    fn placed<T>(self, result: Result<T, DecodeError>) -> Result<T, DecodeError> {
        result.map_err(|error| DecodeError { span: error.span.or(Some(self.node.span())), ..error })
    }
}

macro_rules! number {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            match self.node.text().parse::<$type>() {
                Ok(n) if self.node.is_scalar() => visitor.$visit(n),
                _ => self.wrong("a number"),
            }
        }
    )*};
}

impl<'a> de::Deserializer<'a> for Reader<'a> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let result = match self.node.class() {
            Class::Map => return self.deserialize_map(visitor),
            Class::Seq => return self.deserialize_seq(visitor),
            Class::Null => visitor.visit_unit(),
            Class::Bool => return self.deserialize_bool(visitor),
            Class::Int => match self.node.text().parse::<i64>() {
                Ok(n) => visitor.visit_i64(n),
                Err(_) => visitor.visit_borrowed_str(self.node.text()),
            },
            Class::Float => match self.node.text().parse::<f64>() {
                Ok(n) => visitor.visit_f64(n),
                Err(_) => visitor.visit_borrowed_str(self.node.text()),
            },
            Class::Plain | Class::Quoted | Class::Owned => visitor.visit_borrowed_str(self.node.text()),
        };
        self.placed(result)
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match (self.node.class(), self.node.text()) {
            (Class::Bool, "true" | "True" | "TRUE") => visitor.visit_bool(true),
            (Class::Bool, _) => visitor.visit_bool(false),
            _ => self.wrong("`true` or `false`"),
        }
    }

    number! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.node.is_scalar() { self.placed(visitor.visit_borrowed_str(self.node.text())) } else { self.wrong("text") }
    }

    fn deserialize_string<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.node.class() == Class::Null { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.node.class() != Class::Seq {
            return self.wrong("a list");
        }
        self.placed(visitor.visit_seq(Sequence { reader: self, items: self.node.items() }))
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.node.class() != Class::Map {
            return self.wrong("a mapping");
        }
        self.placed(visitor.visit_map(Mapping { reader: self, entries: self.node.entries(), value: None }))
    }

    fn deserialize_struct<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, DecodeError> {
        if !self.node.is_scalar() {
            return self.wrong("one word");
        }
        self.placed(visitor.visit_enum(self.node.text().into_deserializer()))
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { <V: Visitor<'a>> i128 u128 char bytes byte_buf unit unit_struct tuple tuple_struct identifier }
}

struct Sequence<'a> {
    reader: Reader<'a>,
    items: Items<'a>,
}

impl<'a> SeqAccess<'a> for Sequence<'a> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, DecodeError> {
        let reader = self.reader;
        match self.items.find(|item| !reader.omits(*item)) {
            Some(node) => seed.deserialize(Reader { node, ..reader }).map(Some),
            None => Ok(None),
        }
    }

    /// So that a list takes no more room than it has items: most have one, and would get room for four.
    fn size_hint(&self) -> Option<usize> {
        Some(self.items.clone().count())
    }
}

struct Mapping<'a> {
    reader: Reader<'a>,
    entries: Entries<'a>,
    value: Option<Node<'a>>,
}

impl<'a> MapAccess<'a> for Mapping<'a> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let reader = self.reader;
        match self.entries.find(|(_, value)| !reader.omits(*value)) {
            Some((key, value)) => {
                self.value = Some(value);
                seed.deserialize(de::value::BorrowedStrDeserializer::new(key.text())).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let node = self.value.take().expect("serde asks for a key before its value");
        seed.deserialize(Reader { node, ..self.reader })
    }
}
