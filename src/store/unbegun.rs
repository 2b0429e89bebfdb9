//! A programme's folder as if an edit of its files had not begun that had begun, and had not come to its end, when they were
//! first asked for: nobody reads half of that one, or takes it back without being asked to. One that begins later is no part
//! of it, and each of its files is read as it is then, old or new.

use super::overlay::Overlay;
use super::write::{Pending, pending};
use super::{Listed, RelPath, Source, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

type Below = Arc<dyn Source + Send>;
/// Who is told of an edit that was interrupted.
type Told = Box<dyn Fn(&Pending) + Send + Sync>;

/// Files of a folder, over which lie the texts from before such an edit.
pub struct Unbegun {
    root: PathBuf,
    below: Below,
    told: Told,
    /// Found out when the first file is asked for. Where nothing is on its way, the files themselves.
    found: RwLock<Option<Below>>,
}

impl Unbegun {
    pub fn new(root: impl Into<PathBuf>, below: Below, told: impl Fn(&Pending) + Send + Sync + 'static) -> Self {
        Self { root: root.into(), below, told: Box::new(told), found: RwLock::default() }
    }

    fn found(&self) -> Result<Below, StoreError> {
        if let Some(found) = &*self.found.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Arc::clone(found));
        }
        let mut found = self.found.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = &*found {
            return Ok(Arc::clone(found));
        }
        let pending = pending(&self.root).map_err(|source| StoreError::Read { path: self.root.clone(), source })?;
        pending.iter().filter(|pending| pending.is_interrupted).for_each(|pending| (self.told)(pending));
        let files: BTreeMap<RelPath, _> = pending.into_iter().flat_map(|pending| pending.files).collect();
        let below = Arc::clone(&self.below);
        Ok(Arc::clone(found.insert(if files.is_empty() { below } else { Arc::new(Overlay::owned(below, files)) })))
    }
}

impl Source for Unbegun {
    fn label(&self) -> String {
        self.below.label()
    }

    fn day(&self) -> Option<Date> {
        self.below.day()
    }

    fn commit(&self) -> Option<String> {
        None
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        self.found()?.list()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        self.found()?.read(path)
    }

    fn read_up_to(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.found()?.read_up_to(path, limit)
    }

    fn digest(&self, path: &str) -> Result<String, StoreError> {
        self.found()?.digest(path)
    }

    fn content(&self, path: &str) -> Option<ObjectId> {
        self.found().ok()?.content(path)
    }

    fn look_again(&self) {
        *self.found.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        self.found()?.names(path)
    }
}
