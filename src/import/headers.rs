//! The headers that columns go by: one table for each kind of sheet, in the order in which records are written.

use super::field::Read::{
    Anything, Audience, Breach, Certificate, Cloud, Criterion, Day, Deviation, List, Measures, OneRecord, Outcome, Party, Period, Records,
    Text, ThreatGroup, Truth, Word,
};
use super::field::{Field, day, field, read, said};
use super::vocabulary::ASSET_STATES;
use super::vocabulary::{CRITICALITIES, DOCUMENT_STATES, EMPLOYMENTS, MET, VERDICTS};

mod work;

pub use work::{ASSESSMENT, AUDIT, CONTROL, EVIDENCE, METRIC, PLAN, REVIEW, ROLE};

/// What asset registers have.
pub static ASSET: &[Field] = &[
    field("id", &["id", "asset id", "asset no", "asset number", "no", "nr", "ref", "reference", "inventory number"]),
    field("title", &["title", "name", "asset", "asset name", "asset title"]),
    field("type", &["type", "asset type", "kind", "asset category", "category"]),
    field("primary", &["primary", "primary asset"]),
    field("owner", &["owner", "asset owner", "responsible", "information owner", "responsible person", "owned by", "accountable"]),
    field("classification", &["classification", "class", "confidentiality class"]),
    field(
        "needs.confidentiality",
        &[
            "confidentiality",
            "c",
            "protection need confidentiality",
            "confidentiality need",
            "confidentiality requirement",
            "confidentiality level",
        ],
    ),
    field(
        "needs.integrity",
        &["integrity", "i", "protection need integrity", "integrity need", "integrity requirement", "integrity level"],
    ),
    field(
        "needs.availability",
        &["availability", "a", "protection need availability", "availability need", "availability requirement", "availability level"],
    ),
    field("location", &["location", "site", "place"]),
    field("supplier", &["supplier", "vendor", "provider"]),
    field("personal_data", &["personal data", "pii", "contains personal data"]),
    field("rto", &["rto", "rto hours", "rto h", "recovery time objective"]),
    field("rpo", &["rpo", "rpo hours", "rpo h", "recovery point objective"]),
    field("status", &["status", "state", "lifecycle"]),
    field("notes", &["description", "notes", "comment", "comments", "remarks"]),
];

/// What risk registers have. A rating without a word for its state stands before the controls if the sheet also has a
/// residual one, and for today if it has not.
pub static RISK: &[Field] = &[
    field("id", &["id", "risk id", "risk no", "risk number", "no", "nr", "ref", "reference"]),
    field("title", &["title", "name", "risk", "risk title", "risk name"]),
    field("owner", &["risk owner", "owner", "responsible", "risk responsible", "responsible person", "owned by", "accountable"]),
    field("scenario", &["scenario", "description", "risk description", "risk scenario"]),
    field("affects", &["affects", "cia", "c i a", "security property", "security properties"]),
    field("assets", &["asset", "assets", "asset process", "affected asset", "affected assets", "asset name"]),
    field("threat", &["threat", "threats", "threat event"]),
    field("vulnerability", &["vulnerability", "vulnerabilities", "weakness"]),
    day("assessed", &["assessed", "assessed on", "date assessed", "assessment date", "last assessed", "last review", "last reviewed"]),
    field("likelihood", &["likelihood", "probability"]),
    field("impact", &["impact", "max impact", "maximum impact", "overall impact", "consequence", "severity"]),
    field("score", &["score", "risk score", "rating", "risk rating", "risk value"]),
    field("level", &["level", "risk level", "risk class"]),
    field("inherent.likelihood", &["inherent likelihood", "inherent probability", "gross likelihood", "initial likelihood"]),
    field("inherent.impact", &["inherent impact", "inherent max impact", "inherent consequence", "gross impact", "initial impact"]),
    field(
        "inherent.score",
        &["inherent score", "inherent risk score", "inherent rating", "inherent risk rating", "gross score", "initial score"],
    ),
    field("inherent.level", &["inherent level", "inherent risk level", "inherent risk", "gross level", "gross risk", "initial level"]),
    field("current.likelihood", &["residual likelihood", "residual probability", "net likelihood", "current likelihood"]),
    field(
        "current.impact",
        &["residual impact", "residual max impact", "residual consequence", "net impact", "current impact", "current max impact"],
    ),
    field(
        "current.score",
        &["residual score", "residual risk score", "residual rating", "residual risk rating", "net score", "current score"],
    ),
    field(
        "current.level",
        &["residual level", "residual risk level", "residual risk", "net level", "net risk", "current level", "current risk level"],
    ),
    field("residual.likelihood", &["target likelihood", "target probability", "expected likelihood", "likelihood after treatment"]),
    field("residual.impact", &["target impact", "target max impact", "expected impact", "impact after treatment"]),
    field("residual.score", &["target score", "target risk score", "expected score", "score after treatment", "residual score after"]),
    field("residual.level", &["target level", "target risk level", "target risk", "expected level", "level after treatment"]),
    field("rationale", &["rationale", "rating rationale", "existing controls", "current controls", "controls in place"]),
    field("treatment", &["treatment option", "treatment", "risk treatment", "response", "risk response", "treatment decision"]),
    field(
        "controls",
        &[
            "treatment controls",
            "planned controls",
            "control ids",
            "annex a control",
            "annex a controls",
            "annex a ref",
            "annex a reference",
            "controls",
            "control",
        ],
    ),
    said("unclear.closed", &["status", "state", "risk status"]),
    day("closed", &["closed", "closed on", "date closed", "closed date", "closure date", "closing date"]),
    said("unclear.acceptance", &["accepted by", "acceptance", "risk acceptance", "accepted"]),
    said("unclear.acceptance.on", &["accepted on", "acceptance date", "date accepted", "risk accepted on", "acceptance on"]),
    field("notes", &["notes", "comment", "comments", "remarks"]),
];

/// What Statements of Applicability have.
pub static SOA: &[Field] = &[
    field(
        "control",
        &[
            "control",
            "control id",
            "id",
            "control no",
            "control number",
            "annex a",
            "annex a control",
            "annex a ref",
            "annex a reference",
            "iso 27001 annex a",
            "iso 27001 control",
            "iso control",
            "no",
            "nr",
            "ref",
        ],
    ),
    field("title", &["name", "control name", "title", "control title"]),
    field("theme", &["theme", "category", "domain", "section"]),
    field(
        "applicable",
        &[
            "applicable",
            "applicability",
            "applies",
            "included",
            "in scope",
            "selected",
            "is applicable",
            "is it applicable",
            "is included",
            "applicability decision",
            "applicability status",
            "decision",
            "applicable not applicable",
            "a na",
            "applicable yes no",
            "applicable y n",
            "applies does not apply",
            "included excluded",
            "included not included",
            "applicable excluded",
            "in scope out of scope",
            "yes no",
        ],
    ),
    field("excluded", &["excluded", "is excluded", "exclusion", "not applicable", "out of scope"]),
    field("because", &["because", "reason", "reasons", "basis", "reason for inclusion", "source"]),
    field("because.law", &["lr", "legal requirement", "legal requirements", "legal"]),
    field("because.contract", &["co", "contractual obligation", "contractual obligations", "contractual"]),
    field("because.business", &["br", "bp", "br bp", "business requirement", "business requirements", "best practice", "best practices"]),
    field("because.risk", &["rra", "risk assessment", "results of risk assessment", "risk"]),
    field(
        "justification",
        &[
            "justification",
            "rationale",
            "justification for inclusion exclusion",
            "justification implementation reference",
            "justification reference",
        ],
    ),
    field("inclusion", &["justification for inclusion", "inclusion justification", "justification if applicable"]),
    field("exclusion", &["justification for exclusion", "exclusion justification", "reason for exclusion"]),
    field("status", &["status", "implementation status", "implemented", "implementation", "state"]),
    field("description", &["implementation description", "description", "how implemented", "implementation details"]),
    field("owner", &["owner", "control owner", "responsible"]),
    field("documents", &["reference", "references", "document", "documents", "documentation", "policy", "evidence document"]),
    field("notes", &["notes", "comment", "comments", "remarks"]),
];

/// What supplier registers have.
pub static SUPPLIER: &[Field] = &[
    field("id", &["id", "supplier id", "vendor id", "no", "nr", "ref"]),
    field("title", &["supplier", "supplier name", "vendor", "vendor name", "provider", "name", "company", "title"]),
    read("owner", Party, &["owner", "supplier owner", "relationship owner", "responsible"]),
    read("services", List, &["services", "service", "service provided", "product"]),
    read("criticality", Word(CRITICALITIES), &["criticality", "tier"]),
    read("cloud", Cloud, &["cloud", "cloud service", "category", "type", "service type"]),
    read("access", List, &["access", "data accessed", "data access", "information accessed", "data"]),
    read(
        "agreement.signed",
        Day,
        &["signed", "contract signed", "agreement signed", "signed on", "contract date", "date of contract", "agreement date"],
    ),
    read("agreement.security_terms", Truth, &["security terms", "security clauses", "security requirements in contract"]),
    read("agreement.dpa", Truth, &["dpa", "dpa signed", "dpa in place", "dpa existing", "data processing agreement"]),
    read("agreement.until", Day, &["contract end", "contract until", "agreement until", "expires", "expiry"]),
    read("certificates.name", Certificate, &["certificates", "certificate", "certifications", "certification"]),
    read("reviews.on", Day, &["last review", "last reviewed", "reviewed on", "last assessment"]),
    read("reviews.by", Party, &["reviewed by", "reviewer"]),
    said("unclear.agreement", &["contract", "contract start", "contract number", "agreement"]),
    read("reviews.result", Word(VERDICTS), &["review result", "result", "assessment result", "verdict"]),
    read("exit_plan", Text, &["exit plan", "exit strategy"]),
    read("ended", Day, &["ended", "terminated on", "ended on"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks"]),
];

/// What registers of laws, contracts and standards have.
pub static OBLIGATION: &[Field] = &[
    field("id", &["id", "obligation id", "requirement id", "no", "nr", "ref"]),
    field("title", &["title", "name", "obligation"]),
    field("type", &["type", "obligation type", "kind"]),
    read("owner", Party, &["owner", "responsible", "responsible person"]),
    field("source", &["source", "regulation", "law", "legislation", "contract", "standard", "legal basis", "law regulation"]),
    field("section", &["section", "article", "article section", "clause", "paragraph"]),
    read("jurisdiction", Text, &["jurisdiction", "country", "region"]),
    read("requirement", Text, &["requirement", "description", "requirements", "what it asks"]),
    read("controls", Measures, &["controls", "control", "annex a", "annex a control", "annex a controls"]),
    read("assessed.on", Day, &["assessed", "assessed on", "last assessed", "last review", "last reviewed"]),
    read("assessed.by", Party, &["assessed by"]),
    read("assessed.status", Word(MET), &["status", "compliance status", "compliance", "compliant"]),
    said("unclear.controls", &["evidence", "evidence of compliance", "covered by", "met by", "how met", "implementation", "measures"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What incident registers have.
pub static INCIDENT: &[Field] = &[
    field("id", &["id", "incident id", "ticket", "no", "nr", "ref"]),
    field("title", &["title", "incident", "name", "summary"]),
    field("severity", &["severity", "priority", "criticality"]),
    read("owner", Party, &["owner", "incident owner", "incident lead", "lead", "response team", "handled by", "responsible"]),
    read(
        "occurred",
        Day,
        &["occurred", "occurred at", "occurred on", "started at", "date occurred", "date of occurrence", "incident date", "event date"],
    ),
    read("detected", Day, &["detected", "detected at", "detected on", "date detected", "detection date"]),
    read("reported", Day, &["reported", "reported at", "reported on", "date reported"]),
    read("contained", Day, &["contained", "contained at", "containment at", "containment date"]),
    read("closed", Day, &["closed", "closed at", "closed on", "date closed", "resolved at", "resolved on", "resolved", "closure date"]),
    read("affects", Records, &["affects", "affected assets", "affected asset", "assets", "asset", "affected systems", "systems"]),
    read("personal_data", Breach, &["personal data", "personal data breach", "data breach", "pii involved"]),
    read("cause", Text, &["cause", "root cause"]),
    read("lessons", Text, &["lessons", "lessons learned", "lessons learnt"]),
    read("actions.what", Text, &["action", "actions", "corrective action", "corrective actions"]),
    read("actions.owner", Party, &["action owner"]),
    read("actions.due", Day, &["action due", "due date", "due"]),
    said("unclear.closed", &["status", "state", "incident status", "ticket status"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks"]),
];

/// What registers of nonconformities and corrective actions have.
pub static FINDING: &[Field] = &[
    field("id", &["id", "finding id", "finding no", "finding number", "finding ref", "capa id", "nc id", "nc no", "no", "nr", "ref"]),
    field("title", &["title", "finding", "finding nonconformity", "nonconformity", "nonconformance", "name"]),
    field("grade", &["grade", "severity", "classification", "category", "finding type", "type"]),
    read("owner", Party, &["owner", "responsible", "capa owner", "responsible person", "owned by", "accountable"]),
    read("source", OneRecord, &["source", "origin", "audit", "found in", "audit id", "audit ref"]),
    field(
        "requirement",
        &[
            "requirement",
            "clause",
            "standard",
            "criterion",
            "iso clause",
            "iso 27001",
            "violated requirement",
            "annex a control",
            "clause control",
            "clause or control",
            "control clause",
        ],
    ),
    read("statement", Text, &["statement", "description", "details"]),
    read("evidence", Text, &["evidence", "objective evidence"]),
    read("raised.on", Day, &["raised", "raised on", "date raised", "date", "opened", "date opened"]),
    read("raised.by", Party, &["raised by", "auditor"]),
    read("correction.what", Text, &["correction", "correction immediate", "immediate correction", "containment"]),
    read("correction.on", Day, &["correction date", "corrected on"]),
    read("root_cause.text", Text, &["root cause", "cause"]),
    read("actions.what", Text, &["corrective action", "corrective actions", "action", "actions"]),
    read("actions.owner", Party, &["action owner"]),
    read("actions.due", Day, &["due", "due date", "deadline", "target date"]),
    read("actions.done", Day, &["action done", "done on", "completed on", "completion date"]),
    read("effectiveness.criterion", Criterion, &["effectiveness", "effectiveness check", "effectiveness criterion", "verification"]),
    read("effectiveness.checked_on", Day, &["effectiveness checked on", "verified on", "verification date"]),
    read("closed.on", Day, &["closed", "closed on", "closure date", "date closed"]),
    said("unclear.closed", &["status", "state", "finding status", "capa status", "nonconformity status"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What registers of vulnerabilities of products have.
pub static VULNERABILITY: &[Field] = &[
    field("id", &["id", "vulnerability id", "no", "nr", "ref"]),
    field("title", &["title", "vulnerability", "name", "summary"]),
    read("owner", Party, &["owner", "responsible"]),
    read("evidence", Text, &["evidence", "affected asset", "affected assets", "asset", "assets", "system", "host"]),
    read("raised.on", Day, &["discovered", "discovered on", "raised", "found on", "date"]),
    read("closed.on", Day, &["closed", "closed on", "remediated on", "patched on", "fixed on"]),
    said("unclear.closed", &["status", "state", "vulnerability status", "remediation status", "patch status"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks"]),
];

/// What training registers have: a row for each training of each person.
pub static TRAINING: &[Field] = &[
    field("title", &["training", "training title", "course", "title", "name"]),
    field("person", &["person", "employee", "participant", "attendee", "staff member"]),
    field("role", &["role", "function", "position", "audience"]),
    field("owner", &["owner", "training owner", "responsible"]),
    day("completed", &["completed", "completed on", "completion date", "date completed", "date"]),
    day("next", &["next refresh", "next due", "valid until", "expires", "refresh due"]),
    field("result", &["result", "status", "state", "attendance", "participation", "outcome", "passed", "attended"]),
];

/// What lists of who has read which document have.
pub static ACKNOWLEDGEMENT: &[Field] = &[
    field("document", &["document", "policy", "document id", "doc id", "document title", "policy name"]),
    field("person", &["person", "person id", "employee id", "user", "read by", "acknowledged by"]),
    field("email", &["email", "e mail", "email address", "e mail address", "user email", "mail"]),
    field("version", &["version", "document version", "policy version", "version read"]),
    field("group", &["group", "department", "team", "site"]),
    field("count", &["count", "acknowledged by count", "number acknowledged", "have read"]),
    field("of", &["of", "headcount", "group size", "total"]),
    field("source", &["source", "system", "source system"]),
    day("acknowledged", &["acknowledged", "confirmed", "read", "signed", "agreed"]),
    field("status", &["status", "state", "acknowledgement status", "response", "answer", "result"]),
    day("on", &["acknowledged on", "acknowledgement date", "read on", "confirmed on", "signed on", "date acknowledged", "date"]),
];

/// What lists of people who came and left have.
pub static PERSON: &[Field] = &[
    field("id", &["id", "person id", "employee id", "employee number", "personnel number", "staff number", "no", "nr"]),
    field("name", &["name", "full name", "employee", "employee name", "person"]),
    field("first_name", &["first name", "given name", "forename"]),
    field("last_name", &["last name", "surname", "family name"]),
    field("email", &["email", "e mail", "email address", "e mail address", "work email", "mail"]),
    read("function", Text, &["function", "position", "job title"]),
    read("department", Text, &["department", "team", "unit"]),
    read("employment", Word(EMPLOYMENTS), &["employment", "employment type", "contract type"]),
    read("joined", Day, &["joined", "joined on", "start date", "first day", "entry date", "hire date", "hired on", "date joined"]),
    read("left", Day, &["left", "left on", "last day", "exit date", "leaving date", "termination date", "date left"]),
    said("unclear.left", &["status", "state", "active", "is active", "employment status"]),
];

/// What registers of documents have.
pub static DOCUMENT: &[Field] = &[
    field("id", &["id", "doc id", "doc no", "doc number", "document id", "document no", "document number", "no", "nr", "ref"]),
    field("title", &["title", "document", "document title", "document name", "name"]),
    field("type", &["type", "document type", "category"]),
    read("owner", Party, &["owner", "document owner", "author", "responsible"]),
    read("file", Text, &["file", "path", "link", "url", "location"]),
    read("version", Text, &["version", "revision", "rev"]),
    read("status", Word(DOCUMENT_STATES), &["status", "state"]),
    read("classification", Text, &["classification", "class"]),
    read("audience", Audience, &["audience", "distribution", "distribution list", "readers"]),
    read("approval.by", Party, &["approver", "approved by"]),
    read("approval.on", Day, &["approved", "approved on", "approval date", "date approved"]),
    read(
        "review_every",
        Period,
        &[
            "review every",
            "review interval",
            "review cycle",
            "review frequency",
            "review frequency months",
            "interval",
            "cycle",
            "frequency",
        ],
    ),
    read("reviewed_on", Day, &["reviewed", "reviewed on", "last review", "last reviewed"]),
    day("next", &["next review", "review due", "next review date"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks"]),
];

/// What registers of objectives have.
pub static OBJECTIVE: &[Field] = &[
    field("id", &["id", "objective id", "no", "nr", "ref"]),
    field("title", &["objective", "title", "name", "goal"]),
    read("owner", Party, &["owner", "objective owner", "responsible"]),
    read("statement", Text, &["statement", "description"]),
    read("basis", Anything, &["basis", "linked iso clause risk", "linked risk", "linked risks", "risk", "clause", "reference"]),
    field("metric", &["metric", "kpi", "indicator", "measure", "measurement"]),
    field("metric.every", &["measurement frequency", "frequency", "measured every"]),
    field("value", &["current value", "actual value", "current reading", "latest value", "last value", "latest reading"]),
    field("target", &["target", "target value"]),
    read("resources", Text, &["resources", "budget"]),
    read("actions.what", Text, &["action", "actions", "plan"]),
    read("actions.owner", Party, &["action owner"]),
    read("due", Day, &["due", "due date", "deadline", "target date"]),
    read("evaluation", Text, &["evaluation", "evaluation method", "how evaluated"]),
    read("status", Outcome, &["status", "state"]),
    read("approval.by", Party, &["approved by", "approver"]),
    read("approval.on", Day, &["approved on", "approval date"]),
    said("unclear.actions", &["linked action", "linked actions", "initiative", "initiatives"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What registers of exceptions have.
pub static EXCEPTION: &[Field] = &[
    field("id", &["id", "exception id", "waiver id", "no", "nr", "ref"]),
    field("title", &["title", "description", "exception", "name", "deviation"]),
    read("owner", Party, &["owner", "requested by", "requester"]),
    read("from", Deviation, &["from", "policy", "control", "deviates from", "type", "requirement"]),
    read("reason", Text, &["reason", "justification", "rationale"]),
    read("compensating", Measures, &["compensating controls", "compensating control", "compensating measures", "mitigation"]),
    read("approval.by", Party, &["approved by", "approver", "granted by"]),
    read("approval.on", Day, &["granted", "granted on", "approved", "approved on", "approval date", "date approved"]),
    read("until", Day, &["expires", "expiry", "expiry date", "valid until", "until", "end date"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What logs of changes have.
pub static CHANGE: &[Field] = &[
    field("id", &["id", "change id", "no", "nr", "ref"]),
    field("title", &["title", "change", "name", "summary"]),
    read("owner", Party, &["owner", "change owner", "implementer", "responsible"]),
    read("what", Text, &["what", "description"]),
    read("why", Text, &["why", "reason", "justification"]),
    read("consequences", Text, &["consequences", "impact"]),
    read("touches", Records, &["touches", "systems", "assets", "affected assets", "affected systems", "asset", "system"]),
    read("significant", Truth, &["significant", "significant change"]),
    read("resources", Text, &["resources", "cost", "budget"]),
    read("approval.by", Party, &["approved by", "approver"]),
    read("approval.on", Day, &["approved on", "approval date", "date approved"]),
    read("emergency", Truth, &["emergency", "emergency change"]),
    read(
        "planned_for",
        Day,
        &["planned for", "planned start", "planned", "planned date", "planned on", "scheduled", "scheduled for", "scheduled date"],
    ),
    read(
        "done",
        Day,
        &[
            "done",
            "implemented",
            "implemented on",
            "implementation date",
            "actual date",
            "actual start",
            "actual end",
            "completed",
            "completed on",
            "closure date",
            "closed",
            "closed on",
            "date closed",
        ],
    ),
    read("reviewed", Day, &["reviewed", "reviewed on", "post implementation review"]),
    day("cab.date", &["cab date"]),
    field("cab.decision", &["cab decision", "cab approval"]),
    said("unclear.done", &["status", "state", "change status", "result", "actual result", "outcome"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What registers of threats have.
pub static THREAT: &[Field] = &[
    field("id", &["id", "threat id", "no", "nr", "ref"]),
    field("title", &["threat", "title", "name", "threat event"]),
    read("category", ThreatGroup, &["category", "group", "type"]),
    read("description", Text, &["description", "details"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What logs of deletions have.
pub static DELETION: &[Field] = &[
    field("id", &["id", "deletion id", "no", "nr", "ref"]),
    field("title", &["data media", "data", "media", "title", "asset", "what", "information"]),
    read("owner", Party, &["owner", "responsible"]),
    read("collected.on", Day, &["date", "deleted on", "destroyed on", "deletion date"]),
    read("collected.by", Party, &["verified by", "witness"]),
    read("source", Text, &["evidence", "certificate", "proof"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What registers of keys have: keys are information worth protecting.
pub static KEY: &[Field] = &[
    field("id", &["id", "key id", "no", "nr", "ref"]),
    field("title", &["title", "purpose", "key", "name"]),
    field("type", &["asset type"]),
    read("owner", Party, &["owner", "key owner", "custodian", "responsible"]),
    read("location", Text, &["location", "storage", "stored in"]),
    read("status", Word(ASSET_STATES), &["status", "state"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks"]),
];

/// What matrices of competences have.
pub static COMPETENCE: &[Field] = &[
    field("role", &["role", "function", "position"]),
    field("competence", &["competence", "required competence", "skill", "qualification"]),
    field("mandatory", &["mandatory", "required"]),
];

/// What matrices of activities have. A field without headers stands for all other columns.
pub static RACI: &[Field] = &[field("activity", &["activity", "task", "process"]), field("role", &[])];

/// What risk treatment plans have.
pub static TREATMENT: &[Field] = &[
    field("id", &["id", "action id", "measure id", "no", "nr", "ref"]),
    field("option", &["treatment option", "option", "treatment", "risk treatment", "treatment decision", "treatment strategy", "strategy"]),
    field("risk", &["risk id", "risk", "risk ref", "risk no", "risk number", "risk reference"]),
    field("what", &["action", "treatment action", "measure", "task", "what"]),
    field("owner", &["owner", "action owner", "responsible"]),
    day("due", &["due date", "due", "deadline", "target date"]),
    day("done", &["done", "completed", "completed on", "completion date", "date completed"]),
    field("resources", &["resources", "budget", "cost", "budget eur", "budget usd"]),
    field("controls", &["annex a control", "annex a controls", "annex a ref", "annex a reference", "control", "controls", "control ids"]),
    said("unclear.done", &["status", "state"]),
];

/// What registers of interested parties have.
pub static PARTY: &[Field] = &[
    field("party", &["stakeholder", "interested party", "party", "name"]),
    field("id", &["id", "no", "nr", "ref"]),
    field("need", &["need", "needs", "expectation", "expectations", "needs and expectations", "need expectation"]),
    field("requirement", &["requirement", "requirements", "derived requirement", "isms requirement"]),
    field("source", &["source", "origin"]),
    field("addressed", &["status", "addressed", "covered"]),
    field("addressed_by", &["addressed by", "covered by", "met by"]),
];

/// What plans of communication have.
pub static COMMUNICATION: &[Field] = &[
    field("topic", &["topic", "communication content", "content", "what", "subject"]),
    field("when", &["when", "frequency", "timing"]),
    field("with", &["with", "with whom", "stakeholder", "recipient", "recipients"]),
    field("how", &["how", "channel", "method", "medium"]),
    field("responsible", &["responsible", "owner", "who"]),
    field("audience", &["category", "internal external", "type"]),
];

/// What schedules of retention have.
pub static RETENTION: &[Field] = &[
    field("records", &["record category", "record type", "records", "record", "category", "data category"]),
    field("id", &["id", "no", "nr", "ref"]),
    field("period", &["retention period", "retention", "period", "kept for"]),
];

/// What disaster recovery registers have.
pub static RECOVERY: &[Field] = &[
    field("id", &["id", "no", "nr", "ref"]),
    field("system", &["system", "asset", "service", "application", "process"]),
    field("rto", &["rto", "rto hours", "rto h", "recovery time objective"]),
    field("rpo", &["rpo", "rpo hours", "rpo h", "recovery point objective"]),
    day("tested", &["last restore test", "last test", "tested", "tested on", "last tested"]),
    field("result", &["last test result", "test result", "result"]),
];
