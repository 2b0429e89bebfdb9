//! `isms due`: everything that has a day, late or to come.

mod acts;

use super::calendar::{Calendar, Event, uid};
use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::place::{Place, place};
use super::{Origin, Report, fact, organisation};
use crate::base::choice::Choice as _;
use crate::base::date::{Date, Period};
use crate::base::text;
use crate::model::program::Program;
use crate::register::cx::Cx;
use crate::register::due::{self, Due, Matter, SOON};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct DueReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// What falls due until this day is told.
    pub until: Date,
    /// Whose it is, if only that of one was asked for.
    pub owner: Option<String>,
    pub overdue: usize,
    /// By day; what was never done, and nobody says by when, comes first.
    pub due: Vec<DueFacts>,
    #[serde(skip)]
    organisation: String,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// Something that falls due.
#[derive(Clone, Serialize, JsonSchema)]
pub struct DueFacts {
    pub matter: Matter,
    /// The last day on which it is in time; none where it was never done and nobody says by when.
    pub on: Option<Date>,
    /// Days until then, negative if it is over.
    pub days: Option<i64>,
    pub overdue: bool,
    /// What is to be done.
    pub what: String,
    pub requirement: String,
    /// Who sees to it.
    pub owner: Option<String>,
    /// The people it waits for, where each of them does it.
    pub people: Vec<String>,
    /// A command that does it, or writes down that it was done; `…` stands for what only a person knows.
    pub command: String,
    #[serde(flatten)]
    pub place: Place,
}

/// What of it to tell.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What comes later is left out. What is late never is.
    pub within: Period,
    /// A role or person: what they own, or own in a role that they hold, and what waits for them.
    pub owner: Option<String>,
    /// Only these; empty is all.
    pub matters: Vec<Matter>,
}

impl DueReport {
    pub fn build(cx: &Cx<'_>, wanted: &Wanted, origin: &Origin) -> Self {
        let until = cx.today.plus(wanted.within);
        let mut due: Vec<Due<'_>> = due::all(cx);
        due.retain(|due| due.is_within(wanted.within, cx.today) && (wanted.matters.is_empty() || wanted.matters.contains(&due.matter)));
        if let Some(who) = &wanted.owner {
            due.retain_mut(|due| concerns(cx, due, who));
        }
        let due: Vec<DueFacts> = due.into_iter().map(|due| facts(cx.program, &due, cx.today)).collect();
        let named = due.iter().flat_map(DueFacts::named).chain(wanted.owner.as_deref());
        let names = Names::of(cx.program, cx.today, named);
        let mut head = super::head(cx, "What falls due", origin);
        if let Some(who) = &wanted.owner {
            head.facts.push(fact("For", names.text(who)));
        }
        let overdue = due.iter().filter(|due| due.overdue).count();
        let never = due.iter().filter(|due| due.on.is_none()).count();
        if never > 0 {
            head.facts.push(fact("Never done", Cell::toned(never, Tone::Note)));
        }
        head.facts.push(fact("Late", Cell::toned(overdue, if overdue > 0 { Tone::Bad } else { Tone::Good })));
        head.facts.push(fact("To come", format!("{} until {until}", due.len() - overdue - never)));
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            until,
            owner: wanted.owner.clone(),
            overdue,
            due,
            organisation: organisation(cx).to_owned(),
            head,
            names,
        }
    }

    pub(super) fn row<'a>(&'a self, due: &'a DueFacts) -> Row<'a> {
        let tone = match due.days {
            _ if due.overdue => Tone::Bad,
            None => Tone::Note,
            Some(_) if due.on <= Some(self.as_of.plus(SOON)) => Tone::Warn,
            _ => Tone::Plain,
        };
        let group = match tone {
            Tone::Note => "Never done",
            Tone::Bad => "Late",
            Tone::Warn => "Within 30 days",
            _ => "Later",
        };
        let when = match due.days {
            None => String::new(),
            Some(0) => "today".into(),
            Some(days) if days < 0 => format!("{} late", text::days(days)),
            Some(days) => format!("in {}", text::days(days)),
        };
        let cells = vec![
            Cell { tone, ..due.on.into() },
            when.into(),
            self.names.id(&due.place.record).into(),
            (&due.what).into(),
            Cell::list(due.who().iter().map(|who| self.names.id(who))),
            due.matter.word().into(),
            (&due.command).into(),
        ];
        Row { cells, group: Some(group.into()) }
    }
}

/// Whether it is of somebody, with no people left but them where it waits for several.
fn concerns(cx: &Cx<'_>, due: &mut Due<'_>, who: &str) -> bool {
    let speaks = |party: &str| cx.roles().speaks_for(who, party, cx.today);
    if due.people.iter().any(|person| speaks(person)) {
        due.people.retain(|person| speaks(person));
        return true;
    }
    due.owner.is_some_and(speaks)
}

/// What is told of something that falls due.
pub(super) fn facts(program: &Program, due: &Due<'_>, today: Date) -> DueFacts {
    DueFacts {
        matter: due.matter,
        on: due.on,
        days: due.on.map(|on| on.days_since(today)),
        overdue: due.is_overdue(today),
        what: due.what.to_string(),
        requirement: due.matter.requirement().into(),
        owner: due.owner.map(str::to_owned),
        people: due.people.iter().map(|person| (*person).to_owned()).collect(),
        command: acts::command(due),
        place: Place { record: due.of.into(), ..place(program, due.place) },
    }
}

impl DueFacts {
    /// The people it waits for, or who sees to it.
    fn who(&self) -> &[String] {
        if self.people.is_empty() { self.owner.as_slice() } else { &self.people }
    }

    /// The ids that need names beside them.
    pub(super) fn named(&self) -> impl Iterator<Item = &str> {
        [self.place.record.as_str()].into_iter().chain(self.owner.as_deref()).chain(self.people.iter().map(String::as_str))
    }
}

impl Report for DueReport {
    const NAME: &'static str = "due";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "due",
            columns: Self::columns(),
            rows: Rows::new(|| self.due.iter().map(|due| self.row(due))),
            empty: "Nothing falls due.",
        };
        Doc { head: self.head.clone(), blocks: vec![Block::Table(table)] }
    }

    fn calendar(&self) -> Option<Calendar<'_>> {
        let name = format!("{}: what falls due", self.organisation);
        Some(Calendar { name, stamp: self.as_of, events: self.events(None) })
    }
}

impl DueReport {
    /// Commands as one types them from elsewhere.
    pub fn commands_in(&mut self, folder: &str) {
        let folder = text::shell_word(folder);
        for due in &mut self.due {
            if let Some(rest) = due.command.strip_prefix("isms ") {
                due.command = format!("isms -C {folder} {rest}");
            }
        }
    }

    /// The columns of [`Self::row`].
    pub(super) fn columns() -> Vec<Column> {
        vec![
            Column::short("Due", 0),
            Column::short("When", 1),
            Column::text("Record", 0),
            Column::text("What", 0),
            Column::text("Who", 1),
            Column::short("Matter", 3),
            Column::text("Command", 2),
        ]
    }

    /// A day for each; those of several programmes say which one.
    pub(super) fn events<'a>(&'a self, programme: Option<&'a str>) -> Vec<Event<'a>> {
        let mut told: HashMap<Vec<String>, usize> = HashMap::new();
        let before = programme.map_or(String::new(), |programme| format!("{programme}: "));
        let event = |due: &DueFacts| {
            // What waits for several people is one thing a day; everything else keeps its name when its day moves.
            let day = due.on.filter(|_| !due.people.is_empty()).map_or(String::new(), |on| on.to_string());
            let mut parts = vec![self.organisation.clone(), due.matter.word().into(), due.place.record.clone(), due.what.clone(), day];
            parts.extend(programme.map(str::to_owned));
            let times = told.entry(parts.clone()).or_default();
            *times += 1;
            parts.push(times.to_string());
            let late = if due.overdue { "late: " } else { "" };
            let who: Vec<String> = due.who().iter().map(|who| self.names.text(who)).collect();
            Event {
                uid: uid(&parts.iter().map(String::as_str).collect::<Vec<_>>()),
                day: due.on,
                summary: format!("{before}{late}{}: {}", self.names.text(&due.place.record), due.what).into(),
                description: format!(
                    "{} ({}), {}:{}{}\n{}",
                    due.matter.word(),
                    due.requirement,
                    due.place.file,
                    due.place.line,
                    if who.is_empty() { String::new() } else { format!(", {}", who.join(", ")) },
                    due.command
                ),
            }
        };
        self.due.iter().map(event).collect()
    }
}
