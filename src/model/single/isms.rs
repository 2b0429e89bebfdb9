//! `isms.yaml`: the organisation, its method, its intervals and its rules.

use crate::base::date::{Date, Period};
use crate::model::kinds::Approval;
use crate::model::reference::{Clause, Party, Ref, id_form};
use crate::model::single::cadence::Cadence;
use crate::model::single::trust::Trust;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use std::{borrow::Cow, collections::BTreeMap, fmt};

words! {
    /// Where a risk assessment starts: from assets, or from events.
    pub enum Approach { Asset, Event }
    /// How likelihood and impact make a score.
    pub enum ScoreRule { Product, Sum, Grid }
    /// Colours a level may have in the heat map.
    pub enum Colour { Green, Yellow, Orange, Red, Blue, Grey }
    /// Inside or outside the organisation.
    pub enum Audience { Internal, External }
    /// How a certificate stands, as the certification body says.
    pub enum CertificateStatus { Valid, Suspended, Withdrawn, Reduced, Transferred }
    /// What a rule's findings count as.
    pub enum RuleLevel { Error, Warning, Info, Off }
}

impl CertificateStatus {
    /// The word of the wire contract.
    pub fn word(self) -> &'static str {
        match self {
            CertificateStatus::Valid => "valid",
            CertificateStatus::Suspended => "suspended",
            CertificateStatus::Withdrawn => "withdrawn",
            CertificateStatus::Reduced => "reduced",
            CertificateStatus::Transferred => "transferred",
        }
    }
}

impl IsmsCertificate {
    /// The day from which it counts and visits are reckoned.
    pub fn begins(&self) -> Option<Date> {
        self.decided.or(self.issued)
    }
}

data! {
    /// The programme: the organisation and its method (clauses 4 to 10 as settings).
    pub struct Isms {
        /// The version of the record format.
        #[schemars(range(min = 1, max = 1))]
        pub format: u32,
        /// Who runs the management system.
        pub organisation: Organisation,
        /// The standard it is run against.
        pub standard: Option<Standard>,
        /// The risk assessment and treatment method (6.1.2, 6.1.3).
        #[schemars(extend("x-isms-followed" = true))]
        pub risk: Option<Method>,
        /// How often things are done.
        pub cadence: Option<Cadence>,
        /// What must stand behind something before it counts, where that is more than the standard asks for.
        pub trust: Option<Trust>,
        /// The certification body, its dates and the certificate.
        pub certification: Option<Certification>,
        /// Who says what to whom (7.4).
        #[serde(default)]
        pub communications: Vec<Communication>,
        /// Documents from outside that count here (7.5.3).
        #[serde(default)]
        pub external_documents: Vec<ExternalDocument>,
        /// How long records of a kind are kept (7.5.3 f).
        #[serde(default)]
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub retention: BTreeMap<String, Period>,
        /// What each rule's findings count as. What guards a mandatory item cannot be turned off.
        #[serde(default)]
        #[schemars(extend("x-isms-demand" = "higher"))]
        pub rules: BTreeMap<String, RuleLevel>,
        /// Commits that are written down elsewhere, in minutes or a letter: whoever rewrites the history loses them (7.5.3).
        #[serde(default)]
        pub anchors: Vec<Anchor>,
        /// Records that were taken out on purpose: their retention had ended, or the law asked for it (7.5.3 f, A.5.34).
        #[serde(default)]
        pub disposed: Vec<Disposed>,
        /// What the organisation puts on its reports, papers and pages.
        #[schemars(extend("x-isms-aside" = true))]
        pub report: Option<ReportLook>,
        /// A path, kept out of git, where a licensee keeps their own copy of the standard's text for `isms explain`.
        pub standard_text: Option<String>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
    }

    /// What stands on reports as HTML pages, PDF, Word documents and workbooks. What is only read by programs or in a terminal has none
    /// of it.
    pub struct ReportLook {
        /// The logo: the path of a PNG inside the programme, of 64 KiB and 2048 points each way at most, with nothing in it but the
        /// picture.
        pub logo: Option<String>,
        /// The colour of titles, such as `"#1f4e79"`. What could not be read where it stands is made darker or lighter.
        #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
        pub colour: Option<String>,
        /// A mark of confidentiality on each page, such as `Confidential`; not on what is made for the public.
        #[schemars(length(min = 1, max = 60))]
        pub mark: Option<String>,
        /// Words at the foot of each page, such as the company's address.
        #[schemars(length(min = 1, max = 160))]
        pub footer: Option<String>,
    }

    /// A commit that somebody else can ask for.
    #[schemars(extend("x-isms-key" = ["commit"]))]
    pub struct Anchor {
        /// The whole id of the commit.
        #[schemars(regex(pattern = "^[0-9a-f]{40}$"))]
        pub commit: String,
        /// The day it was written down.
        pub on: Date,
        /// Where: which minutes, whose hands.
        pub kept: Option<String>,
    }

    /// Records that are no longer there.
    #[schemars(extend("x-isms-key" = ["on", "reason"], "x-isms-one" = "disposal"))]
    pub struct Disposed {
        /// Their ids.
        pub records: Vec<String>,
        /// The day they were taken out.
        pub on: Date,
        /// Why.
        pub reason: String,
        /// Who decided it.
        pub by: Option<Ref<Party>>,
    }

    /// The organisation.
    pub struct Organisation {
        /// Its name, as on the certificate.
        #[schemars(length(min = 1))]
        pub name: String,
        /// How many people work for it.
        pub employees: Option<u32>,
        /// Where.
        #[serde(default)]
        pub sites: Vec<String>,
    }

    /// Edition and amendments of ISO/IEC 27001.
    pub struct Standard {
        #[schemars(regex(pattern = "^2022$"))]
        pub edition: String,
        #[serde(default)]
        pub amendments: Vec<String>,
    }

    /// The risk method as data.
    pub struct Method {
        /// The method's version; risks name the one they were judged under.
        pub version: String,
        /// From assets (asset, threat and vulnerability are asked for) or from events.
        pub approach: Approach,
        /// The likelihood scale, ascending.
        #[schemars(length(min = 2, max = 10))]
        pub likelihood: Vec<LikelihoodStep>,
        /// The impact scale, ascending.
        #[schemars(length(min = 2, max = 10))]
        pub impact: Vec<ImpactStep>,
        /// Product, sum, or a grid that names the level of each cell.
        pub score: ScoreRule,
        /// For `grid`: one row for each likelihood value, one level name for each impact value.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "grid"))]
        pub grid: Vec<Vec<String>>,
        /// The levels, ascending.
        #[schemars(length(min = 1, max = 10))]
        pub levels: Vec<RiskLevel>,
        /// The highest level that needs no acceptance.
        #[schemars(extend("x-isms-demand" = "higher-level"))]
        pub appetite: Option<String>,
        /// What makes a new assessment necessary outside the rhythm (8.2).
        #[serde(default)]
        #[schemars(extend("x-isms-demand" = "fewer"))]
        pub triggers: Vec<String>,
        /// Top management's approval of the method.
        #[schemars(extend("x-isms-covers" = "/risk"))]
        pub approval: Option<Approval>,
    }

    /// A value of the likelihood scale.
    #[schemars(extend("x-isms-key" = ["value"], "x-isms-one" = "likelihood step"))]
    pub struct LikelihoodStep {
        pub value: i64,
        pub label: String,
        /// What it means in words, so that two people judge alike.
        pub meaning: Option<Meaning>,
    }

    /// A value of the impact scale.
    #[schemars(extend("x-isms-key" = ["value"], "x-isms-one" = "impact step"))]
    pub struct ImpactStep {
        pub value: i64,
        pub label: String,
        /// What it means in words, for each dimension if there are several.
        pub meaning: Option<Meaning>,
    }

    /// A level of risk.
    #[schemars(extend("x-isms-key" = ["name"]))]
    pub struct RiskLevel {
        pub name: String,
        /// The lowest score of this level; not for grids.
        #[schemars(extend("x-isms-demand" = "higher"))]
        pub from: Option<i64>,
        pub colour: Option<Colour>,
        /// Who may accept a risk of this level: `owner`, a role or a person.
        pub accept_by: Option<Authority>,
        /// How often a risk of this level is looked at again.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub review_every: Option<Period>,
        /// How soon it must be treated.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub treat_within: Option<Period>,
    }

    /// The certification body and its dates.
    #[schemars(extend(
        "x-isms-after" = {"stage_2": ["stage_1"], "certificate.expires": ["certificate.issued", "certificate.decided"], "certificate.issued": ["certificate.decided"]},
        "x-isms-rests-on" = {"certificate.issued": ["stage_2", "soa:approval.on where certificate.soa_version=version"], "certificate.decided": ["stage_2"]}
    ))]
    pub struct Certification {
        pub body: Option<String>,
        pub stage_1: Option<Date>,
        pub stage_2: Option<Date>,
        pub certificate: Option<IsmsCertificate>,
    }

    /// The certificate; issued again, it is another one.
    #[schemars(extend("x-isms-key" = ["issued"]))]
    pub struct IsmsCertificate {
        pub number: Option<String>,
        /// The day of the decision, from which visits are counted; left out, it is the day of issue.
        pub decided: Option<Date>,
        pub issued: Option<Date>,
        #[schemars(extend("x-isms-demand" = "later"))]
        pub expires: Option<Date>,
        /// Left out, it is valid.
        pub status: Option<CertificateStatus>,
        pub scope: Option<String>,
        pub soa_version: Option<String>,
    }

    /// A communication that is planned (7.4).
    #[schemars(extend("x-isms-key" = ["topic"]))]
    pub struct Communication {
        /// About what.
        pub topic: String,
        /// When, or how often.
        pub when: Option<String>,
        /// With whom.
        pub with: Option<String>,
        /// By what means.
        pub how: Option<String>,
        /// Who sees to it.
        pub responsible: Option<Ref<Party>>,
        /// Inside or outside.
        pub audience: Option<Audience>,
    }

    /// A document from outside.
    #[schemars(extend("x-isms-key" = ["title"]))]
    pub struct ExternalDocument {
        pub title: String,
        pub edition: Option<String>,
        pub source: Option<String>,
        /// The day somebody looked whether it is still the current edition.
        pub checked_on: Option<Date>,
        /// The clauses it matters to.
        #[serde(default)]
        pub clauses: Vec<Ref<Clause>>,
    }
}

/// Words for a scale value: one sentence, or one for each dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Words(String),
    ByDimension(BTreeMap<String, String>),
}

impl Meaning {
    pub fn is_empty(&self) -> bool {
        match self {
            Meaning::Words(words) => words.trim().is_empty(),
            Meaning::ByDimension(dimensions) => dimensions.is_empty() || dimensions.values().any(|words| words.trim().is_empty()),
        }
    }
}

impl<'de> Deserialize<'de> for Meaning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> de::Visitor<'de> for Either {
            type Value = Meaning;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words, or words for each dimension")
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<Meaning, E> {
                Ok(Meaning::Words(words.into()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Meaning, A::Error> {
                let mut dimensions = BTreeMap::new();
                while let Some((name, words)) = map.next_entry()? {
                    dimensions.insert(name, words);
                }
                Ok(Meaning::ByDimension(dimensions))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Meaning {
    fn schema_name() -> Cow<'static, str> {
        "Meaning".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "object"], "minProperties": 1, "additionalProperties": {"type": "string"}})
    }
}

/// Who may accept: the risk's own owner, or a named role or person.
#[derive(Clone, Debug)]
pub enum Authority {
    Owner,
    Party(Ref<Party>),
}

impl<'de> Deserialize<'de> for Authority {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Cow::<str>::deserialize(deserializer)?;
        match &*word {
            "owner" => Ok(Authority::Owner),
            id => Ref::deserialize(de::value::StrDeserializer::<D::Error>::new(id)).map(Authority::Party),
        }
    }
}

impl JsonSchema for Authority {
    fn schema_name() -> Cow<'static, str> {
        "Authority".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": format!("^(owner|{}|{})$", id_form("ROL"), id_form("PER")),
            "x-isms-ref": ["role", "person"],
            "x-isms-words": ["owner"]
        })
    }
}
