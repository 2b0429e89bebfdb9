//! `context.yaml`: issues, climate, interested parties, opportunities, processes.

use crate::base::date::Date;
use crate::model::kinds::{Action, Custom, Risk};
use crate::model::reference::{AnyRecord, Anything, Party, Ref};

words! {
    /// Inside or outside the organisation.
    pub enum IssueKind { Internal, External }
    /// Where a requirement comes from.
    pub enum RequirementSource { Law, Contract, Expectation }
    /// What somebody outside said of our information security.
    pub enum FeedbackKind { Complaint, Request, Praise }
}

data! {
    /// What bears on the management system (4.1, 4.2, 4.4).
    pub struct Context {
        /// Internal and external issues (4.1).
        #[serde(default)]
        pub issues: Vec<Issue>,
        /// Whether climate change is one of them (4.1, amendment 1:2024).
        pub climate: Option<Climate>,
        /// Interested parties and what they ask for (4.2).
        #[serde(default)]
        pub parties: Vec<InterestedParty>,
        /// Opportunities (6.1.1).
        #[serde(default)]
        pub opportunities: Vec<Opportunity>,
        /// The processes of the management system (4.4).
        #[serde(default)]
        pub processes: Vec<Process>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
    }

    /// Something inside or outside that bears on the management system.
    #[schemars(extend("x-isms-key" = ["id"]))]
    pub struct Issue {
        pub id: String,
        pub kind: IssueKind,
        pub topic: String,
        /// What it does to the management system.
        pub effect: Option<String>,
        /// The day somebody last looked whether this is still so.
        pub reviewed_on: Option<Date>,
        /// The risks it leads to.
        #[serde(default)]
        pub risks: Vec<Ref<Risk>>,
        /// The opportunities it leads to, by their ids in this file.
        #[serde(default)]
        pub opportunities: Vec<String>,
        /// Why it leads to none.
        pub no_effect_reason: Option<String>,
    }

    /// The decision on climate change.
    pub struct Climate {
        pub relevant: Option<bool>,
        #[schemars(extend("x-isms-reason" = true))]
        pub rationale: Option<String>,
        pub decided_on: Option<Date>,
        #[schemars(extend("x-isms-act" = ["decided_on", "decided"]))]
        pub decided_by: Option<Ref<Party>>,
    }

    /// Somebody who matters to the management system.
    #[schemars(extend("x-isms-key" = ["name"]))]
    pub struct InterestedParty {
        pub name: String,
        #[serde(default)]
        pub requirements: Vec<PartyRequirement>,
        /// What they said, and what was answered (9.3.2 e).
        #[serde(default)]
        pub feedback: Vec<Feedback>,
    }

    /// Something that an interested party said: a complaint, a request, or praise.
    #[schemars(extend("x-isms-key" = ["on", "what"], "x-isms-one" = "feedback", "x-isms-after" = {"answered": ["on"]}))]
    pub struct Feedback {
        /// The day it came.
        pub on: Date,
        pub kind: FeedbackKind,
        /// Who it came from, such as the customer's name.
        pub from: Option<String>,
        /// What they said.
        #[schemars(extend("x-isms-reason" = true))]
        pub what: String,
        /// What was answered, or done.
        #[schemars(extend("x-isms-reason" = true))]
        pub answer: Option<String>,
        /// The day of the answer.
        pub answered: Option<Date>,
        /// What it led to: a finding, a risk, a change.
        #[serde(default)]
        pub led_to: Vec<Ref<AnyRecord>>,
    }

    /// Something an interested party asks for.
    #[schemars(extend("x-isms-key" = ["text"]))]
    pub struct PartyRequirement {
        pub text: String,
        pub source: Option<RequirementSource>,
        /// Whether the management system takes it on (4.2 c).
        pub addressed: Option<bool>,
        /// What takes it on.
        #[serde(default)]
        pub addressed_by: Vec<Ref<Anything>>,
        /// Why it is not taken on.
        pub reason: Option<String>,
        /// What was said of a field in words that it cannot hold, by the field.
        #[serde(default)]
        #[schemars(extend("x-isms-aside" = true))]
        pub unclear: Custom,
    }

    /// Something that could go well.
    #[schemars(extend("x-isms-key" = ["id"]))]
    #[schemars(extend(
        "x-isms-rests-on" = {"done": ["actions[].done"]}
    ))]
    pub struct Opportunity {
        pub id: String,
        pub description: String,
        pub owner: Option<Ref<Party>>,
        #[serde(default)]
        pub actions: Vec<Action>,
        /// How its effect is or was judged.
        pub effectiveness: Option<String>,
        /// The day it was finished.
        pub done: Option<Date>,
    }

    /// A process of the management system.
    #[schemars(extend("x-isms-key" = ["id"]))]
    pub struct Process {
        pub id: String,
        pub name: String,
        pub owner: Option<Ref<Party>>,
        /// What it must meet (8.1).
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "criterion"))]
        pub criteria: Vec<String>,
        #[serde(default)]
        pub inputs: Vec<String>,
        #[serde(default)]
        pub outputs: Vec<String>,
        /// The processes it works with, by their ids in this file.
        #[serde(default)]
        pub interacts_with: Vec<String>,
    }
}
