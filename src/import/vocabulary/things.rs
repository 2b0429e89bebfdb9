//! What cells say of assets, controls and documents.

use crate::import::words::Words;

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
    ("in production", "active"),
    ("in service", "active"),
    ("in operation", "active"),
    ("planned", "planned"),
    ("ordered", "planned"),
    ("retired", "retired"),
    ("decommissioned", "retired"),
    ("disposed", "retired"),
    ("disposed of", "retired"),
    ("withdrawn", "retired"),
    ("obsolete", "retired"),
    ("scrapped", "retired"),
    ("out of service", "retired"),
    ("out of use", "retired"),
    ("inactive", "retired"),
    ("archived", "retired"),
];

/// How much is lost with an asset.
pub static NEEDS: Words =
    &[("low", "1"), ("medium", "2"), ("moderate", "2"), ("normal", "2"), ("high", "3"), ("very high", "4"), ("critical", "4")];

/// How far a control is of which so many per cent are done.
pub fn control_state(done: i64) -> Option<&'static str> {
    match done {
        0 => Some("none"),
        1..=99 => Some("in-progress"),
        100 => Some("implemented"),
        _ => None,
    }
}

/// How far a control is. `none` is a control that nobody has, and `-` one that nobody needs.
pub static CONTROL_STATES: Words = &[
    ("implemented", "implemented"),
    ("fully", "implemented"),
    ("fully implemented", "implemented"),
    ("yes", "implemented"),
    ("true", "implemented"),
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
    ("false", "none"),
    ("open", "none"),
    ("missing", "none"),
    ("n a", "-"),
    ("na", "-"),
    ("not applicable", "-"),
    ("not required", "-"),
    ("not needed", "-"),
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
