//! Values in the order of a file, from whoever reads it: one by one they become slots, and what the form of records does
//! not allow is refused.

use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Class, Slot};
use crate::base::span::{FileId, Span};
use std::borrow::Cow;
use std::collections::HashMap;

/// Collections may be nested this deep.
pub const MAX_DEPTH: usize = 64;
/// A file may hold this many values; it bounds memory for files made of commas, and [`Slot`] counts on it.
const MAX_SLOTS: usize = 100_000;
/// So many keys are compared one by one; more are looked up.
const FEW_KEYS: usize = 32;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Quoted,
    /// `|` or `>`.
    Block,
}

/// The slots of a file so far.
pub struct Builder<'t> {
    pub id: FileId,
    pub text: &'t str,
    pub slots: Vec<Slot>,
    pub owned: Vec<Box<str>>,
    pub findings: Vec<Diagnostic>,
    open: Vec<Open>,
    /// The slots of the keys of all open mappings, the outer ones first.
    keys: Vec<u32>,
}

/// A collection whose end has not been seen.
struct Open {
    slot: usize,
    /// For mappings: the keys so far, and whether the next value is a key.
    keys: Option<Keys>,
}

/// The keys of a mapping. Few are compared with one another, which asks for no memory.
struct Keys {
    /// So many of the keys of open mappings are of outer ones.
    first: usize,
    many: Option<HashMap<Box<str>, Span>>,
    next_is_key: bool,
}

pub type Refused = Box<Diagnostic>;

impl<'t> Builder<'t> {
    pub fn new(id: FileId, text: &'t str) -> Self {
        // A record has about one value per twelve bytes.
        let slots = Vec::with_capacity(text.len() / 12 + 4);
        Self { id, text, slots, owned: Vec::new(), open: Vec::new(), findings: Vec::new(), keys: Vec::new() }
    }

    /// A scalar with its value and where it stands.
    pub fn scalar(&mut self, value: Cow<'t, str>, style: Style, span: Span) -> Result<(), Refused> {
        let source = &self.text[span.start as usize..span.end as usize];
        let kind = match style {
            // The parser gives a value that is not there as `~`.
            Style::Plain if source.is_empty() => Class::Null,
            Style::Plain if std::ptr::eq(source, &*value) || source == value => classify(&value),
            Style::Quoted if source.len() >= 2 && source[1..source.len() - 1] == *value => Class::Quoted,
            _ => Class::Owned,
        };
        if self.enters_as_key(&value, span)? {
            // Keys are names whatever they look like.
            let kind = if kind == Class::Owned || kind == Class::Quoted { kind } else { Class::Plain };
            return self.push(kind, &value, span);
        }
        if kind == Class::Int || kind == Class::Plain {
            self.ambiguous(&value, span);
        }
        self.push(kind, &value, span)
    }

    fn push(&mut self, kind: Class, value: &str, span: Span) -> Result<(), Refused> {
        if self.slots.len() >= MAX_SLOTS {
            return Err(refuse("yaml-syntax", span, "the file holds more than 100,000 values", "split it into one file per record"));
        }
        let link = if kind == Class::Owned {
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
        if let Some(first) = self.known_key(value, span) {
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

    /// The beginning of a mapping or list.
    pub fn collection(&mut self, kind: Class, span: Span) -> Result<(), Refused> {
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
        let keys = (kind == Class::Map).then_some(Keys { first: self.keys.len(), many: None, next_is_key: true });
        self.open.push(Open { slot, keys });
        Ok(())
    }

    /// The end of the innermost mapping or list; of one that has a closing mark, all of it.
    pub fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        self.keys.truncate(open.keys.map_or(self.keys.len(), |keys| keys.first));
        let after = offset(self.slots.len());
        let last_child = self.slots.last().map_or(span.end, |slot| slot.end());
        let closing_bracket = span.end > span.start;
        let slot = &mut self.slots[open.slot];
        // Block collections have no closing mark of their own; they end with their last child.
        let end = if closing_bracket { span.end } else { last_child.max(slot.start()) };
        *slot = Slot::new(slot.class(), slot.start(), end, after);
    }

    /// Words that YAML 1.1 and 1.2 readers take for different values.
    fn ambiguous(&mut self, value: &str, span: Span) {
        let is_one_of = |words: [&str; 2]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
        let truth = if is_one_of(["yes", "on"]) { Some("true") } else { is_one_of(["no", "off"]).then_some("false") };
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

    /// Where a key of the innermost mapping stood before; takes note of it otherwise. It is the next slot.
    fn known_key(&mut self, value: &str, span: Span) -> Option<Span> {
        let next = offset(self.slots.len());
        let (text, slots, owned, id) = (self.text, &self.slots, &self.owned, self.id);
        let open = self.open.last_mut()?.keys.as_mut()?;
        let key = |slot: &u32| {
            let slot = slots[*slot as usize];
            let source = &text[slot.start() as usize..slot.end() as usize];
            match slot.class() {
                Class::Owned => (&*owned[slot.link() as usize], slot),
                Class::Quoted => (&source[1..source.len() - 1], slot),
                _ => (source, slot),
            }
        };
        let place = |slot: Slot| Span::new(id, slot.start(), slot.end());
        let few = &self.keys[open.first..];
        if few.len() < FEW_KEYS {
            let known = few.iter().map(key).find(|(known, _)| *known == value);
            self.keys.push(next);
            return known.map(|(_, slot)| place(slot));
        }
        let earlier = || few.iter().map(key).map(|(known, slot)| (known.into(), place(slot))).collect();
        open.many.get_or_insert_with(earlier).insert(value.into(), span)
    }
}

pub fn refuse(rule: &'static str, span: Span, message: impl Into<String>, help: &str) -> Refused {
    Box::new(Diagnostic::new(rule, span, message).with_help(help))
}

pub fn too_deep(span: Span) -> Refused {
    refuse("yaml-syntax", span, "values are nested more than 64 deep", "no record needs that; check the indentation")
}

/// How the YAML 1.2 core schema resolves a plain scalar.
fn classify(text: &str) -> Class {
    // Nothing but words begins otherwise.
    let may_be_other = |first: u8| matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.' | b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F');
    if text.bytes().next().is_some_and(|first| !may_be_other(first)) {
        return Class::Plain;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Class::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Class::Bool,
        _ if is_int(text) => Class::Int,
        _ if is_float(text) => Class::Float,
        _ => Class::Plain,
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

/// Offsets fit: files are at most as long as [`Slot`] can say.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("files are bounded by MAX_BYTES")
}

/// Whether a bare text is read as a number: finite, in decimal, and without a zero in front that other readers take for
/// an octal one.
pub fn is_number(text: &str) -> bool {
    match classify(text) {
        Class::Int => !has_leading_zero(text) && text.parse::<i64>().is_ok(),
        Class::Float => text.parse().is_ok_and(f64::is_finite),
        _ => false,
    }
}
