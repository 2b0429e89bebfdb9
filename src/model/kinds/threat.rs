words! {
    /// Where a threat comes from.
    pub enum Origin { Deliberate, Accidental, Environmental }
    /// The category of a threat, as the ISO/IEC 27005 catalogue groups them.
    pub enum ThreatCategory { Physical, Natural, Infrastructure, Technical, HumanAction, Compromise, Organisational }
}

record! {
    name: "threat", prefix: "THR", folder: "threats";
    /// Something that could happen to assets. A catalogue is built in; records here add to it.
    #[schemars(extend("x-isms-named" = true))]
    pub struct Threat {
        /// The group it belongs to.
        pub category: Option<ThreatCategory>,
        /// Where it can come from.
        #[serde(default)]
        #[schemars(extend("x-isms-one" = "origin"))]
        pub origin: Vec<Origin>,
        /// What happens, in a sentence.
        #[schemars(extend("x-isms-prose" = true))]
        pub description: Option<String>,
    }
}
