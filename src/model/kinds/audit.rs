use crate::base::date::Date;
use crate::model::reference::{Anything, Clause, Criterion, Measure, Party, Ref, Somebody};

words! {
    /// What kind of audit.
    pub enum AuditType { Internal, #[serde(rename = "stage-1")] Stage1, #[serde(rename = "stage-2")] Stage2, Surveillance, Recertification, Supplier }
    /// How a sample was chosen: `sha256` is the order of digests by which anybody can draw it again.
    pub enum SampleMethod { Sha256, Judgement, All, Other }
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
        #[schemars(extend("x-isms-fact" = "/finished"))]
        pub text: Option<String>,
    }

    /// To whom the result went.
    pub struct Reported {
        pub to: Ref<Party>,
        pub on: Date,
    }

    /// What was answered to what the checklist asks.
    #[schemars(extend("x-isms-key" = ["requirement"]))]
    pub struct Answer {
        /// The clause or control that was asked about.
        pub requirement: Ref<Criterion>,
        /// What was said and seen.
        pub answer: String,
        /// The records that were seen.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "seen record"))]
        pub seen: Vec<Ref<Anything>>,
    }

    /// Something that was looked at.
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-one" = "sample"))]
    pub struct Sampled {
        /// What was drawn from.
        pub what: String,
        /// The same for a command: a kind, `KIND: TEST` as `isms list --where` has tests, or a file with an item on each line.
        pub of: Option<String>,
        /// How many there were.
        #[schemars(extend("x-isms-fact" = "/finished"))]
        pub population: Option<u32>,
        /// The SHA-256 of all there were: each once, in the order of their bytes, each on a line of its own.
        #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
        pub digest: Option<String>,
        /// How it was chosen.
        pub method: Option<SampleMethod>,
        /// What the order follows from.
        pub seed: Option<String>,
        /// How many were asked for.
        pub size: Option<u32>,
        /// The day it was drawn.
        pub on: Option<Date>,
        /// Which were looked at.
        #[serde(default)]
        pub items: Vec<Ref<Anything>>,
        /// Which were looked at of what is no record: lines of the file.
        #[serde(default)]
        pub lines: Vec<String>,
    }
}

record! {
    name: "audit", prefix: "AUD", folder: "audits";
    /// An audit, planned or done (9.2). The planned ones are the audit programme.
    #[schemars(extend("x-isms-stays" = true))]
    #[schemars(extend(
        "x-isms-after" = {"finished": ["started"]},
        "x-isms-rests-on" = {"finished": ["sample[].on", "sample[].items[]>incident:detected", "sample[].items[]>evidence:effective.from", "sample[].items[]>person:joined"], "reported.on": ["started", "finished"], "isms:certification.certificate.issued": ["finished if type=stage-2"], "isms:certification.certificate.decided": ["finished if type=stage-2"]}
    ))]
    pub struct Audit {
        /// Who answers for the programme.
        pub owner: Option<Ref<Party>>,
        /// What kind of audit it is.
        #[serde(rename = "type")]
        pub kind: AuditType,
        /// The day it should begin.
        #[schemars(extend("x-isms-demand" = "later"))]
        pub planned: Option<Date>,
        /// The day it began.
        pub started: Option<Date>,
        /// The day it ended.
        #[schemars(extend("x-isms-fact" = "finished", "x-isms-event" = "finished"))]
        pub finished: Option<Date>,
        /// What was audited against.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "criterion"))]
        pub criteria: Vec<String>,
        /// The clauses that were audited.
        #[serde(default)]
        #[schemars(extend("x-isms-fact" = "finished"))]
        pub clauses: Vec<Ref<Clause>>,
        /// The controls that were audited.
        #[serde(default)]
        #[schemars(extend("x-isms-fact" = "finished"))]
        pub controls: Vec<Ref<Measure>>,
        /// The units and locations that were audited, as the scope calls them.
        #[serde(default)]
        #[schemars(extend("x-isms-fact" = "finished"))]
        pub places: Vec<String>,
        /// How.
        #[schemars(extend("x-isms-fact" = "finished"))]
        pub method: Option<String>,
        /// Who audited: people or roles, or the name of somebody outside.
        #[serde(default)]
        #[schemars(extend("x-isms-act" = ["started", "audited"]))]
        pub auditors: Vec<Ref<Somebody>>,
        /// Who was audited: people or roles, or the name of somebody at a supplier.
        #[serde(default)]
        pub auditees: Vec<Ref<Somebody>>,
        /// What was looked at.
        #[serde(default)]
        pub sample: Vec<Sampled>,
        /// What was answered.
        #[serde(default)]
        pub answers: Vec<Answer>,
        /// What it concluded.
        pub conclusion: Option<AuditConclusion>,
        /// To whom it was reported.
        pub reported: Option<Reported>,
        /// Why this audit, now: importance of the processes and earlier results.
        pub rationale: Option<String>,
    }
}

impl Sampled {
    /// Which were looked at, whatever they are.
    pub fn looked_at(&self) -> Vec<&str> {
        self.items.iter().map(Ref::id).chain(self.lines.iter().map(String::as_str)).collect()
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
