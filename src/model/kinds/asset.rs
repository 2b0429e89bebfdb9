use super::Supplier;
use crate::base::date::Hours;
use crate::model::reference::{Party, Ref};

words! {
    /// What an asset is.
    pub enum AssetType { Information, Process, Software, Hardware, Service, Network, People, Site }
    /// Whether an asset is in use.
    pub enum AssetStatus { Planned, Active, Retired }
}

data! {
    /// How much is lost with confidentiality, integrity or availability: 1 is little, 4 is most.
    #[schemars(extend("x-isms-demand" = "lower"))]
    pub struct Needs {
        #[schemars(range(min = 1, max = 4))]
        pub confidentiality: Option<u8>,
        #[schemars(range(min = 1, max = 4))]
        pub integrity: Option<u8>,
        #[schemars(range(min = 1, max = 4))]
        pub availability: Option<u8>,
    }
}

record! {
    name: "asset", prefix: "AST", folder: "assets";
    /// Something of value to the organisation, or something that such a thing depends on (A.5.9).
    #[schemars(extend("x-isms-named" = true))]
    pub struct Asset {
        /// What it is.
        #[serde(rename = "type")]
        pub kind: AssetType,
        /// Primary assets are what must be protected: information and processes. Others support them.
        #[serde(default)]
        pub primary: bool,
        /// Who answers for it.
        pub owner: Option<Ref<Party>>,
        /// Its class under the organisation's own scheme (A.5.12), such as `confidential`.
        pub classification: Option<String>,
        /// What its loss would mean, from 1 (little) to 4 (most).
        pub needs: Option<Needs>,
        /// What it cannot do without.
        #[serde(default)]
        pub depends_on: Vec<Ref<Asset>>,
        /// Who provides it, if somebody outside does.
        #[schemars(extend("x-isms-works" = true))]
        #[schemars(extend("x-isms-demand" = "nothing"))]
        pub supplier: Option<Ref<Supplier>>,
        /// Where it is.
        #[schemars(extend("x-isms-works" = true))]
        pub location: Option<String>,
        /// It holds personal data (A.5.34).
        #[schemars(extend("x-isms-demand" = "lower"))]
        pub personal_data: Option<bool>,
        /// How soon it must work again.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub rto: Option<Hours>,
        /// How much data may be lost, as time.
        #[schemars(extend("x-isms-demand" = "longer"))]
        pub rpo: Option<Hours>,
        /// In use unless said otherwise.
        pub status: Option<AssetStatus>,
    }
}

impl Asset {
    pub fn is_retired(&self) -> bool {
        self.status == Some(AssetStatus::Retired)
    }
}
