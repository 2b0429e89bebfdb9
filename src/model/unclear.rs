//! What is said of fields in words that they cannot hold.

use crate::base::node::Node;
use crate::base::span::Span;
use crate::base::text::cut;

/// Where a record keeps such words, by the field.
pub const UNCLEAR: &str = "unclear";

/// Words on one field.
pub struct Unclear<'a> {
    /// Where they stand.
    pub place: Span,
    whose: &'a str,
    field: &'a str,
    /// As they were written.
    pub words: &'a str,
}

impl<'a> Unclear<'a> {
    /// What a mapping says of the first of some fields; `whose` it is, people are told.
    pub fn of(node: Node<'a>, whose: &'a str, fields: &[&'a str]) -> Option<Self> {
        let unclear = node.get(UNCLEAR)?;
        let (field, words) = fields.iter().find_map(|field| Some((*field, unclear.get(field)?)))?;
        Some(Self { place: words.span(), whose, field, words: words.text() })
    }

    /// The fault that it is.
    pub fn message(&self) -> String {
        format!("what `{}` has as `{}` is unclear: `{}`", self.whose, self.field, cut(self.words))
    }
}
