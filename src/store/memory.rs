//! A programme held in memory, for tests and for the small programmes on rule pages.

use super::{FileKind, Listed, RelPath, Source, StoreError};
use crate::base::date::Date;
use std::collections::BTreeMap;

/// Files by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<RelPath, Vec<u8>>,
}

impl Memory {
    /// Adds or replaces a file.
    pub fn put(&mut self, path: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), content.into());
    }
}

impl Source for Memory {
    fn label(&self) -> String {
        "memory".into()
    }

    fn day(&self) -> Option<Date> {
        None
    }

    fn commit(&self) -> Option<String> {
        None
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let listed = |(path, bytes): (&RelPath, &Vec<u8>)| Listed { path: path.clone(), kind: FileKind::File, size: bytes.len() as u64 };
        Ok(self.files.iter().map(listed).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        self.files.get(path).cloned().ok_or_else(|| StoreError::Missing { path: path.into() })
    }
}
