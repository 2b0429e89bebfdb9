//! The wire contract as YAML, for readers of YAML: the same values as those of JSON.
//!
//! `serde_yaml` writes each scalar as it would anywhere, but has no way to be told which quotes to use. Text with
//! something that cannot be seen, or with a line that a runner would obey, is safe only between double quotes, so maps
//! and lists are put together here.

use super::escape;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;
use std::io;

/// Writes the data of a report.
pub fn write(data: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}", node(&serde_json::to_value(data)?, 0)?)
}

/// A value whose first line stands behind something else; the others are `indent` deep.
fn node(value: &Value, indent: usize) -> io::Result<String> {
    let mut text = String::new();
    let next = format!("\n{}", " ".repeat(indent));
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (n, (name, value)) in fields.iter().enumerate() {
                text.push_str(if n == 0 { "" } else { &next });
                text.push_str(&scalar(&Value::String(name.clone()), indent, true)?);
                text.push(':');
                text.push_str(&match value {
                    Value::Object(fields) if !fields.is_empty() => format!("{next}  {}", node(value, indent + 2)?),
                    Value::Array(items) if !items.is_empty() => format!("{next}{}", node(value, indent)?),
                    value => format!(" {}", scalar(value, indent, false)?),
                });
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (n, item) in items.iter().enumerate() {
                text.push_str(if n == 0 { "" } else { &next });
                text.push_str("- ");
                text.push_str(&if is_scalar(item) { scalar(item, indent, false)? } else { node(item, indent + 2)? });
            }
        }
        value => text = scalar(value, indent, false)?,
    }
    Ok(text)
}

fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => true,
    }
}

/// What has nothing within it. A name of a field takes one line.
fn scalar(value: &Value, indent: usize, is_name: bool) -> io::Result<String> {
    if let Value::String(text) = value {
        let hides = text.chars().any(|c| escape::is_hidden(c) && c != '\n');
        if hides || is_name && text.contains('\n') || text.split('\n').any(escape::is_command) || escape::holds_command(text) {
            return Ok(quoted(text));
        }
    }
    let text = serde_yaml::to_string(value).map_err(io::Error::other)?;
    let mut lines = text.strip_suffix('\n').unwrap_or(&text).split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        // Writing to a string cannot fail.
        let _ = write!(out, "\n{:1$}{line}", "", if line.is_empty() { 0 } else { indent });
    }
    Ok(out)
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
    use serde_json::json;

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
