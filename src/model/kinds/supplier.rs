use crate::base::date::Date;
use crate::model::reference::{Party, Ref, Somebody};

words! {
    /// How much depends on something.
    pub enum Criticality { Low, Medium, High, Critical }
    /// What a review of a supplier concluded.
    pub enum SupplierVerdict { Acceptable, Conditional, Unacceptable }
}

data! {
    /// What was agreed (A.5.20); signed again, it is another one.
    #[schemars(extend("x-isms-key" = ["signed"]))]
    pub struct Agreement {
        /// The day it was signed.
        #[schemars(extend("x-isms-fact" = "signed"))]
        pub signed: Option<Date>,
        /// It has terms on information security.
        pub security_terms: Option<bool>,
        /// It has a data processing agreement.
        pub dpa: Option<bool>,
        /// The last day it is in force.
        #[schemars(extend("x-isms-demand" = "later"))]
        pub until: Option<Date>,
    }

    /// A certificate the supplier holds.
    #[schemars(extend("x-isms-key" = ["name"]))]
    pub struct Certificate {
        pub name: String,
        pub valid_until: Option<Date>,
    }

    /// A review of the supplier (A.5.22).
    #[schemars(extend("x-isms-key" = ["on"], "x-isms-told" = "reviewed on {on} by {by} and found {result}"))]
    pub struct SupplierReview {
        #[schemars(extend("x-isms-event" = "on"))]
        pub on: Date,
        #[schemars(extend("x-isms-act" = ["on", "reviewed"]))]
        pub by: Option<Ref<Somebody>>,
        #[schemars(extend("x-isms-fact" = "on"))]
        pub result: SupplierVerdict,
        /// What was looked at and found.
        #[schemars(extend("x-isms-reason" = true))]
        pub text: Option<String>,
    }
}

record! {
    name: "supplier", prefix: "SUP", folder: "suppliers";
    /// Somebody outside whose work the programme depends on (A.5.19 to A.5.23).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-after" = {"ended": ["agreement.signed"], "agreement.until": ["agreement.signed"]}
    ))]
    pub struct Supplier {
        /// Who looks after the relationship.
        pub owner: Option<Ref<Party>>,
        /// What they provide.
        #[serde(default)]
        #[schemars(extend("x-isms-works" = true))]
        pub services: Vec<String>,
        /// How much depends on them.
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub criticality: Option<Criticality>,
        /// It is a cloud service (A.5.23).
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub cloud: Option<bool>,
        /// What they can reach: information or systems of ours.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "access"))]
        pub access: Vec<String>,
        /// What was agreed.
        pub agreement: Option<Agreement>,
        /// What certificates they hold.
        #[serde(default)]
        pub certificates: Vec<Certificate>,
        /// How they were reviewed.
        #[serde(default)]
        pub reviews: Vec<SupplierReview>,
        /// How we leave.
        #[schemars(extend("x-isms-demand" = "nothing"))]
        #[schemars(extend("x-isms-reason" = true))]
        pub exit_plan: Option<String>,
        /// The day the relationship ended.
        pub ended: Option<Date>,
    }
}
