//! Ids, and references that know what they may point at.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// What a reference may point at: kinds by name, each with the prefix its ids begin with.
pub trait Target: 'static {
    const KINDS: &'static [(&'static str, &'static str)];
    /// It may also be words for somebody or something that has no record.
    const IN_WORDS: bool = false;
}

/// The id of something else. The schema carries `x-isms-ref` with the kinds it may be, and one rule follows that.
pub struct Ref<T: Target> {
    id: Box<str>,
    target: PhantomData<fn() -> T>,
}

impl<T: Target> Ref<T> {
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether it points at a kind, judged by the prefix.
    pub fn is(&self, prefix: &str) -> bool {
        self.id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'))
    }
}

impl<T: Target> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Ref { id: self.id.clone(), target: PhantomData }
    }
}

impl<T: Target> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<T: Target> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

impl<'de, T: Target> Deserialize<'de> for Ref<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Cow::<str>::deserialize(deserializer)?;
        Ok(Ref { id: id.into(), target: PhantomData })
    }
}

impl<T: Target> JsonSchema for Ref<T> {
    fn schema_name() -> Cow<'static, str> {
        "reference".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kinds: Vec<&str> = T::KINDS.iter().map(|(name, _)| *name).collect();
        if T::IN_WORDS {
            return json_schema!({"type": "string", "minLength": 1, "x-isms-ref": kinds, "x-isms-in-words": true});
        }
        let forms: Vec<String> = T::KINDS.iter().map(|(name, prefix)| form(name, prefix)).collect();
        let pattern = match &forms[..] {
            [one] => format!("^{one}$"),
            several => format!("^({})$", several.join("|")),
        };
        json_schema!({"type": "string", "pattern": pattern, "x-isms-ref": kinds})
    }
}

fn form(name: &str, prefix: &str) -> String {
    match name {
        // 2013's three-part numbers pass here, so that the reference check can say what they are called today.
        "annex-a" => "A\\.[0-9]+(\\.[0-9]+)+".into(),
        "clause" => "[0-9]+(\\.[0-9]+)*( [a-z]+[0-9]*)?".into(),
        _ => id_form(prefix),
    }
}

/// The form of an id with this prefix, without anchors.
pub fn id_form(prefix: &str) -> String {
    format!("{prefix}-[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
}

macro_rules! targets {
    ($($(#[$doc:meta])* $name:ident: $($kind:literal $prefix:literal),+;)*) => {$(
        $(#[$doc])*
        pub enum $name {}
        impl Target for $name {
            const KINDS: &'static [(&'static str, &'static str)] = &[$(($kind, $prefix)),+];
        }
    )*};
}

targets! {
    /// Somebody who can own or approve: a role, or a person.
    Party: "role" "ROL", "person" "PER";
    /// An Annex A control, `A.5.1`.
    Annex: "annex-a" "";
    /// A clause of ISO/IEC 27001, `6.1.2` or `6.1.2 c2`.
    Clause: "clause" "";
    /// A clause or an Annex A control.
    Requirement: "annex-a" "", "clause" "";
    /// What an audit asks about: a clause, an Annex A control, or a control of the programme.
    Criterion: "annex-a" "", "clause" "", "control" "CTL";
    /// A control of the programme or an Annex A control.
    Measure: "control" "CTL", "annex-a" "";
    /// What keeps a word that somebody else typed: a piece of evidence, or the review in which it was said.
    Shown: "evidence" "EVD", "review" "REV";
    /// What a deviation is from: a control or a document.
    Rulebook: "control" "CTL", "document" "DOC", "annex-a" "";
}

/// Somebody who did something for the programme: of its own people, or somebody outside by name.
pub enum Somebody {}

impl Target for Somebody {
    const KINDS: &'static [(&'static str, &'static str)] = &[("role", "ROL"), ("person", "PER"), ("supplier", "SUP")];
    const IN_WORDS: bool = true;
}

/// One who was there: a person of the programme, or somebody from outside by name.
pub enum Attendee {}

impl Target for Attendee {
    const KINDS: &'static [(&'static str, &'static str)] = &[("person", "PER")];
    const IN_WORDS: bool = true;
}

/// Any record of the programme.
pub enum AnyRecord {}

/// Any record, an Annex A control or a clause.
pub enum Anything {}
