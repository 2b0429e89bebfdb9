//! What branches hold now, all of them at once: only the folders of their last commits are opened, whatever came before.

use super::programmes::{programmes, root_of};
use super::raw::Objects;
use super::refs::Leads;
use super::{Repository, StoreError};
use crate::base::digest::ObjectId;
use crate::store::worktree::is_record;
use crate::store::{RelPath, Source as _};
use std::collections::{BTreeSet, HashSet};

/// The files of records on every branch and in the index.
#[derive(Default)]
pub struct OnBranches {
    pub paths: BTreeSet<RelPath>,
    pub contents: BTreeSet<ObjectId>,
    /// The branches that cannot be read, or the index, each with why. What was found of them counts all the same.
    pub unread: Vec<(String, StoreError)>,
}

impl Repository {
    /// The files of records in a folder of the programme on every branch, here and as remotes had them, and in the index. On a
    /// branch that has no programme where this one is, any may be this one.
    ///
    /// # Errors
    /// When the names of the branches cannot be read.
    pub fn on_branches(&self, folder: &str) -> Result<OnBranches, StoreError> {
        let mut objects = Objects::of(&self.handle);
        let (mut found, mut tips, mut seen) = (OnBranches::default(), HashSet::new(), HashSet::new());
        for name in self.branches()? {
            let read = self.refs.follow(&self.layout, &name).and_then(|leads| match leads {
                Some(Leads::To(tip)) if tips.insert(tip) => self.on_branch(&mut objects, tip, folder, &mut seen, &mut found),
                _ => Ok(()),
            });
            if let Err(error) = read {
                found.unread.push((format!("`{name}`"), error));
            }
        }
        if !self.layout.is_bare
            && let Err(error) = self.in_index(folder, &mut found)
        {
            found.unread.push(("the index".into(), error));
        }
        Ok(found)
    }

    /// Adds what one commit holds. Branches have most of their folders in common: those that were seen are not opened again.
    fn on_branch(
        &self,
        objects: &mut Objects<'_>,
        tip: ObjectId,
        folder: &str,
        seen: &mut HashSet<(RelPath, ObjectId)>,
        found: &mut OnBranches,
    ) -> Result<(), StoreError> {
        let Some(commit) = objects.peel(tip)? else { return Ok(()) };
        let commit = objects.commit(commit)?;
        let mut open = Vec::new();
        for place in self.places_at(objects, commit.tree)? {
            let records = objects.folder(commit.tree, &format!("{place}{folder}/"))?;
            open.extend(records.map(|id| (folder.to_owned(), id)));
        }
        objects.begin();
        while let Some((above, id)) = open.pop() {
            if seen.contains(&(above.clone(), id)) {
                continue;
            }
            for entry in objects.tree(id)?.entries() {
                let Some(name) = entry.plain_name() else { continue };
                let path = format!("{above}/{name}");
                if entry.is_folder() {
                    open.push((path, entry.id));
                } else if entry.is_file() && is_record(&path) {
                    found.paths.insert(path);
                    found.contents.insert(entry.id);
                }
            }
            // One that cannot be read is told of each branch that has it.
            seen.insert((above, id));
        }
        Ok(())
    }

    fn in_index(&self, folder: &str, found: &mut OnBranches) -> Result<(), StoreError> {
        let index = self.index()?;
        let begin = format!("{folder}/");
        let paths = index.list()?.into_iter().map(|listed| listed.path).filter(|path| path.starts_with(&begin) && is_record(path));
        for (path, content) in paths.filter_map(|path| index.content(&path).map(|id| (path, id))) {
            found.paths.insert(path);
            found.contents.insert(content);
        }
        Ok(())
    }

    /// The bytes of files by their contents.
    ///
    /// # Errors
    /// For each that cannot be read; a partial clone has only some.
    pub fn contents(&self, ids: impl IntoIterator<Item = ObjectId>) -> impl Iterator<Item = Result<Vec<u8>, StoreError>> {
        let objects = Objects::of(&self.handle);
        ids.into_iter().map(move |id| objects.blob(id))
    }

    fn places_at(&self, objects: &mut Objects<'_>, tree: ObjectId) -> Result<Vec<String>, StoreError> {
        if root_of(objects, tree, &self.prefix)?.is_some() {
            return Ok(vec![self.prefix.clone()]);
        }
        Ok(programmes(objects, tree)?.into_iter().map(|(place, _)| place).collect())
    }

    /// All branches, and what is checked out, which may be none of them.
    fn branches(&self) -> Result<Vec<String>, StoreError> {
        let mut names = vec!["HEAD".to_owned()];
        for folder in ["refs/heads/", "refs/remotes/"] {
            names.extend(self.refs.below(&self.layout, folder)?.into_iter().map(|name| format!("{folder}{name}")));
        }
        Ok(names)
    }
}
