//! Which repository a folder is in.

use super::environment::Environment;
use super::heap::Heap;
use super::layout::Layout;
use super::refs::Refs;
use super::{Repository, StoreError};
use crate::model::program::ROOT;
use std::path::{Path, PathBuf};

impl Repository {
    /// Finds the repository that `root` is in; None if it is in none. `root` need not be there: an earlier state may
    /// have had it.
    pub fn discover(root: &Path, environment: &Environment) -> Result<Option<Self>, StoreError> {
        let Some((start, rest)) = standing(root) else { return Ok(None) };
        let above = Layout::around(&start, environment)?;
        let named = Layout::named(environment).filter(|named| is_meant(named, above.as_ref(), &start));
        let more = if named.is_some() { environment.objects.clone() } else { Vec::new() };
        let Some(layout) = named.or(above) else { return Ok(None) };
        let heap = Heap::of(layout.common.join("objects"), &more, layout.is_partial())?;
        let (prefix, here) = (prefix_of(&layout, &start, &rest), root.join(ROOT).is_file());
        let handle = heap.open()?;
        Ok(Some(Self { layout, refs: Refs::default(), heap, handle, prefix, here, environment: environment.clone() }))
    }
}

/// The part of a path that is there, without links, and the rest of it.
fn standing(root: &Path) -> Option<(PathBuf, PathBuf)> {
    let root = std::path::absolute(root).ok()?;
    root.ancestors().find_map(|folder| Some((folder.canonicalize().ok()?, root.strip_prefix(folder).ok()?.to_owned())))
}

/// Whether the repository that the environment names is the one in question. A hook of one repository may ask about a
/// programme in another, so the nearest work tree around the folder counts, not the environment alone.
fn is_meant(named: &Layout, above: Option<&Layout>, start: &Path) -> bool {
    let depth = |layout: &Layout| {
        let top = layout.work_tree.as_ref()?.canonicalize().ok()?;
        start.starts_with(&top).then(|| top.components().count())
    };
    match above {
        None => named.is_bare || depth(named).is_some(),
        Some(above) => above.git_dir == named.git_dir || depth(named).is_some() && depth(named) >= depth(above),
    }
}

fn prefix_of(layout: &Layout, start: &Path, rest: &Path) -> String {
    let top = layout.work_tree.as_ref().and_then(|top| top.canonicalize().ok());
    let below = top.and_then(|top| start.strip_prefix(top).ok()).unwrap_or(Path::new(""));
    below.iter().chain(rest).map(|part| part.to_string_lossy().into_owned() + "/").collect()
}
