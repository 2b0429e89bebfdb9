//! A text that somebody wrote, as a page sees it.

use super::layout;
use super::places::Places;
use super::runs::Runs;
use crate::report::prose::{Prose, Words};

/// A part of the text.
pub enum Written {
    Heading { level: u8, text: Runs },
    Paragraph { text: Runs },
    List { from: Option<u64>, items: Vec<Vec<Written>> },
    Quote { parts: Vec<Written> },
    Code { text: String },
}

/// The parts, with links to where the page has a place for an id.
pub fn parts(parts: &[Prose], places: &Places) -> Vec<Written> {
    let all = |within: &[Prose]| self::parts(within, places);
    let part = |part: &Prose| match part {
        Prose::Heading { level, text } => Written::Heading { level: *level, text: line(text, places) },
        Prose::Paragraph { text } => Written::Paragraph { text: line(text, places) },
        Prose::List { from, items } => Written::List { from: *from, items: items.iter().map(|item| all(item)).collect() },
        Prose::Quote { parts } => Written::Quote { parts: all(parts) },
        Prose::Code { text } => Written::Code { text: super::escape::visible(text) },
    };
    parts.iter().map(part).collect()
}

/// Words with the blanks that stand between those that lead somewhere and those around them.
pub fn line(text: &[Words], places: &Places) -> Runs {
    let word = |(n, Words { text: words, to }): (usize, &Words)| {
        let blank = |is: bool| if is { " " } else { "" };
        let before = Runs::default().padded(blank(n > 0 && words.starts_with([' ', '\n'])));
        let after = blank(n + 1 < text.len() && words.trim() != "" && words.ends_with([' ', '\n']));
        let runs = match to {
            Some(to) => Runs::prose(words).led(to),
            None => Runs::prose(words).linked(&|word| places.to(word, None)),
        };
        before.joined(runs).padded(after)
    };
    text.iter().enumerate().map(word).fold(Runs::default(), Runs::joined)
}

impl Written {
    /// Whether it stands on an upright page as it is.
    pub fn is_slim(&self) -> bool {
        match self {
            Self::Heading { text, .. } => layout::is_short(text.word * 1.5),
            Self::Paragraph { text } => layout::is_short(text.word),
            Self::List { items, .. } => items.iter().flatten().all(Self::is_slim),
            Self::Quote { parts } => parts.iter().all(Self::is_slim),
            // It breaks anywhere.
            Self::Code { .. } => true,
        }
    }
}
