//! What other programs want to know of a programme, in the words that they read.

use super::error::Error;
use super::open::View;
use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::text::natural;
use crate::model::kinds::{Duty, Person, Role};
use crate::model::program::{self, Program};
use crate::model::schemas;
use crate::render::escape::terminal_line;
use std::collections::{BTreeMap, BTreeSet};

/// Who answers for a file.
#[derive(Default)]
struct Owners<'a> {
    /// Roles and people.
    parties: BTreeSet<&'a str>,
    /// It holds a record that could have an owner and has none.
    is_open: bool,
}

/// How people are called where the file is read.
struct Calling<'a> {
    program: &'a Program,
    today: Date,
    /// By this field of their own, or else by their first address.
    handle: Option<&'a str>,
}

/// The file `CODEOWNERS` of GitHub and GitLab: for each file of the programme those who answer for its records on the day that is
/// looked from. What cannot be told is said in comments.
///
/// # Errors
/// When bytes cannot be had.
pub fn codeowners(view: &View, handle: Option<&str>) -> Result<String, Error> {
    let loaded = view.load()?;
    view.mention_findings(&loaded);
    let program = &loaded.program;
    let (place, calling) = (pattern(&view.place()), Calling { program, today: view.today, handle });
    let general = program.all::<Role>().filter(|role| role.duties.contains(&Duty::IsmsConformity)).map(|role| role.data().id.as_str());
    let mut lines = vec![
        format!("# Who answers for which file of the management system, as its records say on {}.", view.today),
        "# Written by `isms export codeowners`; the last line that fits a file counts.".to_owned(),
        match (calling.all(general), place.as_str()) {
            (all, _) if all.is_empty() => "# Nobody who can be called answers for the management system as a whole.".to_owned(),
            (all, "") => format!("* {all}"),
            (all, place) => format!("/{place} {all}"),
        },
    ];
    let (mut open, mut silent) = (Vec::new(), Vec::new());
    let mut owners: Vec<(&str, Owners<'_>)> = owners(program).into_iter().collect();
    owners.sort_by(|(a, _), (b, _)| natural(a, b));
    for (path, Owners { parties, is_open }) in owners {
        let called = calling.all(parties.iter().copied());
        if !called.is_empty() {
            lines.push(format!("/{place}{} {called}", pattern(path)));
        } else if !parties.is_empty() {
            silent.push(format!("#   {path}: {}", parties.into_iter().collect::<Vec<_>>().join(", ")));
        }
        open.extend(is_open.then(|| format!("#   {path}")));
    }
    for (what, found) in [("These hold records without an owner:", open), ("Nobody who owns these can be called:", silent)] {
        if !found.is_empty() {
            lines.extend([String::new(), format!("# {what}")]);
            lines.extend(found);
        }
    }
    Ok(lines.iter().map(|line| terminal_line(line) + "\n").collect())
}

/// The files that hold records which can have an owner, and those that such records name.
fn owners(program: &Program) -> BTreeMap<&str, Owners<'_>> {
    let mut owners: BTreeMap<&str, Owners<'_>> = BTreeMap::new();
    let can_have: BTreeSet<&str> = schemas::names().filter(|kind| has_owner(kind)).collect();
    for (_, kind, doc) in program.documents() {
        if !can_have.contains(kind) {
            continue;
        }
        let node = program.node(doc);
        let owner = node.get("owner").map(Node::text).filter(|owner| !owner.is_empty());
        let named = node.get("file").map(Node::text).filter(|file| program.has_path(file));
        for path in [program.files.get(doc.file).path.as_str()].into_iter().chain(named) {
            let known = owners.entry(path).or_default();
            known.parties.extend(owner);
            known.is_open |= owner.is_none();
        }
    }
    owners
}

fn has_owner(kind: &str) -> bool {
    schemas::schema(kind).is_some_and(|schema| schema["properties"]["owner"].is_object())
}

impl<'a> Calling<'a> {
    /// All who are meant by roles and people, each once.
    fn all<'p>(&self, parties: impl Iterator<Item = &'p str>) -> String {
        let called: BTreeSet<&str> = parties.flat_map(|party| self.party(party)).collect();
        called.into_iter().collect::<Vec<&str>>().join(" ")
    }

    /// A person who is here, or those who hold a role and are.
    fn party(&self, party: &str) -> Vec<&'a str> {
        let role = self.program.by_id::<Role>(party).map(|role| role.data());
        let holders = role.into_iter().flat_map(|role| role.held_by.iter()).filter(|holder| holder.is_on(self.today));
        let people = holders.filter_map(|holder| self.program.get::<Person>(&holder.person)).chain(self.program.by_id::<Person>(party));
        let people = people.filter(|person| person.is_active(self.today));
        let is_word = |called: &&str| !called.is_empty() && !called.contains(|c: char| c.is_whitespace() || c == '#');
        people.filter_map(|person| self.person(person)).filter(is_word).collect()
    }

    fn person(&self, person: program::View<'a, Person>) -> Option<&'a str> {
        match self.handle {
            Some(field) => person.node().get("custom")?.get(field).map(Node::text),
            None => person.data().emails.first().map(String::as_str),
        }
    }
}

/// A path as a pattern that fits nothing else.
fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, ' ' | '*' | '?' | '[' | ']' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_its_path_alone() {
        assert_eq!([pattern("risks/RSK-1.yaml"), pattern("a b/*[1].yaml")], ["risks/RSK-1.yaml", "a\\ b/\\*\\[1\\].yaml"]);
    }
}
