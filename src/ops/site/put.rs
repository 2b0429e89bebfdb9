//! Putting a site into a folder: only what changed is written, and nothing that is not its own is touched.

use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::writing;
use crate::store::RelPath;
use crate::store::plain;
use crate::store::write::{Batch, WriteError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Names the site's own files, as `sha256sum -c` reads them.
const MANIFEST: &str = "site.sha256";

/// What became of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put {
    pub pages: usize,
    pub written: usize,
    pub removed: usize,
}

/// Where the pages of a site are put, one after the other and in any order: none of them stays in memory.
pub struct Sink<'s> {
    folder: &'s Path,
    batch: Batch<'s>,
    /// The pages that the site wrote before.
    own: BTreeSet<String>,
    made: Mutex<Made>,
}

/// The pages that were put, with their digests, and how many of them differ from what was there.
#[derive(Default)]
struct Made {
    pages: BTreeMap<RelPath, String>,
    written: usize,
}

impl Sink<'_> {
    /// Makes a page ready. Nothing is in its place before all are.
    ///
    /// # Errors
    /// When a file that is not the site's own is where the page belongs, and when files cannot be read or written.
    pub fn put(&self, path: &str, page: &[u8]) -> Result<(), Error> {
        if is_there(self.folder, path)? && !self.own.contains(path) && !plain::holds(&self.folder.join(path), page)? {
            return Err(in_the_way(self.folder, path));
        }
        let meant = self.batch.put(path, Some(page))?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.written += usize::from(meant.differs);
        made.pages.extend(meant.digest.map(|digest| (path.to_owned(), digest)));
        Ok(())
    }
}

/// Writes the pages that differ, and removes those that the site wrote before and has no more: all of it or nothing.
///
/// # Errors
/// Those of making them; when a file that is not the site's own is where a page belongs, and when files cannot be read or written.
pub fn put(view: &View, folder: &Path, make: impl FnOnce(&Sink<'_>) -> Result<(), Error>) -> Result<Put, Error> {
    let fresh: Vec<&Path> =
        folder.ancestors().take_while(|path| !path.as_os_str().is_empty() && path.symlink_metadata().is_err()).collect();
    let put = put_in(view, folder, make);
    if put.is_err() {
        fresh.iter().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    put
}

fn put_in(view: &View, folder: &Path, make: impl FnOnce(&Sink<'_>) -> Result<(), Error>) -> Result<Put, Error> {
    fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.into(), source, left: Vec::new() })?;
    let writer = writing::begin(folder, |note| view.note(note))?;
    let own = if is_there(folder, MANIFEST)? { owned(&plain::read(&folder.join(MANIFEST))?) } else { BTreeSet::new() };
    let sink = Sink { folder, batch: writer.batch()?, own, made: Mutex::default() };
    make(&sink)?;
    let Sink { batch, own, made, .. } = sink;
    let Made { pages, written } = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut removed = 0;
    for path in own.iter().filter(|path| !pages.contains_key(*path)) {
        if is_there(folder, path)? {
            batch.put(path, None)?;
            removed += 1;
        }
    }
    let manifest: String = pages.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect();
    batch.put(MANIFEST, Some(manifest.as_bytes()))?;
    batch.write()?;
    Ok(Put { pages: pages.len(), written, removed })
}

/// Whether a file of the folder is there. What is there and no file is in the way.
fn is_there(folder: &Path, path: &str) -> Result<bool, Error> {
    match fs::symlink_metadata(folder.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Ok(meta) if meta.is_file() => Ok(true),
        Ok(_) => Err(in_the_way(folder, path)),
        Err(error) => Err(error.into()),
    }
}

/// The pages that a manifest names. A line that names anything else is none of ours.
fn owned(manifest: &[u8]) -> BTreeSet<String> {
    let is_page = |path: &&str| {
        let name = path.strip_prefix("records/").unwrap_or(path);
        name.ends_with(".html") && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
    };
    let text = String::from_utf8_lossy(manifest);
    text.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| path).filter(is_page).map(str::to_owned).collect()
}

fn in_the_way(folder: &Path, path: &str) -> Error {
    let error = Error::failed(format!("`{}` is in the way of a page, and is not the site's own", folder.join(path).display()));
    error.hint("move it, or choose another folder with `-o`; nothing was changed")
}
