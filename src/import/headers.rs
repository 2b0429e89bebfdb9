//! The headers that columns go by: one table for each kind of sheet, in the order in which records are written.

use super::field::Read::{
    Anything, Audience, Breach, Certificate, Cloud, Day, DayOf, Deviation, List, Measures, OneRecord, Outcome, Party, Period, Records,
    Text, ThreatGroup, Truth, Word,
};
use super::field::{Field, field, read};
use super::vocabulary::ASSET_STATES;
use super::vocabulary::{CRITICALITIES, DOCUMENT_STATES, MET, VERDICTS};

/// What asset registers have.
pub static ASSET: &[Field] = &[
    field("id", &["id", "asset id", "asset no", "asset number", "no", "nr", "ref", "reference", "inventory number", "inventarnummer"]),
    field("title", &["title", "name", "asset", "asset name", "asset title", "bezeichnung", "titel"]),
    field("type", &["type", "asset type", "kind", "typ", "art"]),
    field("primary", &["primary", "primary asset"]),
    field("owner", &["owner", "asset owner", "responsible", "information owner", "eigentümer", "verantwortlich"]),
    field("classification", &["classification", "class", "confidentiality class", "klassifizierung", "schutzklasse"]),
    field("needs.confidentiality", &["confidentiality", "c", "vertraulichkeit"]),
    field("needs.integrity", &["integrity", "i", "integrität"]),
    field("needs.availability", &["availability", "a", "verfügbarkeit"]),
    field("location", &["location", "site", "place", "standort", "ort"]),
    field("personal_data", &["personal data", "pii", "contains personal data", "personenbezogene daten"]),
    field("rto", &["rto", "rto hours", "rto h", "recovery time objective"]),
    field("rpo", &["rpo", "rpo hours", "rpo h", "recovery point objective"]),
    field("status", &["status", "state", "lifecycle"]),
    field("notes", &["description", "notes", "comment", "comments", "remarks", "beschreibung", "bemerkung"]),
];

/// What risk registers have. A rating without a word for its state stands before the controls if the sheet also has a
/// residual one, and for today if it has not.
pub static RISK: &[Field] = &[
    field("id", &["id", "risk id", "risk no", "risk number", "no", "nr", "ref", "reference", "risiko id"]),
    field("title", &["title", "name", "risk", "risk title", "risk name", "risiko", "titel", "bezeichnung"]),
    field("owner", &["owner", "risk owner", "responsible", "risikoeigner", "risikoeigentümer", "verantwortlich"]),
    field("scenario", &["scenario", "description", "risk description", "risk scenario", "szenario", "beschreibung"]),
    field("affects", &["affects", "cia", "c i a", "security property", "security properties", "schutzziel", "schutzziele"]),
    field("assets", &["asset", "assets", "asset process", "affected asset", "affected assets", "asset name", "werte"]),
    field("threat", &["threat", "threats", "threat event", "bedrohung", "gefährdung"]),
    field("vulnerability", &["vulnerability", "vulnerabilities", "weakness", "schwachstelle"]),
    field("assessed", &["assessed", "assessed on", "date assessed", "assessment date", "last assessed", "last review", "last reviewed"]),
    field("likelihood", &["likelihood", "probability", "eintrittswahrscheinlichkeit", "wahrscheinlichkeit"]),
    field("impact", &["impact", "max impact", "maximum impact", "overall impact", "consequence", "severity", "auswirkung", "schadenshöhe"]),
    field("score", &["score", "risk score", "rating", "risk rating", "risk value", "risikowert"]),
    field("level", &["level", "risk level", "risk class", "risikostufe", "risikoklasse"]),
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
    field(
        "rationale",
        &["rationale", "rating rationale", "existing controls", "current controls", "controls in place", "bestehende maßnahmen"],
    ),
    field(
        "treatment",
        &[
            "treatment",
            "treatment decision",
            "treatment option",
            "risk treatment",
            "response",
            "risk response",
            "behandlung",
            "risikobehandlung",
        ],
    ),
    field("controls", &["treatment controls", "planned controls", "control ids", "annex a control", "annex a controls"]),
    field("notes", &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What Statements of Applicability have.
pub static SOA: &[Field] = &[
    field(
        "control",
        &["control", "control id", "id", "control no", "control number", "annex a", "annex a control", "no", "nr", "ref", "maßnahme"],
    ),
    field("title", &["name", "control name", "title", "control title", "titel", "bezeichnung"]),
    field("theme", &["theme", "category", "domain", "section"]),
    field("applicable", &["applicable", "applicability", "applies", "included", "in scope", "anwendbar"]),
    field("because", &["because", "reason", "basis", "reason for inclusion", "source", "grund"]),
    field(
        "justification",
        &["justification", "rationale", "justification for inclusion", "justification for inclusion exclusion", "begründung"],
    ),
    field("exclusion", &["justification for exclusion", "exclusion justification", "reason for exclusion"]),
    field("status", &["status", "implementation status", "implemented", "implementation", "state", "umsetzungsstatus", "umsetzung"]),
    field(
        "description",
        &["implementation description", "description", "how implemented", "implementation details", "umsetzungsbeschreibung"],
    ),
    field("owner", &["owner", "control owner", "responsible", "verantwortlich"]),
    field("documents", &["reference", "references", "document", "documents", "documentation", "policy", "evidence document", "dokument"]),
    field("notes", &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What supplier registers have.
pub static SUPPLIER: &[Field] = &[
    field("id", &["id", "supplier id", "vendor id", "no", "nr", "ref"]),
    field("title", &["supplier", "supplier name", "vendor", "vendor name", "provider", "name", "company", "title", "lieferant"]),
    read("owner", Party, &["owner", "supplier owner", "relationship owner", "responsible", "verantwortlich"]),
    read("services", List, &["services", "service", "service provided", "product", "leistung"]),
    read("criticality", Word(CRITICALITIES), &["criticality", "tier", "kritikalität"]),
    read("cloud", Cloud, &["cloud", "cloud service", "category", "type", "service type"]),
    read("access", List, &["access", "data accessed", "data access", "information accessed", "data", "zugriff"]),
    read("agreement.signed", Day, &["signed", "contract signed", "agreement signed", "signed on"]),
    read("agreement.security_terms", Truth, &["security terms", "security clauses", "security requirements in contract"]),
    read("agreement.dpa", Truth, &["dpa", "dpa signed", "data processing agreement", "avv"]),
    read("agreement.until", Day, &["contract end", "contract until", "agreement until", "expires", "expiry", "vertragsende"]),
    read("certificates.name", Certificate, &["certificates", "certificate", "certifications", "certification", "zertifikate"]),
    read("reviews.on", Day, &["last review", "last reviewed", "reviewed on", "last assessment", "letzte prüfung"]),
    read("reviews.by", Party, &["reviewed by", "reviewer"]),
    read("reviews.result", Word(VERDICTS), &["review result", "result", "assessment result", "verdict"]),
    read("exit_plan", Text, &["exit plan", "exit strategy"]),
    read("ended", Day, &["ended", "terminated on", "ended on"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of laws, contracts and standards have.
pub static OBLIGATION: &[Field] = &[
    field("id", &["id", "obligation id", "requirement id", "no", "nr", "ref"]),
    field("title", &["title", "name", "obligation", "titel"]),
    field("type", &["type", "obligation type", "kind", "typ"]),
    read("owner", Party, &["owner", "responsible", "responsible person", "verantwortlich"]),
    field("source", &["source", "regulation", "law", "legislation", "contract", "standard", "legal basis", "rechtsgrundlage", "gesetz"]),
    field("section", &["section", "article", "article section", "clause", "paragraph", "artikel"]),
    read("jurisdiction", Text, &["jurisdiction", "country", "region", "land"]),
    read("requirement", Text, &["requirement", "description", "requirements", "what it asks", "anforderung"]),
    read("controls", Measures, &["controls", "control", "annex a", "annex a control", "annex a controls", "maßnahmen"]),
    read("assessed.on", Day, &["assessed", "assessed on", "last assessed", "last review", "last reviewed", "geprüft am"]),
    read("assessed.by", Party, &["assessed by"]),
    read("assessed.status", Word(MET), &["status", "compliance status", "compliance", "compliant"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What incident registers have.
pub static INCIDENT: &[Field] = &[
    field("id", &["id", "incident id", "ticket", "no", "nr", "ref"]),
    field("title", &["title", "incident", "name", "summary", "titel", "vorfall"]),
    field("severity", &["severity", "priority", "criticality", "schweregrad"]),
    read(
        "owner",
        Party,
        &["owner", "incident owner", "incident lead", "lead", "response team", "handled by", "responsible", "verantwortlich"],
    ),
    read("occurred", DayOf, &["occurred", "occurred at", "occurred on", "started at", "date occurred"]),
    read("detected", DayOf, &["detected", "detected at", "detected on", "date detected", "entdeckt"]),
    read("reported", DayOf, &["reported", "reported at", "reported on", "date reported", "gemeldet"]),
    read("contained", DayOf, &["contained", "contained at", "containment at", "containment date"]),
    read("closed", DayOf, &["closed", "closed at", "closed on", "date closed", "resolved at", "resolved on", "resolved", "closure date"]),
    read("affects", Records, &["affects", "affected assets", "affected asset", "assets", "asset", "affected systems", "systems"]),
    read("personal_data", Breach, &["personal data", "personal data breach", "data breach", "pii involved"]),
    read("cause", Text, &["cause", "root cause", "ursache"]),
    read("lessons", Text, &["lessons", "lessons learned", "lessons learnt"]),
    read("actions.what", Text, &["action", "actions", "corrective action", "corrective actions", "maßnahme"]),
    read("actions.owner", Party, &["action owner"]),
    read("actions.due", Day, &["action due", "due date", "due"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of nonconformities and corrective actions have.
pub static FINDING: &[Field] = &[
    field("id", &["id", "finding id", "capa id", "nc id", "no", "nr", "ref"]),
    field("title", &["title", "finding", "finding nonconformity", "nonconformity", "nonconformance", "name", "titel", "abweichung"]),
    field("grade", &["grade", "severity", "classification", "category", "finding type", "type"]),
    read("owner", Party, &["owner", "responsible", "capa owner", "verantwortlich"]),
    read("source", OneRecord, &["source", "origin", "quelle"]),
    read("statement", Text, &["statement", "description", "details", "beschreibung"]),
    read("evidence", Text, &["evidence", "objective evidence", "nachweis"]),
    read("raised.on", Day, &["raised", "raised on", "date raised", "date", "opened", "date opened"]),
    read("raised.by", Party, &["raised by", "auditor"]),
    read("correction.what", Text, &["correction", "correction immediate", "immediate correction", "containment", "sofortmaßnahme"]),
    read("correction.on", Day, &["correction date", "corrected on"]),
    read("root_cause.text", Text, &["root cause", "cause", "ursache"]),
    read("actions.what", Text, &["corrective action", "corrective actions", "action", "actions", "korrekturmaßnahme"]),
    read("actions.owner", Party, &["action owner"]),
    read("actions.due", Day, &["due", "due date", "deadline", "target date", "frist"]),
    read("actions.done", Day, &["action done", "completed on", "completion date"]),
    read("effectiveness.criterion", Text, &["effectiveness", "effectiveness check", "effectiveness criterion", "verification"]),
    read("effectiveness.checked_on", Day, &["effectiveness checked on", "verified on", "verification date"]),
    read("closed.on", Day, &["closed", "closed on", "closure date", "date closed"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of vulnerabilities of products have.
pub static VULNERABILITY: &[Field] = &[
    field("id", &["id", "vulnerability id", "no", "nr", "ref"]),
    field("title", &["title", "vulnerability", "name", "summary", "schwachstelle"]),
    read("owner", Party, &["owner", "responsible", "verantwortlich"]),
    read("evidence", Text, &["evidence", "affected asset", "affected assets", "asset", "assets", "system", "host"]),
    read("raised.on", Day, &["discovered", "discovered on", "raised", "found on", "date"]),
    read("closed.on", Day, &["closed", "closed on", "remediated on", "patched on", "fixed on"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks", "bemerkung"]),
];

/// What training registers have: a row for each training of each person.
pub static TRAINING: &[Field] = &[
    field("title", &["training", "training title", "course", "title", "name", "schulung"]),
    field("person", &["person", "employee", "participant", "attendee", "staff member", "teilnehmer", "mitarbeiter"]),
    field("role", &["role", "function", "position", "audience", "rolle"]),
    field("owner", &["owner", "training owner", "responsible", "verantwortlich"]),
    field("completed", &["completed", "completed on", "completion date", "date completed", "date", "abgeschlossen am"]),
    field("next", &["next refresh", "next due", "valid until", "expires", "refresh due"]),
];

/// What registers of documents have.
pub static DOCUMENT: &[Field] = &[
    field("id", &["id", "doc id", "document id", "document no", "document number", "no", "nr", "ref"]),
    field("title", &["title", "document", "document title", "document name", "name", "titel", "dokument"]),
    field("type", &["type", "document type", "category", "typ", "art"]),
    read("owner", Party, &["owner", "document owner", "author", "responsible", "verantwortlich"]),
    read("file", Text, &["file", "path", "link", "url", "location", "ablageort"]),
    read("version", Text, &["version", "revision", "rev", "fassung"]),
    read("status", Word(DOCUMENT_STATES), &["status", "state", "stand"]),
    read("classification", Text, &["classification", "class", "klassifizierung"]),
    read("audience", Audience, &["audience", "distribution", "distribution list", "readers", "verteiler"]),
    read("approval.by", Party, &["approver", "approved by", "freigegeben von"]),
    read("approval.on", Day, &["approved", "approved on", "approval date", "date approved", "freigegeben am"]),
    read("review_every", Period, &["review every", "review interval", "review cycle", "review frequency", "review frequency months"]),
    read("reviewed_on", Day, &["reviewed", "reviewed on", "last review", "last reviewed", "letzte prüfung"]),
    field("next", &["next review", "review due", "next review date", "nächste prüfung"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of objectives have.
pub static OBJECTIVE: &[Field] = &[
    field("id", &["id", "objective id", "no", "nr", "ref"]),
    field("title", &["objective", "title", "name", "goal", "ziel"]),
    read("owner", Party, &["owner", "objective owner", "responsible", "verantwortlich"]),
    read("statement", Text, &["statement", "description", "beschreibung"]),
    read("basis", Anything, &["basis", "linked iso clause risk", "linked risk", "linked risks", "risk", "clause", "reference"]),
    field("metric", &["metric", "kpi", "indicator", "measure", "measurement", "kennzahl"]),
    field("metric.every", &["measurement frequency", "frequency", "measured every", "häufigkeit"]),
    field("target", &["target", "target value", "zielwert"]),
    read("resources", Text, &["resources", "budget", "ressourcen"]),
    read("actions.what", Text, &["action", "actions", "plan", "maßnahme"]),
    read("actions.owner", Party, &["action owner"]),
    read("due", Day, &["due", "due date", "deadline", "target date", "frist"]),
    read("evaluation", Text, &["evaluation", "evaluation method", "how evaluated"]),
    read("status", Outcome, &["status", "state"]),
    read("approval.by", Party, &["approved by", "approver"]),
    read("approval.on", Day, &["approved on", "approval date"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of exceptions have.
pub static EXCEPTION: &[Field] = &[
    field("id", &["id", "exception id", "waiver id", "no", "nr", "ref"]),
    field("title", &["title", "description", "exception", "name", "deviation", "beschreibung"]),
    read("owner", Party, &["owner", "requested by", "requester", "beantragt von"]),
    read("from", Deviation, &["from", "policy", "control", "deviates from", "type", "requirement"]),
    read("reason", Text, &["reason", "justification", "rationale", "begründung"]),
    read("compensating", Measures, &["compensating controls", "compensating control", "compensating measures", "mitigation"]),
    read("approval.by", Party, &["approved by", "approver", "granted by", "genehmigt von"]),
    read("approval.on", Day, &["granted", "granted on", "approved", "approved on", "approval date", "genehmigt am"]),
    read("until", Day, &["expires", "expiry", "expiry date", "valid until", "until", "end date", "gültig bis"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What logs of changes have.
pub static CHANGE: &[Field] = &[
    field("id", &["id", "change id", "no", "nr", "ref"]),
    field("title", &["title", "change", "name", "summary", "titel"]),
    read("owner", Party, &["owner", "change owner", "implementer", "responsible", "verantwortlich"]),
    read("what", Text, &["what", "description", "beschreibung"]),
    read("why", Text, &["why", "reason", "justification", "grund"]),
    read("consequences", Text, &["consequences", "impact", "auswirkung"]),
    read("touches", Records, &["touches", "systems", "assets", "affected assets", "affected systems", "asset", "system"]),
    read("significant", Truth, &["significant", "significant change"]),
    read("resources", Text, &["resources", "cost", "budget"]),
    read("approval.by", Party, &["approved by", "approver"]),
    read("approval.on", Day, &["approved on", "approval date"]),
    read("planned_for", DayOf, &["planned for", "planned start", "planned", "scheduled", "scheduled for", "geplant"]),
    read("done", DayOf, &["done", "implemented", "implemented on", "actual start", "actual end", "completed", "completed on"]),
    read("reviewed", Day, &["reviewed", "reviewed on", "post implementation review"]),
    field("cab.date", &["cab date"]),
    field("cab.decision", &["cab decision", "cab approval"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of threats have.
pub static THREAT: &[Field] = &[
    field("id", &["id", "threat id", "no", "nr", "ref"]),
    field("title", &["threat", "title", "name", "threat event", "bedrohung", "gefährdung"]),
    read("category", ThreatGroup, &["category", "group", "type", "kategorie"]),
    read("description", Text, &["description", "details", "beschreibung"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What logs of deletions have.
pub static DELETION: &[Field] = &[
    field("id", &["id", "deletion id", "no", "nr", "ref"]),
    field("title", &["data media", "data", "media", "title", "asset", "what", "information", "datenträger"]),
    read("owner", Party, &["owner", "responsible"]),
    read("collected.on", Day, &["date", "deleted on", "destroyed on", "deletion date", "datum"]),
    read("collected.by", Party, &["verified by", "witness", "geprüft von"]),
    read("source", Text, &["evidence", "certificate", "proof", "nachweis"]),
    read("notes", Text, &["notes", "comment", "comments", "remarks", "bemerkung"]),
];

/// What registers of keys have: keys are information worth protecting.
pub static KEY: &[Field] = &[
    field("id", &["id", "key id", "no", "nr", "ref"]),
    field("title", &["title", "purpose", "key", "name", "zweck"]),
    field("type", &["asset type"]),
    read("owner", Party, &["owner", "key owner", "custodian", "responsible", "verantwortlich"]),
    read("location", Text, &["location", "storage", "stored in", "ablage"]),
    read("status", Word(ASSET_STATES), &["status", "state"]),
    read("notes", Text, &["notes", "description", "comment", "comments", "remarks", "bemerkung"]),
];

/// What matrices of competences have.
pub static COMPETENCE: &[Field] = &[
    field("role", &["role", "function", "position", "rolle"]),
    field("competence", &["competence", "required competence", "skill", "qualification", "kompetenz"]),
    field("mandatory", &["mandatory", "required"]),
];

/// What matrices of activities have. A field without headers stands for all other columns.
pub static RACI: &[Field] = &[field("activity", &["activity", "task", "process", "aktivität", "aufgabe"]), field("role", &[])];

/// What risk treatment plans have.
pub static TREATMENT: &[Field] = &[
    field("id", &["id", "action id", "measure id", "no", "nr", "ref"]),
    field("risk", &["risk id", "risk", "risk ref", "risiko id", "risiko"]),
    field("what", &["action", "treatment action", "measure", "task", "what", "maßnahme"]),
    field("owner", &["owner", "action owner", "responsible", "verantwortlich"]),
    field("due", &["due date", "due", "deadline", "target date", "frist"]),
    field("done", &["done", "completed", "completed on", "completion date", "date completed"]),
    field("resources", &["resources", "budget", "cost", "budget eur", "budget usd", "ressourcen"]),
    field("controls", &["annex a control", "annex a controls", "control", "controls", "control ids"]),
];

/// What registers of interested parties have.
pub static PARTY: &[Field] = &[
    field("party", &["stakeholder", "interested party", "party", "name", "interessierte partei"]),
    field("id", &["id", "no", "nr", "ref"]),
    field("need", &["need", "needs", "expectation", "expectations", "needs and expectations", "need expectation"]),
    field("requirement", &["requirement", "requirements", "derived requirement", "isms requirement", "anforderung"]),
    field("source", &["source", "origin", "quelle"]),
    field("addressed", &["status", "addressed", "covered"]),
    field("addressed_by", &["addressed by", "covered by", "met by"]),
];

/// What plans of communication have.
pub static COMMUNICATION: &[Field] = &[
    field("topic", &["topic", "communication content", "content", "what", "subject", "thema", "inhalt"]),
    field("when", &["when", "frequency", "timing", "häufigkeit"]),
    field("with", &["with", "with whom", "stakeholder", "recipient", "recipients", "empfänger"]),
    field("how", &["how", "channel", "method", "medium", "kanal"]),
    field("responsible", &["responsible", "owner", "who", "verantwortlich"]),
    field("audience", &["category", "internal external", "type"]),
];

/// What schedules of retention have.
pub static RETENTION: &[Field] = &[
    field("records", &["record category", "record type", "records", "record", "category", "data category", "datenkategorie"]),
    field("id", &["id", "no", "nr", "ref"]),
    field("period", &["retention period", "retention", "period", "kept for", "aufbewahrungsfrist"]),
];

/// What disaster recovery registers have.
pub static RECOVERY: &[Field] = &[
    field("id", &["id", "no", "nr", "ref"]),
    field("system", &["system", "asset", "service", "application", "process"]),
    field("rto", &["rto", "rto hours", "rto h", "recovery time objective"]),
    field("rpo", &["rpo", "rpo hours", "rpo h", "recovery point objective"]),
    field("tested", &["last restore test", "last test", "tested", "tested on", "last tested"]),
    field("result", &["last test result", "test result", "result"]),
];
