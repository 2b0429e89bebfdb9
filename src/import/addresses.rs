//! Whom an id or an address means: people that are there, and nobody by their name.

use crate::model::kinds::Person;
use crate::model::program::Program;
use std::collections::{BTreeSet, HashMap};

/// The people of a programme by what nobody shares: ids, numbers of other systems, e-mail addresses; in lower case.
#[derive(Default)]
pub struct People(HashMap<String, BTreeSet<String>>);

impl People {
    pub fn of(program: &Program) -> Self {
        let mut people = Self::default();
        for person in program.all::<Person>() {
            let id = &person.data().id;
            let number = person.node().find("/custom/source_id").map(|node| node.text().to_owned());
            for name in person.data().emails.iter().cloned().chain([id.clone()]).chain(number) {
                people.0.entry(name.trim().to_lowercase()).or_default().insert(id.clone());
            }
        }
        people
    }

    /// Those whom a cell names, which may name one in several ways.
    pub fn named(&self, cell: &str) -> BTreeSet<&String> {
        each(cell).filter_map(|name| self.0.get(&name.to_lowercase())).flatten().collect()
    }
}

/// The names in a cell.
pub fn each(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',', '\n', '|']).map(str::trim).filter(|name| !name.is_empty())
}
