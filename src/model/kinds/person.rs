use super::Evidence;
use crate::base::date::Date;
use crate::model::reference::Ref;

words! {
    /// How a person belongs to the organisation.
    pub enum Employment { Employee, Contractor }
}

data! {
    /// Something a person can do, and what shows it (7.2).
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-one" = "competence"))]
    #[schemars(extend("x-isms-after" = {"valid_until": ["obtained"]}))]
    pub struct Competence {
        /// As the role names it.
        pub what: String,
        /// The day it was obtained.
        #[schemars(extend("x-isms-fact" = "obtained"))]
        pub obtained: Option<Date>,
        /// The last day it counts.
        pub valid_until: Option<Date>,
        /// What shows it.
        pub evidence: Option<Ref<Evidence>>,
    }
}

record! {
    name: "person", prefix: "PER", folder: "people";
    /// A person who holds a role, owns something or does work for the management system.
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-after" = {"left": ["joined"]}
    ))]
    pub struct Person {
        /// The person's name, if the title is not it.
        pub name: Option<String>,
        /// The addresses git knows the person by.
        #[serde(default)]
        pub emails: Vec<String>,
        /// What the person does, such as `head of platform`.
        pub function: Option<String>,
        /// Where in the organisation.
        pub department: Option<String>,
        /// Employee or contractor.
        pub employment: Option<Employment>,
        /// The first day.
        #[schemars(extend("x-isms-fact" = "joined"))]
        pub joined: Option<Date>,
        /// The last day, once it is known.
        #[schemars(extend("x-isms-fact" = "left"))]
        pub left: Option<Date>,
        /// What the person can do, with what shows it.
        #[serde(default)]
        pub competence: Vec<Competence>,
    }
}

impl Person {
    /// Works here on `day`: joined by then, and has not left.
    pub fn is_active(&self, day: Date) -> bool {
        self.joined.is_none_or(|joined| joined <= day) && self.left.is_none_or(|left| left >= day)
    }
}
