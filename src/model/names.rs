//! What records are called, and were called before. Whatever compares a record with what it was goes by the first name that
//! it had: an approval that was given to it then covers the same record now, and so does one of a record that refers to it.
//!
//! A record that is there twice, or under a name that another one says it had, is no renamed one: such claims do not count, and
//! a rule says so.

use super::links;
use crate::base::node::{Lasting, Node};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The names of records that had others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// By every later name, the first.
    first: BTreeMap<Box<str>, Box<str>>,
    /// By every first name, the others; the last is what the record is called now, which may be the first again.
    others: BTreeMap<Box<str>, Vec<Box<str>>>,
}

/// What a record says it was called: its id, and the names it had, the first one first.
pub type Claim = (Box<str>, Vec<Box<str>>);

impl Names {
    /// Those of records that claim to have had others.
    pub fn of(claims: &[Claim], is_there: impl Fn(&str) -> bool) -> Self {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        claims.iter().flat_map(|(_, formerly)| formerly).for_each(|name| *times.entry(name).or_default() += 1);
        let mut names = Self::default();
        for (id, formerly) in claims {
            let is_free = |name: &str| name == &**id || (times[name] == 1 && !is_there(name));
            let Some(first) =
                formerly.first().filter(|_| formerly.iter().all(|name| is_free(name)) && times.get(&**id).is_none_or(|n| *n == 1))
            else {
                continue;
            };
            let later = formerly.iter().filter(|name| *name != first && *name != id).chain([id]);
            let others: Vec<Box<str>> = later.cloned().collect();
            names.first.extend(others.iter().filter(|name| *name != first).map(|name| (name.clone(), first.clone())));
            names.others.insert(first.clone(), others);
        }
        names
    }

    pub fn is_empty(&self) -> bool {
        self.others.is_empty() && self.first.is_empty()
    }

    /// The first name of what is or was called so.
    pub fn first<'n>(&'n self, name: &'n str) -> &'n str {
        self.first.get(name).map_or(name, |first| first)
    }

    /// What that is called now which is or was called so.
    pub fn now<'n>(&'n self, name: &'n str) -> &'n str {
        self.others.get(self.first(name)).and_then(|others| others.last()).map_or(name, |now| now)
    }

    /// All names of what is or was called so; one may come twice.
    pub fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n str> {
        let first = self.first(name);
        let others = self.others.get(first).into_iter().flatten().map(|name| &**name);
        [first].into_iter().chain(others)
    }

    /// The later names.
    pub fn later(&self) -> impl Iterator<Item = &str> {
        self.first.keys().map(|name| &**name)
    }

    /// Also takes those first names from others that are not called by any name here, as `is_there` says.
    pub fn with(mut self, others: &Self, is_there: impl Fn(&str) -> bool) -> Self {
        for (name, first) in &others.first {
            if !self.first.contains_key(name) && !is_there(name) {
                self.first.insert(name.clone(), first.clone());
            }
        }
        self
    }

    /// The first names of what the records of a file are called by later ones, as [`SourceFile::lasting`] takes them.
    ///
    /// [`SourceFile::lasting`]: crate::base::node::SourceFile::lasting
    pub fn lasting<'a>(&self, records: impl Iterator<Item = (&'static str, Node<'a>)>) -> Vec<Lasting> {
        let mut found = Vec::new();
        let mut see = |node: Node<'_>| {
            if let Some(first) = self.first.get(node.text()) {
                found.push((node.slot(), first.clone()));
            }
        };
        for (kind, record) in records {
            record.get("id").into_iter().for_each(&mut see);
            links::walk(kind, record, &mut |node, _| see(node));
        }
        found.sort_unstable();
        found
    }
}
