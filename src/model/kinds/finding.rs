use super::{Action, Dated, Evidence};
use crate::base::date::Date;
use crate::model::reference::{AnyRecord, Anything, Party, Ref, Requirement, Somebody};

words! {
    /// How bad a finding is.
    pub enum Grade { Major, Minor, Observation, Ofi }
    /// How a cause was found.
    pub enum CauseMethod { #[serde(rename = "5-why")] FiveWhy, Fishbone, FaultTree, Other }
}

data! {
    /// What was done at once.
    pub struct Correction {
        #[schemars(extend("x-isms-reason" = true))]
        pub what: String,
        pub on: Date,
        #[schemars(extend("x-isms-act" = ["on", "corrected"]))]
        pub by: Option<Ref<Somebody>>,
    }

    /// The end of it.
    pub struct Closed {
        /// The day.
        pub on: Date,
        /// Who closed it.
        #[schemars(extend("x-isms-act" = ["on"]))]
        pub by: Option<Ref<Somebody>>,
        /// What it rests on.
        pub why: Option<String>,
    }

    /// Why it could happen.
    pub struct RootCause {
        pub method: Option<CauseMethod>,
        pub text: String,
    }

    /// A search for the same elsewhere.
    pub struct Similar {
        /// Where it was searched.
        #[schemars(extend("x-isms-reason" = true))]
        pub searched: String,
        /// What was found.
        #[schemars(extend("x-isms-fact" = "on"))]
        pub found: String,
        pub on: Date,
    }

    /// The certification body's yes to what is planned against a nonconformity of its own.
    pub struct PlanAccepted {
        /// The day.
        pub on: Date,
        /// Who said it, at the body.
        pub by: Option<String>,
        /// What shows it, such as the letter.
        pub evidence: Option<Ref<Evidence>>,
    }

    /// Whether the action worked.
    pub struct Effectiveness {
        /// What shows it, fixed before acting.
        #[schemars(extend("x-isms-reason" = true))]
        pub criterion: String,
        pub checked_on: Option<Date>,
        #[schemars(extend("x-isms-act" = ["checked_on", "checked"]))]
        pub by: Option<Ref<Somebody>>,
        #[schemars(extend("x-isms-fact" = "checked_on"))]
        pub effective: Option<bool>,
    }
}

record! {
    name: "finding", prefix: "FND", folder: "findings";
    /// Something that does not conform, or could be better, from discovery to proof that it is mended (10.2).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"closed.on": ["raised.on"], "plan_accepted.on": ["raised.on"], "effectiveness.checked_on": ["raised.on"]},
        "x-isms-rests-on" = {"closed.on": ["correction.on", "similar.on", "actions[].done", "effectiveness.checked_on", "isms_change[]>change:done"], "effectiveness.checked_on": ["correction.on if effectiveness.effective", "actions[].done if effectiveness.effective unless closed"], "raised.on": ["source>audit:started", "source>incident:occurred", "source>review:on"], "correction.on": ["source>audit:started"], "similar.on": ["source>audit:started"], "actions[].done": ["source>audit:started", "raised.on unless source"], "source>audit:reported.on": ["raised.on"], "actions[].evidence[]>evidence:collected.on": ["raised.on"], "actions[].evidence[]>evidence:effective.to": ["raised.on"]}
    ))]
    pub struct Finding {
        /// Who sees that it is mended.
        pub owner: Option<Ref<Party>>,
        /// What it came from: an audit, an incident, a test, a review.
        pub source: Option<Ref<AnyRecord>>,
        /// How bad it is.
        #[schemars(extend("x-isms-fact" = "/raised/on"))]
        pub grade: Grade,
        /// What was not met.
        #[schemars(extend("x-isms-fact" = "/raised/on"))]
        pub requirement: Option<Ref<Requirement>>,
        /// What fails, in a sentence.
        #[schemars(extend("x-isms-prose" = true))]
        #[schemars(extend("x-isms-reason" = true))]
        #[schemars(extend("x-isms-fact" = "/raised/on"))]
        pub statement: Option<String>,
        /// What was seen, where and when.
        #[schemars(extend("x-isms-fact" = "/raised/on"))]
        pub evidence: Option<String>,
        /// When and by whom it was raised.
        #[schemars(extend("x-isms-event" = "/raised/on"))]
        pub raised: Option<Dated>,
        /// What was done at once.
        pub correction: Option<Correction>,
        /// What followed from it.
        #[schemars(extend("x-isms-reason" = true))]
        pub consequences: Option<String>,
        /// Why it could happen.
        pub root_cause: Option<RootCause>,
        /// Whether the same is elsewhere.
        pub similar: Option<Similar>,
        /// What is done against the cause.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// The day by which whoever raised it wants it closed, such as the certification body; without it the cadence says it.
        #[schemars(extend("x-isms-demand" = "later"))]
        pub due: Option<Date>,
        /// For a minor nonconformity of the certification body: that the body has accepted the plan for correction and corrective
        /// action. Until then it gives no certificate.
        pub plan_accepted: Option<PlanAccepted>,
        /// Whether that worked.
        pub effectiveness: Option<Effectiveness>,
        /// What changed in the management system because of it.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "ISMS change"))]
        pub isms_change: Vec<Ref<Anything>>,
        /// Why nothing had to change, if so.
        pub no_isms_change: Option<String>,
        /// When and by whom it was closed.
        pub closed: Option<Closed>,
    }
}

impl Grade {
    /// The worst first.
    pub const ALL: [Grade; 4] = [Grade::Major, Grade::Minor, Grade::Observation, Grade::Ofi];

    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Major => "major",
            Grade::Minor => "minor",
            Grade::Observation => "observation",
            Grade::Ofi => "ofi",
        }
    }
}

impl Finding {
    /// A nonconformity, which needs cause and correction; observations and opportunities do not.
    pub fn is_nonconformity(&self) -> bool {
        matches!(self.grade, Grade::Major | Grade::Minor)
    }

    /// Whether it was raised by a day; what has no day was.
    pub fn is_raised(&self, day: Date) -> bool {
        self.raised_on().is_none_or(|on| on <= day)
    }

    /// Whether it was raised by a day and not closed.
    pub fn is_open(&self, day: Date) -> bool {
        self.is_raised(day) && self.closed.as_ref().is_none_or(|closed| closed.on > day)
    }

    pub fn raised_on(&self) -> Option<Date> {
        self.raised.as_ref().map(|raised| raised.on)
    }
}
