//! JSON: the wire contract of `isms check`, and how every JSON of ours is laid out.

use super::escape;
use crate::base::date::Date;
use crate::report::findings::{CheckReport, FindingFacts, Judged, Summary};
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};
use std::io;

/// The contract, version 1. Its fields stand in the order of `docs/cli.md`.
#[derive(Serialize)]
struct Wire<'a> {
    version: u32,
    as_of: Date,
    commit: Option<&'a str>,
    history: Judged,
    summary: Summary,
    diagnostics: Vec<FindingFacts<'a>>,
}

/// Writes the findings as their contract.
pub fn write(report: &CheckReport<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let wire = Wire {
        version: 1,
        as_of: report.as_of,
        commit: report.commit.as_deref(),
        history: report.history,
        summary: report.summary,
        diagnostics: report.facts(),
    };
    pretty(&wire, out)
}

/// Two spaces for each level, and a newline at the end. What cannot be seen, or is a command to a runner, is written as
/// `\u…`: the values are the same to every reader, and whatever shows the bytes has nothing to obey.
pub fn pretty(value: &impl Serialize, mut out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Visible(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// [`PrettyFormatter`] with escapes for hidden characters.
struct Visible(PrettyFormatter<'static>);

impl Formatter for Visible {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let text = escape::brackets(fragment, "\\u005b");
        let mut rest = &*text;
        while let Some(at) = rest.find(escape::is_hidden) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let hidden = rest[at..].chars().next().unwrap_or_default();
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + hidden.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn the_contract_keeps_its_order() {
        let found = sample::Found::new(&[("risks/a.yaml", "id: x\nowner: b\n")], &[(0, 6, 11), (0, 0, 2)], "m");
        let mut out = Vec::new();
        write(&found.report(), &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(keys(&value), "version as_of commit history summary diagnostics");
        assert_eq!(keys(&value["summary"]), "files records errors warnings infos waived");
        let first = &value["diagnostics"][0];
        assert_eq!(keys(first), "rule level message record file line column end_line end_column clauses help related fixable");
        assert_eq!(keys(&first["related"][0]), "file line column message");
        assert_eq!((first["line"].as_u64(), first["end_column"].as_u64()), (Some(2), Some(6)));
        assert!(value["commit"].is_null());
    }

    #[test]
    fn escapes_change_no_value() {
        let value = serde_json::json!({sample::NASTY: [sample::NASTY, "##vso[a]##[b]", {}, []]});
        let mut out = Vec::new();
        pretty(&value, &mut out).unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).unwrap(), value);
        assert!(!escape::holds_command(std::str::from_utf8(&out).unwrap()));
    }
}
