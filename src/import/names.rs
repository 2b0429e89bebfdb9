//! From what people call things to the ids of records.

use super::words::{normal, slug};
use crate::base::digest::sha256_hex;
use crate::base::node::Node;
use crate::model::kinds::KindInfo;
use crate::model::program::Program;
use crate::model::threat_catalogue::THREATS;
use std::collections::{HashMap, HashSet};

/// The longest name whose parts are looked up: a cell is a name with something around it, not an essay.
const MOST_WORDS: usize = 12;

/// Shorter names of threats are not looked for among the words of titles.
const SHORTEST_THREAT: usize = 5;

/// How well a name fits a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is its id or title.
    Exact(String),
    /// It is close; the text around it may say more.
    Close(String),
}

/// A kind, and a name in lower case and words only.
type Key = (&'static str, String);

/// The names of all records.
pub struct Names {
    exact: HashMap<Key, String>,
    /// Titles without what stands in brackets; None where two records share one.
    bare: HashMap<Key, Option<String>>,
    /// The words of the built-in threats' titles, with their ids.
    threats: Vec<(Vec<String>, &'static str)>,
    /// Every id in lower case: ids that differ in case only would be one file on some disks.
    taken: HashSet<String>,
    /// What was added since the last [`Names::keep`].
    added: Vec<Added>,
}

struct Added {
    id: String,
    exact: Vec<Key>,
    /// With what stood there before.
    bare: Vec<(Key, Option<Option<String>>)>,
}

impl Names {
    /// The names of a programme's records and of the built-in threats.
    pub fn of(program: &Program) -> Self {
        let mut names = Self {
            exact: HashMap::new(),
            bare: HashMap::new(),
            threats: THREATS.iter().map(|threat| (normal(threat.title).split(' ').map(str::to_owned).collect(), threat.id)).collect(),
            taken: HashSet::new(),
            added: Vec::new(),
        };
        for (id, kind, doc) in program.records() {
            let node = program.node(doc);
            let text = |field: &str| node.find(field).filter(|node| node.is_scalar()).map_or("", Node::text);
            names.add(kind.name, id, &[text("/title"), text("/name"), text("/custom/source_id")]);
            for email in node.get("emails").into_iter().flat_map(Node::items) {
                names.alias(kind.name, id, email.text());
            }
        }
        for threat in THREATS {
            names.add("threat", threat.id, &[threat.title]);
        }
        names.keep();
        names
    }

    /// Makes a record known by its id, with and without its prefix, and by other names.
    pub fn add(&mut self, kind: &'static str, id: &str, others: &[&str]) {
        self.taken.insert(id.to_lowercase());
        self.added.push(Added { id: id.into(), exact: Vec::new(), bare: Vec::new() });
        self.alias(kind, id, id);
        let own = id.split_once('-').map_or("", |(_, own)| own);
        if own.contains(|c: char| c.is_ascii_alphabetic()) {
            self.alias(kind, id, own);
        }
        for name in others.iter().filter(|name| !name.is_empty()) {
            self.alias(kind, id, name);
            self.bare_alias(kind, id, name);
        }
        if let Some(short) = others.first().filter(|_| kind == "role").and_then(|title| initials(title)) {
            self.alias(kind, id, &short);
        }
    }

    fn bare_alias(&mut self, kind: &'static str, id: &str, name: &str) {
        let key = (kind, normal(&without_brackets(name)));
        let before = self.bare.get(&key).cloned();
        let is_shared = before.as_ref().is_some_and(|other| other.as_deref() != Some(id));
        self.bare.insert(key.clone(), (!is_shared).then(|| id.into()));
        if let Some(added) = self.added.last_mut() {
            added.bare.push((key, before));
        }
    }

    fn alias(&mut self, kind: &'static str, id: &str, name: &str) {
        let key = (kind, normal(name));
        if !key.1.is_empty() && !self.exact.contains_key(&key) {
            self.exact.insert(key.clone(), id.into());
            if let Some(added) = self.added.last_mut() {
                added.exact.push(key);
            }
        }
    }

    /// Takes what was added since as decided.
    pub fn keep(&mut self) {
        self.added.clear();
    }

    /// Forgets what was added since the last time it was kept.
    pub fn forget(&mut self) {
        for added in self.added.drain(..).rev() {
            self.taken.remove(&added.id.to_lowercase());
            for key in added.exact {
                self.exact.remove(&key);
            }
            for (key, before) in added.bare.into_iter().rev() {
                match before {
                    Some(id) => self.bare.insert(key, id),
                    None => self.bare.remove(&key),
                };
            }
        }
    }

    pub fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(&id.to_lowercase())
    }

    /// The record that a name is, by id or title.
    pub fn find(&self, kind: &'static str, name: &str) -> Option<&str> {
        self.exact.get(&(kind, normal(name))).map(String::as_str)
    }

    /// The record a name means: itself, but for what stands in brackets, or the longest part of the name that is one.
    pub fn find_close(&self, kind: &'static str, name: &str) -> Option<Fit> {
        if let Some(id) = self.find(kind, name) {
            return Some(Fit::Exact(id.into()));
        }
        let bare = normal(&without_brackets(name));
        if let Some(Some(id)) = self.bare.get(&(kind, bare.clone())).filter(|_| !bare.is_empty()) {
            return Some(Fit::Close(id.clone()));
        }
        self.part(kind, name).map(Fit::Close)
    }

    /// The longest run of words that is a record: two words at least, or an id.
    fn part(&self, kind: &'static str, name: &str) -> Option<String> {
        let text = normal(name);
        let words: Vec<&str> = text.split(' ').take(MOST_WORDS).collect();
        (2..words.len()).rev().find_map(|length| words.windows(length).find_map(|run| self.find(kind, &run.join(" ")))).map(str::to_owned)
    }

    /// The built-in threat whose title has all words of a name, if there is only one.
    pub fn built_in_threat(&self, name: &str) -> Option<&'static str> {
        let text = normal(name);
        let has_all = |title: &[String]| text.split(' ').all(|word| title.iter().any(|other| other == word));
        let mut found = self.threats.iter().filter(|(title, _)| has_all(title)).map(|(_, id)| *id);
        found.next().filter(|_| text.len() >= SHORTEST_THREAT && found.next().is_none())
    }

    /// An id of a kind that nobody has, made of a name: the same for the same name in every run.
    pub fn fresh(&self, kind: &KindInfo, name: &str) -> String {
        let base = format!("{}-{}", kind.prefix, slug(name));
        if self.is_taken(&base) { format!("{base}-{}", &sha256_hex(name.as_bytes())[..8]) } else { base }
    }
}

/// What people make of a name of three words or more: `CTO`.
pub fn initials(name: &str) -> Option<String> {
    let name = normal(&without_brackets(name));
    (name.split(' ').count() >= 3).then(|| name.split(' ').filter_map(|word| word.chars().next()).collect())
}

/// A name without what stands in round brackets.
fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kinds;

    fn names() -> Names {
        let mut names = Names::of(&Program::default());
        names.add("asset", "AST-001", &["Customer database (prod)"]);
        names.add("asset", "AST-004", &["File server FS-01"]);
        names.add("asset", "AST-007", &["ERP system"]);
        names.keep();
        names
    }

    #[test]
    fn names_find_what_they_mean() {
        let names = names();
        let find = |name: &str| names.find_close("asset", name);
        assert_eq!(find("customer DATABASE (prod)"), Some(Fit::Exact("AST-001".into())));
        assert_eq!(find("ast-001"), Some(Fit::Exact("AST-001".into())));
        assert_eq!(find("Customer database"), Some(Fit::Close("AST-001".into())));
        assert_eq!(find("File server FS-01 + central share"), Some(Fit::Close("AST-004".into())));
        assert_eq!(find("ERP (AST-007)"), Some(Fit::Close("AST-007".into())));
        assert_eq!((find("All user accounts"), find(""), find("()")), (None, None, None));
    }

    #[test]
    fn threats_are_found_by_a_word_that_only_one_has() {
        let names = names();
        assert_eq!(names.built_in_threat("Ransomware"), Some("THR-malware"));
        assert_eq!(names.find("threat", "phishing"), Some("THR-phishing"));
        assert_eq!(names.built_in_threat("failure"), None);
    }

    #[test]
    fn what_is_forgotten_leaves_no_trace() {
        let mut names = names();
        names.add("asset", "AST-9", &["Customer database"]);
        assert_eq!(names.find("asset", "Customer database"), Some("AST-9"));
        names.forget();
        assert_eq!(names.find_close("asset", "Customer database"), Some(Fit::Close("AST-001".into())));
        assert!(!names.is_taken("AST-9") && names.is_taken("ast-001"));
    }

    #[test]
    fn fresh_ids_are_stable_and_fit() {
        let mut names = names();
        let kind = kinds::by_name("role").unwrap();
        assert_eq!(names.fresh(kind, "HR Lead"), "ROL-hr-lead");
        names.add("role", "ROL-HR-Lead", &[]);
        let second = names.fresh(kind, "HR Lead");
        assert!(second.starts_with("ROL-hr-lead-") && second == names.fresh(kind, "HR Lead"));
        assert!(names.fresh(kind, &"x".repeat(500)).len() <= 64);
    }
}
