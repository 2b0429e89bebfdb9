//! A declaration in the form that is asked for every value: its schema without words for people.

use super::form::Form;
use super::schemas::{Made, text};
use crate::base::date::{Date, Moment};
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// What a schema says of a value. Whatever is left out allows everything.
#[derive(Default)]
pub struct Part {
    pub types: Types,
    /// The fields of a mapping, in their order.
    pub fields: Vec<(&'static str, Part)>,
    pub required: Vec<&'static str>,
    /// What holds for other fields.
    pub others: Option<Box<Part>>,
    /// What holds for the items of a list.
    pub each: Option<Box<Part>>,
    /// The texts it can be, if not any.
    pub words: Vec<&'static str>,
    pub form: Option<Form>,
    pub format: Option<Format>,
    pub bounds: Vec<Bound>,
    /// What `x-isms-…` keywords say, which [`super::facts`] reads.
    pub facts: Vec<(&'static str, Fact)>,
}

/// The declaration of a kind or singleton by name.
pub fn declared(name: &str) -> Option<&'static Part> {
    static DECLARED: Made<Part> = Made::on_demand();
    DECLARED.get(name, |name| {
        let text: &'static str = match text(name) {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => text.leak(),
        };
        serde_json::from_str(text).expect("the schemas of this program are made of what is known here; a test reads each of them")
    })
}

/// Types of values, by their names in a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    pub const NONE: Types = Types(0);
    pub const MAPPING: Types = Types(1);
    pub const LIST: Types = Types(2);
    pub const TEXT: Types = Types(4);
    pub const TRUTH: Types = Types(8);
    pub const WHOLE: Types = Types(16);
    /// Numbers that are not whole.
    pub const BROKEN: Types = Types(32);

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "object" => Self::MAPPING,
            "array" => Self::LIST,
            "string" => Self::TEXT,
            "boolean" => Self::TRUTH,
            "integer" => Self::WHOLE,
            "number" => Types(Self::WHOLE.0 | Self::BROKEN.0),
            _ => return None,
        })
    }

    /// Whether one of these is among the others.
    pub fn meet(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl Default for Types {
    fn default() -> Self {
        Self(u8::MAX)
    }
}

/// Limits of a size: the characters of a text, the items of a list, the fields of a mapping; of a whole number, itself.
pub struct Bound {
    pub of: Types,
    pub least: i64,
    pub most: i64,
}

impl Bound {
    fn named(keyword: &str, limit: i64) -> Option<Self> {
        let of = match keyword {
            "minLength" | "maxLength" => Types::TEXT,
            "minItems" | "maxItems" => Types::LIST,
            "minProperties" => Types::MAPPING,
            "minimum" | "maximum" => Types::WHOLE,
            _ => return None,
        };
        let (least, most) = if keyword.starts_with("min") { (limit, i64::MAX) } else { (i64::MIN, limit) };
        Some(Self { of, least, most })
    }
}

/// Texts that are read as something.
#[derive(Clone, Copy)]
pub enum Format {
    Date,
    Moment,
}

impl Format {
    fn named(name: &str) -> Option<Self> {
        match name {
            "date" => Some(Self::Date),
            "isms-moment" => Some(Self::Moment),
            _ => None,
        }
    }

    pub fn fits(self, text: &str) -> bool {
        match self {
            Self::Date => text.parse::<Date>().is_ok(),
            Self::Moment => text.parse::<Moment>().is_ok(),
        }
    }
}

/// What one keyword says.
pub enum Fact {
    Is(bool),
    Text(&'static str),
    Texts(Vec<&'static str>),
    /// Days with the days they depend on.
    Bonds(Vec<(&'static str, Vec<&'static str>)>),
}

impl Deserialize<'static> for Part {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl Visitor<'static> for Reading {
            type Value = Part;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a schema")
            }

            fn visit_bool<E: de::Error>(self, any: bool) -> Result<Part, E> {
                Ok(Part { types: if any { Types::default() } else { Types::NONE }, ..Part::default() })
            }

            fn visit_map<A: MapAccess<'static>>(self, mut map: A) -> Result<Part, A::Error> {
                let mut part = Part::default();
                while let Some(keyword) = map.next_key()? {
                    part.read(keyword, &mut map)?;
                }
                Ok(part)
            }
        }
        deserializer.deserialize_any(Reading)
    }
}

impl Part {
    /// Reads what follows a keyword.
    fn read<A: MapAccess<'static>>(&mut self, keyword: &'static str, map: &mut A) -> Result<(), A::Error> {
        let unknown = || de::Error::custom(format_args!("what `{keyword}` says here is not known"));
        match keyword {
            "$schema" | "title" | "description" | "examples" => drop(map.next_value::<IgnoredAny>()?),
            "type" => {
                let types = match map.next_value()? {
                    Fact::Text(name) => Types::named(name),
                    Fact::Texts(names) => names.iter().try_fold(Types::NONE, |types, name| Some(Types(types.0 | Types::named(name)?.0))),
                    _ => None,
                };
                self.types = types.ok_or_else(unknown)?;
            }
            "properties" => self.fields = map.next_value::<Pairs<Part>>()?.0,
            "required" => self.required = map.next_value()?,
            "additionalProperties" => self.others = Some(map.next_value()?),
            "items" => self.each = Some(map.next_value()?),
            "enum" => self.words = map.next_value()?,
            "pattern" => self.form = Some(Form::of(&map.next_value::<String>()?).ok_or_else(unknown)?),
            "format" => self.format = Some(Format::named(map.next_value()?).ok_or_else(unknown)?),
            fact if fact.starts_with("x-isms-") => self.facts.push((fact, map.next_value()?)),
            bound => self.bounds.push(Bound::named(bound, map.next_value()?).ok_or_else(unknown)?),
        }
        Ok(())
    }
}

impl Deserialize<'static> for Fact {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading;
        impl Visitor<'static> for Reading {
            type Value = Fact;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, a text, a list of texts, or lists of texts by name")
            }

            fn visit_bool<E: de::Error>(self, is: bool) -> Result<Fact, E> {
                Ok(Fact::Is(is))
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'static str) -> Result<Fact, E> {
                Ok(Fact::Text(text))
            }

            fn visit_seq<A: SeqAccess<'static>>(self, mut items: A) -> Result<Fact, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = items.next_element()? {
                    texts.push(text);
                }
                Ok(Fact::Texts(texts))
            }

            fn visit_map<A: MapAccess<'static>>(self, map: A) -> Result<Fact, A::Error> {
                Ok(Fact::Bonds(Pairs::of(map)?))
            }
        }
        deserializer.deserialize_any(Reading)
    }
}

/// The members of an object in their order.
struct Pairs<T>(Vec<(&'static str, T)>);

impl<T: Deserialize<'static>> Pairs<T> {
    fn of<A: MapAccess<'static>>(mut map: A) -> Result<Vec<(&'static str, T)>, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

impl<T: Deserialize<'static>> Deserialize<'static> for Pairs<T> {
    fn deserialize<D: Deserializer<'static>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(std::marker::PhantomData<T>);
        impl<T: Deserialize<'static>> Visitor<'static> for Reading<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'static>>(self, map: A) -> Result<Pairs<T>, A::Error> {
                Pairs::of(map).map(Pairs)
            }
        }
        deserializer.deserialize_map(Reading(std::marker::PhantomData))
    }
}
