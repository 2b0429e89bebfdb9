//! What may come next in a command that somebody types. It is asked for with every key, so it reads no more of a programme than
//! it must: names of folders and files first, then the lines that say what a record is called. What cannot be read has nothing
//! to offer; nobody who presses a key wants to be told.

use super::open::World;
use super::remove::is_retired;
use crate::base::text::natural;
use crate::check::rules::RULES;
use crate::load::heads::heads;
use crate::model::approvals::{self, ACCEPTANCE};
use crate::model::facts::Facts;
use crate::model::kinds::{self, KINDS, KindInfo};
use crate::model::single::SINGLES;
use crate::model::{annex_a, clause};
use crate::store::git::Repository;
use crate::store::worktree::WorkTree;
use crate::store::{Source as _, StoreError};
use rayon::prelude::*;
use std::path::Path;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub value: String,
    /// What it is, in a few words.
    pub about: String,
}

impl Offer {
    fn new(value: impl Into<String>, about: impl Into<String>) -> Self {
        Self { value: value.into(), about: about.into() }
    }
}

/// No record is larger; of a larger file nothing is offered.
const LARGEST: u64 = 1024 * 1024;

/// What is offered, of one programme.
pub struct Offers {
    world: World,
    tree: Option<WorkTree>,
}

impl Offers {
    /// For a programme in a folder or above it, if there is one.
    pub fn of(world: World, folder: Option<&Path>) -> Self {
        let start = folder.map_or_else(|| world.here.clone(), |folder| world.here.join(folder));
        let tree = start.canonicalize().ok().and_then(|start| WorkTree::discover(&start));
        Self { world, tree }
    }

    /// The ids of records of some kinds that begin so. Where several kinds may be meant, what their ids begin with.
    pub fn ids(&self, kinds: &[&'static KindInfo], begun: &str) -> Vec<Offer> {
        let Some(tree) = &self.tree else { return Vec::new() };
        let begins = |kind: &KindInfo| format!("{}-", kind.prefix);
        let may_be = |kind: &&&'static KindInfo| begins(kind).starts_with(begun) || begun.starts_with(&begins(kind));
        let there = |kind: &&&'static KindInfo| tree.root().join(kind.folder).is_dir();
        let meant: Vec<&'static KindInfo> = kinds.iter().filter(may_be).filter(there).copied().collect();
        if let [one] = meant[..] {
            return records(tree, one, begun);
        }
        meant.into_iter().map(|kind| Offer::new(begins(kind), kind.folder)).collect()
    }

    /// The names of branches and tags.
    pub fn states(&self) -> Vec<Offer> {
        let names = || -> Result<Vec<String>, StoreError> {
            let Some(tree) = &self.tree else { return Ok(Vec::new()) };
            Repository::discover(tree.root(), &self.world.environment)?.map_or(Ok(Vec::new()), |repository| repository.names())
        };
        let names = names().unwrap_or_default().into_iter().map(|name| Offer::new(name, ""));
        [Offer::new("HEAD", "the last commit")].into_iter().filter(|_| self.tree.is_some()).chain(names).collect()
    }

    /// What a field of a kind may say, as far as that is told by its declaration.
    pub fn values(&self, kind: &str, field: &str, begun: &str) -> Vec<Offer> {
        let facts = field.split('.').fold(Facts::of(kind), Facts::field);
        let facts = if facts.is_list() { facts.each() } else { facts };
        let words = facts.choices().iter().copied().chain(facts.words());
        let truths = ["true", "false"].into_iter().filter(|_| facts.is_truth());
        let days = ["today"].into_iter().filter(|_| facts.is_day());
        let mut offers: Vec<Offer> = words.chain(truths).chain(days).map(|word| Offer::new(word, "")).collect();
        let targets = facts.targets();
        if targets.contains(&"annex-a") && (begun.is_empty() || begun.starts_with('A')) {
            offers.extend(annex());
        }
        if targets.contains(&"clause") && begun.chars().all(|c| !c.is_alphabetic()) {
            offers.extend(clauses());
        }
        let kinds: Vec<&'static KindInfo> = targets.into_iter().filter_map(kinds::by_name).collect();
        offers.extend(self.ids(&kinds, begun));
        offers
    }
}

/// The records of a kind whose ids begin so, by their ids. Files are named by the ids of what they hold, or by something else.
fn records(tree: &WorkTree, kind: &KindInfo, begun: &str) -> Vec<Offer> {
    let prefix = format!("{}-", kind.prefix);
    let may_hold = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.starts_with(begun) || !name.starts_with(&prefix)
    };
    let paths: Vec<String> = tree.yaml_below(kind.folder).into_iter().filter(may_hold).collect();
    let read = |path: &String| tree.read_up_to(path, LARGEST).ok().flatten().map(|bytes| heads(&bytes)).unwrap_or_default();
    let heads = paths.par_iter().flat_map_iter(read).filter(|(id, _)| id.starts_with(begun) && id.starts_with(&prefix));
    let mut offers: Vec<Offer> = heads.map(|(id, title)| Offer::new(id, title)).collect();
    offers.sort_by(|a, b| natural(&a.value, &b.value));
    offers
}

/// Records of which kinds a command is about.
pub fn about(command: &str) -> Vec<&'static KindInfo> {
    let is_meant = |kind: &&KindInfo| match command {
        "approve" => approvals::places(kind.name).any(|(place, _)| place != ACCEPTANCE),
        "close" => Facts::of(kind.name).field("closed").is_known(),
        "retire" => is_retired(kind.name),
        _ => true,
    };
    KINDS.iter().filter(is_meant).collect()
}

/// What a programme has once, as far as a command is about it.
pub fn singles(command: &str) -> Vec<Offer> {
    let is_meant = |name: &str| match command {
        "approve" => approvals::places(name).any(|(_, covers)| covers.is_empty()),
        "close" | "retire" | "rm" | "rename" => false,
        _ => true,
    };
    let singles = SINGLES.iter().filter(|single| is_meant(single.name)).map(|single| Offer::new(single.name, single.file));
    singles.chain((command == "approve").then(|| Offer::new("method", "how risks are rated"))).collect()
}

/// The kinds of records.
pub fn kinds() -> Vec<Offer> {
    KINDS.iter().map(|kind| Offer::new(kind.name, kind.folder)).collect()
}

/// The rules.
pub fn rules() -> Vec<Offer> {
    RULES.iter().map(|rule| Offer::new(rule.name, rule.info().summary())).collect()
}

/// The clauses of ISO/IEC 27001.
pub fn clauses() -> Vec<Offer> {
    clause::CLAUSES.iter().map(|clause| Offer::new(clause.id, clause.title)).collect()
}

/// The controls of Annex A.
pub fn annex() -> Vec<Offer> {
    annex_a::ANNEX_A.iter().map(|control| Offer::new(control.id, control.title)).collect()
}

/// The fields of a kind that hold one value, or a list of such: their paths.
pub fn fields(kind: &str) -> Vec<(String, bool)> {
    fn add(facts: Facts, above: &str, found: &mut Vec<(String, bool)>) {
        for (name, field) in facts.fields() {
            let path = format!("{above}{name}");
            match (field.is_list(), field.fields().next()) {
                (true, _) => found.push((path, true)),
                (false, Some(_)) => add(field, &format!("{path}."), found),
                (false, None) => found.push((path, false)),
            }
        }
    }
    let mut found = Vec::new();
    add(Facts::of(kind), "", &mut found);
    found
}
