use super::{Action, Obligation, Risk};
use crate::base::date::{Date, Moment};
use crate::model::reference::{AnyRecord, Party, Ref};

words! {
    /// How bad an incident was.
    pub enum Severity { Low, Medium, High, Critical }
}

data! {
    /// Somebody who had to be told.
    #[schemars(extend("x-isms-key" = ["obligation"]))]
    pub struct Notification {
        /// The duty.
        pub obligation: Ref<Obligation>,
        /// When it was sent.
        #[schemars(extend("x-isms-fact" = "sent"))]
        pub sent: Option<Moment>,
    }

    /// A risk that was looked at again because of the incident.
    #[schemars(extend("x-isms-key" = ["risk"], "x-isms-one" = "risk review", "x-isms-told" = "{risk} reviewed on {on} – {outcome}"))]
    pub struct RiskReviewed {
        #[schemars(extend("x-isms-fact" = "on"))]
        pub risk: Ref<Risk>,
        pub on: Date,
        /// What came of it.
        pub outcome: Option<String>,
    }
}

record! {
    name: "incident", prefix: "INC", folder: "incidents";
    /// An information security incident, from detection to lesson (A.5.24 to A.5.28).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"detected": ["occurred"], "reported": ["detected", "occurred unless detected"], "contained": ["occurred", "detected unless occurred"], "closed": ["occurred", "detected", "reported", "contained"], "notifications[].sent": ["detected"], "risks_reviewed[].on": ["detected"], "actions[].done": ["occurred", "detected unless occurred"]}
    ))]
    pub struct Incident {
        /// Who led the response.
        pub owner: Option<Ref<Party>>,
        /// How bad it was.
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub severity: Severity,
        /// When it began.
        #[schemars(extend("x-isms-fact" = "occurred"))]
        pub occurred: Option<Moment>,
        /// When it was noticed.
        #[schemars(extend("x-isms-fact" = "detected", "x-isms-event" = "detected"))]
        pub detected: Option<Moment>,
        /// When it was reported inside.
        #[schemars(extend("x-isms-fact" = "reported"))]
        pub reported: Option<Moment>,
        /// When it was contained.
        #[schemars(extend("x-isms-fact" = "contained"))]
        pub contained: Option<Moment>,
        /// When the work on it ended.
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub closed: Option<Moment>,
        /// What it hit.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub affects: Vec<Ref<AnyRecord>>,
        /// Personal data was involved.
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub personal_data: Option<bool>,
        /// Who had to be told.
        #[serde(default)]
        pub notifications: Vec<Notification>,
        /// Why it could happen.
        #[schemars(extend("x-isms-reason" = true))]
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub cause: Option<String>,
        /// What was learnt.
        #[schemars(extend("x-isms-reason" = true))]
        #[schemars(extend("x-isms-fact" = "closed"))]
        pub lessons: Option<String>,
        /// What was or will be done.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// The risks that were looked at again.
        #[serde(default)]
        pub risks_reviewed: Vec<RiskReviewed>,
    }
}

impl Incident {
    /// The day it was noticed, or else began.
    pub fn noticed_on(&self) -> Option<Date> {
        self.detected.or(self.occurred).map(Moment::day)
    }

    /// Whether it was there by a day; what has no day was.
    pub fn has_begun(&self, day: Date) -> bool {
        self.noticed_on().is_none_or(|on| on <= day)
    }

    /// Whether it was there by a day and not closed.
    pub fn is_open(&self, day: Date) -> bool {
        self.has_begun(day) && self.closed.is_none_or(|closed| closed.day() > day)
    }
}
