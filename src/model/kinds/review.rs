use super::Approval;
use crate::base::date::Date;
use crate::model::reference::{Attendee, Party, Ref};

words! {
    /// What a decision is about.
    pub enum DecisionKind { Improvement, Change, Resources, None }
}

data! {
    /// What the review considered, by the letters of 9.3.2.
    pub struct ReviewInputs {
        /// Status of earlier review actions.
        #[schemars(extend("x-isms-reason" = true))]
        pub a: Option<String>,
        /// Changes in internal and external issues.
        #[schemars(extend("x-isms-reason" = true))]
        pub b: Option<String>,
        /// Changes in what parties need and expect.
        #[schemars(extend("x-isms-reason" = true))]
        pub c: Option<String>,
        /// Nonconformities and corrective actions.
        #[schemars(extend("x-isms-reason" = true))]
        pub d1: Option<String>,
        /// Monitoring results.
        #[schemars(extend("x-isms-reason" = true))]
        pub d2: Option<String>,
        /// Audit results.
        #[schemars(extend("x-isms-reason" = true))]
        pub d3: Option<String>,
        /// Objectives.
        #[schemars(extend("x-isms-reason" = true))]
        pub d4: Option<String>,
        /// Feedback from parties.
        #[schemars(extend("x-isms-reason" = true))]
        pub e: Option<String>,
        /// Risk assessment results and the state of the treatment plan.
        #[schemars(extend("x-isms-reason" = true))]
        pub f: Option<String>,
        /// Opportunities for improvement.
        #[schemars(extend("x-isms-reason" = true))]
        pub g: Option<String>,
    }

    /// Something that was decided.
    #[schemars(extend("x-isms-key" = ["text"]))]
    pub struct Decision {
        pub kind: DecisionKind,
        #[schemars(extend("x-isms-reason" = true))]
        pub text: String,
        pub owner: Option<Ref<Party>>,
        #[schemars(extend("x-isms-verb" = true))]
        #[schemars(extend("x-isms-demand" = "later"))]
        pub due: Option<Date>,
        #[schemars(extend("x-isms-fact" = "done"))]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub done: Option<Date>,
    }

    /// The three judgements (9.3.1).
    pub struct ReviewConclusion {
        #[schemars(extend("x-isms-fact" = "/on"))]
        pub suitable: Option<bool>,
        #[schemars(extend("x-isms-fact" = "/on"))]
        pub adequate: Option<bool>,
        #[schemars(extend("x-isms-fact" = "/on"))]
        pub effective: Option<bool>,
    }
}

record! {
    name: "review", prefix: "REV", folder: "reviews";
    /// A management review (9.3).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"approval.on": ["on"]},
        "x-isms-rests-on" = {"decisions[].done": ["on"], "decisions[].due": ["on"]}
    ))]
    pub struct Review {
        /// The day.
        #[schemars(extend("x-isms-demand" = "later", "x-isms-event" = "on"))]
        pub on: Date,
        /// Who chaired it.
        #[schemars(extend("x-isms-act" = ["on", "chaired"]))]
        pub chair: Option<Ref<Party>>,
        /// Who was there: people of the programme, or the name of somebody from outside.
        #[serde(default)]
        #[schemars(extend("x-isms-act" = ["on", "attended"], "x-isms-fact" = "on"))]
        pub attendees: Vec<Ref<Attendee>>,
        /// What was considered.
        pub inputs: Option<ReviewInputs>,
        /// What was decided.
        #[serde(default)]
        pub decisions: Vec<Decision>,
        /// What was concluded.
        pub conclusion: Option<ReviewConclusion>,
        /// Where the minutes are: a path inside the programme, or a URL.
        pub minutes: Option<String>,
        /// The chair's approval of the minutes.
        pub approval: Option<Approval>,
    }
}

impl Review {
    /// Says more than when it should be.
    pub fn took_place(&self) -> bool {
        let says = !self.attendees.is_empty() || !self.decisions.is_empty() || self.minutes.is_some() || self.approval.is_some();
        says || self.inputs.is_some() || self.conclusion.is_some()
    }
}
