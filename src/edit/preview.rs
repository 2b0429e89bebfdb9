//! A programme as it would be.

use crate::base::diagnostic::Diagnostic;
use crate::load::{Loaded, load};
use crate::store::overlay::Overlay;
use crate::store::write::Change;
use crate::store::{Source, StoreError};
use std::collections::HashSet;

/// A programme with changes that nobody has written yet.
pub struct Preview<'c> {
    pub loaded: Loaded,
    touched: HashSet<&'c str>,
}

impl<'c> Preview<'c> {
    /// Reads the programme with the changes in their places.
    pub fn of(source: &dyn Source, changes: &'c [Change]) -> Result<Self, StoreError> {
        let files = changes.iter().map(|change| (change.path.clone(), change.after.as_deref()));
        let loaded = load(&Overlay::of(source, files))?;
        Ok(Self { loaded, touched: changes.iter().map(|change| change.path.as_str()).collect() })
    }

    /// What is wrong in the files that change, each with its path.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &Diagnostic)> {
        let placed = |finding| {
            let finding: &Diagnostic = finding;
            (self.loaded.program.files.get(finding.primary.span.file).path.as_str(), finding)
        };
        self.loaded.findings.iter().map(placed).filter(|(path, _)| self.touched.contains(path))
    }
}
