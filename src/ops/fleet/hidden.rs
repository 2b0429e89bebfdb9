//! What rows are written without.

use crate::base::choice::Choice;
use crate::model::kinds::Person;
use crate::model::program::{Program, View};
use crate::report::typed::{ColumnInfo, Field, Kind};
use regex::bytes::{Regex, RegexBuilder};

/// So large may be what looks for people in texts.
const MOST_BYTES: usize = 64 << 20;

/// What to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    People,
    Text,
}

impl Choice for Without {
    const ALL: &'static [(&'static str, &'static str, Self)] = &[
        ("people", "Who owns, accepts and sees to things, and all text that names a person", Without::People),
        ("text", "What somebody wrote: titles, reasons, messages", Without::Text),
    ];
}

/// What is left out of rows.
pub struct Hidden {
    people: Option<Named>,
    text: bool,
}

/// The people of a programme, to be found in texts.
struct Named {
    /// Their ids, names and addresses. None if that would be too much to look for: then each text may name somebody.
    all: Option<Regex>,
}

impl Named {
    fn of(program: &Program) -> Self {
        let names =
            program.all::<Person>().map(View::data).flat_map(|person| [&person.id, &person.title].into_iter().chain(&person.emails));
        let names: Vec<String> = names.map(|name| regex::escape(&name.to_lowercase())).collect();
        // Nobody is named where there is nobody: an empty pattern would be found everywhere.
        let pattern = if names.is_empty() { r"\b\B".into() } else { names.join("|") };
        Self { all: RegexBuilder::new(&pattern).size_limit(MOST_BYTES).unicode(false).build().ok() }
    }

    fn is_in(&self, text: &str) -> bool {
        self.all.as_ref().is_none_or(|all| all.is_match(text.to_lowercase().as_bytes()))
    }
}

impl Hidden {
    pub fn of(program: &Program, without: &[Without]) -> Self {
        Self { people: without.contains(&Without::People).then(|| Named::of(program)), text: without.contains(&Without::Text) }
    }

    pub fn shown(&self, field: Field, column: &ColumnInfo) -> Field {
        let Field::Text(text) = &field else { return field };
        let is_person = |people: &Named| column.kind == Kind::Person || people.is_in(text);
        if self.text && column.kind == Kind::Prose || self.people.as_ref().is_some_and(is_person) { Field::Nothing } else { field }
    }
}
