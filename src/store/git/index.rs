//! The entries of an index, in every form that git writes for one programme: the library knows all but one, in which a folder
//! outside of a sparse checkout is an entry of its own.

use super::errors::bad_index;
use super::ids::id_of;
use super::layout::must_be_plain;
use super::raw::Objects;
use super::{ObjectId, Repository, StoreError};
use crate::store::plain;
use git2::Oid;
use std::path::Path;

/// What `git add -N` made: the path is known, its content is not going to be committed.
const INTENT_TO_ADD: u16 = 1 << 13;
/// Git was told to leave it out of the work tree.
const SKIP_WORKTREE: u16 = 1 << 14;
/// A further half of flags follows, from version 3 on.
const HAS_MORE: u16 = 1 << 14;
const FOLDER: u32 = 0o040_000;

/// A file of the index.
pub(super) struct Entry {
    pub path: Vec<u8>,
    pub id: ObjectId,
    pub mode: u32,
    flags: u16,
    more: u16,
}

impl Entry {
    pub fn is_to_be_committed(&self) -> bool {
        self.more & INTENT_TO_ADD == 0
    }

    /// Not in the work tree.
    pub fn is_skipped(&self) -> bool {
        self.more & SKIP_WORKTREE != 0
    }

    /// One of several sides of a merge.
    pub fn is_unmerged(&self) -> bool {
        (self.flags >> 12) & 3 != 0
    }
}

impl Repository {
    /// The files of an index, in its order.
    pub(super) fn read_index(&self, path: &Path) -> Result<Vec<Entry>, StoreError> {
        must_be_plain(path)?;
        let error = match git2::Index::open(path) {
            Ok(index) => return Ok(index.iter().map(known).collect()),
            Err(error) => bad_index(&error),
        };
        // What is wrong beside that is the library's to say.
        let read = plain::read_if_there(path).ok().flatten().and_then(|bytes| parsed(&bytes));
        let Some(entries) = read.filter(|entries| entries.iter().any(|entry| entry.mode == FOLDER)) else { return Err(error) };
        let mut objects = Objects::of(&self.handle);
        let mut files = Vec::with_capacity(entries.len());
        for entry in entries {
            if entry.mode == FOLDER { open(&mut objects, entry, &mut files)? } else { files.push(entry) }
        }
        Ok(files)
    }
}

fn known(entry: git2::IndexEntry) -> Entry {
    Entry { path: entry.path, id: id_of(entry.id), mode: entry.mode, flags: entry.flags, more: entry.flags_extended }
}

/// Puts the files of a folder in its place.
fn open(objects: &mut Objects<'_>, folder: Entry, files: &mut Vec<Entry>) -> Result<(), StoreError> {
    let mut below = vec![folder];
    while let Some(Entry { path: folder, id, flags, more, .. }) = below.pop() {
        for entry in objects.tree(id)?.entries() {
            let mut path = [&folder[..], entry.name].concat();
            let is_folder = entry.is_folder();
            if is_folder {
                path.push(b'/');
            }
            let entry = Entry { path, id: entry.id, mode: entry.mode, flags, more };
            if is_folder { below.push(entry) } else { files.push(entry) }
        }
    }
    Ok(())
}

/// The entries of an index as git writes them; None if it is of another form. Names of folders end in `/`.
fn parsed(bytes: &[u8]) -> Option<Vec<Entry>> {
    /// What stands before the flags: times, device, mode, owner, size and id.
    const FIXED: usize = 60;
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let half = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let version = number(4).filter(|version| bytes.starts_with(b"DIRC") && (2..=4).contains(version))?;
    let (mut at, mut entries): (usize, Vec<Entry>) = (12, Vec::new());
    for _ in 0..number(8)? {
        let (begin, mode, id) = (at, number(at + 24)?, Oid::from_bytes(bytes.get(at + 40..at + FIXED)?).ok()?);
        let flags = half(at + FIXED)?;
        at += FIXED + 2;
        let more = if version > 2 && flags & HAS_MORE != 0 {
            at += 2;
            half(at - 2)?
        } else {
            0
        };
        let mut path = Vec::new();
        if version == 4 {
            let (cut, size) = varint(bytes.get(at..)?)?;
            let before = entries.last().map_or(&[][..], |entry| &entry.path);
            path.extend_from_slice(before.get(..before.len().checked_sub(cut)?)?);
            at += size;
        }
        let rest = bytes.get(at..)?;
        let name = &rest[..rest.iter().position(|byte| *byte == 0)?];
        path.extend_from_slice(name);
        at += name.len() + 1;
        if version < 4 {
            at = begin + (at - begin).next_multiple_of(8);
        }
        entries.push(Entry { path, id: id_of(id), mode, flags, more });
    }
    Some(entries)
}

/// A number of as many bytes as it needs, and how many those are: seven bits in each, the highest first, and one more for each
/// byte that follows.
fn varint(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value: usize = 0;
    for (at, byte) in bytes.iter().enumerate().take(8) {
        value = (value << 7) | usize::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
        value += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_several_bytes_are_read_as_git_writes_them() {
        assert_eq!(varint(&[5]), Some((5, 1)));
        assert_eq!(varint(&[0x80, 0]), Some((128, 2)));
        assert_eq!(varint(&[0x80, 0x7f, 9]), Some((255, 2)));
        assert_eq!(varint(&[0x81, 0x80, 0]), Some((32_896, 3)));
        assert_eq!((varint(&[]), varint(&[0xff; 9])), (None, None));
    }

    #[test]
    fn what_is_cut_short_is_none() {
        assert!(parsed(b"DIRC\0\0\0\x02\0\0\0\0").is_some_and(|entries| entries.is_empty()));
        assert!(parsed(b"DIRC\0\0\0\x02\0\0\0\x01").is_none() && parsed(b"DIRC\0\0\0\x05\0\0\0\0").is_none() && parsed(b"").is_none());
    }
}
