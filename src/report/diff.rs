//! What changed between two states of a programme: records by field, risks by rating, the SoA by row.

use super::derived::Deriver;
use super::doc::{Block, Cell, Column, Doc, Row, Table, Tone};
use super::query::Value;
use super::show::flatten;
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::text::{count, natural};
use crate::check::{Cx, documents};
use crate::model::kinds::{RecordKind, Risk};
use crate::register::soa::SoaRow;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// All records, by field.
    Records,
    /// Risks, by rating, acceptance and rank.
    Risks,
    /// The rows of the Statement of Applicability.
    Soa,
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct DiffReport {
    pub version: u32,
    pub compared: Compared,
    pub from: Side,
    pub to: Side,
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    /// By kind and id; those that are alike are left out.
    pub items: Vec<Changed>,
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

/// What became of a record or row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    Added,
    Removed,
    Changed,
}

/// A record or row that is not the same in both states.
#[derive(Serialize, JsonSchema)]
pub struct Changed {
    pub id: String,
    pub kind: String,
    pub title: String,
    pub fate: Fate,
    /// For what is in both: each value that differs.
    pub fields: Vec<FieldChange>,
}

/// A value that differs; a list has all its items.
#[derive(Serialize, JsonSchema)]
pub struct FieldChange {
    pub field: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// Something that can be compared: its kind, its title, and its values by name in their order.
struct Item {
    kind: &'static str,
    title: String,
    values: Vec<(String, Vec<String>)>,
}

type Items<'a> = BTreeMap<&'a str, Item>;

impl DiffReport {
    /// Compares an earlier state with a later one, each judged on its own day.
    pub fn build(compared: Compared, (before, from): (&Cx<'_>, &Origin), (after, to): (&Cx<'_>, &Origin)) -> Self {
        let (old, new) = (items(before, compared), items(after, compared));
        let mut items: Vec<Changed> = Vec::new();
        for (id, item) in &new {
            match old.get(id) {
                None => items.push(whole(id, item, Fate::Added)),
                Some(earlier) => {
                    let fields = differences(earlier, item);
                    if !fields.is_empty() {
                        items.push(Changed { fields, ..whole(id, item, Fate::Changed) });
                    }
                }
            }
        }
        items.extend(old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(id, item)| whole(id, item, Fate::Removed)));
        items.sort_by(|a, b| a.kind.cmp(&b.kind).then_with(|| natural(&a.id, &b.id)));
        let number = |fate: Fate| items.iter().filter(|item| item.fate == fate).count();
        Self {
            version: 1,
            compared,
            from: side(before, from),
            to: side(after, to),
            added: number(Fate::Added),
            removed: number(Fate::Removed),
            changed: number(Fate::Changed),
            items,
            footer: footer(after.today, to),
        }
    }

    fn summary(&self) -> String {
        let what = match self.compared {
            Compared::Records => "record",
            Compared::Risks => "risk",
            Compared::Soa => "row",
        };
        if self.items.is_empty() {
            return format!("No {what} differs.");
        }
        format!("{} added, {} removed, {} changed.", count(self.added, what), self.removed, self.changed)
    }
}

fn side(cx: &Cx<'_>, origin: &Origin) -> Side {
    Side { label: origin.label.clone(), commit: origin.commit.clone(), as_of: cx.today }
}

fn whole(id: &str, item: &Item, fate: Fate) -> Changed {
    Changed { id: id.into(), kind: item.kind.into(), title: item.title.clone(), fate, fields: Vec::new() }
}

fn differences(before: &Item, after: &Item) -> Vec<FieldChange> {
    let of = |item: &Item, name: &str| item.values.iter().find(|(known, _)| known == name).map_or(Vec::new(), |(_, values)| values.clone());
    let removed = before.values.iter().filter(|(name, _)| !after.values.iter().any(|(known, _)| known == name));
    let names = after.values.iter().chain(removed).map(|(name, _)| name);
    let pairs = names.map(|name| FieldChange { field: name.clone(), before: of(before, name), after: of(after, name) });
    pairs.filter(|change| change.before != change.after).collect()
}

fn items<'a>(cx: &Cx<'a>, compared: Compared) -> Items<'a> {
    match compared {
        Compared::Records => documents(cx.program).map(|(id, kind, doc)| (id, record(kind, cx.program.node(doc)))).collect(),
        Compared::Risks => {
            let deriver = Deriver::new(cx);
            cx.risks.iter().map(|row| (row.risk.data().id.as_str(), risk(&deriver, row.risk.data()))).collect()
        }
        Compared::Soa => cx.soa.iter().map(|row| (row.id, soa_row(row))).collect(),
    }
}

/// A record by its fields; the items of a list stand under one name.
fn record(kind: &'static str, node: Node<'_>) -> Item {
    let mut shown = Vec::new();
    flatten(node, "", &mut shown);
    let mut values: Vec<(String, Vec<String>)> = Vec::new();
    for value in shown {
        match values.iter_mut().find(|(path, _)| *path == value.path) {
            Some((_, items)) => items.push(value.value),
            None => values.push((value.path, vec![value.value])),
        }
    }
    let title = node.get("title").map_or("", Node::text);
    Item { kind, title: title.into(), values }
}

fn risk<'a>(deriver: &Deriver<'_, 'a>, risk: &'a Risk) -> Item {
    let derived = deriver.of(&risk.id).into_iter().map(|(name, values)| (name.to_owned(), values.iter().map(Value::text).collect()));
    Item { kind: Risk::NAME, title: risk.title.clone(), values: derived.filter(|(name, _)| name != "rank").collect() }
}

fn soa_row(row: &SoaRow<'_>) -> Item {
    let applicable = row.applicable.map(|applicable| if applicable { "yes" } else { "no" }.to_owned());
    let because = row.because.iter().map(|because| super::soa::because_word(*because).to_owned());
    let ids = |ids: Vec<&String>| ids.into_iter().cloned().collect::<Vec<String>>();
    let values = [
        ("applicable", applicable.into_iter().collect()),
        ("because", because.collect()),
        ("justification", Some(row.justification().to_owned()).filter(|text| !text.is_empty()).into_iter().collect()),
        ("status", vec![row.status.name().to_owned()]),
        ("verification", vec![row.verification.name().to_owned()]),
        ("implemented_by", ids(row.controls.iter().map(|control| &control.data().id).collect())),
        ("risks", ids(row.risks.iter().map(|risk| &risk.data().id).collect())),
    ];
    let kind = if row.annex.is_some() { "annex-a" } else { "control" };
    Item { kind, title: row.title.into(), values: values.into_iter().map(|(name, values)| (name.to_owned(), values)).collect() }
}

impl Report for DiffReport {
    const NAME: &'static str = "diff";

    fn doc(&self) -> Doc {
        let title = match self.compared {
            Compared::Records => "What changed",
            Compared::Risks => "What changed in the risk register",
            Compared::Soa => "What changed in the Statement of Applicability",
        };
        let columns = vec![Column::short("Id", 0), Column::short("Field", 0), Column::text("Before", 0), Column::text("After", 0)];
        let table = Table { name: "changes", columns, rows: self.items.iter().flat_map(rows).collect(), empty: "Nothing does." };
        Doc {
            title: title.into(),
            facts: vec![fact("From", words(&self.from)), fact("To", words(&self.to))],
            blocks: vec![Block::Paragraph { text: self.summary() }, Block::Table(table)],
            footer: self.footer.clone(),
        }
    }
}

fn words(side: &Side) -> String {
    format!("{}, as of {}", side.label, side.as_of)
}

fn rows(item: &Changed) -> Vec<Row> {
    let fate = match item.fate {
        Fate::Added => Cell::toned("added", Tone::Good),
        Fate::Removed => Cell::toned("removed", Tone::Warn),
        Fate::Changed => Cell::none(),
    };
    let heading = Some(match item.kind.as_str() {
        kind if kind == item.id => format!("{kind}.yaml"),
        "annex-a" => format!("{} {}", item.id, item.title),
        kind => format!("{} {} ({kind})", item.id, item.title),
    });
    if item.fields.is_empty() {
        let mut row = Row::new(vec![item.id.clone().into(), fate, Cell::none(), Cell::none()]);
        row.group = heading;
        return vec![row];
    }
    let field = |change: &FieldChange| {
        let cells =
            vec![item.id.clone().into(), change.field.clone().into(), Cell::list(change.before.clone()), Cell::list(change.after.clone())];
        let mut row = Row::new(cells);
        row.group.clone_from(&heading);
        row
    };
    item.fields.iter().map(field).collect()
}
