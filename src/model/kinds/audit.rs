use crate::base::date::Date;
use crate::model::reference::{Anything, Clause, Measure, Party, Ref};

words! {
    /// What kind of audit.
    pub enum AuditType { Internal, #[serde(rename = "stage-1")] Stage1, #[serde(rename = "stage-2")] Stage2, Surveillance, Recertification, Supplier }
}

data! {
    /// What the audit concluded.
    pub struct AuditConclusion {
        /// The system conforms to the criteria.
        #[schemars(extend("x-isms-fact" = "/finished"))]
        pub conforms: Option<bool>,
        /// It is effectively implemented and maintained.
        #[schemars(extend("x-isms-fact" = "/finished"))]
        pub effective: Option<bool>,
        #[schemars(extend("x-isms-reason" = true))]
        pub text: Option<String>,
    }

    /// To whom the result went.
    pub struct Reported {
        pub to: Ref<Party>,
        pub on: Date,
    }

    /// Something that was looked at.
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-one" = "sample"))]
    pub struct Sampled {
        /// What was drawn from.
        pub what: String,
        /// How many there were.
        pub population: Option<u32>,
        /// Which were looked at.
        #[serde(default)]
        pub items: Vec<Ref<Anything>>,
    }
}

record! {
    name: "audit", prefix: "AUD", folder: "audits";
    /// An audit, planned or done (9.2). The planned ones are the audit programme.
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"finished": ["started"]},
        "x-isms-rests-on" = {"reported.on": ["started", "finished"], "isms:certification.certificate.issued": ["finished if type=stage-2"], "isms:certification.certificate.decided": ["finished if type=stage-2"]}
    ))]
    pub struct Audit {
        /// Who answers for the programme.
        pub owner: Option<Ref<Party>>,
        /// What kind of audit it is.
        #[serde(rename = "type")]
        pub kind: AuditType,
        /// The day it should begin.
        pub planned: Option<Date>,
        /// The day it began.
        pub started: Option<Date>,
        /// The day it ended.
        #[schemars(extend("x-isms-fact" = "finished"))]
        pub finished: Option<Date>,
        /// What was audited against.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "criterion"))]
        pub criteria: Vec<String>,
        /// The clauses that were audited.
        #[serde(default)]
        pub clauses: Vec<Ref<Clause>>,
        /// The controls that were audited.
        #[serde(default)]
        pub controls: Vec<Ref<Measure>>,
        /// The units and locations of the scope that were audited, by their names there.
        #[serde(default)]
        pub places: Vec<String>,
        /// How.
        pub method: Option<String>,
        /// Who audited: people or roles, or the name of somebody outside.
        #[serde(default)]
        #[schemars(extend("x-isms-act" = ["started", "audited"]))]
        pub auditors: Vec<String>,
        /// Who was audited.
        #[serde(default)]
        pub auditees: Vec<Ref<Party>>,
        /// What was looked at.
        #[serde(default)]
        pub sample: Vec<Sampled>,
        /// What it concluded.
        pub conclusion: Option<AuditConclusion>,
        /// To whom it was reported.
        pub reported: Option<Reported>,
        /// Why this audit, now: importance of the processes and earlier results.
        pub rationale: Option<String>,
    }
}

impl AuditType {
    /// An audit of a certification body: without its certificate there is none.
    pub fn is_certification(self) -> bool {
        matches!(self, AuditType::Stage1 | AuditType::Stage2 | AuditType::Surveillance | AuditType::Recertification)
    }

    /// As people say it before `audit`.
    pub fn name(self) -> &'static str {
        match self {
            AuditType::Internal => "internal",
            AuditType::Stage1 => "stage 1",
            AuditType::Stage2 => "stage 2",
            AuditType::Surveillance => "surveillance",
            AuditType::Recertification => "recertification",
            AuditType::Supplier => "supplier",
        }
    }
}
