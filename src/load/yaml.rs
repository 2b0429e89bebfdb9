//! Bytes to values with places. The only file that names the YAML parser.
//!
//! Records use a small part of YAML on purpose: no anchors, aliases, tags or directives, no duplicate keys, no tabs
//! as indentation, at most 64 levels and 1 MiB. What is refused is refused with a place and a next act.

use super::build::{Builder, Refused, Style, offset, refuse, too_deep};
pub use super::build::{MAX_DEPTH, is_number};
use super::scan::scan;
use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Class, SourceFile};
use crate::base::span::{FileId, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};

/// A record file may hold this many bytes; [`Slot`] counts on it.
pub const MAX_BYTES: u64 = 1 << 20;

/// Reads one file. Always returns the file, so that every finding has a place; a file that cannot be read has no
/// documents and one finding.
pub fn read(id: FileId, path: String, bytes: Vec<u8>) -> (SourceFile, Vec<Diagnostic>) {
    let text = match text_of(id, bytes) {
        Ok(text) => text,
        Err(refused) => {
            let (text, finding) = *refused;
            return (SourceFile::bare(path, text), vec![finding]);
        }
    };
    if let Some(finding) = foreign_content(id, &text) {
        return (SourceFile::bare(path, text), vec![finding]);
    }
    let built = scan(id, &text).map_or_else(|| parse(id, &text), Ok);
    match built {
        Ok(Builder { slots, owned, findings, .. }) => (SourceFile::new(path, text, slots.into(), owned.into()), findings),
        Err(finding) => (SourceFile::bare(path, text), vec![*finding]),
    }
}

/// Reads a text by the parser, which knows all of YAML.
pub(super) fn parse(id: FileId, text: &str) -> Result<Builder<'_>, Refused> {
    let mut reader = Reader(Builder::new(id, text));
    reader.run()?;
    Ok(reader.0)
}

/// UTF-8 without NUL. A byte order mark stays where it is, so that offsets are true to the file.
fn text_of(id: FileId, bytes: Vec<u8>) -> Result<Box<str>, Box<(Box<str>, Diagnostic)>> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = u32::try_from(error.utf8_error().valid_up_to()).unwrap_or(u32::MAX);
        let valid = String::from_utf8_lossy(&error.as_bytes()[..at as usize]).into_owned();
        let finding = Diagnostic::new("file-unreadable", Span::new(id, at, at), "the file is not UTF-8 text from this byte on")
            .with_help("save the file as UTF-8");
        Box::new((valid.into_boxed_str(), finding))
    })?;
    if let Some(at) = text.find('\0') {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let finding = Diagnostic::new("file-unreadable", Span::new(id, at, at + 1), "the file holds a NUL character")
            .with_help("save the file as plain UTF-8 text; it may be UTF-16 or not text at all");
        return Err(Box::new((text.into_boxed_str(), finding)));
    }
    Ok(text.into_boxed_str())
}

/// Merge conflicts and Git LFS pointers: text that is no record, whatever a YAML parser thinks of it.
fn foreign_content(id: FileId, text: &str) -> Option<Diagnostic> {
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        let finding = Diagnostic::new("file-unreadable", line_at(id, text, 0), "the file is a Git LFS pointer, not the record itself")
            .with_help("run `git lfs pull`, and keep records out of LFS: they are small text");
        return Some(finding);
    }
    let offset = conflict(text)?;
    Some(Diagnostic::new("merge-conflict", line_at(id, text, offset), "the file holds an unresolved merge conflict").with_help(RESOLVE))
}

/// What to do about a merge conflict.
pub const RESOLVE: &str = "decide between the two sides, remove the marker lines, then run `git add`";

/// Where the first marker of a merge conflict is.
pub fn conflict(text: &str) -> Option<usize> {
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return None;
    }
    let mut offset = 0;
    text.split_inclusive('\n').find_map(|line| {
        let begin = offset;
        offset += line.len();
        (line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")).then_some(begin)
    })
}

fn line_at(id: FileId, text: &str, start: usize) -> Span {
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n);
    Span::new(id, offset(start), offset(end))
}

/// Reads a text by the parser, event by event.
struct Reader<'t>(Builder<'t>);

impl<'t> Reader<'t> {
    fn run(&mut self) -> Result<(), Refused> {
        let options = options! {
            emit_comments: false,
            disallow_directives: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH + 1,
            block_nesting_limit: MAX_DEPTH + 1,
        };
        let mut parser = Parser::new_from_str_with_options(self.0.text, options);
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| self.syntax(&error))?;
            let range = span.byte_range().unwrap_or(0..0);
            let span = Span::new(self.0.id, offset(range.start), offset(range.end));
            self.event(event, span)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'t>, span: Span) -> Result<(), Refused> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.0.scalar(value, style_of(style), span)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.0.collection(Class::Seq, span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.0.collection(Class::Map, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.0.close(span),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(refuse("yaml-feature", span, "aliases such as `*name` are not read", "write the value out at both places"));
            }
            _ => {}
        }
        Ok(())
    }

    fn plain_features(&self, span: Span, anchor: usize, tag: bool) -> Result<(), Refused> {
        let (what, help) = match (anchor, tag) {
            (0, false) => return Ok(()),
            (0, true) => ("tags such as `!name` are not read", "remove the tag; types follow from the field"),
            _ => ("anchors such as `&name` are not read", "remove the anchor and write the value out where it is used"),
        };
        // The property stands before the value, on the same line: point at it rather than at the value.
        let line_start = self.0.text[..span.start as usize].rfind('\n').map_or(0, |i| i + 1);
        let before = &self.0.text[line_start..span.start as usize];
        let span = match before.rfind(['&', '!']) {
            Some(at) => Span::new(self.0.id, offset(line_start + at), span.start.max(offset(line_start + at) + 1)),
            None => span,
        };
        Err(refuse("yaml-feature", span, what, help))
    }

    fn syntax(&self, error: &granit_parser::ScanError) -> Refused {
        let at = offset(error.marker().byte_offset().unwrap_or(0).min(self.0.text.len()));
        let span = Span::new(self.0.id, at, self.0.text[at as usize..].chars().next().map_or(at, |c| at + offset(c.len_utf8())));
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => too_deep(span),
            ErrorKind::TabInIndentation
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabAtBlockScalarStart => refuse("yaml-syntax", span, "a tab is used as indentation", "indent with spaces"),
            ErrorKind::DirectiveDisallowed => refuse("yaml-feature", span, "directives such as `%YAML` are not read", "remove the line"),
            _ => refuse(
                "yaml-syntax",
                span,
                format!("this is not YAML: {}", phrase(&error.info())),
                "mind indentation, quotes and the space after `:`",
            ),
        }
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        _ => Style::Block,
    }
}

fn phrase(info: &str) -> String {
    let mut chars = info.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
