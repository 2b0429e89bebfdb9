//! Places in files, counted in bytes. Lines and columns exist only in renderers.

/// Index of a file in [`Files`](super::node::Files).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// What a file is called that was read by itself and is part of no programme yet.
    pub const ALONE: FileId = FileId(0);

    /// The id of the file at a position.
    pub fn at(position: usize) -> Self {
        FileId(u32::try_from(position).expect("a programme has fewer than four billion files"))
    }
}

/// A range of bytes in one file; `start <= end`, both within the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// Whether another place begins within this one.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && (self.start..=self.end).contains(&other.start)
    }
}

/// A place as people and tools count it: both 1-based, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The line and column of byte `offset` in `text`. Only `\n` ends a line, so CRLF files count alike.
pub fn position(text: &str, offset: u32) -> Position {
    let mut offset = (offset as usize).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before[line_start..].trim_start_matches('\u{feff}');
    Position { line: before.bytes().filter(|b| *b == b'\n').count() + 1, column: line.chars().count() + 1 }
}

/// How far apart the marks are, in bytes.
const STEP: usize = 1024;

/// Where every thousandth byte of a text stands. Looking up a place costs no more than a walk from the last mark, so
/// that neither many lines nor one endless line makes the thousandth finding dearer than the first.
pub struct Lines(Vec<Position>);

impl Lines {
    /// Reads the text once.
    pub fn of(text: &str) -> Self {
        let (mut position, mut from) = (Position { line: 1, column: 1 }, 0);
        let marks = (0..=text.len() / STEP).map(|n| {
            let to = text.floor_char_boundary(n * STEP);
            position = walk(position, &text[from..to]);
            from = to;
            position
        });
        Self(marks.collect())
    }

    /// The same as [`position`], sooner.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.floor_char_boundary(offset as usize);
        let mark = offset / STEP;
        walk(self.0[mark], &text[text.floor_char_boundary(mark * STEP)..offset])
    }
}

fn walk(from: Position, text: &str) -> Position {
    text.chars().fold(from, |Position { line, column }, c| match c {
        '\n' => Position { line: line + 1, column: 1 },
        '\u{feff}' if column == 1 => Position { line, column },
        _ => Position { line, column: column + 1 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "ä: 1\r\nb: x";
        assert_eq!(position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(position(text, 2), Position { line: 1, column: 2 });
        assert_eq!(position(text, 7), Position { line: 2, column: 1 });
        assert_eq!(position(text, 999), Position { line: 2, column: 5 });
    }

    #[test]
    fn agrees_with_counting_from_the_start() {
        let text = "\u{feff}ä: 1\r\nb: \u{feff}x\n\n🦀 long".repeat(150) + &"é".repeat(3_000) + "\n";
        let lines = Lines::of(&text);
        for offset in 0..=text.len() as u32 + 2 {
            assert_eq!(lines.position(&text, offset), position(&text, offset), "at {offset}");
        }
        assert_eq!(Lines::of("").position("", 7), Position { line: 1, column: 1 });
    }
}
