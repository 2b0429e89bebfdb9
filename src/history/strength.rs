//! How strongly git speaks for an approval: a name typed into a record, a commit by the approver, a commit signed with the
//! approver's key. Addresses in commits are claims; a signature by a known key is more.

use super::trail::Trail;
use crate::base::node::Node;
use crate::model::acts::holders;
use crate::model::kinds::{Person, RecordKind as _, Role};
use crate::model::program::Program;
use crate::model::single::trust::Strength;
use crate::store::history::SignatureState;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The addresses of people by their id and the commit that left the record so; by None where only the programme knows it.
type Addresses = HashMap<(String, Option<usize>), Vec<String>>;

/// Knows under which addresses people and the holders of roles committed, as of each commit.
pub struct People<'a> {
    program: &'a Program,
    trail: &'a Trail,
    addresses: Mutex<Addresses>,
}

impl<'a> People<'a> {
    pub fn new(program: &'a Program, trail: &'a Trail) -> Self {
        Self { program, trail, addresses: Mutex::default() }
    }

    /// How strongly a commit speaks for an approval by `party`.
    pub fn strength(&self, party: &str, place: usize) -> Strength {
        let addresses = self.addresses_of(party, place);
        let is_theirs = |text: &str| addresses.iter().any(|address| text.eq_ignore_ascii_case(address));
        let commit = &self.trail.commits[place];
        let signature = self.trail.signature(commit);
        let signer = signature.signer.as_deref().filter(|_| signature.state == SignatureState::Good);
        match (is_theirs(&commit.author.email), signer) {
            (true, Some(signer)) if is_theirs(address_in(signer)) => Strength::Signed,
            (true, _) => Strength::Committed,
            (false, _) => Strength::Written,
        }
    }

    /// The addresses of a person, or of whoever held or stood in for a role at a commit.
    fn addresses_of(&self, party: &str, place: usize) -> Vec<String> {
        if self.program.by_id::<Role>(party).is_none() {
            return self.addresses_of_person(party, place);
        }
        let holders = self.holders_of(party, place);
        holders.iter().flat_map(|person| self.addresses_of_person(person, place)).collect()
    }

    /// Those of the version that was in force at the commit; those of today, where no commit has the role.
    fn holders_of(&self, role: &str, place: usize) -> Vec<String> {
        let then = self.trail.record(Role::NAME, role).iter().find(|past| past.place >= place).filter(|past| past.blob.is_some());
        if let Some(past) = then {
            return past.holders.iter().map(|holder| self.trail.names().now(holder).to_owned()).collect();
        }
        let today = self.program.known(role).map(|known| self.program.node(known.doc));
        today.into_iter().flat_map(|node| holders(Role::NAME, node)).map(|holder| holder.text().to_owned()).collect()
    }

    /// Those of that day and those of today: an address that was written down later is still the person's.
    fn addresses_of_person(&self, person: &str, place: usize) -> Vec<String> {
        let key = (person.to_owned(), self.left_by(Person::NAME, person, place));
        let known = || self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&key) {
            return found.clone();
        }
        let mut addresses = self.then(Person::NAME, person, place, &|node| texts(node, "emails")).unwrap_or_default();
        addresses.extend(self.program.by_id::<Person>(person).map(|person| person.data().emails.clone()).unwrap_or_default());
        known().insert(key, addresses.clone());
        addresses
    }

    /// The commit that left a record as it was at another one.
    fn left_by(&self, kind: &'static str, id: &str, place: usize) -> Option<usize> {
        self.trail.record(kind, id).iter().map(|past| past.place).find(|left| *left >= place)
    }

    fn then<T>(&self, kind: &'static str, id: &str, place: usize, read: &dyn Fn(Node<'_>) -> T) -> Option<T> {
        let past = self.trail.record(kind, id).iter().find(|past| past.place >= place)?;
        let version = self.trail.version(kind, id, past).ok()??;
        Some(read(version.node()))
    }
}

/// The texts of a field, whether it holds one or several.
fn texts(node: Node<'_>, field: &str) -> Vec<String> {
    let value = node.get(field);
    let one = value.filter(|value| value.is_string());
    value.into_iter().flat_map(Node::items).chain(one).map(|item| item.text().to_owned()).collect()
}

/// The address in `Eva <eva@example.org>`, or all of a text that is nothing but one.
fn address_in(signer: &str) -> &str {
    signer.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(signer, |(address, _)| address)
}
