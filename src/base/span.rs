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
}
