use super::{Approval, Risk};
use crate::base::date::Date;
use crate::model::reference::{AnyRecord, Measure, Party, Ref, Rulebook};

record! {
    name: "exception", prefix: "EXC", folder: "exceptions";
    /// A deviation, or the silencing of a rule for named records: with a reason, an approver and an end.
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-rests-on" = {"until": ["approval.on"]}
    ))]
    pub struct Exception {
        /// Who asked for it.
        pub owner: Option<Ref<Party>>,
        /// The rule that is silenced, such as `evidence-expired`.
        pub rule: Option<String>,
        /// The records it is silenced for.
        #[serde(default)]
        pub records: Vec<Ref<AnyRecord>>,
        /// What is deviated from: a control or a document.
        pub from: Option<Ref<Rulebook>>,
        /// Why.
        #[schemars(extend("x-isms-reason" = true))]
        pub reason: Option<String>,
        /// The risk that comes with it.
        pub risk: Option<Ref<Risk>>,
        /// What is done instead.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "compensating control"))]
        pub compensating: Vec<Ref<Measure>>,
        /// Who agreed.
        pub approval: Option<Approval>,
        /// The last day it counts.
        pub until: Option<Date>,
    }
}

impl Exception {
    /// Silences or allows something on `today`: it has a reason, an approval and an end that is not over.
    pub fn is_in_force(&self, today: Date) -> bool {
        let reasoned = self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        reasoned && self.approval.is_some() && self.until.is_some_and(|until| until >= today)
    }
}
