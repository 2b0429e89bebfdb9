//! `isms report training`: who has taken what they must take, and who has not (7.2, 7.3).

mod facts;

use super::doc::{Block, Cell, Chart, Column, Doc, Fact, Head, Panel, Row, Rows, Series, Table, Tone};
use super::names::Names;
use super::trend::{By, Term};
use super::{Origin, Report, fact, head, share, word};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::model::kinds::{Employment, Person, Training};
use crate::register::cx::Cx;
use crate::register::training::{Taking, takers};
pub use facts::{CountedFacts, GroupBy, GroupFacts, MissingFacts, TrainingFacts};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// So many months are drawn.
const MONTHS: usize = 12;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct TrainingReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// Who works here and has a record.
    pub people: usize,
    /// Those of them who are contractors.
    pub contractors: usize,
    /// Those of whom it is not recorded whether they are.
    pub employment_unknown: usize,
    /// Those that no training is for; empty where groups are counted, which may have them.
    pub without: Vec<String>,
    pub trainings: Vec<TrainingFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
    #[serde(skip)]
    course: Chart,
}

impl TrainingReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let here: Vec<&Person> =
            cx.program.all::<Person>().map(|person| person.data()).filter(|person| person.is_active(cx.today)).collect();
        let of = |employment: Option<Employment>| here.iter().filter(|person| person.employment == employment).count();
        let mut trainings: Vec<TrainingFacts> =
            cx.program.all::<Training>().map(|training| TrainingFacts::of(cx, training.data())).collect();
        trainings.sort_by(|a, b| natural(&a.id, &b.id));
        let without = without(cx, &here);
        let named = trainings.iter().flat_map(TrainingFacts::named).chain(without.iter().map(String::as_str));
        let names = Names::of(cx.program, cx.today, named);
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            people: here.len(),
            contractors: of(Some(Employment::Contractor)),
            employment_unknown: of(None),
            without,
            trainings,
            head: head(cx, "Training", origin),
            names,
            course: course(cx),
        };
        let said = report.said();
        report.head.facts.extend(said);
        report
    }

    /// The counts over all trainings.
    fn said(&self) -> Vec<Fact> {
        let unknown =
            if self.employment_unknown > 0 { format!(", of {} it is not recorded", self.employment_unknown) } else { String::new() };
        let people = format!("{} work here by their records, {} of them contractors{unknown}", self.people, self.contractors);
        let mut facts = vec![fact("People", people)];
        let sum = |of: fn(&GroupFacts) -> usize| self.trainings.iter().filter_map(TrainingFacts::everybody).map(of).sum::<usize>();
        let (all, joining, missing) = (sum(|group| group.people), sum(|group| group.joining), sum(|group| group.missing));
        if all > 0 {
            let taken = share(sum(|group| group.in_time), all);
            let said = format!("{taken} in time, {joining} within the grace after joining, {missing} missing");
            facts.push(fact("Trainings by person", Cell::toned(said, if missing > 0 { Tone::Bad } else { Tone::Good })));
        }
        let counted = || self.trainings.iter().filter_map(|training| training.counted_in_time.zip(training.counted_of));
        if counted().next().is_some() {
            let (did, of) = counted().fold((0, 0), |(did, of), (more, among)| (did + more, of + among));
            facts.push(fact("By count", Cell::toned(format!("{did} of {of} in time"), if did < of { Tone::Warn } else { Tone::Good })));
        }
        facts
    }

    /// What no table has room for.
    fn remarks(&self) -> Vec<String> {
        let unmatched = self.trainings.iter().flat_map(|training| training.unmatched.iter().map(move |name| (training, name)));
        let unmatched = unmatched.map(|(training, name)| format!("{} names {name}, and nobody who works here is of it.", training.id));
        let nobody = self.trainings.iter().filter(|training| training.everybody().is_some_and(|all| all.people == 0));
        let nobody = nobody.map(|training| format!("{} is for nobody who works here.", training.id));
        let without = self.without.iter().map(|person| format!("No training is for {}.", self.names.text(person)));
        unmatched.chain(nobody).chain(without).collect()
    }

    fn group_row<'a>(&'a self, training: &'a TrainingFacts, group: &'a GroupFacts) -> Row<'a> {
        let name = match (group.by, group.group.as_deref()) {
            (GroupBy::Everybody, _) => "everybody it is for".into(),
            (GroupBy::Audience, Some(name)) => self.names.id(name).into(),
            (_, Some(name)) => name.into(),
            (_, None) => not_recorded(),
        };
        let toned = |count: usize, is: bool, tone| Cell { tone: if is { tone } else { Tone::Plain }, ..count.into() };
        let cells = vec![
            Cell::id(&training.id),
            name,
            word(group.by).into(),
            toned(group.in_time, group.people > 0 && group.in_time == group.people, Tone::Good),
            group.people.into(),
            toned(group.joining, group.joining > 0, Tone::Note),
            toned(group.missing, group.missing > 0, Tone::Bad),
        ];
        Row { cells, group: Some(format!("{} ({})", self.names.text(&training.id), training.every).into()) }
    }

    fn coverage(&self) -> Table<'_> {
        let rows = || self.trainings.iter().flat_map(|training| training.groups.iter().map(|group| self.group_row(training, group)));
        Table {
            name: "coverage",
            columns: vec![
                Column::short("Training", 3),
                Column::text("Group", 0),
                Column::short("By", 1),
                Column::number("In time", 0),
                Column::number("Of", 0),
                Column::number("Joining", 2),
                Column::number("Missing", 0),
            ],
            rows: Rows::new(rows),
            empty: "There is no training that people take by name in trainings/.",
        }
    }

    fn missing_row<'a>(&'a self, training: &'a TrainingFacts, missing: &'a MissingFacts) -> Row<'a> {
        let tone = if missing.taking == Taking::Joining { Tone::Note } else { Tone::Bad };
        Row::new(vec![
            self.names.id(&missing.person).into(),
            Cell::id(&training.id),
            missing.department.as_deref().map_or_else(not_recorded, Cell::from),
            missing.employment.map_or_else(not_recorded, |employment| word(employment).into()),
            missing.last.map_or(Cell::from("never"), Cell::from),
            missing.until.map_or_else(not_recorded, |until| Cell::toned(until, tone)),
        ])
    }

    fn missing(&self) -> Table<'_> {
        let rows = || self.trainings.iter().flat_map(|training| training.missing.iter().map(|missing| self.missing_row(training, missing)));
        Table {
            name: "missing",
            columns: vec![
                Column::text("Who", 0),
                Column::short("Training", 0),
                Column::text("Department", 3),
                Column::short("Employment", 2),
                Column::short("Last taken", 1),
                Column::short("In time until", 0),
            ],
            rows: Rows::new(rows),
            empty: "",
        }
    }

    fn counted_row<'a>(&'a self, training: &'a TrainingFacts, counted: &'a CountedFacts) -> Row<'a> {
        let tone = if counted.until < self.as_of { Tone::Bad } else { Tone::Plain };
        Row::new(vec![
            self.names.id(&training.id).into(),
            counted.group.as_str().into(),
            format!("{} of {}", counted.count, counted.of).into(),
            counted.on.into(),
            Cell::toned(counted.until, tone),
            counted.source.as_deref().map_or_else(not_recorded, Cell::from),
        ])
    }

    fn counted(&self) -> Table<'_> {
        let rows = || self.trainings.iter().flat_map(|training| training.counted.iter().map(|counted| self.counted_row(training, counted)));
        Table {
            name: "counted",
            columns: vec![
                Column::text("Training", 0),
                Column::text("Group", 0),
                Column::short("Took it", 0),
                Column::short("Counted on", 2),
                Column::short("Counts until", 1),
                Column::text("Shown by", 3),
            ],
            rows: Rows::new(rows),
            empty: "",
        }
    }

    fn effect_row<'a>(&'a self, training: &'a TrainingFacts) -> Row<'a> {
        let effect = training.effectiveness.as_ref();
        let (least, most) = (training.scores.iter().copied().reduce(f64::min), training.scores.iter().copied().reduce(f64::max));
        let scores = least.zip(most).map(|(least, most)| format!("{least} to {most} % ({})", count(training.scores.len(), "result")));
        Row::new(vec![
            self.names.id(&training.id).into(),
            scores.map_or_else(not_recorded, Cell::from),
            effect.map_or(Cell::toned("no result recorded", Tone::Warn), |effect| effect.text.as_str().into()),
            effect.map(|effect| effect.on).into(),
            effect.and_then(|effect| effect.by.as_deref()).map(|by| self.names.id(by)).into(),
        ])
    }

    fn effect(&self) -> Table<'_> {
        Table {
            name: "effectiveness",
            columns: vec![
                Column::text("Training", 0),
                Column::text("Scores", 2),
                Column::text("Whether it worked", 0),
                Column::short("Judged on", 1),
                Column::text("By", 3),
            ],
            rows: Rows::new(|| self.trainings.iter().map(|training| self.effect_row(training))),
            empty: "",
        }
    }
}

impl Report for TrainingReport {
    const NAME: &'static str = "training";

    fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks = Vec::new();
        if !self.course.panels.is_empty() {
            blocks.push(Block::Chart(self.course.clone()));
            let text = "Each month at its end, the last one today, by the records as they are now.";
            blocks.push(Block::Paragraph { text: text.into() });
        }
        blocks.push(heading("Who took it"));
        blocks.push(Block::Table(self.coverage()));
        let more = [("Who has not", self.missing()), ("Counted by group", self.counted()), ("Whether it worked", self.effect())];
        for (title, table) in more.into_iter().filter(|(_, table)| !table.rows.is_empty()) {
            blocks.extend([heading(title), Block::Table(table)]);
        }
        let remarks = self.remarks();
        if !remarks.is_empty() {
            blocks.extend([heading("Whom nothing fits"), Block::List { items: remarks }]);
        }
        Doc { head: self.head.clone(), blocks }
    }
}

fn not_recorded<'a>() -> Cell<'a> {
    Cell::toned("not recorded", Tone::Warn)
}

/// Who works here and that no training is for. Where groups are counted, nobody knows who is in them.
fn without(cx: &Cx<'_>, here: &[&Person]) -> Vec<String> {
    if cx.program.all::<Training>().any(|training| !training.groups.is_empty()) {
        return Vec::new();
    }
    let takers = cx.program.all::<Training>().flat_map(|training| takers(cx.program, training.data(), cx.cadences, cx.today));
    let taking: HashSet<&str> = takers.map(|taker| taker.person.data().id.as_str()).collect();
    let mut without: Vec<String> = here.iter().map(|person| &person.id).filter(|id| !taking.contains(id.as_str())).cloned().collect();
    without.sort_by(|a, b| natural(a, b));
    without
}

/// How all that people must take stood at the end of each of the last months.
fn course(cx: &Cx<'_>) -> Chart {
    let terms = Term::up_to(cx.today, By::Month, MONTHS);
    let by_name = || cx.program.all::<Training>().filter(|training| training.groups.is_empty());
    let on = |day: Date| {
        let all = by_name().flat_map(|training| takers(cx.program, training.data(), cx.cadences, day));
        all.map(|taker| taker.taking(day)).collect::<Vec<_>>()
    };
    let taking: Vec<Vec<Taking>> = terms.iter().map(|term| on(term.last().min(cx.today))).collect();
    if taking.iter().all(Vec::is_empty) {
        return Chart::default();
    }
    let series = |name: &str, tone, is: fn(Taking) -> bool| {
        Series::counts(name, tone, taking.iter().map(|all| all.iter().filter(|taking| is(**taking)).count()))
    };
    let series = vec![
        series("in time", Tone::Good, |taking| taking == Taking::InTime),
        series("joining", Tone::Note, |taking| taking == Taking::Joining),
        series("missing", Tone::Bad, Taking::is_due),
    ];
    let panel = Panel { title: "Trainings that people must take".into(), stacked: true, series };
    Chart { labels: terms.into_iter().map(Term::name).collect(), panels: vec![panel] }
}
