//! What changed between two states of a programme: records by field, risks by rating, the SoA by row.

use super::derived::Deriver;
use super::doc::{Block, Cell, Column, Doc, Row, Table, Tone};
use super::query::Value;
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::text::{count, natural};
use crate::check::{Cx, documents};
use crate::history::changes::{Changed, Fate, FieldChange, Item, compare};
use crate::model::kinds::{RecordKind, Risk};
use crate::register::soa::SoaRow;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

type Items<'a> = BTreeMap<&'a str, Item>;

impl DiffReport {
    /// Compares an earlier state with a later one, each judged on its own day.
    pub fn build(compared: Compared, (before, from): (&Cx<'_>, &Origin), (after, to): (&Cx<'_>, &Origin)) -> Self {
        let (old, new) = (items(before, compared), items(after, compared));
        let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        let mut items: Vec<Changed> = ids.into_iter().filter_map(|id| compare(id, old.get(id), new.get(id))).collect();
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

fn items<'a>(cx: &Cx<'a>, compared: Compared) -> Items<'a> {
    match compared {
        Compared::Records => documents(cx.program).map(|(id, kind, doc)| (id, Item::of(kind, cx.program.node(doc)))).collect(),
        Compared::Risks => {
            let deriver = Deriver::new(cx);
            cx.risks.iter().map(|row| (row.risk.data().id.as_str(), risk(&deriver, row.risk.data()))).collect()
        }
        Compared::Soa => cx.soa.iter().map(|row| (row.id, soa_row(row))).collect(),
    }
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
        let table = Table {
            name: "changes",
            columns,
            rows: self.items.iter().flat_map(|item| rows(item, heading(item))).collect(),
            empty: "Nothing does.",
        };
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

fn heading(item: &Changed) -> String {
    match item.kind.as_str() {
        kind if kind == item.id => format!("{kind}.yaml"),
        "annex-a" => format!("{} {}", item.id, item.title),
        kind => format!("{} {} ({kind})", item.id, item.title),
    }
}

/// The rows of something that changed, under a heading.
pub(super) fn rows(item: &Changed, heading: String) -> Vec<Row> {
    let fate = match item.fate {
        Fate::Added => Cell::toned("added", Tone::Good),
        Fate::Removed => Cell::toned("removed", Tone::Warn),
        Fate::Changed => Cell::none(),
    };
    let heading = Some(heading);
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
