//! `fleet.yaml`: programmes that are looked at together. It stands outside of all of them.

use super::kinds::schema_of;
use schemars::Schema;
use std::collections::BTreeMap;

/// Its name, as schemas and messages have it.
pub const NAME: &str = "fleet";
/// The file.
pub const FILE: &str = "fleet.yaml";
/// The schema as it is written in `schemas/`, in a program that is built to be used.
pub const WRITTEN: Option<&str> = written!(fleet);

/// The schema.
pub fn schema() -> Schema {
    schema_of::<Fleet>()
}

data! {
    /// Programmes that are looked at together: those of a group, or of a consultant's clients. The file stands outside of all of them; nothing is fetched for it.
    pub struct Fleet {
        /// The form of this file.
        #[schemars(range(min = 1, max = 1))]
        pub format: u32,
        /// What all of them together are called, on top of reports.
        #[schemars(length(min = 1, max = 200))]
        pub name: Option<String>,
        /// The programmes.
        #[serde(default)]
        pub programmes: Vec<Member>,
        /// Anything else, in prose.
        pub notes: Option<String>,
    }

    /// A programme, or several whose folders are like each other.
    #[schemars(extend("x-isms-key" = ["name", "path", "repository"]))]
    pub struct Member {
        /// What it is called, once in the whole file; without it, its path. Not for several at once.
        #[schemars(length(min = 1, max = 200))]
        pub name: Option<String>,
        /// Its folder, seen from this file. `clients/*` means each folder in `clients` that holds a programme, `groups/**` those at any depth.
        #[schemars(length(min = 1))]
        pub path: Option<String>,
        /// The repository it is kept in: a folder on this machine, bare or not, or the address to clone it from into `path`.
        #[schemars(length(min = 1))]
        pub repository: Option<String>,
        /// A branch, tag or commit to look at instead of the files.
        #[schemars(length(min = 1))]
        pub revision: Option<String>,
        /// The programme's folder in the repository, where it is not its top.
        #[schemars(length(min = 1))]
        pub folder: Option<String>,
        /// Words to choose and group by, such as `client: Acme` and `region: dach`.
        #[serde(default)]
        pub tags: BTreeMap<String, String>,
        /// Who looks after it, such as the consultant: a name or an address, not one of its records.
        #[schemars(length(min = 1))]
        pub owner: Option<String>,
    }
}
