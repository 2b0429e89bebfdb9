//! From what people call things to the ids of records.

use super::initials::{initials, is_abbreviation, squeezed, with_initials, without_brackets};
use super::plural::{in_one, in_one_of};
use super::titled::{apart, apart_for, is_id_of};
use super::words::normal;
use crate::base::digest::sha256_hex;
use crate::base::node::Node;
use crate::base::slug::slug;
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
    /// It has its id in it, or is its title but for spaces and plurals.
    Close(String),
    /// It is another name that only has much in common with its title: `Laptop` and `Laptop (HR)`.
    Near(String),
}

/// What two names may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Alike {
    /// All but what stands in brackets.
    Bare,
    /// All but spaces and plurals.
    Squeezed,
}

/// What an abbreviation, or a name that may have one, was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Abbreviated {
    /// Nothing that is there.
    No,
    Role(String),
    /// Two names have these letters.
    Several,
}

/// A kind, and a name in lower case and words only.
type Key = (&'static str, String);

/// The names of all records.
pub struct Names {
    exact: HashMap<Key, String>,
    /// What titles have in common with other names.
    alike: HashMap<(Alike, Key), Shared>,
    /// What letters stand for: the full names that have these initials.
    full: HashMap<String, Letters>,
    /// Roles whose name is an abbreviation, by its letters.
    abbreviations: HashMap<String, String>,
    /// The words of the built-in threats' titles, with their ids.
    threats: Vec<(Vec<String>, &'static str)>,
    /// Every id in lower case: ids that differ in case only would be one file on some disks.
    taken: HashSet<String>,
    /// What was added since the last [`Names::keep`].
    added: Vec<Added>,
}

/// Whose initials some letters are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Letters {
    /// Of one full name.
    One(String),
    /// Of several: they stand for none.
    Several,
}

/// Whose a name is; None where two records share it.
type Shared = Option<String>;

struct Added {
    id: String,
    exact: Vec<Key>,
    /// With what stood there before.
    alike: Vec<((Alike, Key), Option<Shared>)>,
    /// Letters that were free.
    short: Option<String>,
}

impl Names {
    /// The names of a programme's records and of the built-in threats.
    pub fn of(program: &Program) -> Self {
        let mut names = Self {
            exact: HashMap::new(),
            alike: HashMap::new(),
            full: HashMap::new(),
            abbreviations: HashMap::new(),
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
        self.added.push(Added { id: id.into(), exact: Vec::new(), alike: Vec::new(), short: None });
        self.alias(kind, id, id);
        let own = id.split_once('-').map_or("", |(_, own)| own);
        // An id is made of a name without its accents, which may be another name.
        let is_plainer = |name: &&str| slug(name) == own && normal(name) != normal(own);
        if own.contains(|c: char| c.is_ascii_alphabetic()) && !others.first().is_some_and(is_plainer) {
            self.alias(kind, id, own);
        }
        for name in others.iter().filter(|name| !name.is_empty()) {
            let words = normal(name);
            let bare = if name.contains('(') { normal(&without_brackets(name)) } else { words.clone() };
            let squeezed = in_one_of(&words, name);
            self.alias_words(id, (kind, words));
            if let Some((full, short)) = with_initials(name) {
                self.alias(kind, id, full);
                self.alias(kind, id, short);
            }
            self.alias_alike(id, (Alike::Bare, (kind, bare)));
            self.alias_alike(id, (Alike::Squeezed, (kind, squeezed)));
        }
        for name in others.iter().filter(|_| kind == "role") {
            self.meet(name);
            let bare = without_brackets(name);
            let letters = squeezed(&bare);
            if is_abbreviation(&bare) && !self.abbreviations.contains_key(&letters) {
                self.abbreviations.insert(letters.clone(), id.into());
                if let Some(added) = self.added.last_mut() {
                    added.short = Some(letters);
                }
            }
        }
    }

    /// Takes note of a name of a role or person: letters that are the initials of two names stand for neither. All names
    /// are met before any is looked for, so that the order of rows does not matter.
    pub fn meet(&mut self, name: &str) {
        let Some(letters) = initials(name) else { return };
        let own = normal(&without_brackets(name));
        let known = self.full.entry(letters).or_insert_with(|| Letters::One(own.clone()));
        if *known != Letters::One(own) {
            *known = Letters::Several;
        }
    }

    /// The role that an abbreviation or a full name means: initials tell only between the two, and only where they are
    /// those of one name.
    pub fn abbreviated(&self, name: &str) -> Abbreviated {
        let bare = without_brackets(name);
        let (letters, is_short) = match initials(name) {
            Some(letters) => (letters, false),
            None if is_abbreviation(&bare) => (squeezed(&bare), true),
            None => return Abbreviated::No,
        };
        match self.full.get(&letters) {
            None => Abbreviated::No,
            Some(Letters::One(full)) if is_short => self.full_name(full).map_or(Abbreviated::No, |id| Abbreviated::Role(id.into())),
            Some(Letters::One(_)) => self.short(&letters).map_or(Abbreviated::No, |id| Abbreviated::Role(id.into())),
            Some(Letters::Several) if is_short || self.short(&letters).is_some() => Abbreviated::Several,
            Some(Letters::Several) => Abbreviated::No,
        }
    }

    /// The role of a full name, which may have more in brackets.
    fn full_name(&self, name: &str) -> Option<&str> {
        self.find("role", name).or_else(|| self.alike(Alike::Bare, "role", name.to_owned()))
    }

    /// The role whose own name is an abbreviation.
    fn short(&self, letters: &str) -> Option<&str> {
        self.abbreviations.get(letters).map(String::as_str)
    }

    fn alias_alike(&mut self, id: &str, key: (Alike, Key)) {
        let before = self.alike.get(&key).cloned();
        let is_shared = before.as_ref().is_some_and(|other| other.as_deref() != Some(id));
        self.alike.insert(key.clone(), (!is_shared).then(|| id.into()));
        if let Some(added) = self.added.last_mut() {
            added.alike.push((key, before));
        }
    }

    /// The only record whose title has so much in common with a name.
    fn alike(&self, how: Alike, kind: &'static str, name: String) -> Option<&str> {
        self.alike.get(&(how, (kind, name)))?.as_deref()
    }

    fn alias(&mut self, kind: &'static str, id: &str, name: &str) {
        self.alias_words(id, (kind, normal(name)));
    }

    fn alias_words(&mut self, id: &str, key: Key) {
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
            added.short.map(|letters| self.abbreviations.remove(&letters));
            for key in added.exact {
                self.exact.remove(&key);
            }
            for (key, before) in added.alike.into_iter().rev() {
                match before {
                    Some(id) => self.alike.insert(key, id),
                    None => self.alike.remove(&key),
                };
            }
        }
    }

    pub fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(&id.to_lowercase())
    }

    /// The record that a name is, by id or title; what stands in brackets behind it may be its initials.
    pub fn find(&self, kind: &'static str, name: &str) -> Option<&str> {
        let find = |name: &str| self.exact.get(&(kind, normal(name))).map(String::as_str);
        find(name).or_else(|| with_initials(name).and_then(|(full, short)| find(full).or_else(|| find(short))))
    }

    /// The record whose id a name begins with, if its title follows and nothing else.
    pub fn titled(&self, kind: &'static str, name: &str) -> Option<&str> {
        let (id, title) = apart(name)?;
        let known = self.find(kind, id)?;
        let bare = normal(&without_brackets(title));
        let is_title = |title: &str| self.find(kind, title) == Some(known);
        (is_title(title) || is_title(&bare)).then_some(known)
    }

    /// The record a name means, by its id, or by its title but for spaces and plurals; else one whose title only is like it.
    pub fn find_close(&self, kind: &'static str, name: &str) -> Option<Fit> {
        if let Some(id) = self.find(kind, name) {
            return Some(Fit::Exact(id.into()));
        }
        let squeezed = in_one(name);
        if let Some(id) = self.identified(kind, name).or_else(|| self.alike(Alike::Squeezed, kind, squeezed)) {
            return Some(Fit::Close(id.into()));
        }
        let bare = normal(&without_brackets(name));
        let near = if bare.is_empty() { None } else { self.alike(Alike::Bare, kind, bare).map(str::to_owned) };
        near.or_else(|| self.part(kind, name)).map(Fit::Near)
    }

    /// The record whose id is a word of a name.
    fn identified(&self, kind: &'static str, name: &str) -> Option<&str> {
        let is_id = |word: &&str| word.contains('-') && word.contains(|c: char| c.is_ascii_digit());
        let words = name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).filter(is_id);
        words.filter_map(|word| self.find(kind, word)).next()
    }

    /// The longest run of words that is a record: two words at least.
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

    /// An id of a kind that nobody has, made of a name: the same for the same name in every run. A name that is such an id,
    /// as of a record that another programme has, is that id, and so is one with its title behind it.
    pub fn fresh(&self, kind: &KindInfo, name: &str) -> String {
        let named = apart_for(kind, name).map_or(name, |(id, _)| id);
        let base = if is_id_of(kind, named) { named.to_owned() } else { format!("{}-{}", kind.prefix, slug(name)) };
        if self.is_taken(&base) { format!("{base}-{}", &sha256_hex(name.as_bytes())[..8]) } else { base }
    }
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
        assert_eq!(find("Customer databases prod"), Some(Fit::Close("AST-001".into())));
        assert_eq!(find("ERP-Systems"), Some(Fit::Close("AST-007".into())));
        assert_eq!(find("Customer database"), Some(Fit::Near("AST-001".into())));
        assert_eq!(find("ERP system (test)"), Some(Fit::Near("AST-007".into())));
        assert_eq!(find("File server FS-01 + central share"), Some(Fit::Near("AST-004".into())));
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
        assert_eq!(names.find_close("asset", "Customer database"), Some(Fit::Near("AST-001".into())));
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
        assert_eq!(names.fresh(kind, "ROL-it-lead"), "ROL-it-lead");
        assert_eq!(names.fresh(kind, "ROL-it-lead Head of IT"), "ROL-it-lead");
        assert_eq!(names.fresh(kind, "ROL-"), "ROL-rol");
    }
}
