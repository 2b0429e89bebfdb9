//! Risk methods out of the history, each read once.

use crate::base::digest::ObjectId;
use crate::load::load;
use crate::model::program::ROOT;
use crate::model::single::isms::Method;
use crate::store::history::History;
use crate::store::only::Only;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The methods of a history, by the `isms.yaml` they stand in.
pub struct Methods<'h> {
    history: &'h dyn History,
    known: Mutex<HashMap<ObjectId, Option<Arc<Method>>>>,
}

impl<'h> Methods<'h> {
    pub fn of(history: &'h dyn History) -> Self {
        Self { history, known: Mutex::new(HashMap::new()) }
    }

    /// The method in an `isms.yaml`. None if there is none, or if it cannot be read.
    pub fn get(&self, root: ObjectId) -> Option<Arc<Method>> {
        let mut known = self.known.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        known.entry(root).or_insert_with(|| self.read(root).map(Arc::new)).clone()
    }

    fn read(&self, root: ObjectId) -> Option<Method> {
        let loaded = load(&Only { path: ROOT, bytes: self.history.blob(root).ok()? }).ok()?;
        loaded.program.isms()?.data().risk.clone()
    }
}
