//! Text in the place of other text.

use std::ops::Range;

/// Text that comes into the place of bytes of a file.
#[derive(Debug)]
pub struct Splice {
    pub range: Range<usize>,
    pub text: String,
}

/// The text with all of them; None if they overlap. Of several at one place the first comes first, and what is put in before
/// what takes something out.
pub fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut out = String::with_capacity(text.len() + splices.iter().map(|splice| splice.text.len()).sum::<usize>());
    let mut at = 0;
    for Splice { range, text: new } in splices {
        out.push_str(text.get(at..range.start)?);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Some(out)
}
