//! A programme of a single file: a method out of the history, to rate the risks of its time.

use super::{FileKind, Listed, Source, StoreError};
use crate::base::date::Date;

/// One file and nothing else.
pub struct Only {
    pub path: &'static str,
    pub bytes: Vec<u8>,
}

impl Source for Only {
    fn label(&self) -> String {
        self.path.into()
    }

    fn day(&self) -> Option<Date> {
        None
    }

    fn commit(&self) -> Option<String> {
        None
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        Ok(vec![Listed { path: self.path.into(), kind: FileKind::File, size: self.bytes.len() as u64 }])
    }

    fn read(&self, _: &str) -> Result<Vec<u8>, StoreError> {
        Ok(self.bytes.clone())
    }
}
