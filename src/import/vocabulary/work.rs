//! What cells say of what is done: audits, tests, reviews, findings, and how often.

use crate::import::words::Words;

/// How far a duty is met.
pub static MET: Words = &[
    ("compliant", "met"),
    ("fully compliant", "met"),
    ("fully met", "met"),
    ("met", "met"),
    ("fulfilled", "met"),
    ("partially compliant", "partly"),
    ("partly compliant", "partly"),
    ("partly met", "partly"),
    ("partially met", "partly"),
    ("partially", "partly"),
    ("partly", "partly"),
    ("non compliant", "not-met"),
    ("not compliant", "not-met"),
    ("not met", "not-met"),
];

/// How bad a finding is.
pub static GRADES_OF_FINDINGS: Words = &[
    ("major", "major"),
    ("major nonconformity", "major"),
    ("major non conformity", "major"),
    ("major nonconformance", "major"),
    ("major non conformance", "major"),
    ("major deviation", "major"),
    ("major finding", "major"),
    ("major nc", "major"),
    ("nonconformity major", "major"),
    ("non conformity major", "major"),
    ("nonconformance major", "major"),
    ("non conformance major", "major"),
    ("nc major", "major"),
    ("minor", "minor"),
    ("minor nonconformity", "minor"),
    ("minor non conformity", "minor"),
    ("minor nonconformance", "minor"),
    ("minor non conformance", "minor"),
    ("minor deviation", "minor"),
    ("minor finding", "minor"),
    ("minor nc", "minor"),
    ("nonconformity minor", "minor"),
    ("non conformity minor", "minor"),
    ("nonconformance minor", "minor"),
    ("non conformance minor", "minor"),
    ("nc minor", "minor"),
    ("observation", "observation"),
    ("opportunity for improvement", "ofi"),
    ("improvement opportunity", "ofi"),
    ("improvement potential", "ofi"),
    ("recommendation", "ofi"),
    ("ofi", "ofi"),
    ("improvement", "ofi"),
];

/// Whether something worked, where a cell says no more.
pub static WORKED: Words = &[
    ("effective", "true"),
    ("effectively", "true"),
    ("confirmed", "true"),
    ("verified", "true"),
    ("given", "true"),
    ("yes", "true"),
    ("ok", "true"),
    ("good", "true"),
    ("passed", "true"),
    ("successful", "true"),
    ("success", "true"),
    ("done", "true"),
    ("completed", "true"),
    ("closed", "true"),
    ("not effective", "false"),
    ("not yet effective", "false"),
    ("ineffective", "false"),
    ("partially", "false"),
    ("partly", "false"),
    ("partial", "false"),
    ("partially effective", "false"),
    ("partly effective", "false"),
    ("not verified", "false"),
    ("not yet verified", "false"),
    ("not checked", "false"),
    ("not passed", "false"),
    ("failed", "false"),
    ("no", "false"),
];

/// Whether somebody has taken a training.
pub static TAKEN: Words = &[
    ("passed", "true"),
    ("pass", "true"),
    ("attended", "true"),
    ("participated", "true"),
    ("present", "true"),
    ("completed", "true"),
    ("complete", "true"),
    ("finished", "true"),
    ("done", "true"),
    ("taken", "true"),
    ("closed", "true"),
    ("certified", "true"),
    ("approved", "true"),
    ("success", "true"),
    ("successful", "true"),
    ("successfully", "true"),
    ("ok", "true"),
    ("yes", "true"),
    ("valid", "true"),
    ("not passed", "false"),
    ("failed", "false"),
    ("fail", "false"),
    ("not attended", "false"),
    ("did not attend", "false"),
    ("not participated", "false"),
    ("not completed", "false"),
    ("incomplete", "false"),
    ("absent", "false"),
    ("excused", "false"),
    ("sick", "false"),
    ("no show", "false"),
    ("registered", "false"),
    ("enrolled", "false"),
    ("invited", "false"),
    ("booked", "false"),
    ("assigned", "false"),
    ("cancelled", "false"),
    ("canceled", "false"),
    ("postponed", "false"),
    ("aborted", "false"),
    ("dropped out", "false"),
    ("planned", "false"),
    ("scheduled", "false"),
    ("open", "false"),
    ("pending", "false"),
    ("overdue", "false"),
    ("in progress", "false"),
    ("not started", "false"),
    ("no", "false"),
];

/// Those who are several, by the last word of what they are called.
pub static CROWDS: Words = &[
    ("team", "team"),
    ("department", "team"),
    ("division", "team"),
    ("unit", "team"),
    ("group", "team"),
    ("staff", "team"),
    ("employees", "team"),
    ("employee", "team"),
    ("personnel", "team"),
    ("participants", "team"),
    ("people", "team"),
    ("management", "team"),
    ("committee", "team"),
    ("board", "team"),
    ("office", "team"),
];

/// What has not come to anything yet.
pub static OPEN: Words = &[
    ("open", "open"),
    ("new", "open"),
    ("planned", "open"),
    ("pending", "open"),
    ("not started", "open"),
    ("to do", "open"),
    ("in progress", "open"),
    ("ongoing", "open"),
    ("scheduled", "open"),
    ("draft", "open"),
    ("rejected", "open"),
    ("no", "open"),
];

/// That somebody accepted a risk.
pub static ACCEPTED: Words = &[
    ("accept", "accepted"),
    ("accepted", "accepted"),
    ("acceptance", "accepted"),
    ("risk acceptance", "accepted"),
    ("risk accepted", "accepted"),
];

/// What is over, in sheets that say it without a day.
pub static CLOSED: Words = &[
    ("closed", "closed"),
    ("complete", "closed"),
    ("completed", "closed"),
    ("done", "closed"),
    ("verified", "closed"),
    ("fixed", "closed"),
    ("patched", "closed"),
    ("remediated", "closed"),
    ("resolved", "closed"),
    ("abgeschlossen", "closed"),
    ("behoben", "closed"),
    ("erledigt", "closed"),
    ("geschlossen", "closed"),
    ("clos", "closed"),
    ("fermé", "closed"),
    ("cerrado", "closed"),
];

/// What became of an objective.
pub static OBJECTIVE_STATES: Words = &[
    ("open", "open"),
    ("on track", "open"),
    ("behind", "open"),
    ("at risk", "open"),
    ("in progress", "open"),
    ("pending", "open"),
    ("planned", "open"),
    ("met", "met"),
    ("achieved", "met"),
    ("reached", "met"),
    ("missed", "missed"),
    ("not met", "missed"),
    ("not achieved", "missed"),
    ("revised", "revised"),
];

/// What a test came to.
pub static TEST_RESULTS: Words = &[
    ("passed", "pass"),
    ("pass", "pass"),
    ("success", "pass"),
    ("successful", "pass"),
    ("ok", "pass"),
    ("failed", "fail"),
    ("fail", "fail"),
    ("unsuccessful", "fail"),
];

/// How often, in words.
pub static RHYTHMS: Words = &[
    ("weekly", "7d"),
    ("monthly", "1mo"),
    ("quarterly", "3mo"),
    ("half yearly", "6mo"),
    ("semi annually", "6mo"),
    ("annual", "12mo"),
    ("annually", "12mo"),
    ("yearly", "12mo"),
];

/// What kind of audit it is.
pub static AUDIT_TYPES: Words = &[
    ("internal", "internal"),
    ("internal audit", "internal"),
    ("interne", "internal"),
    ("internes", "internal"),
    ("interna", "internal"),
    ("first party", "internal"),
    ("stage 1", "stage-1"),
    ("stufe 1", "stage-1"),
    ("stage 2", "stage-2"),
    ("stufe 2", "stage-2"),
    ("surveillance", "surveillance"),
    ("recertification", "recertification"),
    ("supplier", "supplier"),
    ("second party", "supplier"),
];

/// How a control is tested.
pub static TEST_METHODS: Words = &[
    ("examine", "examine"),
    ("examination", "examine"),
    ("inspection", "examine"),
    ("document review", "examine"),
    ("interview", "interview"),
    ("inquiry", "interview"),
    ("observe", "observe"),
    ("observation", "observe"),
    ("reperform", "reperform"),
    ("reperformance", "reperform"),
    ("automated", "automated"),
    ("automatic", "automated"),
];

/// Why an assessment of risks was made.
pub static TRIGGERS: Words = &[
    ("planned", "planned"),
    ("scheduled", "planned"),
    ("regular", "planned"),
    ("periodic", "planned"),
    ("routine", "planned"),
    ("annual", "planned"),
    ("annually", "planned"),
    ("yearly", "planned"),
    ("half yearly", "planned"),
    ("quarterly", "planned"),
    ("change", "change"),
    ("incident", "incident"),
    ("security incident", "incident"),
];

/// The part of the organisation somebody speaks for.
pub static FUNCTIONS: Words = &[
    ("it", "it"),
    ("information technology", "it"),
    ("leadership", "leadership"),
    ("management", "leadership"),
    ("top management", "leadership"),
    ("board", "leadership"),
    ("department", "department"),
    ("business", "department"),
    ("business unit", "department"),
    ("legal", "legal"),
    ("law", "legal"),
    ("compliance", "compliance"),
    ("security", "security"),
    ("information security", "security"),
    ("audit", "audit"),
    ("internal audit", "audit"),
];

/// What a decision of a management review is about.
pub static DECISIONS: Words = &[
    ("improvement", "improvement"),
    ("opportunity for improvement", "improvement"),
    ("change", "change"),
    ("need for change", "change"),
    ("resources", "resources"),
    ("resource", "resources"),
    ("none", "none"),
    ("no decision", "none"),
];
