//! Whether approvals still cover what they were given for. A digest that was written down decides; without one, the
//! content at the commit that brought the approval is held against the content now.

use super::changes::{FieldChange, became};
use super::past::Past;
use super::trail::Trail;
use crate::base::node::Node;
use crate::model::approvals::{Approved, approval_at, approvals};
use crate::model::digest;
use crate::model::program::Program;
use crate::store::StoreError;
use schemars::JsonSchema;
use serde::Serialize;

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
        if brought.part(approved.covers) != digest::content(kind, record, approved.covers, None) {
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
        let Some(mut newer) = trail.version(kind, id, then)? else { return Ok(Vec::new()) };
        let changed = fields(kind, newer.node(), record, approved.covers);
        let mut found: Vec<Since> = changed.into_iter().map(|field| Since { field, place: None }).collect();
        // From the approved version on, so that the last commit to change a field is the one that stays.
        for past in past.iter().filter(|past| past.place < then.place).rev() {
            let Some(version) = trail.version(kind, id, past)? else { continue };
            for name in fields(kind, newer.node(), version.node(), approved.covers).into_iter().map(|field| field.field) {
                found.iter_mut().filter(|since| since.field.field == name).for_each(|since| since.place = Some(past.place));
            }
            newer = version;
        }
        if found.is_empty()
            && let Some(file) = self.file_of(kind, record)
        {
            let field = FieldChange { field: format!("text of {file}"), before: Vec::new(), after: Vec::new() };
            found.push(Since { field, place: trail.touched(file).filter(|place| *place < then.place) });
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
    let now = digest::whole(approved.approval);
    let same = |past: &&Past| past.approval(approved.place) == Some(now);
    trail.record(kind, id).iter().take_while(same).last()
}

/// A field that changed after an approval, and the commit that last changed it; None if no commit has.
pub struct Since {
    pub field: FieldChange,
    pub place: Option<usize>,
}

/// The fields below a JSON pointer that differ, of those that approvals cover.
fn fields(kind: &'static str, before: Node<'_>, after: Node<'_>, below: &str) -> Vec<FieldChange> {
    let changed = became("", kind, Some(before), Some(after));
    let covered = |field: &FieldChange| {
        let inside = below.is_empty() || field.field.split('.').next() == below.strip_prefix('/');
        inside && digest::is_covered(kind, field.field.split('.'))
    };
    changed.into_iter().flat_map(|changed| changed.fields).filter(covered).collect()
}
