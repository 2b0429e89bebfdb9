//! `isms report pdca`: plan, do, check, act: what records there are of each, and when something was last done.

use super::doc::{Block, Cell, Chart, Column, Doc, Head, Panel, Row, Rows, Series, Table, Tone, Value};
use super::trend::{By, Term};
use super::{Origin, Report, fact, head, share};
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::trail::Trail;
use crate::model::kinds::{Audit, KINDS, Metric, Person, RecordKind as _, Review};
use crate::model::single::SINGLES;
use crate::model::{acts, clause};
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many quarters are told.
const QUARTERS: usize = 8;
/// A phase in which nothing was done in so many of them, this one included, is quiet.
const QUIET: usize = 4;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct PdcaReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub told_by: ToldBy,
    /// The quarters, the earliest first: `2026-Q1`.
    pub quarters: Vec<String>,
    pub phases: Vec<PhaseFacts>,
    #[serde(skip)]
    head: Head,
}

/// What says when something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// Commits: a record was done something with when one of them changed it.
    History,
    /// The days that records give for what was done.
    Records,
}

/// A phase of the circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Plan,
    Do,
    Check,
    Act,
}

/// What there is of a phase.
#[derive(Serialize, JsonSchema)]
pub struct PhaseFacts {
    pub phase: Phase,
    pub clauses: Vec<String>,
    /// The records, by kind; files that a programme has once are kinds too.
    pub kinds: Vec<KindFacts>,
    pub records: usize,
    /// For each quarter, with how many of its records something was done.
    pub active: Vec<usize>,
    /// The last day on which something was done.
    pub last: Option<Date>,
    /// There are no records.
    pub empty: bool,
    /// Nothing was done in the last four quarters, this one included.
    pub quiet: bool,
}

/// How many records of a kind there are.
#[derive(Serialize, JsonSchema)]
pub struct KindFacts {
    pub kind: String,
    /// The clause by which it belongs to the phase.
    pub clause: String,
    pub records: usize,
}

/// The clause that each kind answers to first; by its chapter a kind belongs to a phase.
const CLAUSES: [(&str, &str); 25] = [
    ("isms", "4.4"),
    ("context", "4.1"),
    ("obligation", "4.2"),
    ("scope", "4.3"),
    ("plan", "5.1"),
    ("role", "5.3"),
    ("asset", "6.1.2"),
    ("threat", "6.1.2"),
    ("risk", "6.1.2"),
    ("soa", "6.1.3"),
    ("objective", "6.2"),
    ("change", "6.3"),
    ("person", "7.2"),
    ("training", "7.3"),
    ("document", "7.5.1"),
    ("control", "8.1"),
    ("evidence", "8.1"),
    ("exception", "8.1"),
    ("incident", "8.1"),
    ("supplier", "8.1"),
    ("assessment", "8.2"),
    ("metric", "9.1"),
    ("audit", "9.2.2"),
    ("review", "9.3.1"),
    ("finding", "10.2"),
];

impl Phase {
    const ALL: [(Phase, &'static str); 4] = [(Phase::Plan, "plan"), (Phase::Do, "do"), (Phase::Check, "check"), (Phase::Act, "act")];

    /// That of a clause: chapters 4 to 7 plan, 8 does, 9 checks, 10 acts.
    fn of(clause: &str) -> Self {
        match clause.split('.').next() {
            Some("8") => Phase::Do,
            Some("9") => Phase::Check,
            Some("10") => Phase::Act,
            _ => Phase::Plan,
        }
    }

    fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

impl PdcaReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let terms = Term::up_to(cx.today, By::Quarter, QUARTERS);
        let days = cx.trail.map_or_else(|| by_records(cx), |trail| by_history(trail, cx));
        let mut records: BTreeMap<&str, usize> = BTreeMap::new();
        cx.program.documents().for_each(|(_, kind, _)| *records.entry(kind).or_default() += 1);
        let phases: Vec<PhaseFacts> = Phase::ALL.iter().map(|(phase, _)| PhaseFacts::of(*phase, &records, &days, &terms)).collect();
        let mut head = head(cx, "Plan, do, check, act", origin);
        let busy = phases.iter().filter(|phase| !phase.empty && !phase.quiet).count();
        let tone = if busy < phases.len() { Tone::Warn } else { Tone::Good };
        head.facts.push(fact(
            "Phases",
            Cell::toned(format!("{} with something done in the last four quarters", share(busy, phases.len())), tone),
        ));
        let told_by = if cx.trail.is_some() { ToldBy::History } else { ToldBy::Records };
        let quarters = terms.into_iter().map(Term::name).collect();
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), told_by, quarters, phases, head }
    }

    fn row<'a>(&'a self, phase: &'a PhaseFacts) -> Row<'a> {
        let (first, last) = (phase.clauses.first(), phase.clauses.last());
        let clauses = first.zip(last).map(|(first, last)| if first == last { first.clone() } else { format!("{first} to {last}") });
        let state = match (phase.empty, phase.quiet) {
            (true, _) => Cell::toned("no records", Tone::Bad),
            (_, true) if phase.last.is_none() && self.told_by == ToldBy::History => Cell::toned("only planned", Tone::Warn),
            (_, true) if phase.last.is_none() => Cell::toned("no day known", Tone::Note),
            (_, true) => Cell::toned("nothing in four quarters", Tone::Warn),
            _ => Cell::toned("active", Tone::Good),
        };
        Row::new(vec![
            phase.phase.name().into(),
            state,
            phase.records.into(),
            match (phase.last, self.told_by) {
                (Some(last), _) => last.into(),
                (None, ToldBy::History) => Cell::none(),
                (None, ToldBy::Records) => "no day known".into(),
            },
            Cell::list(phase.kinds.iter().filter(|kind| kind.records > 0).map(|kind| count(kind.records, &kind.kind))),
            format!("{} ({})", clauses.unwrap_or_default(), count(phase.clauses.len(), "clause")).into(),
        ])
    }

    fn quarters(&self) -> Table<'_> {
        let mut columns = vec![Column::short("Quarter", 0)];
        columns.extend(self.phases.iter().map(|phase| Column::number(phase.phase.name(), 0)));
        let row = |(n, quarter): (usize, &'_ String)| {
            let mut cells: Vec<Cell<'static>> = vec![Value::Period(quarter.clone().into()).into()];
            cells.extend(self.phases.iter().map(|phase| Cell::from(phase.active[n])));
            Row::new(cells)
        };
        Table { name: "quarters", columns, rows: Rows::few(self.quarters.iter().enumerate().map(row).collect()), empty: "" }
    }

    fn course(&self) -> Option<Chart> {
        let tones = [Tone::Note, Tone::Good, Tone::Warn, Tone::Bad];
        let series = self.phases.iter().zip(tones);
        let series = series.map(|(phase, tone)| Series::counts(phase.phase.name(), tone, phase.active.iter().copied()));
        let panel = Panel { title: "Records that something was done with, by quarter".into(), stacked: true, series: series.collect() };
        let is_drawn = self.phases.iter().flat_map(|phase| &phase.active).any(|n| *n > 0);
        is_drawn.then(|| Chart { labels: self.quarters.clone(), panels: vec![panel] })
    }
}

impl PhaseFacts {
    fn of(phase: Phase, records: &BTreeMap<&str, usize>, days: &[(&str, BTreeSet<Date>)], terms: &[Term]) -> Self {
        let of_phase = || CLAUSES.iter().filter(move |(_, clause)| Phase::of(clause) == phase);
        let kinds: Vec<KindFacts> = of_phase()
            .map(|(kind, clause)| KindFacts {
                kind: (*kind).into(),
                clause: (*clause).into(),
                records: records.get(kind).copied().unwrap_or(0),
            })
            .collect();
        let own: Vec<&BTreeSet<Date>> =
            days.iter().filter(|(kind, _)| of_phase().any(|(known, _)| known == kind)).map(|(_, days)| days).collect();
        let active: Vec<usize> =
            terms.iter().map(|term| own.iter().filter(|days| days.range(term.first..=term.last()).next().is_some()).count()).collect();
        let records = kinds.iter().map(|kind| kind.records).sum();
        Self {
            phase,
            clauses: clause::leaf().map(|clause| clause.id).filter(|id| Phase::of(id) == phase).map(str::to_owned).collect(),
            kinds,
            records,
            last: own.iter().filter_map(|days| days.last()).max().copied(),
            empty: records == 0,
            quiet: active.iter().rev().take(QUIET).all(|n| *n == 0),
            active,
        }
    }
}

/// For each record that ever was, the days of the commits that changed it. What was written of an audit or a review before it
/// began, and of a metric before it was read, was planning: nothing was checked by it.
fn by_history(trail: &Trail, cx: &Cx<'_>) -> Vec<(&'static str, BTreeSet<Date>)> {
    let begun = begun(cx);
    let kinds = KINDS.iter().map(|kind| kind.name).chain(SINGLES.iter().map(|single| single.name));
    let record = |(kind, id): (&'static str, &str)| {
        let days = trail.record(kind, id).iter().map(|past| trail.commits[past.place].committer.day());
        // What is there no more was more than a plan, for all that is known.
        let begun = begun.get(id).copied();
        let has_begun = |day: &Date| begun.is_none_or(|begun| begun.is_some_and(|begun| begun <= *day));
        (kind, days.filter(|day| *day <= cx.today && has_begun(day)).collect())
    };
    kinds.flat_map(|kind| trail.ids(kind).map(move |id| (kind, id))).map(record).collect()
}

/// The day on which each audit, review and metric was first more than planned; None where it is planned only.
fn begun<'a>(cx: &Cx<'a>) -> HashMap<&'a str, Option<Date>> {
    let by_now = |day: &Date| *day <= cx.today;
    let audits = cx.program.all::<Audit>().map(|audit| audit.data());
    let audits = audits.map(|audit| (&*audit.id, audit.started.into_iter().chain(audit.finished).filter(by_now).min()));
    let reviews = cx.program.all::<Review>();
    let reviews = reviews.map(|review| (&*review.data().id, Some(review.on).filter(|on| review.took_place() && by_now(on))));
    let metrics = cx.program.all::<Metric>().map(|metric| metric.data());
    let metrics = metrics.map(|metric| (&*metric.id, metric.readings.iter().map(|reading| reading.on).filter(by_now).min()));
    audits.chain(reviews).chain(metrics).collect()
}

/// For each record, the days on which it says that somebody did something, or that something was so.
fn by_records(cx: &Cx<'_>) -> Vec<(&'static str, BTreeSet<Date>)> {
    let record = |(_, kind, doc)| {
        let mut days = BTreeSet::new();
        for marks in [acts::acts(kind), acts::facts(kind)].into_iter().flatten() {
            marks.walk(cx.program.node(doc), &mut |_, _, day| days.extend(day.filter(|day| *day <= cx.today)));
        }
        (kind, days)
    };
    // Somebody who joins or leaves has done nothing for the programme by that.
    cx.program.documents().filter(|(_, kind, _)| *kind != Person::NAME).map(record).collect()
}

impl Report for PdcaReport {
    const NAME: &'static str = "pdca";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "phases",
            columns: vec![
                Column::short("Phase", 0),
                Column::short("State", 0),
                Column::number("Records", 0),
                Column::short("Last done", 0),
                Column::short("Kinds", 1),
                Column::text("Clauses", 2),
            ],
            rows: Rows::new(|| self.phases.iter().map(|phase| self.row(phase))),
            empty: "",
        };
        let text = match self.told_by {
            ToldBy::History => {
                "Something was done with a record in a quarter when a commit of that quarter changed it; an audit or a review that is only planned, and a metric that was never read, check nothing."
            }
            ToldBy::Records => {
                "There is no history to tell by: something was done in a quarter when a record gives a day of it for what was done."
            }
        };
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks: Vec<Block<'_>> = self.course().map(Block::Chart).into_iter().collect();
        blocks.extend([heading("Phases"), Block::Table(table), heading("By quarter"), Block::Table(self.quarters())]);
        blocks.push(Block::Paragraph { text: text.into() });
        Doc { head: self.head.clone(), blocks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_belongs_to_one_phase() {
        for kind in KINDS.iter().map(|kind| kind.name).chain(SINGLES.iter().map(|single| single.name)) {
            let clauses: Vec<&str> = CLAUSES.iter().filter(|(known, _)| *known == kind).map(|(_, clause)| *clause).collect();
            assert!(matches!(clauses[..], [id] if clause::leaf().any(|clause| clause.id == id)), "{kind}: {clauses:?}");
        }
        assert_eq!(CLAUSES.len(), KINDS.len() + SINGLES.len());
        for (phase, name) in Phase::ALL {
            assert!(CLAUSES.iter().any(|(_, clause)| Phase::of(clause) == phase) && phase.name() == name);
        }
        assert_eq!(["4.1", "7.5.3", "8.3", "9.1", "10.1"].map(Phase::of), [Phase::Plan, Phase::Plan, Phase::Do, Phase::Check, Phase::Act]);
    }
}
