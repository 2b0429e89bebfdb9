//! A programme: every record that could be read, with its place.

use super::kinds::{AnyKind, Doc, Entry, Stored, Tables};
use super::reference::{Party, Ref};
use super::single::{Context, Isms, Plan, Scope, Single, Singles, Soa};
use crate::base::node::{Files, Node};
use crate::base::span::Span;
use std::collections::HashMap;
use std::ops::Deref;

/// A programme as it was loaded from one source.
#[derive(Default)]
pub struct Program {
    pub files: Files,
    tables: Tables,
    singles: Singles,
    /// Where each id stands, also for records that could not be read as their kind.
    ids: HashMap<Box<str>, Doc>,
    /// Index into the kind's table for records that could be read.
    rows: HashMap<Box<str>, usize>,
}
