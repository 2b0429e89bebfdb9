//! `plan.yaml`: the road to the certificate.

use crate::base::date::Date;
use crate::model::kinds::{Approval, Person, TeamFunction};
use crate::model::reference::{Party, Ref};

data! {
    /// The project that leads to the certificate: mandate, team, means, dates (5.1, 7.1).
    #[schemars(extend("x-isms-rests-on" = {"milestones[].done": ["approval.on"], "target": ["isms:certification.stage_2"]}))]
    pub struct Plan {
        /// Who stands behind it in top management.
        pub sponsor: Option<Ref<Party>>,
        /// What the project is charged with.
        pub mandate: Option<String>,
        /// The sponsor's approval.
        pub approval: Option<Approval>,
        /// Who works on it.
        #[serde(default)]
        pub team: Vec<TeamMember>,
        /// What it may use.
        #[serde(default)]
        pub resources: Vec<Resource>,
        /// The day the certificate is wanted.
        pub target: Option<Date>,
        /// The steps.
        #[serde(default)]
        pub milestones: Vec<Milestone>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
    }

    /// A member of the project.
    #[schemars(extend("x-isms-key" = ["person"], "x-isms-one" = "team member"))]
    pub struct TeamMember {
        pub person: Ref<Person>,
        pub function: TeamFunction,
    }

    /// Money, people or tools that were granted.
    #[schemars(extend("x-isms-key" = ["what"]))]
    pub struct Resource {
        pub what: String,
        pub amount: Option<String>,
        pub period: Option<String>,
        /// The day it was granted.
        pub decided_on: Option<Date>,
    }

    /// A step with a day.
    #[schemars(extend("x-isms-key" = ["what"]))]
    pub struct Milestone {
        /// What it is a step to. Of the parts of `isms plan`, such as `scope` or `stage-1`, it says when this part is to be done, and
        /// who sees to it.
        pub step: Option<String>,
        pub what: String,
        /// Who sees to it: also to the part that it is a step to, as long as it is not done.
        pub owner: Option<Ref<Party>>,
        #[schemars(extend("x-isms-verb" = true))]
        pub due: Option<Date>,
        #[schemars(extend("x-isms-afterwards" = true))]
        pub done: Option<Date>,
    }
}
