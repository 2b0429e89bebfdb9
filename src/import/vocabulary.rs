//! What the cells of registers say, by the words of records: one table for each field. Functions on them are in `words`.

use super::words::Words;

/// How much depends on a supplier.
pub static CRITICALITIES: Words = GRADES;

/// How bad an incident was.
pub static SEVERITIES: Words = GRADES;

static GRADES: Words = &[
    ("low", "low"),
    ("minor", "low"),
    ("niedrig", "low"),
    ("medium", "medium"),
    ("moderate", "medium"),
    ("mittel", "medium"),
    ("high", "high"),
    ("major", "high"),
    ("hoch", "high"),
    ("critical", "critical"),
    ("very high", "critical"),
    ("kritisch", "critical"),
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
    ("ja", "true"),
    ("no", "false"),
    ("nein", "false"),
];

/// What kind of duty a column says it is.
pub static DUTIES: Words = &[
    ("law", "law"),
    ("legal", "law"),
    ("statutory", "law"),
    ("gesetz", "law"),
    ("regulation", "regulation"),
    ("regulatory", "regulation"),
    ("verordnung", "regulation"),
    ("contract", "contract"),
    ("contractual", "contract"),
    ("vertrag", "contract"),
    ("standard", "standard"),
    ("norm", "standard"),
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
    ("gesetz", "law"),
    ("regulation", "regulation"),
    ("gdpr", "regulation"),
    ("dsgvo", "regulation"),
    ("dora", "regulation"),
    ("verordnung", "regulation"),
    ("contract", "contract"),
    ("agreement", "contract"),
    ("vertrag", "contract"),
    ("iso", "standard"),
    ("iec", "standard"),
    ("pci", "standard"),
    ("tisax", "standard"),
    ("standard", "standard"),
];

/// How far a duty is met.
pub static MET: Words = &[
    ("compliant", "met"),
    ("met", "met"),
    ("fulfilled", "met"),
    ("erfüllt", "met"),
    ("partially compliant", "partly"),
    ("partly compliant", "partly"),
    ("partly met", "partly"),
    ("partly", "partly"),
    ("teilweise erfüllt", "partly"),
    ("non compliant", "not-met"),
    ("not compliant", "not-met"),
    ("not met", "not-met"),
    ("nicht erfüllt", "not-met"),
];

/// How bad a finding is.
pub static GRADES_OF_FINDINGS: Words = &[
    ("major", "major"),
    ("major nonconformity", "major"),
    ("major nc", "major"),
    ("hauptabweichung", "major"),
    ("minor", "minor"),
    ("minor nonconformity", "minor"),
    ("minor nc", "minor"),
    ("nebenabweichung", "minor"),
    ("observation", "observation"),
    ("beobachtung", "observation"),
    ("opportunity for improvement", "ofi"),
    ("ofi", "ofi"),
    ("improvement", "ofi"),
];

/// What the header of a column with states ends in.
pub static STATUS: Words =
    &[("status", "status"), ("state", "status"), ("stand", "status"), ("zustand", "status"), ("statut", "status"), ("estado", "status")];

/// What is over, in sheets that say it without a day.
pub static CLOSED: Words = &[
    ("closed", "closed"),
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
    ("entwurf", "draft"),
    ("in review", "in-review"),
    ("under review", "in-review"),
    ("approved", "approved"),
    ("published", "approved"),
    ("effective", "approved"),
    ("in force", "approved"),
    ("active", "approved"),
    ("freigegeben", "approved"),
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
    ("offen", "open"),
    ("met", "met"),
    ("achieved", "met"),
    ("reached", "met"),
    ("erreicht", "met"),
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
    ("perform internal audit", "internal-audit"),
    ("manage security incident", "incident-response"),
    ("incident response", "incident-response"),
    ("incident handling", "incident-response"),
    ("incident management", "incident-response"),
    ("run awareness", "awareness"),
    ("awareness training", "awareness"),
    ("supplier security", "supplier-management"),
    ("supplier management", "supplier-management"),
    ("document control", "document-control"),
    ("subject access request", "data-protection"),
    ("data protection", "data-protection"),
];

/// Where a requirement comes from, by the name of its source.
pub static REQUIREMENT_HINTS: Words = &[
    ("gdpr", "law"),
    ("dsgvo", "law"),
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
    ("ja", "true"),
    ("not covered", "false"),
    ("not addressed", "false"),
    ("no", "false"),
    ("nein", "false"),
];

/// Inside or outside.
pub static AUDIENCES: Words = &[("internal", "internal"), ("intern", "internal"), ("external", "external"), ("extern", "external")];

/// Records of the management system, by words in what a schedule calls them.
pub static KEPT_RECORDS: Words = &[
    ("security incident", "incident"),
    ("internal audit", "audit"),
    ("management review", "review"),
    ("risk register", "risk"),
    ("training record", "training"),
];

/// What a test came to.
pub static TEST_RESULTS: Words = &[
    ("passed", "pass"),
    ("pass", "pass"),
    ("success", "pass"),
    ("successful", "pass"),
    ("ok", "pass"),
    ("bestanden", "pass"),
    ("failed", "fail"),
    ("fail", "fail"),
    ("unsuccessful", "fail"),
    ("nicht bestanden", "fail"),
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
    ("vermindern", "modify"),
    ("reduzieren", "modify"),
    ("accept", "retain"),
    ("accepted", "retain"),
    ("acceptance", "retain"),
    ("risk acceptance", "retain"),
    ("retain", "retain"),
    ("retention", "retain"),
    ("risk retention", "retain"),
    ("tolerate", "retain"),
    ("akzeptieren", "retain"),
    ("avoid", "avoid"),
    ("avoided", "avoid"),
    ("avoidance", "avoid"),
    ("risk avoidance", "avoid"),
    ("eliminate", "avoid"),
    ("terminate", "avoid"),
    ("vermeiden", "avoid"),
    ("share", "share"),
    ("shared", "share"),
    ("sharing", "share"),
    ("risk sharing", "share"),
    ("transfer", "share"),
    ("transferred", "share"),
    ("risk transfer", "share"),
    ("insure", "share"),
    ("übertragen", "share"),
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
    ("informationen", "information"),
    ("daten", "information"),
    ("process", "process"),
    ("business process", "process"),
    ("geschäftsprozess", "process"),
    ("prozess", "process"),
    ("software", "software"),
    ("application", "software"),
    ("app", "software"),
    ("system", "software"),
    ("it system", "software"),
    ("anwendung", "software"),
    ("hardware", "hardware"),
    ("device", "hardware"),
    ("server", "hardware"),
    ("endpoint", "hardware"),
    ("equipment", "hardware"),
    ("physical", "hardware"),
    ("gerät", "hardware"),
    ("service", "service"),
    ("cloud service", "service"),
    ("cloud", "service"),
    ("saas", "service"),
    ("supplier service", "service"),
    ("dienst", "service"),
    ("dienstleistung", "service"),
    ("network", "network"),
    ("network device", "network"),
    ("netzwerk", "network"),
    ("netz", "network"),
    ("people", "people"),
    ("person", "people"),
    ("personnel", "people"),
    ("human", "people"),
    ("human resources", "people"),
    ("staff", "people"),
    ("personal", "people"),
    ("site", "site"),
    ("facility", "site"),
    ("facilities", "site"),
    ("building", "site"),
    ("location", "site"),
    ("premises", "site"),
    ("room", "site"),
    ("standort", "site"),
    ("gebäude", "site"),
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
    ("aktiv", "active"),
    ("planned", "planned"),
    ("ordered", "planned"),
    ("geplant", "planned"),
    ("retired", "retired"),
    ("decommissioned", "retired"),
    ("disposed", "retired"),
    ("inactive", "retired"),
    ("archived", "retired"),
    ("außer betrieb", "retired"),
];

/// How much is lost with an asset.
pub static NEEDS: Words = &[
    ("low", "1"),
    ("niedrig", "1"),
    ("medium", "2"),
    ("moderate", "2"),
    ("normal", "2"),
    ("mittel", "2"),
    ("high", "3"),
    ("hoch", "3"),
    ("very high", "4"),
    ("critical", "4"),
    ("sehr hoch", "4"),
];

/// What a risk is to.
pub static PROPERTIES: Words = &[
    ("c", "confidentiality"),
    ("confidentiality", "confidentiality"),
    ("vertraulichkeit", "confidentiality"),
    ("i", "integrity"),
    ("integrity", "integrity"),
    ("integrität", "integrity"),
    ("a", "availability"),
    ("availability", "availability"),
    ("verfügbarkeit", "availability"),
];

/// Yes and no.
pub static TRUTHS: Words = &[
    ("yes", "true"),
    ("y", "true"),
    ("true", "true"),
    ("x", "true"),
    ("1", "true"),
    ("applicable", "true"),
    ("included", "true"),
    ("in scope", "true"),
    ("ja", "true"),
    ("no", "false"),
    ("n", "false"),
    ("false", "false"),
    ("0", "false"),
    ("not applicable", "false"),
    ("n a", "false"),
    ("na", "false"),
    ("excluded", "false"),
    ("out of scope", "false"),
    ("nein", "false"),
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
    ("operational", "implemented"),
    ("effective", "implemented"),
    ("umgesetzt", "implemented"),
    ("partially implemented", "in-progress"),
    ("partly implemented", "in-progress"),
    ("partial", "in-progress"),
    ("partially", "in-progress"),
    ("in progress", "in-progress"),
    ("ongoing", "in-progress"),
    ("teilweise", "in-progress"),
    ("teilweise umgesetzt", "in-progress"),
    ("planned", "planned"),
    ("to do", "planned"),
    ("geplant", "planned"),
    ("not implemented", "none"),
    ("not started", "none"),
    ("not yet implemented", "none"),
    ("no", "none"),
    ("open", "none"),
    ("missing", "none"),
    ("nicht umgesetzt", "none"),
    ("n a", "-"),
    ("na", "-"),
    ("not applicable", "-"),
    ("excluded", "-"),
    ("entfällt", "-"),
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
    ("richtlinie", "policy"),
    ("leitlinie", "policy"),
    ("procedure", "procedure"),
    ("proc", "procedure"),
    ("sop", "procedure"),
    ("verfahren", "procedure"),
    ("plan", "plan"),
    ("guideline", "guideline"),
    ("guide", "guideline"),
    ("gdl", "guideline"),
    ("standard", "guideline"),
    ("form", "form"),
    ("template", "form"),
];

/// How often, in words.
pub static RHYTHMS: Words = &[
    ("weekly", "7d"),
    ("wöchentlich", "7d"),
    ("monthly", "1mo"),
    ("monatlich", "1mo"),
    ("quarterly", "3mo"),
    ("vierteljährlich", "3mo"),
    ("half yearly", "6mo"),
    ("semi annually", "6mo"),
    ("halbjährlich", "6mo"),
    ("annual", "12mo"),
    ("annually", "12mo"),
    ("yearly", "12mo"),
    ("jährlich", "12mo"),
];

#[cfg(test)]
mod tests {
    use super::super::words::{all_are, normal};
    use super::*;
    use crate::model::kinds::{
        Criticality, DocumentStatus, Duty, Grade, Met as MetWord, ObjectiveStatus, ObligationType, Severity, SupplierVerdict, TestOutcome,
        ThreatCategory,
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
        assert!(KEPT_RECORDS.iter().all(|(text, kind)| normal(text) == *text && crate::model::kinds::by_name(kind).is_some()));
    }
}
