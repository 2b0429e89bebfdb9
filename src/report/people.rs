//! Who a party is: a role with the people who hold it, or a person.

use crate::model::kinds::{Person, Role};
use crate::model::program::Program;
use schemars::JsonSchema;
use serde::Serialize;

/// A role or a person by id and name, and for a role who holds it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PartyFacts {
    pub id: String,
    /// Empty where there is no such record.
    pub title: String,
    /// The names of those who hold a role; empty for a person.
    pub held_by: Vec<String>,
}

impl PartyFacts {
    pub fn of(program: &Program, id: &str) -> Self {
        let role = program.by_id::<Role>(id);
        let person = |id: &str| program.by_id::<Person>(id).map_or_else(|| id.to_owned(), |person| person.title.clone());
        let title = role.map(|role| role.title.clone()).or_else(|| program.by_id::<Person>(id).map(|person| person.title.clone()));
        let held_by = role.into_iter().flat_map(|role| &role.data().held_by).map(|holder| person(holder.id())).collect();
        Self { id: id.into(), title: title.unwrap_or_default(), held_by }
    }

    /// `ROL-cto Chief technology officer (Marek Dole)`
    pub fn words(&self) -> String {
        let held = if self.held_by.is_empty() { String::new() } else { format!(" ({})", self.held_by.join(", ")) };
        format!("{} {}{held}", self.id, self.title).trim_end().to_owned()
    }
}
