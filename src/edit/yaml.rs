//! Values as YAML text: laid out as a person would write them, and read back exactly as they were.
//!
//! A serializer is not used here: it decides by YAML 1.2 alone which words need quotes, and our reader also refuses
//! what other readers take for something else.

use super::value::{Map, Value};
use crate::base::date::Date;
use crate::base::text::is_hidden;
use crate::model::kinds::KindInfo;
use std::fmt::Write as _;

/// A list or mapping whose one-line form is not longer than this stands on one line.
const FLOW_WIDTH: usize = 100;

/// A record as a file, with the line that tells editors its schema.
pub fn record(kind: &KindInfo, fields: &Map) -> String {
    format!("# yaml-language-server: $schema=../schemas/{}.schema.json\n{}", kind.name, document(fields))
}

/// A mapping as a whole document.
pub fn document(map: &Map) -> String {
    let mut out = String::new();
    block_map(&mut out, map, 0);
    out
}

fn block_map(out: &mut String, map: &Map, indent: usize) {
    for (name, value) in &map.0 {
        let _ = write!(out, "{:indent$}{}:", "", scalar(name, Context::Key));
        block_value(out, value, indent);
    }
}

/// A value after its `name:` or its `-`, and the end of its line.
fn block_value(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Text(text) if can_stand_in_lines(text) => {
            out.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
            for line in text.lines() {
                let _ = writeln!(out, "{:1$}{line}", "", if line.is_empty() { 0 } else { indent + 2 });
            }
        }
        Value::List(items) if !items.is_empty() && flow(value).len() > FLOW_WIDTH => {
            out.push('\n');
            for item in items {
                let _ = write!(out, "{:1$}-", "", indent + 2);
                block_item(out, item, indent + 2);
            }
        }
        Value::Map(map) if !map.is_empty() && flow(value).len() > FLOW_WIDTH => {
            out.push('\n');
            block_map(out, map, indent + 2);
        }
        Value::Text(text) => {
            let _ = writeln!(out, " {}", scalar(text, Context::Block));
        }
        _ => {
            let _ = writeln!(out, " {}", flow(value));
        }
    }
}

/// Items stand on one line: a mapping in a block list would need its own rules for its first field.
fn block_item(out: &mut String, item: &Value, indent: usize) {
    match item {
        Value::Text(_) => block_value(out, item, indent),
        _ => {
            let _ = writeln!(out, " {}", flow(item));
        }
    }
}

/// A name as it stands before a colon.
pub fn name(text: &str) -> String {
    scalar(text, Context::Key)
}

/// A text on one line behind its `name:`.
pub fn line_of(text: &str) -> String {
    scalar(text, Context::Block)
}

/// A text behind its `name:` on lines of its own, without the end of the last one: if it can stand so. One that ends with
/// its line needs that end.
pub fn in_lines(text: &str, indent: usize, newline: &str) -> Option<String> {
    let line = |line: &str| if line.is_empty() { newline.to_owned() } else { format!("{newline}{:indent$}{line}", "") };
    let (text, header) = text.strip_suffix('\n').map_or((text, "|-"), |text| (text, "|"));
    let is_whole = can_stand_in_lines(text) && !text.ends_with('\n');
    is_whole.then(|| format!(" {header}{}", text.split('\n').map(line).collect::<String>()))
}

/// A value on one line.
pub fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => scalar(text, Context::Flow),
        Value::Bare(text) => text.clone(),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let fields = map.0.iter().map(|(name, value)| format!("{}: {}", scalar(name, Context::Key), flow(value)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Block,
    Flow,
    /// A name, which is text whatever it looks like: records have a field `on`.
    Key,
}

/// A literal block keeps text as it is, if nothing in it is lost at the edges or acts on a display.
fn can_stand_in_lines(text: &str) -> bool {
    let fits = |line: &str| line.trim() == line && !line.contains(is_hidden);
    text.contains('\n') && !text.starts_with('\n') && !text.ends_with("\n\n") && text != "\n" && text.split('\n').all(fits)
}

fn scalar(text: &str, context: Context) -> String {
    if is_plain(text, context) { text.into() } else { quoted(text) }
}

/// Whether every YAML reader takes the bare text for this very text.
fn is_plain(text: &str, context: Context) -> bool {
    let acts = |c: char| is_hidden(c) || (context != Context::Block && matches!(c, ',' | '[' | ']' | '{' | '}' | ':'));
    text.starts_with(char::is_alphanumeric)
        && !text.ends_with([':', ' '])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains(acts)
        && (context == Context::Key || !is_word(text))
        && !is_numeric(text)
}

/// What some reader takes for a truth value or nothing.
fn is_word(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off" | "y" | "n" | "true" | "false" | "null")
}

/// What some reader takes for a number or a time. Days are written bare in records.
fn is_numeric(text: &str) -> bool {
    let numeric = |b: u8| b.is_ascii_hexdigit() || matches!(b, b'.' | b',' | b'_' | b':' | b'-' | b'+' | b'x' | b'o' | b'X' | b'O');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(numeric) && text.parse::<Date>().is_err()
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        let _ = match c {
            '"' => write!(out, "\\\""),
            '\\' => write!(out, "\\\\"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            '\r' => write!(out, "\\r"),
            c if !is_hidden(c) => write!(out, "{c}"),
            c if (c as u32) < 0x100 => write!(out, "\\x{:02x}", c as u32),
            c if (c as u32) < 0x1_0000 => write!(out, "\\u{:04x}", c as u32),
            c => write!(out, "\\U{:08x}", c as u32),
        };
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::node::Node;
    use crate::base::span::FileId;
    use crate::load::yaml;
    use proptest::prelude::*;

    /// The texts of a document, in order, as the reader sees them.
    fn texts(yaml: &str) -> Vec<String> {
        let (file, findings) = yaml::read(FileId(0), "x.yaml".into(), yaml.as_bytes().to_vec());
        assert!(findings.is_empty(), "{findings:?}\n{yaml}");
        fn walk(node: Node<'_>, out: &mut Vec<String>) {
            if node.is_scalar() {
                assert!(node.is_string(), "{:?}", node.text());
                out.push(node.text().into());
            }
            node.items().for_each(|item| walk(item, out));
            node.entries().for_each(|(_, value)| walk(value, out));
        }
        let mut out = Vec::new();
        walk(file.documents().next().unwrap(), &mut out);
        out
    }

    fn comes_back(text: &str) {
        let list = Value::List(vec![text.into(), text.into()]);
        let inner = Map(vec![(format!("k{text}").chars().take(200).collect(), text.into())]);
        let all = Map(vec![("a".into(), text.into()), ("b".into(), list), ("c".into(), inner.into()), ("d".into(), "end".into())]);
        let yaml = document(&all);
        assert_eq!(texts(&yaml), [text, text, text, text, "end"], "{yaml}");
    }

    #[test]
    fn words_that_readers_disagree_on_come_back() {
        for text in [
            "",
            " ",
            "no",
            "On",
            "y",
            "N",
            "~",
            "null",
            "true",
            "5.10",
            "007",
            "0x1f",
            "1e3",
            "1_000",
            "12:30",
            "2026-03-02",
            "- a",
            "a: b",
            "a #b",
            "a:",
            "#a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "'a'",
            "\"a\"",
            "[a]",
            "{a}",
            "a, b",
            "|",
            ">",
            "?",
            "a\nb",
            "a\nb\n",
            "a\n\nb",
            "\na",
            "a\n",
            " a\nb",
            "a\n b",
            "\n",
            "\n\n",
            "a\tb",
            "a\u{85}b",
            "\u{feff}a",
            "a\u{2028}b",
            "\u{0}",
            "\u{1b}[2J",
            "<<<<<<< x",
            "a\n<<<<<<< x",
            "---",
            "a\n---\nb",
            "...",
            "s3://x",
            "\u{a0}a",
            "a\u{3000}",
            "é",
            "日本",
            "a\n#b",
        ] {
            comes_back(text);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text: String) {
            comes_back(&text);
        }

        #[test]
        fn texts_full_of_signs_come_back(text in "[ab0.,:;#'\"\\\\|>\\[\\]{}&*!%@`~?<=+ \n\t\r\u{0}\u{85}\u{2028}-]{0,30}") {
            comes_back(&text);
        }

        #[test]
        fn texts_that_look_like_numbers_come_back(text in "[0-9.eExoXabf_:+-]{0,8}") {
            comes_back(&text);
        }
    }
}
