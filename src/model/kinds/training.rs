use super::{GroupCount, Person};
use crate::base::date::{Date, Period};
use crate::model::reference::{Party, Ref, Somebody};

words! {
    /// What awareness must cover (7.3).
    pub enum Topic { Policy, Contribution, Consequences, Reporting, Competence }
}

data! {
    /// A person who took the training.
    #[schemars(extend("x-isms-key" = ["person", "on"], "x-isms-told" = "completed by {person} on {on} with {score}"))]
    pub struct Completion {
        #[schemars(extend("x-isms-act" = ["on", "trained"], "x-isms-fact" = "on"))]
        pub person: Ref<Person>,
        pub on: Date,
        /// The result, in percent.
        pub score: Option<f64>,
    }

    /// Whether it worked.
    pub struct TrainingEffect {
        pub on: Date,
        #[schemars(extend("x-isms-act" = ["on", "judged"]))]
        pub by: Option<Ref<Somebody>>,
        #[schemars(extend("x-isms-reason" = true))]
        pub text: String,
    }
}

record! {
    name: "training", prefix: "TRN", folder: "trainings";
    /// A training that people take again and again (7.2, 7.3).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"effectiveness.on": ["first completions[].on"]}
    ))]
    pub struct Training {
        /// Who answers for it.
        pub owner: Option<Ref<Party>>,
        /// Who must take it: role ids, functions, departments, or `all`.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "audience"))]
        #[schemars(extend("x-isms-demand" = "fewer"))]
        pub audience: Vec<String>,
        /// What it covers.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub covers: Vec<Topic>,
        /// How often each person takes it.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub every: Option<Period>,
        /// Where the material is.
        pub material: Option<String>,
        /// Who took it.
        #[serde(default)]
        pub completions: Vec<Completion>,
        /// How many of a group took it, where nobody is named.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub groups: Vec<GroupCount>,
        /// Whether it worked.
        pub effectiveness: Option<TrainingEffect>,
    }
}
