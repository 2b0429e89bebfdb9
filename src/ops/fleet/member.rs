//! Programmes as `fleet.yaml` names them, and where each stands on this machine.

use super::{Unread, walk};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::node::{Node, SourceFile};
use crate::base::span::Span;
use crate::model::fleet::{FILE, Fleet, Member as Written};
use crate::model::program::ROOT;
use crate::ops::open::{State, Which};
use crate::register::query::Value;
use crate::report::fleet::About;
use crate::store::git::{Environment, Repository};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// What can be asked of a programme that was not read yet, besides its tags.
pub const WRITTEN: [&str; 3] = ["programme", "path", "owner"];

/// A programme, and where it stands.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    /// Its folder or repository as the file has it.
    pub path: String,
    pub tags: BTreeMap<String, String>,
    pub owner: Option<String>,
    /// Where the file names it.
    pub at: Span,
    /// Its folder, or that of its repository.
    dir: PathBuf,
    /// Where to clone it from, if the file says so.
    origin: Option<String>,
    revision: Option<String>,
    folder: Option<String>,
}

/// What a file names.
pub struct Found {
    pub members: Vec<Member>,
    pub findings: Vec<Diagnostic>,
}

/// All programmes of a file. One that is named by itself and is among several counts once, as it is named by itself.
pub fn all(root: &Path, fleet: &Fleet, file: &SourceFile) -> Found {
    let list = file.documents().next().and_then(|document| document.get("programmes"));
    let nodes: Vec<Node<'_>> = list.map(|list| list.items().collect()).unwrap_or_default();
    let mut found = Found { members: Vec::new(), findings: Vec::new() };
    let mut by_place: HashMap<(PathBuf, Option<String>, Option<String>), Span> = HashMap::new();
    let mut by_name: HashMap<String, Span> = HashMap::new();
    let placed: Vec<(Node<'_>, &Written)> = nodes.into_iter().zip(&fleet.programmes).collect();
    let is_many = |written: &Written| written.path.as_deref().is_some_and(walk::is_pattern);
    // Those that are named by themselves come first, in their places in the order of the file all the same.
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by_key(|n| is_many(placed[*n].1));
    let mut members: Vec<(usize, Member)> = Vec::new();
    for n in order {
        let (node, written) = placed[n];
        let at = node.head();
        for member in named(root, written, node, &mut found.findings) {
            let key = (real(&member.dir), member.revision.clone(), member.folder.clone());
            match by_place.get(&key) {
                Some(_) if is_many(written) => continue,
                Some(first) => {
                    found.findings.push(twice(at, *first, &format!("`{}` is named twice", member.path), "leave one of them out"));
                    continue;
                }
                None => {}
            }
            if let Some(first) = by_name.get(&member.name) {
                let what = format!("two programmes are called `{}`", member.name);
                found.findings.push(twice(at, *first, &what, "give one of them another `name:`; until then this one is left out"));
                continue;
            }
            by_name.insert(member.name.clone(), at);
            by_place.insert(key, at);
            members.push((n, member));
        }
    }
    members.sort_by_key(|(n, _)| *n);
    found.members = members.into_iter().map(|(_, member)| member).collect();
    if fleet.programmes.is_empty() && found.findings.is_empty() {
        let place = file.documents().next().map_or(Span::new(crate::load::alone::ONLY, 0, 0), Node::head);
        let finding = Diagnostic::new("record-shape", place, format!("`{FILE}` names no programme"));
        found.findings.push(finding.with_help("name one under `programmes:`, such as `- path: clients/*`"));
    }
    found
}

/// Folders that are one are one whatever links lead to them.
fn real(dir: &Path) -> PathBuf {
    dir.canonicalize().or_else(|_| std::path::absolute(dir)).unwrap_or_else(|_| dir.to_owned())
}

fn twice(at: Span, first: Span, message: &str, help: &str) -> Diagnostic {
    let mut finding = Diagnostic::new("id-duplicate", at, message);
    finding.related(first, "the first one").help(help);
    finding
}

/// The programmes of one item of the file: one, or those that its pattern finds.
fn named(root: &Path, written: &Written, node: Node<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Member> {
    let mut refuse =
        |place: Span, message: String, help: String| findings.push(Diagnostic::new("file-unreadable", place, message).with_help(help));
    let at = |field: &str| node.place(&format!("/{field}"));
    let path = written.path.as_deref().map(str::trim);
    let repository = written.repository.as_deref().map(str::trim);
    let member = |path: &str, dir: PathBuf, name: Option<&str>| Member {
        name: name.unwrap_or(path).to_owned(),
        path: path.to_owned(),
        tags: written.tags.clone(),
        owner: written.owner.clone(),
        at: node.head(),
        dir,
        origin: repository.filter(|_| written.path.is_some() || repository.is_some_and(is_address)).map(str::to_owned),
        revision: written.revision.clone(),
        folder: written.folder.clone(),
    };
    let name = written.name.as_deref();
    if written.folder.is_some() && written.revision.is_none() {
        refuse(
            at("folder"),
            "a folder of a repository is looked at as of a revision".into(),
            "add `revision:`, or name the folder in `path:`".into(),
        );
        return Vec::new();
    }
    match (path, repository) {
        (Some(pattern), _) if walk::is_pattern(pattern) => {
            if let Some(name) = name {
                refuse(
                    at("name"),
                    format!("`{name}` cannot be the name of several programmes"),
                    "leave `name:` out: each is called by its path".into(),
                );
                return Vec::new();
            }
            let is_one = |dir: &Path| match written.revision {
                None => dir.join(ROOT).is_file(),
                Some(_) => dir.join(".git").exists() || dir.join("HEAD").is_file() && dir.join("objects").is_dir(),
            };
            match walk::walk(root, pattern, &is_one) {
                Ok(found) if found.is_empty() => {
                    let what = if written.revision.is_some() { "repository" } else { "folder with a programme" };
                    refuse(at("path"), format!("no {what} here fits `{pattern}`"), format!("the path is seen from the folder of `{FILE}`"));
                    Vec::new()
                }
                Ok(found) => found.into_iter().map(|path| member(&path, root.join(&path), None)).collect(),
                Err(problem) => {
                    refuse(at("path"), problem, "`*`, `?` and `[…]` stand for letters within a folder's name, `**` for any folders".into());
                    Vec::new()
                }
            }
        }
        (Some(path), _) => vec![member(path, root.join(path), name)],
        (None, Some(address)) if is_address(address) => {
            let folder = address.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or(address).trim_end_matches(".git");
            refuse(
                at("repository"),
                format!("`{address}` is not on this machine, and nothing is fetched"),
                format!("`git clone {address} {folder}` brings it; then name the folder in `path:`"),
            );
            Vec::new()
        }
        (None, Some(repository)) => vec![member(repository, root.join(repository), name)],
        (None, None) => {
            refuse(node.head(), "this programme is nowhere".into(), "say where it is with `path:` or `repository:`".into());
            Vec::new()
        }
    }
}

/// Whether git would have to go elsewhere for it.
fn is_address(text: &str) -> bool {
    let host = text.split_once(':').map(|(host, _)| host);
    text.contains("://") || host.is_some_and(|host| host.len() > 1 && !host.contains(['/', '\\']))
}

impl Member {
    /// What is written of it by this name.
    pub fn values(&self, field: &str) -> Vec<Value> {
        let text = match field {
            "programme" => Some(&self.name),
            "path" => Some(&self.path),
            "owner" => self.owner.as_ref(),
            tag => self.tags.get(tag),
        };
        text.map(|text| Value::Text(text.clone())).into_iter().collect()
    }

    /// A file of it, seen from the folder of `fleet.yaml`.
    pub fn below(&self, file: &str) -> String {
        let path = self.path.trim_end_matches('/');
        if path == "." { file.to_owned() } else { format!("{path}/{file}") }
    }

    /// Its folder, if its files are meant.
    #[cfg(feature = "parquet")]
    pub fn folder(&self) -> Option<&Path> {
        self.revision.is_none().then_some(&self.dir)
    }

    /// What reports say of it.
    pub fn about(&self, commit: Option<String>) -> About {
        let (programme, path) = (self.name.clone(), self.path.clone());
        About { programme, path, owner: self.owner.clone(), tags: self.tags.clone(), commit }
    }

    /// Which programme and state it is on a day; `then` for the state of a day, and not the latest.
    pub fn which(&self, environment: &Environment, then: Option<Date>, today: Date) -> Result<Which, Unread> {
        if !self.dir.is_dir() {
            let what = if self.dir.exists() { "is no folder" } else { "is not on this machine, and nothing is fetched" };
            let help = match &self.origin {
                Some(origin) => format!("`git clone {origin} {}` brings it", self.dir.display()),
                None => "correct `path:`, or say under `repository:` where it is cloned from".into(),
            };
            return Err(Unread { why: format!("`{}` {what}", self.path), help: Some(help) });
        }
        let state = match (&self.revision, then) {
            (None, None) if !self.dir.join(ROOT).is_file() => {
                let why = format!("there is no `{ROOT}` in `{}`", self.path);
                return Err(Unread { why, help: Some("name the folder of a programme, or a `revision:` of a repository".into()) });
            }
            (None, None) => State::Files,
            (None, Some(day)) => State::At(day.to_string()),
            (Some(revision), then) => State::At(self.state(environment, revision, then)?),
        };
        Ok(Which { dir: Some(self.dir.clone()), state, today: Some(today) })
    }

    /// A revision, or the last commit of its line on a day, with the programme's folder.
    fn state(&self, environment: &Environment, revision: &str, then: Option<Date>) -> Result<String, Unread> {
        let missing = |why: String| {
            let help = format!("`git -C {} fetch` brings what is not here", self.dir.display());
            Unread { why, help: Some(help) }
        };
        let repository = Repository::discover(&self.dir, environment).map_err(crate::ops::error::Error::from)?;
        let repository = repository.ok_or_else(|| Unread {
            why: format!("`{}` is not in a git repository", self.path),
            help: Some("leave `revision:` out to look at its files".into()),
        })?;
        let line = repository.line(revision).map_err(|error| missing(error.to_string()))?;
        let commit = match then {
            None => revision.to_owned(),
            Some(day) => line.on(day).ok_or_else(|| missing(format!("`{revision}` has no commit up to {day}")))?.to_string(),
        };
        Ok(self.folder.as_ref().map_or(commit.clone(), |folder| format!("{commit}:{folder}")))
    }
}
