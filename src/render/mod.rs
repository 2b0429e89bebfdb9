//! Looks: one file per format. Knows documents, findings and files; never risks or controls.
//!
//! Everything here is a pure function of its arguments: whether there is a terminal, how wide it is and whether it
//! may be coloured is decided in `cli` and arrives as a [`Look`].

mod bars;
mod brand;
mod chart;
mod columns;
pub mod csv;
mod docx;
pub mod escape;
pub mod frame;
mod github;
mod html;
mod human;
mod ics;
mod json;
mod junit;
mod layout;
mod markdown;
mod moves;
mod page;
mod palette;
#[cfg(feature = "parquet")]
pub mod parquet;
mod pdf;
mod places;
mod ruled;
mod runs;
mod sarif;
pub mod search;
mod short;
mod spark;
mod text;
mod timeline;
mod told;
mod wheel;
pub mod workbook;
mod written;
mod yaml;

use crate::report::Report;
use crate::report::brand::Brand;
use crate::report::calendar::Calendar;
use crate::report::doc::{Block, Doc, Row, Table};
use crate::report::findings::{CheckReport, Summary, Told};
use crate::report::unread::{self, Unread, Without};
use std::io;
use std::sync::Arc;

/// A report, as far as a format asks for it: a long history is turned into tables only where somebody reads tables.
pub trait Written {
    /// For people.
    fn doc(&self) -> Doc<'_>;
    /// Rows for programs, where they are not those of the first table that people read.
    fn sheet(&self) -> Option<Table<'_>>;
    /// Days for a calendar, if it is about days.
    fn calendar(&self) -> Option<Calendar<'_>>;
    /// The wire contract with what could not be read, written without being held in memory as a whole.
    fn json(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()>;
    /// The same in YAML.
    fn yaml(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()>;
}

impl<R: Report> Written for R {
    fn doc(&self) -> Doc<'_> {
        Report::doc(self)
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Report::sheet(self)
    }

    fn calendar(&self) -> Option<Calendar<'_>> {
        Report::calendar(self)
    }

    fn json(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
        if unread.is_empty() { json::pretty(self, out) } else { json::pretty(&Without { report: self, unread_files: unread }, out) }
    }

    fn yaml(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
        if unread.is_empty() { yaml::write(self, out) } else { yaml::write(&Without { report: self, unread_files: unread }, out) }
    }
}

impl Written for Box<dyn Written> {
    fn doc(&self) -> Doc<'_> {
        (**self).doc()
    }

    fn sheet(&self) -> Option<Table<'_>> {
        (**self).sheet()
    }

    fn calendar(&self) -> Option<Calendar<'_>> {
        (**self).calendar()
    }

    fn json(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
        (**self).json(unread, out)
    }

    fn yaml(&self, unread: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
        (**self).yaml(unread, out)
    }
}

/// A report, and the files that it is without because they could not be read.
#[derive(Clone)]
pub struct Answer<'a> {
    pub report: &'a dyn Written,
    pub unread: &'a [Unread],
    /// What the organisation puts on its papers, where the format shows it.
    pub brand: Option<Arc<Brand>>,
}

impl<'a> Answer<'a> {
    /// A report for which everything could be read.
    pub fn whole(report: &'a dyn Written) -> Self {
        Self { report, unread: &[], brand: None }
    }

    /// For people, who are told first what is missing from it.
    fn doc(&self) -> Doc<'a> {
        let mut doc = self.report.doc();
        if let Some(text) = unread::told(self.unread) {
            doc.blocks.insert(0, Block::Paragraph { text });
        }
        doc.head.brand = doc.head.worn(self.brand.as_ref());
        doc
    }
}

/// What is known of the display.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// In columns; formats keep it within what they can use.
    pub width: usize,
    pub colour: bool,
}

/// A format of reports.
#[derive(Debug)]
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    /// The ending of files that hold it.
    pub extension: &'static str,
    /// Nothing for a terminal.
    pub is_binary: bool,
    /// It shows what the organisation puts on its papers.
    pub is_paper: bool,
    pub write: Write,
}

/// A format of findings.
#[derive(Debug)]
pub struct CheckFormat {
    /// As `check --format` takes it.
    pub name: &'static str,
    /// What it is for, in a line.
    pub holds: &'static str,
    /// The ending of files that hold it; none for what goes to a log.
    pub extension: Option<&'static str>,
    pub write: fn(&CheckReport<'_>, &Look, &mut dyn io::Write) -> io::Result<()>,
}

/// A format of the findings of many programmes, besides those of reports.
#[derive(Debug)]
pub struct ToldFormat {
    pub name: &'static str,
    pub extension: &'static str,
    pub write: fn(&Told<'_>, &mut dyn io::Write) -> io::Result<()>,
}

/// Those that say by themselves in which programme a finding is.
pub static TOLD_FORMATS: [ToldFormat; 2] = [
    ToldFormat { name: "sarif", extension: "sarif", write: sarif::write },
    ToldFormat { name: "junit", extension: "xml", write: junit::write },
];

/// A document as one of several pages.
///
/// # Errors
/// When the template fails.
pub fn framed(doc: &Doc<'_>, frame: &frame::Frame<'_>) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    html::write_in(doc, frame, &mut out)?;
    Ok(out)
}

/// The formats of reports, in the order `--help` shows them.
pub static FORMATS: &[Format] = &[
    text("text", "txt", |answer, look, out| text::write(&answer.doc(), out, look.width, look.colour)),
    text("md", "md", |answer, _, out| markdown::write(&answer.doc(), out)),
    Format { is_paper: true, ..text("html", "html", |answer, _, out| html::write(&answer.doc(), out)) },
    text("csv", "csv", |answer, _, out| csv::write(answer.report, out)),
    paper("xlsx", |answer, _, out| workbook::write(&answer.doc(), out)),
    paper("pdf", |answer, _, out| pdf::write(&answer.doc(), out)),
    paper("docx", |answer, _, out| docx::write(&answer.doc(), out)),
    text("json", "json", |answer, _, out| answer.report.json(answer.unread, out)),
    text("yaml", "yaml", |answer, _, out| answer.report.yaml(answer.unread, out)),
];

/// The format of reports that are about days, besides the others.
pub static CALENDAR: Format = text("ics", "ics", |answer, _, out| ics::write(answer.report.calendar(), out));

type Write = fn(&Answer<'_>, &Look, &mut dyn io::Write) -> io::Result<()>;

const fn text(name: &'static str, extension: &'static str, write: Write) -> Format {
    Format { name, extension, is_binary: false, is_paper: false, write }
}

const fn paper(name: &'static str, write: Write) -> Format {
    Format { name, extension: name, is_binary: true, is_paper: true, write }
}

/// The formats that a report can have.
pub fn formats(is_dated: bool) -> impl Iterator<Item = &'static Format> + Clone {
    FORMATS.iter().chain(is_dated.then_some(&CALENDAR))
}

/// The formats of findings, in the order `--help` shows them.
pub static CHECK_FORMATS: &[CheckFormat] = &[
    CheckFormat {
        name: "human",
        holds: "With the lines of the file, for people",
        extension: Some("txt"),
        write: |report, look, out| human::write(report, out, look.width, look.colour),
    },
    CheckFormat { name: "short", holds: "One line each, for editors", extension: None, write: |report, _, out| short::write(report, out) },
    CheckFormat {
        name: "json",
        holds: "The contract of `docs/cli.md`",
        extension: Some("json"),
        write: |report, _, out| json::write(report, out),
    },
    CheckFormat {
        name: "sarif",
        holds: "SARIF 2.1.0, for code scanning",
        extension: Some("sarif"),
        write: |report, _, out| sarif::write(&report.told(&report.facts()), out),
    },
    CheckFormat {
        name: "github",
        holds: "Workflow commands that GitHub shows on a pull request",
        extension: None,
        write: |report, _, out| github::write(report, out),
    },
    CheckFormat {
        name: "junit",
        holds: "JUnit XML, for test reports",
        extension: Some("xml"),
        write: |report, _, out| junit::write(&report.told(&report.facts()), out),
    },
];

impl Format {
    /// The format of that name, if there is one.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        formats(true).find(|format| format.name == name)
    }
}

impl CheckFormat {
    /// The format of that name, if there is one.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        CHECK_FORMATS.iter().find(|format| format.name == name)
    }
}

/// The rows of a table, each with its group only where that opens.
fn with_groups<'a>(table: &Table<'a>) -> impl Iterator<Item = Row<'a>> {
    let mut current = None;
    table.rows.iter().map(move |mut row| {
        if row.group.is_some() && row.group != current {
            current.clone_from(&row.group);
        } else {
            row.group = None;
        }
        row
    })
}

/// `3 errors, 1 warning, 2 waived in 214 records (240 files)`
fn closing_line(summary: &Summary, none: &str) -> String {
    use crate::base::text::count;
    let parts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")];
    let mut counts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(*n, word)).collect();
    if counts.is_empty() {
        counts.push(none.into());
    }
    if summary.waived > 0 {
        counts.push(format!("{} waived", summary.waived));
    }
    format!("{} in {} ({})", counts.join(", "), count(summary.records, "record"), count(summary.files, "file"))
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::calendar::Event;
    use crate::report::doc::Rows;
    use proptest::prelude::*;

    #[test]
    fn formats_have_one_name_each() {
        let mut names: Vec<&str> = formats(true).map(|format| format.name).collect();
        names.dedup();
        assert!(names.iter().all(|name| Format::by_name(name).is_some_and(|format| format.name == *name)));
        assert!(CheckFormat::by_name("sarif").is_some());
        assert!(CheckFormat::by_name("pdf").is_none());
    }

    #[test]
    fn the_closing_line_counts_what_there_is() {
        let summary = Summary { files: 240, records: 214, errors: 3, warnings: 1, infos: 0, waived: 2 };
        assert_eq!(closing_line(&summary, "none"), "3 errors, 1 warning, 2 waived in 214 records (240 files)");
        assert_eq!(
            closing_line(&Summary { files: 1, records: 1, ..Summary::default() }, "no findings"),
            "no findings in 1 record (1 file)"
        );
    }

    #[test]
    fn a_group_is_opened_once() {
        let groups = [Some("a"), None, Some("a"), Some("b")];
        let row = |group: Option<&'static str>| Row { cells: Vec::new(), group: group.map(Into::into) };
        let table = Table { name: "", columns: Vec::new(), rows: Rows::new(move || groups.into_iter().map(row)), empty: "" };
        let opened: Vec<_> = with_groups(&table).map(|row| row.group).collect();
        assert_eq!(opened, [Some("a".into()), None, None, Some("b".into())]);
    }

    /// A report with one text wherever text can stand.
    struct Nasty<'a>(&'a str);

    impl Written for Nasty<'_> {
        fn doc(&self) -> Doc<'_> {
            sample::doc_of(self.0)
        }

        fn sheet(&self) -> Option<Table<'_>> {
            None
        }

        fn calendar(&self) -> Option<Calendar<'_>> {
            let event =
                Event { uid: self.0.into(), day: Some("2026-03-31".parse().unwrap()), summary: self.0.into(), description: self.0.into() };
            Some(Calendar { name: self.0.into(), stamp: "2026-03-31".parse().unwrap(), events: vec![event] })
        }

        fn json(&self, _: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
            json::pretty(&self.data(), out)
        }

        fn yaml(&self, _: &[Unread], out: &mut dyn io::Write) -> io::Result<()> {
            yaml::write(&self.data(), out)
        }
    }

    impl Nasty<'_> {
        fn data(&self) -> serde_json::Value {
            serde_json::json!({"a": self.0, "b": [self.0, {"c": self.0}]})
        }
    }

    /// Every byte that any format writes, over documents and findings that try hard.
    #[test]
    fn no_format_lets_a_control_through() {
        let report = Nasty(sample::NASTY);
        let look = Look { width: 80, colour: false };
        let clean = |name: &str, bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            let allowed = |c: char| matches!(c, '\n' | '\u{200d}') || (c == '\r' && matches!(name, "csv" | "ics"));
            assert!(!text.contains(|c| escape::is_hidden(c) && !allowed(c)), "{name}: {text:?}");
        };
        for format in formats(true).filter(|format| !format.is_binary) {
            let mut out = Vec::new();
            (format.write)(&Answer::whole(&report), &look, &mut out).unwrap();
            clean(format.name, out);
        }
        let found = sample::Found::new(&[("a.yaml", sample::NASTY)], &[(0, 3, 9)], sample::NASTY);
        for format in CHECK_FORMATS {
            let mut out = Vec::new();
            (format.write)(&found.report(), &look, &mut out).unwrap();
            clean(format.name, out);
        }
    }

    fn assert_obeyed_by_nobody(name: &str, bytes: Vec<u8>) {
        let text = anstream::adapter::strip_str(&String::from_utf8(bytes).unwrap()).to_string();
        let commands: Vec<&str> =
            text.lines().filter(|line| escape::is_command(line) && name != "github" || escape::holds_command(line)).collect();
        assert!(commands.is_empty(), "{name}: {commands:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        /// Whatever a text begins with, and wherever a width breaks it.
        #[test]
        fn no_runner_obeys_a_line(
            text in "(::|##|\\[|##\\[|##vso\\[|error|:|#| |\u{a0}|\u{3000}|\n|\r|\t|\u{200b}|'|\"|\\||\\*|aaaaaaaaa|安){1,30}",
            width in 40usize..130,
            colour: bool,
        ) {
            let look = Look { width, colour };
            for format in formats(true).filter(|format| !format.is_binary) {
                let mut out = Vec::new();
                (format.write)(&Answer::whole(&Nasty(&text)), &look, &mut out).unwrap();
                assert_obeyed_by_nobody(format.name, out);
            }
            let path = text.replace(['\n', '\r'], "");
            let end = u32::try_from(text.len()).unwrap();
            let found = sample::Found::new(&[("a.yaml", "id: x\n"), (&path, &text)], &[(1, 0, end), (0, 0, 2)], &text);
            for format in CHECK_FORMATS {
                let mut out = Vec::new();
                let mut report = CheckReport { shown_prefix: String::new(), ..found.report() };
                report.findings.iter_mut().for_each(|found| found.owner = Some(&text));
                (format.write)(&report, &look, &mut out).unwrap();
                assert_obeyed_by_nobody(format.name, out);
            }
        }
    }
}
