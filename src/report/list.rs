//! `isms list`: records of a kind, chosen, sorted and shown by written and derived values alike.

use super::doc::{self, Block, Cell, Column, Doc, Head, Level, Row, Rows, Table};
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::text::natural;
use crate::model::facts::Facts;
use crate::model::kinds::{self, KindInfo};
use crate::register::cx::Cx;
use crate::register::fields::{Fields, Subject};
use crate::register::query::{Query, Value};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
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
    #[schemars(with = "Vec<BTreeMap<String, Vec<String>>>")]
    pub records: Records,
    /// How many records of the kind there are.
    pub total: usize,
    #[serde(skip)]
    footer: Vec<String>,
}

/// The values of records, one list for each column: names beside each of them would take several times the memory.
pub struct Records {
    columns: Vec<String>,
    /// Columns by name, as the contract has them.
    by_name: Vec<usize>,
    rows: Vec<Shown>,
}

/// The values of one record, in the order of the columns.
type Shown = Box<[Box<[Value]>]>;

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
        let shown = |record: Subject<'_>| choice.columns.iter().map(|column| record.values(column).into()).collect();
        let rows = records.into_iter().map(shown).collect();
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            kind: kind.name.into(),
            records: Records::new(choice.columns.clone(), rows),
            columns: choice.columns,
            total,
            footer: footer(cx.today, origin),
        }
    }
}

/// By the first path that differs; what has no value comes last; in the end by id.
fn order(a: &Subject<'_>, b: &Subject<'_>, sort: &[(String, bool)]) -> Ordering {
    for (path, highest_first) in sort {
        let order = order_of(&a.values(path), &b.values(path), *highest_first);
        if order.is_ne() {
            return order;
        }
    }
    natural(a.id, b.id)
}

/// By the first value of a field; what has none comes last whatever comes first.
pub fn order_of(left: &[Value], right: &[Value], highest_first: bool) -> Ordering {
    match (left.first(), right.first()) {
        (Some(left), Some(right)) if highest_first => right.order(left),
        (Some(left), Some(right)) => left.order(right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}

impl Records {
    fn new(columns: Vec<String>, rows: Vec<Shown>) -> Self {
        let mut by_name: Vec<usize> = (0..columns.len()).collect();
        by_name.sort_by(|a, b| columns[*a].cmp(&columns[*b]));
        Self { columns, by_name, rows }
    }

    /// The numbers of a column that has one number for each record, or none.
    fn numbers(&self, column: usize) -> Option<Vec<f64>> {
        let known = self.rows.iter().map(|row| &row[column]).filter(|values| !values.is_empty());
        let number = |values: &[Value]| match values {
            [Value::Number(number)] => Some(*number),
            _ => None,
        };
        known.map(|values| number(values)).collect::<Option<Vec<f64>>>().filter(|numbers| !numbers.is_empty())
    }
}

impl Serialize for Records {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| Named(self, row)))
    }
}

/// A record as a mapping of the columns in which it has a value.
struct Named<'a>(&'a Records, &'a Shown);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(Records { columns, by_name, .. }, row) = self;
        let words = |values: &[Value]| values.iter().map(Value::text).collect::<Vec<_>>();
        serializer.collect_map(by_name.iter().filter(|n| !row[**n].is_empty()).map(|n| (&columns[*n], words(&row[*n]))))
    }
}

fn row(shown: &Shown) -> Row<'_> {
    let cells = shown.iter().map(|values| match &**values {
        [value] => cell(value).into(),
        values => Cell::list(values.iter().map(cell)),
    });
    Row::new(cells.collect())
}

/// A value as a cell holds it. Days and ids are written as texts, and known by their form.
fn cell(value: &Value) -> doc::Value<'_> {
    match value {
        Value::Number(number) => (*number).into(),
        Value::Bool(truth) => (*truth).into(),
        Value::Ranked(_, name) => doc::Value::Level(Level { name: name.into(), rating: None }),
        Value::Text(text) => match text.parse::<Date>() {
            Ok(day) => day.into(),
            Err(_) if kinds::by_id(text).is_some() => doc::Value::id(text),
            Err(_) => text.into(),
        },
    }
}

impl Report for ListReport {
    const NAME: &'static str = "list";

    fn doc(&self) -> Doc<'_> {
        let last = self.columns.len().saturating_sub(1);
        // Prose wraps; everything else is short.
        let kind = Facts::of(&self.kind);
        let is_prose = |path: &str| path.split('.').fold(kind, Facts::field).is_prose();
        let columns = self.columns.iter().enumerate().map(|(n, name)| {
            let rank = u8::try_from(n.min(last)).unwrap_or(u8::MAX);
            match self.records.numbers(n) {
                Some(numbers) => Column::number(name.clone(), rank).places(numbers),
                None if is_prose(name) => Column::text(name.clone(), rank),
                None => Column::short(name.clone(), rank),
            }
        });
        let rows = Rows::new(|| self.records.rows.iter().map(row));
        let table = Table { name: "records", columns: columns.collect(), rows, empty: "No record passes." };
        let facts = vec![fact("Shown", super::share(self.records.rows.len(), self.total))];
        let head = Head { title: format!("Records: {}", self.kind), facts, footer: self.footer.clone(), ..Head::default() };
        Doc { head, blocks: vec![Block::Table(table)] }
    }
}
