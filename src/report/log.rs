//! `isms log`: who changed which record when, in the record's own words.

use super::diff::rows;
use super::doc::{Block, Column, Doc, Table};
use super::{Report, fact};
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::changes::{Changed, Item, compare};
use crate::history::walk::{Change, Event};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct LogReport {
    pub version: u32,
    /// The record that was asked for, if one was.
    pub id: Option<String>,
    /// The clone is shallow: what came before its first commit is not here, and stands there as added.
    pub shallow: bool,
    /// The latest first.
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
    pub message: String,
    pub changes: Vec<Changed>,
}

impl Logged {
    /// What a commit did to one record or to all, of one kind or of all. None if that is nothing.
    pub fn of(event: &Event<'_>, id: Option<&str>, kind: Option<&str>) -> Option<Self> {
        let wanted = |change: &&Change<'_>| id.is_none_or(|id| change.id == id) && kind.is_none_or(|kind| change.kind == kind);
        let changed = |change: &Change<'_>| {
            let before = change.before.map(|before| Item::of(change.kind, before.node));
            compare(change.id, before.as_ref(), change.after.map(|after| Item::of(change.kind, after.node)).as_ref())
        };
        let changes: Vec<Changed> = event.changes.iter().filter(wanted).filter_map(changed).collect();
        let commit = event.commit;
        (!changes.is_empty()).then(|| Self {
            commit: commit.id.to_string(),
            on: commit.committer.day(),
            author: commit.author.name.clone(),
            email: commit.author.email.clone(),
            message: commit.message.clone(),
            changes,
        })
    }
}

impl LogReport {
    pub fn new(events: Vec<Logged>, shallow: bool, id: Option<&str>) -> Self {
        Self { version: 1, id: id.map(str::to_owned), shallow, events }
    }
}

impl Report for LogReport {
    const NAME: &'static str = "log";

    fn doc(&self) -> Doc {
        let columns = vec![Column::short("Id", 0), Column::short("Field", 0), Column::text("Before", 0), Column::text("After", 0)];
        let of_event = |event: &Logged| {
            let short = event.commit.get(..10).unwrap_or(&event.commit);
            let heading = format!("{} {short} {}: {}", event.on, event.author, event.message);
            event.changes.iter().flat_map(move |change| rows(change, heading.clone())).collect::<Vec<_>>()
        };
        let rows = self.events.iter().flat_map(of_event).collect();
        let mut footer = vec!["Names and days are what the commits claim.".to_owned()];
        if self.shallow {
            footer.push("This clone is shallow: what came before its first commit is not here, and stands there as added.".into());
        }
        let title = self.id.as_ref().map_or("History".to_owned(), |id| format!("History of {id}"));
        Doc {
            title,
            facts: vec![fact("Commits", count(self.events.len(), "commit"))],
            blocks: vec![Block::Table(Table { name: "history", columns, rows, empty: "No commit changed a record." })],
            footer,
            ..Doc::default()
        }
    }
}
