//! Objects as git keeps them, parsed here: a commit's own words without replacements or grafts laid over them, and
//! folders without an object for each entry. Each object is held against its id when it is read, unless a walk says that
//! folders need not be.

use super::errors::too_many;
use super::hash::Steps;
use super::heap::{Bytes, Handle};
use super::ids::{hex, id_of};
use crate::base::digest::ObjectId;
use crate::store::StoreError;
use crate::store::history::{RawCommit, Stamp};
use git2::{ObjectType, Oid};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// So many folders are kept; those of a commit and of its parents are far fewer.
const KEPT: usize = 64;

/// Bytes of folders that one question may open: those of half a million files. A few folders that name one another over
/// and over would go on for ever.
const MOST_OPENED: usize = 32 << 20;

/// Reads objects, and keeps the folders last read: neighbours in a history share most of them.
pub(super) struct Objects<'r> {
    handle: &'r Handle,
    /// Folders are taken at their word.
    is_trusting: bool,
    opened: usize,
    recent: HashMap<ObjectId, Tree<'r>>,
    earlier: HashMap<ObjectId, Tree<'r>>,
}

impl<'r> Objects<'r> {
    pub fn of(handle: &'r Handle) -> Self {
        Self { handle, is_trusting: false, opened: 0, recent: HashMap::new(), earlier: HashMap::new() }
    }

    /// The same, of which folders in packs are not held against their ids.
    pub fn trusting(handle: &'r Handle) -> Self {
        Self { is_trusting: true, ..Self::of(handle) }
    }

    /// Begins another question, with as much to open.
    pub fn begin(&mut self) {
        self.opened = 0;
    }

    pub fn has(&self, id: ObjectId) -> bool {
        self.handle.has(id)
    }

    pub fn blob(&self, id: ObjectId) -> Result<Vec<u8>, StoreError> {
        Ok(self.bytes(id, ObjectType::Blob)?.into_vec())
    }

    pub fn commit(&self, id: ObjectId) -> Result<RawCommit, StoreError> {
        Ok(commit_of(id, self.bytes(id, ObjectType::Commit)?.as_slice()))
    }

    /// The commit that an object is or that a tag is of; None if there is none behind it.
    pub fn peel(&self, mut id: ObjectId) -> Result<Option<ObjectId>, StoreError> {
        loop {
            match self.handle.read(id)? {
                (ObjectType::Commit, _) => return Ok(Some(id)),
                (ObjectType::Tag, bytes) => match bytes.as_slice().strip_prefix(b"object ").and_then(|rest| hex(rest.get(..40)?)) {
                    Some(of) => id = of,
                    None => return Ok(None),
                },
                _ => return Ok(None),
            }
        }
    }

    /// The object whose id begins so.
    pub fn begins(&self, digits: &str) -> Result<ObjectId, git2::Error> {
        self.handle.odb.exists_prefix(Oid::from_str(digits)?, digits.len()).map(id_of)
    }

    pub fn tree(&mut self, id: ObjectId) -> Result<Tree<'r>, StoreError> {
        self.tree_like(id, &Tree::default())
    }

    /// The same of a folder that may have much in common with one that is at hand.
    pub fn tree_like(&mut self, id: ObjectId, like: &Tree<'_>) -> Result<Tree<'r>, StoreError> {
        let tree = self.kept(id, like)?;
        self.opened = self.opened.saturating_add(tree.bytes().len());
        if self.opened > MOST_OPENED { Err(too_many()) } else { Ok(tree) }
    }

    fn kept(&mut self, id: ObjectId, like: &Tree<'_>) -> Result<Tree<'r>, StoreError> {
        if let Some(known) = self.recent.get(&id) {
            return Ok(known.clone());
        }
        let tree = match self.earlier.remove(&id) {
            Some(known) => known,
            None => self.read_tree(id, like)?,
        };
        if self.recent.len() >= KEPT {
            self.earlier = std::mem::take(&mut self.recent);
        }
        self.recent.insert(id, tree.clone());
        Ok(tree)
    }

    fn read_tree(&self, id: ObjectId, like: &Tree<'_>) -> Result<Tree<'r>, StoreError> {
        let bytes = expect(id, ObjectType::Tree, self.handle.read_trusting(id)?)?;
        let steps = match &bytes {
            Bytes::Packed(object) if !self.is_trusting => like.steps(id, object.data())?,
            _ => Steps::default(),
        };
        Ok(Tree(Some(Rc::new((bytes, steps)))))
    }

    /// The folder at a path below another one, if there is one. The path is empty or ends in `/`.
    pub fn folder(&mut self, root: ObjectId, path: &str) -> Result<Option<ObjectId>, StoreError> {
        let mut folder = root;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let tree = self.kept(folder, &Tree::default())?;
            match tree.entries().find(|entry| entry.name == part.as_bytes() && entry.is_folder()) {
                Some(entry) => folder = entry.id,
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    fn bytes(&self, id: ObjectId, kind: ObjectType) -> Result<Bytes<'r>, StoreError> {
        expect(id, kind, self.handle.read(id)?)
    }
}

fn expect(id: ObjectId, kind: ObjectType, (found, bytes): (ObjectType, Bytes<'_>)) -> Result<Bytes<'_>, StoreError> {
    if found != kind {
        return Err(StoreError::Git { what: format!("object `{id}` is a {found}, not a {kind}"), hint: None });
    }
    Ok(bytes)
}

/// The bytes of a folder, and the steps by which they were held against its id; of none at all where there is no folder.
#[derive(Clone, Default)]
pub(super) struct Tree<'r>(Option<Rc<(Bytes<'r>, Steps)>>);

impl Tree<'_> {
    /// The entries in their order; they end where the bytes are no folder's.
    pub fn entries(&self) -> Entries<'_> {
        Entries(self.bytes())
    }

    fn bytes(&self) -> &[u8] {
        self.0.as_ref().map_or(&[], |folder| folder.0.as_slice())
    }

    /// Holds the bytes of a folder that may begin as this one against its id.
    fn steps(&self, id: ObjectId, bytes: &[u8]) -> Result<Steps, StoreError> {
        match &self.0 {
            Some(known) if self.bytes().len() == bytes.len() => Steps::of(id, bytes, &known.1, common(self.bytes(), bytes)),
            _ => Steps::of(id, bytes, &Steps::default(), 0),
        }
    }
}

/// An entry of a folder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'t> {
    pub mode: u32,
    pub name: &'t [u8],
    pub id: ObjectId,
}

impl<'t> Entry<'t> {
    /// Its name, as a file of a programme may be called: text, not hidden, one part of a path.
    pub fn plain_name(&self) -> Option<&'t str> {
        std::str::from_utf8(self.name).ok().filter(|name| !name.is_empty() && !name.starts_with('.') && !name.contains('/'))
    }

    pub fn is_folder(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    pub fn is_file(&self) -> bool {
        self.mode & 0o170_000 == 0o100_000
    }

    /// The order git keeps a folder's entries in: by bytes, folders as if their names ended in `/`. A file and a folder
    /// of the same name are two entries.
    pub fn order(&self, other: &Entry<'_>) -> Ordering {
        let common = self.name.len().min(other.name.len());
        let end = |entry: &Entry<'_>| entry.name.get(common).copied().or_else(|| entry.is_folder().then_some(b'/'));
        self.name[..common].cmp(&other.name[..common]).then_with(|| end(self).cmp(&end(other)))
    }
}

/// Walks the entries of a folder.
#[derive(Clone)]
pub(super) struct Entries<'t>(&'t [u8]);

impl<'t> Entries<'t> {
    /// The entry that comes next, which stays.
    pub fn peek(&self) -> Option<Entry<'t>> {
        self.clone().next()
    }

    /// Takes the next entry if it is the one of this place in the order.
    pub fn take(&mut self, place: &Entry<'_>) -> Option<Entry<'t>> {
        let mut after = self.clone();
        let entry = after.next().filter(|entry| entry.order(place).is_eq())?;
        *self = after;
        Some(entry)
    }

    /// Leaves out what both begin with. Most of a folder is as it was, and comparing bytes is quicker than reading them.
    pub fn skip_common(&mut self, other: &mut Self) {
        let same = common(self.0, other.0);
        if same == self.0.len() && same == other.0.len() {
            (self.0, other.0) = (&[], &[]);
            return;
        }
        let mut end = 0;
        while let Some(next) = end_of(self.0, end).filter(|next| *next <= same) {
            end = next;
        }
        self.0 = &self.0[end..];
        other.0 = &other.0[end..];
    }
}

/// How many bytes both begin with, found in long steps first.
fn common(a: &[u8], b: &[u8]) -> usize {
    let mut same = 0;
    for step in [4_096, 64, 1] {
        same += a[same..].chunks_exact(step).zip(b[same..].chunks_exact(step)).take_while(|(a, b)| a == b).count() * step;
    }
    same
}

/// Where the entry that begins at a place ends: 20 bytes after the end of its name.
fn end_of(tree: &[u8], from: usize) -> Option<usize> {
    let name = memchr::memchr(0, tree.get(from..)?)?;
    Some(from + name + 21).filter(|end| *end <= tree.len())
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        let space = memchr::memchr(b' ', self.0)?;
        let (mode, rest) = self.0.split_at(space);
        let mode = mode.iter().try_fold(0_u32, |mode, digit| Some(mode << 3 | u32::from(digit.checked_sub(b'0').filter(|d| *d < 8)?)))?;
        let rest = &rest[1..];
        let end = memchr::memchr(0, rest)?;
        let id = rest.get(end + 1..end + 21)?.try_into().ok()?;
        self.0 = &rest[end + 21..];
        Some(Entry { mode, name: &rest[..end], id: ObjectId(id) })
    }
}

/// A commit as its bytes say. What cannot be read is left empty: a commit of any form has its place in the history.
fn commit_of(id: ObjectId, bytes: &[u8]) -> RawCommit {
    let nobody = Stamp { name: String::new(), email: String::new(), seconds: 0, offset: 0, is_dated: false };
    let empty = ObjectId([0; 20]);
    let mut commit = RawCommit {
        id,
        tree: empty,
        parents: Vec::new(),
        author: nobody.clone(),
        committer: nobody,
        message: String::new(),
        signed: false,
    };
    let mut rest = bytes;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let (line, next) = (&rest[..end], rest.get(end + 1..).unwrap_or_default());
        if line.is_empty() {
            let first = next.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
            commit.message = String::from_utf8_lossy(first.unwrap_or_default().trim_ascii()).into_owned();
            return commit;
        }
        let (name, value) = line.split_at(line.iter().position(|byte| *byte == b' ').unwrap_or(line.len()));
        let value = value.trim_ascii_start();
        match name {
            b"tree" => commit.tree = hex(value).unwrap_or(empty),
            b"parent" => commit.parents.extend(hex(value)),
            b"author" => commit.author = stamp(value),
            b"committer" => commit.committer = stamp(value),
            b"gpgsig" | b"gpgsig-sha256" => commit.signed = true,
            // Continued lines, the encoding, merged tags.
            _ => {}
        }
        rest = next;
    }
}

/// `Name <address> 1719650000 +0200`
fn stamp(line: &[u8]) -> Stamp {
    let text = String::from_utf8_lossy(line);
    let (name, rest) = text.split_once('<').unwrap_or((&text, ""));
    let (email, time) = rest.rsplit_once('>').unwrap_or((rest, ""));
    let when = moment(time);
    let (seconds, offset) = when.unwrap_or_default();
    Stamp { name: name.trim().to_owned(), email: email.trim().to_owned(), seconds, offset, is_dated: when.is_some() }
}

/// The last second that a date of four digits for the year can name.
const LAST: i64 = 253_402_300_799;

/// `1719650000 +0200`: seconds since 1970, and minutes east of UTC. Nothing else is a time.
fn moment(text: &str) -> Option<(i64, i32)> {
    let mut words = text.split_whitespace();
    let (seconds, zone) = (words.next()?, words.next()?);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (sign, zone) = (if zone.starts_with('-') { -1 } else { 1 }, zone.strip_prefix(['+', '-'])?);
    if !digits(seconds) || !digits(zone) || zone.len() != 4 || words.next().is_some() {
        return None;
    }
    let (hours, minutes): (i32, i32) = (zone[..2].parse().ok()?, zone[2..].parse().ok()?);
    let seconds = seconds.parse().ok().filter(|seconds| (0..=LAST).contains(seconds))?;
    (hours <= 24 && minutes < 60).then_some((seconds, sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_says_what_it_says() {
        let tree = "1".repeat(40);
        let text = format!(
            "tree {tree}\nparent {tree}\nauthor A <b> C <a@example.org> 1719650000 -0330\ncommitter  <> x\ngpgsig -----BEGIN\n tree {tree}\n \n -----END\n\n\nFirst\nSecond\n"
        );
        let commit = commit_of(ObjectId([7; 20]), text.as_bytes());
        assert_eq!((commit.tree, commit.parents.len(), commit.signed), (ObjectId([0x11; 20]), 1, true));
        assert_eq!(
            commit.author,
            Stamp { name: "A".into(), email: "b> C <a@example.org".into(), seconds: 1_719_650_000, offset: -210, is_dated: true }
        );
        assert_eq!(commit.committer, Stamp { name: String::new(), email: String::new(), seconds: 0, offset: 0, is_dated: false });
        assert_eq!(commit.message, "First");
        assert_eq!(commit_of(ObjectId([7; 20]), b"").parents, []);
    }

    #[test]
    fn what_is_no_time_is_none() {
        assert_eq!(moment(" 1719650000 +0530"), Some((1_719_650_000, 330)));
        assert_eq!(moment("0 -0000"), Some((0, 0)));
        let far = format!("{} +0000", LAST + 1);
        for wrong in [
            "99999999999999999999 +0000",
            "-5 +0000",
            "+5 +0000",
            "5 +9999",
            "5 0000",
            "5 +000",
            "5",
            "",
            "when +0000",
            "5 +00:0",
            "5 +0000 6",
            &far,
        ] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn entries_come_in_the_order_of_git() {
        let mut tree = Vec::new();
        for (mode, name) in [("100644", "a.b"), ("40000", "a"), ("100755", "a0"), ("120000", "z")] {
            tree.extend(format!("{mode} {name}\0").bytes());
            tree.extend([1; 20]);
        }
        let found: Vec<Entry<'_>> = Entries(&tree).collect();
        assert_eq!(found.len(), 4);
        assert!(found.is_sorted_by(|a, b| a.order(b).is_lt()));
        assert!(found[1].is_folder() && found[2].is_file() && !found[3].is_file());
        assert_eq!(Entries(b"100644 cut\0short").count(), 0);
        assert_eq!(Entries(b"9 x\0").count(), 0);
    }
}
