use super::{Action, Metric};
use crate::base::date::Date;
use crate::model::reference::{Anything, Party, Ref};

words! {
    /// What became of an objective.
    pub enum ObjectiveStatus { Open, Met, Missed, Revised }
}

record! {
    name: "objective", prefix: "OBJ", folder: "objectives";
    /// An information security objective and the plan to reach it (6.2).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"due": ["approval.on"]}
    ))]
    pub struct Objective {
        /// Who answers for it.
        pub owner: Option<Ref<Party>>,
        /// What shall be so, and until when.
        #[schemars(extend("x-isms-prose" = true))]
        pub statement: Option<String>,
        /// What it rests on: risks, requirements, the policy.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "basis"))]
        pub basis: Vec<Ref<Anything>>,
        /// What measures it.
        pub metric: Option<Ref<Metric>>,
        /// The value to reach, in the metric's unit.
        #[schemars(extend("x-isms-fact" = ""))]
        pub target: Option<f64>,
        /// Why it cannot be measured, if so.
        pub not_measurable: Option<String>,
        /// What it takes.
        pub resources: Option<String>,
        /// What will be done.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// The day it should be reached.
        #[schemars(extend("x-isms-verb" = true))]
        #[schemars(extend("x-isms-demand" = "later"))]
        pub due: Option<Date>,
        /// How the result is judged.
        pub evaluation: Option<String>,
        /// What became of it.
        #[schemars(extend("x-isms-outcome" = true))]
        pub status: Option<ObjectiveStatus>,
        /// Who agreed.
        pub approval: Option<super::Approval>,
    }
}

impl Objective {
    /// Whether nobody has judged yet what became of it.
    pub fn is_open(&self) -> bool {
        matches!(self.status, None | Some(ObjectiveStatus::Open))
    }
}
