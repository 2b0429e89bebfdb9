use super::{Approval, GroupCount, Person};
use crate::base::date::{Date, Period};
use crate::model::reference::{Party, Ref, Requirement};

words! {
    /// What a document is for.
    pub enum DocumentType { MasterPolicy, Policy, Procedure, Plan, Guideline, Form, External }
    /// How far a document is.
    pub enum DocumentStatus { Draft, InReview, Approved, Retired }
}

data! {
    /// What a master policy must promise (5.2 c and d).
    pub struct Commitments {
        /// To meet the requirements that apply.
        pub requirements: Option<bool>,
        /// To improve continually.
        pub improvement: Option<bool>,
    }

    /// A communication of the document.
    #[schemars(extend("x-isms-key" = ["audience", "on"], "x-isms-one" = "communication", "x-isms-told" = "communicated to {audience} on {on} by {how}"))]
    pub struct Communicated {
        /// To whom.
        pub audience: String,
        /// The day.
        pub on: Date,
        /// By what means.
        pub how: Option<String>,
    }

    /// A person who has read a version and said so.
    #[schemars(extend("x-isms-key" = ["person", "version", "on"], "x-isms-told" = "version {version} acknowledged by {person} on {on}"))]
    pub struct Acknowledgement {
        #[schemars(extend("x-isms-act" = ["on", "acknowledged"], "x-isms-fact" = "on"))]
        pub person: Ref<Person>,
        /// The version that was read.
        #[schemars(extend("x-isms-works" = true))]
        pub version: String,
        pub on: Date,
    }
}

record! {
    name: "document", prefix: "DOC", folder: "documents";
    /// Documented information: a policy, procedure or plan with its version and approval (7.5).
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"last communicated[].on": ["approval.on"], "acknowledgements[].on": ["approval.on where version=version"]}
    ))]
    pub struct Document {
        /// What it is for.
        #[serde(rename = "type")]
        pub kind: DocumentType,
        /// Who keeps it current.
        pub owner: Option<Ref<Party>>,
        /// Where the text is: a path inside the programme, or a URL.
        pub file: Option<String>,
        /// The version of the text, such as `"2.1"`.
        pub version: Option<String>,
        /// Draft, in review, approved or retired.
        pub status: Option<DocumentStatus>,
        /// Its class under the organisation's own scheme.
        pub classification: Option<String>,
        /// The clauses and Annex A controls it answers.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub satisfies: Vec<Ref<Requirement>>,
        /// For the master policy: what it promises.
        pub commitments: Option<Commitments>,
        /// How it was made known.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub communicated: Vec<Communicated>,
        /// Who must know it: roles, functions or `all`.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "audience"))]
        pub audience: Vec<String>,
        /// Who has read which version.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub acknowledgements: Vec<Acknowledgement>,
        /// How many of a group have read it, where nobody is named.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub groups: Vec<GroupCount>,
        /// Who approved it.
        pub approval: Option<Approval>,
        /// How often it is reviewed.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub review_every: Option<Period>,
        /// The last review that left it as it is.
        #[schemars(extend("x-isms-afterwards" = true))]
        pub reviewed_on: Option<Date>,
    }
}
