//! What stands around a page that is one of several: the way to the others, and where ids lead among them.

use crate::report::brand::Brand;
use std::collections::HashMap;
use std::sync::Arc;

/// A page of the same folder, from its top.
#[derive(Clone, Debug)]
pub struct Way {
    pub to: String,
    pub title: String,
}

impl Way {
    pub fn new(to: &str, title: &str) -> Self {
        Self { to: to.into(), title: title.into() }
    }
}

/// The pages that ids lead to.
#[derive(Clone, Default)]
pub struct Beyond {
    /// From the top of the folder.
    pub files: Arc<Files>,
    /// From a page to the top.
    pub up: &'static str,
}

/// Files by the ids that lead to them.
#[derive(Default)]
pub struct Files {
    of: HashMap<String, String>,
    initials: Initials,
}

impl Files {
    pub fn get(&self, id: &str) -> Option<&String> {
        if self.initials.rule_out(id) { None } else { self.of.get(id) }
    }

    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

impl From<HashMap<String, String>> for Files {
    fn from(of: HashMap<String, String>) -> Self {
        let mut initials = Initials::default();
        of.keys().for_each(|id| initials.add(id));
        Self { of, initials }
    }
}

/// What ids begin with: each word of a page is looked up, and hardly any is an id.
#[derive(Clone)]
pub struct Initials([bool; 256]);

impl Default for Initials {
    fn default() -> Self {
        Self([false; 256])
    }
}

impl Initials {
    pub fn add(&mut self, id: &str) {
        id.bytes().take(1).for_each(|first| self.0[usize::from(first)] = true);
    }

    /// Whether none of the ids begins as the word does.
    pub fn rule_out(&self, word: &str) -> bool {
        word.bytes().next().is_none_or(|first| !self.0[usize::from(first)])
    }
}

impl Beyond {
    pub fn to(&self, id: &str) -> Option<String> {
        self.files.get(id).map(|file| format!("{}{file}", self.up))
    }
}

/// What is around the pages of one folder.
#[derive(Clone, Default)]
pub struct Frame<'f> {
    pub ways: &'f [Way],
    pub beyond: Beyond,
    /// The page on which words are looked for, from the top of the folder.
    pub search: Option<&'static str>,
    /// Where what facts count is listed, by their names: the page shows them as tiles that lead there.
    pub tiles: &'f [(&'static str, String)],
    /// What the organisation puts on all of them.
    pub brand: Option<Arc<Brand>>,
}

impl Frame<'_> {
    /// The page on which words are looked for, as it is from a page.
    pub fn search(&self) -> Option<String> {
        self.search.map(|file| format!("{}{file}", self.beyond.up))
    }

    /// The ways as they are from a page.
    pub fn ways(&self) -> Vec<Way> {
        self.ways.iter().map(|way| Way { to: format!("{}{}", self.beyond.up, way.to), title: way.title.clone() }).collect()
    }
}
