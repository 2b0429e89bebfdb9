//! A YAML value that remembers its place.
//!
//! A file is parsed once into a flat list of slots in document order, eight bytes each, that point back into the
//! text. [`Node`] is a cheap handle on one slot. The shape was chosen over a tree of owned values because a
//! programme of 100,000 records keeps all its places, and the text, in about three times its size on disk.

use super::span::{FileId, Span};
use std::sync::Arc;

/// What a slot holds. Plain scalars are classed as the YAML 1.2 core schema would resolve them, but keep their text:
/// `5.10` is a [`Kind::Float`] whose text is `5.10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Map,
    Seq,
    Null,
    Bool,
    Int,
    Float,
    /// An unquoted string.
    Plain,
    /// A quoted string whose text stands in the file as it is.
    Quoted,
    /// A string whose text differs from its source: escapes, folding, block scalars.
    Owned,
}

/// One value of a file, in eight bytes: four bits of kind, 21 of start, 21 of end (files are at most one mebibyte), and
/// 18 of a link: for collections the slot after the last child, for [`Kind::Owned`] the index of its text.
#[derive(Clone, Copy)]
pub struct Slot(u64);

const OFFSET: u64 = (1 << 21) - 1;
const LINK: u64 = (1 << 18) - 1;

impl Slot {
    /// Offsets must be at most 2^21 - 1 and the link at most 2^18 - 1; the reader's limits see to that.
    pub fn new(kind: Kind, start: u32, end: u32, link: u32) -> Self {
        debug_assert!(u64::from(start) <= OFFSET && u64::from(end) <= OFFSET && u64::from(link) <= LINK);
        Self((kind as u64) << 60 | (u64::from(start) & OFFSET) << 39 | (u64::from(end) & OFFSET) << 18 | (u64::from(link) & LINK))
    }

    fn part(self, shift: u32, mask: u64) -> u32 {
        u32::try_from(self.0 >> shift & mask).unwrap_or(u32::MAX)
    }

    pub fn kind(self) -> Kind {
        KINDS[(self.0 >> 60) as usize & 0xf]
    }

    pub fn start(self) -> u32 {
        self.part(39, OFFSET)
    }

    pub fn end(self) -> u32 {
        self.part(18, OFFSET)
    }

    pub fn link(self) -> u32 {
        self.part(0, LINK)
    }
}

/// Kinds by their number; numbers that are none read as nothing.
const KINDS: [Kind; 16] = {
    let mut kinds = [Kind::Null; 16];
    let all = [Kind::Map, Kind::Seq, Kind::Null, Kind::Bool, Kind::Int, Kind::Float, Kind::Plain, Kind::Quoted, Kind::Owned];
    let mut at = 0;
    while at < all.len() {
        kinds[all[at] as usize] = all[at];
        at += 1;
    }
    kinds
};

/// A file's text with what was read from it: no slots if it could not be read.
///
/// It does not know its [`FileId`]: several states of a programme may share a file, each with a place of its own for it.
/// So the programme gives the id, and a [`Node`] carries it, in bytes that would be padding.
pub struct SourceFile {
    /// Relative to the programme's folder, `/` between parts.
    pub path: String,
    pub text: Box<str>,
    pub slots: Box<[Slot]>,
    pub owned: Box<[Box<str>]>,
}

impl SourceFile {
    /// A file known by its text alone.
    pub fn bare(path: String, text: Box<str>) -> Self {
        Self { path, text, slots: Box::default(), owned: Box::default() }
    }

    /// A file that is one quoted string: for a validator that wants names as values.
    pub fn of_string(text: &str) -> Self {
        let slot = Slot::new(Kind::Owned, 0, 0, 0);
        Self { slots: [slot].into(), owned: [text.into()].into(), ..Self::bare(String::new(), Box::default()) }
    }

    /// A value of the file by itself: its places say [`FileId::ALONE`].
    pub fn node(&self, slot: u32) -> Node<'_> {
        Node { file: self, id: FileId::ALONE, slot }
    }

    /// Its documents, which follow one another as siblings do.
    pub fn documents(&self) -> Items<'_> {
        Items { file: self, id: FileId::ALONE, next: 0, end: u32::try_from(self.slots.len()).unwrap_or(u32::MAX) }
    }
}

/// All files that were looked at, by [`FileId`].
#[derive(Default)]
pub struct Files(Vec<Arc<SourceFile>>);

impl Files {
    /// Takes files in the order of their ids.
    pub fn new(files: Vec<Arc<SourceFile>>) -> Self {
        Self(files)
    }

    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.0[id.0 as usize]
    }

    /// A value of a file.
    pub fn node(&self, id: FileId, slot: u32) -> Node<'_> {
        Node { file: self.get(id), id, slot }
    }

    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.0.iter().map(Arc::as_ref)
    }

    /// The file at a path, if it was looked at.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.iter().position(|file| file.path == path).map(FileId::at)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A handle on one value.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    file: &'a SourceFile,
    id: FileId,
    slot: u32,
}

impl<'a> Node<'a> {
    fn raw(self) -> Slot {
        self.file.slots[self.slot as usize]
    }

    pub fn file(self) -> &'a SourceFile {
        self.file
    }

    /// The slot's index, which names this value within its file.
    pub fn slot(self) -> u32 {
        self.slot
    }

    pub fn kind(self) -> Kind {
        self.raw().kind()
    }

    pub fn is_scalar(self) -> bool {
        !matches!(self.kind(), Kind::Map | Kind::Seq)
    }

    pub fn is_string(self) -> bool {
        matches!(self.kind(), Kind::Plain | Kind::Quoted | Kind::Owned)
    }

    /// From the first to the last byte of the value.
    pub fn span(self) -> Span {
        let slot = self.raw();
        Span::new(self.id, slot.start(), slot.end())
    }

    /// The text of the file that it stands in, from its first to its last byte.
    pub fn source(self) -> &'a str {
        let slot = self.raw();
        &self.file.text[slot.start() as usize..slot.end() as usize]
    }

    /// A scalar's text with quotes and escapes resolved; empty for collections.
    pub fn text(self) -> &'a str {
        let slot = self.raw();
        let (source, start, end) = (&self.file.text, slot.start() as usize, slot.end() as usize);
        match slot.kind() {
            Kind::Map | Kind::Seq => "",
            Kind::Owned => &self.file.owned[slot.link() as usize],
            Kind::Quoted => &source[start + 1..end - 1],
            _ => &source[start..end],
        }
    }

    fn after(self) -> u32 {
        match self.kind() {
            Kind::Map | Kind::Seq => self.raw().link(),
            _ => self.slot + 1,
        }
    }

    /// A sequence's items; nothing for other values.
    pub fn items(self) -> Items<'a> {
        let end = if self.kind() == Kind::Seq { self.raw().link() } else { self.slot };
        Items { file: self.file, id: self.id, next: self.slot + 1, end }
    }

    /// A mapping's keys and values in file order; nothing for other values.
    pub fn entries(self) -> Entries<'a> {
        let end = if self.kind() == Kind::Map { self.raw().link() } else { self.slot };
        Entries(Items { file: self.file, id: self.id, next: self.slot + 1, end })
    }

    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    pub fn entry(self, key: &str) -> Option<(Node<'a>, Node<'a>)> {
        self.entries().find(|(name, _)| name.text() == key)
    }

    /// The value at a JSON pointer such as `/treatment/controls/0`, if it is there.
    pub fn find(self, pointer: &str) -> Option<Node<'a>> {
        let mut node = self;
        for part in parts(pointer) {
            node = node.child(&part)?.1;
        }
        Some(node)
    }

    fn child(self, part: &str) -> Option<(Option<Node<'a>>, Node<'a>)> {
        match self.kind() {
            Kind::Map => self.entry(part).map(|(key, value)| (Some(key), value)),
            Kind::Seq => part.parse().ok().and_then(|n| self.items().nth(n)).map(|item| (None, item)),
            _ => None,
        }
    }

    /// Where to point for a JSON pointer: the value, or its key if the value is a collection; for what is missing,
    /// the same of the deepest part that exists. A record as a whole is its `id`, so a missing field has a place.
    pub fn place(self, pointer: &str) -> Span {
        let (mut key, mut node) = (None, self);
        for part in parts(pointer) {
            match node.child(&part) {
                Some((next_key, next)) => (key, node) = (next_key.or(Some(next)), next),
                None => break,
            }
        }
        match (node.is_scalar() && node.kind() != Kind::Null, key) {
            (true, _) => node.span(),
            (false, Some(key)) if key.is_scalar() => key.span(),
            _ => node.head(),
        }
    }

    /// The short place that stands for a collection: its `id`, else its first key, else its first item.
    pub fn head(self) -> Span {
        match self.kind() {
            Kind::Map => match (self.get("id").filter(|id| id.is_scalar()), self.entries().next()) {
                (Some(id), _) => id.span(),
                (None, Some((key, _))) => key.span(),
                (None, None) => self.span(),
            },
            Kind::Seq => self.items().next().map_or(self.span(), Node::head),
            _ => self.span(),
        }
    }
}

/// The unescaped parts of a JSON pointer.
pub fn parts(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// Walks siblings.
#[derive(Clone)]
pub struct Items<'a> {
    file: &'a SourceFile,
    id: FileId,
    next: u32,
    end: u32,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { file: self.file, id: self.id, slot: self.next };
        self.next = node.after();
        Some(node)
    }
}

/// Walks keys with their values.
#[derive(Clone)]
pub struct Entries<'a>(Items<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = (Node<'a>, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
