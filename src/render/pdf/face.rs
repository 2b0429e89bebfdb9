//! The two fonts that papers are set in, and how wide their letters are.
//!
//! DejaVu Sans Condensed, cut down to the letters of Latin, Greek and Cyrillic and the signs that our words use. The licence
//! stands beside the files. They are read when a paper is written, and never before.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::HashMap;
use std::io;
use std::sync::OnceLock;

static TEXT: &[u8] = include_bytes!("fonts/text.ttf");
static BOLD: &[u8] = include_bytes!("fonts/bold.ttf");

/// Stands for a letter that the fonts do not have.
pub const UNKNOWN: char = '\u{fffd}';

/// A font with its letters.
pub struct Face {
    pub font: Font,
    /// By letter: the glyph, and how wide it is for letters of height 1.
    glyphs: HashMap<char, (u32, f32)>,
}

/// Both fonts.
pub struct Faces {
    pub text: Face,
    pub bold: Face,
}

impl Faces {
    /// Reads them, once for all papers of a run.
    pub fn get() -> io::Result<&'static Self> {
        static FACES: OnceLock<Option<Faces>> = OnceLock::new();
        let read = || Some(Self { text: Face::read(TEXT)?, bold: Face::read(BOLD)? });
        FACES.get_or_init(read).as_ref().ok_or_else(|| io::Error::other("the fonts of papers cannot be read"))
    }

    pub fn of(&self, is_bold: bool) -> &Face {
        if is_bold { &self.bold } else { &self.text }
    }
}

impl Face {
    fn read(data: &'static [u8]) -> Option<Self> {
        let font = FontRef::from_index(data, 0).ok()?;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let letters = font.charmap().mappings().filter_map(|(letter, glyph)| Some((char::from_u32(letter)?, glyph)));
        let glyphs = letters.map(|(letter, glyph)| (letter, (glyph.to_u32(), metrics.advance_width(glyph).unwrap_or_default()))).collect();
        Some(Self { font: Font::new(data.to_vec().into(), 0)?, glyphs })
    }

    pub fn has(&self, letter: char) -> bool {
        self.glyphs.contains_key(&letter)
    }

    fn glyph(&self, letter: char) -> (u32, f32) {
        self.glyphs.get(&letter).or_else(|| self.glyphs.get(&UNKNOWN)).copied().unwrap_or_default()
    }

    /// How wide a text is in letters of height 1.
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.glyph(letter).1).sum()
    }

    /// A letter's own width.
    pub fn advance(&self, letter: char) -> f32 {
        self.glyph(letter).1
    }

    /// The glyphs of a text, one for each letter.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let (glyph, wide) = self.glyph(letter);
            KrillaGlyph::new(GlyphId::new(glyph), wide, 0.0, 0.0, 0.0, at..at + letter.len_utf8(), None)
        };
        text.char_indices().map(glyph).collect()
    }
}
