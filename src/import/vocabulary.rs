//! What the cells of registers say, by the words of records: one table for each field. Functions on them are in `words`.

mod things;
mod work;

use super::words::Words;
pub use things::{
    ASSET_HINTS, ASSET_STATES, ASSET_TYPES, CONTROL_STATES, DOCUMENT_STATES, DOCUMENT_TYPES, NEEDS, NO_STATE, REASONS, control_state,
};
pub use work::{
    ACCEPTED, AUDIT_TYPES, CLOSED, CROWDS, DECISIONS, DIRECTIONS, FUNCTIONS, GOES_ON, GRADES_OF_FINDINGS, MET, OBJECTIVE_STATES, OPEN,
    RHYTHMS, TAKEN, TEST_METHODS, TEST_RESULTS, TRIGGERS, WORKED,
};

/// Words by which somebody refuses what they are asked for.
pub const REFUSED: [&str; 8] = ["rejected", "declined", "denied", "refused", "disapproved", "not approved", "not accepted", "not granted"];

/// What says of a text or a decision that nobody has approved it yet.
pub const UNAPPROVED: [&str; 12] = [
    "draft",
    "in review",
    "under review",
    "for review",
    "pending",
    "pending approval",
    "approval pending",
    "awaiting approval",
    "for approval",
    "to be approved",
    "not approved",
    "not yet approved",
];

/// What says that somebody is not here any more.
pub const GONE: [&str; 10] =
    ["no", "inactive", "not active", "left", "left the company", "former", "resigned", "terminated", "retired", "gone"];

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
    ("conditionally acceptable", "conditional"),
    ("acceptable with conditions", "conditional"),
    ("approved with conditions", "conditional"),
    ("passed with conditions", "conditional"),
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
    ("audit interni", "internal-audit"),
    ("audit interno", "internal-audit"),
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
    ("audit interni", "audit"),
    ("audit interno", "audit"),
    ("interne auditrapport", "audit"),
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
    ("j", "true"),
    ("o", "true"),
    ("s", "true"),
    ("true", "true"),
    ("x", "true"),
    ("1", "true"),
    ("t", "true"),
    ("applicable", "true"),
    ("applies", "true"),
    ("in", "true"),
    ("included", "true"),
    ("incl", "true"),
    ("selected", "true"),
    ("required", "true"),
    ("needed", "true"),
    ("relevant", "true"),
    ("in scope", "true"),
    ("no", "false"),
    ("n", "false"),
    ("false", "false"),
    ("0", "false"),
    ("f", "false"),
    ("does not apply", "false"),
    ("out", "false"),
    ("not applicable", "false"),
    ("not included", "false"),
    ("not selected", "false"),
    ("not required", "false"),
    ("not needed", "false"),
    ("not relevant", "false"),
    ("n a", "false"),
    ("na", "false"),
    ("excluded", "false"),
    ("excl", "false"),
    ("out of scope", "false"),
];

/// What says that a question does not arise, which is neither yes nor no.
pub const NOT_ASKED: [&str; 8] =
    ["n a", "na", "not applicable", "does not apply", "not required", "not needed", "not relevant", "out of scope"];

/// How many minutes a unit of time has.
pub static MINUTES: Words = &[
    ("m", "1"),
    ("min", "1"),
    ("mins", "1"),
    ("minute", "1"),
    ("minutes", "1"),
    ("h", "60"),
    ("hr", "60"),
    ("hrs", "60"),
    ("hour", "60"),
    ("hours", "60"),
    ("d", "1440"),
    ("day", "1440"),
    ("days", "1440"),
    ("week", "10080"),
    ("weeks", "10080"),
];

/// What says of a number before it which way it counts.
pub static BOUNDS: Words = &[
    ("min", "at-least"),
    ("minimum", "at-least"),
    ("at least", "at-least"),
    ("no less than", "at-least"),
    ("not less than", "at-least"),
    ("more than", "at-least"),
    ("over", "at-least"),
    ("above", "at-least"),
    ("max", "at-most"),
    ("maximum", "at-most"),
    ("at most", "at-most"),
    ("no more than", "at-most"),
    ("not more than", "at-most"),
    ("up to", "at-most"),
    ("less than", "at-most"),
    ("fewer than", "at-most"),
    ("below", "at-most"),
    ("under", "at-most"),
];

/// The same behind the number.
pub static BOUNDS_BEHIND: Words = &[
    ("min", "at-least"),
    ("minimum", "at-least"),
    ("or more", "at-least"),
    ("or higher", "at-least"),
    ("or above", "at-least"),
    ("max", "at-most"),
    ("maximum", "at-most"),
    ("or less", "at-most"),
    ("or fewer", "at-most"),
    ("or lower", "at-most"),
    ("or below", "at-most"),
];

/// What begins a rhythm with a number, and says nothing of its own.
pub const EVERY: [&str; 5] = ["every ", "alle ", "tous les ", "toutes les ", "cada "];

/// Units of periods: how many of ours they have.
pub static UNITS: Words = &[
    ("d", "1d"),
    ("day", "1d"),
    ("days", "1d"),
    ("week", "7d"),
    ("weeks", "7d"),
    ("mo", "1mo"),
    ("month", "1mo"),
    ("months", "1mo"),
    ("quarter", "3mo"),
    ("quarters", "3mo"),
    ("y", "1y"),
    ("year", "1y"),
    ("years", "1y"),
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
