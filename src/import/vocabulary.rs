//! What the cells of registers say, by the words of records: one table for each field. Functions on them are in `words`.

use super::words::Words;

/// How much depends on a supplier.
pub static CRITICALITIES: Words = GRADES;

/// How bad an incident was.
pub static SEVERITIES: Words = GRADES;

static GRADES: Words = &[
    ("low", "low"),
    ("minor", "low"),
    ("medium", "medium"),
    ("moderate", "medium"),
    ("high", "high"),
    ("major", "high"),
    ("critical", "critical"),
    ("very high", "critical"),
];

/// How a person belongs to the organisation.
pub static EMPLOYMENTS: Words = &[
    ("employee", "employee"),
    ("employed", "employee"),
    ("permanent", "employee"),
    ("contractor", "contractor"),
    ("freelancer", "contractor"),
    ("external", "contractor"),
];

/// What a review of a supplier came to.
pub static VERDICTS: Words = &[
    ("acceptable", "acceptable"),
    ("satisfactory", "acceptable"),
    ("approved", "acceptable"),
    ("passed", "acceptable"),
    ("pass", "acceptable"),
    ("ok", "acceptable"),
    ("good", "acceptable"),
    ("conditional", "conditional"),
    ("conditionally approved", "conditional"),
    ("needs improvement", "conditional"),
    ("partly satisfactory", "conditional"),
    ("unacceptable", "unacceptable"),
    ("unsatisfactory", "unacceptable"),
    ("not satisfactory", "unacceptable"),
    ("rejected", "unacceptable"),
    ("failed", "unacceptable"),
    ("fail", "unacceptable"),
];

/// Categories of services that are cloud services, and plain answers.
pub static SERVICES: Words = &[
    ("saas", "true"),
    ("paas", "true"),
    ("iaas", "true"),
    ("cloud", "true"),
    ("cloud service", "true"),
    ("cloud provider", "true"),
    ("yes", "true"),
    ("no", "false"),
];

/// What kind of duty a column says it is.
pub static DUTIES: Words = &[
    ("law", "law"),
    ("legal", "law"),
    ("statutory", "law"),
    ("regulation", "regulation"),
    ("regulatory", "regulation"),
    ("contract", "contract"),
    ("contractual", "contract"),
    ("standard", "standard"),
];

/// What kind of duty the name of its source speaks of.
pub static DUTY_HINTS: Words = &[
    ("law", "law"),
    ("act", "law"),
    ("directive", "law"),
    ("nis2", "law"),
    ("hipaa", "law"),
    ("bdsg", "law"),
    ("hgb", "law"),
    ("bgb", "law"),
    ("regulation", "regulation"),
    ("gdpr", "regulation"),
    ("dsgvo", "regulation"),
    ("dora", "regulation"),
    ("rgpd", "regulation"),
    ("contract", "contract"),
    ("agreement", "contract"),
    ("iso", "standard"),
    ("iec", "standard"),
    ("pci", "standard"),
    ("tisax", "standard"),
    ("standard", "standard"),
];

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
    ("major nc", "major"),
    ("minor", "minor"),
    ("minor nonconformity", "minor"),
    ("minor nc", "minor"),
    ("observation", "observation"),
    ("opportunity for improvement", "ofi"),
    ("ofi", "ofi"),
    ("improvement", "ofi"),
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

/// How far a document is.
pub static DOCUMENT_STATES: Words = &[
    ("draft", "draft"),
    ("in review", "in-review"),
    ("under review", "in-review"),
    ("approved", "approved"),
    ("published", "approved"),
    ("effective", "approved"),
    ("in force", "approved"),
    ("active", "approved"),
    ("retired", "retired"),
    ("obsolete", "retired"),
    ("withdrawn", "retired"),
    ("archived", "retired"),
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

/// The groups of threats.
pub static THREAT_CATEGORIES: Words = &[
    ("physical", "physical"),
    ("natural", "natural"),
    ("infrastructure", "infrastructure"),
    ("technical", "technical"),
    ("human action", "human-action"),
    ("human", "human-action"),
    ("compromise", "compromise"),
    ("organisational", "organisational"),
    ("organizational", "organisational"),
];

/// Activities that are a duty of the management system, by words in their names.
pub static ROLE_DUTIES: Words = &[
    ("conduct internal audit", "internal-audit"),
    ("interne audit", "internal-audit"),
    ("internes audit", "internal-audit"),
    ("audits internes", "internal-audit"),
    ("audit interne", "internal-audit"),
    ("auditorías internas", "internal-audit"),
    ("auditoría interna", "internal-audit"),
    ("perform internal audit", "internal-audit"),
    ("manage security incident", "incident-response"),
    ("sicherheitsvorfälle behandeln", "incident-response"),
    ("sicherheitsvorfälle bearbeiten", "incident-response"),
    ("sicherheitsvorfälle managen", "incident-response"),
    ("gérer les incidents", "incident-response"),
    ("gestion des incidents", "incident-response"),
    ("gestionar incidentes", "incident-response"),
    ("gestión de incidentes", "incident-response"),
    ("incident response", "incident-response"),
    ("incident handling", "incident-response"),
    ("incident management", "incident-response"),
    ("run awareness", "awareness"),
    ("awareness schulung", "awareness"),
    ("sensibilisierung", "awareness"),
    ("sensibilisation", "awareness"),
    ("concienciación", "awareness"),
    ("awareness training", "awareness"),
    ("supplier security", "supplier-management"),
    ("lieferantenmanagement", "supplier-management"),
    ("lieferantensicherheit", "supplier-management"),
    ("gestion des fournisseurs", "supplier-management"),
    ("gestión de proveedores", "supplier-management"),
    ("supplier management", "supplier-management"),
    ("document control", "document-control"),
    ("dokumentenlenkung", "document-control"),
    ("maîtrise documentaire", "document-control"),
    ("control de documentos", "document-control"),
    ("subject access request", "data-protection"),
    ("data protection", "data-protection"),
    ("betroffenenanfrage", "data-protection"),
    ("protection des données", "data-protection"),
    ("protección de datos", "data-protection"),
];

/// Where a requirement comes from, by the name of its source.
pub static REQUIREMENT_HINTS: Words = &[
    ("gdpr", "law"),
    ("dsgvo", "law"),
    ("rgpd", "law"),
    ("nis2", "law"),
    ("law", "law"),
    ("act", "law"),
    ("regulation", "law"),
    ("contract", "contract"),
    ("contracts", "contract"),
    ("agreement", "contract"),
    ("agreements", "contract"),
    ("expectation", "expectation"),
    ("expectations", "expectation"),
];

/// Whether a requirement is taken on.
pub static COVERAGE: Words = &[
    ("covered", "true"),
    ("addressed", "true"),
    ("yes", "true"),
    ("met", "true"),
    ("not covered", "false"),
    ("not addressed", "false"),
    ("no", "false"),
];

/// Inside or outside.
pub static AUDIENCES: Words = &[("internal", "internal"), ("external", "external")];

/// Records of the management system, by words in what a schedule calls them.
pub static KEPT_RECORDS: Words = &[
    ("security incident", "incident"),
    ("sicherheitsvorf", "incident"),
    ("incidents de sécurité", "incident"),
    ("incidentes de seguridad", "incident"),
    ("internal audit", "audit"),
    ("interne audit", "audit"),
    ("interner audit", "audit"),
    ("audits internes", "audit"),
    ("audit interne", "audit"),
    ("auditorías internas", "audit"),
    ("auditoría interna", "audit"),
    ("management review", "review"),
    ("managementbewertung", "review"),
    ("managementreview", "review"),
    ("revue de direction", "review"),
    ("revisión por la dirección", "review"),
    ("risk register", "risk"),
    ("risikoregister", "risk"),
    ("registre des risques", "risk"),
    ("registro de riesgos", "risk"),
    ("training record", "training"),
    ("schulungsnachweis", "training"),
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

/// What is done about a risk.
pub static TREATMENTS: Words = &[
    ("modify", "modify"),
    ("mitigate", "modify"),
    ("mitigation", "modify"),
    ("risk mitigation", "modify"),
    ("reduce", "modify"),
    ("reduction", "modify"),
    ("risk reduction", "modify"),
    ("treat", "modify"),
    ("control", "modify"),
    ("minimise", "modify"),
    ("minimize", "modify"),
    ("accept", "retain"),
    ("accepted", "retain"),
    ("acceptance", "retain"),
    ("risk acceptance", "retain"),
    ("retain", "retain"),
    ("retention", "retain"),
    ("risk retention", "retain"),
    ("tolerate", "retain"),
    ("avoid", "avoid"),
    ("avoided", "avoid"),
    ("avoidance", "avoid"),
    ("risk avoidance", "avoid"),
    ("eliminate", "avoid"),
    ("terminate", "avoid"),
    ("share", "share"),
    ("shared", "share"),
    ("sharing", "share"),
    ("risk sharing", "share"),
    ("transfer", "share"),
    ("transferred", "share"),
    ("risk transfer", "share"),
    ("insure", "share"),
];

/// What an asset is.
pub static ASSET_TYPES: Words = &[
    ("information", "information"),
    ("data", "information"),
    ("database", "information"),
    ("document", "information"),
    ("documents", "information"),
    ("record", "information"),
    ("records", "information"),
    ("process", "process"),
    ("business process", "process"),
    ("software", "software"),
    ("application", "software"),
    ("app", "software"),
    ("system", "software"),
    ("it system", "software"),
    ("hardware", "hardware"),
    ("device", "hardware"),
    ("server", "hardware"),
    ("endpoint", "hardware"),
    ("equipment", "hardware"),
    ("physical", "hardware"),
    ("service", "service"),
    ("cloud service", "service"),
    ("cloud", "service"),
    ("saas", "service"),
    ("supplier service", "service"),
    ("network", "network"),
    ("network device", "network"),
    ("people", "people"),
    ("person", "people"),
    ("personnel", "people"),
    ("human", "people"),
    ("human resources", "people"),
    ("staff", "people"),
    ("site", "site"),
    ("facility", "site"),
    ("facilities", "site"),
    ("building", "site"),
    ("location", "site"),
    ("premises", "site"),
    ("room", "site"),
];

/// Words in the name of an asset that tell what it is, where nobody says.
pub static ASSET_HINTS: Words = &[
    ("server", "hardware"),
    ("workstation", "hardware"),
    ("laptop", "hardware"),
    ("laptops", "hardware"),
    ("phones", "hardware"),
    ("device", "hardware"),
    ("devices", "hardware"),
    ("firewall", "network"),
    ("vpn", "network"),
    ("network", "network"),
    ("portal", "service"),
    ("saas", "service"),
    ("cloud", "service"),
    ("service", "service"),
    ("tenant", "service"),
    ("erp", "software"),
    ("crm", "software"),
    ("application", "software"),
    ("software", "software"),
    ("system", "software"),
    ("platform", "software"),
    ("office", "site"),
    ("building", "site"),
    ("process", "process"),
    ("staff", "people"),
    ("employees", "people"),
];

/// Whether an asset is in use.
pub static ASSET_STATES: Words = &[
    ("active", "active"),
    ("in use", "active"),
    ("live", "active"),
    ("operational", "active"),
    ("production", "active"),
    ("planned", "planned"),
    ("ordered", "planned"),
    ("retired", "retired"),
    ("decommissioned", "retired"),
    ("disposed", "retired"),
    ("inactive", "retired"),
    ("archived", "retired"),
];

/// How much is lost with an asset.
pub static NEEDS: Words =
    &[("low", "1"), ("medium", "2"), ("moderate", "2"), ("normal", "2"), ("high", "3"), ("very high", "4"), ("critical", "4")];

/// What a risk is to.
pub static PROPERTIES: Words = &[
    ("c", "confidentiality"),
    ("confidentiality", "confidentiality"),
    ("i", "integrity"),
    ("integrity", "integrity"),
    ("a", "availability"),
    ("availability", "availability"),
];

/// Yes and no.
pub static TRUTHS: Words = &[
    ("yes", "true"),
    ("y", "true"),
    ("true", "true"),
    ("x", "true"),
    ("1", "true"),
    ("t", "true"),
    ("applicable", "true"),
    ("applies", "true"),
    ("in", "true"),
    ("included", "true"),
    ("in scope", "true"),
    ("no", "false"),
    ("n", "false"),
    ("false", "false"),
    ("0", "false"),
    ("f", "false"),
    ("does not apply", "false"),
    ("out", "false"),
    ("not applicable", "false"),
    ("n a", "false"),
    ("na", "false"),
    ("excluded", "false"),
    ("out of scope", "false"),
];

/// How far a control is. `none` is a control that nobody has, and `-` one that nobody needs.
pub static CONTROL_STATES: Words = &[
    ("implemented", "implemented"),
    ("fully implemented", "implemented"),
    ("yes", "implemented"),
    ("done", "implemented"),
    ("complete", "implemented"),
    ("completed", "implemented"),
    ("in place", "implemented"),
    ("live", "implemented"),
    ("deployed", "implemented"),
    ("established", "implemented"),
    ("in operation", "implemented"),
    ("implemented and operational", "implemented"),
    ("operational", "implemented"),
    ("effective", "implemented"),
    ("partially implemented", "in-progress"),
    ("partly implemented", "in-progress"),
    ("partial", "in-progress"),
    ("partially", "in-progress"),
    ("in progress", "in-progress"),
    ("ongoing", "in-progress"),
    ("started", "in-progress"),
    ("underway", "in-progress"),
    ("in implementation", "in-progress"),
    ("partly", "in-progress"),
    ("planned", "planned"),
    ("to do", "planned"),
    ("scheduled", "planned"),
    ("to be implemented", "planned"),
    ("not implemented", "none"),
    ("not started", "none"),
    ("not yet implemented", "none"),
    ("no", "none"),
    ("open", "none"),
    ("missing", "none"),
    ("n a", "-"),
    ("na", "-"),
    ("not applicable", "-"),
    ("excluded", "-"),
];

/// The words of [`CONTROL_STATES`] that no record has.
pub const NO_STATE: [&str; 2] = ["none", "-"];

/// Why a control is included; the letters are those that sheets use for results of the risk assessment, legal
/// requirements, contractual obligations, and business requirements or best practice.
pub static REASONS: Words = &[
    ("risk", "risk"),
    ("risks", "risk"),
    ("rra", "risk"),
    ("ra", "risk"),
    ("risk assessment", "risk"),
    ("results of risk assessment", "risk"),
    ("law", "law"),
    ("legal", "law"),
    ("lr", "law"),
    ("legal requirement", "law"),
    ("legal requirements", "law"),
    ("regulation", "law"),
    ("regulatory", "law"),
    ("contract", "contract"),
    ("contractual", "contract"),
    ("co", "contract"),
    ("contractual obligation", "contract"),
    ("contractual obligations", "contract"),
    ("business", "business"),
    ("business requirement", "business"),
    ("business requirements", "business"),
    ("br", "business"),
    ("br bp", "business"),
    ("bp", "business"),
    ("best practice", "baseline"),
    ("baseline", "baseline"),
];

/// What kind of document a name speaks of.
pub static DOCUMENT_TYPES: Words = &[
    ("policy", "policy"),
    ("pol", "policy"),
    ("procedure", "procedure"),
    ("proc", "procedure"),
    ("sop", "procedure"),
    ("plan", "plan"),
    ("guideline", "guideline"),
    ("guide", "guideline"),
    ("gdl", "guideline"),
    ("standard", "guideline"),
    ("form", "form"),
    ("template", "form"),
];

/// How many hours a unit of time has.
pub static HOURS: Words = &[("h", "1"), ("hour", "1"), ("hours", "1"), ("hrs", "1"), ("d", "24"), ("day", "24"), ("days", "24")];

/// Units of periods.
pub static UNITS: Words =
    &[("d", "d"), ("day", "d"), ("days", "d"), ("mo", "mo"), ("month", "mo"), ("months", "mo"), ("y", "y"), ("year", "y"), ("years", "y")];

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

#[cfg(test)]
mod tests {
    use super::super::words::{all_are, normal};
    use super::*;
    use crate::model::kinds::{
        Criticality, DocumentStatus, Duty, Grade, Met as MetWord, ObjectiveStatus, ObligationType, Severity, SupplierVerdict, TeamFunction,
        TestOutcome, ThreatCategory, Trigger,
    };
    use crate::model::single::context::RequirementSource;
    use crate::model::single::isms::Audience;

    #[test]
    fn tables_speak_the_words_of_records() {
        all_are::<Criticality>(CRITICALITIES, &[]);
        all_are::<Severity>(SEVERITIES, &[]);
        all_are::<SupplierVerdict>(VERDICTS, &[]);
        all_are::<ObligationType>(DUTIES, &[]);
        all_are::<ObligationType>(DUTY_HINTS, &[]);
        all_are::<MetWord>(MET, &[]);
        all_are::<Grade>(GRADES_OF_FINDINGS, &[]);
        all_are::<DocumentStatus>(DOCUMENT_STATES, &[]);
        all_are::<ObjectiveStatus>(OBJECTIVE_STATES, &[]);
        all_are::<ThreatCategory>(THREAT_CATEGORIES, &[]);
        all_are::<Duty>(ROLE_DUTIES, &[]);
        all_are::<RequirementSource>(REQUIREMENT_HINTS, &[]);
        all_are::<Audience>(AUDIENCES, &[]);
        all_are::<TestOutcome>(TEST_RESULTS, &[]);
        all_are::<TeamFunction>(FUNCTIONS, &[]);
        all_are::<Trigger>(TRIGGERS, &[]);
        assert!(KEPT_RECORDS.iter().all(|(text, kind)| normal(text) == *text && crate::model::kinds::by_name(kind).is_some()));
    }
}
