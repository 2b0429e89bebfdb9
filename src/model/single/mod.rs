//! The files a programme has once: their declarations, and the list of them.

pub mod cadence;
pub mod context;
pub mod isms;
pub mod plan;
pub mod scope;
pub mod soa;
pub mod steps;
pub mod trust;

use super::kinds::{Doc, schema_of};
use crate::base::decode::{DecodeError, Left, decode};
use crate::base::node::Node;
use schemars::Schema;
use std::sync::Arc;

pub use context::Context;
pub use isms::Isms;
pub use plan::Plan;
pub use scope::Scope;
pub use soa::Soa;

/// Declares the singletons: file stem, field, type. Expands to their place in a programme and the list of them.
macro_rules! singles {
    ($($module:ident $kind:ident $file:literal),* $(,)?) => {
        /// The singletons of a programme, as far as they exist and could be read.
        #[derive(Default)]
        pub struct Singles { $(pub $module: Option<Single<$kind>>),* }

        /// One singleton as it comes out of its file. Programmes that hold the same file share it.
        #[derive(Clone)]
        pub enum AnySingle { $($kind(Arc<$kind>)),* }

        impl Singles {
            /// Puts a singleton in its place.
            pub fn put(&mut self, single: AnySingle, doc: Doc) {
                match single { $(AnySingle::$kind(data) => self.$module = Some(Single { data, doc })),* }
            }
        }

        impl Singles {
            /// The singletons that exist, by name.
            pub fn docs(&self) -> impl Iterator<Item = (&'static str, Doc)> {
                [$((stringify!($module), self.$module.as_ref().map(|single| single.doc))),*]
                    .into_iter()
                    .filter_map(|(name, doc)| Some((name, doc?)))
            }
        }

        /// All singletons, in the order a programme is written.
        pub static SINGLES: &[SingleInfo] = &[$(SingleInfo {
            name: stringify!($module),
            file: $file,
            schema: schema_of::<$kind>,
            written: written!($module),
            decode: |node, left_out| decode(node, left_out).map(|data| AnySingle::$kind(Arc::new(data))),
        }),*];
    };
}

singles! {
    isms Isms "isms.yaml",
    context Context "context.yaml",
    scope Scope "scope.yaml",
    soa Soa "soa.yaml",
    plan Plan "plan.yaml",
}

/// A singleton and its place.
#[derive(Debug)]
pub struct Single<T> {
    pub data: Arc<T>,
    pub doc: Doc,
}

/// A singleton without its type.
pub struct SingleInfo {
    pub name: &'static str,
    pub file: &'static str,
    pub schema: fn() -> Schema,
    /// The schema as it is written in `schemas/`, in a program that is built to be used.
    pub written: Option<&'static str>,
    pub decode: fn(Node<'_>, Left<'_>) -> Result<AnySingle, DecodeError>,
}
