//! A work tree out of which git was told to leave files: those are read from the index, which has them as they would be.

use super::git::GitSource;
use super::worktree::WorkTree;
use super::{Listed, Source, StoreError};
use crate::base::date::Date;
use crate::base::digest::ObjectId;

/// A folder with some of the files of a programme, and an index with the rest.
pub struct Sparse {
    tree: WorkTree,
    left_out: GitSource,
}

impl Sparse {
    pub fn new(tree: WorkTree, left_out: GitSource) -> Self {
        Self { tree, left_out }
    }

    /// Where a file is read from.
    fn of(&self, path: &str) -> &dyn Source {
        let is_here = self.left_out.content(path).is_none() || self.tree.resolve(path).is_some_and(|path| path.symlink_metadata().is_ok());
        if is_here { &self.tree } else { &self.left_out }
    }
}

impl Source for Sparse {
    fn label(&self) -> String {
        self.tree.label()
    }

    fn day(&self) -> Option<Date> {
        None
    }

    fn commit(&self) -> Option<String> {
        None
    }

    fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut found = self.tree.list()?;
        let mut left_out = self.left_out.list()?;
        left_out.retain(|entry| found.binary_search_by(|known| known.path.cmp(&entry.path)).is_err());
        found.append(&mut left_out);
        found.sort();
        Ok(found)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        self.of(path).read(path)
    }

    fn read_up_to(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.of(path).read_up_to(path, limit)
    }

    fn digest(&self, path: &str) -> Result<String, StoreError> {
        self.of(path).digest(path)
    }

    fn content(&self, path: &str) -> Option<ObjectId> {
        self.of(path).content(path)
    }

    fn names(&self, path: &str) -> Result<Vec<ObjectId>, StoreError> {
        self.of(path).names(path)
    }
}
