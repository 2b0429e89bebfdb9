//! A text that somebody wrote: its headings stand in the navigation, its lists have numbers of their own.

use super::words::{Piece, Words};
use crate::render::escape::visible;
use crate::render::places::Places;
use crate::render::runs::Runs;
use crate::render::written::line;
use crate::report::prose::{Mark, Placed, Prose, placed};
use docx_rs::{IndentLevel, NumberingId, Paragraph};

/// A level of a list stands so far to the right, in twentieths of a point.
const STEP: usize = 283;
/// The format has so many levels of lists.
const LEVELS: usize = 9;

/// Writes the parts.
pub fn write(words: &mut Words, parts: &[Prose], places: &Places) {
    let before = words.lists.len();
    for one in placed(parts) {
        let (style, text) = match one.part {
            Prose::Heading { level: ..=2, text } => ("Heading1", line(text, places)),
            Prose::Heading { level: 3, text } => ("Heading2", line(text, places)),
            Prose::Heading { text, .. } => ("Heading3", line(text, places)),
            Prose::Paragraph { text } if one.quoted => ("Quote", line(text, places)),
            Prose::Paragraph { text } => (if one.depth > 0 { "ListParagraph" } else { "Normal" }, line(text, places)),
            Prose::Code { text } => ("Code", Runs::default().padded(&visible(text))),
            Prose::List { .. } | Prose::Quote { .. } => continue,
        };
        let paragraph = words.paragraph(style, &[Piece::plain(&text)], None);
        let paragraph = marked(words, paragraph, &one, before);
        words.add(&paragraph);
    }
}

/// The paragraph as an item of a list, or as far to the right as one.
fn marked(words: &mut Words, paragraph: Paragraph, one: &Placed<'_>, before: usize) -> Paragraph {
    let Some(level) = one.depth.checked_sub(1).map(|level| level.min(LEVELS - 1)) else { return paragraph };
    let number = match one.mark {
        None => return paragraph.indent(i32::try_from(STEP * (level + 1)).ok(), None, None, None),
        Some(Mark::Point) => 1,
        Some(Mark::Number { n, list }) => words.list(before + list, n, level),
    };
    paragraph.numbering(NumberingId::new(number), IndentLevel::new(level))
}
