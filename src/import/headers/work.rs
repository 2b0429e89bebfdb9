//! The headers of what a programme does: controls, roles, metrics, evidence, assessments, audits, reviews, milestones.

use super::super::field::Read::{Anything, Day, List, Party, People, Period, Text, Word};
use super::super::field::{Field, day, field, read, said};
use super::super::vocabulary::{DIRECTIONS, TEST_METHODS};

/// What registers of controls have, without the decisions of a Statement of Applicability.
pub static CONTROL: &[Field] = &[
    field("id", &["id", "control id", "measure id", "no", "nr", "ref"]),
    field("title", &["title", "name", "measure", "safeguard", "control title", "control name", "control"]),
    read("owner", Party, &["owner", "control owner", "measure owner", "responsible"]),
    field(
        "implements",
        &[
            "implements",
            "annex a",
            "annex a control",
            "annex a controls",
            "annex a ref",
            "annex a reference",
            "annex a no",
            "iso 27001 control",
            "iso 27001 controls",
            "iso control",
            "control no",
            "control number",
            "iso 27001",
            "iso iec 27001",
            "standard",
            "clause",
        ],
    ),
    read("description", Text, &["description", "implementation description", "how implemented"]),
    field("status", &["status", "implementation status", "state"]),
    read("implemented_on", Day, &["implemented on", "implementation date", "in place since"]),
    field("documents", &["documents", "document", "policy"]),
    read("tests.what", Text, &["test", "how tested", "test procedure"]),
    read("tests.method", Word(TEST_METHODS), &["test method"]),
    read("tests.every", Period, &["test frequency", "test interval", "tested every"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What lists of roles have.
pub static ROLE: &[Field] = &[
    field("id", &["id", "role id", "no", "nr", "ref"]),
    field("title", &["role", "role name", "role title", "position", "title"]),
    field("held_by", &["held by", "holder", "role holder", "assigned to", "assignee", "person", "appointed person"]),
    field("deputy", &["deputy", "substitute", "stand in", "backup person"]),
    read("competence", List, &["competence", "competences", "required competence", "required competences", "qualification", "skills"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "description"]),
];

/// What lists of metrics have: a row for each, or one for each measurement.
pub static METRIC: &[Field] = &[
    field("title", &["metric", "kpi", "kri", "indicator", "key performance indicator", "metric name", "kpi name", "title", "name"]),
    field("id", &["id", "metric id", "kpi id", "no", "nr", "ref"]),
    read("owner", Party, &["owner", "metric owner", "kpi owner", "responsible"]),
    read("what", Text, &["what is measured", "what", "definition", "description"]),
    read("method", Text, &["method", "formula", "calculation", "how measured", "measurement method"]),
    field("unit", &["unit", "unit of measure"]),
    read("every", Period, &["every", "frequency", "measurement frequency", "interval", "measurement interval", "measured every"]),
    read("measured_by", Party, &["measured by"]),
    read("analysed_by", Party, &["analysed by", "analyzed by"]),
    field("target", &["target", "target value"]),
    read("direction", Word(DIRECTIONS), &["direction", "desired direction", "polarity", "better"]),
    field("warn", &["warn", "warning", "warning value", "alarm", "alarm value", "threshold"]),
    field("value", &["value", "reading", "measured value", "actual", "actual value", "current value", "latest value", "last value"]),
    day("on", &["on", "date", "measured on", "measurement date", "reading date", "as of"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What audit programmes have.
pub static AUDIT: &[Field] = &[
    field("id", &["id", "audit id", "audit no", "audit number", "no", "nr", "ref"]),
    field("title", &["audit", "audit title", "audit name", "title", "name"]),
    field("type", &["type", "audit type", "kind"]),
    read("owner", Party, &["owner", "programme owner", "program owner", "responsible"]),
    read("planned", Day, &["planned", "planned date", "planned on", "planned start", "scheduled", "scheduled date", "start date"]),
    read("started", Day, &["started", "started on", "actual start"]),
    read(
        "finished",
        Day,
        &[
            "finished",
            "finished on",
            "completed",
            "completed on",
            "completion date",
            "performed",
            "performed on",
            "conducted on",
            "carried out on",
            "held on",
            "done",
            "done on",
            "actual date",
            "end date",
        ],
    ),
    read("criteria", List, &["criteria", "audit criteria", "standard"]),
    field("covers", &["scope", "audit scope", "clauses controls", "requirements", "areas"]),
    field("clauses", &["clauses", "clause", "iso clauses"]),
    field("controls", &["controls", "annex a controls", "annex a"]),
    read("places", List, &["places", "place", "locations", "location", "site", "sites"]),
    read("method", Text, &["method", "audit method", "methods"]),
    read("auditors", People, &["auditor", "auditors", "lead auditor", "audited by", "audit team"]),
    read("rationale", Text, &["rationale", "reason", "why"]),
    said("unclear.finished", &["date", "audit date"]),
    said("unclear.reported", &["report date", "date of report", "reported on", "reported"]),
    said("unclear.conclusion", &["result", "results", "conclusion", "outcome"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks"]),
];

/// What logs of risk assessments have: a row for each, or one for each who took part.
pub static ASSESSMENT: &[Field] = &[
    day("on", &["assessment date", "date of assessment", "risk assessment date", "workshop date", "assessed on", "finished on", "date"]),
    field("id", &["assessment id", "assessment no", "assessment number", "id", "no", "nr", "ref"]),
    field("title", &["assessment", "risk assessment", "workshop", "title"]),
    field("owner", &["led by", "lead", "facilitator", "moderator", "assessment owner", "owner", "responsible"]),
    field("trigger", &["trigger", "occasion", "reason for assessment", "assessment trigger", "reason"]),
    field("method", &["method version", "version of the method", "method", "methodology"]),
    field("participants", &["participants", "participant", "attendees", "attendee", "present", "who took part", "took part"]),
    field("function", &["function", "speaks for", "department"]),
    field("scope", &["scope", "assessment scope", "what was assessed"]),
    field("conclusion", &["conclusion", "conclusions", "result", "results", "outcome", "summary"]),
    field("notes", &["notes", "comment", "comments", "remarks"]),
];

/// What lists of evidence have.
pub static EVIDENCE: &[Field] = &[
    field("id", &["evidence id", "evidence no", "evidence number", "id", "no", "nr", "ref"]),
    field("title", &["evidence title", "evidence name", "evidence item", "title", "evidence", "name"]),
    read("owner", Party, &["owner", "evidence owner", "responsible"]),
    read("collected.on", Day, &["collected on", "collected", "collection date", "date collected", "date"]),
    read("collected.by", Party, &["collected by"]),
    read("valid_until", Day, &["valid until", "valid to", "expires", "expiry date"]),
    read("source", Text, &["source", "source system", "system"]),
    field("location", &["location", "link", "url", "where"]),
    read("supports", Anything, &["supports", "shows", "supported controls", "proves"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "description"]),
];

/// What logs of management reviews have: a row for each decision.
pub static REVIEW: &[Field] = &[
    day("on", &["review date", "date of review", "management review", "meeting date", "review held on", "held on", "on", "date"]),
    field("id", &["review id", "review no", "review number"]),
    field("title", &["title", "review", "meeting"]),
    field("chair", &["chair", "chaired by", "chairperson"]),
    field("decision", &["decision", "decisions", "decision made", "agreed action"]),
    field("decision.kind", &["decision type", "type of decision", "kind of decision", "type"]),
    field("decision.owner", &["owner", "responsible", "decision owner", "action owner"]),
    day("decision.due", &["due", "due date", "deadline", "target date"]),
    day("decision.done", &["done", "done on", "completed", "completed on", "completion date"]),
];

/// What project plans have.
pub static PLAN: &[Field] = &[
    field("milestone", &["milestone", "milestone name", "work package", "project step", "project phase"]),
    field("owner", &["owner", "responsible", "assigned to", "assignee"]),
    day("due", &["due", "due date", "deadline", "planned end", "end date", "target date", "finish"]),
    day("done", &["done", "done on", "completed", "completed on", "actual end"]),
];
