//! `isms signoff`: what waits for somebody's yes, on one sheet to be signed.

use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, head};
use crate::base::date::Date;
use crate::base::text::count;
use crate::model::kinds::{RecordKind as _, Role};
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::Serialize;

/// Where the yes to what is left of a risk stands.
const ACCEPTANCE: &str = "acceptance";

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct SignoffReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// By which the sheet is known again: who signs, a digest of all its lines, the day.
    pub sheet: String,
    /// The role or person who is to sign.
    pub signs: String,
    /// By id.
    pub items: Vec<ItemFacts>,
    /// Only where nobody is there to sign: what waits until somebody is. None of it can be signed, so it is no item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_nobody: Option<Vec<StrandedFacts>>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// Something that waits for a yes.
#[derive(Serialize, JsonSchema)]
pub struct ItemFacts {
    /// The id of the record, or `soa`, `scope`, `plan`, `method`.
    pub record: String,
    pub title: String,
    /// Where the yes stands in the record: `approval`, `treatment.approval`, `acceptance`.
    pub place: String,
    /// The version, of what has one.
    pub of_version: Option<String>,
    /// The role or person in whose name it is said.
    pub by: String,
    /// What is found as long as nobody says it.
    pub why: Vec<String>,
    /// The day it was last said.
    pub said_on: Option<String>,
    /// The fields that changed since then.
    pub changed: Vec<String>,
    /// Of an acceptance: the last day it would count.
    pub until: Option<Date>,
    /// Of an acceptance: why it is acceptable, as it was said before.
    pub rationale: Option<String>,
    /// SHA-256 of what is said yes to.
    pub digest: String,
    /// By which the line is known again: record, place, the beginning of the digest, and the last day of an acceptance.
    pub code: String,
}

/// Something that waits for a yes which nobody is there to say.
#[derive(Serialize, JsonSchema)]
pub struct StrandedFacts {
    /// As in `items`.
    pub record: String,
    pub title: String,
    pub place: String,
    pub why: Vec<String>,
}

impl From<ItemFacts> for StrandedFacts {
    fn from(ItemFacts { record, title, place, why, .. }: ItemFacts) -> Self {
        Self { record, title, place, why }
    }
}

impl SignoffReport {
    /// What waits for whom; apart from it what waits until somebody is there, which is None where somebody is.
    pub fn build(
        cx: &Cx<'_>,
        (signs, sheet): (&str, String),
        (items, for_nobody): (Vec<ItemFacts>, Option<Vec<StrandedFacts>>),
        origin: &Origin,
    ) -> Self {
        let names = Names::of(cx.program, cx.today, items.iter().map(|item| item.by.as_str()).chain([signs]));
        let mut head = head(cx, "To be signed", origin);
        head.facts.push(fact("For", names.text(signs)));
        head.facts.push(fact("Sheet", sheet.clone()));
        Self { version: 1, as_of: cx.today, commit: origin.commit.clone(), sheet, signs: signs.into(), items, for_nobody, head, names }
    }

    /// That nobody is there, with what waits until somebody is.
    fn stranded<'a>(&'a self, waits: &'a [StrandedFacts]) -> Vec<Block<'a>> {
        let names = self.names.text(&self.signs);
        let is_role = self.signs.starts_with(Role::PREFIX);
        let nobody = if is_role { format!("Nobody who works here holds {names}") } else { format!("{names} does not work here") };
        let text = match waits.len() {
            0 => format!("{nobody}, and nothing waits."),
            n => {
                let until = if is_role {
                    format!("`isms set {} held_by+=PER-…` says who does", self.signs)
                } else {
                    "name somebody else for it in the records".into()
                };
                format!("{nobody}, so nobody can sign. {} waits until somebody can: {until}.", count(n, "thing"))
            }
        };
        let columns = vec![Column::short("Record", 0), Column::text("Title", 0), Column::short("What", 0), Column::text("Why it waits", 0)];
        let row = |one: &'a StrandedFacts| {
            let what = if one.place == ACCEPTANCE { "acceptance" } else { "approval" };
            Row::new(vec![Cell::id(&one.record), (&one.title).into(), what.into(), Cell::list(&one.why)])
        };
        let table = Table { name: "for-nobody", columns, rows: Rows::few(waits.iter().map(row).collect()), empty: "" };
        let table = Some(Block::Table(table)).filter(|_| !waits.is_empty());
        [Block::Paragraph { text }].into_iter().chain(table).collect()
    }

    fn table(&self) -> Table<'_> {
        let columns = vec![
            Column::short("Record", 0),
            Column::text("Title", 0),
            Column::text("What", 0),
            Column::text("Why it waits", 0),
            Column::text("Changed since", 0),
        ];
        Table { name: "items", columns, rows: Rows::new(|| self.items.iter().map(row)), empty: "" }
    }

    fn signatures(&self) -> Table<'_> {
        let mut parties: Vec<&str> = self.items.iter().map(|item| item.by.as_str()).collect();
        parties.sort_unstable();
        parties.dedup();
        let row = |party: &str| {
            Row::new(vec![
                self.names.text(party).into(),
                "________________".into(),
                "____________".into(),
                "______________________________".into(),
            ])
        };
        let columns = vec![Column::text("As", 0), Column::short("Name", 0), Column::short("Day", 0), Column::short("Signature", 0)];
        Table { name: "signatures", columns, rows: Rows::few(parties.into_iter().map(row).collect()), empty: "" }
    }
}

fn row(item: &ItemFacts) -> Row<'_> {
    let what = match (item.place.as_str(), item.until) {
        (ACCEPTANCE, Some(until)) => format!("what is left is accepted until {until}"),
        ("treatment.approval", _) => "its treatment is approved".into(),
        _ => item.of_version.as_ref().map_or("it is approved".into(), |version| format!("version {version} is approved")),
    };
    let because = match (item.until, &item.rationale) {
        (Some(_), Some(rationale)) => Some(format!("because: {rationale}")),
        (Some(_), None) => Some("because: ____________________".into()),
        _ => None,
    };
    let changed = match (&item.said_on, item.changed.as_slice()) {
        (Some(on), [_, ..]) => Cell::list([format!("{on}:")].into_iter().chain(item.changed.iter().cloned())),
        (Some(on), []) => format!("{on}: nothing of it").into(),
        (None, _) => Cell::toned("never said before", Tone::Faint),
    };
    Row::new(vec![
        Cell::id(&item.record),
        (&item.title).into(),
        Cell::list([what].into_iter().chain(because)),
        Cell::list(&item.why),
        changed,
    ])
}

impl Report for SignoffReport {
    const NAME: &'static str = "signoff";

    fn doc(&self) -> Doc<'_> {
        let blocks = if let Some(waits) = &self.for_nobody {
            self.stranded(waits)
        } else if self.items.is_empty() {
            vec![Block::Paragraph { text: format!("Nothing waits for {}.", self.names.text(&self.signs)) }]
        } else {
            let what = count(self.items.len(), "thing");
            let text = format!(
                "{what} to say yes to, as they are on {}. Strike out what you do not agree to; what changes after this day is not covered.",
                self.as_of
            );
            vec![
                Block::Paragraph { text },
                Block::Table(self.table()),
                Block::Heading { text: "Signature".into() },
                Block::Table(self.signatures()),
                Block::Heading { text: "Digests of what is said yes to".into() },
                // Not in the table: a line that a narrow column breaks is not found again.
                Block::List { items: self.items.iter().map(|item| item.code.clone()).collect() },
            ]
        };
        Doc { head: self.head.clone(), blocks }
    }
}
