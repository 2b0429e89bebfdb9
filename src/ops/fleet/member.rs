//! Programmes as `fleet.yaml` names them, and where each stands on this machine.

use super::{Unread, walk};
use crate::base::date::Date;
use crate::base::diagnostic::Diagnostic;
use crate::base::node::Node;
use crate::base::span::Span;
use crate::load::alone::{Alone, ONLY};
use crate::model::fleet::{FILE, Fleet, Member as Written};
use crate::model::program::ROOT;
use crate::ops::error::Error;
use crate::ops::open::{State, Which};
use crate::report::fleet::About;
use crate::store::git::{Environment, Repository};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A programme, and where it stands.
#[derive(Clone, Debug)]
pub struct Member {
    /// What reports say of it; without a commit as long as none was read.
    pub about: About,
    /// Where the file names it.
    pub at: Span,
    /// Its folder, or that of its repository.
    dir: PathBuf,
    /// Where to clone it from, if the file says so.
    origin: Option<String>,
    revision: Option<String>,
    folder: Option<String>,
}

/// An item of the file, whatever became of it.
#[derive(Clone, Debug)]
pub struct Item {
    pub place: Span,
    /// What it says of its programmes; those of a pattern have names of their own. None if its schema refused it.
    pub about: Option<About>,
}

/// What a file names.
#[derive(Default)]
pub struct Found {
    pub items: Vec<Item>,
    pub members: Vec<Member>,
    pub findings: Vec<Diagnostic>,
}

/// All programmes of a file. One that is named by itself and is among several counts once, as it is named by itself.
pub fn all(root: &Path, read: &Alone<Fleet>, fleet: &Fleet) -> Found {
    let document = read.file.documents().next();
    let list = document.and_then(|document| document.get("programmes"));
    let nodes = || list.into_iter().flat_map(Node::items);
    let is_read = |node: &Node<'_>| read.left_out.binary_search(&node.slot()).is_err();
    let placed: Vec<(Node<'_>, &Written)> = nodes().filter(is_read).zip(&fleet.programmes).collect();
    let mut found = Found::default();
    let mut taken = Taken::default();
    let mut members: Vec<(usize, Member)> = Vec::new();
    // Those that are named by themselves come first, in their places in the order of the file all the same.
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by_key(|n| is_many(placed[*n].1));
    for n in order {
        let (node, written) = placed[n];
        let item = Naming { root, written, node };
        match item.named() {
            Ok(named) => members.extend(
                named.into_iter().filter(|member| taken.take(member, is_many(written), &mut found.findings)).map(|member| (n, member)),
            ),
            Err(refused) => found.findings.push(*refused),
        }
    }
    members.sort_by_key(|(n, _)| *n);
    found.members = members.into_iter().map(|(_, member)| member).collect();
    let mut abouts = placed.iter().map(|(_, written)| about(written, written.path.as_deref()));
    let said = |node: Node<'_>| Item { place: node.span(), about: if is_read(&node) { abouts.next() } else { None } };
    found.items = nodes().map(said).collect();
    if found.items.is_empty() {
        let place = document.map_or(Span::new(ONLY, 0, 0), Node::head);
        let finding = Diagnostic::new("record-shape", place, format!("`{FILE}` names no programme"));
        found.findings.push(finding.with_help("name one under `programmes:`, such as `- path: clients/*`"));
    }
    found
}

fn is_many(written: &Written) -> bool {
    written.path.as_deref().is_some_and(walk::is_pattern)
}

/// What an item says of a programme at a path.
fn about(written: &Written, path: Option<&str>) -> About {
    let path = path.or(written.repository.as_deref()).unwrap_or_default().to_owned();
    let programme = written.name.clone().unwrap_or_else(|| path.clone());
    About { programme, path, owner: written.owner.clone(), tags: written.tags.clone(), commit: None }
}

/// The places and names that are taken, and where.
#[derive(Default)]
struct Taken {
    places: HashMap<(PathBuf, Option<String>, Option<String>), Span>,
    names: HashMap<String, Span>,
}

impl Taken {
    /// Whether a programme is none that was named already. That one of several is named by itself, too, is as it should be.
    fn take(&mut self, member: &Member, is_of_many: bool, findings: &mut Vec<Diagnostic>) -> bool {
        let About { programme, path, .. } = &member.about;
        // Folders that are one are one whatever links lead to them.
        let real = member.dir.canonicalize().or_else(|_| std::path::absolute(&member.dir)).unwrap_or_else(|_| member.dir.clone());
        let place = (real, member.revision.clone(), member.folder.clone());
        let (first, message, help) = if let Some(first) = self.places.get(&place) {
            if is_of_many {
                return false;
            }
            (first, format!("`{path}` is named twice"), "leave one of them out")
        } else if let Some(first) = self.names.get(programme) {
            let help = "give one of them another `name:`; until then this one is left out";
            (first, format!("two programmes are called `{programme}`"), help)
        } else {
            self.places.insert(place, member.at);
            self.names.insert(programme.clone(), member.at);
            return true;
        };
        let mut finding = Diagnostic::new("id-duplicate", member.at, message);
        finding.related(*first, "the first one").help(help);
        findings.push(finding);
        false
    }
}

/// An item of the file on its way to programmes.
#[derive(Clone, Copy)]
struct Naming<'n> {
    root: &'n Path,
    written: &'n Written,
    node: Node<'n>,
}

/// Why an item names nothing.
type Refused = Box<Diagnostic>;

impl Naming<'_> {
    /// The programmes of the item: one, or those that its pattern finds.
    fn named(self) -> Result<Vec<Member>, Refused> {
        let written = self.written;
        if written.folder.is_some() && written.revision.is_none() {
            let help = "add `revision:`, or name the folder in `path:`";
            return Err(self.refused("folder", "a folder of a repository is looked at as of a revision", help));
        }
        let [path, repository] = [&written.path, &written.repository].map(|text| text.as_deref().map(str::trim));
        match (path, repository) {
            (Some(pattern), _) if walk::is_pattern(pattern) => self.many(pattern),
            (Some(path), _) => Ok(vec![self.member(path)]),
            (None, Some(address)) if is_address(address) => {
                let folder = address.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or(address).trim_end_matches(".git");
                let what = format!("`{address}` is not on this machine, and nothing is fetched");
                let help = format!("`git clone {address} {folder}` brings it; then name the folder in `path:`");
                Err(self.refused("repository", what, &help))
            }
            (None, Some(repository)) => Ok(vec![self.member(repository)]),
            (None, None) => Err(self.refused("", "this programme is nowhere", "say where it is with `path:` or `repository:`")),
        }
    }

    fn many(self, pattern: &str) -> Result<Vec<Member>, Refused> {
        if let Some(name) = &self.written.name {
            let what = format!("`{name}` cannot be the name of several programmes");
            return Err(self.refused("name", what, "leave `name:` out: each is called by its path"));
        }
        let (is_one, what): (fn(&Path) -> bool, &str) = match self.written.revision {
            None => (|dir| dir.join(ROOT).is_file(), "folder with a programme"),
            Some(_) => (|dir| dir.join(".git").exists() || dir.join("HEAD").is_file() && dir.join("objects").is_dir(), "repository"),
        };
        let letters = "`*`, `?` and `[…]` stand for letters within a folder's name, `**` for any folders";
        let found = walk::walk(self.root, pattern, &is_one).map_err(|problem| self.refused("path", problem, letters))?;
        if found.is_empty() {
            let help = format!("the path is seen from the folder of `{FILE}`");
            return Err(self.refused("path", format!("no {what} here fits `{pattern}`"), &help));
        }
        Ok(found.iter().map(|path| self.member(path)).collect())
    }

    fn member(self, path: &str) -> Member {
        let written = self.written;
        Member {
            about: about(written, Some(path)),
            at: self.node.head(),
            dir: self.root.join(path),
            origin: written.repository.clone().filter(|_| written.path.is_some()),
            revision: written.revision.clone(),
            folder: written.folder.clone(),
        }
    }

    fn refused(self, field: &str, message: impl Into<String>, help: &str) -> Refused {
        let place = if field.is_empty() { self.node.head() } else { self.node.place(&format!("/{field}")) };
        Box::new(Diagnostic::new("file-unreadable", place, message).with_help(help))
    }
}

/// Whether git would have to go elsewhere for it.
fn is_address(text: &str) -> bool {
    let host = text.split_once(':').map(|(host, _)| host);
    text.contains("://") || host.is_some_and(|host| host.len() > 1 && !host.contains(['/', '\\']))
}

impl Member {
    pub fn name(&self) -> &str {
        &self.about.programme
    }

    /// A file of it, seen from the folder of `fleet.yaml`.
    pub fn below(&self, file: &str) -> String {
        let path = self.about.path.trim_start_matches("./").trim_end_matches('/');
        if path == "." { file.to_owned() } else { format!("{path}/{file}") }
    }

    /// Put before its files to see them from the folder of `fleet.yaml`, as far as that file says where they are.
    pub fn folder_below(&self) -> String {
        let folder = self.below("");
        self.folder.as_ref().map_or(folder.clone(), |inner| format!("{folder}{}/", inner.trim_matches('/')))
    }

    /// Its folder, if its files are meant.
    #[cfg(feature = "parquet")]
    pub fn folder(&self) -> Option<&Path> {
        self.revision.is_none().then_some(&self.dir)
    }

    /// Which programme and state it is on a day; `then` for the state of a day, and not the latest.
    pub fn which(&self, environment: &Environment, then: Option<Date>, today: Date) -> Result<Which, Unread> {
        let path = &self.about.path;
        if !self.dir.is_dir() {
            let what = if self.dir.exists() { "is no folder" } else { "is not on this machine, and nothing is fetched" };
            let help = match &self.origin {
                Some(origin) => format!("`git clone {origin} {}` brings it", self.dir.display()),
                None => "correct `path:`, or say under `repository:` where it is cloned from".into(),
            };
            return Err(Unread { why: format!("`{path}` {what}"), help: Some(help) });
        }
        let state = match (&self.revision, then) {
            (None, None) if !self.dir.join(ROOT).is_file() => {
                let why = format!("there is no `{ROOT}` in `{path}`");
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
        let repository = Repository::discover(&self.dir, environment).map_err(Error::from)?;
        let repository = repository.ok_or_else(|| Unread {
            why: format!("`{}` is not in a git repository", self.about.path),
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
