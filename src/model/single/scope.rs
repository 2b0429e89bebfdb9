//! `scope.yaml`: the boundary of the management system.

use crate::model::kinds::{Approval, Objective, Supplier};
use crate::model::reference::Ref;

data! {
    /// What the management system covers (4.3).
    pub struct Scope {
        /// The boundary in words.
        pub statement: Option<String>,
        /// The wording for the certificate.
        pub certificate_wording: Option<String>,
        /// What is inside.
        pub includes: Option<Includes>,
        /// What is outside, and why.
        #[serde(default)]
        pub excludes: Vec<Excluded>,
        /// What the business wants of the processes inside (5.1).
        #[serde(default)]
        pub aims: Vec<Aim>,
        /// Where the organisation's own work meets that of others.
        #[serde(default)]
        pub interfaces: Vec<Interface>,
        /// Top management's approval.
        pub approval: Option<Approval>,
        /// Anything else, in prose.
        #[schemars(extend("x-isms-aside" = true))]
        pub notes: Option<String>,
    }

    /// What is inside the boundary.
    pub struct Includes {
        #[serde(default)]
        pub units: Vec<String>,
        #[serde(default)]
        pub locations: Vec<String>,
        #[serde(default)]
        pub processes: Vec<String>,
        #[serde(default)]
        pub systems: Vec<String>,
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "information"))]
        pub information: Vec<String>,
    }

    /// Something left outside.
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-one" = "exclusion"))]
    pub struct Excluded {
        pub what: String,
        pub reason: Option<String>,
    }

    /// Something that the business wants.
    #[schemars(extend("x-isms-key" = ["aim"]))]
    pub struct Aim {
        /// In a sentence.
        pub aim: String,
        /// The processes that serve it, as `includes` calls them.
        #[serde(default)]
        pub processes: Vec<String>,
        /// The security objectives that serve it too.
        #[serde(default)]
        pub objectives: Vec<Ref<Objective>>,
    }

    /// A place where work by others meets our own.
    #[schemars(extend("x-isms-key" = ["with"]))]
    pub struct Interface {
        /// With whom.
        pub with: String,
        /// The supplier record, if it is one.
        pub supplier: Option<Ref<Supplier>>,
        /// What crosses it.
        pub crosses: Option<String>,
    }
}
