//! Who is there to act for a role on a day.

use crate::base::date::Date;
use crate::model::kinds::{Person, Role};
use crate::model::program::{Program, View};

/// Whether somebody is there on a day: a person who works here, or a role that such a person holds. What does not
/// exist is `reference-unresolved`, and counts as there.
pub fn is_held(program: &Program, party: &str, day: Date) -> bool {
    match (program.by_id::<Person>(party), program.by_id::<Role>(party)) {
        (Some(person), _) => person.is_active(day),
        (None, Some(role)) => active_holders(program, role.data(), day).next().is_some(),
        (None, None) => true,
    }
}

/// The people who hold a role and work here on a day.
pub fn active_holders<'a>(program: &'a Program, role: &'a Role, day: Date) -> impl Iterator<Item = View<'a, Person>> {
    let holders = role.held_by.iter().filter(move |holder| holder.is_on(day));
    holders.filter_map(|holder| program.get::<Person>(&holder.person)).filter(move |person| person.is_active(day))
}
