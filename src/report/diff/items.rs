//! The records, risks and rows that are not the same in both states.

use super::item::{Compared, DiffItem};
use crate::base::node::Node;
use crate::base::text::natural;
use crate::history::changes::{Changed, Fate, Item, became, compare};
use crate::model::kinds::{RecordKind, Risk};
use crate::model::program::Program;
use crate::register::cx::Cx;
use crate::register::derived::Deriver;
use crate::register::soa::SoaRow;
use crate::report::wording::{self, phrases};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A record that is not the same in both states.
pub struct Pair<'a> {
    pub changed: Changed,
    pub before: Option<Node<'a>>,
    pub after: Option<Node<'a>>,
}

impl Pair<'_> {
    /// What is to be said of a record that could not be read in one of the states.
    pub fn unread(&self) -> Option<&'static str> {
        let words = if self.after.is_none() { Fate::Unread.said() } else { "could not be read before" };
        (self.changed.fate == Fate::Unread).then_some(words)
    }
}

impl Compared {
    /// Whether records of a kind say something about what is compared.
    fn rests_on(self, kind: &str) -> bool {
        match self {
            Compared::Records => true,
            Compared::Risks => matches!(kind, "isms" | "risk"),
            Compared::Soa => matches!(kind, "control" | "soa"),
        }
    }

    /// The kinds that what is compared follows from, besides its own records.
    pub fn follows_from(self) -> &'static [&'static str] {
        match self {
            Compared::Records => &[],
            Compared::Risks => &["isms", "person", "role", "control"],
            Compared::Soa => &["isms", "soa", "control", "risk", "evidence"],
        }
    }
}

/// What a later programme calls that which an earlier one calls so.
pub fn called(before: &Program, after: &Program, id: &str) -> String {
    after.names().now(before.names().first(id)).to_owned()
}

/// The records that differ and matter to what is compared, by kind and id. One that is only called otherwise is one record.
pub fn records<'a>(before: &'a Program, after: &'a Program, compared: Compared) -> Vec<Pair<'a>> {
    let nodes = |program: &'a Program| {
        let mut nodes: BTreeMap<&'a str, (&'a str, &'static str, Node<'a>)> = BTreeMap::new();
        for (id, kind, doc) in program.documents().filter(|(_, kind, _)| compared.rests_on(kind)) {
            nodes.entry(program.names().first(id)).or_insert((id, kind, program.node(doc)));
        }
        nodes
    };
    let (old, new) = (nodes(before), nodes(after));
    let ids: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let mut records: Vec<Pair<'a>> = ids.into_iter().filter_map(|id| record(old.get(id).copied(), new.get(id).copied())).collect();
    for pair in &mut records {
        let is_unread = match (pair.before, pair.after) {
            (Some(node), None) => after.is_unread(&node.file().path),
            (None, Some(node)) => before.is_unread(&node.file().path),
            _ => false,
        };
        if is_unread {
            pair.changed.fate = Fate::Unread;
        }
    }
    records.sort_by(|a, b| order(&a.changed, &b.changed));
    records
}

fn order(a: &Changed, b: &Changed) -> std::cmp::Ordering {
    a.kind.cmp(&b.kind).then_with(|| natural(&a.id, &b.id))
}

type Known<'a> = Option<(&'a str, &'static str, Node<'a>)>;

fn record<'a>(before: Known<'a>, after: Known<'a>) -> Option<Pair<'a>> {
    let (id, kind, _) = after.or(before)?;
    let node = |known: Known<'a>| known.map(|(.., node)| node);
    let (before, after) = (node(before), node(after));
    Some(Pair { changed: became(id, kind, before, after)?, before, after })
}

/// Records with what people would say of them.
pub fn in_words(before: &Cx<'_>, after: &Cx<'_>, records: Vec<Pair<'_>>) -> Vec<DiffItem> {
    let told = |record: Pair<'_>| {
        let old = record.before.map(|node| wording::Side { node, scales: before.scales.as_ref() });
        let new = record.after.map(|node| wording::Side { node, scales: after.scales.as_ref() });
        let words = record.unread().map_or_else(|| phrases(&record.changed.kind, old, new), |words| vec![words.into()]);
        DiffItem { words, changed: record.changed }
    };
    records.into_iter().map(told).collect()
}

type Items = BTreeMap<String, Item>;

/// What follows from records, compared by what follows. What is no longer there because its record was retired, closed or
/// could not be read was not removed. Where not all `is_known` that the others follow from, nothing is told of them.
pub fn derived(old: &Items, new: &Items, records: &[Pair<'_>], is_known: bool) -> Vec<DiffItem> {
    let fates: HashMap<&str, Fate> = records.iter().map(|record| (record.changed.id.as_str(), record.changed.fate)).collect();
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut items: Vec<Changed> = ids.into_iter().filter_map(|id| compare(id, old.get(id), new.get(id))).collect();
    for item in &mut items {
        match (item.fate, fates.get(item.id.as_str())) {
            (Fate::Removed, Some(Fate::Retired)) => item.fate = Fate::Retired,
            (Fate::Removed | Fate::Added, Some(Fate::Unread)) => item.fate = Fate::Unread,
            _ => {}
        }
    }
    items.retain(|item| is_known || item.fate != Fate::Changed);
    items.sort_by(order);
    items.into_iter().map(|changed| DiffItem { changed, words: Vec::new() }).collect()
}

/// The risks of the register by what follows from them, under what records are `called`. A rank says more of the others than
/// of the risk.
pub fn risks<'a>(cx: &Cx<'a>, called: &dyn Fn(&str) -> String) -> Items {
    let deriver = Deriver::new(cx);
    let item = |risk: &'a Risk| {
        let derived = deriver.of(&risk.id).into_iter().filter(|(name, _)| *name != "rank");
        let values = derived.map(|(name, values)| (name.to_owned(), values.iter().map(|value| called(&value.text())).collect()));
        Item { kind: Risk::NAME, title: risk.title.clone(), values: values.collect(), over: false }
    };
    cx.risks().iter().map(|row| (called(&row.risk.data().id), item(row.risk.data()))).collect()
}

/// The rows of the SoA, under what records are `called`.
pub fn rows(cx: &Cx<'_>, called: &dyn Fn(&str) -> String) -> Items {
    cx.soa().iter().map(|row| (called(row.id), soa_row(row, called))).collect()
}

fn soa_row(row: &SoaRow<'_>, called: &dyn Fn(&str) -> String) -> Item {
    let applicable = row.applicable.map(|applicable| if applicable { "yes" } else { "no" }.to_owned());
    let because = row.because.iter().map(|because| crate::report::soa::because_word(*because).to_owned());
    // In an order that no other name changes.
    let ids = |ids: Vec<&String>| {
        let mut ids: Vec<String> = ids.into_iter().map(|id| called(id)).collect();
        ids.sort_by(|a, b| natural(a, b));
        ids
    };
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
    let values = values.into_iter().map(|(name, values)| (name.to_owned(), values)).collect();
    Item { kind, title: row.title.into(), values, over: false }
}
