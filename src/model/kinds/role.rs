use super::Person;
use crate::model::reference::Ref;

words! {
    /// A duty of the management system that somebody must hold.
    pub enum Duty { TopManagement, IsmsConformity, IsmsReporting, InternalAudit, RiskAcceptance, RiskOwner, ControlOwner, IncidentResponse, DataProtection, SupplierManagement, DocumentControl, Awareness }
}

record! {
    name: "role", prefix: "ROL", folder: "roles";
    /// A role: duties with somebody to hold them (5.3). Owners are better roles than people, because people leave.
    #[schemars(extend("x-isms-named" = true))]
    pub struct Role {
        /// What the role is there for in the management system. `isms-conformity` and `isms-reporting` must be held by somebody.
        #[serde(default)]
        #[schemars(extend("x-isms-followed" = true))]
        pub duties: Vec<Duty>,
        /// Who holds it today.
        #[serde(default)]
        #[schemars(extend("x-isms-holder" = true))]
        pub held_by: Vec<Ref<Person>>,
        /// Who stands in.
        #[schemars(extend("x-isms-holder" = true))]
        pub deputy: Option<Ref<Person>>,
        /// What a holder must know or be able to do (7.2).
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "competence"))]
        pub competence: Vec<String>,
    }
}
