//! `isms list`: records of a kind, chosen, sorted and shown by written and derived values alike.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table};
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::kinds::KindInfo;
use crate::register::cx::Cx;
use crate::register::fields::{Fields, Record};
use crate::register::query::{Query, Value};
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ListReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub kind: String,
    /// The columns, in order.
    pub columns: Vec<String>,
    /// For each record, the values of each column as words; a column without a value is left out.
    pub records: Vec<BTreeMap<String, Vec<String>>>,
    /// How many records of the kind there are.
    pub total: usize,
    #[serde(skip)]
    footer: Vec<String>,
}

/// What to show, and how.
pub struct Choice {
    pub query: Option<Query>,
    pub columns: Vec<String>,
    /// Paths to sort by, the first counting most; true for the highest first.
    pub sort: Vec<(String, bool)>,
}

impl ListReport {
    pub fn build(cx: &Cx<'_>, kind: &'static KindInfo, choice: Choice, origin: &Origin) -> Self {
        let fields = Fields::new(cx);
        let ranks = fields.ranks();
        let mut records = fields.all(kind);
        let total = records.len();
        if let Some(query) = &choice.query {
            records.retain(|record| query.holds(&|path| record.values(path), &ranks));
        }
        records.sort_by(|a, b| order(a, b, &choice.sort));
        let shown = records.iter().map(|record| {
            let cells =
                choice.columns.iter().map(|column| (column.clone(), record.values(column).iter().map(Value::text).collect::<Vec<_>>()));
            cells.filter(|(_, values)| !values.is_empty()).collect()
        });
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            kind: kind.name.into(),
            records: shown.collect(),
            columns: choice.columns,
            total,
            footer: footer(cx.today, origin),
        }
    }
}

/// By the first path that differs; what has no value comes last; in the end by id.
fn order(a: &Record<'_>, b: &Record<'_>, sort: &[(String, bool)]) -> Ordering {
    for (path, highest_first) in sort {
        let (left, right) = (a.values(path), b.values(path));
        let order = match (left.first(), right.first()) {
            (Some(left), Some(right)) if *highest_first => right.order(left),
            (Some(left), Some(right)) => left.order(right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    }
    natural(a.id, b.id)
}

impl ListReport {
    fn row<'a>(&self, record: &'a BTreeMap<String, Vec<String>>) -> Row<'a> {
        Row::new(self.columns.iter().map(|column| Cell::list(record.get(column).into_iter().flatten())).collect())
    }
}

impl Report for ListReport {
    const NAME: &'static str = "list";

    fn doc(&self) -> Doc<'_> {
        let last = self.columns.len().saturating_sub(1);
        // Prose wraps; everything else is short.
        let is_prose =
            |name: &str| matches!(name, "title" | "scenario" | "description" | "statement" | "notes" | "what" | "requirement" | "text");
        let columns = self.columns.iter().enumerate().map(|(n, name)| {
            let rank = u8::try_from(n.min(last)).unwrap_or(u8::MAX);
            if is_prose(name) { Column::text(name.clone(), rank) } else { Column::short(name.clone(), rank) }
        });
        let rows = Rows::new(|| self.records.iter().map(|record| self.row(record)));
        let table = Table { name: "records", columns: columns.collect(), rows, empty: "No record passes." };
        let facts = vec![fact("Shown", super::share(self.records.len(), self.total))];
        let head = Head { title: format!("Records: {}", self.kind), facts, footer: self.footer.clone() };
        Doc { head, blocks: vec![Block::Table(table)] }
    }
}
