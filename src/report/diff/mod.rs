//! What changed between two states of a programme: what moved, then record by record, risk by risk or row by row.

mod item;
mod items;
mod movements;

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table};
use super::{Origin, Report, fact, footer, organisation};
use crate::base::date::Date;
use crate::base::text::{capital, count};
use crate::history::changes::{Changed, Fate, FieldChange};
use crate::model::kinds::by_name;
use crate::register::cx::Cx;
pub(super) use item::label;
use item::tone;
pub use item::{Compared, DiffItem};
pub(super) use items::called;
pub(super) use movements::{Movement, What};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct DiffReport {
    pub version: u32,
    pub compared: Compared,
    pub from: Side,
    pub to: Side,
    pub added: usize,
    pub removed: usize,
    /// Still there, but retired or closed in between.
    pub retired: usize,
    pub changed: usize,
    /// In one of the two states alone, because the other has a file there that could not be read.
    pub unread: usize,
    /// What the changes mean, the weightiest first; then by id.
    pub movements: Vec<Movement>,
    /// By kind and id; those that are alike are left out.
    pub items: Vec<DiffItem>,
    /// All could be read that what is compared follows from.
    #[serde(skip)]
    is_known: bool,
    #[serde(skip)]
    organisation: String,
    #[serde(skip)]
    footer: Vec<String>,
}

/// One of the two states.
#[derive(Serialize, JsonSchema)]
pub struct Side {
    /// `work tree`, or a commit.
    pub label: String,
    pub commit: Option<String>,
    /// The day it is judged on.
    pub as_of: Date,
}

/// All that moved between two states, the weightiest first.
pub(super) fn moved(before: &Cx<'_>, after: &Cx<'_>) -> Vec<Movement> {
    let records = items::records(before.program, after.program, Compared::Records);
    movements::between(before, after, &records, Compared::Records)
}

impl DiffReport {
    /// Compares an earlier state with a later one, each judged on its own day.
    pub fn build(compared: Compared, (before, from): (&Cx<'_>, &Origin), (after, to): (&Cx<'_>, &Origin)) -> Self {
        let records = items::records(before.program, after.program, compared);
        let movements = movements::between(before, after, &records, compared);
        let then = |id: &str| items::called(before.program, after.program, id);
        let is_known = movements::is_known(before, after, compared.follows_from());
        let items = match compared {
            Compared::Records => items::in_words(before, after, records),
            Compared::Risks => items::derived(&items::risks(before, &then), &items::risks(after, &str::to_owned), &records, is_known),
            Compared::Soa => items::derived(&items::rows(before, &then), &items::rows(after, &str::to_owned), &records, is_known),
        };
        let number = |fate: Fate| items.iter().filter(|item| item.changed.fate == fate).count();
        Self {
            version: 1,
            compared,
            from: Side::of(before.today, from),
            to: Side::of(after.today, to),
            added: number(Fate::Added),
            removed: number(Fate::Removed),
            retired: number(Fate::Retired),
            changed: number(Fate::Changed),
            unread: number(Fate::Unread),
            movements,
            items,
            is_known,
            organisation: organisation(after).to_owned(),
            footer: footer(after.today, to),
        }
    }

    fn summary(&self) -> String {
        let what = match self.compared {
            Compared::Records => "record",
            Compared::Risks => "risk",
            Compared::Soa => "row",
        };
        if self.items.is_empty() && self.is_known {
            return format!("No {what} differs.");
        }
        let unread = if self.unread > 0 { format!(", {} could not be read", self.unread) } else { String::new() };
        let added = count(self.added, what);
        let changed = if self.is_known { format!("{} changed", self.changed) } else { "what changed cannot be told".into() };
        format!("{added} added, {} removed, {} retired or closed, {changed}{unread}.", self.removed, self.retired)
    }

    /// How much changed, and what moved.
    pub(super) fn moved(&self) -> Vec<Block<'_>> {
        let mut blocks = vec![Block::Paragraph { text: self.summary() }];
        if !self.movements.is_empty() {
            blocks.push(Block::Heading { text: "What moved".into() });
            blocks.push(Block::List { items: self.movements.iter().map(|movement| movement.text.clone()).collect() });
        }
        blocks
    }

    /// All that it says.
    pub(super) fn blocks(&self) -> Vec<Block<'_>> {
        let (details, table) = match self.compared {
            Compared::Records => ("Record by record", self.words()),
            Compared::Risks => ("Risk by risk", self.fields()),
            Compared::Soa => ("Row by row", self.fields()),
        };
        let mut blocks = self.moved();
        if !self.items.is_empty() {
            blocks.extend([Block::Heading { text: details.into() }, Block::Table(table)]);
        }
        blocks
    }

    /// A line for each thing that people would say of a record.
    fn words(&self) -> Table<'_> {
        // The files that a programme has once are not of one kind, so they stand together.
        let of_one_kind = |singles: bool| self.items.iter().filter(move |item| (item.changed.id == item.changed.kind) == singles);
        fn row(item: &DiffItem) -> Row<'_> {
            let changed = &item.changed;
            let group = by_name(&changed.kind).map_or("programme", |kind| kind.folder);
            let cells = vec![Cell::id(label(&changed.id)), (&changed.title).into(), item.said()];
            Row { cells, group: Some(capital(group).into()) }
        }
        let rows = Rows::new(move || of_one_kind(true).chain(of_one_kind(false)).map(row));
        let columns = vec![Column::short("Record", 0), Column::text("Title", 1), Column::text("What changed", 0)];
        Table { name: "changes", columns, rows, empty: "Nothing does." }
    }

    /// A row for each value.
    fn fields(&self) -> Table<'_> {
        Table {
            name: "fields",
            columns: field_columns(),
            rows: Rows::new(|| self.items.iter().flat_map(|item| rows(&item.changed))),
            empty: "Nothing does.",
        }
    }
}

impl Side {
    pub fn of(as_of: Date, origin: &Origin) -> Self {
        Self { label: origin.label.clone(), commit: origin.commit.clone(), as_of }
    }

    /// `work tree on 2026-06-30`
    pub fn words(&self) -> String {
        format!("{} on {}", self.label, self.as_of)
    }
}

impl Report for DiffReport {
    const NAME: &'static str = "diff";

    fn doc(&self) -> Doc<'_> {
        let title = match self.compared {
            Compared::Records => "What changed",
            Compared::Risks => "What changed in the risk register",
            Compared::Soa => "What changed in the Statement of Applicability",
        };
        let facts = vec![fact("Organisation", self.organisation.clone()), fact("From", words(&self.from)), fact("To", words(&self.to))];
        Doc { head: Head { title: title.into(), facts, footer: self.footer.clone(), ..Head::default() }, blocks: self.blocks() }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.fields())
    }
}

fn words(side: &Side) -> String {
    format!("{}, as of {}", side.label, side.as_of)
}

fn heading(item: &Changed) -> String {
    match item.kind.as_str() {
        kind if kind == item.id => label(&item.id).to_owned(),
        "annex-a" => format!("{} {}", item.id, item.title),
        kind => format!("{} {} ({kind})", item.id, item.title),
    }
}

/// The columns of [`rows`].
fn field_columns() -> Vec<Column> {
    vec![Column::short("Id", 0), Column::short("Field", 0), Column::text("Before", 0), Column::text("After", 0)]
}

/// The rows of something that changed, under a heading.
fn rows(item: &Changed) -> Vec<Row<'_>> {
    let heading = heading(item);
    let row = |field, before, after| Row { cells: vec![Cell::id(&item.id), field, before, after], group: Some(heading.clone().into()) };
    if item.fields.is_empty() {
        return vec![row(Cell::toned(item.fate.said(), tone(item.fate)), Cell::none(), Cell::none())];
    }
    item.fields.iter().map(|FieldChange { field, before, after }| row(field.into(), Cell::list(before), Cell::list(after))).collect()
}
