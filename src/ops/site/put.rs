//! Putting a site into a folder: only what changed is written, and nothing that is not its own is touched.

use crate::base::digest::sha256_hex;
use crate::ops::error::Error;
use crate::ops::open::View;
use crate::ops::writing;
use crate::store::RelPath;
use crate::store::plain;
use crate::store::write::{Change, WriteError};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// Names the site's own files, as `sha256sum -c` reads them.
const MANIFEST: &str = "site.sha256";

/// The pages of a site, by their paths.
pub type Pages = BTreeMap<RelPath, Vec<u8>>;

/// What became of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put {
    pub pages: usize,
    pub written: usize,
    pub removed: usize,
}

/// Writes the pages that differ, and removes those that the site wrote before and has no more: all of it or nothing.
///
/// # Errors
/// When a file that is not the site's own is where a page belongs, and when files cannot be read or written.
pub fn put(view: &View, site: Pages, folder: &Path) -> Result<Put, Error> {
    fs::create_dir_all(folder).map_err(|source| WriteError { path: folder.into(), source, left: Vec::new() })?;
    let writer = writing::begin(folder, |note| view.note(note))?;
    let before = there(folder, MANIFEST)?;
    let own = before.as_deref().map(owned).unwrap_or_default();
    let manifest = manifest(&site);
    let pages = site.len();
    let gone: Vec<&String> = own.iter().filter(|path| !site.contains_key(*path)).collect();
    let mut changes = Vec::new();
    for (path, after) in site {
        match there(folder, &path)? {
            None => changes.push(Change::new(path, after)),
            Some(before) if before == after => {}
            Some(before) if own.contains(&path) => changes.push(Change::of(path, before, after)),
            Some(_) => return Err(in_the_way(folder, &path)),
        }
    }
    let written = changes.len();
    for path in gone {
        changes.extend(there(folder, path)?.map(|before| Change::gone(path, before)));
    }
    let removed = changes.len() - written;
    match before {
        Some(before) if before == manifest.as_bytes() => {}
        Some(before) => changes.push(Change::of(MANIFEST, before, manifest)),
        None => changes.push(Change::new(MANIFEST, manifest)),
    }
    writer.write(&changes)?;
    Ok(Put { pages, written, removed })
}

/// Each page with its digest.
fn manifest(site: &Pages) -> String {
    let lines: Vec<String> = site.par_iter().map(|(path, bytes)| format!("{}  {path}\n", sha256_hex(bytes))).collect();
    lines.concat()
}

/// The bytes of a file of the folder, if there is one. What is there and no file is in the way.
fn there(folder: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    let full = folder.join(path);
    match fs::symlink_metadata(&full) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Ok(meta) if meta.is_file() => Ok(Some(plain::read(&full)?)),
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
