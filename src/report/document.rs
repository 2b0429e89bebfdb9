//! `isms document render`: a policy as people get it, with what says which version it is and who approved it.

use super::doc::{Block, Cell, Column, Doc, Fact, Head, Row, Rows, Table, Tone, Value};
use super::markdown::read;
use super::names::Names;
use super::pages::is_public;
use super::prose::{Prose, plain};
use super::{Origin, Report, fact, footer, organisation, word};
use crate::base::date::Date;
use crate::base::digest::short;
use crate::base::node::Node;
use crate::history::approval::{Standing, brought};
use crate::history::trail::Trail;
use crate::model::approvals::{Approved, RECORD, approval_at};
use crate::model::kinds::{Document, RecordKind as _};
use crate::model::program::View;
use crate::model::single::trust::Strength;
use crate::register::cx::Cx;
use crate::register::document::{self, DocumentState};
use schemars::JsonSchema;
use serde::Serialize;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct DocumentReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub id: String,
    pub title: String,
    /// What it is for.
    pub kind: String,
    /// The version of the text, as the record says it.
    pub of_version: Option<String>,
    pub state: DocumentState,
    pub owner: Option<String>,
    pub classification: Option<String>,
    pub approval: Option<GivenFacts>,
    /// The day it must be looked at again.
    pub next_review: Option<Date>,
    /// What a reader has to know before they rely on it.
    pub notices: Vec<String>,
    /// The latest first, as far as commits have them.
    pub versions: Vec<VersionFacts>,
    /// Where the text is.
    pub file: String,
    /// The text as it is written: Markdown, or plain text.
    pub text: String,
    #[serde(skip)]
    is_plain: bool,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// The approval of a document.
#[derive(Serialize, JsonSchema)]
pub struct GivenFacts {
    /// The role or person in whose name it stands.
    pub by: String,
    pub on: Date,
    pub standing: Standing,
    /// How strongly git speaks for it; none where no commit has it, or no history was asked.
    pub strength: Option<Strength>,
    /// The commit that brought it, and who made that.
    pub commit: Option<String>,
    pub author: Option<String>,
}

/// A version of a document.
#[derive(Serialize, JsonSchema)]
pub struct VersionFacts {
    pub of_version: String,
    /// The day of the first commit that has it.
    pub since: Date,
    pub commit: String,
    pub author: String,
    /// In whose name it was approved, and on which day, as the last commit with this version says.
    pub approved_by: Option<String>,
    pub approved_on: Option<String>,
}

/// A text, and whether it is Markdown.
pub struct Text<'t> {
    pub file: &'t str,
    pub text: String,
    pub is_plain: bool,
}

/// The parts of a text below its title, which is said once.
pub fn under<'b>(title: &str, text: &str, is_plain: bool, read: impl FnOnce(&str) -> Vec<Block<'b>>) -> Vec<Block<'b>> {
    if is_plain {
        return vec![Block::Prose(vec![Prose::Code { text: text.to_owned() }])];
    }
    let mut blocks = read(text);
    if let Some(Block::Prose(parts)) = blocks.first_mut()
        && matches!(parts.first(), Some(Prose::Heading { text, .. }) if plain(text).trim() == title.trim())
    {
        parts.remove(0);
    }
    blocks
}

impl DocumentReport {
    pub fn build(cx: &Cx<'_>, document: View<'_, Document>, text: Text<'_>, origin: &Origin) -> Self {
        let state = document::state(document, &cx.approvals, cx.cadences, cx.today);
        let approval = approval_at(Document::NAME, document.node(), RECORD);
        let given = document.approval.as_ref().zip(approval).map(|(given, approved)| {
            let brought = cx.trail.and_then(|trail| Some((trail, brought(trail, Document::NAME, &document.id, &approved)?)));
            let commit = brought.map(|(trail, past)| &trail.commits[past.place]);
            GivenFacts {
                by: given.by.id().to_owned(),
                on: given.on,
                standing: cx.approvals.standing(Document::NAME, &document.id, document.node(), &approved),
                strength: cx.approvals.strength(Document::NAME, &document.id, &approved),
                commit: commit.map(|commit| commit.id.to_string()),
                author: commit.map(|commit| commit.author.name.clone()),
            }
        });
        let versions = cx.trail.map(|trail| versions(trail, &document.id)).unwrap_or_default();
        let owner = document.owner.as_ref().map(|owner| owner.id().to_owned());
        let approvers = versions.iter().filter_map(|version| version.approved_by.as_deref());
        let parties = approvers.chain(owner.as_deref()).chain(given.as_ref().map(|given| given.by.as_str()));
        let on = given.as_ref().map(|given| given.on.to_string());
        let acts = given.as_ref().map(|given| given.by.as_str()).zip(on.as_deref());
        let acts = versions.iter().filter_map(|version| version.approved_by.as_deref().zip(version.approved_on.as_deref())).chain(acts);
        let names = Names::of(cx.program, cx.today, parties).acting(cx, acts);
        let next_review = document::due(&document, cx.cadences);
        let head = Head {
            title: document.title.clone(),
            facts: vec![fact("Organisation", organisation(cx).to_owned())],
            footer: footer(cx.today, origin),
            is_public: is_public(document.classification.as_deref()),
            ..Head::default()
        };
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            id: document.id.clone(),
            title: document.title.clone(),
            kind: word(document.kind),
            of_version: document.version.clone(),
            state,
            notices: notices(state, given.as_ref(), next_review),
            owner,
            classification: document.classification.clone(),
            approval: given,
            next_review,
            versions,
            file: text.file.to_owned(),
            text: text.text,
            is_plain: text.is_plain,
            head,
            names,
        }
    }

    /// Who keeps it, which version it is, and who approved that.
    fn facts(&self) -> Vec<Fact> {
        let text = |name, value: Option<String>| value.map(|value| fact(name, value));
        let named = |id: &String| self.names.text(id);
        let state = Cell::toned(self.state.name().replace('-', " "), tone(self.state));
        let none = || fact("Approved", Cell::toned("by nobody", Tone::Warn));
        [
            Some(fact("Document", self.id.clone())),
            text("Version", self.of_version.clone()),
            Some(fact("State", state)),
            text("Classification", self.classification.clone()),
            text("Owner", self.owner.as_ref().map(named)),
            Some(self.approval.as_ref().map_or_else(none, |given| self.approved(given))),
            text("Next review", self.next_review.map(|day| day.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn approved(&self, given: &GivenFacts) -> Fact {
        let (words, tone) = match (given.standing, given.strength) {
            (Standing::Stale, _) => ("; it has changed since", Tone::Bad),
            (Standing::Rewritten, _) => ("; rewritten since, so that it does not count", Tone::Bad),
            (Standing::Unproven, _) => ("; git speaks less strongly for it than the organisation asks", Tone::Bad),
            (Standing::Uncommitted, _) => ("; in no commit yet", Tone::Note),
            (Standing::Unknown, _) => ("; there is no history that could confirm it", Tone::Note),
            (Standing::Fresh, _) => ("", Tone::Good),
        };
        let said = format!("by {} on {}{words}", self.names.text_on(&given.by, &given.on.to_string()), given.on);
        let commit = given.commit.as_deref().zip(given.author.as_deref()).map(|(commit, author)| (short(commit).to_owned(), author));
        let shown = match (given.strength, commit) {
            (Some(Strength::Signed), Some((commit, _))) => format!("git: commit {commit} is theirs and signed with their key"),
            (Some(Strength::Committed), Some((commit, _))) => format!("git: commit {commit} has their address as its author"),
            (Some(Strength::Written), Some((commit, author))) => {
                format!("git: written down by {author} in commit {commit}; that they gave it is not shown by git")
            }
            _ => "git: no commit is known to have brought it".into(),
        };
        Fact { name: "Approved".into(), value: Cell { tone, ..Cell::list([said, shown]) } }
    }

    fn versions_table(&self) -> Table<'_> {
        let row = |version: &VersionFacts| {
            let approved = version.approved_by.as_deref().zip(version.approved_on.as_deref());
            let approved = approved.map(|(by, on)| format!("by {} on {on}", self.names.text_on(by, on)));
            Row::new(vec![
                Value::from(version.of_version.clone()).into(),
                version.since.into(),
                Value::from(version.author.clone()).into(),
                Value::id(short(&version.commit).to_owned()).into(),
                Cell::from(approved),
            ])
        };
        let rows: Vec<Row<'_>> = self.versions.iter().map(row).collect();
        let columns = vec![
            Column::short("Version", 0),
            Column::short("Since", 0),
            Column::text("Written by", 1),
            Column::short("Commit", 2),
            Column::text("Approved, as written", 0),
        ];
        Table { name: "versions", columns, rows: Rows::few(rows), empty: "No commit has it." }
    }
}

/// What a reader has to know first, in plain words.
fn notices(state: DocumentState, given: Option<&GivenFacts>, next_review: Option<Date>) -> Vec<String> {
    let standing = given.map(|given| (given.standing, given.on));
    let approval = match standing {
        Some((Standing::Stale, on)) => {
            Some(format!("This text or what is said of it has changed since it was approved on {on}: the approval does not cover it."))
        }
        Some((Standing::Rewritten, _)) => {
            Some("Its approval was changed after it was given, and nothing says why: it does not count.".into())
        }
        Some((Standing::Unproven, _)) => Some("Its approval is not shown as strongly as the organisation asks: it does not count.".into()),
        Some((Standing::Uncommitted, on)) => Some(format!("The approval of {on} is in no commit yet: nothing but this file says so.")),
        Some((Standing::Fresh | Standing::Unknown, _)) | None => None,
    };
    let own = match state {
        DocumentState::Draft => Some("This is a draft. It is not in force.".to_owned()),
        DocumentState::InReview => Some("This is in review. It is not in force.".into()),
        DocumentState::Retired => Some("This is retired. It is no longer in force.".into()),
        DocumentState::Unapproved => Some("It is said to be approved, and nobody is named who approved it.".into()),
        DocumentState::Due => next_review.map(|day| format!("It was to be reviewed by {day}.")),
        DocumentState::Approved | DocumentState::Stale | DocumentState::Unproven => None,
    };
    own.into_iter().chain(approval).collect()
}

fn tone(state: DocumentState) -> Tone {
    match state {
        DocumentState::Approved => Tone::Good,
        DocumentState::Draft | DocumentState::InReview | DocumentState::Due => Tone::Warn,
        DocumentState::Stale | DocumentState::Unproven | DocumentState::Unapproved => Tone::Bad,
        DocumentState::Retired => Tone::Faint,
    }
}

/// What commits have as its version, the latest first. A version that comes back is told again.
fn versions(trail: &Trail, id: &str) -> Vec<VersionFacts> {
    let mut found: Vec<VersionFacts> = Vec::new();
    for past in trail.record(Document::NAME, id).iter().rev() {
        let Some(then) = trail.version(Document::NAME, id, past).ok().flatten() else { continue };
        let node = then.node();
        let Some(of_version) = node.get("version").filter(|version| version.is_scalar()).map(Node::text) else { continue };
        let approved = approval_at(Document::NAME, node, RECORD);
        let said = |read: fn(&Approved<'_>) -> String| approved.as_ref().map(read).filter(|text| !text.is_empty());
        let (approved_by, approved_on) = (said(|approved| approved.by().to_owned()), said(|approved| approved.on().to_owned()));
        if let Some(last) = found.last_mut().filter(|last| last.of_version == of_version) {
            (last.approved_by, last.approved_on) = (approved_by, approved_on);
            continue;
        }
        let commit = &trail.commits[past.place];
        let (since, commit, author) = (commit.committer.day(), commit.id.to_string(), commit.author.name.clone());
        found.push(VersionFacts { of_version: of_version.to_owned(), since, commit, author, approved_by, approved_on });
    }
    found.reverse();
    found
}

impl Report for DocumentReport {
    const NAME: &'static str = "document";

    fn doc(&self) -> Doc<'_> {
        let mut head = self.head.clone();
        head.facts.extend(self.facts());
        let mut blocks: Vec<Block<'_>> = self.notices.iter().map(|text| Block::Paragraph { text: text.clone() }).collect();
        blocks.extend(under(&self.title, &self.text, self.is_plain, |text| read(text, 1, &|path| Some(path.to_owned()))));
        blocks.push(Block::Heading { text: "Versions".into() });
        blocks.push(Block::Table(self.versions_table()));
        Doc { head, blocks }
    }

    fn sheet(&self) -> Option<Table<'_>> {
        Some(self.versions_table())
    }
}
