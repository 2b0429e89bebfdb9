//! A quick way through the YAML that records are written in: mappings and lists by indentation, lists and mappings of one
//! line in brackets, scalars of one line, `|` and `>`. What is anything else, or wrong, is left to the parser as a whole
//! file, which knows all of YAML; what is read here comes out as the parser would give it, value by value and place by
//! place. Tests hold the two against each other.

use super::build::{Builder, Style, offset};
use crate::base::node::Class;
use crate::base::span::{FileId, Span};
use std::borrow::Cow;

/// YAML allows no longer keys.
const LONGEST_KEY: usize = 1_000;

/// Reads a text if it is all of the usual kind.
pub fn scan(id: FileId, text: &str) -> Option<Builder<'_>> {
    if !is_usual(text) {
        return None;
    }
    let mut scanner = Scanner { bytes: text.as_bytes(), builder: Builder::new(id, text), at: 0 };
    scanner.document()?;
    Some(scanner.builder)
}

/// No tabs, returns or marks, and nothing that is no text.
fn is_usual(text: &str) -> bool {
    let is_plain = |byte: u8| (byte >= b' ') & (byte != 0x7f) | (byte == b'\n');
    let is_text = |c: char| !c.is_control() || c == '\n';
    // In pieces that are looked at without an early end, which takes many bytes at once.
    text.as_bytes().chunks(128).all(|piece| piece.iter().fold(true, |all, byte| all & is_plain(*byte)))
        && (text.is_ascii()
            || text.chars().all(|c| is_text(c) && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')))
}

/// What follows, blank lines and comments left out.
enum Next {
    End,
    Line { start: usize, indent: usize },
}

/// `None` from any of its functions means: not of the usual kind.
struct Scanner<'t> {
    bytes: &'t [u8],
    builder: Builder<'t>,
    /// The beginning of a line, between values.
    at: usize,
}

impl<'t> Scanner<'t> {
    fn byte(&self, at: usize) -> u8 {
        // A file that ends without a line end ends as if it had one.
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn text(&self, from: usize, to: usize) -> &'t str {
        &self.builder.text[from..to]
    }

    fn line_end(&self, from: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[from..]).map_or(self.bytes.len(), |n| from + n)
    }

    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.builder.id, offset(from), offset(to))
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == b' ' {
            at += 1;
        }
        at
    }

    /// A blank or the end of the line.
    fn is_apart(&self, at: usize) -> bool {
        matches!(self.byte(at), b' ' | b'\n')
    }

    fn is_item(&self, at: usize) -> bool {
        self.byte(at) == b'-' && self.is_apart(at + 1)
    }

    fn document(&mut self) -> Option<()> {
        match self.next()? {
            Next::Line { indent: 0, .. } => self.block(0)?,
            _ => return None,
        }
        matches!(self.next()?, Next::End).then_some(())
    }

    /// Goes to the next line that says something.
    fn next(&mut self) -> Option<Next> {
        loop {
            if self.at >= self.bytes.len() {
                return Some(Next::End);
            }
            let start = self.at;
            let first = self.skip_spaces(start);
            match self.byte(first) {
                b'\n' | b'#' => self.at = self.line_end(first) + 1,
                b'%' if first == start => return None,
                _ if first == start && (self.bytes[start..].starts_with(b"---") || self.bytes[start..].starts_with(b"...")) => return None,
                _ => return Some(Next::Line { start, indent: first - start }),
            }
        }
    }

    /// The mapping or list that begins on the line at hand.
    fn block(&mut self, indent: usize) -> Option<()> {
        let first = self.at + indent;
        if self.is_item(first) { self.list(indent, first, false) } else { self.mapping(indent, first) }
    }

    fn mapping(&mut self, indent: usize, first: usize) -> Option<()> {
        self.builder.collection(Class::Map, self.span(first, first)).ok()?;
        let mut at = first;
        loop {
            let colon = self.key(at)?;
            self.value(indent, colon)?;
            match self.next()? {
                Next::Line { start, indent: next } if next == indent && !self.is_item(start + next) => at = start + next,
                Next::Line { indent: next, .. } if next >= indent => return None,
                _ => break,
            }
        }
        self.builder.close(self.span(first, first));
        Some(())
    }

    /// Enters a key, and says where its colon is.
    fn key(&mut self, at: usize) -> Option<usize> {
        if let quote @ (b'\'' | b'"') = self.byte(at) {
            let end = self.quoted(quote, at)?;
            return (self.byte(end) == b':' && self.is_apart(end + 1) && end - at <= LONGEST_KEY).then_some(end);
        }
        let colon = self.colon(at)?;
        if !self.begins_plain(at) || self.byte(colon - 1) == b' ' || colon - at > LONGEST_KEY {
            return None;
        }
        self.plain_text(at, colon)?;
        Some(colon)
    }

    /// The colon that makes what begins here a key, if there is one on this line before a comment.
    fn colon(&self, at: usize) -> Option<usize> {
        let end = self.line_end(at);
        let line = &self.bytes[at..end];
        let colon = memchr::memchr_iter(b':', line).find(|n| self.is_apart(at + n + 1))?;
        let has_comment = memchr::memchr_iter(b'#', &line[..colon]).any(|n| n > 0 && line[n - 1] == b' ');
        (colon > 0 && !has_comment).then_some(at + colon)
    }

    /// Whether an unquoted scalar may begin here.
    fn begins_plain(&self, at: usize) -> bool {
        match self.byte(at) {
            b'-' | b'?' | b':' => !matches!(self.byte(at + 1), b' ' | b'\n' | b',' | b'[' | b']' | b'{' | b'}'),
            b'\n' | b' ' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"' | b'%' | b'@'
            | b'`' => false,
            _ => true,
        }
    }

    fn plain_text(&mut self, from: usize, to: usize) -> Option<()> {
        let value = Cow::Borrowed(self.text(from, to));
        self.builder.scalar(value, Style::Plain, self.span(from, to)).ok()
    }

    /// What a key has: on its line, or on the lines below it.
    fn value(&mut self, indent: usize, colon: usize) -> Option<()> {
        let at = self.skip_spaces(colon + 1);
        if self.ends(at, colon + 1) {
            self.at = self.line_end(at) + 1;
            return match self.next()? {
                Next::Line { indent: next, .. } if next > indent => self.block(next),
                Next::Line { start, indent: next } if next == indent && self.is_item(start + next) => self.list(indent, start + next, true),
                _ => self.nothing(colon),
            };
        }
        self.inline(indent, at)
    }

    /// Whether nothing but a comment follows on the line.
    fn ends(&self, at: usize, after: usize) -> bool {
        match self.byte(at) {
            b'\n' => true,
            b'#' => at > after,
            _ => false,
        }
    }

    /// A value that is not there.
    fn nothing(&mut self, at: usize) -> Option<()> {
        let at = at.min(self.bytes.len());
        self.builder.scalar(Cow::Borrowed("~"), Style::Plain, self.span(at, at)).ok()
    }

    /// A value that begins on the line of its key or dash.
    fn inline(&mut self, indent: usize, at: usize) -> Option<()> {
        let end = match self.byte(at) {
            b'|' | b'>' => return self.lines(indent, at),
            b'[' | b'{' => self.flow(at)?,
            quote @ (b'\'' | b'"') => self.quoted(quote, at)?,
            _ => self.plain(at)?,
        };
        let rest = self.skip_spaces(end);
        if !self.ends(rest, end) {
            return None;
        }
        self.at = self.line_end(rest) + 1;
        Some(())
    }

    fn plain(&mut self, at: usize) -> Option<usize> {
        if !self.begins_plain(at) || self.colon(at).is_some() {
            return None;
        }
        let line = &self.bytes[at..self.line_end(at)];
        let comment = memchr::memchr_iter(b'#', line).find(|n| *n > 0 && line[n - 1] == b' ').unwrap_or(line.len());
        // After a comment there may be more colons, which say nothing.
        let end = at + line[..comment].trim_ascii_end().len();
        self.plain_text(at, end)?;
        Some(end)
    }

    /// A quoted scalar of one line without backslashes; says where it ends.
    fn quoted(&mut self, quote: u8, at: usize) -> Option<usize> {
        let mut end = at + 1;
        let mut is_doubled = false;
        loop {
            // No further than to the end of the line: one line may hold all values of a file.
            end += memchr::memchr2(quote, b'\n', self.bytes.get(end..)?)?;
            if self.byte(end) != quote {
                return None;
            }
            if quote == b'\'' && self.byte(end + 1) == quote {
                is_doubled = true;
                end += 2;
            } else {
                break;
            }
        }
        let inner = self.text(at + 1, end);
        if quote == b'"' && inner.contains('\\') {
            return None;
        }
        let value = if is_doubled { Cow::Owned(inner.replace("''", "'")) } else { Cow::Borrowed(inner) };
        self.builder.scalar(value, Style::Quoted, self.span(at, end + 1)).ok()?;
        Some(end + 1)
    }

    /// A list by dashes. One that is no further in than the key it belongs to begins with its first value.
    fn list(&mut self, indent: usize, first: usize, is_level: bool) -> Option<()> {
        let begins = if is_level { self.skip_spaces(first + 1) } else { first };
        if self.byte(begins) == b'\n' {
            return None;
        }
        self.builder.collection(Class::Seq, self.span(begins, begins)).ok()?;
        let mut dash = first;
        loop {
            self.item(indent, dash)?;
            match self.next()? {
                Next::Line { start, indent: next } if next == indent && self.is_item(start + next) => dash = start + next,
                Next::Line { indent: next, .. } if next > indent || next == indent && !is_level => return None,
                _ => break,
            }
        }
        self.builder.close(self.span(first, first));
        Some(())
    }

    fn item(&mut self, indent: usize, dash: usize) -> Option<()> {
        let at = self.skip_spaces(dash + 1);
        let column = at - (dash - indent);
        match self.byte(at) {
            b'\n' => {
                self.at = at + 1;
                match self.next()? {
                    Next::Line { indent: next, .. } if next > indent => self.block(next),
                    _ => self.nothing(at),
                }
            }
            b'#' => None,
            b'-' if self.is_item(at) => self.list(column, at, false),
            b'|' | b'>' | b'[' | b'{' => self.inline(indent, at),
            quote @ (b'\'' | b'"') => {
                let close = at + 1 + memchr::memchr(quote, self.bytes.get(at + 1..)?)?;
                if self.byte(close + 1) == b':' { self.mapping(column, at) } else { self.inline(indent, at) }
            }
            _ if self.colon(at).is_some() => self.mapping(column, at),
            _ => self.inline(indent, at),
        }
    }

    /// A scalar of several lines: `|` keeps them, `>` joins them; `-` behind it takes the last line end away.
    fn lines(&mut self, indent: usize, at: usize) -> Option<()> {
        let is_folded = self.byte(at) == b'>';
        let is_stripped = self.byte(at + 1) == b'-';
        let header = at + 1 + usize::from(is_stripped);
        if self.byte(header) != b'\n' || header >= self.bytes.len() {
            return None;
        }
        let first = header + 1;
        let inner = self.skip_spaces(first) - first;
        if inner <= indent || self.byte(first + inner) == b'\n' {
            return None;
        }
        // The parser gives it all up to what follows.
        let (mut value, mut blank, mut line, mut after) = (String::new(), 0, first, self.bytes.len());
        while line < self.bytes.len() {
            let begins = self.skip_spaces(line);
            let end = self.line_end(line);
            if begins == end {
                // Blanks on a line of their own may count.
                if begins > line {
                    return None;
                }
                blank += 1;
            } else if begins - line < inner {
                if begins - line > indent {
                    return None;
                }
                after = begins;
                break;
            } else {
                let text = self.text(line + inner, end);
                if is_folded && (text.starts_with(' ') || text.ends_with(' ')) {
                    return None;
                }
                if line > first {
                    let ends = if is_folded { blank } else { blank + 1 };
                    value.extend(std::iter::repeat_n('\n', ends));
                    if ends == 0 {
                        value.push(' ');
                    }
                }
                value.push_str(text);
                blank = 0;
            }
            line = end + 1;
        }
        if !is_stripped {
            value.push('\n');
        }
        self.builder.scalar(Cow::Owned(value), Style::Block, self.span(first + inner, after)).ok()?;
        self.at = line;
        Some(())
    }

    /// A list or mapping in brackets, on one line; says where it ends.
    fn flow(&mut self, open: usize) -> Option<usize> {
        let (kind, closing) = if self.byte(open) == b'[' { (Class::Seq, b']') } else { (Class::Map, b'}') };
        self.builder.collection(kind, self.span(open, open + 1)).ok()?;
        let mut at = self.skip_spaces(open + 1);
        while self.byte(at) != closing {
            if kind == Class::Map {
                at = self.flow_key(at)?;
            }
            at = match self.byte(at) {
                b'[' | b'{' => self.flow(at)?,
                quote @ (b'\'' | b'"') => self.quoted(quote, at)?,
                _ => self.flow_plain(at)?,
            };
            at = self.skip_spaces(at);
            match self.byte(at) {
                b',' => at = self.skip_spaces(at + 1),
                byte if byte == closing => {}
                _ => return None,
            }
        }
        self.builder.close(self.span(open, at + 1));
        Some(at + 1)
    }

    /// A key in brackets; says where its value begins.
    fn flow_key(&mut self, at: usize) -> Option<usize> {
        let colon = if let quote @ (b'\'' | b'"') = self.byte(at) {
            self.quoted(quote, at)?
        } else {
            let end = self.flow_part(at)?;
            let colon = at + memchr::memchr_iter(b':', &self.bytes[at..end]).find(|n| self.byte(at + n + 1) == b' ')?;
            if !self.begins_plain(at) || self.byte(colon - 1) == b' ' || colon - at > LONGEST_KEY {
                return None;
            }
            self.plain_text(at, colon)?;
            colon
        };
        (self.byte(colon) == b':' && self.byte(colon + 1) == b' ').then(|| self.skip_spaces(colon + 1))
    }

    fn flow_plain(&mut self, at: usize) -> Option<usize> {
        let end = self.flow_part(at).filter(|end| !matches!(self.byte(*end), b'[' | b'{'))?;
        let text = self.bytes[at..end].trim_ascii_end();
        let is_odd = |n: usize| text.get(n + 1).is_none_or(|next| *next == b' ');
        if text.is_empty() || !self.begins_plain(at) || memchr::memchr_iter(b':', text).any(is_odd) {
            return None;
        }
        let end = at + text.len();
        self.plain_text(at, end)?;
        Some(end)
    }

    /// Where what is not quoted ends in brackets at the latest: at a comma or bracket of this line, without a comment.
    fn flow_part(&self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let ends = |byte: &u8| matches!(byte, b',' | b'[' | b']' | b'{' | b'}' | b'\n');
        let end = rest.iter().position(ends).filter(|end| rest[*end] != b'\n')?;
        let is_comment = |n: usize| n > 0 && rest[n - 1] == b' ';
        (!memchr::memchr_iter(b'#', &rest[..end]).any(is_comment)).then_some(at + end)
    }
}
