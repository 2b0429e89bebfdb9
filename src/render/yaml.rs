//! The wire contract as YAML, for readers of YAML: the data of JSON, with what cannot be seen made visible.

use super::escape;
use serde_json::Value;
use std::io;

/// Writes the data of a report.
pub fn write(mut data: Value, out: &mut dyn io::Write) -> io::Result<()> {
    // YAML has no quotes that would keep a control that reorders text from doing so in an editor.
    escape::data(&mut data, &escape::terminal);
    let text = serde_yaml::to_string(&data).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_are_those_of_json() {
        let data = serde_json::json!({"on": "no", "version": "5.10", "list": [1, null, "a: b"], "text": "two\nlines"});
        let mut out = Vec::new();
        write(data.clone(), &mut out).unwrap();
        let back: Value = serde_yaml::from_slice(&out).unwrap();
        assert_eq!(back, data);
    }
}
