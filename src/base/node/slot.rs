//! One value of a file, in eight bytes.

/// What a slot holds. Plain scalars are classed as the YAML 1.2 core schema would resolve them, but keep their text:
/// `5.10` is a [`Class::Float`] whose text is `5.10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
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

/// One value of a file, in eight bytes: four bits of class, 21 of start, 21 of end (files are at most one mebibyte), and
/// 18 of a link: for collections the slot after the last child, for [`Class::Owned`] the index of its text.
#[derive(Clone, Copy)]
pub struct Slot(u64);

const OFFSET: u64 = (1 << 21) - 1;
const LINK: u64 = (1 << 18) - 1;

impl Slot {
    /// Offsets must be at most 2^21 - 1 and the link at most 2^18 - 1; the reader's limits see to that.
    pub fn new(class: Class, start: u32, end: u32, link: u32) -> Self {
        debug_assert!(u64::from(start) <= OFFSET && u64::from(end) <= OFFSET && u64::from(link) <= LINK);
        Self((class as u64) << 60 | (u64::from(start) & OFFSET) << 39 | (u64::from(end) & OFFSET) << 18 | (u64::from(link) & LINK))
    }

    fn part(self, shift: u32, mask: u64) -> u32 {
        u32::try_from(self.0 >> shift & mask).unwrap_or(u32::MAX)
    }

    pub fn class(self) -> Class {
        CLASSES[(self.0 >> 60) as usize & 0xf]
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
const CLASSES: [Class; 16] = {
    let mut classes = [Class::Null; 16];
    let all = [Class::Map, Class::Seq, Class::Null, Class::Bool, Class::Int, Class::Float, Class::Plain, Class::Quoted, Class::Owned];
    let mut at = 0;
    while at < all.len() {
        classes[all[at] as usize] = all[at];
        at += 1;
    }
    classes
};
