//! Text for a page: where its words may break, and how wide they are.
//!
//! No browser is asked: widths are those of DejaVu Sans, the widest of the fonts that systems put in for their own, so
//! what is found to fit fits. Browsers break words at hyphens, slashes and brackets; an id or an address is one word
//! here, and breaks only where it alone is wider than a page.

use super::escape;
use unicode_width::UnicodeWidthChar;

/// The width of a printed page on its side, in letters of the smallest type that every table may have, less a margin. A
/// longer word cannot stay whole.
const LONGEST: f32 = 88.0;
/// A longer run of a script without spaces is a sentence, and breaks where that script does.
const RUN: f32 = 30.0;
/// What a column of prose certainly holds.
const COLUMN: f32 = 36.0;
/// The smallest window shows such a word on one line.
const SAFE: f32 = 12.0;
/// What stands around a word and is no part of it.
const AROUND: [char; 13] = ['(', ')', '<', '>', '"', '\'', '.', ',', ';', ':', '!', '?', '`'];
/// How much wider bold letters are.
const BOLD: f32 = 1.12;

/// A text in pieces, as the template writes it.
#[derive(Clone, Debug, Default)]
pub struct Runs {
    pub pieces: Vec<Piece>,
    /// A word of it is wider than a column of prose, so that it may take the whole page.
    pub far: bool,
    /// The longest word that stays whole, in the height of its letters.
    pub word: f32,
    /// The longest line.
    pub line: f32,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub struct Piece {
    pub text: String,
    pub kind: Break,
    /// Where it leads.
    pub to: Option<String>,
}

/// How a piece breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// At spaces.
    Plain,
    /// Nowhere, as far as there is room for it.
    Whole,
    /// Anywhere.
    Long,
}

impl Runs {
    /// Takes a text apart. Nothing in it is hidden afterwards; newlines stay.
    pub fn new(text: &str) -> Self {
        Self::split(text, 0.0)
    }

    /// The same for text that has a line to itself: the first word of a line is whole by itself, unless it is long.
    pub fn prose(text: &str) -> Self {
        Self::split(text, SAFE)
    }

    fn split(text: &str, safe: f32) -> Self {
        let text = escape::seen(text.trim());
        let mut runs = Self::default();
        for (n, line) in text.split('\n').enumerate() {
            runs.push(if n > 0 { "\n" } else { "" }, Break::Plain);
            let mut length = 0.0;
            for (m, word) in line.split(' ').filter(|word| !word.is_empty()).enumerate() {
                let width = width(word);
                runs.push(if m > 0 { " " } else { "" }, Break::Plain);
                let kind = if m == 0 && width < safe { Break::Plain } else { Break::of(word, width) };
                runs.push(word, kind);
                runs.word = runs.word.max(if kind == Break::Plain && has_wide(word) { 1.0 } else { width.min(LONGEST) });
                length += width + 0.4;
            }
            runs.line = runs.line.max(length);
        }
        runs.far = runs.word > COLUMN;
        runs
    }

    /// The same in bold letters.
    pub fn bold(text: &str) -> Self {
        let runs = Self::new(text);
        Self { word: runs.word * BOLD, line: runs.line * BOLD, ..runs }
    }

    /// The same with spaces behind it that stay.
    pub fn padded(mut self, spaces: &str) -> Self {
        self.push(spaces, Break::Plain);
        let wide = width(spaces);
        Self { word: self.word + wide, line: self.line + wide, ..self }
    }

    /// Both, one after the other.
    pub fn joined(mut self, next: Self) -> Self {
        self.pieces.extend(next.pieces);
        Self { far: self.far || next.far, word: self.word.max(next.word), line: self.line + next.line, ..self }
    }

    /// The same, all of which leads somewhere.
    pub fn led(mut self, to: &str) -> Self {
        self.pieces.iter_mut().for_each(|piece| piece.to = Some(to.to_owned()));
        self
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Its words alone.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// A sentence or more, or a word that needs a line of its own.
    pub fn is_prose(&self) -> bool {
        self.line > RUN
    }

    fn push(&mut self, text: &str, kind: Break) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if kind == Break::Plain && last.kind == Break::Plain => last.text.push_str(text),
            _ => self.pieces.push(Piece { text: text.into(), kind, to: None }),
        }
    }

    /// The same with words that lead somewhere; what stands around such a word stays as it is.
    pub fn linked(self, to: &dyn Fn(&str) -> Option<String>) -> Self {
        let leads = |piece: &Piece| piece.text.split([' ', '\n']).any(|word| to(core(word)).is_some());
        if !self.pieces.iter().any(leads) {
            return self;
        }
        let mut pieces = Vec::with_capacity(self.pieces.len());
        for Piece { text, kind, .. } in self.pieces {
            let mut rest = 0;
            for word in text.split([' ', '\n']) {
                let core = core(word);
                let Some(target) = Some(core).filter(|core| !core.is_empty()).and_then(to) else { continue };
                let from = core.as_ptr() as usize - text.as_ptr() as usize;
                if from > rest {
                    pieces.push(Piece { text: text[rest..from].into(), kind, to: None });
                }
                rest = from + core.len();
                pieces.push(Piece { text: core.into(), kind, to: Some(target) });
            }
            match rest {
                0 => pieces.push(Piece { text, kind, to: None }),
                rest if rest < text.len() => pieces.push(Piece { text: text[rest..].into(), kind, to: None }),
                _ => {}
            }
        }
        Self { pieces, ..self }
    }
}

impl Break {
    /// The class of such pieces on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Whole => "whole",
            Self::Long => "long",
        }
    }

    fn of(word: &str, width: f32) -> Self {
        let is_simple = |c: char| match c {
            '.' | '\'' | '’' | '×' | '→' => true,
            c if c.is_ascii() => c.is_ascii_alphanumeric(),
            c => c.is_alphanumeric() && c.width() == Some(1),
        };
        let is_plain = || word.chars().all(is_simple) || core(word).chars().all(is_simple);
        match () {
            () if has_wide(word) && width > RUN => Self::Plain,
            () if width > LONGEST => Self::Long,
            () if is_plain() => Self::Plain,
            () => Self::Whole,
        }
    }
}

/// A word without what stands around it: around most stands nothing.
fn core(word: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    if is_letter(word.as_bytes().first()) && is_letter(word.as_bytes().last()) { word } else { word.trim_matches(AROUND) }
}

fn has_wide(word: &str) -> bool {
    !word.is_ascii() && word.chars().any(|c| c.width() == Some(2))
}

/// How wide a text is, in the height of its letters: rather too much than too little.
pub fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { ASCII[c as usize] } else { letter(c) }).sum()
}

/// The widths of the letters that most words have.
static ASCII: [f32; 128] = {
    let mut widths = [1.0; 128];
    let mut letter = b' ';
    while letter <= b'~' {
        widths[letter as usize] = latin(letter);
        letter += 1;
    }
    widths
};

const fn latin(letter: u8) -> f32 {
    match letter {
        b'i' | b'I' | b'j' | b'J' | b'l' | b'\'' => 0.3,
        b' ' | b'!' | b',' | b'.' | b':' | b';' | b'|' | b'/' | b'\\' | b'f' | b'r' | b't' | b'(' | b')' | b'[' | b']' | b'-' | b'`' => {
            0.42
        }
        b'm' | b'w' | b'M' | b'W' | b'@' | b'%' => 1.0,
        b'A'..=b'Z' | b'#' | b'&' | b'+' | b'<' | b'=' | b'>' | b'^' | b'~' => 0.79,
        _ => 0.65,
    }
}

fn letter(c: char) -> f32 {
    match c {
        '\u{2008}' => 0.42,
        '\u{a0}'..='\u{24f}' | '\u{2007}' => 0.65,
        c if c as u32 >= 0x1f000 => 1.3,
        c if c.width() == Some(0) => 0.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<(String, Break)> {
        Runs::new(text).pieces.into_iter().map(|piece| (piece.text, piece.kind)).collect()
    }

    #[test]
    fn what_browsers_would_break_is_kept() {
        let plain = |text: &str| (text.to_owned(), Break::Plain);
        let whole = |text: &str| (text.to_owned(), Break::Whole);
        assert_eq!(pieces("Of A.5.1 (and it's \"so\"):\nfine"), [plain("Of A.5.1 (and it's \"so\"):\nfine")]);
        assert_eq!(
            pieces("see RSK-001, at\nhttps://x.org/a?b and/or so"),
            [plain("see "), whole("RSK-001,"), plain(" at\n"), whole("https://x.org/a?b"), plain(" "), whole("and/or"), plain(" so")]
        );
        assert_eq!(pieces("  "), []);
        assert_eq!(Runs::prose("RSK-1 rose").pieces.len(), 1);
        assert_eq!(Runs::new("RSK-1 rose from 3×4").pieces.len(), 2);
        assert_eq!(pieces("a \u{202e}b"), [plain("a "), whole("\\u{202e}b")]);
    }

    #[test]
    fn words_lead_somewhere_and_nothing_else_changes() {
        let to = |word: &str| (word == "RSK-1").then(|| "#RSK-1".to_owned());
        let runs = Runs::new("of RSK-1, RSK-12\n(RSK-1)").linked(&to);
        let led: Vec<&str> = runs.pieces.iter().filter(|piece| piece.to.is_some()).map(|piece| piece.text.as_str()).collect();
        assert_eq!(led, ["RSK-1", "RSK-1"]);
        assert_eq!(runs.pieces.iter().map(|piece| piece.text.as_str()).collect::<String>(), "of RSK-1, RSK-12\n(RSK-1)");
    }

    #[test]
    fn what_no_page_holds_breaks() {
        assert_eq!(pieces(&"x".repeat(400))[0].1, Break::Long);
        assert_eq!(pieces(&"安".repeat(12))[0].1, Break::Whole);
        assert_eq!(pieces(&"安".repeat(60))[0].1, Break::Plain);
        assert!(Runs::new(&"x".repeat(400)).word <= LONGEST && Runs::new(&"安".repeat(60)).word <= 1.0);
    }
}
