//! `isms fleet due`: one queue over all programmes.

use super::{About, Seen, UnreadFacts, head};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::report::calendar::Calendar;
use crate::report::doc::{Block, Cell, Column, Doc, Row, Rows, Table, Tone, Value};
use crate::report::due::{DueFacts, DueReport};
use crate::report::{Report, fact};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct FleetDueReport {
    pub version: u32,
    pub as_of: Date,
    /// What falls due until this day is told.
    pub until: Date,
    /// Whose it is, if only that of one was asked for.
    pub owner: Option<String>,
    pub overdue: usize,
    /// By day; what was never done, and nobody says by when, comes first.
    #[schemars(with = "Vec<DueOf>")]
    pub due: Queue,
    /// Of which nothing can be said.
    pub unread: Vec<UnreadFacts>,
    #[serde(skip)]
    seen: Seen,
}

/// Something that falls due in a programme.
#[derive(Serialize, JsonSchema)]
struct DueOf<'a> {
    programme: &'a str,
    #[serde(flatten)]
    due: &'a DueFacts,
}

/// What falls due in each programme, and the order of all of it: by part and place in it.
pub struct Queue {
    parts: Vec<(About, DueReport)>,
    order: Vec<(usize, usize)>,
}

impl Queue {
    fn of(parts: Vec<(About, DueReport)>) -> Self {
        let each = |(n, (_, report)): (usize, &(About, DueReport))| (0..report.due.len()).map(move |at| (n, at)).collect::<Vec<_>>();
        let mut order: Vec<(usize, usize)> = parts.iter().enumerate().flat_map(each).collect();
        let on = |(n, at): (usize, usize)| parts[n].1.due[at].on;
        let name = |(n, _): (usize, usize)| &parts[n].0.programme;
        order.sort_by(|a, b| on(*a).cmp(&on(*b)).then_with(|| natural(name(*a), name(*b))).then_with(|| a.cmp(b)));
        Self { parts, order }
    }

    /// All of it, in its order.
    fn iter(&self) -> impl Iterator<Item = (&About, &DueReport, &DueFacts)> {
        self.order.iter().map(|(n, at)| {
            let (about, report) = &self.parts[*n];
            (about, report, &report.due[*at])
        })
    }
}

impl Serialize for Queue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|(about, _, due)| DueOf { programme: &about.programme, due }))
    }
}

impl FleetDueReport {
    pub fn build(parts: Vec<(About, DueReport)>, owner: Option<String>, until: Date, unread: Vec<UnreadFacts>, seen: Seen) -> Self {
        let overdue = parts.iter().map(|(_, report)| report.overdue).sum();
        Self { version: 1, as_of: seen.as_of, until, owner, overdue, due: Queue::of(parts), unread, seen }
    }
}

impl Report for FleetDueReport {
    const NAME: &'static str = "fleet-due";

    fn doc(&self) -> Doc<'_> {
        fn row<'a>((about, report, due): (&'a About, &'a DueReport, &'a DueFacts)) -> Row<'a> {
            // Ids are those of a programme, and others have the same.
            let Row { mut cells, group } = report.row(due);
            cells.iter_mut().for_each(|cell| *cell = Cell { value: worded(cell), tone: cell.tone });
            cells.insert(0, (&about.programme).into());
            Row { cells, group }
        }
        let mut head = head(&self.seen, "What falls due", self.due.parts.len(), &self.unread);
        head.facts.extend(self.owner.as_ref().map(|owner| fact("For", owner.clone())));
        head.facts.push(fact("Late", Cell::toned(self.overdue, if self.overdue > 0 { Tone::Bad } else { Tone::Good })));
        head.facts.push(fact("Until", self.until));
        let columns = [Column::text("Programme", 0)].into_iter().chain(DueReport::columns()).collect();
        let rows = Rows::new(|| self.due.iter().map(row));
        Doc { head, blocks: vec![Block::Table(Table { name: "due", columns, rows, empty: "Nothing falls due." })] }
    }

    fn calendar(&self) -> Option<Calendar<'_>> {
        let events = self.due.parts.iter().flat_map(|(about, report)| report.events(Some(&about.programme))).collect();
        Some(Calendar { name: format!("{}: what falls due", self.seen.name), stamp: self.as_of, events })
    }
}

/// A value in words, with names beside ids.
fn worded<'a>(cell: &Cell<'a>) -> Value<'a> {
    match &cell.value {
        Value::Id(_) => cell.lines().collect::<String>().into(),
        Value::List(values) => Value::List(values.iter().map(|value| worded(&value.clone().into())).collect()),
        other => other.clone(),
    }
}
