use super::GroupCount;
use crate::base::date::Date;
use crate::model::reference::{Attendee, Party, Ref};

words! {
    /// Why an assessment was made.
    pub enum Trigger { Planned, Change, Incident }
    /// The part of the organisation somebody speaks for.
    pub enum TeamFunction { It, Leadership, Department, Legal, Compliance, Security, Audit }
}

data! {
    /// Who took part, and for which part of the organisation; whoever speaks for several stands here once for each.
    #[schemars(extend("x-isms-key" = ["person", "function"]))]
    pub struct Participant {
        /// The person, or the name of somebody from outside.
        #[schemars(extend("x-isms-act" = ["/on", "taken part"]))]
        pub person: Ref<Attendee>,
        /// The function they spoke for.
        pub function: TeamFunction,
    }
}

record! {
    name: "assessment", prefix: "ASM", folder: "assessments";
    /// A dated assessment of risks, planned or after something happened (8.2).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"on": ["isms:risk.approval.on where method=risk.version"]}
    ))]
    pub struct Assessment {
        /// Who led it.
        pub owner: Option<Ref<Party>>,
        /// The day it was finished.
        #[schemars(extend("x-isms-event" = "on"))]
        pub on: Date,
        /// Why it was made.
        pub trigger: Trigger,
        /// The version of the method.
        pub method: Option<String>,
        /// Who took part.
        #[serde(default)]
        pub participants: Vec<Participant>,
        /// How many of a group took part, where nobody is named.
        #[serde(default)]
        pub groups: Vec<GroupCount>,
        /// What was looked at.
        pub scope: Option<String>,
        /// What came of it.
        #[schemars(extend("x-isms-fact" = "/on"))]
        #[schemars(extend("x-isms-reason" = true))]
        pub conclusion: Option<String>,
    }
}
