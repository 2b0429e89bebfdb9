//! `isms report incidents`: what happened, who was told in time, and what was learnt (A.5.24 to A.5.28).

mod facts;

use super::doc::{Block, Cell, Chart, Column, Doc, Fact, Head, Panel, Row, Rows, Series, Table, Tone, Value};
use super::names::Names;
use super::trend::{By, Term};
use super::{Origin, Report, fact, head, share, word};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::model::kinds::{Incident, Severity};
use crate::register::cx::Cx;
pub use facts::{ActionFacts, EventFacts, IncidentFacts, NotificationFacts, NotificationState};
use schemars::JsonSchema;
use serde::Serialize;

/// So many quarters are drawn.
const QUARTERS: usize = 8;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct IncidentsReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The latest first; those without a day before all.
    pub incidents: Vec<IncidentFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

impl IncidentsReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let incidents = cx.program.all::<Incident>().map(|incident| IncidentFacts::of(cx, incident.data()));
        // What has not happened yet is not told; what has no day may have.
        let mut incidents: Vec<IncidentFacts> = incidents.filter(|incident| incident.on.is_none_or(|on| on <= cx.today)).collect();
        let order = |incident: &IncidentFacts| (incident.on.is_some(), std::cmp::Reverse(incident.on));
        incidents.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| natural(&a.id, &b.id)));
        let names = Names::of(cx.program, cx.today, incidents.iter().flat_map(IncidentFacts::named));
        let mut report =
            Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), incidents, head: head(cx, "Incidents", origin), names };
        let said = report.said();
        report.head.facts.extend(said);
        report
    }

    fn said(&self) -> Vec<Fact> {
        let of = self.incidents.len();
        if of == 0 {
            return Vec::new();
        }
        let all = |is: fn(&IncidentFacts) -> bool| self.incidents.iter().filter(|incident| is(incident)).count();
        let closed = of - all(|incident| incident.open);
        let taught = all(|incident| !incident.open && incident.lessons.is_some());
        let told: Vec<&NotificationFacts> = self.incidents.iter().flat_map(|incident| &incident.notifications).collect();
        let states = |state: NotificationState| told.iter().filter(|told| told.state == state).count();
        let toned = |said: String, bad: bool| Cell::toned(said, if bad { Tone::Warn } else { Tone::Good });
        let mut facts = vec![fact("Closed", toned(share(closed, of), closed < of))];
        if closed > 0 {
            facts.push(fact("Lessons", toned(format!("recorded for {} closed", share(taught, closed)), taught < closed)));
        }
        if !told.is_empty() {
            let (in_time, open) = (states(NotificationState::InTime), states(NotificationState::Open));
            let without = states(NotificationState::NoDeadline);
            let counted = told.len() - open - without;
            let mut said = vec![share(in_time, counted)];
            said.extend((open > 0).then(|| format!("{open} with time left")));
            said.extend((without > 0).then(|| format!("{without} without a deadline")));
            facts.push(fact("Told in time", toned(said.join(", "), in_time < counted)));
        }
        let (open, late): (usize, usize) = self.incidents.iter().fold((0, 0), |(open, late), incident| {
            (open + incident.open_actions.len(), late + incident.open_actions.iter().filter(|action| action.overdue).count())
        });
        let actions: usize = self.incidents.iter().map(|incident| incident.actions).sum();
        if actions > 0 {
            let tone = match (late, open) {
                (0, 0) => Tone::Good,
                (0, _) => Tone::Plain,
                _ => Tone::Warn,
            };
            facts.push(fact("Actions", Cell::toned(format!("{} done, {late} overdue", share(actions - open, actions)), tone)));
        }
        facts
    }

    /// Incidents by the quarter in which they were noticed.
    fn course(&self) -> Option<Chart> {
        let terms = Term::up_to(self.as_of, By::Quarter, QUARTERS);
        let of = |severity: Severity, term: &Term| {
            let is_in = |on: Date| on >= term.first && on <= term.last();
            self.incidents.iter().filter(|incident| incident.severity == severity && incident.on.is_some_and(is_in)).count()
        };
        let severities = [
            (Severity::Low, Tone::Plain),
            (Severity::Medium, Tone::Note),
            (Severity::High, Tone::Warn),
            (Severity::Critical, Tone::Critical),
        ];
        let series = severities.map(|(severity, tone)| Series::counts(word(severity), tone, terms.iter().map(|term| of(severity, term))));
        let is_drawn = series.iter().flat_map(Series::known).any(|count| count > 0.0);
        let panel = Panel { title: "Incidents by quarter".into(), stacked: true, series: series.into() };
        is_drawn.then(|| Chart { labels: terms.into_iter().map(Term::name).collect(), panels: vec![panel] })
    }

    fn row<'a>(&'a self, incident: &'a IncidentFacts) -> Row<'a> {
        let tone = match incident.severity {
            Severity::Low => Tone::Plain,
            Severity::Medium => Tone::Note,
            Severity::High => Tone::Warn,
            Severity::Critical => Tone::Critical,
        };
        let missing = |text: &'a Option<String>| match text {
            Some(text) => text.as_str().into(),
            None if incident.open => "none recorded yet".into(),
            None => Cell::toned("none recorded", Tone::Warn),
        };
        Row::new(vec![
            self.names.id(&incident.id).into(),
            Cell::toned(word(incident.severity), tone),
            incident.on.map_or(Cell::toned("no day recorded", Tone::Warn), Cell::from),
            if incident.open { Cell::toned("open", Tone::Warn) } else { "closed".into() },
            missing(&incident.lessons),
            missing(&incident.cause),
            self.names.ids(&incident.affects),
            self.names.ids(&incident.risks_reviewed),
            incident.owner.as_ref().map_or(Cell::toned("nobody", Tone::Warn), |owner| self.names.id(owner).into()),
        ])
    }

    fn table(&self) -> Table<'_> {
        Table {
            name: "incidents",
            columns: vec![
                Column::text("Incident", 0),
                Column::short("Severity", 0),
                Column::short("Noticed", 0),
                Column::short("State", 1),
                Column::text("Lessons", 2),
                Column::text("Cause", 3),
                Column::text("Affected", 5),
                Column::text("Risks looked at", 6),
                Column::text("Owner", 4),
            ],
            rows: Rows::new(|| self.incidents.iter().map(|incident| self.row(incident))),
            empty: "No incident is recorded up to this day.",
        }
    }

    fn told_row<'a>(&'a self, incident: &'a IncidentFacts, told: &'a NotificationFacts) -> Row<'a> {
        let (said, tone) = match told.state {
            NotificationState::InTime => ("in time", Tone::Good),
            NotificationState::Late => ("late", Tone::Bad),
            NotificationState::Unclear => ("not clear: no time of day recorded", Tone::Warn),
            NotificationState::Missed => ("not told, and late", Tone::Bad),
            NotificationState::Open => ("not told yet", Tone::Warn),
            NotificationState::NoDeadline if told.within.is_none() => ("no deadline recorded", Tone::Warn),
            NotificationState::NoDeadline => ("not recorded when it was noticed", Tone::Warn),
        };
        let after = told.after.map(|(least, most)| if least == most { least.to_string() } else { format!("{least} to {most}") });
        Row::new(vec![
            Cell::id(&incident.id),
            self.names.id(&told.obligation).into(),
            told.whom.as_deref().into(),
            told.within.map(|hours| format!("{hours}h")).into(),
            after.into(),
            Cell::toned(said, tone),
            told.sent.as_deref().into(),
        ])
    }

    fn told(&self) -> Table<'_> {
        let rows = || self.incidents.iter().flat_map(|incident| incident.notifications.iter().map(|told| self.told_row(incident, told)));
        Table {
            name: "told",
            columns: vec![
                Column::short("Incident", 0),
                Column::text("Duty", 0),
                Column::text("Whom", 3),
                Column::short("Within", 1),
                Column::short("In hour", 1),
                Column::text("State", 0),
                Column::short("Sent", 4),
            ],
            rows: Rows::new(rows),
            empty: "",
        }
    }

    fn actions(&self) -> Table<'_> {
        fn row<'a>(names: &'a Names, incident: &'a IncidentFacts, action: &'a ActionFacts) -> Row<'a> {
            Row::new(vec![
                Cell::id(&incident.id),
                action.what.as_str().into(),
                action.owner.as_ref().map_or(Cell::toned("nobody", Tone::Bad), |owner| names.id(owner).into()),
                match action.due {
                    Some(due) => Cell { tone: if action.overdue { Tone::Bad } else { Tone::Plain }, ..due.into() },
                    None => Cell::toned("no day recorded", Tone::Warn),
                },
            ])
        }
        let rows =
            || self.incidents.iter().flat_map(|incident| incident.open_actions.iter().map(|action| row(&self.names, incident, action)));
        Table {
            name: "actions",
            columns: vec![Column::short("Incident", 0), Column::text("What", 0), Column::text("Who", 1), Column::short("Due", 0)],
            rows: Rows::new(rows),
            empty: "",
        }
    }

    fn timeline(&self) -> Table<'_> {
        fn row<'a>(names: &'a Names, incident: &'a IncidentFacts, event: &'a EventFacts) -> Row<'a> {
            let what: Vec<Value<'_>> =
                [event.what.as_str().into()].into_iter().chain(event.record.as_ref().map(|id| names.id(id))).collect();
            let cells = vec![Cell::id(&incident.id), event.at.as_str().into(), Cell::phrase(what)];
            Row { cells, group: Some(names.text(&incident.id).into()) }
        }
        let rows = || self.incidents.iter().flat_map(|incident| incident.timeline.iter().map(|event| row(&self.names, incident, event)));
        Table {
            name: "timeline",
            columns: vec![Column::short("Incident", 1), Column::short("When", 0), Column::text("What", 0)],
            rows: Rows::new(rows),
            empty: "",
        }
    }

    /// What no table has room for.
    fn remarks(&self) -> Vec<String> {
        let silent = self.incidents.iter().filter(|incident| incident.personal_data == Some(true) && incident.notifications.is_empty());
        let silent = silent.map(|incident| format!("{} touched personal data, and it is not recorded who had to be told.", incident.id));
        let undated = self.incidents.iter().filter(|incident| incident.on.is_none()).count();
        let undated = (undated > 0).then(|| format!("{} without a day: they are in no quarter.", count(undated, "incident")));
        silent.chain(undated).collect()
    }
}

impl Report for IncidentsReport {
    const NAME: &'static str = "incidents";

    fn doc(&self) -> Doc<'_> {
        let mut blocks: Vec<Block<'_>> = self.course().map(Block::Chart).into_iter().collect();
        blocks.push(Block::Table(self.table()));
        let remarks = self.remarks();
        if !remarks.is_empty() {
            blocks.push(Block::List { items: remarks });
        }
        for (title, table) in [("Who was told", self.told()), ("Open actions", self.actions()), ("What happened when", self.timeline())] {
            if !table.rows.is_empty() {
                blocks.extend([Block::Heading { text: title.into() }, Block::Table(table)]);
            }
        }
        Doc { head: self.head.clone(), blocks }
    }
}
