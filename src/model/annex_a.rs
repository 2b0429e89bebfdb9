//! The 93 controls of Annex A of ISO/IEC 27001:2022, with the attributes ISO/IEC 27002:2022 gives them and the
//! controls of 2013 they come from. Identifiers, titles and attributes only: what a control is about, in words of our
//! own, is in `annex_a_guidance`.

use crate::model::kinds::Property;

/// Closed lists of names, each with the form people read.
macro_rules! names {
    ($($(#[$doc:meta])* $list:ident { $($name:ident $shown:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $list { $($name),* }

        impl $list {
            #[cfg(test)]
            const ALL: &[$list] = &[$($list::$name),*];

            pub fn name(self) -> &'static str {
                match self { $($list::$name => $shown),* }
            }
        }
    )*};
}

names! {
    /// The four groups of Annex A, spelt as the standard spells them.
    Theme { Organizational "Organizational", People "People", Physical "Physical", Technological "Technological" }

    /// When a control acts: before, during or after.
    ControlType { Preventive "Preventive", Detective "Detective", Corrective "Corrective" }

    /// The cybersecurity concepts of ISO/IEC TS 27110.
    Concept { Identify "Identify", Protect "Protect", Detect "Detect", Respond "Respond", Recover "Recover" }

    /// What a practitioner would file a control under.
    Capability {
        Governance "Governance",
        AssetManagement "Asset management",
        InformationProtection "Information protection",
        HumanResourceSecurity "Human resource security",
        PhysicalSecurity "Physical security",
        SystemAndNetworkSecurity "System and network security",
        ApplicationSecurity "Application security",
        SecureConfiguration "Secure configuration",
        IdentityAndAccessManagement "Identity and access management",
        ThreatAndVulnerabilityManagement "Threat and vulnerability management",
        Continuity "Continuity",
        SupplierRelationshipsSecurity "Supplier relationships security",
        LegalAndCompliance "Legal and compliance",
        InformationSecurityEventManagement "Information security event management",
        InformationSecurityAssurance "Information security assurance",
    }

    /// The security domains.
    Domain {
        GovernanceAndEcosystem "Governance and ecosystem",
        Protection "Protection",
        Defence "Defence",
        Resilience "Resilience",
    }
}

/// One control of Annex A.
#[derive(Debug)]
pub struct AnnexControl {
    /// `A.5.1`
    pub id: &'static str,
    pub theme: Theme,
    pub title: &'static str,
    pub types: &'static [ControlType],
    pub properties: &'static [Property],
    pub concepts: &'static [Concept],
    pub capabilities: &'static [Capability],
    pub domains: &'static [Domain],
    /// The controls of the 2013 edition it comes from, as `A.9.2.1`.
    pub predecessors: &'static [&'static str],
    /// It has no predecessor.
    pub new_in_2022: bool,
}

impl AnnexControl {
    /// The number of its theme, such as `A.5`.
    pub fn group(&self) -> &'static str {
        self.id.rsplit_once('.').map_or(self.id, |(group, _)| group)
    }

    /// Hardly any organisation can leave it out with good reason. Advice, no more: nothing in Annex A is mandatory.
    pub fn seldom_excluded(&self) -> bool {
        SELDOM_EXCLUDED.contains(&self.id)
    }
}

/// The control with this id, `A.5.1`. The ids count up without gaps within a theme, so the place follows from the id.
pub fn by_id(id: &str) -> Option<&'static AnnexControl> {
    let (theme, number) = id.strip_prefix("A.")?.split_once('.')?;
    let (first, count) = match theme {
        "5" => (0, 37),
        "6" => (37, 8),
        "7" => (45, 14),
        "8" => (59, 34),
        _ => return None,
    };
    let number: usize = number.parse().ok().filter(|number| (1..=count).contains(number))?;
    // `A.5.01` and `A.5.+1` parse as numbers too, but are nobody's id.
    Some(&ANNEX_A[first + number - 1]).filter(|control| control.id == id)
}

/// What became of a control of the 2013 edition, `A.12.6.1`. None for anything that was no control then.
pub fn successors_of(old: &str) -> impl Iterator<Item = &'static AnnexControl> {
    ANNEX_A.iter().filter(move |control| control.predecessors.contains(&old))
}

const SELDOM_EXCLUDED: &[&str] = &[
    "A.5.1", "A.5.2", "A.5.4", "A.5.9", "A.5.10", "A.5.15", "A.5.16", "A.5.17", "A.5.18", "A.5.24", "A.5.25", "A.5.26", "A.5.27", "A.5.31",
    "A.5.36", "A.6.3", "A.6.8", "A.8.5", "A.8.8", "A.8.15",
];

/// Writes the table below, two lines a control instead of twelve.
macro_rules! controls {
    ($($id:literal $theme:ident $title:literal
        [$($kind:ident)*] [$($property:ident)*] [$($concept:ident)*] [$($capability:ident)*] [$($domain:ident)*] [$($old:literal)*];)*) => {
        &[$(AnnexControl {
            id: $id,
            theme: Theme::$theme,
            title: $title,
            types: &[$(ControlType::$kind),*],
            properties: &[$($property),*],
            concepts: &[$(Concept::$concept),*],
            capabilities: &[$(Capability::$capability),*],
            domains: &[$(Domain::$domain),*],
            predecessors: &[$($old),*],
            new_in_2022: <[&str]>::is_empty(&[$($old),*]),
        }),*]
    };
}

const C: Property = Property::Confidentiality;
const I: Property = Property::Integrity;
const A: Property = Property::Availability;

/// All 93, in the standard's order.
pub static ANNEX_A: &[AnnexControl] = controls! {
    // id, theme, title
    //     [types] [properties] [concepts] [capabilities] [domains] [controls of 2013]
    "A.5.1" Organizational "Policies for information security"
        [Preventive] [C I A] [Identify] [Governance] [GovernanceAndEcosystem Resilience] ["A.5.1.1" "A.5.1.2"];
    "A.5.2" Organizational "Information security roles and responsibilities"
        [Preventive] [C I A] [Identify] [Governance] [GovernanceAndEcosystem Protection Resilience] ["A.6.1.1"];
    "A.5.3" Organizational "Segregation of duties"
        [Preventive] [C I A] [Protect] [Governance IdentityAndAccessManagement] [GovernanceAndEcosystem] ["A.6.1.2"];
    "A.5.4" Organizational "Management responsibilities"
        [Preventive] [C I A] [Identify] [Governance] [GovernanceAndEcosystem] ["A.7.2.1"];
    "A.5.5" Organizational "Contact with authorities"
        [Preventive Corrective] [C I A] [Identify Protect Respond Recover] [Governance] [Defence Resilience] ["A.6.1.3"];
    "A.5.6" Organizational "Contact with special interest groups"
        [Preventive Corrective] [C I A] [Protect Respond Recover] [Governance] [Defence] ["A.6.1.4"];
    "A.5.7" Organizational "Threat intelligence"
        [Preventive Detective Corrective] [C I A] [Identify Detect Respond] [ThreatAndVulnerabilityManagement] [Defence Resilience] [];
    "A.5.8" Organizational "Information security in project management"
        [Preventive] [C I A] [Identify Protect] [Governance] [GovernanceAndEcosystem Protection] ["A.6.1.5" "A.14.1.1"];
    "A.5.9" Organizational "Inventory of information and other associated assets"
        [Preventive] [C I A] [Identify] [AssetManagement] [GovernanceAndEcosystem Protection] ["A.8.1.1" "A.8.1.2"];
    "A.5.10" Organizational "Acceptable use of information and other associated assets"
        [Preventive] [C I A] [Protect] [AssetManagement InformationProtection] [GovernanceAndEcosystem Protection] ["A.8.1.3" "A.8.2.3"];
    "A.5.11" Organizational "Return of assets"
        [Preventive] [C I A] [Protect] [AssetManagement] [Protection] ["A.8.1.4"];
    "A.5.12" Organizational "Classification of information"
        [Preventive] [C I A] [Identify] [InformationProtection] [Protection Defence] ["A.8.2.1"];
    "A.5.13" Organizational "Labelling of information"
        [Preventive] [C I A] [Protect] [InformationProtection] [Protection Defence] ["A.8.2.2"];
    "A.5.14" Organizational "Information transfer"
        [Preventive] [C I A] [Protect] [AssetManagement InformationProtection] [Protection] ["A.13.2.1" "A.13.2.2" "A.13.2.3"];
    "A.5.15" Organizational "Access control"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.1.1" "A.9.1.2"];
    "A.5.16" Organizational "Identity management"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.2.1"];
    "A.5.17" Organizational "Authentication information"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.2.4" "A.9.3.1" "A.9.4.3"];
    "A.5.18" Organizational "Access rights"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.2.2" "A.9.2.5" "A.9.2.6"];
    "A.5.19" Organizational "Information security in supplier relationships"
        [Preventive] [C I A] [Identify] [SupplierRelationshipsSecurity] [GovernanceAndEcosystem Protection] ["A.15.1.1"];
    "A.5.20" Organizational "Addressing information security within supplier agreements"
        [Preventive] [C I A] [Identify] [SupplierRelationshipsSecurity] [GovernanceAndEcosystem Protection] ["A.15.1.2"];
    "A.5.21" Organizational "Managing information security in the information and communication technology (ICT) supply chain"
        [Preventive] [C I A] [Identify] [SupplierRelationshipsSecurity] [GovernanceAndEcosystem Protection] ["A.15.1.3"];
    "A.5.22" Organizational "Monitoring, review and change management of supplier services"
        [Preventive] [C I A] [Identify]
        [SupplierRelationshipsSecurity InformationSecurityAssurance] [GovernanceAndEcosystem Protection Defence] ["A.15.2.1" "A.15.2.2"];
    "A.5.23" Organizational "Information security for use of cloud services"
        [Preventive] [C I A] [Protect] [SupplierRelationshipsSecurity] [GovernanceAndEcosystem Protection] [];
    "A.5.24" Organizational "Information security incident management planning and preparation"
        [Corrective] [C I A] [Respond Recover] [Governance InformationSecurityEventManagement] [Defence] ["A.16.1.1"];
    "A.5.25" Organizational "Assessment and decision on information security events"
        [Detective] [C I A] [Detect Respond] [InformationSecurityEventManagement] [Defence] ["A.16.1.4"];
    "A.5.26" Organizational "Response to information security incidents"
        [Corrective] [C I A] [Respond Recover] [InformationSecurityEventManagement] [Defence] ["A.16.1.5"];
    "A.5.27" Organizational "Learning from information security incidents"
        [Preventive] [C I A] [Identify Protect] [InformationSecurityEventManagement] [Defence] ["A.16.1.6"];
    "A.5.28" Organizational "Collection of evidence"
        [Corrective] [C I A] [Detect Respond] [InformationSecurityEventManagement] [Defence] ["A.16.1.7"];
    "A.5.29" Organizational "Information security during disruption"
        [Preventive Corrective] [C I A] [Protect Respond] [Continuity] [Protection Resilience] ["A.17.1.1" "A.17.1.2" "A.17.1.3"];
    "A.5.30" Organizational "ICT readiness for business continuity"
        [Corrective] [A] [Respond] [Continuity] [Resilience] [];
    "A.5.31" Organizational "Legal, statutory, regulatory and contractual requirements"
        [Preventive] [C I A] [Identify] [LegalAndCompliance] [GovernanceAndEcosystem Protection] ["A.18.1.1" "A.18.1.5"];
    "A.5.32" Organizational "Intellectual property rights"
        [Preventive] [C I A] [Identify] [LegalAndCompliance] [GovernanceAndEcosystem] ["A.18.1.2"];
    "A.5.33" Organizational "Protection of records"
        [Preventive] [C I A] [Identify Protect] [LegalAndCompliance AssetManagement InformationProtection] [Defence] ["A.18.1.3"];
    "A.5.34" Organizational "Privacy and protection of personal identifiable information (PII)"
        [Preventive] [C I A] [Identify Protect] [InformationProtection LegalAndCompliance] [Protection] ["A.18.1.4"];
    "A.5.35" Organizational "Independent review of information security"
        [Preventive Corrective] [C I A] [Identify Protect] [InformationSecurityAssurance] [GovernanceAndEcosystem] ["A.18.2.1"];
    "A.5.36" Organizational "Compliance with policies, rules and standards for information security"
        [Preventive] [C I A] [Identify Protect]
        [LegalAndCompliance InformationSecurityAssurance] [GovernanceAndEcosystem] ["A.18.2.2" "A.18.2.3"];
    "A.5.37" Organizational "Documented operating procedures"
        [Preventive Corrective] [C I A] [Protect Recover]
        [AssetManagement PhysicalSecurity SystemAndNetworkSecurity ApplicationSecurity SecureConfiguration IdentityAndAccessManagement
        ThreatAndVulnerabilityManagement Continuity InformationSecurityEventManagement] [GovernanceAndEcosystem Protection Defence]
        ["A.12.1.1"];

    "A.6.1" People "Screening"
        [Preventive] [C I A] [Protect] [HumanResourceSecurity] [GovernanceAndEcosystem] ["A.7.1.1"];
    "A.6.2" People "Terms and conditions of employment"
        [Preventive] [C I A] [Protect] [HumanResourceSecurity] [GovernanceAndEcosystem] ["A.7.1.2"];
    "A.6.3" People "Information security awareness, education and training"
        [Preventive] [C I A] [Protect] [HumanResourceSecurity] [GovernanceAndEcosystem] ["A.7.2.2"];
    "A.6.4" People "Disciplinary process"
        [Preventive Corrective] [C I A] [Protect Respond] [HumanResourceSecurity] [GovernanceAndEcosystem] ["A.7.2.3"];
    "A.6.5" People "Responsibilities after termination or change of employment"
        [Preventive] [C I A] [Protect] [HumanResourceSecurity AssetManagement] [GovernanceAndEcosystem] ["A.7.3.1"];
    "A.6.6" People "Confidentiality or non-disclosure agreements"
        [Preventive] [C] [Protect]
        [HumanResourceSecurity InformationProtection SupplierRelationshipsSecurity] [GovernanceAndEcosystem] ["A.13.2.4"];
    "A.6.7" People "Remote working"
        [Preventive] [C I A] [Protect]
        [AssetManagement InformationProtection PhysicalSecurity SystemAndNetworkSecurity] [Protection] ["A.6.2.2"];
    "A.6.8" People "Information security event reporting"
        [Detective] [C I A] [Detect] [InformationSecurityEventManagement] [Defence] ["A.16.1.2" "A.16.1.3"];

    "A.7.1" Physical "Physical security perimeters"
        [Preventive] [C I A] [Protect] [PhysicalSecurity] [Protection] ["A.11.1.1"];
    "A.7.2" Physical "Physical entry"
        [Preventive] [C I A] [Protect] [PhysicalSecurity IdentityAndAccessManagement] [Protection] ["A.11.1.2" "A.11.1.6"];
    "A.7.3" Physical "Securing offices, rooms and facilities"
        [Preventive] [C I A] [Protect] [PhysicalSecurity AssetManagement] [Protection] ["A.11.1.3"];
    "A.7.4" Physical "Physical security monitoring"
        [Preventive Detective] [C I A] [Protect Detect] [PhysicalSecurity] [Protection Defence] [];
    "A.7.5" Physical "Protecting against physical and environmental threats"
        [Preventive] [C I A] [Protect] [PhysicalSecurity] [Protection] ["A.11.1.4"];
    "A.7.6" Physical "Working in secure areas"
        [Preventive] [C I A] [Protect] [PhysicalSecurity] [Protection] ["A.11.1.5"];
    "A.7.7" Physical "Clear desk and clear screen"
        [Preventive] [C] [Protect] [PhysicalSecurity] [Protection] ["A.11.2.9"];
    "A.7.8" Physical "Equipment siting and protection"
        [Preventive] [C I A] [Protect] [PhysicalSecurity AssetManagement] [Protection] ["A.11.2.1"];
    "A.7.9" Physical "Security of assets off-premises"
        [Preventive] [C I A] [Protect] [PhysicalSecurity AssetManagement] [Protection] ["A.11.2.6"];
    "A.7.10" Physical "Storage media"
        [Preventive] [C I A] [Protect] [PhysicalSecurity AssetManagement] [Protection] ["A.8.3.1" "A.8.3.2" "A.8.3.3" "A.11.2.5"];
    "A.7.11" Physical "Supporting utilities"
        [Preventive Detective] [I A] [Protect Detect] [PhysicalSecurity] [Protection] ["A.11.2.2"];
    "A.7.12" Physical "Cabling security"
        [Preventive] [C A] [Protect] [PhysicalSecurity] [Protection] ["A.11.2.3"];
    "A.7.13" Physical "Equipment maintenance"
        [Preventive] [C I A] [Protect] [PhysicalSecurity AssetManagement] [Protection Resilience] ["A.11.2.4"];
    "A.7.14" Physical "Secure disposal or re-use of equipment"
        [Preventive] [C] [Protect] [PhysicalSecurity AssetManagement] [Protection] ["A.11.2.7"];

    "A.8.1" Technological "User endpoint devices"
        [Preventive] [C I A] [Protect] [AssetManagement InformationProtection] [Protection] ["A.6.2.1" "A.11.2.8"];
    "A.8.2" Technological "Privileged access rights"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.2.3"];
    "A.8.3" Technological "Information access restriction"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.4.1"];
    "A.8.4" Technological "Access to source code"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement ApplicationSecurity SecureConfiguration] [Protection] ["A.9.4.5"];
    "A.8.5" Technological "Secure authentication"
        [Preventive] [C I A] [Protect] [IdentityAndAccessManagement] [Protection] ["A.9.4.2"];
    "A.8.6" Technological "Capacity management"
        [Preventive Detective] [I A] [Identify Protect Detect] [Continuity] [GovernanceAndEcosystem Protection] ["A.12.1.3"];
    "A.8.7" Technological "Protection against malware"
        [Preventive Detective Corrective] [C I A] [Protect Detect]
        [SystemAndNetworkSecurity InformationProtection] [Protection Defence] ["A.12.2.1"];
    "A.8.8" Technological "Management of technical vulnerabilities"
        [Preventive] [C I A] [Identify Protect]
        [ThreatAndVulnerabilityManagement] [GovernanceAndEcosystem Protection Defence] ["A.12.6.1" "A.18.2.3"];
    "A.8.9" Technological "Configuration management"
        [Preventive] [C I A] [Protect] [SecureConfiguration] [Protection] [];
    "A.8.10" Technological "Information deletion"
        [Preventive] [C] [Protect] [InformationProtection LegalAndCompliance] [Protection] [];
    "A.8.11" Technological "Data masking"
        [Preventive] [C] [Protect] [InformationProtection] [Protection] [];
    "A.8.12" Technological "Data leakage prevention"
        [Preventive Detective] [C] [Protect Detect] [InformationProtection] [Protection Defence] [];
    "A.8.13" Technological "Information backup"
        [Corrective] [I A] [Recover] [Continuity] [Protection] ["A.12.3.1"];
    "A.8.14" Technological "Redundancy of information processing facilities"
        [Preventive] [A] [Protect] [Continuity AssetManagement] [Protection Resilience] ["A.17.2.1"];
    "A.8.15" Technological "Logging"
        [Detective] [C I A] [Detect] [InformationSecurityEventManagement] [Protection Defence] ["A.12.4.1" "A.12.4.2" "A.12.4.3"];
    "A.8.16" Technological "Monitoring activities"
        [Detective Corrective] [C I A] [Detect Respond] [InformationSecurityEventManagement] [Defence] [];
    "A.8.17" Technological "Clock synchronization"
        [Detective] [I] [Protect Detect] [InformationSecurityEventManagement] [Protection Defence] ["A.12.4.4"];
    "A.8.18" Technological "Use of privileged utility programs"
        [Preventive] [C I A] [Protect] [SystemAndNetworkSecurity SecureConfiguration ApplicationSecurity] [Protection] ["A.9.4.4"];
    "A.8.19" Technological "Installation of software on operational systems"
        [Preventive] [C I A] [Protect] [SecureConfiguration ApplicationSecurity] [Protection] ["A.12.5.1" "A.12.6.2"];
    "A.8.20" Technological "Networks security"
        [Preventive Detective] [C I A] [Protect Detect] [SystemAndNetworkSecurity] [Protection] ["A.13.1.1"];
    "A.8.21" Technological "Security of network services"
        [Preventive] [C I A] [Protect] [SystemAndNetworkSecurity] [Protection] ["A.13.1.2"];
    "A.8.22" Technological "Segregation of networks"
        [Preventive] [C I A] [Protect] [SystemAndNetworkSecurity] [Protection] ["A.13.1.3"];
    "A.8.23" Technological "Web filtering"
        [Preventive] [C I A] [Protect] [SystemAndNetworkSecurity] [Protection] [];
    "A.8.24" Technological "Use of cryptography"
        [Preventive] [C I A] [Protect] [SecureConfiguration] [Protection] ["A.10.1.1" "A.10.1.2"];
    "A.8.25" Technological "Secure development life cycle"
        [Preventive] [C I A] [Protect] [ApplicationSecurity SystemAndNetworkSecurity] [Protection] ["A.14.2.1"];
    "A.8.26" Technological "Application security requirements"
        [Preventive] [C I A] [Protect] [ApplicationSecurity SystemAndNetworkSecurity] [Protection Defence] ["A.14.1.2" "A.14.1.3"];
    "A.8.27" Technological "Secure system architecture and engineering principles"
        [Preventive] [C I A] [Protect] [ApplicationSecurity SystemAndNetworkSecurity] [Protection] ["A.14.2.5"];
    "A.8.28" Technological "Secure coding"
        [Preventive] [C I A] [Protect] [ApplicationSecurity SystemAndNetworkSecurity] [Protection] [];
    "A.8.29" Technological "Security testing in development and acceptance"
        [Preventive] [C I A] [Identify]
        [ApplicationSecurity InformationSecurityAssurance SystemAndNetworkSecurity] [Protection] ["A.14.2.8" "A.14.2.9"];
    "A.8.30" Technological "Outsourced development"
        [Preventive Detective] [C I A] [Identify Protect Detect]
        [SystemAndNetworkSecurity ApplicationSecurity SupplierRelationshipsSecurity] [GovernanceAndEcosystem Protection] ["A.14.2.7"];
    "A.8.31" Technological "Separation of development, test and production environments"
        [Preventive] [C I A] [Protect] [ApplicationSecurity SystemAndNetworkSecurity] [Protection] ["A.12.1.4" "A.14.2.6"];
    "A.8.32" Technological "Change management"
        [Preventive] [C I A] [Protect]
        [ApplicationSecurity SystemAndNetworkSecurity] [Protection] ["A.12.1.2" "A.14.2.2" "A.14.2.3" "A.14.2.4"];
    "A.8.33" Technological "Test information"
        [Preventive] [C I] [Protect] [InformationProtection] [Protection] ["A.14.3.1"];
    "A.8.34" Technological "Protection of information systems during audit testing"
        [Preventive] [C I A] [Protect] [SystemAndNetworkSecurity InformationProtection] [GovernanceAndEcosystem Protection] ["A.12.7.1"];
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn count<T: PartialEq>(of: impl Fn(&AnnexControl) -> &[T], what: T) -> usize {
        ANNEX_A.iter().filter(|control| of(control).contains(&what)).count()
    }

    #[test]
    fn themes_have_their_numbers_of_controls() {
        let sizes = Theme::ALL.iter().map(|theme| ANNEX_A.iter().filter(|control| control.theme == *theme).count());
        assert_eq!(sizes.collect::<Vec<_>>(), [37, 8, 14, 34]);
        assert_eq!(ANNEX_A.len(), 93);
    }

    #[test]
    fn every_control_is_found_by_its_id_and_stands_in_order() {
        let places =
            [("5", 37, Theme::Organizational), ("6", 8, Theme::People), ("7", 14, Theme::Physical), ("8", 34, Theme::Technological)];
        let expected = places.iter().flat_map(|(chapter, size, theme)| (1..=*size).map(move |n| (format!("A.{chapter}.{n}"), *theme)));
        for (control, (id, theme)) in ANNEX_A.iter().zip(expected) {
            assert_eq!((control.id, control.theme), (id.as_str(), theme));
            assert!(std::ptr::eq(by_id(&id).expect("the id is in the table"), control));
        }
        for no in [
            "", "A", "A.", "A.5", "A.5.", "A.5.0", "A.5.01", "A.5.+1", "A.5.38", "A.6.9", "A.8.35", "A.9.1", "A.5.1.1", "5.1", "a.5.1",
            "A.5.1 ",
        ] {
            assert!(by_id(no).is_none(), "{no:?}");
        }
    }

    #[test]
    fn eleven_controls_are_new() {
        let new: Vec<_> = ANNEX_A.iter().filter(|control| control.new_in_2022).map(|control| control.id).collect();
        assert_eq!(new, ["A.5.7", "A.5.23", "A.5.30", "A.7.4", "A.8.9", "A.8.10", "A.8.11", "A.8.12", "A.8.16", "A.8.23", "A.8.28"]);
    }

    #[test]
    fn all_controls_of_2013_have_a_successor() {
        // Controls in each section of 2013, A.5.1 first. None of the sections is without controls.
        let sections: [(u8, &[u8]); 14] = [
            (5, &[2]),
            (6, &[5, 2]),
            (7, &[2, 3, 1]),
            (8, &[4, 3, 3]),
            (9, &[2, 6, 1, 5]),
            (10, &[2]),
            (11, &[6, 9]),
            (12, &[4, 1, 1, 4, 1, 2, 1]),
            (13, &[3, 4]),
            (14, &[3, 9, 1]),
            (15, &[3, 2]),
            (16, &[7]),
            (17, &[3, 1]),
            (18, &[5, 3]),
        ];
        let mut links: BTreeMap<String, usize> = BTreeMap::new();
        for control in ANNEX_A {
            for old in control.predecessors {
                *links.entry((*old).to_owned()).or_default() += 1;
            }
        }
        let old: Vec<String> = sections
            .iter()
            .flat_map(|(chapter, sizes)| sizes.iter().enumerate().map(move |(section, size)| (chapter, section + 1, *size)))
            .flat_map(|(chapter, section, size)| (1..=size).map(move |n| format!("A.{chapter}.{section}.{n}")))
            .collect();
        assert_eq!(old.len(), 114);
        for id in &old {
            assert_eq!(links.get(id), Some(&if id == "A.18.2.3" { 2 } else { 1 }), "{id}");
            assert_eq!(successors_of(id).count(), links[id], "{id}");
        }
        assert_eq!(links.len(), 114);
        assert_eq!(links.values().sum::<usize>(), 115);
        assert_eq!(successors_of("A.18.2.3").map(|control| control.id).collect::<Vec<_>>(), ["A.5.36", "A.8.8"]);
        assert_eq!(successors_of("A.12.6.1").map(|control| control.id).collect::<Vec<_>>(), ["A.8.8"]);
        assert_eq!(successors_of("A.5.1").count(), 0);
    }

    #[test]
    fn attributes_have_their_known_counts() {
        assert_eq!(ControlType::ALL.iter().map(|t| count(|c| c.types, *t)).collect::<Vec<_>>(), [83, 13, 14]);
        assert_eq!([C, I, A].map(|p| count(|c| c.properties, p)), [87, 84, 85]);
        assert_eq!(Concept::ALL.iter().map(|x| count(|c| c.concepts, *x)).collect::<Vec<_>>(), [23, 71, 14, 11, 6]);
        assert_eq!(Domain::ALL.iter().map(|d| count(|c| c.domains, *d)).collect::<Vec<_>>(), [27, 69, 22, 8]);
        assert_eq!(Capability::ALL.len(), 15);
        for capability in Capability::ALL {
            assert!(count(|c| c.capabilities, *capability) > 0, "{} is nobody's capability", capability.name());
        }
    }

    #[test]
    fn every_control_has_every_attribute_and_none_twice() {
        fn set<T: PartialEq>(items: &[T]) -> bool {
            !items.is_empty() && items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
        }
        for c in ANNEX_A {
            let fine = !c.title.is_empty() && set(c.types) && set(c.properties) && set(c.concepts) && set(c.capabilities) && set(c.domains);
            assert!(fine, "{}", c.id);
        }
    }

    #[test]
    fn names_tell_the_members_of_a_list_apart() {
        let names: Vec<_> = Capability::ALL.iter().map(|capability| capability.name()).collect();
        assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)));
    }

    #[test]
    fn seldom_excluded_ones_exist() {
        assert!(SELDOM_EXCLUDED.iter().all(|id| by_id(id).is_some_and(AnnexControl::seldom_excluded)));
        assert_eq!(ANNEX_A.iter().filter(|control| control.seldom_excluded()).count(), SELDOM_EXCLUDED.len());
    }
}
