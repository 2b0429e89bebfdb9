//! Papers for those who decide: what happened since a day, held against the state of that day. Every line follows from
//! records and names the one it is about; nothing is said that they do not say.

mod aims;
pub mod board;
mod controls;
mod decided;
mod figures;
mod found;
pub mod interview;
mod measured;
pub mod review;
mod risks;
mod surroundings;
mod wanted;

use super::diff::{Movement, called, moved};
use super::doc::{Block, Cell, Column, Fact, Row, Rows, Table, Tone};
use super::{fact, names};
use crate::base::date::Date;
use crate::base::digest::short;
use crate::base::text::days;
use crate::model::reference::{Party, Ref};
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// The time that a paper is about: a state, and where the time up to its day begins.
pub struct Stretch<'c, 'b, 'a> {
    pub now: &'c Cx<'a>,
    /// The state at the end of the day it begins with, judged on that day.
    pub then: Option<&'c Cx<'b>>,
    pub since: SinceFacts,
    /// What moved in between, the weightiest first.
    moved: Vec<Movement>,
    /// The records that were there then, by what they are called now, and those that may have been: their file could not be
    /// read then.
    known: HashSet<String>,
}

/// Where the time of a paper begins.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SinceFacts {
    pub begins: Begins,
    /// What happened after this day counts. None where everything does.
    pub on: Option<Date>,
    /// The management review of that day.
    pub review: Option<String>,
    /// The commit of the state then.
    pub commit: Option<String>,
    /// Why nothing can be held against that day, if so.
    pub uncompared: Option<String>,
}

/// Why it begins there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Begins {
    /// As asked.
    Asked,
    /// With the last management review.
    Review,
    /// So many days ago, since there is no earlier review.
    Days,
    /// There is no earlier review, and the paper is for the first one.
    First,
}

/// Something that is said, and of which record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineFacts {
    /// The record, or the name of a file that a programme has once. None where records of a kind are counted.
    pub record: Option<String>,
    /// What people call it, or what is counted.
    pub name: String,
    pub text: String,
    /// The day it happened, or falls due.
    pub on: Option<Date>,
    #[serde(skip)]
    tone: Tone,
}

impl LineFacts {
    fn of(record: &str, name: &str, text: impl Into<String>) -> Self {
        Self { record: Some(record.into()), name: name.into(), text: text.into(), on: None, tone: Tone::Plain }
    }

    /// A count over records of a kind.
    fn counted(name: &str, text: impl Into<String>) -> Self {
        Self { record: None, name: name.into(), text: text.into(), on: None, tone: Tone::Plain }
    }

    /// Lines; where there are none of so many records, that there is nothing to be told of them.
    fn or_none_of(lines: Vec<Self>, name: &str, all: usize) -> Vec<Self> {
        if !lines.is_empty() || all == 0 {
            return lines;
        }
        vec![Self::counted(name, format!("{all} recorded, none open and none since"))]
    }

    fn on(self, on: impl Into<Option<Date>>) -> Self {
        Self { on: on.into(), ..self }
    }

    fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl<'c, 'b, 'a> Stretch<'c, 'b, 'a> {
    pub fn new(now: &'c Cx<'a>, then: Option<&'c Cx<'b>>, since: SinceFacts) -> Self {
        let known = |then: &Cx<'b>| {
            let there = then.program.documents().map(|(id, ..)| called(then.program, now.program, id));
            let maybe = now.program.documents().filter(|(.., doc)| then.program.is_unread(&now.program.node(*doc).file().path));
            there.chain(maybe.map(|(id, ..)| id.to_owned())).collect()
        };
        let moved = then.map_or(Vec::new(), |then| moved(then, now));
        Self { now, then, since, moved, known: then.map(known).unwrap_or_default() }
    }

    /// Whether a day lies in it.
    fn is_in(&self, day: Date) -> bool {
        day <= self.now.today && self.since.on.is_none_or(|since| day > since)
    }

    /// Whether a record was not there when it began.
    fn is_new(&self, id: &str) -> bool {
        self.then.is_some() && !self.known.contains(id)
    }

    fn name(&self, id: &str) -> String {
        called_by_people(self.now, id)
    }

    /// Who sees to something, behind what is said of it.
    fn with(&self, owner: Option<&Ref<Party>>) -> String {
        owner.map_or_else(|| ", nobody sees to it".into(), |owner| format!(", {}", self.name(owner.id())))
    }

    /// What stands above it: since when, and what it is held against.
    pub(in crate::report) fn facts(&self) -> Vec<Fact> {
        let SinceFacts { begins, on, review, commit, uncompared } = &self.since;
        let day = on.map_or(String::new(), |on| on.to_string());
        let since = match (begins, review) {
            (Begins::First, _) => "the beginning: no earlier management review is recorded".into(),
            (_, Some(review)) => format!("{day}, the day of {} ({review})", self.name(review)),
            (Begins::Days, _) => {
                format!("{day}, {} ago: no earlier management review is recorded", days(on.map_or(0, |on| self.now.today.days_since(on))))
            }
            (Begins::Asked | Begins::Review, None) => day,
        };
        let compared = match (commit, uncompared) {
            (_, Some(why)) => Cell::toned(format!("nothing: {why}"), Tone::Warn),
            (Some(commit), None) => format!("the records of that day (commit {})", short(commit)).into(),
            (None, None) => "nothing: everything that is recorded counts".into(),
        };
        vec![fact("Since", since), fact("Compared with", compared)]
    }
}

/// What people call a record, a role with who holds it, or a file that a programme has once.
fn called_by_people(cx: &Cx<'_>, id: &str) -> String {
    let single = match id {
        "context" => "Issues and parties",
        "isms" => "The management system",
        "plan" => "The plan",
        "scope" => "The scope",
        "soa" => "The Statement of Applicability",
        _ => return names::called(cx.program, cx.today, id),
    };
    single.to_owned()
}

/// Lines under a heading.
struct Part<'p> {
    heading: &'p str,
    lines: &'p [LineFacts],
}

/// A row for each line, for programs: all of them, and nothing else.
fn sheet<'p>(name: &'static str, parts: &[Part<'p>]) -> Table<'p> {
    let row = |heading: &'p str, line: &'p LineFacts| {
        let record = line.record.as_deref().map(Cell::id).unwrap_or_default();
        Row::new(vec![heading.into(), (&line.name).into(), (&line.text).into(), line.on.into(), record])
    };
    let rows = parts.iter().flat_map(|part| part.lines.iter().map(move |line| row(part.heading, line)));
    let columns = vec![
        Column::text("Part", 0),
        Column::text("About", 0),
        Column::text("What", 0),
        Column::short("Day", 0),
        Column::short("Record", 0),
    ];
    Table { name, columns, rows: Rows::few(rows.collect()), empty: "" }
}

/// A row for each line, at most so many of each part; what is left out is counted, and what says nothing says so.
fn table<'p>(name: &'static str, parts: Vec<Part<'p>>, most: usize) -> Block<'p> {
    let row = |heading: &'p str, cells: Vec<Cell<'p>>| Row { cells, group: Some(heading.into()) };
    let said = |text: String| vec![Cell::none(), Cell::toned(text, Tone::Faint), Cell::none(), Cell::none()];
    let of_part = move |part: &Part<'p>| {
        let (heading, lines) = (part.heading, part.lines);
        let told = lines.iter().take(most).map(|line| {
            let record = line.record.as_deref().map(Cell::id).unwrap_or_default();
            row(heading, vec![(&line.name).into(), Cell::toned(&line.text, line.tone), line.on.into(), record])
        });
        let more = lines.len().saturating_sub(most);
        let rest = if lines.is_empty() { Some("Nothing is recorded.".into()) } else { (more > 0).then(|| format!("and {more} more")) };
        told.chain(rest.map(|text| row(heading, said(text)))).collect::<Vec<_>>()
    };
    let rows = parts.iter().flat_map(of_part).collect();
    let columns = vec![Column::text("About", 0), Column::text("What", 0), Column::short("Day", 1), Column::short("Record", 2)];
    Block::Table(Table { name, columns, rows: Rows::few(rows), empty: "" })
}
