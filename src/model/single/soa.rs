//! `soa.yaml`: the decisions of the Statement of Applicability.

use crate::base::date::Date;
use crate::model::kinds::{Approval, Custom, Obligation, Risk};
use crate::model::reference::{Party, Ref};
use std::collections::BTreeMap;

words! {
    /// Why a control is included: a risk, a law, a contract, the business, or a baseline of the organisation.
    pub enum Because { Risk, Law, Contract, Business, Baseline }
}

data! {
    /// The decisions on the 93 controls of Annex A (6.1.3 d). Status and links follow from other records.
    pub struct Soa {
        /// The version that is approved; certificates refer to it.
        pub version: Option<String>,
        /// Who approved it.
        pub approval: Option<Approval>,
        /// One decision for each Annex A control, by its number: `A.5.1`.
        #[serde(default)]
        pub controls: BTreeMap<String, SoaDecision>,
        /// The versions that were released, the latest last.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub releases: Vec<Release>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
    }

    /// A version as it was approved and released: what a certificate names.
    #[schemars(extend("x-isms-key" = ["version"], "x-isms-one" = "release", "x-isms-told" = "version {version} released on {on}"))]
    pub struct Release {
        /// As `version` was.
        pub version: String,
        /// The day.
        pub on: Date,
        /// Who had approved it.
        pub by: Ref<Party>,
        /// SHA-256 of the decisions that were approved.
        #[schemars(extend("x-isms-fact" = "on"))]
        #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
        pub digest: String,
        /// What had changed since the version before, row by row.
        pub summary: Option<String>,
    }

    /// A decision on one Annex A control.
    pub struct SoaDecision {
        /// Whether it is needed here.
        pub applicable: Option<bool>,
        /// The written reasons for including it; those that follow from risks and obligations are added.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "reason"))]
        pub because: Vec<Because>,
        /// Why it is included, or why it is not needed, in the organisation's own situation.
        pub justification: Option<String>,
        /// Risks this decision rests on; they must list a control that implements it.
        #[serde(default)]
        pub risks: Vec<Ref<Risk>>,
        /// Obligations this decision rests on.
        #[serde(default)]
        pub obligations: Vec<Ref<Obligation>>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
        /// What was said of a field in words that it cannot hold, by the field.
        #[serde(default)]
        #[schemars(extend("x-isms-aside" = true))]
        pub unclear: Custom,
    }
}
