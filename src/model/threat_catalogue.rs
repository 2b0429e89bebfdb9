//! Threats that are always there to point at, in words of our own. Records under `threats/` add to them. The groups
//! are those of ISO/IEC 27005; the choice is what small and medium organisations meet, and it does not claim to be
//! complete.

use crate::model::kinds::{Origin, ThreatCategory};

/// A threat of the catalogue.
#[derive(Debug)]
pub struct BuiltInThreat {
    /// `THR-malware`
    pub id: &'static str,
    pub title: &'static str,
    pub category: ThreatCategory,
    pub origin: &'static [Origin],
    /// What happens, in a sentence or two.
    pub description: &'static str,
}

/// The threat with this id.
pub fn by_id(id: &str) -> Option<&'static BuiltInThreat> {
    THREATS.binary_search_by(|threat| threat.id.cmp(id)).ok().map(|at| &THREATS[at])
}

/// The catalogue, sorted by id.
pub static THREATS: &[BuiltInThreat] = &[
    BuiltInThreat {
        id: "THR-ai-tool-leakage",
        title: "Data leak through AI tools",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate, Origin::Accidental],
        description: "Staff enter confidential information into AI assistants or connect them to internal data; the provider \
            or other users get to see it.",
    },
    BuiltInThreat {
        id: "THR-backup-failure",
        title: "Backups missing or unusable",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental],
        description: "Copies were not made, are incomplete, or cannot be restored when they are needed.",
    },
    BuiltInThreat {
        id: "THR-brand-impersonation",
        title: "Misuse of the organisation's name",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Deliberate],
        description: "Fake sites, accounts, job offers or forged voices and pictures use the organisation's name to deceive \
            customers or staff.",
    },
    BuiltInThreat {
        id: "THR-business-email-compromise",
        title: "Payment fraud and fake instructions",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "Somebody poses as a manager, supplier or customer, often from a hijacked mailbox, and has money or data sent to them.",
    },
    BuiltInThreat {
        id: "THR-capacity-exhaustion",
        title: "Capacity runs out",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental, Origin::Deliberate],
        description: "Storage, computing power, bandwidth, licences or a cost limit are used up, and services slow down or stop.",
    },
    BuiltInThreat {
        id: "THR-climate-extremes",
        title: "Heat, storm and other extreme weather",
        category: ThreatCategory::Natural,
        origin: &[Origin::Environmental],
        description: "Heatwaves, storms, snow or drought damage sites, interrupt supplies, or keep people from working. \
            Climate change makes such events more frequent.",
    },
    BuiltInThreat {
        id: "THR-cloud-outage",
        title: "Outage of a cloud service",
        category: ThreatCategory::Infrastructure,
        origin: &[Origin::Accidental, Origin::Deliberate, Origin::Environmental],
        description: "A region, platform or online service that the organisation depends on is unavailable for hours or \
            days, or ends for good.",
    },
    BuiltInThreat {
        id: "THR-cooling-failure",
        title: "Failure of cooling",
        category: ThreatCategory::Infrastructure,
        origin: &[Origin::Accidental, Origin::Environmental],
        description: "Air conditioning fails or cannot cope, and equipment overheats or shuts itself down.",
    },
    BuiltInThreat {
        id: "THR-credential-theft",
        title: "Theft of credentials",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Passwords, session tokens or keys are stolen, guessed or bought, and somebody logs in as their owner.",
    },
    BuiltInThreat {
        id: "THR-data-corruption",
        title: "Corrupted data",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental, Origin::Deliberate],
        description: "Data become wrong or inconsistent through faulty software, storage, transfer or input, and it is noticed late.",
    },
    BuiltInThreat {
        id: "THR-denial-of-service",
        title: "Denial of service",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "A flood of requests or an exploited weakness makes a service unreachable for its users.",
    },
    BuiltInThreat {
        id: "THR-device-loss",
        title: "Loss or theft of a device or medium",
        category: ThreatCategory::Physical,
        origin: &[Origin::Deliberate, Origin::Accidental],
        description: "A laptop, phone, disk or paper file is lost or stolen, with the data on it.",
    },
    BuiltInThreat {
        id: "THR-dust-and-corrosion",
        title: "Dust, dirt or corrosion",
        category: ThreatCategory::Physical,
        origin: &[Origin::Accidental, Origin::Environmental],
        description: "Dust from building work, dirt, humidity or corrosive air damages equipment or media.",
    },
    BuiltInThreat {
        id: "THR-eavesdropping",
        title: "Eavesdropping",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Network traffic, radio links, calls or conversations are listened to, or screens are watched over the shoulder.",
    },
    BuiltInThreat {
        id: "THR-encryption-key-loss",
        title: "Loss or exposure of encryption keys",
        category: ThreatCategory::Technical,
        origin: &[Origin::Deliberate, Origin::Accidental],
        description: "Keys or certificates are lost, expire or become known; data can no longer be read, or can be read by others.",
    },
    BuiltInThreat {
        id: "THR-espionage",
        title: "Espionage",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "A competitor or a state collects confidential information over a long time, by technical means, \
            recruited staff or bought partners.",
    },
    BuiltInThreat {
        id: "THR-failed-change",
        title: "Failed change",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental],
        description: "A change to systems or configuration has effects nobody foresaw and cannot be undone quickly.",
    },
    BuiltInThreat {
        id: "THR-fire",
        title: "Fire",
        category: ThreatCategory::Physical,
        origin: &[Origin::Deliberate, Origin::Accidental, Origin::Environmental],
        description: "Fire, smoke or the water used against it damages rooms, equipment and files.",
    },
    BuiltInThreat {
        id: "THR-flood",
        title: "Flood",
        category: ThreatCategory::Natural,
        origin: &[Origin::Environmental],
        description: "A river, heavy rain or the sea floods a site or its surroundings.",
    },
    BuiltInThreat {
        id: "THR-hardware-failure",
        title: "Failure of equipment",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental, Origin::Environmental],
        description: "A disk, server, network device or other equipment breaks down, through age, a fault or wrong use.",
    },
    BuiltInThreat {
        id: "THR-insider-misuse",
        title: "Misuse by insiders",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "Somebody with legitimate access uses it for purposes of their own: curiosity, gain or revenge.",
    },
    BuiltInThreat {
        id: "THR-key-person-loss",
        title: "Loss of a key person",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Accidental, Origin::Environmental],
        description: "Somebody with knowledge, rights or contacts that nobody else has leaves, falls ill or dies.",
    },
    BuiltInThreat {
        id: "THR-leaver-data-theft",
        title: "Data taken by a leaver",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "Somebody who is about to leave copies customer lists, designs or code, or keeps access after the last day.",
    },
    BuiltInThreat {
        id: "THR-legal-change",
        title: "Change in law or contract duties",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Environmental],
        description: "New laws, court decisions or contract terms change what is required or allowed, such as transfers of data abroad.",
    },
    BuiltInThreat {
        id: "THR-log-tampering",
        title: "Tampering with logs",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Records of events are changed, deleted or switched off, so that an attack or a fraud cannot be followed.",
    },
    BuiltInThreat {
        id: "THR-malware",
        title: "Malware, including ransomware",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Malicious software spreads in the organisation, encrypts or steals data, or hands over control of systems.",
    },
    BuiltInThreat {
        id: "THR-misconfiguration",
        title: "Misconfiguration",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Accidental],
        description: "A system, cloud service or firewall is set up wrongly and lies open to outsiders, or fails.",
    },
    BuiltInThreat {
        id: "THR-misdirected-disclosure",
        title: "Disclosure by mistake",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Accidental],
        description: "Information goes to the wrong recipient, is published by error, or is shared with a link that anybody can open.",
    },
    BuiltInThreat {
        id: "THR-network-failure",
        title: "Failure of the network or internet access",
        category: ThreatCategory::Infrastructure,
        origin: &[Origin::Deliberate, Origin::Accidental, Origin::Environmental],
        description: "A line is cut, a provider fails or the internal network breaks down, and sites or services are cut off.",
    },
    BuiltInThreat {
        id: "THR-operating-error",
        title: "Operating error",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Accidental],
        description: "Somebody deletes, overwrites or stops something by mistake during everyday work.",
    },
    BuiltInThreat {
        id: "THR-pandemic-or-strike",
        title: "Many people absent",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Deliberate, Origin::Environmental],
        description: "Illness, strike or closed transport keeps a large part of the staff from working for days or weeks.",
    },
    BuiltInThreat {
        id: "THR-phishing",
        title: "Phishing",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "Forged mails, messages or web pages lead people to give away secrets, open malicious files or approve a login.",
    },
    BuiltInThreat {
        id: "THR-power-failure",
        title: "Power failure",
        category: ThreatCategory::Infrastructure,
        origin: &[Origin::Deliberate, Origin::Accidental, Origin::Environmental],
        description: "Mains power fails or fluctuates for longer than the reserves last.",
    },
    BuiltInThreat {
        id: "THR-privilege-abuse",
        title: "Abuse of privileged rights",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Administrator rights are gained or used without permission, to read, change or destroy what they open.",
    },
    BuiltInThreat {
        id: "THR-project-failure",
        title: "Failed project or takeover",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Accidental],
        description: "A migration, reorganisation or takeover runs out of control and leaves gaps in duties, systems or protection.",
    },
    BuiltInThreat {
        id: "THR-regulatory-breach",
        title: "Breach of law or contract",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Deliberate, Origin::Accidental],
        description: "The organisation fails to meet a legal or contractual duty, and faces fines, claims or the loss of a permit.",
    },
    BuiltInThreat {
        id: "THR-sabotage",
        title: "Sabotage and vandalism",
        category: ThreatCategory::Physical,
        origin: &[Origin::Deliberate],
        description: "Equipment, cables, buildings or systems are damaged on purpose.",
    },
    BuiltInThreat {
        id: "THR-shadow-it",
        title: "Shadow IT",
        category: ThreatCategory::Organisational,
        origin: &[Origin::Deliberate, Origin::Accidental],
        description: "Departments use software, devices or cloud services that nobody has checked, and that nobody protects or backs up.",
    },
    BuiltInThreat {
        id: "THR-software-defect",
        title: "Software defect",
        category: ThreatCategory::Technical,
        origin: &[Origin::Accidental],
        description: "A fault in bought or self-made software gives wrong results, opens a hole or brings a service down.",
    },
    BuiltInThreat {
        id: "THR-supplier-failure",
        title: "Failure of a supplier",
        category: ThreatCategory::Infrastructure,
        origin: &[Origin::Deliberate, Origin::Accidental, Origin::Environmental],
        description: "A supplier fails to deliver, goes out of business or ends a service on which the organisation depends.",
    },
    BuiltInThreat {
        id: "THR-supply-chain-compromise",
        title: "Compromised supply chain",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "An attacker comes in through a supplier, an update, a software component or manipulated hardware.",
    },
    BuiltInThreat {
        id: "THR-unauthorised-entry",
        title: "Unauthorised physical entry",
        category: ThreatCategory::Physical,
        origin: &[Origin::Deliberate],
        description: "An outsider gets into offices, server rooms or other areas, by force, by deceit or behind somebody with a badge.",
    },
    BuiltInThreat {
        id: "THR-voice-social-engineering",
        title: "Social engineering by phone or in person",
        category: ThreatCategory::HumanAction,
        origin: &[Origin::Deliberate],
        description: "A caller or visitor poses as a colleague, technician or authority and talks people into giving access or information.",
    },
    BuiltInThreat {
        id: "THR-vulnerability-exploitation",
        title: "Exploitation of a software vulnerability",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "An attacker uses a known or new weakness in a system that is not patched or not protected.",
    },
    BuiltInThreat {
        id: "THR-water-damage",
        title: "Water damage",
        category: ThreatCategory::Physical,
        origin: &[Origin::Accidental, Origin::Environmental],
        description: "A burst pipe, leaking roof or leaking air conditioning damages equipment or files.",
    },
    BuiltInThreat {
        id: "THR-web-application-attack",
        title: "Attack on a web application or interface",
        category: ThreatCategory::Compromise,
        origin: &[Origin::Deliberate],
        description: "Flaws in a web application or API, such as injection or missing access checks, are used to read or change data.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_unique_and_well_formed() {
        assert!(THREATS.is_sorted_by(|a, b| a.id < b.id));
        for threat in THREATS {
            let name = threat.id.strip_prefix("THR-").expect("the prefix of threats");
            let well_formed = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
            assert!(well_formed && !name.is_empty() && !name.ends_with('-'), "{}", threat.id);
            assert!(by_id(threat.id).is_some_and(|found| std::ptr::eq(found, threat)));
        }
        assert!(by_id("THR-malware").is_some() && by_id("THR-phishing").is_some());
        assert!(by_id("THR-").is_none());
    }

    #[test]
    fn every_category_and_origin_occurs() {
        use ThreatCategory::*;
        for category in [Physical, Natural, Infrastructure, Technical, HumanAction, Compromise, Organisational] {
            assert!(THREATS.iter().any(|threat| threat.category == category), "{category:?}");
        }
        for origin in [Origin::Deliberate, Origin::Accidental, Origin::Environmental] {
            assert!(THREATS.iter().any(|threat| threat.origin.contains(&origin)), "{origin:?}");
        }
    }

    #[test]
    fn the_catalogue_stays_short_and_every_threat_is_described() {
        assert!((38..=50).contains(&THREATS.len()), "{}", THREATS.len());
        for threat in THREATS {
            assert!(!threat.title.is_empty() && !threat.title.ends_with('.') && !threat.origin.is_empty(), "{}", threat.id);
            assert!(threat.description.ends_with('.') && !threat.description.contains("  "), "{}", threat.id);
        }
    }
}
