//! Who spoke for whom on a day. Days that stand at a holder of a role decide; without them git says what the role said on that
//! day, and where it says nothing of that day, the role as it stands.

use super::trail::Trail;
use crate::base::date::{Date, Period};
use crate::model::kinds::{Duty, Holder, Person, RecordKind as _, Role};
use crate::model::program::{Program, View};
use std::collections::{BTreeSet, HashMap};

/// So many days after somebody took over, it may be written down.
pub const SETTLING: Period = Period::days(14);

/// Knows who held a role, as far as records and history tell.
#[derive(Clone, Copy)]
pub struct Roles<'a> {
    program: &'a Program,
    trail: Option<&'a Trail>,
}

impl<'a> Roles<'a> {
    pub fn new(program: &'a Program, trail: Option<&'a Trail>) -> Self {
        Self { program, trail }
    }

    /// Whether a person held a role on a day, or stood in.
    pub fn holds(&self, person: &str, role: &str, day: Date) -> bool {
        let Some(role) = self.program.by_id::<Role>(role).filter(|_| self.program.by_id::<Person>(person).is_some()) else {
            return false;
        };
        let said = self.program.held(person, &role.id);
        let held = |day| Some(self.trail?.holders(Role::NAME, &role.id, day)?.contains(person));
        match held(day) {
            Some(held_then) if !said.iter().any(Holder::is_dated) => held_then || held(day.plus(SETTLING)) == Some(true),
            _ => said.iter().any(|holder| holder.is_on(day)),
        }
    }

    /// The people who held a role on a day or stood in, where that is known: all of them have days, or git says it. A role that
    /// never had a holder says nothing of any day.
    pub fn known(&self, role: &'a Role, day: Date) -> Option<BTreeSet<&'a str>> {
        let then = self.then(role, day);
        let dated = |person: &str| self.program.held(person, &role.id).iter().any(Holder::is_dated);
        let said = role.holders().filter(|holder| holder.is_on(day) && holder.is_dated()).map(|holder| holder.person.id());
        match then {
            Some(then) => Some(then.into_iter().filter(|person| !dated(person)).chain(said).collect()),
            None => (role.holders().next().is_some() && role.holders().all(|holder| dated(holder.person.id()))).then(|| said.collect()),
        }
    }

    /// Who held a role on a day, or came to be written down as its holder soon after, as git says.
    fn then(&self, role: &Role, day: Date) -> Option<BTreeSet<&'a str>> {
        let trail = self.trail?;
        let held = |day| trail.holders(Role::NAME, &role.id, day);
        let then = held(day)?.iter().chain(held(day.plus(SETTLING)).into_iter().flatten());
        Some(then.map(|person| &**person).collect())
    }

    /// Whether one party is the other, or one held the other on a day.
    pub fn speaks_for(&self, by: &str, party: &str, day: Date) -> bool {
        by == party || self.holds(by, party, day) || self.holds(party, by, day)
    }

    /// Who speaks for whom on a day besides themselves: the roles of each person, and the people of each role. One walk over the
    /// roles, where many are asked for.
    pub fn others(&self, day: Date) -> HashMap<&'a str, BTreeSet<&'a str>> {
        let mut found: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        for role in self.program.all::<Role>().map(View::data) {
            let said = role.holders().map(|holder| holder.person.id());
            let known: BTreeSet<&'a str> = said.chain(self.then(role, day).into_iter().flatten()).collect();
            for person in known.into_iter().filter(|person| self.holds(person, &role.id, day)) {
                found.entry(person).or_default().insert(&role.id);
                found.entry(&role.id).or_default().insert(person);
            }
        }
        found
    }

    /// Whether a party is a role with this duty, or held one on a day.
    pub fn has_duty(&self, party: &str, duty: Duty, day: Date) -> bool {
        let mut roles = self.program.all::<Role>().filter(|role| role.duties.contains(&duty));
        roles.any(|role| role.id == party || self.holds(party, &role.id, day))
    }
}
