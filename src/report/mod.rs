//! What is reported: content without looks, and the wire contract.

pub mod audited;
mod bars;
pub mod brand;
pub mod calendar;
pub mod catalogue;
pub mod checklist;
pub mod cycle;
pub mod diff;
pub mod doc;
pub mod document;
pub mod due;
pub mod engagement;
pub mod explain;
pub mod findings;
pub mod fleet;
pub mod impact;
pub mod import;
pub mod incidents;
pub mod list;
pub mod log;
pub mod markdown;
pub mod matrix;
mod moves;
pub mod names;
pub mod next;
pub mod obligations;
pub mod pack;
pub mod pages;
pub mod paper;
pub mod pdca;
pub mod place;
pub mod plan;
pub mod programme;
pub mod prose;
pub mod raci;
pub mod raised;
mod ratings;
pub mod readiness;
pub mod register;
pub mod reports;
pub mod road;
pub mod rules;
pub mod sample;
pub mod show;
pub mod shown;
pub mod signoff;
pub mod soa;
pub mod state;
pub mod suggest;
pub mod suppliers;
pub mod training;
pub mod treatment;
pub mod trend;
pub mod typed;
pub mod unread;
pub mod verify;
pub mod wording;

use crate::base::date::Date;
use crate::base::text::natural;
use crate::register::cx::Cx;
use calendar::Calendar;
use doc::{Cell, Doc, Fact, Head, Table, Tone};
use schemars::JsonSchema;
use serde::Serialize;

/// A report: its data are the wire contract, its document is what people read.
pub trait Report: Serialize + JsonSchema {
    /// Names it in file names and schemas.
    const NAME: &'static str;
    fn doc(&self) -> Doc<'_>;
    /// Rows for programs, where they are not those of the first table that people read: these read a change as a phrase,
    /// sheets want field, before and after.
    fn sheet(&self) -> Option<Table<'_>> {
        None
    }
    /// Days for a calendar, if it is about days.
    fn calendar(&self) -> Option<Calendar<'_>> {
        None
    }
}

/// Which state of a programme a report is about, and who says so.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The full commit id, if a commit was read.
    pub commit: Option<String>,
    /// What was read, for people: `work tree`, `index`, a commit.
    pub label: String,
    /// The version of this tool.
    pub tool: &'static str,
    /// How what was read stands to a commit, as far as that was asked.
    pub tree: Tree,
}

/// How what was read stands to a commit: by it others can read the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// A commit was read.
    Commit,
    /// Files that are those of this commit.
    Clean(String),
    /// Files, or an index, that differ from this commit.
    Changed(String),
    /// There is no commit, or nobody asked.
    None,
}

/// The lines under every report: what it was made from.
fn footer(as_of: Date, origin: &Origin) -> Vec<String> {
    let source = match &origin.commit {
        Some(commit) => format!("commit {commit}"),
        None => origin.label.clone(),
    };
    vec![format!("As of {as_of}, from the {source}, by isms {}.", origin.tool)]
}

/// The organisation's name.
fn organisation<'a>(cx: &Cx<'a>) -> &'a str {
    cx.program.isms().map_or("", |isms| isms.data().organisation.name.as_str())
}

/// What stands above and below a report on a state of a programme.
fn head(cx: &Cx<'_>, title: impl Into<String>, origin: &Origin) -> Head {
    Head { title: title.into(), facts: organisation_facts(cx), footer: footer(cx.today, origin), ..Head::default() }
}

/// What opens every report: the organisation and the words of its scope.
fn organisation_facts(cx: &Cx<'_>) -> Vec<Fact> {
    let scope = cx.program.scope().map(|scope| scope.data());
    let wording = scope.and_then(|scope| scope.certificate_wording.as_deref().or(scope.statement.as_deref()));
    let scope = wording.map_or(Cell::toned("not written", Tone::Bad), |wording| wording.trim().to_owned().into());
    vec![fact("Organisation", organisation(cx).to_owned()), fact("Scope", scope)]
}

fn fact(name: &'static str, value: impl Into<Cell<'static>>) -> Fact {
    Fact { name: name.into(), value: value.into() }
}

/// The standard with its edition and amendments: `ISO/IEC 27001:2022 + Amd 1:2024`.
fn standard(cx: &Cx<'_>) -> String {
    let standard = cx.program.isms().and_then(|isms| isms.data().standard.as_ref());
    let amendments = standard.map_or(&[][..], |standard| &standard.amendments);
    let amended: String = amendments.iter().enumerate().map(|(n, year)| format!(" + Amd {}:{year}", n + 1)).collect();
    format!("ISO/IEC 27001:2022{amended}")
}

/// A word of the wire contract, as records write it.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Ids each once, as people sort.
fn sorted<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
    ids.sort_by(|a, b| natural(a, b));
    ids.dedup();
    ids
}

/// `n of m`: a count never stands without what it is counted from.
fn share(n: usize, of: usize) -> String {
    format!("{n} of {of}")
}
