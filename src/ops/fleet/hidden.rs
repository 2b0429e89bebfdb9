//! What rows are written without.

use crate::base::choice::Choice;
use crate::model::kinds::Person;
use crate::model::program::Program;
use crate::report::typed::{ColumnInfo, Field, Kind};

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
    people: Option<Vec<String>>,
    text: bool,
}

impl Hidden {
    pub fn of(program: &Program, without: &[Without]) -> Self {
        let names = || {
            program.all::<Person>().flat_map(|person| {
                let person = person.data();
                [person.id.to_lowercase(), person.title.to_lowercase()]
                    .into_iter()
                    .chain(person.emails.iter().map(|email| email.to_lowercase()))
            })
        };
        Self { people: without.contains(&Without::People).then(|| names().collect()), text: without.contains(&Without::Text) }
    }

    pub fn shown(&self, field: Field, column: &ColumnInfo) -> Field {
        let is_named = |people: &Vec<String>| {
            let Field::Text(text) = &field else { return false };
            let text = text.to_lowercase();
            column.kind == Kind::Person || people.iter().any(|name| text.contains(name.as_str()))
        };
        if self.text && column.kind == Kind::Prose || self.people.as_ref().is_some_and(is_named) { Field::Nothing } else { field }
    }
}
