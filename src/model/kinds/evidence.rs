use super::Dated;
use crate::base::date::Date;
use crate::model::form::PLACE;
use crate::model::reference::{Anything, Party, Ref};

data! {
    /// The period something proves.
    #[schemars(extend("x-isms-after" = {"to": ["from"]}))]
    pub struct Effective {
        /// The first day.
        pub from: Date,
        /// The last day; the same as the first if left out.
        pub to: Option<Date>,
    }
}

record! {
    name: "evidence", prefix: "EVD", folder: "evidence";
    /// Something that shows that a thing is so: a report, an export, minutes (7.5.3).
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend("x-isms-named" = true))]
    #[schemars(extend(
        "x-isms-after" = {"valid_until": ["effective.from", "effective.to"]}
    ))]
    pub struct Evidence {
        /// Who keeps it.
        pub owner: Option<Ref<Party>>,
        /// A path inside the programme.
        pub file: Option<String>,
        /// Where it is, if not in the programme.
        #[schemars(regex(pattern = PLACE), extend("examples" = ["https://wiki.example.org/x", "file://server/audits/x.pdf"]))]
        pub url: Option<String>,
        /// SHA-256 of the file, as `sha256sum` prints it.
        #[schemars(extend("x-isms-fact" = "/collected/on"))]
        #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
        pub sha256: Option<String>,
        /// The period it proves; not the day it was collected.
        #[schemars(extend("x-isms-fact" = "/collected/on"))]
        pub effective: Option<Effective>,
        /// When and by whom it was collected.
        pub collected: Option<Dated>,
        /// The last day it counts; by default the cadence for evidence after the period it proves.
        #[schemars(extend("x-isms-demand" = "later"))]
        pub valid_until: Option<Date>,
        /// Where it comes from: the system, the meeting.
        pub source: Option<String>,
        /// What it supports: controls, Annex A, clauses, any record.
        #[serde(default)]
        #[schemars(extend("x-isms-verb" = true))]
        pub supports: Vec<Ref<Anything>>,
    }
}

impl Evidence {
    /// The last day it proves something for, or the day it was collected.
    pub fn proves_until(&self) -> Option<Date> {
        self.effective.as_ref().map(|period| period.to.unwrap_or(period.from)).or(self.collected.as_ref().map(|c| c.on))
    }
}
