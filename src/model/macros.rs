//! The three forms of declaration: plain data, closed lists of words, records; and what is written of them.

/// Plain data of a record: derives what every struct and enum of the model derives, and refuses unknown fields.
macro_rules! data {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        #[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($body)* }
    )*};
}

/// A closed list of words, lower case with hyphens.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$on:meta])* $variant:ident),* $(,)? })*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        #[schemars(inline)]
        $(#[$meta])*
        pub enum $name { $($(#[$on])* $variant),* }
    )*};
}

/// A record kind: the struct as written, with the fields that all records have.
macro_rules! record {
    (name: $kind:literal, prefix: $prefix:literal, folder: $folder:literal;
     $(#[$meta:meta])* pub struct $name:ident { $($body:tt)* }) => {
        data! {
            $(#[$meta])*
            pub struct $name {
                /// Unique in the whole programme; the file's name should begin with it.
                #[schemars(regex(pattern = concat!("^", $prefix, "-[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")), length(max = 64))]
                pub id: String,
                /// What people call it, in one line.
                #[schemars(length(min = 1, max = 200), extend("x-isms-prose" = true))]
                pub title: String,
                $($body)*
                /// The ids it had before, the first one first; approvals that were given to it then still count.
                #[serde(default)]
                #[schemars(extend("x-isms-afterwards" = true, "x-isms-verb" = true, "x-isms-fact" = ""))]
                #[schemars(inner(regex(pattern = concat!("^", $prefix, "-[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$")), length(max = 64)))]
                pub formerly: Vec<String>,
                /// What of it was changed, taken out or entered after the fact, and why.
                #[serde(default)]
                #[schemars(extend("x-isms-afterwards" = true))]
                pub amended: Vec<$crate::model::kinds::Amended>,
                /// Free words to group by.
                #[serde(default)]
                #[schemars(extend("x-isms-aside" = true))]
                pub tags: Vec<String>,
                /// Other records worth reading with this one; nothing is derived from them.
                #[serde(default)]
                #[schemars(extend("x-isms-aside" = true))]
                pub links: Vec<$crate::model::reference::Ref<$crate::model::reference::AnyRecord>>,
                /// Anything else, in prose.
                #[schemars(extend("x-isms-prose" = true, "x-isms-aside" = true))]
                pub notes: Option<String>,
                /// What was said of a field in words that it cannot hold, by the field, such as `approval: "Approver: CEO"`: nobody knows what it has until somebody writes it there.
                #[serde(default)]
                #[schemars(extend("x-isms-aside" = true))]
                pub unclear: $crate::model::kinds::Custom,
                /// The organisation's own fields.
                #[serde(default)]
                pub custom: $crate::model::kinds::Custom,
            }
        }
        impl $crate::model::kinds::RecordKind for $name {
            const NAME: &'static str = $kind;
            const PREFIX: &'static str = $prefix;
            const FOLDER: &'static str = $folder;
            fn id(&self) -> &str { &self.id }
            fn title(&self) -> &str { &self.title }
            fn formerly(&self) -> &[String] { &self.formerly }
        }
    };
}

/// The schema of a kind or singleton as `schemas/` has it: to make all schemas out of declarations took a sixth of a small
/// check. A test holds both against each other, and a program that is built to be tried asks the declarations, so that a
/// new field is there before anything is written of it.
#[cfg(not(debug_assertions))]
macro_rules! written {
    ($module:ident) => {
        Some(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/", stringify!($module), ".schema.json")))
    };
}

#[cfg(debug_assertions)]
macro_rules! written {
    ($module:ident) => {
        None
    };
}
