//! Whether a document is in force, and when it must be looked at again (7.5.2).

use crate::base::date::{Date, Period};
use crate::history::approval::{Approvals, Standing};
use crate::model::approvals::RECORD;
use crate::model::kinds::{Document, DocumentStatus, DocumentType, Person, RecordKind as _};
use crate::model::program::{Program, View};
use crate::model::single::cadence::Cadences;
use schemars::JsonSchema;
use serde::Serialize;

/// So long after a version was approved, or somebody joined, it may be unread.
const TO_READ: Period = Period::days(30);

/// The day by which somebody reads a version that was approved on a day.
pub fn read_by(person: &Person, approved: Date) -> Date {
    person.joined.map_or(approved, |joined| joined.max(approved)).plus(TO_READ)
}

/// The state of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentState {
    Draft,
    InReview,
    /// Approved and within its review interval.
    Approved,
    /// Approved, and due for review.
    Due,
    /// Changed since it was approved, or the approval itself was.
    Stale,
    /// Git speaks less strongly for its approval than the organisation asks.
    Unproven,
    /// It says it is approved, and nobody has approved it.
    Unapproved,
    Retired,
}

impl DocumentState {
    /// The word of the wire contract.
    pub fn name(self) -> &'static str {
        match self {
            DocumentState::Draft => "draft",
            DocumentState::InReview => "in-review",
            DocumentState::Approved => "approved",
            DocumentState::Due => "due",
            DocumentState::Stale => "stale",
            DocumentState::Unproven => "unproven",
            DocumentState::Unapproved => "unapproved",
            DocumentState::Retired => "retired",
        }
    }
}

/// The day it must be looked at again: its interval after the last review or approval. None if it is not in force, or
/// from outside.
pub fn due(document: &Document, cadences: Cadences<'_>) -> Option<Date> {
    let in_force = document.status == Some(DocumentStatus::Approved) && document.kind != DocumentType::External;
    let last = document.reviewed_on.max(document.approval.as_ref().map(|approval| approval.on)).filter(|_| in_force)?;
    Some(last.plus(document.review_every.unwrap_or(cadences.document_review())))
}

/// Editions of documents from outside are looked up so often.
pub const LOOKED_UP: Period = Period::months(12);

/// Whether most of a text is that of the catalogue, as far as its sentences say enough to tell.
pub fn is_drafted(program: &Program, file: &str) -> bool {
    program.seen_file(file).is_some_and(|seen| seen.drafted.0 * 2 > seen.drafted.1)
}

/// A policy in force that everybody must know.
pub fn is_for_everybody(document: &Document) -> bool {
    let policy = matches!(document.kind, DocumentType::MasterPolicy | DocumentType::Policy);
    let everybody = document.kind == DocumentType::MasterPolicy || document.audience.iter().any(|audience| audience == "all");
    policy && everybody && document.status == Some(DocumentStatus::Approved)
}

/// The state on a day.
pub fn state(document: View<'_, Document>, approvals: &Approvals<'_>, cadences: Cadences<'_>, today: Date) -> DocumentState {
    match (document.status, &document.approval) {
        (None | Some(DocumentStatus::Draft), _) => DocumentState::Draft,
        (Some(DocumentStatus::InReview), _) => DocumentState::InReview,
        (Some(DocumentStatus::Retired), _) => DocumentState::Retired,
        (Some(DocumentStatus::Approved), None) => DocumentState::Unapproved,
        (Some(DocumentStatus::Approved), Some(_)) => match approvals.at(Document::NAME, &document.id, document.node(), RECORD) {
            Some(Standing::Stale | Standing::Rewritten) => DocumentState::Stale,
            Some(Standing::Unproven) => DocumentState::Unproven,
            _ if due(&document, cadences).is_some_and(|due| due < today) => DocumentState::Due,
            _ => DocumentState::Approved,
        },
    }
}
