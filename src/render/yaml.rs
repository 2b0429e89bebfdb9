//! The wire contract as YAML, for readers of YAML: the same values as those of JSON.
//!
//! `serde_yaml` writes each scalar as it would anywhere, but has no way to be told which quotes to use. Text with
//! something that cannot be seen, or with a line that a runner would obey, is safe only between double quotes, so maps
//! and lists are put together here: as a layout of JSON, whose serializer says what begins and ends, so that nothing is
//! held in memory but the scalar that is being written.

use super::escape;
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter};
use std::fmt::Write as _;
use std::io;

/// Writes the data of a report.
pub fn write(data: &impl Serialize, mut out: &mut dyn io::Write) -> io::Result<()> {
    data.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Layout::default()))?;
    out.write_all(b"\n")
}

/// Where a value stands in what is written.
#[derive(Default)]
struct Layout {
    /// The maps and lists that are open, the innermost last.
    open: Vec<Level>,
    /// What the next value stands behind.
    behind: Behind,
    /// A text, as far as it is known.
    text: String,
    /// The text is the name of a field.
    is_name: bool,
}

/// A map or list.
struct Level {
    indent: usize,
    behind: Behind,
    is_empty: bool,
}

/// What stands before a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Behind {
    #[default]
    Nothing,
    /// The name of a field.
    Name,
    /// The dash of an item.
    Dash,
}

impl Layout {
    fn indent(&self) -> usize {
        self.open.last().map_or(0, |level| level.indent)
    }

    /// Opens a list or a map. Items of a list stand below the name of their field, fields within it.
    fn open(&mut self, within: usize) {
        let indent = match self.behind {
            Behind::Nothing => 0,
            Behind::Name => self.indent() + within,
            Behind::Dash => self.indent() + 2,
        };
        self.open.push(Level { indent, behind: self.behind, is_empty: true });
    }

    fn close<W: ?Sized + io::Write>(&mut self, out: &mut W, empty: &str) -> io::Result<()> {
        match self.open.pop() {
            Some(Level { is_empty: true, behind: Behind::Name, .. }) => write!(out, " {empty}"),
            Some(Level { is_empty: true, .. }) => write!(out, "{empty}"),
            _ => Ok(()),
        }
    }

    /// Goes to where the next item or field begins.
    fn next<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        let Some(level) = self.open.last_mut() else { return Ok(()) };
        let is_first = std::mem::take(&mut level.is_empty);
        if is_first && level.behind != Behind::Name {
            return Ok(());
        }
        write!(out, "\n{:1$}", "", level.indent)
    }

    fn scalar<W: ?Sized + io::Write>(&self, out: &mut W, scalar: &impl Serialize) -> io::Result<()> {
        self.put(out, &serde_yaml::to_string(scalar).map_err(io::Error::other)?)
    }

    /// A scalar where it stands; its further lines are as deep as what it belongs to.
    fn put<W: ?Sized + io::Write>(&self, out: &mut W, text: &str) -> io::Result<()> {
        if self.behind == Behind::Name {
            out.write_all(b" ")?;
        }
        let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        out.write_all(lines.next().unwrap_or_default().as_bytes())?;
        lines.try_for_each(|line| write!(out, "\n{:1$}{line}", "", if line.is_empty() { 0 } else { self.indent() }))
    }

    /// A name of a field takes one line.
    fn text<W: ?Sized + io::Write>(&self, out: &mut W) -> io::Result<()> {
        let text = self.text.as_str();
        let hides = text.chars().any(|c| escape::is_hidden(c) && c != '\n');
        if hides || self.is_name && text.contains('\n') || text.split('\n').any(escape::is_command) || escape::holds_command(text) {
            return self.put(out, &quoted(text));
        }
        self.scalar(out, &text)
    }
}

/// Numbers and their kin are scalars as they are.
macro_rules! scalars {
    ($($name:ident: $kind:ty),*) => {$(
        fn $name<W: ?Sized + io::Write>(&mut self, out: &mut W, value: $kind) -> io::Result<()> {
            self.scalar(out, &value)
        }
    )*};
}

impl Formatter for Layout {
    scalars!(write_bool: bool, write_i8: i8, write_i16: i16, write_i32: i32, write_i64: i64, write_i128: i128);
    scalars!(write_u8: u8, write_u16: u16, write_u32: u32, write_u64: u64, write_u128: u128, write_f32: f32, write_f64: f64);

    fn write_null<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.scalar(out, &())
    }

    fn begin_string<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.text.clear();
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, _: &mut W, fragment: &str) -> io::Result<()> {
        self.text.push_str(fragment);
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, _: &mut W, escape: CharEscape) -> io::Result<()> {
        let c = match escape {
            CharEscape::Quote => '"',
            CharEscape::ReverseSolidus => '\\',
            CharEscape::Solidus => '/',
            CharEscape::Backspace => '\u{8}',
            CharEscape::FormFeed => '\u{c}',
            CharEscape::LineFeed => '\n',
            CharEscape::CarriageReturn => '\r',
            CharEscape::Tab => '\t',
            CharEscape::AsciiControl(byte) => char::from(byte),
        };
        self.text.push(c);
        Ok(())
    }

    fn end_string<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.text(out)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.open(0);
        Ok(())
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "[]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.next(out)?;
        self.behind = Behind::Dash;
        out.write_all(b"- ")
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.open(2);
        Ok(())
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, "{}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.next(out)?;
        self.behind = Behind::Nothing;
        self.is_name = true;
        Ok(())
    }

    fn end_object_key<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_name = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.behind = Behind::Name;
        out.write_all(b":")
    }
}

/// Text on one line, in which everything can be seen and nothing is obeyed.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if !escape::is_hidden(c) => out.push(c),
            // Writing to a string cannot fail.
            c if c.len_utf16() == 1 => drop(write!(out, "\\u{:04x}", c as u32)),
            c => drop(write!(out, "\\U{:08x}", c as u32)),
        }
    }
    out.push('"');
    escape::brackets(&out, "\\x5b").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn written(data: &Value) -> String {
        let mut out = Vec::new();
        write(data, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn back(text: &str) -> Value {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn the_data_are_those_of_json() {
        let nested = json!([[1, [2, {"x": "a\nb"}]], {"y": ["\n a\n", {"z": {}}], "w": {"v": [[]]}}]);
        let data =
            json!({"on": "no", "version": "5.10", "list": [1, null, "a: b"], "text": "two\nlines\n\n", "nested": nested, "::a\nb": 1});
        assert_eq!(back(&written(&data)), data);
        let nasty = json!({"a": [sample::NASTY, "a\n::error::b", "##vso[x]"], "b": "\u{e0041}\u{202e}\u{85}\\\""});
        assert_eq!(back(&written(&nasty)), nasty);
    }

    #[test]
    fn it_reads_as_serde_yaml_has_it() {
        let data =
            json!({"a": [1, {"b": "x: y", "c": []}, ["d", "e\nf"]], "g": {"h": null, "i": {"j": "two\n lines\n"}}, "k": "5.10", "l": true});
        assert_eq!(written(&data), serde_yaml::to_string(&data).unwrap());
    }

    proptest! {
        #[test]
        fn any_text_comes_back(texts in prop::collection::vec("([ -:#\\[a\n]|::|##\\[|\\PC|\u{202e}|\u{7f}|\t|\r){0,12}", 0..4)) {
            let data = json!({"a": texts, "b": {"c": texts.first(), "d": [{"e": texts.last()}, texts]}});
            prop_assert_eq!(back(&written(&data)), data);
        }
    }
}
