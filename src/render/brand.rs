//! What an organisation puts on its papers, as a page shows it.

use super::escape::visible;
use super::runs::Runs;
use crate::base::colour::{Colour, WHITE};
use crate::report::brand::Brand;
use std::fmt::Write as _;

/// What is behind the titles of a page in the dark, as its style sheet has it.
const DARK: Colour = Colour([0x14, 0x18, 0x1c]);

/// A look, in what a style sheet and a page take.
pub struct Branding {
    pub logo: Option<Logo>,
    pub colour: Option<Tints>,
    pub mark: Option<Runs>,
    /// The mark for the foot of printed pages, each letter by its number: nothing in it can end a string.
    pub printed: Option<String>,
    pub footer: Option<Runs>,
}

/// The picture itself, since a page asks for no other file, and what is said of it.
pub struct Logo {
    pub uri: String,
    pub words: String,
}

/// A colour on white and in the dark, as far as it can be read there.
pub struct Tints {
    pub light: String,
    pub dark: String,
}

impl Branding {
    pub fn of(brand: &Brand) -> Self {
        let tint = |colour: Colour, on| format!("#{}", colour.readable(on).hex());
        Self {
            logo: brand.logo.as_ref().map(|logo| Logo { uri: logo.picture.uri(), words: visible(&logo.words) }),
            colour: brand.colour.map(|colour| Tints { light: tint(colour, WHITE), dark: tint(colour, DARK) }),
            mark: brand.mark.as_deref().map(Runs::bold),
            printed: brand.mark.as_deref().map(numbered),
            footer: brand.footer.as_deref().map(Runs::prose),
        }
    }
}

/// The colour of titles on paper.
pub fn ink(brand: Option<&Brand>) -> Option<Colour> {
    brand.and_then(|brand| brand.colour).map(|colour| colour.readable(WHITE))
}

fn numbered(text: &str) -> String {
    // Writing to a string cannot fail.
    visible(text).chars().fold(String::new(), |mut out, c| {
        let _ = write!(out, "\\{:x} ", u32::from(c));
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_mark_ends_a_string() {
        assert_eq!(numbered("a\"}<"), "\\61 \\22 \\7d \\3c ");
    }

    /// What titles stand on is what colours are held against.
    #[test]
    fn pages_are_of_the_colours_that_are_reckoned_with() {
        let page = include_str!("html/style.css");
        let papers: Vec<&str> = page.split("--paper: ").skip(1).map(|rest| rest.split(';').next().unwrap()).collect();
        assert_eq!(papers, ["#fff", &format!("#{}", DARK.hex().to_lowercase()), "#fff"]);
        assert!(page.contains("background: var(--paper); color: var(--ink);"));
    }
}
