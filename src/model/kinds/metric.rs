use crate::base::date::{Date, Period};
use crate::model::reference::{Anything, Party, Ref, Somebody};

words! {
    /// Which way a value should go.
    pub enum Direction { AtLeast, AtMost }
}

data! {
    /// One measurement.
    #[schemars(extend("x-isms-key" = ["on"], "x-isms-told" = "reading {value} on {on}"))]
    pub struct Reading {
        pub on: Date,
        #[schemars(extend("x-isms-fact" = "on"))]
        pub value: f64,
        #[schemars(extend("x-isms-act" = ["on", "measured"]))]
        pub by: Option<Ref<Somebody>>,
    }

    /// What somebody concluded from the readings.
    #[schemars(extend("x-isms-key" = ["on"], "x-isms-one" = "conclusion", "x-isms-told" = "analysed on {on} by {by} – {conclusion}"))]
    pub struct Analysis {
        pub on: Date,
        #[schemars(extend("x-isms-act" = ["on", "analysed"]))]
        pub by: Option<Ref<Somebody>>,
        #[schemars(extend("x-isms-fact" = "on"))]
        #[schemars(extend("x-isms-reason" = true))]
        pub conclusion: String,
        /// What was set in motion.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "follow up"))]
        pub follow_up: Vec<Ref<Anything>>,
    }
}

record! {
    name: "metric", prefix: "MET", folder: "metrics";
    /// Something measured regularly, and what is concluded from it (9.1).
    #[schemars(extend("x-isms-stays" = true, "x-isms-settles" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"analyses[].on": ["first readings[].on"]}
    ))]
    pub struct Metric {
        /// Who answers for it.
        pub owner: Option<Ref<Party>>,
        /// What is measured.
        #[schemars(extend("x-isms-prose" = true))]
        pub what: Option<String>,
        /// What it speaks about: controls, processes, objectives.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub about: Vec<Ref<Anything>>,
        /// How, so that somebody else gets the same.
        #[schemars(extend("x-isms-fact" = ""))]
        pub method: Option<String>,
        /// Of the value, such as `%` or `days`.
        #[schemars(extend("x-isms-fact" = ""))]
        pub unit: Option<String>,
        /// How often it is measured.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub every: Option<Period>,
        /// Who measures.
        pub measured_by: Option<Ref<Party>>,
        /// Who analyses.
        pub analysed_by: Option<Ref<Party>>,
        /// How often it is analysed.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub analysis_every: Option<Period>,
        /// Whether the target is a floor or a ceiling.
        pub direction: Option<Direction>,
        /// The value to reach.
        #[schemars(extend("x-isms-fact" = ""))]
        pub target: Option<f64>,
        /// The value at which something must be done.
        pub warn: Option<f64>,
        /// The measurements.
        #[serde(default)]
        pub readings: Vec<Reading>,
        /// The conclusions.
        #[serde(default)]
        pub analyses: Vec<Analysis>,
    }
}
