//! The wire contract as YAML, for readers of YAML: the data of JSON, with what cannot be seen made visible.

use super::escape;
use serde_json::Value;
use std::io;

/// Writes the data of a report.
pub fn write(data: &Value, out: &mut dyn io::Write) -> io::Result<()> {
    let text = serde_yaml::to_string(&visible(data)).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

/// YAML has no quotes that would keep a control that reorders text from doing so in an editor.
fn visible(data: &Value) -> Value {
    match data {
        Value::String(text) => escape::terminal(text).into(),
        Value::Array(items) => items.iter().map(visible).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (escape::terminal_line(name), visible(value))).collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_those_of_json() {
        let data = serde_json::json!({"on": "no", "version": "5.10", "list": [1, null, "a: b"], "text": "two\nlines"});
        let mut out = Vec::new();
        write(&data, &mut out).unwrap();
        let back: Value = serde_yaml::from_slice(&out).unwrap();
        assert_eq!(back, data);
    }
}
