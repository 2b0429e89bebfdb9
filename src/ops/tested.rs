//! The result of a test of a control, as the program that ran it says.

use super::act::{Act, Done, How, perform};
use super::error::Error;
use super::evidence::{self, Collected, KEPT_OUT};
use super::note::Note;
use super::open::View;
use super::read::Read;
use super::record::{Happened, added, of_kind, owner, test_of};
use super::when;
use super::who::actor_as;
use crate::base::date::Date;
use crate::base::digest::sha256_hex;
use crate::base::node::Node;
use crate::edit::assign::Assignment;
use crate::import::outcome::{self, Report, Unfit, Wanted};
use crate::model::kinds::{Control, Evidence};
use std::path::{Path, PathBuf};

/// A run of tests that a file tells of.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    pub control: String,
    /// Which of its tests, by its position or its words; without it, the only one.
    pub which: Option<String>,
    pub file: PathBuf,
    /// Only what is called so counts.
    pub only: Option<String>,
    pub wanted: Wanted,
    /// The finding that came of it.
    pub finding: Option<String>,
}

/// Records what a report of tests says, and keeps it as evidence.
///
/// # Errors
/// When the file is no report, is not whole or shows nothing that was tested; when its day is yet to come or another one than
/// was said; when it is recorded already; and as [`perform`].
pub fn record(view: &View, how: &How, reported: &Reported, happened: &Happened) -> Result<Done, Error> {
    let (name, bytes) = (reported.file.display().to_string(), evidence::bytes(&reported.file)?);
    let unfit = |unfit: Unfit| Error::failed(format!("`{name}{}`: {unfit}", unfit.place)).hint(unfit.hint);
    let mut report = outcome::read(&bytes, &reported.wanted).map_err(unfit)?;
    if let Some(words) = &reported.only {
        report.only(words).map_err(unfit)?;
    }
    let passed = report.passed().map_err(unfit)?;
    perform(view, how, |read| {
        let found = of_kind::<Control>(&read.loaded.program, &reported.control)?;
        let by = actor_as(view, &read.loaded.program, happened.by.as_deref(), owner(found))?;
        let which = test_of(found, reported.which.as_deref())?;
        let day = day(read, &report, &name, happened)?;
        let result = if passed { "pass" } else { "fail" };
        let mut act =
            Act { what: format!("Record a test of {}: {result}, {}", found.id, report.words()), kept_out: KEPT_OUT, ..Act::default() };
        let shown_by = kept(view, read, &mut act, found.id, (&reported.file, &bytes), (report.format, day))?;
        let (on, path) = (day.to_string(), format!("tests[{which}].results"));
        if is_recorded(found.node, &on, &shown_by) {
            return Err(Error::failed(format!("this run of {on} is recorded already, with `{shown_by}`")).hint("record the next one"));
        }
        let mut item = vec![("on", &*on), ("by", &*by.id), ("result", result), ("evidence", &*shown_by)];
        item.extend(reported.finding.as_deref().map(|finding| ("finding", finding)));
        act.set(read, found.id, &[added(&path, &item)?])?;
        tell(view, &report, result, reported.only.as_deref());
        Ok(act)
    })
}

/// The day of the run: as the file says, else as the user does.
fn day(read: &Read, report: &Report, name: &str, happened: &Happened) -> Result<Date, Error> {
    let said = when::over(read, happened.on.as_deref())?;
    match &report.day {
        None => Ok(said),
        Some(Err(_)) if happened.on.is_some() => Ok(said),
        Some(Err(odd)) => {
            Err(Error::failed(format!("`{name}` says that it ran on `{odd}`, which is no day")).hint("say the day with `--on`"))
        }
        Some(Ok(ran)) if *ran > read.today => Err(Error::failed(format!("`{name}` says that it ran on {ran}, which is yet to come"))
            .hint("set the clock of the machine that ran it, or record it on that day")),
        Some(Ok(ran)) if happened.on.is_some() && *ran != said => {
            Err(Error::failed(format!("`{name}` says that it ran on {ran}, not on {said}")).hint("leave `--on` out"))
        }
        Some(Ok(ran)) => Ok(*ran),
    }
}

fn tell(view: &View, report: &Report, result: &str, only: Option<&str>) {
    report.read.iter().for_each(|line| view.note(Note::done(line.clone())));
    let only = only.map_or(String::new(), |words| format!(" of those called `{words}`"));
    view.note(Note::done(format!("{}{only}: {result}, {}", report.format, report.words())));
}

/// Keeps the file as evidence for the control; one that is kept already speaks for it, too.
fn kept(
    view: &View,
    read: &Read,
    act: &mut Act,
    control: &str,
    (file, bytes): (&Path, &[u8]),
    (format, day): (&str, Date),
) -> Result<String, Error> {
    let program = &read.loaded.program;
    if let Some(id) = evidence::there(read, &sha256_hex(bytes)) {
        if !program.by_id::<Evidence>(id).is_some_and(|evidence| evidence.supports.iter().any(|supported| supported.id() == control)) {
            act.set(read, id, &[Assignment::add("supports", control).map_err(Error::asked)?])?;
        }
        return Ok(id.to_owned());
    }
    let title = program.by_id::<Control>(control).map_or(control, |control| &control.data().title);
    let collected = Collected {
        file: file.to_owned(),
        supports: vec![control.to_owned()],
        title: Some(format!("{title}: {format} of {day}")),
        from: Some(day.to_string()),
        ..Collected::default()
    };
    evidence::keep(view, read, act, &collected, (bytes, None)).map(|kept| kept.id)
}

/// Whether a test has a result of that day that the same evidence shows.
fn is_recorded(control: Node<'_>, on: &str, evidence: &str) -> bool {
    let results = control.get("tests").into_iter().flat_map(Node::items).filter_map(|test| test.get("results")).flat_map(Node::items);
    let says = |result: Node<'_>, field: &str, value: &str| result.get(field).is_some_and(|said| said.text() == value);
    results.into_iter().any(|result| says(result, "on", on) && says(result, "evidence", evidence))
}
