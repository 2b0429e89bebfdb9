//! Operation over a period: what was due since the certification body was last here, and what of it was done.

use super::verdict::{LikelyFinding, LikelyGrade};
use crate::base::date::Date;
use crate::base::text::count;
use crate::register::cx::Cx;
use crate::register::operation::{Repeated, Series, series, since};
use crate::report::doc::{Cell, Column, Row, Rows, Table, Tone};
use crate::report::place::{Place, place};
use schemars::JsonSchema;
use serde::Serialize;

/// What was due and done over a period.
#[derive(Serialize, JsonSchema)]
pub struct OperationFacts {
    /// The period begins after this day.
    pub from: Date,
    /// The visit of the certification body it begins with; none, where it was not here yet and the period is twelve months.
    pub visit: Option<String>,
    pub series: Vec<SeriesFacts>,
}

/// Something that is repeated.
#[derive(Serialize, JsonSchema)]
pub struct SeriesFacts {
    pub kind: Repeated,
    pub what: String,
    pub every: String,
    /// How often it was due.
    pub due: usize,
    /// How often it was done.
    pub done: usize,
    /// The days on which it was due and left out, though it was done again later.
    pub missed: Vec<Date>,
    /// Since when it is due and not done.
    pub overdue: Option<Date>,
    /// Runs that a commit took out of the record.
    pub gone: Vec<GoneRun>,
    #[serde(flatten)]
    pub place: Place,
}

/// A run that was there and is gone.
#[derive(Serialize, JsonSchema)]
pub struct GoneRun {
    pub on: Date,
    /// The commit that took it out.
    pub commit: String,
}

/// What is repeated in a programme, and how often it was.
pub(super) fn operation(cx: &Cx<'_>) -> OperationFacts {
    let since = since(cx);
    let facts = |series: Series<'_>| SeriesFacts {
        kind: series.kind,
        what: series.what.into(),
        every: series.every.to_string(),
        due: series.tally.due,
        done: series.tally.done,
        missed: series.tally.missed,
        overdue: series.tally.overdue,
        gone: series.gone.into_iter().map(|(on, commit)| GoneRun { on, commit }).collect(),
        place: place(cx.program, series.place),
    };
    OperationFacts { from: since.from, visit: since.visit, series: series(cx, since.from).into_iter().map(facts).collect() }
}

impl SeriesFacts {
    /// It was due in the period, or done and taken out: else nobody can say whether it is kept up.
    pub fn is_counted(&self) -> bool {
        self.due > 0 || !self.gone.is_empty()
    }

    /// It was done as often as it was due.
    pub fn is_kept(&self) -> bool {
        self.is_counted() && self.done >= self.due && self.gone.is_empty()
    }

    /// Something was left out, or taken out, that a later run does not make good. What is due now is found by rules.
    fn is_broken(&self) -> bool {
        !self.missed.is_empty() || !self.gone.is_empty()
    }

    /// `test of CTL-backup, 1 of 2 done, not on 2025-11-14: Restore the database`
    fn words(&self) -> String {
        let missed: Vec<String> = self.missed.iter().map(Date::to_string).collect();
        let missed = if missed.is_empty() { String::new() } else { format!(", not about {}", missed.join(" and ")) };
        let gone: String = self.gone.iter().map(|gone| format!(", that of {} was taken out in {}", gone.on, gone.commit)).collect();
        let of = if self.kind == Repeated::ManagementReview { String::new() } else { format!(" of `{}`", self.place.record) };
        format!("{}{of}, {} of {} done{missed}{gone}: {}", self.kind.name().replace('-', " "), self.done, self.due, self.what)
    }
}

impl OperationFacts {
    /// What of a clause was left out, with where it shows.
    pub(super) fn broken(&self, clause: &str) -> impl Iterator<Item = (String, &Place)> {
        self.series
            .iter()
            .filter(move |series| series.kind.clause() == clause && series.is_broken())
            .map(|series| (series.words(), &series.place))
    }

    /// All that was left out has one cause: the rhythm is not kept.
    pub(super) fn likely(&self) -> Option<LikelyFinding> {
        let broken: Vec<&SeriesFacts> = self.series.iter().filter(|series| series.is_broken()).collect();
        let first = broken.first()?;
        let more = broken.len() - 1;
        let missed: usize = broken.iter().map(|series| series.missed.len().max(series.gone.len())).sum();
        Some(LikelyFinding {
            grade: LikelyGrade::Minor,
            requirement: first.kind.clause().into(),
            statement: format!(
                "{} left out since {}: {}{}",
                count(missed, "run"),
                self.from,
                first.words(),
                if more > 0 { format!(", and {more} more like it") } else { String::new() }
            ),
            fix: "say in a finding why it was left out and what keeps the rhythm from now on; a later run does not make good for it".into(),
            rules: Vec::new(),
            reason: "what was planned was not carried out as planned; the rest of the period was".into(),
            blocks: false,
            recorded: None,
            records: broken.iter().map(|series| series.place.record.clone()).collect(),
        })
    }

    /// What the period begins with.
    pub(super) fn begins(&self) -> &'static str {
        if self.visit.is_some() { "when the certification body was last here" } else { "twelve months ago" }
    }

    /// From when on, in a sentence.
    pub(super) fn words(&self) -> String {
        match &self.visit {
            Some(visit) => format!("Since the last visit of the certification body ({visit}, {}).", self.from),
            None => format!("Since {}: the certification body was not here yet, so the last twelve months are told.", self.from),
        }
    }

    pub(super) fn table(&self) -> Table<'_> {
        fn row(series: &SeriesFacts) -> Row<'_> {
            let tone = if series.is_broken() || series.overdue.is_some() { Tone::Warn } else { Tone::Plain };
            let gone = series.gone.iter().map(|gone| format!("{} gone in {}", gone.on, gone.commit));
            Row::new(vec![
                Cell::id(&series.place.record),
                series.kind.name().into(),
                (&series.what).into(),
                (&series.every).into(),
                Cell { tone, ..series.due.into() },
                Cell { tone, ..series.done.into() },
                Cell::list(series.missed.iter().map(Date::to_string).chain(gone)),
                series.overdue.into(),
                format!("{}:{}", series.place.file, series.place.line).into(),
            ])
        }
        Table {
            name: "operation",
            columns: vec![
                Column::short("Record", 0),
                Column::short("Kind", 2),
                Column::text("What", 0),
                Column::short("Every", 1),
                Column::number("Due", 0),
                Column::number("Done", 0),
                Column::text("Left out", 0),
                Column::short("Due since", 1),
                Column::text("Where", 3),
            ],
            rows: Rows::new(|| self.series.iter().map(row)),
            empty: "Nothing that is repeated is recorded.",
        }
    }
}
