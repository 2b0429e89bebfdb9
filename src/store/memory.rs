//! A programme held in memory, with a past if it needs one: for tests and for the small programmes on rule pages.

use super::history::{Commit, FileChange, History, Remembered, Stamp, Step};
use super::{FileKind, Listed, RelPath, Source, StoreError, git};
use crate::base::date::Date;
use crate::base::digest::ObjectId;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

    /// Takes a file out.
    #[cfg(test)]
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
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

/// States of a programme, each a commit on the one before it.
#[derive(Clone, Debug, Default)]
pub struct MemoryHistory {
    /// The latest last.
    steps: Vec<Step>,
    blobs: HashMap<ObjectId, Vec<u8>>,
    last: BTreeMap<RelPath, ObjectId>,
}

impl MemoryHistory {
    /// Makes the date of the last commit one that cannot be read.
    pub fn blur(&mut self) {
        if let Some(last) = self.steps.last_mut() {
            last.commit.committer = Stamp { seconds: 0, is_dated: false, ..last.commit.committer.clone() };
        }
    }

    /// Commits a state at noon of a day.
    pub fn commit(&mut self, state: &Memory, (name, email): (&str, &str), day: Date) {
        let mut now = BTreeMap::new();
        for (path, bytes) in &state.files {
            let id = git::names_of(bytes)[0];
            self.blobs.insert(id, bytes.clone());
            now.insert(path.clone(), id);
        }
        let paths: BTreeSet<&RelPath> = now.keys().chain(self.last.keys()).collect();
        let change =
            |path: &RelPath| FileChange { path: path.clone(), before: vec![self.last.get(path).copied()], after: now.get(path).copied() };
        let files = paths.into_iter().map(change).filter(|file| file.before != [file.after]).collect();
        let epoch: Date = "1970-01-01".parse().unwrap();
        let stamp =
            Stamp { name: name.into(), email: email.into(), seconds: day.days_since(epoch) * 86_400 + 43_200, offset: 0, is_dated: true };
        let mut id = [0; 20];
        id[..8].copy_from_slice(&(self.steps.len() as u64 + 1).to_be_bytes());
        let parents = if self.steps.is_empty() { Vec::new() } else { vec![0] };
        let commit = Commit {
            id: ObjectId(id),
            tree: ObjectId(id),
            parents,
            author: stamp.clone(),
            committer: stamp,
            message: format!("state of {day}"),
            signed: false,
            cut: false,
        };
        self.steps.push(Step { commit, remembered: false, files, root: now.get("isms.yaml").copied() });
        self.last = now;
    }
}

impl History for MemoryHistory {
    fn steps(&self, _: &Remembered<'_>) -> Result<Vec<Step>, StoreError> {
        let mut steps: Vec<Step> = self.steps.iter().rev().cloned().collect();
        for (n, step) in steps.iter_mut().enumerate() {
            step.commit.parents.iter_mut().for_each(|parent| *parent = n + 1);
        }
        Ok(steps)
    }

    fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        self.blobs.get(&id).cloned().ok_or_else(|| StoreError::Missing { path: id.to_string().into() })
    }
}
