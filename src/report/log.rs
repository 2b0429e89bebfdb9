//! `isms log`: who changed which record when, in the record's own words.

use super::diff::{DiffItem, label};
use super::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::wording::{self, phrases, phrases_of};
use super::{Report, fact};
use crate::base::date::Date;
use crate::base::digest::{ObjectId, short};
use crate::base::node::{Class, Node};
use crate::base::text::count;
use crate::history::changes::{Changed, Fate, FieldChange, became, same};
use crate::history::walk::{Change, Event};
use crate::model::single::isms::Method;
use crate::register::scale::Scales;
use crate::store::history::{Commit, Signature, SignatureState, Stamp};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct LogReport {
    pub version: u32,
    /// The record that was asked for, if one was.
    pub id: Option<String>,
    /// The clone is shallow: what came before its first commit is not here, and stands there as added.
    pub shallow: bool,
    /// Children before parents, later ones first.
    pub events: Vec<Logged>,
}

/// A commit and what it changed.
#[derive(Serialize, JsonSchema)]
pub struct Logged {
    pub commit: String,
    /// The committer's day, as the commit claims it.
    pub on: Date,
    pub author: String,
    pub email: String,
    /// The author's day, as the commit claims it.
    pub authored_on: Date,
    pub committer: String,
    pub committer_email: String,
    pub signature: Signature,
    pub message: String,
    pub changes: Vec<DiffItem>,
    #[serde(skip)]
    id: ObjectId,
}

/// Which records are shown.
#[derive(Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// By its first id.
    pub id: Option<&'a str>,
    pub kind: Option<&'a str>,
    /// Of a file that a programme has once, only the part that these names lead to.
    pub part: &'a [String],
}

impl Wanted<'_> {
    fn wants(&self, change: &Change<'_>) -> bool {
        self.id.is_none_or(|id| change.id == id) && self.kind.is_none_or(|kind| change.kind == kind)
    }
}

/// The method in force at an `isms.yaml`, if it could be read.
pub type Methods<'m> = dyn Fn(ObjectId) -> Option<std::sync::Arc<Method>> + Sync + 'm;

impl Logged {
    /// What a commit did to the records that are wanted. None if that is nothing.
    pub fn of(event: &Event<'_>, wanted: Wanted<'_>, methods: &Methods<'_>) -> Option<Self> {
        let now = event.root.and_then(methods);
        let replaced = event.changes.iter().find(|change| change.kind == "isms").and_then(|change| change.before);
        let then = replaced.map_or_else(|| now.clone(), |before| methods(before.blob));
        let (now, then) = (now.as_deref().map(Scales::new), then.as_deref().map(Scales::new));
        let told = |change: &Change<'_>| item(change, [then.as_ref(), now.as_ref()], wanted.part);
        let changes: Vec<DiffItem> = event.changes.iter().filter(|change| wanted.wants(change)).filter_map(told).collect();
        (!changes.is_empty()).then(|| Self::commit(event.commit, changes))
    }

    fn commit(commit: &Commit, changes: Vec<DiffItem>) -> Self {
        let Stamp { name, email, .. } = commit.author.clone();
        Self {
            commit: commit.id.to_string(),
            on: commit.committer.day(),
            author: name,
            email,
            authored_on: commit.author.day(),
            committer: commit.committer.name.clone(),
            committer_email: commit.committer.email.clone(),
            signature: Signature::unchecked(commit.signed),
            message: commit.message.clone(),
            changes,
            id: commit.id,
        }
    }

    /// Who made the commit, and who brought it in if that was somebody else.
    fn who(&self) -> String {
        let author = format!("{} <{}>", self.author, self.email);
        if self.committer_email == self.email {
            author
        } else {
            format!("{author}, committed by {} <{}>", self.committer, self.committer_email)
        }
    }
}

fn item(change: &Change<'_>, scales: [Option<&Scales<'_>>; 2], part: &[String]) -> Option<DiffItem> {
    let (before, after) = (change.before.map(|version| version.node), change.after.map(|version| version.node));
    let mut changed = became(change.called(), change.kind, before, after)?;
    if !part.is_empty() && !change.is_unread {
        changed = narrowed(changed, [before, after], part)?;
    }
    if change.is_unread {
        changed.fate = Fate::Unread;
        let words = if after.is_none() { changed.fate.said() } else { "can be read again" };
        return Some(DiffItem { changed, words: vec![words.into()] });
    }
    let [then, now] = scales;
    let (then, now) = (before.map(|node| wording::Side { node, scales: then }), after.map(|node| wording::Side { node, scales: now }));
    let words = if part.is_empty() { phrases(change.kind, then, now) } else { phrases_of(change.kind, part, then, now) };
    Some(DiffItem { changed, words })
}

/// What became of a part of a record. None if nothing did.
fn narrowed(mut changed: Changed, nodes: [Option<Node<'_>>; 2], part: &[String]) -> Option<Changed> {
    let pointer: String = part.iter().map(|name| format!("/{name}")).collect();
    let [before, after] = nodes.map(|node| node.and_then(|node| node.find(&pointer)).filter(|value| value.class() != Class::Null));
    if same(before, after) {
        return None;
    }
    let name = part.join(".");
    changed.fate = match (before, after) {
        (None, _) => Fate::Added,
        (_, None) => Fate::Removed,
        _ => Fate::Changed,
    };
    changed.fields.retain(|change| change.field.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
    Some(changed)
}

impl LogReport {
    pub fn new(events: Vec<Logged>, shallow: bool, id: Option<&str>) -> Self {
        Self { version: 1, id: id.map(str::to_owned), shallow, events }
    }

    /// The commits shown that carry a signature.
    pub fn signed(&self) -> Vec<ObjectId> {
        let signed = self.events.iter().filter(|event| event.signature.state == SignatureState::Unchecked);
        signed.map(|event| event.id).collect()
    }

    /// Writes down how the signatures were found.
    pub fn set_signatures(&mut self, checked: &HashMap<ObjectId, Signature>) {
        for event in &mut self.events {
            if let Some(signature) = checked.get(&event.id) {
                event.signature = signature.clone();
            }
        }
    }

    /// The events by day and person: of each day, what one person did stands together.
    fn by_day_and_person(&self) -> Vec<&Logged> {
        let mut events: Vec<&Logged> = self.events.iter().collect();
        for day in events.chunk_by_mut(|a, b| a.on == b.on) {
            let mut turn: HashMap<String, usize> = HashMap::new();
            for event in day.iter() {
                let next = turn.len();
                turn.entry(event.who()).or_insert(next);
            }
            day.sort_by_key(|event| turn[&event.who()]);
        }
        events
    }

    /// Days and people as headings, for all records.
    fn table(&self) -> Table<'_> {
        let columns =
            vec![Column::short("Record", 0), Column::text("What changed", 0), Column::short("Signed", 1), Column::short("Commit", 1)];
        fn row<'a>(event: &'a Logged, item: &'a DiffItem) -> Row<'a> {
            let cells = vec![Cell::id(label(&item.changed.id)), item.said(), signed(&event.signature), Cell::id(short(&event.commit))];
            Row { cells, group: Some(format!("{} · {}", event.on, event.who()).into()) }
        }
        let rows = || self.by_day_and_person().into_iter().flat_map(|event| event.changes.iter().map(move |item| row(event, item)));
        Table { name: "history", columns, rows: Rows::new(rows), empty: "No commit changed a record." }
    }

    /// A row for each commit, for one record.
    fn of_record(&self) -> Table<'_> {
        let columns = vec![
            Column::short("Day", 0),
            Column::text("What changed", 0),
            Column::text("By", 0),
            Column::short("Signed", 1),
            Column::short("Commit", 1),
            Column::text("Message", 2),
        ];
        fn row<'a>(event: &'a Logged, item: &'a DiffItem) -> Row<'a> {
            let who = Cell::list(event.who().split(", ").map(str::to_owned));
            let commit = Cell::id(short(&event.commit));
            Row::new(vec![event.on.into(), item.said(), who, signed(&event.signature), commit, (&event.message).into()])
        }
        let rows = || self.events.iter().flat_map(|event| event.changes.iter().map(move |item| row(event, item)));
        Table { name: "history", columns, rows: Rows::new(rows), empty: "No commit changed it." }
    }
}

fn sheet_rows<'a>(event: &'a Logged, changed: &'a Changed) -> impl Iterator<Item = Row<'a>> {
    let fields = changed.fields.iter().map(move |FieldChange { field, before, after }| sheet_row(event, changed, field, [before, after]));
    fields.chain(changed.fields.is_empty().then(|| sheet_row(event, changed, changed.fate.said(), [&[], &[]])))
}

fn sheet_row<'a>(event: &'a Logged, changed: &'a Changed, field: &'a str, values: [&'a [String]; 2]) -> Row<'a> {
    let mut cells = vec![event.on.into(), Cell::id(short(&event.commit))];
    cells.extend([&event.author, &event.email, &event.committer_email].map(Cell::from));
    cells.extend([event.signature.state.word().into(), Cell::id(&changed.id)]);
    cells.extend([changed.kind.as_str(), field].map(Cell::from));
    cells.extend(values.map(Cell::list));
    cells.push((&event.message).into());
    Row::new(cells)
}

/// A signature in a cell: how it was found, and whose it is.
pub(super) fn signed(signature: &Signature) -> Cell<'static> {
    let tone = match signature.state {
        SignatureState::None => return Cell::none(),
        SignatureState::Good => Tone::Good,
        SignatureState::Unchecked => Tone::Plain,
        SignatureState::UnknownKey | SignatureState::Expired => Tone::Warn,
        SignatureState::Bad | SignatureState::Revoked => Tone::Bad,
    };
    let signer = signature.signer.as_deref().map_or(String::new(), |signer| format!(" ({signer})"));
    Cell::toned(format!("{}{signer}", signature.state.word()), tone)
}

impl Report for LogReport {
    const NAME: &'static str = "log";

    fn doc(&self) -> Doc<'_> {
        let mut footer = vec!["Names and days are what the commits claim; days are those of the committer.".to_owned()];
        if self.events.iter().any(|event| event.signature.state == SignatureState::Unchecked) {
            footer.push("Signatures were not checked; `--signatures` checks them.".into());
        }
        if self.shallow {
            footer.push("This clone is shallow: what came before its first commit is not here, and stands there as added.".into());
        }
        let title = self.id.as_ref().map_or("History".to_owned(), |id| format!("History of {}", label(id)));
        let table = if self.id.is_some() { self.of_record() } else { self.table() };
        let facts = vec![fact("Commits", count(self.events.len(), "commit"))];
        Doc { head: Head { title, facts, footer, ..Head::default() }, blocks: vec![Block::Table(table)] }
    }

    /// A row for each value.
    fn sheet(&self) -> Option<Table<'_>> {
        let names = ["Day", "Commit", "Author", "Email", "Committer", "Signature", "Record", "Kind", "Field", "Before", "After", "Message"];
        let rows = || self.events.iter().flat_map(|event| event.changes.iter().flat_map(move |item| sheet_rows(event, &item.changed)));
        let columns = names.into_iter().map(|name| Column::text(name, 0)).collect();
        Some(Table { name: "fields", columns, rows: Rows::new(rows), empty: "" })
    }
}
