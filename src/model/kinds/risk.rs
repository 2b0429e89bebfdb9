use super::{Action, Approval, Assessment, Asset, Control, Evidence, Person, Supplier, Threat};
use crate::base::date::Date;
use crate::model::reference::{Party, Ref, Shown, Somebody};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, collections::BTreeMap, fmt};

words! {
    /// What a risk is to: confidentiality, integrity or availability.
    pub enum Property { Confidentiality, Integrity, Availability }
    /// What is done about a risk (6.1.3 a).
    pub enum TreatmentOption { Modify, Avoid, Share, Retain }
}

data! {
    /// When and in which assessment a risk was last judged.
    pub struct Assessed {
        /// The day.
        pub on: Date,
        /// The day of the earlier judgement that this one left as it was.
        pub confirms: Option<Date>,
        /// The assessment it belongs to.
        #[serde(rename = "in")]
        pub assessment: Option<Ref<Assessment>>,
        /// Who judged.
        #[schemars(extend("x-isms-act" = ["on"]))]
        pub by: Option<Ref<Somebody>>,
    }

    /// A judgement under the method: how likely, how bad, and why.
    pub struct Estimate {
        /// A value of the method's likelihood scale.
        #[schemars(extend("x-isms-scale" = "likelihood"))]
        #[schemars(extend("x-isms-fact" = "/assessed/on"))]
        pub likelihood: i64,
        /// A value of the impact scale, or one for each dimension; the largest counts.
        #[schemars(extend("x-isms-scale" = "impact"))]
        #[schemars(extend("x-isms-fact" = "/assessed/on"))]
        pub impact: Impact,
        /// What the judgement rests on.
        #[schemars(extend("x-isms-reason" = true))]
        pub rationale: Option<String>,
    }

    /// What makes sharing real.
    pub struct Instrument {
        /// The insurance policy or contract.
        pub what: String,
        /// The other party, if it is a supplier.
        pub supplier: Option<Ref<Supplier>>,
        /// The last day it covers.
        pub until: Option<Date>,
        /// What shows it.
        #[schemars(extend("x-isms-afterwards" = true))]
        pub evidence: Option<Ref<Evidence>>,
    }

    /// What is done about a risk, and who agreed (6.1.3).
    pub struct Treatment {
        /// Modify, avoid, share or retain.
        pub option: TreatmentOption,
        /// The controls that modify it.
        #[serde(default)]
        #[schemars(extend("x-isms-followed" = true))]
        pub controls: Vec<Ref<Control>>,
        /// What remains to be done.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// For `share`: the insurance or contract.
        pub instrument: Option<Instrument>,
        /// For `avoid`: the day the activity ends.
        pub stop_by: Option<Date>,
        /// The risk owner's approval of this plan (6.1.3 f).
        pub approval: Option<Approval>,
    }

    /// A decision to live with what is left (6.1.3 f).
    #[schemars(extend("x-isms-covers" = ""))]
    pub struct Acceptance {
        /// Who accepted: the authority the level asks for.
        #[schemars(extend("x-isms-act" = ["on", "accepted"], "x-isms-fact" = "on"))]
        pub by: Ref<Party>,
        /// The day.
        #[schemars(extend("x-isms-event" = "on"))]
        pub on: Date,
        /// The last day it counts.
        #[schemars(extend("x-isms-fact" = "on"))]
        pub until: Option<Date>,
        /// Why it is acceptable.
        #[schemars(extend("x-isms-reason" = true))]
        pub rationale: Option<String>,
        /// What keeps what they said where somebody else typed it: the mail, the scan, the minutes.
        pub shown_by: Option<Ref<Shown>>,
        /// Who typed it then.
        pub typed_by: Option<Ref<Person>>,
        /// SHA-256 of the accepted state; a later change makes the acceptance stale, but for tags, links, notes and what is written down afterwards, such as that an action was done.
        #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
        pub digest: Option<String>,
    }
}

/// One number, or one for each dimension of the method's impact scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impact {
    Overall(i64),
    ByDimension(BTreeMap<String, i64>),
}

impl Impact {
    /// The number that counts: the largest. None if there is no dimension at all.
    pub fn overall(&self) -> Option<i64> {
        match self {
            Impact::Overall(value) => Some(*value),
            Impact::ByDimension(dimensions) => dimensions.values().copied().max(),
        }
    }
}

impl<'de> Deserialize<'de> for Impact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> de::Visitor<'de> for Either {
            type Value = Impact;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number or one for each dimension")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Impact, E> {
                Ok(Impact::Overall(value))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Impact, A::Error> {
                let mut dimensions = BTreeMap::new();
                while let Some((name, value)) = map.next_entry()? {
                    dimensions.insert(name, value);
                }
                Ok(Impact::ByDimension(dimensions))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Impact {
    fn schema_name() -> Cow<'static, str> {
        "Impact".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["integer", "object"], "minProperties": 1, "additionalProperties": {"type": "integer"}})
    }
}

record! {
    name: "risk", prefix: "RSK", folder: "risks";
    /// A risk: what could happen, to what, how likely and how bad it is, and what is done about it (6.1.2, 6.1.3).
    #[schemars(extend("x-isms-stays" = true, "x-isms-settles" = true))]
    #[schemars(extend("x-isms-list" = ["rank", "current.score", "current.level", "residual.level"]))]
    #[schemars(extend(
        "x-isms-after" = {"acceptance.until": ["acceptance.on"]},
        "x-isms-rests-on" = {"treatment.approval.on": ["assessed.on unless closed"], "acceptance.on": ["assessed.on unless closed"], "closed": ["assessed.on", "treatment.approval.on", "treatment.actions[].done", "acceptance.on"], "assessed.in>assessment:on": ["assessed.on"], "assessed.on": ["isms:risk.approval.on where method=risk.version unless assessed.in"]}
    ))]
    pub struct Risk {
        /// Who accepts what is left of it (6.1.2 c2, 6.1.3 f).
        pub owner: Option<Ref<Party>>,
        /// What happens, in a sentence or two: who or what, through which weakness, with which consequence.
        #[schemars(extend("x-isms-prose" = true))]
        #[schemars(extend("x-isms-reason" = true))]
        pub scenario: Option<String>,
        /// What is lost: confidentiality, integrity, availability (6.1.2 c1).
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub affects: Vec<Property>,
        /// What it happens to.
        #[serde(default)]
        pub assets: Vec<Ref<Asset>>,
        /// What happens; one of the catalogue, or of your own.
        pub threat: Option<Ref<Threat>>,
        /// Why it can happen.
        pub vulnerability: Option<String>,
        /// The version of the method it was judged under.
        pub method: Option<String>,
        /// When it was last judged.
        #[schemars(extend("x-isms-afterwards" = true))]
        pub assessed: Option<Assessed>,
        /// As if no control existed; optional.
        pub inherent: Option<Estimate>,
        /// With what works today.
        pub current: Option<Estimate>,
        /// As expected after the treatment.
        pub residual: Option<Estimate>,
        /// What is done about it.
        pub treatment: Option<Treatment>,
        /// The decision to live with what is left.
        pub acceptance: Option<Acceptance>,
        /// Closed: the risk no longer exists. The record stays.
        pub closed: Option<Date>,
    }
}
