//! What the cells of registers say, by the words of records: everything but assets, risks and the SoA.

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
