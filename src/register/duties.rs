//! Who answers for what, must know what and has what to do: everything by who it is of, from one walk, so that each may be
//! asked for.

use super::cx::Now;
use super::document::is_for_everybody;
use super::due::{self, Due};
use super::risk::RiskRow;
use super::training::{Audience, Taker, takers};
use crate::base::date::Date;
use crate::base::node::Node;
use crate::history::changes::is_over;
use crate::model::kinds::{Document, DocumentStatus, Person, Role, Training};
use crate::model::program::View;
use std::collections::{BTreeSet, HashMap};

/// The duties of everybody on a day.
pub struct Duties<'a> {
    others: HashMap<&'a str, BTreeSet<&'a str>>,
    roles: HashMap<&'a str, Vec<&'a Role>>,
    owned: HashMap<&'a str, Vec<Owned<'a>>>,
    due: Vec<Due<'a>>,
    due_of: HashMap<&'a str, Vec<usize>>,
    risks: HashMap<&'a str, usize>,
    pub known: Vec<Known<'a>>,
    pub courses: Vec<Course<'a>>,
}

/// A record that has an owner, and is not over.
#[derive(Clone, Copy, Debug)]
pub struct Owned<'a> {
    /// Which of all it is.
    place: usize,
    pub id: &'a str,
    pub kind: &'static str,
}

/// A document that is said to be approved, whom it is for, and who has read it as it is.
pub struct Known<'a> {
    pub document: &'a Document,
    audience: Audience<'a>,
    read: HashMap<&'a str, Date>,
}

/// A training with those who must take it.
pub struct Course<'a> {
    pub training: &'a Training,
    takers: HashMap<&'a str, Taker<'a>>,
}

impl<'a> Duties<'a> {
    pub fn of(cx: &Now<'a>) -> Self {
        let (program, today) = (cx.program, cx.today);
        let mut roles: HashMap<&str, Vec<&Role>> = HashMap::new();
        for role in program.all::<Role>().map(View::data) {
            let here = role.holders().filter(|holder| holder.is_on(today)).map(|holder| holder.person.id());
            here.collect::<BTreeSet<_>>().into_iter().for_each(|person| roles.entry(person).or_default().push(role));
        }
        let mut owned: HashMap<&str, Vec<Owned<'_>>> = HashMap::new();
        for (place, (id, kind, doc)) in program.documents().enumerate() {
            let node = program.node(doc);
            if let Some(owner) = node.get("owner").map(Node::text).filter(|_| !is_over(node)) {
                owned.entry(owner).or_default().push(Owned { place, id, kind });
            }
        }
        let due = due::all(cx);
        let mut due_of: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, one) in due.iter().enumerate() {
            one.owner.iter().chain(&one.people).for_each(|party| due_of.entry(party).or_default().push(place));
        }
        let approved = program.all::<Document>().map(View::data).filter(|known| known.status == Some(DocumentStatus::Approved));
        let course = |training: &'a Training| {
            let takers = takers(program, training, cx.cadences, today);
            Course { training, takers: takers.into_iter().map(|taker| (taker.person.data().id.as_str(), taker)).collect() }
        };
        Self {
            others: cx.roles().others(today),
            roles,
            owned,
            due,
            due_of,
            risks: cx.risks().iter().enumerate().map(|(place, row)| (row.risk.data().id.as_str(), place)).collect(),
            known: approved.map(|document| Known::of(cx, document)).collect(),
            courses: program.all::<Training>().map(View::data).map(course).collect(),
        }
    }

    /// The roles that somebody holds today or stands in for, as records say.
    pub fn roles(&self, person: &str) -> &[&'a Role] {
        self.roles.get(person).map_or(&[], Vec::as_slice)
    }

    /// What stands in the name of a party itself.
    pub fn own(&self, party: &str) -> &[Owned<'a>] {
        self.owned.get(party).map_or(&[], Vec::as_slice)
    }

    /// What stands in the name of a party, or of one that speaks for it or for which it speaks.
    pub fn owned(&self, party: &str) -> Vec<Owned<'a>> {
        let mut found: Vec<Owned<'a>> = self.names(party).flat_map(|name| self.own(name)).copied().collect();
        found.sort_by_key(|owned| owned.place);
        found
    }

    /// A risk in the register.
    pub fn risk<'c>(&self, cx: &'c Now<'a>, id: &str) -> Option<&'c RiskRow<'a>> {
        cx.risks().get(*self.risks.get(id)?)
    }

    /// What falls due of a party, or of those in whose name it speaks, by day.
    pub fn due(&self, party: &str) -> impl Iterator<Item = &Due<'a>> {
        let places: BTreeSet<usize> = self.names(party).filter_map(|name| self.due_of.get(name)).flatten().copied().collect();
        places.into_iter().map(|place| &self.due[place])
    }

    /// What falls due in the name of a party itself, by day.
    pub fn own_due(&self, party: &str) -> impl Iterator<Item = &Due<'a>> {
        self.due_of.get(party).into_iter().flatten().map(|place| &self.due[*place])
    }

    fn names<'s>(&'s self, party: &'s str) -> impl Iterator<Item = &'s str> {
        std::iter::once(party).chain(self.others.get(party).into_iter().flatten().copied())
    }
}

impl<'a> Known<'a> {
    fn of(cx: &Now<'a>, document: &'a Document) -> Self {
        let of_version = document.acknowledgements.iter().filter(|read| Some(&read.version) == document.version.as_ref());
        let mut read: HashMap<&str, Date> = HashMap::new();
        for said in of_version.filter(|read| read.on <= cx.today) {
            let day = read.entry(said.person.id()).or_insert(said.on);
            *day = said.on.max(*day);
        }
        Self { document, audience: Audience::of(cx.program, &document.audience, cx.today), read }
    }

    /// Whether somebody must know it.
    pub fn is_for(&self, person: &Person) -> bool {
        is_for_everybody(self.document) || !self.document.audience.is_empty() && self.audience.includes(person)
    }

    /// Whether whoever holds a role must know it.
    pub fn is_for_role(&self, role: &Role) -> bool {
        is_for_everybody(self.document) || names_role(&self.document.audience, role)
    }

    /// The last day on which somebody said that they have read it as it is.
    pub fn read(&self, person: &str) -> Option<Date> {
        self.read.get(person).copied()
    }
}

impl<'a> Course<'a> {
    /// How somebody stands to it, if they must take it.
    pub fn taker(&self, person: &str) -> Option<&Taker<'a>> {
        self.takers.get(person)
    }

    /// Whether whoever holds a role must take it.
    pub fn is_for_role(&self, role: &Role) -> bool {
        self.training.audience.is_empty() || names_role(&self.training.audience, role)
    }
}

fn names_role(audience: &[String], role: &Role) -> bool {
    audience.iter().any(|group| group == "all" || *group == role.id)
}
