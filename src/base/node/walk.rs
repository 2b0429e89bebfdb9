//! The values of a collection, one after the other.

use super::{Node, SourceFile};
use crate::base::span::FileId;

/// Walks siblings.
#[derive(Clone)]
pub struct Items<'a> {
    pub(super) file: &'a SourceFile,
    pub(super) id: FileId,
    pub(super) next: u32,
    pub(super) end: u32,
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
pub struct Entries<'a>(pub(super) Items<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = (Node<'a>, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
