//! The commits that changed records, each with what it changed in the records' own words.
//!
//! One walk over the commits: only folders that differ are opened, and only files that differ are parsed. Dates and names
//! are what the commits claim; git does not prove them.

use super::changes::{Changed, Item, compare};
use crate::base::node::Node;
use crate::base::span::FileId;
use crate::base::text::natural;
use crate::load::{self, yaml};
use crate::store::StoreError;
use crate::store::git::{BlobId, Commit, FileChange, Repository};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// So many parsed files are kept at a time; the version before one commit is the version after an earlier one.
const KEPT: usize = 4_096;

/// A commit and what it changed in records. A merge is shown without the changes of its branches.
#[derive(Debug)]
pub struct Event {
    pub commit: Commit,
    /// By kind and id.
    pub changes: Vec<Changed>,
}

/// The trail from a commit back to the first, the latest first. `keep` says which commits count, before anything of
/// theirs is read.
pub fn trail(repository: &Repository, from: &str, keep: &dyn Fn(&Commit) -> bool) -> Result<Vec<Event>, StoreError> {
    let mut parsed: HashMap<BlobId, Rc<Records>> = HashMap::new();
    let mut events = Vec::new();
    repository.walk(from, &mut |commit, files| {
        if !keep(&commit) {
            return Ok(());
        }
        if parsed.len() > KEPT {
            parsed.clear();
        }
        let changes = changes(repository, &files, &mut parsed)?;
        if !changes.is_empty() {
            events.push(Event { commit, changes });
        }
        Ok(())
    })?;
    Ok(events)
}

/// The records of one file, by id.
type Records = BTreeMap<String, Item>;

/// A record that moved from one file to another is found in both, and differs only if its values do.
fn changes(repository: &Repository, files: &[FileChange], parsed: &mut HashMap<BlobId, Rc<Records>>) -> Result<Vec<Changed>, StoreError> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for file in files {
        let Some(kind) = load::kind_at(&file.path) else { continue };
        for (blob, side) in [(file.before, &mut before), (file.after, &mut after)] {
            if let Some(blob) = blob {
                side.push(records(repository, blob, &file.path, kind, parsed)?);
            }
        }
    }
    fn find<'r>(side: &'r [Rc<Records>], id: &str) -> Option<&'r Item> {
        side.iter().find_map(|records| records.get(id))
    }
    let ids: BTreeSet<&String> = before.iter().chain(&after).flat_map(|records| records.keys()).collect();
    let mut changes: Vec<Changed> = ids.into_iter().filter_map(|id| compare(id, find(&before, id), find(&after, id))).collect();
    changes.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| natural(&a.id, &b.id)));
    Ok(changes)
}

fn records(
    repository: &Repository,
    blob: BlobId,
    path: &str,
    kind: &'static str,
    parsed: &mut HashMap<BlobId, Rc<Records>>,
) -> Result<Rc<Records>, StoreError> {
    if let Some(known) = parsed.get(&blob) {
        return Ok(Rc::clone(known));
    }
    let (file, _) = yaml::read(FileId(0), path.to_owned(), repository.blob(blob)?);
    let id = |node: Node<'_>| if path.contains('/') { node.get("id").map(|id| id.text().to_owned()) } else { Some(kind.to_owned()) };
    let records = file.documents().filter_map(|node| Some((id(node)?, Item::of(kind, node)))).collect();
    let records = Rc::new(records);
    parsed.insert(blob, Rc::clone(&records));
    Ok(records)
}
