//! A YAML value that remembers its place.
//!
//! A file is parsed once into a flat list of slots in document order, eight bytes each, that point back into the
//! text. [`Node`] is a cheap handle on one slot. The shape was chosen over a tree of owned values because a
//! programme of 100,000 records keeps all its places, and the text, in about three times its size on disk.

mod slot;
mod walk;

pub use slot::{Class, Slot};
pub use walk::{Entries, Items};

use super::span::{FileId, Lines, Position, Span, position};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

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
    lasting: Box<[Lasting]>,
    index: OnceLock<Box<Index>>,
}

/// What a value says whatever it is called today: its slot, and the first name of what it refers to.
pub type Lasting = (u32, Box<str>);

/// Over more slots than these, what is looked for is looked up in an [`Index`] instead of being walked to: a rule asks
/// for the place of every item of a list, and a list may be as long as a file.
const MANY: u32 = 500;

/// In a longer text, in bytes, lines are not counted from its start for each place: a report has that of every record, and
/// all may stand in one file.
const LONG: usize = 4 << 10;

/// The children of a file's large collections, and its lines.
struct Index {
    /// By the slot of the collection: of a list the slots of its items, of a mapping those of its keys in the order of
    /// their texts.
    children: HashMap<u32, Box<[u32]>>,
    documents: Box<[u32]>,
    lines: Lines,
}

impl Index {
    /// Goes through a file once: a value is the child of one collection.
    fn of(file: &SourceFile) -> Self {
        let large = (0..number(file.slots.len())).map(|slot| file.node(slot)).filter(|node| node.is_large());
        let children = large.map(|node| {
            let mut slots: Box<[u32]> = match node.class() {
                Class::Map => node.entries().map(|(key, _)| key.slot).collect(),
                _ => node.items().map(Node::slot).collect(),
            };
            if node.class() == Class::Map {
                slots.sort_unstable_by_key(|slot| file.node(*slot).text());
            }
            (node.slot, slots)
        });
        let documents = file.documents().map(Node::slot).collect();
        Self { children: children.collect(), documents, lines: Lines::of(&file.text) }
    }
}

/// Slots are counted within the reader's limits.
fn number(slots: usize) -> u32 {
    u32::try_from(slots).unwrap_or(u32::MAX)
}

impl SourceFile {
    /// A file as it was read.
    pub fn new(path: String, text: Box<str>, slots: Box<[Slot]>, owned: Box<[Box<str>]>) -> Self {
        Self { path, text, slots, owned, lasting: Box::default(), index: OnceLock::new() }
    }

    /// The same file, knowing by which names some of its values last, in the order of their slots.
    pub fn lasting(self, lasting: Vec<Lasting>) -> Self {
        Self { lasting: lasting.into(), ..self }
    }

    /// Whether some of its values last by other names than they have.
    pub fn has_lasting(&self) -> bool {
        !self.lasting.is_empty()
    }

    /// A copy, for a programme that knows other names than those which share the file.
    pub fn copy(&self) -> Self {
        Self::new(self.path.clone(), self.text.clone(), self.slots.clone(), self.owned.clone())
    }

    /// A file known by its text alone.
    pub fn bare(path: String, text: Box<str>) -> Self {
        Self::new(path, text, Box::default(), Box::default())
    }

    /// A file that is one quoted string: for a validator that wants names as values.
    pub fn of_string(text: &str) -> Self {
        let slot = Slot::new(Class::Owned, 0, 0, 0);
        Self::new(String::new(), Box::default(), [slot].into(), [text.into()].into())
    }

    /// A value of the file by itself: its places say [`FileId::ALONE`].
    pub fn node(&self, slot: u32) -> Node<'_> {
        Node { file: self, id: FileId::ALONE, slot }
    }

    /// Its documents, which follow one another as siblings do.
    pub fn documents(&self) -> Items<'_> {
        Items { file: self, id: FileId::ALONE, next: 0, end: number(self.slots.len()) }
    }

    /// The first document that reaches to an offset or beyond. A file does not know its id, and so the node does not.
    pub fn document_at(&self, offset: u32) -> Option<Node<'_>> {
        let ends_before = |node: Node<'_>| node.span().end < offset;
        if number(self.slots.len()) <= MANY {
            return self.documents().find(|node| !ends_before(*node));
        }
        let documents = &self.index().documents;
        let at = documents.partition_point(|slot| ends_before(self.node(*slot)));
        documents.get(at).map(|slot| self.node(*slot))
    }

    /// The line and column of an offset.
    pub fn position(&self, offset: u32) -> Position {
        if self.text.len() <= LONG { position(&self.text, offset) } else { self.index().lines.position(&self.text, offset) }
    }

    /// Made when somebody asks first.
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Box::new(Index::of(self)))
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

    /// The first document of a file that reaches to a place or beyond.
    pub fn document_at(&self, place: Span) -> Option<Node<'_>> {
        let document = self.get(place.file).document_at(place.start)?;
        Some(self.node(place.file, document.slot()))
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
        // They stand by their paths; only one that was missed is put behind them.
        let (last, sorted) = self.0.split_last()?;
        let is_last = (last.path == path).then_some(sorted.len());
        is_last.or_else(|| sorted.binary_search_by(|file| file.path.as_str().cmp(path)).ok()).map(FileId::at)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Puts another form of a file in its place; places in it stay what they are.
    pub fn replace(&mut self, id: FileId, file: SourceFile) {
        self.0[id.0 as usize] = Arc::new(file);
    }
}

/// How the text of a scalar is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Written,
    /// By [`Node::lasting`].
    Lasting,
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

    pub fn class(self) -> Class {
        self.raw().class()
    }

    pub fn is_scalar(self) -> bool {
        !matches!(self.class(), Class::Map | Class::Seq)
    }

    pub fn is_string(self) -> bool {
        matches!(self.class(), Class::Plain | Class::Quoted | Class::Owned)
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
        match slot.class() {
            Class::Map | Class::Seq => "",
            Class::Owned => &self.file.owned[slot.link() as usize],
            Class::Quoted => &source[start + 1..end - 1],
            _ => &source[start..end],
        }
    }

    /// The text by which a scalar is compared with what was before: of a reference to a record that had another id, the first
    /// it had.
    pub fn lasting(self) -> &'a str {
        if self.file.lasting.is_empty() {
            return self.text();
        }
        let found = self.file.lasting.binary_search_by_key(&self.slot, |(slot, _)| *slot);
        found.map_or_else(|_| self.text(), |at| &*self.file.lasting[at].1)
    }

    /// One of both.
    pub fn read(self, reading: Reading) -> &'a str {
        match reading {
            Reading::Written => self.text(),
            Reading::Lasting => self.lasting(),
        }
    }

    /// Whether a scalar's text is this one. Most differ in length or in the first letter, which needs no look at all of it.
    pub fn says(self, text: &str) -> bool {
        let slot = self.raw();
        match slot.class() {
            Class::Quoted | Class::Owned | Class::Map | Class::Seq => self.text() == text,
            _ => {
                let (start, end) = (slot.start() as usize, slot.end() as usize);
                if end - start != text.len() {
                    return false;
                }
                let (source, wanted) = (&self.file.text.as_bytes()[start..end], text.as_bytes());
                source.first() == wanted.first() && source == wanted
            }
        }
    }

    fn after(self) -> u32 {
        match self.class() {
            Class::Map | Class::Seq => self.raw().link(),
            _ => self.slot + 1,
        }
    }

    /// A sequence's items; nothing for other values.
    pub fn items(self) -> Items<'a> {
        let end = if self.class() == Class::Seq { self.raw().link() } else { self.slot };
        Items { file: self.file, id: self.id, next: self.slot + 1, end }
    }

    /// A mapping's keys and values in file order; nothing for other values.
    pub fn entries(self) -> Entries<'a> {
        let end = if self.class() == Class::Map { self.raw().link() } else { self.slot };
        Entries(Items { file: self.file, id: self.id, next: self.slot + 1, end })
    }

    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    pub fn entry(self, key: &str) -> Option<(Node<'a>, Node<'a>)> {
        if self.class() != Class::Map || !self.is_large() {
            return self.entries().find(|(name, _)| name.says(key));
        }
        let keys = self.children();
        let at = keys.binary_search_by_key(&key, |slot| Node { slot: *slot, ..self }.text()).ok()?;
        // Keys are scalars, so the value is the next slot.
        Some((Node { slot: keys[at], ..self }, Node { slot: keys[at] + 1, ..self }))
    }

    /// A sequence's item; nothing of other values.
    pub fn item(self, n: usize) -> Option<Node<'a>> {
        if self.class() != Class::Seq || !self.is_large() {
            return self.items().nth(n);
        }
        self.children().get(n).map(|slot| Node { slot: *slot, ..self })
    }

    /// Whether it is worth an index.
    fn is_large(self) -> bool {
        self.after() - self.slot > MANY
    }

    fn children(self) -> &'a [u32] {
        self.file.index().children.get(&self.slot).map_or(&[], |slots| &**slots)
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
        match self.class() {
            Class::Map => self.entry(part).map(|(key, value)| (Some(key), value)),
            Class::Seq => part.parse().ok().and_then(|n| self.item(n)).map(|item| (None, item)),
            _ => None,
        }
    }

    /// Whether it says anything: not null, and no collection without items.
    pub fn is_filled(self) -> bool {
        match self.class() {
            Class::Null => false,
            Class::Map => self.entries().next().is_some(),
            Class::Seq => self.items().next().is_some(),
            _ => true,
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
        match (node.is_scalar() && node.class() != Class::Null, key) {
            (true, _) => node.span(),
            (false, Some(key)) if key.is_scalar() => key.span(),
            _ => node.head(),
        }
    }

    /// The short place that stands for a collection: its `id`, else its first key, else its first item.
    pub fn head(self) -> Span {
        match self.class() {
            Class::Map => match (self.get("id").filter(|id| id.is_scalar()), self.entries().next()) {
                (Some(id), _) => id.span(),
                (None, Some((key, _))) => key.span(),
                (None, None) => self.span(),
            },
            Class::Seq => self.items().next().map_or(self.span(), Node::head),
            _ => self.span(),
        }
    }
}

/// The unescaped parts of a JSON pointer.
pub fn parts(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
    pointer.split('/').skip(1).map(move |part| if part.contains('~') { unescaped(part).into() } else { part.into() })
}
