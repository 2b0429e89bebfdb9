use super::{Action, Document, Evidence, Finding};
use crate::base::date::{Date, Period};
use crate::model::reference::{Annex, Party, Ref, Somebody};

words! {
    /// How far a control is.
    pub enum ControlStatus { Planned, InProgress, Implemented, Retired }
    /// How a control is tested.
    pub enum TestMethod { Examine, Interview, Observe, Reperform, Automated }
    /// What a test showed.
    pub enum TestOutcome { Pass, Fail }
}

data! {
    /// A test that is repeated (9.1).
    #[schemars(extend("x-isms-key" = ["what"]))]
    pub struct ControlTest {
        /// What is tested, against what.
        pub what: String,
        /// How.
        #[schemars(extend("x-isms-fact" = ""))]
        pub method: Option<TestMethod>,
        /// How often.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub every: Option<Period>,
        /// What it showed, each time.
        #[serde(default)]
        pub results: Vec<TestResult>,
    }

    /// One run of a test.
    #[schemars(extend("x-isms-key" = ["on"], "x-isms-told" = "{result} on {on} by {by}"))]
    #[schemars(extend("x-isms-rests-on" = {"finding>finding:closed.on": ["on"]}))]
    pub struct TestResult {
        /// The day.
        #[schemars(extend("x-isms-event" = "on"))]
        pub on: Date,
        /// Who ran it.
        #[schemars(extend("x-isms-act" = ["on", "tested"]))]
        pub by: Option<Ref<Somebody>>,
        /// Pass or fail.
        #[schemars(extend("x-isms-fact" = "on"))]
        pub result: TestOutcome,
        /// What shows it.
        pub evidence: Option<Ref<Evidence>>,
        /// For a failed test: the finding that follows it up.
        pub finding: Option<Ref<Finding>>,
    }

    /// Something that the control consists in doing again and again (8.1).
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-one" = "activity"))]
    pub struct Activity {
        /// What is done.
        pub what: String,
        /// How often.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub every: Option<Period>,
        /// When it was done.
        #[serde(default)]
        pub runs: Vec<Run>,
    }

    /// One time that it was done.
    #[schemars(extend("x-isms-key" = ["on"], "x-isms-told" = "done on {on} by {by}"))]
    pub struct Run {
        /// The day.
        #[schemars(extend("x-isms-fact" = "on", "x-isms-event" = "on"))]
        pub on: Date,
        /// Who did it.
        #[schemars(extend("x-isms-act" = ["on", "done it"]))]
        pub by: Option<Ref<Somebody>>,
        /// What shows it.
        pub evidence: Option<Ref<Evidence>>,
    }

    /// Why a control was retired, and what took its place.
    pub struct Exit {
        /// The day.
        pub on: Date,
        /// Why it is no longer needed.
        #[schemars(extend("x-isms-reason" = true))]
        pub reason: String,
    }
}

record! {
    name: "control", prefix: "CTL", folder: "controls";
    /// Something the organisation does to modify risk. One record may implement several Annex A controls, or none.
    #[schemars(extend("x-isms-stays" = true, "x-isms-settles" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-after" = {"exit.on": ["implemented_on"]},
        "x-isms-rests-on" = {"exit.on": ["tests[].results[].on"]}
    ))]
    pub struct Control {
        /// Who sees to it that it works.
        pub owner: Option<Ref<Party>>,
        /// The Annex A controls it implements. None: a control of your own, in the SoA all the same.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true, "x-isms-followed" = true))]
        pub implements: Vec<Ref<Annex>>,
        /// How it works here.
        #[schemars(extend("x-isms-prose" = true, "x-isms-followed" = true))]
        #[schemars(extend("x-isms-reason" = true))]
        #[schemars(extend("x-isms-works" = true))]
        pub description: Option<String>,
        /// How far it is.
        pub status: Option<ControlStatus>,
        /// The day it began to work.
        #[schemars(extend("x-isms-fact" = "implemented_on"))]
        pub implemented_on: Option<Date>,
        /// The documents that describe it.
        #[serde(default)]
        pub documents: Vec<Ref<Document>>,
        /// What remains to be done.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// What is done again and again because of it.
        #[serde(default)]
        pub activities: Vec<Activity>,
        /// How it is tested.
        #[serde(default)]
        pub tests: Vec<ControlTest>,
        /// The controls it takes the place of.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub replaces: Vec<Ref<Control>>,
        /// For a retired control: when and why.
        pub exit: Option<Exit>,
    }
}

impl Control {
    /// What results of tests and runs of activities name as shown by.
    pub fn shown_by(&self) -> impl Iterator<Item = &Ref<Evidence>> {
        let tested = self.tests.iter().flat_map(|test| &test.results).filter_map(|result| result.evidence.as_ref());
        tested.chain(self.activities.iter().flat_map(|activity| &activity.runs).filter_map(|run| run.evidence.as_ref()))
    }
}
