//! `isms impact`: what hangs on a record, and what becomes due when it changes or leaves.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table};
use super::names::Names;
use super::place::{Place, place};
use super::shown::Shown;
use super::{Origin, Report, fact};
use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::text::{count, natural};
use crate::model::facts::Facts;
use crate::register::cx::Cx;
use crate::register::referrers::{Referrer, Referrers, fields};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ImpactReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub id: String,
    pub title: String,
    pub kind: String,
    /// The nearest first.
    pub impact: Vec<ImpactFacts>,
    /// Records of what has happened that name it: they stay as they are.
    pub past: Vec<String>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// Something that hangs on it.
#[derive(Serialize, JsonSchema)]
pub struct ImpactFacts {
    /// How many records lie between, and one: 1 names it, or is named by it.
    pub distance: usize,
    pub kind: String,
    /// The field that names what it hangs on.
    pub field: String,
    /// The record it hangs on.
    pub through: String,
    /// What becomes due.
    pub due: String,
    #[serde(flatten)]
    pub place: Place,
}

/// Fields through which what hangs on a record hangs on what that names too: whoever leaves, leaves roles; what is missing is
/// missing to what depends on it.
const CARRIES: &[(&str, &str)] =
    &[("asset", "depends_on"), ("asset", "supplier"), ("control", "documents"), ("role", "held_by"), ("role", "held_by.person")];

/// Fields by which a record says what hangs on it.
const NAMES: &[(&str, &str)] = &[("control", "implements"), ("document", "satisfies"), ("evidence", "supports")];

/// What becomes due where a field of a kind names what changes; an empty field is any other.
const DUE: &[(&str, &str, &str)] = &[
    ("asset", "depends_on", "look whether it still gets what it needs"),
    ("asset", "supplier", "look who provides it"),
    ("audit", "", "look at it in the audit as it is then"),
    ("context", "", "look whether this still holds"),
    ("control", "documents", "look whether it still works as written"),
    ("control", "implements", "look at the decision in the Statement of Applicability, and let it be approved again"),
    ("control", "replaces", "look whether it still takes its place"),
    ("document", "satisfies", "look what else is in writing on it"),
    ("evidence", "supports", "collect evidence of how it is then"),
    ("metric", "about", "look whether it still measures it"),
    ("objective", "", "look whether it can still be reached"),
    ("obligation", "controls", "judge how far it is met"),
    ("risk", "treatment", "rate it again, and let its owner agree to the treatment"),
    ("risk", "", "assess it again"),
    ("role", "held_by", "say who follows"),
    ("role", "deputy", "say who stands in"),
    ("scope", "", "look whether the boundary still holds, and let it be approved again"),
    ("soa", "", "look at the decision, and let it be approved again"),
    ("supplier", "", "review it"),
    ("training", "audience", "look who takes it"),
];

impl ImpactReport {
    pub fn build<'a>(cx: &Cx<'a>, of: &Shown<'a>, origin: &Origin) -> Self {
        let referrers = Referrers::of(cx.program);
        let mut walk = Walk { cx, seen: HashSet::from([of.id.clone()]), impact: Vec::new(), past: Vec::new() };
        walk.own(of);
        let mut open = vec![of.id.clone()];
        let mut distance = 1;
        while !open.is_empty() {
            open = open.iter().flat_map(|id| walk.step(id, referrers.to(id), distance)).collect();
            distance += 1;
        }
        let Walk { mut impact, mut past, .. } = walk;
        impact.sort_by(|a, b| {
            (a.distance, &a.kind)
                .cmp(&(b.distance, &b.kind))
                .then_with(|| natural(&a.place.record, &b.place.record))
                .then_with(|| a.field.cmp(&b.field))
        });
        past.sort_by(|a, b| natural(a, b));
        let named = impact.iter().flat_map(|impact| [impact.place.record.as_str(), impact.through.as_str()]);
        let names = Names::of(cx.program, cx.today, named);
        let mut head = super::head(cx, format!("What hangs on {}", of.id), origin);
        head.facts.push(fact("Record", format!("{} ({})", of.title, of.kind)));
        let records: HashSet<&str> = impact.iter().map(|impact| impact.place.record.as_str()).collect();
        head.facts.push(fact("Hangs on it", count(records.len(), "record")));
        if !past.is_empty() {
            head.facts.push(fact("Stays as it is", format!("{} of what has happened", count(past.len(), "record"))));
        }
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            id: of.id.clone(),
            title: of.title.clone(),
            kind: of.kind.into(),
            impact,
            past,
            head,
            names,
        }
    }
}

impl ImpactReport {
    fn row<'a>(&'a self, impact: &'a ImpactFacts) -> Row<'a> {
        Row::new(vec![
            self.names.id(&impact.place.record).into(),
            (&impact.due).into(),
            if impact.distance > 1 { self.names.id(&impact.through).into() } else { Cell::none() },
            (&impact.field).into(),
            (&impact.kind).into(),
            format!("{}:{}", impact.place.file, impact.place.line).into(),
        ])
    }
}

/// A walk from record to record.
struct Walk<'c, 'a> {
    cx: &'c Cx<'a>,
    /// Records that were walked from.
    seen: HashSet<String>,
    impact: Vec<ImpactFacts>,
    past: Vec<String>,
}

impl<'a> Walk<'_, 'a> {
    /// What becomes due of the record itself, and what it names as hanging on it.
    fn own(&mut self, of: &Shown<'a>) {
        let Some(node) = of.node else { return };
        for (field, due) in
            [("approval", "let it be approved again"), ("tests", "test it again"), ("acknowledgements", "let people read the new version")]
        {
            if let Some(at) = node.get(field) {
                let place = Place { record: of.id.clone(), ..place(self.cx.program, at.span()) };
                let (kind, field, due) = (of.kind.into(), field.into(), due.into());
                self.impact.push(ImpactFacts { distance: 1, kind, field, through: of.id.clone(), due, place });
            }
        }
        self.names(of.kind, &of.id, node, 1);
    }

    /// What a record names as hanging on it.
    fn names(&mut self, kind: &str, id: &str, node: Node<'_>, distance: usize) {
        for (_, field) in NAMES.iter().filter(|(known, _)| *known == kind) {
            for item in node.get(field).into_iter().flat_map(Node::items) {
                let place = Place { record: item.text().into(), ..place(self.cx.program, item.span()) };
                let due = due_of(kind, field).to_owned();
                self.impact.push(ImpactFacts { distance, kind: kind.into(), field: (*field).into(), through: id.into(), due, place });
            }
        }
    }

    /// What names a record, and the records from which to go on.
    fn step(&mut self, id: &str, referrers: &[Referrer<'a>], distance: usize) -> Vec<String> {
        let mut next = Vec::new();
        for referrer in referrers {
            let node = self.cx.program.node(referrer.doc);
            if is_over(self.cx.today, referrer.kind, node) {
                self.past.extend((!self.past.iter().any(|known| known == referrer.id)).then(|| referrer.id.to_owned()));
                continue;
            }
            let mut told = HashSet::new();
            for (field, at) in fields(referrer.kind, node, id) {
                if is_done(referrer.kind, &field) || !told.insert(field.clone()) {
                    continue;
                }
                if CARRIES.contains(&(referrer.kind, field.as_str())) && self.seen.insert(referrer.id.to_owned()) {
                    next.push(referrer.id.to_owned());
                    self.names(referrer.kind, referrer.id, node, distance + 1);
                }
                let place = Place { record: referrer.id.into(), ..place(self.cx.program, at.span()) };
                let due = due_of(referrer.kind, &field).to_owned();
                self.impact.push(ImpactFacts { distance, kind: referrer.kind.into(), field, through: id.into(), due, place });
            }
        }
        next
    }
}

/// Whoever approved, accepted or did something has done it.
fn is_done(kind: &str, field: &str) -> bool {
    let mut facts = Facts::of(kind);
    field.split('.').any(|name| {
        facts = if facts.is_list() { facts.each().field(name) } else { facts.field(name) };
        !facts.act().is_empty() || facts.covers().is_some()
    })
}

/// What has happened and stays as it was.
fn is_over(today: Date, kind: &str, node: Node<'_>) -> bool {
    let day = |path: &str| node.find(path).and_then(|day| day.text().get(..10)?.parse::<Date>().ok());
    let ended = match kind {
        "finding" => day("/closed/on"),
        "incident" | "risk" => day("/closed"),
        "change" => day("/done"),
        "audit" => day("/finished"),
        "assessment" | "review" => day("/on"),
        "supplier" => day("/ended"),
        "control" => node.get("status").filter(|status| status.text() == "retired").map(|_| today),
        _ => None,
    };
    ended.is_some_and(|ended| ended <= today)
}

fn due_of(kind: &str, field: &str) -> &'static str {
    let is_in = |known: &str| field == known || field.strip_prefix(known).is_some_and(|rest| rest.starts_with('.'));
    if field.rsplit('.').next() == Some("owner") {
        return "say who sees to it";
    }
    let known = DUE.iter().find(|(of, known, _)| *of == kind && (known.is_empty() || is_in(known)));
    known.map_or("look whether it still holds", |(.., due)| due)
}

impl Report for ImpactReport {
    const NAME: &'static str = "impact";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "impact",
            columns: vec![
                Column::text("Record", 0),
                Column::text("What becomes due", 0),
                Column::text("Through", 1),
                Column::text("Field", 2),
                Column::short("Kind", 3),
                Column::text("Where", 3),
            ],
            rows: Rows::new(|| self.impact.iter().map(|impact| self.row(impact))),
            empty: "Nothing hangs on it.",
        };
        let mut blocks = vec![Block::Table(table)];
        if !self.past.is_empty() {
            blocks.push(Block::Heading { text: "What has happened, and stays as it is".into() });
            blocks.push(Block::Paragraph { text: self.past.join(", ") });
        }
        Doc { head: self.head.clone(), blocks }
    }
}
