//! What was seen of commits, kept from one run to the next. A commit never changes, so what it did is found out once.
//!
//! Whatever needs proof walks the history itself: `verify` and `log` never look here.

use super::past::Seen;
use crate::base::digest::ObjectId;
use crate::store::history::RawCommit;
use crate::store::shelf::Shelf;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Stands first, so that what another version wrote is not taken for ours. The number goes up when [`Seen`] changes.
const FORMAT: &str = concat!("isms history 6 ", env!("CARGO_PKG_VERSION"));

/// So many commits and changes that were not known yet make writing worth its while.
const WORTH_WRITING: usize = 64;

/// A commit and what it did.
#[derive(Serialize, Deserialize)]
pub(super) struct Known {
    pub raw: RawCommit,
    pub seen: Seen,
}

/// The commits that are known.
#[derive(Default)]
pub(super) struct Cache(HashMap<ObjectId, Known>);

impl Cache {
    /// What is kept; nothing, if that cannot be read.
    pub fn read(shelf: &Shelf) -> Self {
        let read = || {
            let bytes = shelf.take()?;
            let (format, rest): (&str, &[u8]) = postcard::take_from_bytes(&bytes).ok()?;
            if format == FORMAT { postcard::from_bytes::<Vec<Known>>(rest).ok() } else { None }
        };
        Self(read().into_iter().flatten().map(|kept| (kept.raw.id, kept)).collect())
    }

    pub fn commit(&self, id: ObjectId) -> Option<RawCommit> {
        self.0.get(&id).map(|kept| kept.raw.clone())
    }

    pub fn take(&mut self, id: ObjectId) -> Option<Known> {
        self.0.remove(&id)
    }
}

/// Keeps all commits of a history, if enough of it is new. That it cannot be kept is no fault: it is found out again.
pub(super) fn write(shelf: &Shelf, kept: &[Known], is_new: impl Fn(usize) -> bool) {
    let new = kept.iter().enumerate().filter(|(place, _)| is_new(*place)).map(|(_, kept)| 1 + kept.seen.len());
    if new.sum::<usize>() >= WORTH_WRITING
        && let Ok(bytes) = postcard::to_stdvec(&(FORMAT, kept))
    {
        let _ = shelf.put(&bytes);
    }
}
