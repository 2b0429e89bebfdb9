//! `isms catalogue`: the drafts there are, one of them, and what became of those that were taken.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table};
use super::{Report, fact, markdown};
use crate::base::date::Date;
use crate::catalogue::{Entry, Kind};
use crate::edit::value::Value as Said;
use crate::edit::yaml;
use crate::model::annex_a_guidance;
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct CatalogueReport {
    pub version: u32,
    pub entries: Vec<EntryFacts>,
}

/// An entry in a line.
#[derive(Serialize, JsonSchema)]
pub struct EntryFacts {
    pub kind: String,
    pub name: String,
    pub title: String,
    /// The traits of companies that it is for, any of them; none: for everybody.
    #[serde(rename = "for")]
    pub traits: Vec<String>,
    pub why: String,
}

impl CatalogueReport {
    pub fn new<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let facts = |entry: &Entry| EntryFacts {
            kind: entry.kind.name().into(),
            name: entry.name.clone(),
            title: entry.title.clone(),
            traits: entry.traits.clone(),
            why: entry.why.clone(),
        };
        Self { version: 1, entries: entries.map(facts).collect() }
    }
}

impl Report for CatalogueReport {
    const NAME: &'static str = "catalogue";

    fn doc(&self) -> Doc<'_> {
        fn row(entry: &EntryFacts) -> Row<'_> {
            let cells = vec![(&entry.name).into(), (&entry.title).into(), (&entry.why).into(), Cell::list(entry.traits.iter())];
            Row { cells, group: Some((&entry.kind).into()) }
        }
        let table = Table {
            name: "entries",
            columns: vec![Column::short("Name", 0), Column::text("Title", 0), Column::text("Why", 1), Column::text("For", 2)],
            rows: Rows::new(|| self.entries.iter().map(row)),
            empty: "The catalogue has nothing of that.",
        };
        Doc { head: Head { title: "Catalogue".into(), ..Head::default() }, blocks: vec![Block::Table(table)] }
    }
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct EntryReport {
    pub version: u32,
    #[serde(flatten)]
    pub entry: EntryFacts,
    /// What to find out before anybody rates or decides.
    pub ask: Vec<String>,
    /// What the record says, field by field.
    pub says: Vec<SaidFacts>,
    /// The controls of Annex A, or the clauses, that it names.
    pub names: Vec<String>,
    /// The assets that it usually happens to.
    pub assets: Vec<String>,
    /// Of a control: what it means in a company of so many people.
    pub sizes: Vec<SaidFacts>,
    /// Of a control: what somebody does to see that it works.
    pub test: Vec<SaidFacts>,
    /// Of a control: what usually shows that it works.
    pub evidence: Vec<String>,
    /// Of a control: what an auditor asks.
    pub questions: Vec<String>,
    /// Of a party: what it usually asks for.
    pub requirements: Vec<String>,
    /// Of a document: its text, in Markdown.
    pub text: Option<String>,
}

/// A field and what it says.
#[derive(Serialize, JsonSchema)]
pub struct SaidFacts {
    pub field: String,
    pub value: String,
}

impl SaidFacts {
    fn new((field, value): &(String, Said)) -> Self {
        let value = if let Said::Text(text) = value { text.clone() } else { yaml::flow(value) };
        Self { field: field.clone(), value }
    }
}

impl EntryReport {
    pub fn new(entry: &Entry) -> Self {
        let guided = || entry.annex.iter().filter(|_| entry.kind == Kind::Control).filter_map(|annex| annex_a_guidance::by_id(annex));
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let [entry_facts] = CatalogueReport::new([entry].into_iter()).entries.try_into().ok().expect("one entry makes one line");
        Self {
            version: 1,
            entry: entry_facts,
            ask: entry.ask.clone(),
            says: entry.record.0.iter().map(SaidFacts::new).collect(),
            names: entry.annex.clone(),
            assets: entry.assets.clone(),
            sizes: entry
                .sizes
                .iter()
                .map(|size| SaidFacts { field: format!("{} people", size.people), value: size.means.clone() })
                .collect(),
            test: entry.test.iter().flat_map(|test| test.0.iter().map(SaidFacts::new)).collect(),
            evidence: guided().flat_map(|guidance| owned(guidance.evidence)).collect(),
            questions: guided().flat_map(|guidance| owned(guidance.questions)).collect(),
            requirements: entry.requirements.clone(),
            text: entry.text.map(str::to_owned),
        }
    }
}

impl Report for EntryReport {
    const NAME: &'static str = "catalogue-entry";

    fn doc(&self) -> Doc<'_> {
        fn said<'a>(name: &'static str, rows: &'a [SaidFacts]) -> Block<'a> {
            let row = |said: &'a SaidFacts| Row::new(vec![(&said.field).into(), (&said.value).into()]);
            Block::Table(Table {
                name,
                columns: vec![Column::short("Field", 0), Column::text("Says", 0)],
                rows: Rows::new(move || rows.iter().map(row)),
                empty: "",
            })
        }
        let mut head = Head { title: self.entry.title.clone(), ..Head::default() };
        head.facts.push(fact("Draft", format!("{} {}", self.entry.kind, self.entry.name)));
        head.facts.push(fact("Why", self.entry.why.clone()));
        if !self.entry.traits.is_empty() {
            head.facts.push(fact("For", self.entry.traits.join(", ")));
        }
        if !self.names.is_empty() {
            head.facts.push(fact("Controls", self.names.join(", ")));
        }
        if !self.assets.is_empty() {
            head.facts.push(fact("Assets", self.assets.join(", ")));
        }
        let mut blocks = Vec::new();
        let lists = [
            ("To find out first", &self.ask),
            ("What it usually asks for", &self.requirements),
            ("What usually shows that it works", &self.evidence),
            ("What an auditor asks", &self.questions),
        ];
        for (title, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
            blocks.push(Block::Heading { text: title.to_owned() });
            blocks.push(Block::List { items: items.clone() });
        }
        for (title, name, rows) in
            [("The record", "record", &self.says), ("By size", "sizes", &self.sizes), ("How it is tested", "test", &self.test)]
        {
            if !rows.is_empty() {
                blocks.push(Block::Heading { text: title.to_owned() });
                blocks.push(said(name, rows));
            }
        }
        if let Some(text) = &self.text {
            blocks.push(Block::Heading { text: "The text".into() });
            blocks.extend(markdown::read(text, 2, &|_| None));
        }
        Doc { head, blocks }
    }
}

/// What an entry says today that was another one when it was taken.
#[derive(Serialize, JsonSchema)]
pub struct Turned {
    pub id: String,
    pub field: String,
    /// As the record says it today.
    pub yours: String,
    /// As the catalogue has it today.
    pub today: String,
}

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct CatalogueDiffReport {
    pub version: u32,
    pub as_of: Date,
    pub changed: Vec<Turned>,
}

impl CatalogueDiffReport {
    pub fn new(as_of: Date, changed: Vec<Turned>) -> Self {
        Self { version: 1, as_of, changed }
    }
}

impl Report for CatalogueDiffReport {
    const NAME: &'static str = "catalogue-diff";

    fn doc(&self) -> Doc<'_> {
        fn row(turned: &Turned) -> Row<'_> {
            Row::new(vec![Cell::id(&turned.id), (&turned.field).into(), (&turned.yours).into(), (&turned.today).into()])
        }
        let table = Table {
            name: "changed",
            columns: vec![
                Column::short("Record", 0),
                Column::short("Field", 0),
                Column::text("Yours", 0),
                Column::text("The catalogue today", 0),
            ],
            rows: Rows::new(|| self.changed.iter().map(row)),
            empty: "Of what was taken, the catalogue says nothing otherwise today.",
        };
        Doc { head: Head { title: "What the catalogue says otherwise".into(), ..Head::default() }, blocks: vec![Block::Table(table)] }
    }
}
