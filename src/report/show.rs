//! `isms show`: one record, everything that follows from it, and who refers to it.

use super::doc::{Block, Cell, Column, Doc, Fact, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::digest::short;
use crate::base::node::Node;
use crate::base::places::Places;
use crate::base::span::position;
use crate::base::text::natural;
use crate::check::Outcome;
use crate::history::approval::Standing;
use crate::history::changes::leaves;
use crate::history::past::Past;
use crate::model::approvals::{Approved, approvals};
use crate::model::links;
use crate::register::cx::Cx;
use crate::register::derived;
use crate::register::fields::Fields;
use crate::register::query::Value;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashSet;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ShowReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    pub id: String,
    pub kind: String,
    pub file: String,
    pub line: usize,
    /// The record as written: each value with its path.
    pub written: Vec<ShownValue>,
    /// What follows from it.
    pub derived: Vec<ShownValue>,
    /// The records that refer to it.
    pub users: Vec<ShownUser>,
    /// Its approvals, with how they stand to what is written today.
    pub approvals: Vec<ShownApproval>,
    /// The first and the last commit that changed it, where there is a history to ask.
    pub first: Option<ShownCommit>,
    pub last: Option<ShownCommit>,
    /// What the rules say of it.
    pub findings: Vec<ShownFinding>,
    #[serde(skip)]
    footer: Vec<String>,
    #[serde(skip)]
    names: Names,
}

/// A value and its path; a list has one of these for each item.
#[derive(Serialize, JsonSchema)]
pub struct ShownValue {
    pub path: String,
    pub value: String,
}

/// A record that refers to the one shown.
#[derive(Serialize, JsonSchema)]
pub struct ShownUser {
    pub id: String,
    pub kind: String,
    /// The field that refers, such as `treatment.controls`.
    pub field: String,
    pub file: String,
    pub line: usize,
}

/// An approval of the record shown.
#[derive(Serialize, JsonSchema)]
pub struct ShownApproval {
    /// Where it stands, such as `treatment.approval`.
    pub place: String,
    pub by: String,
    pub on: String,
    pub standing: Standing,
}

/// A commit that changed the record shown.
#[derive(Serialize, JsonSchema)]
pub struct ShownCommit {
    pub commit: String,
    /// The committer's day, as the commit claims it.
    pub on: Date,
    pub author: String,
}

/// A finding on the record shown.
#[derive(Serialize, JsonSchema)]
pub struct ShownFinding {
    pub rule: String,
    pub level: String,
    pub message: String,
}

impl ShowReport {
    /// None if there is no record with this id.
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, id: &str, origin: &Origin) -> Option<Self> {
        let known = cx.program.known(id)?;
        let node = cx.program.node(known.doc);
        let id = node.get("id").map_or("", Node::text);
        let record = Fields::new(cx).one(id)?;
        let mut found = Vec::new();
        leaves(node, "", &mut found);
        let written = found.into_iter().map(|(path, value)| ShownValue { path, value }).collect();
        let names = derived::names(known.kind.name).iter();
        let derived = names.flat_map(|(name, _)| {
            let values = record.derived.iter().find(|(known, _)| known == name).map_or(&[][..], |(_, values)| values);
            values.iter().map(move |value| ShownValue { path: (*name).into(), value: Value::text(value) })
        });
        let users = users(cx, id);
        let approvals = shown_approvals(cx, known.kind.name, id, node);
        let shown = users.iter().map(|user| user.id.as_str()).chain(approvals.iter().map(|approval| approval.by.as_str()));
        let found = outcome.findings.iter().filter(|finding| cx.program.record_at(finding.primary.span) == Some(id));
        Some(Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            id: id.into(),
            kind: known.kind.name.into(),
            file: node.file().path.clone(),
            line: position(&node.file().text, node.head().start).line,
            derived: derived.collect(),
            written,
            names: Names::of(cx.program, shown),
            users,
            approvals,
            first: commit_of(cx, known.kind.name, id, <[_]>::last),
            last: commit_of(cx, known.kind.name, id, <[_]>::first),
            findings: found
                .map(|finding| ShownFinding {
                    rule: finding.rule.into(),
                    level: finding.level.name().into(),
                    message: finding.message.clone(),
                })
                .collect(),
            footer: footer(cx.today, origin),
        })
    }
}

fn shown_approvals(cx: &Cx<'_>, kind: &'static str, id: &str, record: Node<'_>) -> Vec<ShownApproval> {
    let shown = |approved: Approved<'_>| ShownApproval {
        place: approved.place.trim_start_matches('/').replace('/', "."),
        by: approved.by().into(),
        on: approved.on().into(),
        standing: cx.approvals.standing(kind, id, record, &approved),
    };
    approvals(kind, record).map(shown).collect()
}

fn commit_of(cx: &Cx<'_>, kind: &'static str, id: &str, which: fn(&[Past]) -> Option<&Past>) -> Option<ShownCommit> {
    let trail = cx.trail?;
    let commit = &trail.commits[which(trail.record(kind, id))?.place];
    Some(ShownCommit { commit: commit.id.to_string(), on: commit.committer.day(), author: commit.author.name.clone() })
}

/// The records that refer to an id, by kind and id. One walk over all records.
fn users(cx: &Cx<'_>, id: &str) -> Vec<ShownUser> {
    let (mut users, places) = (Vec::new(), Places::new(&cx.program.files));
    for (user, kind, doc) in cx.program.documents() {
        let root = cx.program.node(doc);
        let mut using = HashSet::new();
        links::walk(kind, root, &mut |node, _| _ = (node.text() == id).then(|| using.insert(node.slot())));
        if !using.is_empty() {
            find(root, &mut String::new(), &mut |node, path| {
                if using.contains(&node.slot()) {
                    let (file, line) = (node.file().path.clone(), places.of(node.span()).start.line);
                    users.push(ShownUser { id: user.into(), kind: kind.into(), field: path.into(), file, line });
                }
            });
        }
    }
    users.sort_by(|a, b| (&a.kind, &a.field).cmp(&(&b.kind, &b.field)).then_with(|| natural(&a.id, &b.id)));
    users
}

/// Calls `found` with every scalar of a record and the names that lead to it, lists left out.
fn find<'a>(node: Node<'a>, path: &mut String, found: &mut dyn FnMut(Node<'a>, &str)) {
    if node.is_scalar() {
        found(node, path);
    }
    node.items().for_each(|item| find(item, path, found));
    let above = path.len();
    for (key, value) in node.entries() {
        let dot = if above == 0 { "" } else { "." };
        path.extend([dot, key.text()]);
        find(value, path, found);
        path.truncate(above);
    }
}

impl Report for ShowReport {
    const NAME: &'static str = "show";

    fn doc(&self) -> Doc<'_> {
        let title = self.written.iter().find(|value| value.path == "title").map_or("", |value| value.value.as_str());
        let mut blocks = vec![Block::Table(values("written", &self.written, "Nothing is written."))];
        if !self.derived.is_empty() {
            blocks.push(Block::Heading { text: "What follows".into() });
            blocks.push(Block::Table(values("derived", &self.derived, "")));
        }
        blocks.push(Block::Heading { text: "Who refers to it".into() });
        blocks.push(Block::Table(self.users_table()));
        if !self.findings.is_empty() {
            blocks.push(Block::Heading { text: "Findings".into() });
            blocks.push(Block::Table(self.findings_table()));
        }
        let mut facts = vec![fact("Kind", self.kind.clone()), fact("File", format!("{}:{}", self.file, self.line))];
        let dated = |name, commit: &ShownCommit| fact(name, format!("{} by {} in {}", commit.on, commit.author, short(&commit.commit)));
        facts.extend(self.last.as_ref().map(|commit| dated("Last change", commit)));
        facts.extend(self.first.as_ref().map(|commit| dated("First commit", commit)));
        facts.extend(self.approvals.iter().map(|approval| approval_fact(approval, &self.names)));
        Doc { head: Head { title: format!("{} {title}", self.id), facts, footer: self.footer.clone() }, blocks }
    }
}

fn approval_fact(approval: &ShownApproval, names: &Names) -> Fact {
    let (words, tone) = match approval.standing {
        Standing::Fresh => (", as it stands now", Tone::Good),
        Standing::Stale => (", and changed since", Tone::Bad),
        Standing::Uncommitted => (", not committed yet", Tone::Note),
        Standing::Unknown => ("", Tone::Plain),
    };
    let name = if approval.place == "acceptance" { "Accepted" } else { "Approved" };
    Fact { name: name.into(), value: Cell::toned(format!("by {} on {}{words}", names.text(&approval.by), approval.on), tone) }
}

/// Values under their paths; the items of a list in one cell.
fn values<'a>(name: &'static str, values: &'a [ShownValue], empty: &'static str) -> Table<'a> {
    fn row(items: &[ShownValue]) -> Row<'_> {
        Row::new(vec![(&items[0].path).into(), Cell::list(items.iter().map(|item| &item.value))])
    }
    let rows = Rows::new(|| values.chunk_by(|a, b| a.path == b.path).map(row));
    Table { name, columns: vec![Column::short("Field", 0), Column::text("Value", 0)], rows, empty }
}

impl ShowReport {
    fn user_row<'a>(&'a self, user: &'a ShownUser) -> Row<'a> {
        let place = format!("{}:{}", user.file, user.line);
        Row::new(vec![self.names.id(&user.id).into(), (&user.field).into(), place.into()])
    }

    fn users_table(&self) -> Table<'_> {
        Table {
            name: "users",
            columns: vec![Column::text("Record", 0), Column::short("Field", 0), Column::short("Place", 1)],
            rows: Rows::new(|| self.users.iter().map(|user| self.user_row(user))),
            empty: "No record does.",
        }
    }

    fn findings_table(&self) -> Table<'_> {
        fn row(found: &ShownFinding) -> Row<'_> {
            let tone = match found.level.as_str() {
                "error" => Tone::Bad,
                "warning" => Tone::Warn,
                _ => Tone::Note,
            };
            Row::new(vec![Cell::toned(&found.level, tone), (&found.rule).into(), (&found.message).into()])
        }
        Table {
            name: "findings",
            columns: vec![Column::short("Level", 0), Column::short("Rule", 0), Column::text("Message", 0)],
            rows: Rows::new(|| self.findings.iter().map(row)),
            empty: "",
        }
    }
}
