//! `isms show`: one record or part of a file, everything that follows from it, and who refers to it.

use super::doc::{Block, Cell, Column, Doc, Fact, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::shown::{Shown, ShownValue};
use super::{Origin, Report, fact, footer};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::digest::short;
use crate::base::node::Node;
use crate::base::places::Places;
use crate::base::text::natural;
use crate::check::Outcome;
use crate::history::approval::Standing;
use crate::history::past::Past;
use crate::model::approvals::{Approved, approvals};
use crate::model::digest::whole;
use crate::register::cx::Cx;
use crate::register::referrers;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct ShowReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The id of a record, or what a part of a file is called.
    pub id: String,
    pub title: String,
    pub kind: String,
    /// Where it stands; nowhere, if it is of the catalogue that is always there or not decided yet.
    pub file: Option<String>,
    pub line: Option<usize>,
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

/// A record that refers to the one shown.
#[derive(Clone, Serialize, JsonSchema)]
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

/// Who refers to each record, and what rules say of it: one walk for all of them.
pub struct Around<'o> {
    users: HashMap<Box<str>, Vec<ShownUser>>,
    findings: HashMap<Box<str>, Vec<&'o Diagnostic>>,
}

impl<'o> Around<'o> {
    pub fn of(cx: &Cx<'_>, outcome: &'o Outcome) -> Self {
        let (mut users, mut findings) = (HashMap::<Box<str>, Vec<ShownUser>>::new(), HashMap::<Box<str>, Vec<_>>::new());
        let places = Places::new(&cx.program.files);
        for (user, kind, doc) in cx.program.documents() {
            for (id, field, node) in referrers::references(kind, cx.program.node(doc)) {
                users.entry(id.into()).or_default().push(shown_user(&places, (user, kind), field, node));
            }
        }
        users.values_mut().for_each(|users| in_order(users));
        for finding in &outcome.findings {
            if let Some(id) = cx.program.record_at(finding.primary.span) {
                findings.entry(id.into()).or_default().push(finding);
            }
        }
        Self { users, findings }
    }
}

impl ShowReport {
    pub fn build(cx: &Cx<'_>, outcome: &Outcome, shown: &Shown<'_>, origin: &Origin) -> Self {
        let found = outcome.findings.iter().filter(|finding| is_about(cx, finding, shown)).collect();
        Self::made(cx, (users(cx, &shown.id), found), shown, origin)
    }

    /// The same for one of many records, of which all is known that is around them.
    pub fn with(cx: &Cx<'_>, around: &Around<'_>, shown: &Shown<'_>, origin: &Origin) -> Self {
        let users = around.users.get(shown.id.as_str()).cloned().unwrap_or_default();
        let found = around.findings.get(shown.id.as_str()).cloned().unwrap_or_default();
        Self::made(cx, (users, found), shown, origin)
    }

    fn made(cx: &Cx<'_>, (users, found): (Vec<ShownUser>, Vec<&Diagnostic>), shown: &Shown<'_>, origin: &Origin) -> Self {
        let [first, last] = commits_of(cx, shown);
        let approvals = shown_approvals(cx, shown);
        let written = shown.written();
        let values = written.iter().chain(&shown.derived).map(|value| value.value.as_str());
        let ids = values.filter(|value| cx.program.known(value).is_some() && *value != shown.id);
        let named = users.iter().map(|user| user.id.as_str()).chain(approvals.iter().map(|approval| approval.by.as_str())).chain(ids);
        Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            id: shown.id.clone(),
            title: shown.title.clone(),
            kind: shown.kind.into(),
            file: shown.node.map(|node| node.file().path.clone()),
            line: shown.node.map(|node| node.file().position(node.head().start).line),
            derived: shown.derived.clone(),
            names: Names::of(cx.program, cx.today, named)
                .acting(cx, approvals.iter().map(|approval| (approval.by.as_str(), approval.on.as_str()))),
            written,
            users,
            approvals,
            first,
            last,
            findings: found
                .into_iter()
                .map(|finding| ShownFinding {
                    rule: finding.rule.into(),
                    level: finding.level.name().into(),
                    message: finding.message.clone(),
                })
                .collect(),
            footer: footer(cx.today, origin),
        }
    }
}

/// Whether a finding is told at what is shown, or names it.
fn is_about(cx: &Cx<'_>, finding: &Diagnostic, shown: &Shown<'_>) -> bool {
    let (Some(holder), Some(node)) = (shown.holder, shown.node) else { return finding.about.contains(&shown.id) };
    let place = finding.primary.span;
    if shown.pointer.is_empty() && cx.program.known(holder).is_some() {
        return cx.program.record_at(place) == Some(holder);
    }
    let span = node.span();
    (span.file == place.file && span.start <= place.start && place.end <= span.end) || finding.about.contains(&shown.id)
}

fn shown_approvals(cx: &Cx<'_>, shown: &Shown<'_>) -> Vec<ShownApproval> {
    let Some((holder, record)) = shown.holder.and_then(|holder| Some((holder, root(cx, holder)?))) else { return Vec::new() };
    let facts = |approved: Approved<'_>| ShownApproval {
        place: approved.place.trim_start_matches('/').replace('/', "."),
        by: approved.by().into(),
        on: approved.on().into(),
        standing: cx.approvals.standing(shown.kind, holder, record, &approved),
    };
    let inside = |approved: &Approved<'_>| approved.place.strip_prefix(&*shown.pointer).is_some_and(|rest| rest.starts_with('/'));
    approvals(shown.kind, record).filter(inside).map(facts).collect()
}

/// All of the record or file that something stands in.
fn root<'a>(cx: &Cx<'a>, holder: &str) -> Option<Node<'a>> {
    cx.program.document(holder).map(|(_, doc)| cx.program.node(doc))
}

/// The first and the last commit that changed what is shown. Of a part of a file, its versions are read for that.
fn commits_of(cx: &Cx<'_>, shown: &Shown<'_>) -> [Option<ShownCommit>; 2] {
    let Some((trail, holder)) = cx.trail.zip(shown.holder) else { return [None, None] };
    let kind = if shown.kind == "annex-a" { "soa" } else { shown.kind };
    let past = trail.record(kind, holder);
    let commit = |past: &Past| {
        let commit = &trail.commits[past.place];
        ShownCommit { commit: commit.id.to_string(), on: commit.committer.day(), author: commit.author.name.clone() }
    };
    if shown.pointer.is_empty() {
        return [past.last().map(commit), past.first().map(commit)];
    }
    let digest = |past: &Past| trail.version(kind, holder, past).ok().flatten()?.node().find(&shown.pointer).map(whole);
    let versions: Vec<_> = past.iter().map(|past| (past, digest(past))).collect();
    let changed = |at: &usize| versions[*at].1 != versions.get(at + 1).and_then(|(_, digest)| *digest);
    let (first, last) = ((0..versions.len()).rfind(changed), (0..versions.len()).find(changed));
    [first, last].map(|at| at.map(|at| commit(versions[at].0)))
}

/// The records that refer to an id, by kind and id. One walk over all records.
fn users(cx: &Cx<'_>, id: &str) -> Vec<ShownUser> {
    let (mut users, places) = (Vec::new(), Places::new(&cx.program.files));
    for (user, kind, doc) in cx.program.documents() {
        for (field, node) in referrers::fields(kind, cx.program.node(doc), id) {
            users.push(shown_user(&places, (user, kind), field, node));
        }
    }
    in_order(&mut users);
    users
}

fn shown_user(places: &Places<'_>, (user, kind): (&str, &str), field: String, node: Node<'_>) -> ShownUser {
    let (file, line) = (node.file().path.clone(), places.of(node.span()).start.line);
    ShownUser { id: user.into(), kind: kind.into(), field, file, line }
}

fn in_order(users: &mut [ShownUser]) {
    users.sort_by(|a, b| (&a.kind, &a.field).cmp(&(&b.kind, &b.field)).then_with(|| natural(&a.id, &b.id)));
}

impl Report for ShowReport {
    const NAME: &'static str = "show";

    fn doc(&self) -> Doc<'_> {
        let mut blocks = Vec::new();
        if self.file.is_some() {
            blocks.push(Block::Table(values("written", &self.written, &self.names, "Nothing is written.")));
        }
        if !self.derived.is_empty() {
            blocks.push(Block::Heading { text: "What follows".into() });
            blocks.push(Block::Table(values("derived", &self.derived, &self.names, "")));
        }
        blocks.push(Block::Heading { text: "Who refers to it".into() });
        blocks.push(Block::Table(self.users_table()));
        if !self.findings.is_empty() {
            blocks.push(Block::Heading { text: "Findings".into() });
            blocks.push(Block::Table(self.findings_table()));
        }
        let place = self.file.as_ref().zip(self.line).map_or_else(
            || {
                if self.kind == "threat" {
                    "none: it is of the catalogue that is built in".into()
                } else {
                    "none: it is not decided".into()
                }
            },
            |(file, line)| format!("{file}:{line}"),
        );
        let mut facts = vec![fact("Kind", self.kind.clone()), fact("File", place)];
        let dated = |name, commit: &ShownCommit| fact(name, format!("{} by {} in {}", commit.on, commit.author, short(&commit.commit)));
        facts.extend(self.last.as_ref().map(|commit| dated("Last change", commit)));
        facts.extend(self.first.as_ref().map(|commit| dated("First commit", commit)));
        facts.extend(self.approvals.iter().map(|approval| approval_fact(approval, &self.names)));
        Doc {
            head: Head {
                title: format!("{} {}", self.id, self.title).trim_end().to_owned(),
                facts,
                footer: self.footer.clone(),
                ..Head::default()
            },
            blocks,
        }
    }
}

fn approval_fact(approval: &ShownApproval, names: &Names) -> Fact {
    let (words, tone) = match approval.standing {
        Standing::Fresh => (", as it stands now", Tone::Good),
        Standing::Stale => (", and changed since", Tone::Bad),
        Standing::Rewritten => (", rewritten since, so that it does not count", Tone::Bad),
        Standing::Unproven => (", not proven as asked", Tone::Bad),
        Standing::Uncommitted => (", not committed yet", Tone::Note),
        Standing::Unknown => ("", Tone::Plain),
    };
    let name = if approval.place == "acceptance" { "Accepted" } else { "Approved" };
    Fact {
        name: name.into(),
        value: Cell::toned(format!("by {} on {}{words}", names.text_on(&approval.by, &approval.on), approval.on), tone),
    }
}

/// Values under their paths; the items of a list in one cell.
fn values<'a>(name: &'static str, values: &'a [ShownValue], names: &'a Names, empty: &'static str) -> Table<'a> {
    let value = |item: &'a ShownValue| if names.has(&item.value) { names.id(&item.value) } else { (&item.value).into() };
    let row = move |items: &'a [ShownValue]| Row::new(vec![(&items[0].path).into(), Cell::list(items.iter().map(value))]);
    let rows = Rows::new(move || values.chunk_by(|a, b| a.path == b.path).map(row));
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
