//! JUnit XML, as test runners write it.

use super::{Came, Case, Report, Unfit, day, later};
use crate::base::date::Date;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

const AGAIN: &str = "let the test runner write it again; a file that is cut short shows nothing";

/// An element that is open.
struct Open {
    name: String,
    /// What it is called, for messages.
    called: String,
    /// How many cases were there before it, and how many of them were bad.
    from: (usize, usize),
    /// How many tests and failures it says that it has.
    says: (Option<usize>, usize),
}

struct Reading<'t> {
    text: &'t str,
    open: Vec<Open>,
    cases: Vec<Case>,
    /// How many of them failed or erred.
    bad: usize,
    day: Option<Result<Date, String>>,
    has_root: bool,
}

pub fn read(text: &str) -> Result<Report, Unfit> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading { text, open: Vec::new(), cases: Vec::new(), bad: 0, day: None, has_root: false };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            Unfit::at(text, at, format!("it is no whole XML: {error}"), AGAIN)
        })?;
        match event {
            Event::Start(element) => reading.begin(&element, at)?,
            Event::Empty(element) => {
                reading.begin(&element, at)?;
                reading.end(at)?;
            }
            Event::End(_) => reading.end(at)?,
            Event::Text(words) if reading.open.is_empty() && !words.trim_ascii().is_empty() => {
                return Err(Unfit::at(text, at, "words stand outside of all elements", AGAIN));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if let Some(Open { name, .. }) = reading.open.last() {
        return Err(Unfit::at(text, text.len(), format!("it ends within `<{name}>`"), AGAIN));
    }
    if !reading.has_root {
        return Err(Unfit::of("it holds no element", AGAIN));
    }
    Ok(Report { format: "JUnit", cases: reading.cases, day: reading.day, read: Vec::new() })
}

impl Reading<'_> {
    fn begin(&mut self, element: &BytesStart<'_>, at: usize) -> Result<(), Unfit> {
        let name = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
        let parent = self.open.last().map(|open| open.name.as_str());
        match (name.as_str(), parent) {
            ("testsuites" | "testsuite", None) if !self.has_root => self.has_root = true,
            (_, None) => {
                let hint = "JUnit XML begins with `<testsuites>` or `<testsuite>`; SARIF and CSV are read, too";
                return Err(Unfit::at(self.text, at, format!("`<{name}>` is no report of tests"), hint));
            }
            _ => {}
        }
        let says = |attribute: &str| self.attribute(element, attribute, at);
        let called = says("name")?.unwrap_or_else(|| name.clone());
        let number = |text: Option<String>| text.and_then(|text| text.trim().parse::<usize>().ok());
        let from = (self.cases.len(), self.bad);
        let mut counts = (None, 0);
        match (name.as_str(), parent) {
            ("testsuites" | "testsuite", _) => {
                counts = (number(says("tests")?), number(says("failures")?).unwrap_or(0) + number(says("errors")?).unwrap_or(0));
                let day = says("timestamp")?.filter(|moment| !moment.trim().is_empty()).map(|moment| day(&moment));
                self.day = later(self.day.take(), day);
            }
            ("testcase", _) => {
                let is_left_out = says("status")?.is_some_and(|status| matches!(&*status, "notrun" | "skipped" | "disabled"));
                let name = says("classname")?.filter(|class| !class.is_empty()).map_or(called.clone(), |class| format!("{class}.{called}"));
                self.cases.push(Case { name, came: if is_left_out { Came::Skipped } else { Came::Passed } });
            }
            ("failure" | "error" | "skipped", Some("testcase")) => self.came(&name),
            // Of a suite that could not be set up.
            ("failure" | "error", Some("testsuite" | "testsuites")) => {
                let name = self.open.last().map_or(String::new(), |open| open.called.clone());
                self.cases.push(Case { name, came: Came::Erred });
                self.bad += 1;
            }
            _ => {}
        }
        self.open.push(Open { name, called, from, says: counts });
        Ok(())
    }

    /// The case that is open has a word on what came of it; a failure outweighs the others.
    fn came(&mut self, word: &str) {
        let Some(case) = self.cases.last_mut() else { return };
        let was_bad = matches!(case.came, Came::Failed | Came::Erred);
        case.came = match (word, case.came) {
            ("failure", _) | (_, Came::Failed) => Came::Failed,
            ("error", _) | (_, Came::Erred) => Came::Erred,
            _ => Came::Skipped,
        };
        self.bad += usize::from(!was_bad && case.came != Came::Skipped);
    }

    fn end(&mut self, at: usize) -> Result<(), Unfit> {
        let Some(Open { called, from, says: (tests, bad), .. }) = self.open.pop() else { return Ok(()) };
        let held = self.cases.len() - from.0;
        if let Some(tests) = tests.filter(|tests| *tests > held) {
            let message = format!("`{called}` says that it has {tests} tests, and holds {held}");
            return Err(Unfit::at(self.text, at, message, AGAIN));
        }
        // What a suite counts and does not show failed all the same, whatever number it says.
        if bad > self.bad - from.1 {
            self.cases.push(Case { name: called, came: Came::Failed });
            self.bad += 1;
        }
        Ok(())
    }

    fn attribute(&self, element: &BytesStart<'_>, name: &str, at: usize) -> Result<Option<String>, Unfit> {
        let wrong = |problem: String| Unfit::at(self.text, at, format!("an attribute cannot be read: {problem}"), AGAIN);
        let found = element.try_get_attribute(name).map_err(|error| wrong(error.to_string()))?;
        found
            .map(|found| {
                found.normalized_value(XmlVersion::Implicit1_0).map(|value| value.into_owned()).map_err(|error| wrong(error.to_string()))
            })
            .transpose()
    }
}
