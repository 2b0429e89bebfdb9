//! Fields known by digests of what they say: enough to name those that differ, without reading any version again.

use super::changes::{FieldChange, differing, leaves};
use crate::base::digest::{Digest, Framed};
use crate::base::node::{Node, Reading};
use crate::model::digest::is_covered;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A digest cut to half of its length. It tells states of a field, of a part or of an approval apart in a history, whose own
/// names are hardly longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mark([u8; 16]);

impl Mark {
    /// Of the values that stand under one name; of none where the field is not there.
    pub fn of(values: &[String]) -> Self {
        let mut framed = Framed::default();
        values.iter().for_each(|value| framed.text(b's', value));
        framed.finish().into()
    }

    /// Of all that a record says but its id.
    pub fn of_bare(record: Node<'_>) -> Self {
        let (mut framed, mut found) = (Framed::default(), Vec::new());
        leaves(record, "", Reading::Lasting, &mut found);
        for (field, value) in found.iter().filter(|(field, _)| field != "id") {
            framed.text(b'k', field);
            framed.text(b's', value);
        }
        framed.finish().into()
    }

    /// Whether it can be of what a record names by its digest, as `sha256:…`.
    pub fn is_recorded(&self, text: &str) -> bool {
        text.strip_prefix("sha256:")
            .is_some_and(|hex| self.0.iter().enumerate().all(|(n, byte)| hex.get(2 * n..2 * n + 2) == Some(&format!("{byte:02x}"))))
    }
}

impl From<Digest> for Mark {
    fn from(digest: Digest) -> Self {
        let mut mark = [0; 16];
        mark.copy_from_slice(&digest.0[..16]);
        Self(mark)
    }
}

/// A field that a commit changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its path, such as `current.likelihood`; items of a list share theirs.
    pub name: Arc<str>,
    /// What it said before.
    pub before: Mark,
}

/// The fields that approvals cover and that differ between two states of a record: those that are there in the order in
/// which they stand, then those that are gone.
pub fn changed(kind: &'static str, before: Node<'_>, after: Node<'_>) -> Vec<Field> {
    let field = |change: FieldChange| Field { before: Mark::of(&change.before), name: change.field.into() };
    let counts = |change: &FieldChange| is_covered(kind, change.field.split('.'));
    differing(before, after).into_iter().filter(counts).map(field).collect()
}
