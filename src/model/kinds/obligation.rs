use crate::base::date::{Date, Hours};
use crate::model::reference::{Measure, Party, Ref, Somebody};

words! {
    /// What kind of duty.
    pub enum ObligationType { Law, Regulation, Contract, Standard }
    /// How far a duty is met.
    pub enum Met { Met, Partly, NotMet }
}

data! {
    /// A duty to tell somebody in time.
    pub struct Notify {
        /// How soon, counted from detection.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub within: Hours,
        /// Whom.
        pub whom: String,
    }

    /// When it was last judged, and how far it is met.
    pub struct ObligationAssessed {
        pub on: Date,
        #[schemars(extend("x-isms-act" = ["on"]))]
        pub by: Option<Ref<Somebody>>,
        #[schemars(extend("x-isms-fact" = "on"))]
        pub status: Met,
    }
}

record! {
    name: "obligation", prefix: "OBL", folder: "obligations";
    /// A law, contract or standard that asks something of the organisation (4.2, A.5.31).
    #[schemars(extend("x-isms-stays" = true, "x-isms-settles" = true))]
    #[schemars(extend("x-isms-named" = true))]
    pub struct Obligation {
        /// What kind of duty it is.
        #[serde(rename = "type")]
        pub kind: ObligationType,
        /// Who sees that it is met.
        pub owner: Option<Ref<Party>>,
        /// The law's or contract's name and paragraph.
        pub source: Option<String>,
        /// Where it applies.
        pub jurisdiction: Option<String>,
        /// What it asks, in our own words.
        #[schemars(extend("x-isms-prose" = true))]
        pub requirement: Option<String>,
        /// The controls that meet it: our own records or Annex A.
        #[serde(default)]
        pub controls: Vec<Ref<Measure>>,
        /// A duty to notify.
        pub notify: Option<Notify>,
        /// How far it is met.
        pub assessed: Option<ObligationAssessed>,
    }
}
