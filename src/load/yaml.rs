//! Bytes to values with places. The only file that names the YAML parser.
//!
//! Records use a small part of YAML on purpose: no anchors, aliases, tags or directives, no duplicate keys, no tabs
//! as indentation, at most 64 levels and 1 MiB. What is refused is refused with a place and a next act.

use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Kind, Slot, SourceFile};
use crate::base::span::{FileId, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, options};
use std::borrow::Cow;
use std::collections::HashMap;

/// A record file may hold this many bytes; [`Slot`] counts on it.
pub const MAX_BYTES: u64 = 1 << 20;
/// Collections may be nested this deep.
pub const MAX_DEPTH: usize = 64;
/// A file may hold this many values; it bounds memory for files made of commas, and [`Slot`] counts on it.
const MAX_SLOTS: usize = 100_000;

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
    let mut builder = Builder::new(id, &text);
    match builder.run() {
        Ok(()) => {
            let Builder { slots, owned, findings, .. } = builder;
            let file = SourceFile { path, slots: slots.into(), owned: owned.into(), text };
            (file, findings)
        }
        Err(finding) => (SourceFile::bare(path, text), vec![*finding]),
    }
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
    if !text.contains("<<<<<<< ") && !text.contains(">>>>>>> ") {
        return None;
    }
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            let finding = Diagnostic::new("merge-conflict", line_at(id, text, offset), "the file holds an unresolved merge conflict")
                .with_help("decide between the two sides, remove the marker lines, then run `git add`");
            return Some(finding);
        }
        offset += line.len();
    }
    None
}

fn line_at(id: FileId, text: &str, start: usize) -> Span {
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n);
    Span::new(id, offset(start), offset(end))
}

/// Offsets fit: files are at most [`MAX_BYTES`] long.
fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("files are bounded by MAX_BYTES")
}

struct Builder<'t> {
    id: FileId,
    text: &'t str,
    slots: Vec<Slot>,
    owned: Vec<Box<str>>,
    open: Vec<Open>,
    findings: Vec<Diagnostic>,
}

/// A collection whose end has not been seen.
struct Open {
    slot: usize,
    /// For mappings: the keys so far, and whether the next value is a key.
    keys: Option<Keys>,
}

struct Keys {
    seen: HashMap<Box<str>, Span>,
    next_is_key: bool,
}

type Refused = Box<Diagnostic>;

impl<'t> Builder<'t> {
    fn new(id: FileId, text: &'t str) -> Self {
        // A record has about one value per twelve bytes.
        let slots = Vec::with_capacity(text.len() / 12 + 4);
        Self { id, text, slots, owned: Vec::new(), open: Vec::new(), findings: Vec::new() }
    }

    fn run(&mut self) -> Result<(), Refused> {
        let options = options! {
            emit_comments: false,
            disallow_directives: true,
            emit_unresolved_aliases: true,
            flow_nesting_limit: MAX_DEPTH + 1,
            block_nesting_limit: MAX_DEPTH + 1,
        };
        let mut parser = Parser::new_from_str_with_options(self.text, options);
        while let Some(next) = parser.next_event() {
            let (event, span) = next.map_err(|error| self.syntax(&error))?;
            let range = span.byte_range().unwrap_or(0..0);
            let span = Span::new(self.id, offset(range.start), offset(range.end));
            self.event(event, span)?;
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'t>, span: Span) -> Result<(), Refused> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.scalar(value, style, span)?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.collection(Kind::Seq, span)?;
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_features(span, anchor, tag.is_some())?;
                self.collection(Kind::Map, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
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
        let line_start = self.text[..span.start as usize].rfind('\n').map_or(0, |i| i + 1);
        let before = &self.text[line_start..span.start as usize];
        let span = match before.rfind(['&', '!']) {
            Some(at) => Span::new(self.id, offset(line_start + at), span.start.max(offset(line_start + at) + 1)),
            None => span,
        };
        Err(refuse("yaml-feature", span, what, help))
    }

    fn scalar(&mut self, value: Cow<'t, str>, style: ScalarStyle, span: Span) -> Result<(), Refused> {
        let source = &self.text[span.start as usize..span.end as usize];
        let kind = match style {
            // The parser gives a value that is not there as `~`.
            ScalarStyle::Plain if source.is_empty() => Kind::Null,
            ScalarStyle::Plain if source == value => classify(&value),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if source.len() >= 2 && source[1..source.len() - 1] == *value => {
                Kind::Quoted
            }
            _ => Kind::Owned,
        };
        if self.enters_as_key(&value, span)? {
            // Keys are names whatever they look like.
            let kind = if kind == Kind::Owned || kind == Kind::Quoted { kind } else { Kind::Plain };
            return self.push(kind, &value, span);
        }
        if kind == Kind::Int || kind == Kind::Plain {
            self.ambiguous(&value, span);
        }
        self.push(kind, &value, span)
    }

    fn push(&mut self, kind: Kind, value: &str, span: Span) -> Result<(), Refused> {
        if self.slots.len() >= MAX_SLOTS {
            return Err(refuse("yaml-syntax", span, "the file holds more than 100,000 values", "split it into one file per record"));
        }
        let link = if kind == Kind::Owned {
            self.owned.push(value.into());
            offset(self.owned.len() - 1)
        } else {
            0
        };
        self.slots.push(Slot::new(kind, span.start, span.end, link));
        Ok(())
    }

    /// If the innermost collection waits for a key, takes this scalar as one and refuses it if it was there before.
    fn enters_as_key(&mut self, value: &str, span: Span) -> Result<bool, Refused> {
        let Some(keys) = self.open.last_mut().and_then(|open| open.keys.as_mut()) else { return Ok(false) };
        let is_key = keys.next_is_key;
        keys.next_is_key = !is_key;
        if !is_key {
            return Ok(false);
        }
        if let Some(first) = keys.seen.insert(value.into(), span) {
            let mut finding = refuse(
                "yaml-duplicate-key",
                span,
                format!("the key `{value}` stands twice in one mapping"),
                "keep one of the two; only one could be read",
            );
            finding.related(first, "the first one");
            return Err(finding);
        }
        Ok(true)
    }

    fn collection(&mut self, kind: Kind, span: Span) -> Result<(), Refused> {
        if let Some(keys) = self.open.last_mut().and_then(|open| open.keys.as_mut()) {
            if keys.next_is_key {
                return Err(refuse("yaml-syntax", span, "a key is a list or a mapping", "write keys as plain words"));
            }
            keys.next_is_key = true;
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(span));
        }
        let slot = self.slots.len();
        self.push(kind, "", span)?;
        let keys = (kind == Kind::Map).then(|| Keys { seen: HashMap::new(), next_is_key: true });
        self.open.push(Open { slot, keys });
        Ok(())
    }

    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let after = offset(self.slots.len());
        let last_child = self.slots.last().map_or(span.end, |slot| slot.end());
        let closing_bracket = span.end > span.start;
        let slot = &mut self.slots[open.slot];
        // Block collections have no closing mark of their own; they end with their last child.
        let end = if closing_bracket { span.end } else { last_child.max(slot.start()) };
        *slot = Slot::new(slot.kind(), slot.start(), end, after);
    }

    /// Words that YAML 1.1 and 1.2 readers take for different values.
    fn ambiguous(&mut self, value: &str, span: Span) {
        let lower = value.to_ascii_lowercase();
        let truth = match lower.as_str() {
            "yes" | "on" => Some("true"),
            "no" | "off" => Some("false"),
            _ => None,
        };
        if let Some(truth) = truth {
            let mut finding =
                Diagnostic::new("yaml-ambiguous", span, format!("`{value}` is a word to some YAML readers and `{truth}` to others"));
            finding.help(format!("write `{truth}` for the truth value, or quote the word: `'{value}'`"));
            self.findings.push(finding);
        } else if has_leading_zero(value) {
            let mut finding = Diagnostic::new(
                "yaml-ambiguous",
                span,
                format!("`{value}` with its leading zero is read as different numbers by YAML readers"),
            );
            finding.help(format!("write `{}` for the number, or quote it as text: `'{value}'`", value.trim_start_matches('0')));
            self.findings.push(finding);
        }
    }

    fn syntax(&self, error: &granit_parser::ScanError) -> Refused {
        let at = offset(error.marker().byte_offset().unwrap_or(0).min(self.text.len()));
        let span = Span::new(self.id, at, self.text[at as usize..].chars().next().map_or(at, |c| at + offset(c.len_utf8())));
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

fn phrase(info: &str) -> String {
    let mut chars = info.trim_end_matches('.').chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn refuse(rule: &'static str, span: Span, message: impl Into<String>, help: &str) -> Refused {
    Box::new(Diagnostic::new(rule, span, message).with_help(help))
}

fn too_deep(span: Span) -> Refused {
    refuse("yaml-syntax", span, "values are nested more than 64 deep", "no record needs that; check the indentation")
}

/// Whether a bare text is read as a number: finite, in decimal, and without a zero in front that other readers take for
/// an octal one.
pub fn is_number(text: &str) -> bool {
    match classify(text) {
        Kind::Int => !has_leading_zero(text) && text.parse::<i64>().is_ok(),
        Kind::Float => text.parse().is_ok_and(f64::is_finite),
        _ => false,
    }
}

/// How the YAML 1.2 core schema resolves a plain scalar.
fn classify(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ if is_int(text) => Kind::Int,
        _ if is_float(text) => Kind::Float,
        _ => Kind::Plain,
    }
}

fn is_int(text: &str) -> bool {
    let digits = |s: &str, ok: fn(u8) -> bool| !s.is_empty() && s.bytes().all(ok);
    if let Some(hex) = text.strip_prefix("0x") {
        return digits(hex, |b| b.is_ascii_hexdigit());
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, |b| (b'0'..=b'7').contains(&b));
    }
    digits(text.strip_prefix(['-', '+']).unwrap_or(text), |b| b.is_ascii_digit())
}

fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    unsigned.bytes().any(|b| b.is_ascii_digit())
        && unsigned.bytes().next().is_some_and(|b| b.is_ascii_digit() || b == b'.')
        && unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'))
        && unsigned.parse::<f64>().is_ok()
}

fn has_leading_zero(text: &str) -> bool {
    text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}
