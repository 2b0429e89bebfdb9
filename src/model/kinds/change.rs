use super::{Approval, Assessment};
use crate::base::date::Date;
use crate::model::reference::{AnyRecord, Party, Ref};

record! {
    name: "change", prefix: "CHG", folder: "changes";
    /// A planned change to the management system or to what it protects (6.3, 8.1).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"reviewed": ["done"]},
        "x-isms-rests-on" = {"done": ["approval.on unless emergency", "risk_review>assessment:on unless emergency"]}
    ))]
    pub struct Change {
        /// Who answers for it.
        pub owner: Option<Ref<Party>>,
        /// What changes.
        #[schemars(extend("x-isms-prose" = true))]
        pub what: Option<String>,
        /// Why.
        #[schemars(extend("x-isms-reason" = true))]
        pub why: Option<String>,
        /// What could follow from it.
        #[schemars(extend("x-isms-reason" = true))]
        pub consequences: Option<String>,
        /// The records it touches.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub touches: Vec<Ref<AnyRecord>>,
        /// It changes the management system itself – scope, method, policies, roles, processes – and not only what that protects
        /// (6.3). Left out, it is judged by what it touches.
        pub isms: Option<bool>,
        /// Big enough that risks must be assessed again (8.2).
        pub significant: Option<bool>,
        /// The day the certification body was told of it: where there is a certificate, it wants to know of what is significant.
        #[schemars(extend("x-isms-afterwards" = true))]
        pub body_told: Option<Date>,
        /// The assessment that looked at it.
        #[schemars(extend("x-isms-outcome" = true))]
        pub risk_review: Option<Ref<Assessment>>,
        /// What it takes.
        pub resources: Option<String>,
        /// Who agreed.
        #[schemars(extend("x-isms-once" = true))]
        pub approval: Option<Approval>,
        /// It could not wait: who agrees does so afterwards.
        pub emergency: Option<bool>,
        /// The day it should happen.
        pub planned_for: Option<Date>,
        /// The day it happened.
        #[schemars(extend("x-isms-fact" = "done", "x-isms-event" = "done"))]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub done: Option<Date>,
        /// The day its result was looked at.
        #[schemars(extend("x-isms-afterwards" = true))]
        pub reviewed: Option<Date>,
    }
}
