use super::Person;
use crate::base::date::Date;
use crate::model::reference::Ref;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, de};
use serde_json::json;
use std::{borrow::Cow, fmt};

words! {
    /// A duty of the management system that somebody must hold.
    pub enum Duty { TopManagement, IsmsConformity, IsmsReporting, InternalAudit, RiskAcceptance, RiskOwner, ControlOwner, IncidentResponse, DataProtection, SupplierManagement, DocumentControl, Awareness }
}

data! {
    /// Somebody who holds a role for some time.
    #[schemars(extend("x-isms-key" = ["person", "from"], "x-isms-one" = "holder", "x-isms-after" = {"until": ["from"]}))]
    pub struct Holder {
        /// Who.
        #[schemars(extend("x-isms-holder" = true))]
        pub person: Ref<Person>,
        /// The first day.
        pub from: Option<Date>,
        /// The last day.
        pub until: Option<Date>,
    }
}

impl Holder {
    /// Says from when or until when.
    pub fn is_dated(&self) -> bool {
        self.from.is_some() || self.until.is_some()
    }

    /// Holds it on `day`, as far as it says.
    pub fn is_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| until >= day)
    }
}

/// Holders: one or several, each a person, or a person with days.
#[derive(Clone, Debug, Default)]
pub struct Holders(Vec<Holder>);

impl Holders {
    pub fn iter(&self) -> impl Iterator<Item = &Holder> {
        self.0.iter()
    }
}

record! {
    name: "role", prefix: "ROL", folder: "roles";
    /// A role: duties with somebody to hold them (5.3). Owners are better roles than people, because people leave.
    #[schemars(extend("x-isms-named" = true))]
    pub struct Role {
        /// What the role is there for in the management system. `isms-conformity` and `isms-reporting` must be held by somebody.
        #[serde(default)]
        #[schemars(extend("x-isms-followed" = true))]
        pub duties: Vec<Duty>,
        /// Who holds it: people, each with `from` and `until` where somebody else held it before. Without days it is who holds it today.
        #[serde(default)]
        #[schemars(extend("x-isms-holder" = true))]
        pub held_by: Holders,
        /// Who stands in, in the same way.
        #[serde(default)]
        #[schemars(extend("x-isms-holder" = true))]
        pub deputy: Holders,
        /// What a holder must know or be able to do (7.2).
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "competence"))]
        pub competence: Vec<String>,
    }
}

impl Role {
    /// Those who hold it and those who stand in, of all times.
    pub fn holders(&self) -> impl Iterator<Item = &Holder> {
        self.held_by.iter().chain(self.deputy.iter())
    }
}

/// A holder as it may be written: a person alone, or with days.
struct Written(Holder);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> de::Visitor<'de> for Either {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a person, or a person with days")
            }

            fn visit_str<E: de::Error>(self, person: &str) -> Result<Written, E> {
                let person = Ref::deserialize(de::value::StrDeserializer::new(person))?;
                Ok(Written(Holder { person, from: None, until: None }))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Written, A::Error> {
                Holder::deserialize(de::value::MapAccessDeserializer::new(map)).map(Written)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Holders {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> de::Visitor<'de> for OneOrMany {
            type Value = Holders;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a person, a person with days, or a list of them")
            }

            fn visit_str<E: de::Error>(self, person: &str) -> Result<Holders, E> {
                Written::deserialize(de::value::StrDeserializer::new(person)).map(|one| Holders(vec![one.0]))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Holders, A::Error> {
                Holder::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| Holders(vec![one]))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut items: A) -> Result<Holders, A::Error> {
                let mut holders = Vec::new();
                while let Some(Written(holder)) = items.next_element()? {
                    holders.push(holder);
                }
                Ok(Holders(holders))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl JsonSchema for Holders {
    fn schema_name() -> Cow<'static, str> {
        "Holders".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut one = Ref::<Person>::json_schema(generator);
        for (keyword, says) in Holder::json_schema(generator).as_object().into_iter().flatten() {
            one.insert(keyword.clone(), says.clone());
        }
        one.insert("type".into(), json!(["string", "object"]));
        let mut all = one.clone();
        all.insert("type".into(), json!(["string", "object", "array"]));
        all.insert("items".into(), one.into());
        all
    }
}
