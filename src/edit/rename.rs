//! Other ids in the place of old ones: where a file refers to something, it refers to it by its new name, and every other byte
//! is as it was.

use super::revise::Refused;
use super::splice::{Splice, spliced};
use crate::base::node::{Class, Node, SourceFile};
use crate::base::span::FileId;
use crate::load::yaml;

/// The text of a file in which the scalars at `places`, in their order, say `new`. They are read back: nothing else says
/// anything else.
///
/// # Errors
/// When a scalar stands where nothing can be put in its place on its line.
pub fn renamed(file: &SourceFile, places: &[Node<'_>], new: &str) -> Result<String, Refused> {
    let refused = |node: &Node<'_>, why| Refused { at: file.position(node.span().start), why };
    let splices = places.iter().map(|node| said(*node, new).ok_or_else(|| refused(node, "an id stands on several lines there")));
    let text = spliced(&file.text, splices.collect::<Result<_, _>>()?);
    match (text, places.first()) {
        (Some(text), _) if reads_as(file, places, new, &text) => Ok(text),
        (_, Some(first)) => Err(refused(first, "the file would not say what is wanted, because of how it is laid out")),
        (_, None) => Ok(file.text.to_string()),
    }
}

/// Within the quotes that it has; what is written with escapes is written anew. Ids need no quotes.
fn said(node: Node<'_>, new: &str) -> Option<Splice> {
    let (start, end) = (node.span().start as usize, node.span().end as usize);
    match node.class() {
        Class::Quoted => Some(Splice { range: start + 1..end - 1, text: new.to_owned() }),
        Class::Plain => Some(Splice { range: start..end, text: new.to_owned() }),
        Class::Owned if node.source().starts_with('"') && !node.source().contains('\n') => {
            Some(Splice { range: start..end, text: format!("\"{new}\"") })
        }
        _ => None,
    }
}

fn reads_as(before: &SourceFile, places: &[Node<'_>], new: &str, text: &str) -> bool {
    let (after, _) = yaml::read(FileId::ALONE, before.path.clone(), text.as_bytes().to_vec());
    let mut places = places.iter().map(|node| node.slot()).peekable();
    let mut says = |slot: usize| {
        let slot = u32::try_from(slot).unwrap_or(u32::MAX);
        let (was, is) = (before.node(slot), after.node(slot));
        let wanted = if places.next_if_eq(&slot).is_some() { new } else { was.text() };
        was.is_scalar() == is.is_scalar() && is.text() == wanted
    };
    before.slots.len() == after.slots.len() && (0..before.slots.len()).all(&mut says) && places.peek().is_none()
}
