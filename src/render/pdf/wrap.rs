//! Words into lines.

use super::face::Faces;
use crate::render::runs::Runs;
use unicode_normalization::UnicodeNormalization as _;

/// A piece of a line, in one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub text: String,
    pub is_bold: bool,
    /// Where it leads: `#RSK-1`, or an address.
    pub to: Option<String>,
    /// From the beginning of the line.
    pub x: f32,
    pub wide: f32,
}

/// A line of pieces.
pub type Line = Vec<Span>;

/// A word: pieces that nothing divides.
struct Word {
    parts: Vec<(String, bool, Option<String>)>,
    wide: f32,
    /// A space stands before it.
    spaced: bool,
    /// A line begins with it, whatever room there is.
    begins: bool,
}

/// Text that is set in lines.
pub struct Set<'f> {
    faces: &'f Faces,
    size: f32,
    is_bold: bool,
    words: Vec<Word>,
}

impl<'f> Set<'f> {
    pub fn new(faces: &'f Faces, size: f32, is_bold: bool) -> Self {
        Self { faces, size, is_bold, words: Vec::new() }
    }

    /// Adds a text; it goes on where the last one ended.
    pub fn add(mut self, runs: &Runs, is_bold: bool) -> Self {
        for piece in &runs.pieces {
            self.push(&piece.text, is_bold || self.is_bold, piece.to.as_deref());
        }
        self
    }

    /// Adds words of ours.
    pub fn say(mut self, text: &str, is_bold: bool) -> Self {
        self.push(text, is_bold || self.is_bold, None);
        self
    }

    fn push(&mut self, text: &str, is_bold: bool, to: Option<&str>) {
        let text: String = text.nfc().collect();
        let (mut begins, mut spaced) = (false, false);
        let mut rest = text.as_str();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('\n') {
                (begins, rest) = (true, after);
                continue;
            }
            if let Some(after) = rest.strip_prefix(' ') {
                (spaced, rest) = (true, after);
                if rest.is_empty() {
                    self.words.push(Word { parts: Vec::new(), wide: 0.0, spaced: true, begins: false });
                }
                continue;
            }
            let end = rest.find([' ', '\n']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after;
            let wide = self.faces.of(is_bold).width(word) * self.size;
            let part = (word.to_owned(), is_bold, to.map(str::to_owned));
            // A piece that follows without a space belongs to the word before.
            match self.words.last_mut().filter(|last| !(begins || spaced || last.parts.is_empty() && last.spaced)) {
                Some(last) => {
                    last.parts.push(part);
                    last.wide += wide;
                }
                None => {
                    let after_space = self.words.last().is_some_and(|last| last.parts.is_empty() && last.spaced);
                    if after_space {
                        self.words.pop();
                    }
                    self.words.push(Word { parts: vec![part], wide, spaced: spaced || after_space, begins });
                }
            }
            (begins, spaced) = (false, false);
        }
    }

    /// The lines of a column that is so wide. A word that is wider than it breaks where it must.
    pub fn lines(self, room: f32) -> Vec<Line> {
        let space = self.faces.text.advance(' ') * self.size;
        let mut lines: Vec<Line> = vec![Vec::new()];
        let mut x = 0.0_f32;
        for word in &self.words {
            let before = if word.spaced && x > 0.0 { space } else { 0.0 };
            if word.begins || (x > 0.0 && x + before + word.wide > room) {
                lines.push(Vec::new());
                x = 0.0;
            } else {
                x += before;
            }
            for (text, is_bold, to) in &word.parts {
                for (n, text) in self.broken(text, *is_bold, room, x).into_iter().enumerate() {
                    if n > 0 {
                        lines.push(Vec::new());
                        x = 0.0;
                    }
                    if text.is_empty() {
                        continue;
                    }
                    let wide = self.faces.of(*is_bold).width(&text) * self.size;
                    let line = lines.last_mut().expect("there is a line");
                    match line.last_mut().filter(|last| last.is_bold == *is_bold && last.to == *to && to.is_none()) {
                        Some(last) => {
                            let gap = x - (last.x + last.wide);
                            if gap > 0.01 {
                                last.text.push(' ');
                                last.wide += gap;
                            }
                            last.text.push_str(&text);
                            last.wide += wide;
                        }
                        None => {
                            // The space between two looks belongs to the first, so that copied words stay apart.
                            if let Some(last) = line.last_mut().filter(|last| x - (last.x + last.wide) > 0.01) {
                                last.text.push(' ');
                                last.wide = x - last.x;
                            }
                            line.push(Span { text, is_bold: *is_bold, to: to.clone(), x, wide });
                        }
                    }
                    x += wide;
                }
            }
        }
        lines
    }

    /// A word in parts, each on a line of its own. The first goes on where the line is, and may be empty.
    fn broken(&self, text: &str, is_bold: bool, room: f32, x: f32) -> Vec<String> {
        let face = self.faces.of(is_bold);
        let mut parts = vec![String::new()];
        let mut wide = x;
        for letter in text.chars() {
            let advance = face.advance(letter) * self.size;
            if wide > 0.0 && wide + advance > room + 0.01 {
                parts.push(String::new());
                wide = 0.0;
            }
            parts.last_mut().expect("there is a part").push(letter);
            wide += advance;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, room: f32) -> Vec<String> {
        let faces = Faces::get().unwrap();
        let lines = Set::new(faces, 10.0, false).add(&Runs::new(text), false).lines(room);
        for line in &lines {
            assert!(line.iter().all(|span| span.x + span.wide <= room + 0.1), "{line:?}");
        }
        lines.iter().map(|line| line.iter().map(|span| span.text.as_str()).collect::<String>().trim_end().to_owned()).collect()
    }

    #[test]
    fn words_stay_whole_where_there_is_room() {
        assert_eq!(told("one two three", 1000.0), ["one two three"]);
        assert_eq!(told("one two three", 45.0), ["one two", "three"]);
        assert_eq!(told("one\ntwo", 1000.0), ["one", "two"]);
        assert_eq!(told("a (RSK-002), b", 1000.0), ["a (RSK-002), b"]);
        let long = "x".repeat(60);
        let broken = told(&format!("a {long} b"), 100.0);
        assert!(broken.len() > 3 && broken.concat().replace(' ', "").len() == 62, "{broken:?}");
    }
}
