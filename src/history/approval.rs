//! Whether approvals still cover what they were given for. A digest that was written down decides; without one, the
//! content at the commit that brought the approval is held against the content now.

use super::changes::values;
use super::fields::{Field, Mark, changed};
use super::past::Past;
use super::trail::Trail;
use crate::base::node::Node;
use crate::model::approvals::{Approved, approval_at, approvals};
use crate::model::digest;
use crate::model::program::Program;
use crate::store::StoreError;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How an approval stands to the content it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The content has changed since.
    Stale,
    /// It is in no commit yet, and has no digest.
    Uncommitted,
    /// It has no digest, and there is no history to ask.
    Unknown,
    /// The content is what was approved.
    Fresh,
}

/// Judges the approvals of a programme.
#[derive(Clone, Copy)]
pub struct Approvals<'a> {
    program: &'a Program,
    trail: Option<&'a Trail>,
}

impl<'a> Approvals<'a> {
    pub fn new(program: &'a Program, trail: Option<&'a Trail>) -> Self {
        Self { program, trail }
    }

    /// How the approval of a record stands; `id` is the name for a singleton.
    pub fn standing(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> Standing {
        if let Some(recorded) = approved.recorded() {
            let file = self.file_of(kind, record).and_then(|file| self.program.seen_file(file)?.digest.as_deref());
            let now = digest::content(kind, record, approved.covers, file);
            return if now.is_some_and(|now| now.is_recorded(recorded)) { Standing::Fresh } else { Standing::Stale };
        }
        let Some(trail) = self.trail else { return Standing::Unknown };
        let Some(brought) = brought(trail, kind, id, approved) else { return Standing::Uncommitted };
        if brought.part(approved.covers) != digest::content(kind, record, approved.covers, None).map(Mark::from) {
            return Standing::Stale;
        }
        match self.file_of(kind, record).and_then(|file| Some((&self.program.seen_file(file)?.names, trail.file_at(file, brought.place)?)))
        {
            Some((now, then)) if then.is_none_or(|then| !now.contains(&then)) => Standing::Stale,
            _ => Standing::Fresh,
        }
    }

    /// Whether the content has changed since the approval at a place of a record. Not if there is no such approval.
    pub fn is_stale(&self, kind: &'static str, id: &str, record: Node<'_>, place: &str) -> bool {
        approval_at(kind, record, place).is_some_and(|approved| self.standing(kind, id, record, &approved) == Standing::Stale)
    }

    /// What changed in a record since its approval was brought in, by whom and when. Nothing, where no history was asked.
    pub fn since(&self, kind: &'static str, id: &str, record: Node<'_>, approved: &Approved<'_>) -> Result<Vec<Since>, StoreError> {
        let Some(trail) = self.trail else { return Ok(Vec::new()) };
        let past = trail.record(kind, id);
        let is_approved = |past: &&Past| {
            let recorded = approved.recorded();
            recorded.zip(past.part(approved.covers)).is_some_and(|(recorded, then)| then.is_recorded(recorded))
        };
        let Some(then) = past.iter().find(is_approved).or_else(|| brought(trail, kind, id, approved)) else { return Ok(Vec::new()) };
        let mut changes = Changes::default();
        let versions: Vec<&Past> = past.iter().take_while(|past| past.place <= then.place).filter(|past| past.blob.is_some()).collect();
        if let Some(last) = versions.first().filter(|last| last.part("") != digest::content(kind, record, "", None).map(Mark::from))
            && let Some(version) = trail.version(kind, id, last)?
        {
            changes.add(None, &changed(kind, version.node(), record));
        }
        for pair in versions.windows(2) {
            changes.add(Some(pair[0].place), &trail.changed(kind, id, pair[0], pair[1])?);
        }
        let mut found = changes.since(record, approved.covers);
        if found.is_empty()
            && let Some(file) = self.file_of(kind, record)
        {
            found.push(Since { field: format!("text of {file}"), place: trail.touched(file).filter(|place| *place < then.place) });
        }
        Ok(found)
    }

    /// The file that an approval of a document covers, besides the record.
    fn file_of<'n>(&self, kind: &str, record: Node<'n>) -> Option<&'n str> {
        let file = record.get("file").filter(|_| kind == "document")?.text();
        self.program.has_path(file).then_some(file)
    }
}

/// Whether a programme has approvals that only its history can judge.
pub fn needs_history(program: &Program) -> bool {
    program.documents().any(|(_, kind, doc)| approvals(kind, program.node(doc)).any(|approved| approved.recorded().is_none()))
}

/// What the commit that brought an approval made of its record: the latest that left it as it is now where it was not so
/// before.
pub fn brought<'t>(trail: &'t Trail, kind: &'static str, id: &str, approved: &Approved<'_>) -> Option<&'t Past> {
    let now = Mark::from(digest::whole(approved.approval));
    let same = |past: &&Past| past.approval(approved.place) == Some(now);
    trail.record(kind, id).iter().take_while(same).last()
}

/// A field that changed after an approval, and the commit that last changed it; None if no commit has.
pub struct Since {
    pub field: String,
    pub place: Option<usize>,
}

/// The fields that were changed from the approved version of a record on, collected from the latest change back.
#[derive(Default)]
struct Changes {
    /// The commit that last changed a field, and what it said before the first change.
    fields: HashMap<Arc<str>, (Option<usize>, Mark)>,
    /// Their names, those of later changes first.
    names: Vec<Arc<str>>,
}

impl Changes {
    fn add(&mut self, place: Option<usize>, fields: &[Field]) {
        for Field { name, before } in fields {
            match self.fields.get_mut(name) {
                Some((last, first)) => (*last, *first) = (last.or(place), *before),
                None => {
                    self.fields.insert(name.clone(), (place, *before));
                    self.names.push(name.clone());
                }
            }
        }
    }

    /// Those below a JSON pointer that do not say again what they said at first: in the order in which they stand in the
    /// record, then those that are gone.
    fn since(&self, record: Node<'_>, below: &str) -> Vec<Since> {
        let inside = |name: &str| below.is_empty() || name.split('.').next() == below.strip_prefix('/');
        let now = values(record);
        let names: HashSet<&str> = now.iter().map(|(name, _)| name.as_str()).collect();
        let gone = self.names.iter().filter(|name| !names.contains(&***name)).map(|name| (&**name, Mark::of(&[])));
        let there = now.iter().map(|(name, values)| (name.as_str(), values));
        let since = |(name, now): (&str, Mark)| {
            let (place, before) = self.fields.get(name).filter(|_| inside(name))?;
            (*before != now).then(|| Since { field: name.into(), place: *place })
        };
        there
            .filter(|(name, _)| self.fields.contains_key(*name))
            .map(|(name, values)| (name, Mark::of(values)))
            .chain(gone)
            .filter_map(since)
            .collect()
    }
}
