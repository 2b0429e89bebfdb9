//! A state of a programme with some files added, replaced or taken away: what a change would lead to, before anything is
//! written, and what was before one that did not come to its end.

use super::{FileKind, Listed, RelPath, Source, StoreError};
use crate::base::date::Date;
use crate::base::digest::{ObjectId, sha256_hex};
use crate::store::git::names_of;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

/// Files in memory on top of another source.
pub struct Overlay<'a, S = &'a dyn Source> {
    below: S,
    /// None for a file that is taken away.
    files: BTreeMap<RelPath, Option<Cow<'a, [u8]>>>,
}

impl<'a> Overlay<'a> {
    pub fn new(below: &'a dyn Source, files: impl IntoIterator<Item = (RelPath, &'a [u8])>) -> Self {
        Self::of(below, files.into_iter().map(|(path, bytes)| (path, Some(bytes))))
    }

    /// The same where files may be taken away.
    pub fn of(below: &'a dyn Source, files: impl IntoIterator<Item = (RelPath, Option<&'a [u8]>)>) -> Self {
        Self { below, files: files.into_iter().map(|(path, bytes)| (path, bytes.map(Cow::Borrowed))).collect() }
    }
}

impl<S> Overlay<'static, S> {
    /// The same with files of its own.
    pub fn owned(below: S, files: impl IntoIterator<Item = (RelPath, Option<Vec<u8>>)>) -> Self {
        Self { below, files: files.into_iter().map(|(path, bytes)| (path, bytes.map(Cow::Owned))).collect() }
    }
}

impl<S> Source for Overlay<'_, S>
where
    S: Deref<Target: Source> + Sync,
{
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
        let mut listed = self.below.list()?;
        listed.retain(|entry| !self.files.contains_key(&entry.path));
        let added = |(path, bytes): (&RelPath, &Option<Cow<'_, [u8]>>)| {
            bytes.as_ref().map(|bytes| Listed { path: path.clone(), kind: FileKind::File, size: bytes.len() as u64 })
        };
        listed.extend(self.files.iter().filter_map(added));
        listed.sort();
        Ok(listed)
    }

    fn read_up_to(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        match self.files.get(path) {
            Some(Some(bytes)) => Ok((bytes.len() as u64 <= limit).then(|| bytes.to_vec())),
            Some(None) => Err(StoreError::Missing { path: path.into() }),
            None => self.below.read_up_to(path, limit),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        match self.files.get(path) {
            Some(bytes) => bytes.as_deref().map(<[u8]>::to_vec).ok_or_else(|| StoreError::Missing { path: path.into() }),
            None => self.below.read(path),
        }
    }

    fn digest(&self, path: &str) -> Result<String, StoreError> {
        if self.files.contains_key(path) { Ok(sha256_hex(&self.read(path)?)) } else { self.below.digest(path) }
    }

    fn content(&self, path: &str) -> Option<ObjectId> {
        if self.files.contains_key(path) { None } else { self.below.content(path) }
    }

    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        if self.files.contains_key(path) { Ok(names_of(&self.read(path)?)) } else { self.below.names(path) }
    }
}
