//! The record kinds: one file and two lines each. Schemas, record docs, id and folder checks, the checking of references,
//! what approvals cover and how changes read all follow from the declarations.

mod assessment;
mod asset;
mod audit;
mod change;
mod control;
mod document;
mod evidence;
mod exception;
mod finding;
mod incident;
mod metric;
mod objective;
mod obligation;
mod person;
mod review;
mod risk;
mod role;
mod supplier;
mod threat;
mod training;

use crate::base::date::Date;
use crate::base::decode::{DecodeError, Left, decode};
use crate::base::node::Node;
use crate::base::span::FileId;
use crate::model::reference::{AnyRecord, Anything, Party, Ref, Shown, Somebody, Target};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What all records can say of themselves.
pub trait RecordKind: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    const NAME: &'static str;
    const PREFIX: &'static str;
    const FOLDER: &'static str;
    fn id(&self) -> &str;
    fn title(&self) -> &str;
    fn formerly(&self) -> &[String];
}

impl<K: RecordKind> Target for K {
    const KINDS: &'static [(&'static str, &'static str)] = &[(K::NAME, K::PREFIX)];
}

/// A scalar under `custom`, kept as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar(pub String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Scalar)
    }
}

impl JsonSchema for Scalar {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "scalar".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": ["string", "number", "boolean"]})
    }
}

/// An organisation's own fields: names to scalars.
pub type Custom = BTreeMap<String, Scalar>;

data! {
    /// Who said yes, when, and to which content.
    #[schemars(extend("x-isms-covers" = ""))]
    pub struct Approval {
        /// Who approved: a role, or a person.
        #[schemars(extend("x-isms-act" = ["on", "approved"], "x-isms-fact" = "on"))]
        pub by: Ref<Party>,
        /// The day of the approval.
        #[schemars(extend("x-isms-event" = "on"))]
        pub on: Date,
        /// The day it was first given, where this one gives it again for what had not changed.
        pub confirms: Option<Date>,
        /// What keeps what they said where somebody else typed it: the mail, the scan, the minutes.
        pub shown_by: Option<Ref<Shown>>,
        /// Who typed it then.
        pub typed_by: Option<Ref<Person>>,
        /// Why the text fits here, where it is still that of the catalogue, word by word.
        #[schemars(extend("x-isms-reason" = true))]
        pub why: Option<String>,
        /// SHA-256 of the approved content; a later change makes the approval stale, but for tags, links, notes and what is written down afterwards, such as that an action was done.
        #[schemars(regex(pattern = "^sha256:[0-9a-f]{64}$"))]
        pub digest: Option<String>,
    }

    /// How many of a group did something, where nobody is named: a large organisation keeps its lists in another system.
    #[schemars(extend("x-isms-key" = ["group", "on"], "x-isms-told" = "{count} of {of} in {group} on {on}"))]
    pub struct GroupCount {
        /// A department, a site, or `all`.
        pub group: String,
        /// How many did it.
        pub count: u32,
        /// How many there are.
        pub of: u32,
        /// The day it was counted.
        pub on: Date,
        /// The version it was of, for a document.
        pub version: Option<String>,
        /// The system or list that shows it.
        pub source: Option<String>,
    }

    /// Something to be done by somebody until a day.
    #[schemars(extend("x-isms-key" = ["what"], "x-isms-action" = true))]
    pub struct Action {
        /// What will be done.
        #[schemars(length(min = 1))]
        pub what: String,
        /// Who sees to it.
        pub owner: Option<Ref<Party>>,
        /// The day it should be finished.
        #[schemars(extend("x-isms-verb" = true))]
        pub due: Option<Date>,
        /// The day it was finished.
        #[schemars(extend("x-isms-fact" = "done"))]
        #[schemars(extend("x-isms-afterwards" = true))]
        pub done: Option<Date>,
        /// What it takes: money, days, tools.
        pub resources: Option<String>,
        /// What shows that it was done.
        #[serde(default)]
        #[schemars(extend("x-isms-afterwards" = true, "x-isms-one" = "evidence"))]
        pub evidence: Vec<Ref<Evidence>>,
        /// The earlier due day, and why it moved.
        pub replanned: Option<Replanned>,
    }

    /// A moved due day.
    pub struct Replanned {
        /// The due day before.
        pub from: Date,
        /// Why it moved.
        #[schemars(extend("x-isms-reason" = true))]
        pub reason: String,
        /// Who agreed.
        pub by: Option<Ref<Party>>,
    }

    /// Something that was changed, taken out or entered after the fact.
    #[schemars(extend("x-isms-key" = ["on", "what"], "x-isms-one" = "amendment"))]
    pub struct Amended {
        /// The day it was changed.
        pub on: Date,
        /// The field, such as `readings`.
        pub what: String,
        /// Why, or where it was taken from.
        pub reason: String,
        /// Only the wording was changed, and the thing works as before: what was shown of it still counts. For one change of a field that says how something works, such as `description`.
        #[serde(default)]
        pub wording_only: bool,
        /// Who changed it.
        pub by: Option<Ref<Party>>,
    }

    /// A day and who was there to see it.
    pub struct Dated {
        /// The day.
        pub on: Date,
        /// Who did it: a person or role, or the name of somebody outside.
        #[schemars(extend("x-isms-act" = ["on"]))]
        pub by: Option<Ref<Somebody>>,
    }
}

impl Action {
    /// Not done, and due before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.done.is_none() && self.due.is_some_and(|due| due < today)
    }
}

/// The kinds by module and type, sorted by name. Expands to the tables of a programme, the list of [`KindInfo`]s and what
/// references to all of them may point at.
macro_rules! kinds {
    ($($module:ident $kind:ident),* $(,)?) => {
        $(pub use $module::*;)*

        /// One record of any kind, as it comes out of a file. Programmes that hold the same file share it.
        #[derive(Clone)]
        pub enum AnyKind { $($kind(Arc<$kind>)),* }

        impl AnyKind {
            /// The ids it had before.
            pub fn formerly(&self) -> &[String] {
                match self {
                    $(AnyKind::$kind(data) => data.formerly()),*
                }
            }
        }

        /// All records, by kind, in file order.
        #[derive(Default)]
        pub struct Tables { $($module: Vec<Entry<$kind>>),* }

        impl Tables {
            /// Puts a record into its table and says at which row.
            pub fn push(&mut self, record: AnyKind, doc: Doc) -> u32 {
                match record {
                    $(AnyKind::$kind(data) => {
                        self.$module.push(Entry { data, doc });
                        row(self.$module.len())
                    }),*
                }
            }
        }

        $(impl Stored for $kind {
            fn table(tables: &Tables) -> &[Entry<Self>] { &tables.$module }
        })*

        /// All record kinds, sorted by name.
        pub static KINDS: &[KindInfo] = &[$(KindInfo {
            name: <$kind as RecordKind>::NAME,
            prefix: <$kind as RecordKind>::PREFIX,
            folder: <$kind as RecordKind>::FOLDER,
            schema: schema_of::<$kind>,
            written: written!($module),
            decode: |node, left_out| decode(node, left_out).map(|data| AnyKind::$kind(Arc::new(data))),
        }),*];

        impl Target for AnyRecord {
            const KINDS: &'static [(&'static str, &'static str)] = &[$((<$kind>::NAME, <$kind>::PREFIX)),*];
        }

        impl Target for Anything {
            const KINDS: &'static [(&'static str, &'static str)] =
                &[$((<$kind>::NAME, <$kind>::PREFIX),)* ("annex-a", ""), ("clause", "")];
        }
    };
}

kinds! {
    assessment Assessment,
    asset Asset,
    audit Audit,
    change Change,
    control Control,
    document Document,
    evidence Evidence,
    exception Exception,
    finding Finding,
    incident Incident,
    metric Metric,
    objective Objective,
    obligation Obligation,
    person Person,
    review Review,
    risk Risk,
    role Role,
    supplier Supplier,
    threat Threat,
    training Training,
}

fn row(len: usize) -> u32 {
    u32::try_from(len - 1).expect("a programme has fewer than four billion records")
}

/// Where a record stands: its file, the slot of its document, and whether the schema refused part of it.
#[derive(Clone, Copy, Debug)]
pub struct Doc {
    pub file: FileId,
    pub slot: u32,
    /// Part of the record was refused and left out; rules say nothing about it until its shape is right.
    pub flawed: bool,
}

/// A record and its place.
#[derive(Debug)]
pub struct Entry<K> {
    pub data: Arc<K>,
    pub doc: Doc,
}

/// A kind with a table in [`Tables`].
pub trait Stored: RecordKind {
    fn table(tables: &Tables) -> &[Entry<Self>];
}

/// A kind without its type.
pub struct KindInfo {
    pub name: &'static str,
    pub prefix: &'static str,
    pub folder: &'static str,
    pub schema: fn() -> Schema,
    /// The schema as it is written in `schemas/`, in a program that is built to be used.
    pub written: Option<&'static str>,
    pub decode: fn(Node<'_>, Left<'_>) -> Result<AnyKind, DecodeError>,
}

/// The kind called `name`, such as `risk`.
pub fn by_name(name: &str) -> Option<&'static KindInfo> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The kind whose records stand in `folder`, such as `risks`.
pub fn by_folder(folder: &str) -> Option<&'static KindInfo> {
    KINDS.iter().find(|kind| kind.folder == folder)
}

/// The kind whose ids begin as `id` does, such as `RSK-001`.
pub fn by_id(id: &str) -> Option<&'static KindInfo> {
    let (prefix, _) = id.split_once('-')?;
    KINDS.iter().find(|kind| kind.prefix == prefix)
}

/// The JSON Schema of a type, draft 2020-12, with everything inlined: editors and the reference check walk it.
pub fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator().into_root_schema_for::<T>()
}
