//! Who acts: the person or role that was named, or the person whom git knows by the e-mail address of whoever types.

use super::error::Error;
use super::open::View;
use crate::base::text::{did_you_mean, list_of};
use crate::history::roles::Roles;
use crate::model::kinds::{Person, Role};
use crate::model::program::Program;

/// Somebody who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// A role or a person.
    pub id: String,
    /// What people call it: the role's title, or the person's.
    pub name: String,
}

/// The role or person that was named, or else the person who types.
///
/// # Errors
/// When there is no such role or person, or git does not say who types.
pub fn actor(view: &View, program: &Program, by: Option<&str>) -> Result<Actor, Error> {
    match by {
        Some(id) => named(program, id),
        None => person(program, &typist(view, program).map_err(or_by)?),
    }
}

/// The same; a person who types acts in the first of these roles that they hold, since that is what gives them a say.
///
/// # Errors
/// As [`actor`].
pub fn actor_as<'a>(view: &View, program: &Program, by: Option<&str>, roles: impl IntoIterator<Item = &'a str>) -> Result<Actor, Error> {
    if let Some(id) = by {
        return named(program, id);
    }
    let typist = typist(view, program).map_err(or_by)?;
    let role = roles.into_iter().find(|role| Roles::new(program, None).holds(&typist, role, view.today));
    role.map_or_else(|| person(program, &typist), |role| named(program, role))
}

/// Where nobody was named, somebody may be.
fn or_by(error: Error) -> Error {
    error.hint("`--by` says who acts")
}

/// The id of the person whose e-mail address git would put into a commit.
///
/// # Errors
/// When git does not say, or nobody or several people have that address.
pub fn typist(view: &View, program: &Program) -> Result<String, Error> {
    let email = view.repository()?.users_email()?;
    let has = |person: &Person| person.emails.iter().any(|known| known.eq_ignore_ascii_case(&email));
    let found: Vec<&str> = program.all::<Person>().filter(|person| has(person)).map(|person| person.data().id.as_str()).collect();
    match found[..] {
        [one] => Ok(one.to_owned()),
        [] => Err(Error::failed(format!("no person of the programme has the e-mail address `{email}`, by which git knows you"))
            .hint(format!("`isms set PER-… emails+={email}` says whose it is"))),
        _ => {
            Err(Error::failed(format!("{} all have the e-mail address `{email}`", list_of(found, "and"))).hint("leave it with one of them"))
        }
    }
}

/// Whose things are asked for: a role or person, or `me`, who types.
///
/// # Errors
/// When there is no such role or person, or git does not say who types.
pub fn meant(view: &View, program: &Program, who: Option<&str>) -> Result<Option<String>, Error> {
    match who {
        None => Ok(None),
        Some("me") => typist(view, program).map(Some),
        Some(id) => named(program, id).map(|actor| Some(actor.id)),
    }
}

fn named(program: &Program, id: &str) -> Result<Actor, Error> {
    if let Some(role) = program.by_id::<Role>(id) {
        return Ok(Actor { id: id.to_owned(), name: role.title.clone() });
    }
    if program.by_id::<Person>(id).is_some() {
        return person(program, id);
    }
    let parties = program.records().filter(|(_, kind, _)| matches!(kind.name, "role" | "person")).map(|(id, ..)| id);
    let hint = called(program, id)
        .or_else(|| did_you_mean(id, parties))
        .map_or("`isms list role` and `isms list person` name them".into(), |near| format!("did you mean `{near}`?"));
    Err(Error::asked(format!("there is no role or person `{id}`")).hint(hint))
}

/// The role or person whom people call so, or who has that e-mail address, if it is one.
fn called<'p>(program: &'p Program, name: &str) -> Option<&'p str> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    let roles = program.all::<Role>().filter(|role| is(&role.data().title)).map(|role| role.data().id.as_str());
    let is_person = |person: &Person| is(&person.title) || person.emails.iter().any(|email| is(email));
    let people = program.all::<Person>().filter(|person| is_person(person.data())).map(|person| person.data().id.as_str());
    let mut found = roles.chain(people);
    found.next().filter(|_| found.next().is_none())
}

fn person(program: &Program, id: &str) -> Result<Actor, Error> {
    let name = program.by_id::<Person>(id).map_or(id, |person| &person.data().title);
    Ok(Actor { id: id.to_owned(), name: name.to_owned() })
}
