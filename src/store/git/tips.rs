//! What branches hold now, all of them at once: only the folders of their last commits are opened, whatever came before.

use super::programmes::{programmes, root_of};
use super::raw::Objects;
use super::refs::Leads;
use super::{Repository, StoreError};
use crate::base::digest::ObjectId;
use crate::store::worktree::is_record;
use crate::store::{RelPath, Source as _};
use std::collections::{BTreeSet, HashSet};

impl Repository {
    /// The files of records in a folder of the programme on every branch, here and as remotes had them, and in the index: each
    /// path with each content that it has. On a branch that has no programme where this one is, any may be this one.
    ///
    /// # Errors
    /// When a branch or the index cannot be read.
    pub fn on_branches(&self, folder: &str) -> Result<BTreeSet<(RelPath, ObjectId)>, StoreError> {
        let mut objects = Objects::of(&self.handle);
        let (mut found, mut seen) = (BTreeSet::new(), HashSet::new());
        for tip in self.tips()? {
            let Some(commit) = objects.peel(tip)? else { continue };
            let commit = objects.commit(commit)?;
            let mut open = Vec::new();
            for place in self.places_at(&mut objects, commit.tree)? {
                let records = objects.folder(commit.tree, &format!("{place}{folder}/"))?;
                open.extend(records.map(|id| (folder.to_owned(), id)));
            }
            objects.begin();
            // Branches have most of their folders in common.
            while let Some((above, id)) = open.pop().filter(|folder| seen.insert(folder.clone())) {
                let tree = objects.tree(id)?;
                for entry in tree.entries() {
                    let Some(name) = entry.plain_name() else { continue };
                    let path = format!("{above}/{name}");
                    if entry.is_folder() {
                        open.push((path, entry.id));
                    } else if entry.is_file() && is_record(&path) {
                        found.insert((path, entry.id));
                    }
                }
            }
        }
        if !self.layout.is_bare {
            let index = self.index()?;
            let begin = format!("{folder}/");
            let paths = index.list()?.into_iter().map(|listed| listed.path).filter(|path| path.starts_with(&begin) && is_record(path));
            found.extend(paths.filter_map(|path| index.content(&path).map(|id| (path, id))));
        }
        Ok(found)
    }

    /// The bytes of a file by its content.
    ///
    /// # Errors
    /// When it cannot be read; a partial clone has only some.
    pub fn content(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        Objects::of(&self.handle).blob(id)
    }

    fn places_at(&self, objects: &mut Objects<'_>, tree: ObjectId) -> Result<Vec<String>, StoreError> {
        if root_of(objects, tree, &self.prefix)?.is_some() {
            return Ok(vec![self.prefix.clone()]);
        }
        Ok(programmes(objects, tree)?.into_iter().map(|(place, _)| place).collect())
    }

    /// The last commits of all branches, and of none if none is checked out.
    fn tips(&self) -> Result<BTreeSet<ObjectId>, StoreError> {
        let mut names = vec!["HEAD".to_owned()];
        for folder in ["refs/heads/", "refs/remotes/"] {
            names.extend(self.refs.below(&self.layout, folder)?.into_iter().map(|name| format!("{folder}{name}")));
        }
        let mut tips = BTreeSet::new();
        for name in names {
            if let Some(Leads::To(id)) = self.refs.follow(&self.layout, &name)? {
                tips.insert(id);
            }
        }
        Ok(tips)
    }
}
