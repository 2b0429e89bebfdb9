//! Names beside ids. A reader knows people and titles; ids are what records and commands say.

use super::doc::{Cell, Id, Value};
use crate::base::date::Date;
use crate::base::node::Node;
use crate::history::past::Past;
use crate::history::roles::SETTLING;
use crate::model::kinds::{Person, RecordKind as _, Role};
use crate::model::program::Program;
use crate::model::{annex_a, clause};
use crate::register::cx::Cx;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// What people call some records and requirements, by id. Only those that a report shows are kept.
#[derive(Default, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Names(
    BTreeMap<Box<str>, NameFacts>,
    /// Of roles that acted on a day, title and holders as they were then.
    #[serde(skip)]
    BTreeMap<(Box<str>, Box<str>), Box<str>>,
);

/// What people call something.
#[derive(Serialize, JsonSchema)]
pub struct NameFacts {
    /// The title of a record or requirement, and of a person the name.
    pub title: Box<str>,
    /// Of a role, the people who hold it today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<HolderFacts>,
}

/// Somebody who holds a role.
#[derive(Serialize, JsonSchema)]
pub struct HolderFacts {
    pub person: Box<str>,
    pub name: Box<str>,
}

impl NameFacts {
    /// A title, and of a role also who holds it today: `Head of IT (Lena Frei)`.
    fn words(&self) -> String {
        let holders: Vec<&str> = self.held_by.iter().map(|holder| &*holder.name).collect();
        if holders.is_empty() { self.title.to_string() } else { format!("{} ({})", self.title, holders.join(", ")) }
    }
}

impl Names {
    /// The names of these, as far as they have one.
    pub fn of<'i>(program: &Program, today: Date, ids: impl IntoIterator<Item = &'i str>) -> Self {
        let mut names = BTreeMap::new();
        for id in ids {
            if !names.contains_key(id)
                && let Some(name) = name(program, today, id)
            {
                names.insert(id.into(), name);
            }
        }
        Self(names, BTreeMap::new())
    }

    /// The same, knowing also who held roles that acted on a day, by id and day as written.
    pub fn acting<'i>(mut self, cx: &Cx<'_>, acts: impl IntoIterator<Item = (&'i str, impl Into<Box<str>>)>) -> Self {
        let mut then = Then::default();
        for (id, on) in acts {
            let on: Box<str> = on.into();
            let held = cx.program.by_id::<Role>(id).zip(on.parse::<Date>().ok());
            if let Some((role, day)) = held {
                let title = &*role.data().title;
                let holders: Vec<&str> = then.holders(cx, role.data(), day).into_iter().map(|person| person.title.as_str()).collect();
                let words = if holders.is_empty() { title.to_owned() } else { format!("{title} ({})", holders.join(", ")) };
                self.1.insert((id.into(), on), words.into());
            }
        }
        self
    }

    /// These, and others besides.
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self.1.extend(others.1);
        self
    }

    /// Whether a text is an id whose name is kept.
    pub fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// An id with its name.
    pub fn id<'a>(&'a self, id: &'a str) -> Value<'a> {
        Value::Id(Id { id: id.into(), name: self.0.get(id).map(|name| name.words().into()) })
    }

    /// An id of whoever acted on a day with its name, and of a role who held it then, as far as records and git know.
    pub fn id_on<'a>(&'a self, id: &'a str, on: &str) -> Value<'a> {
        match self.1.get(&(Box::from(id), Box::from(on))) {
            Some(name) => Value::Id(Id { id: id.into(), name: Some((&**name).into()) }),
            None => self.id(id),
        }
    }

    /// The same in words, for a sentence.
    pub fn text_on(&self, id: &str, on: &str) -> String {
        Cell::from(self.id_on(id, on)).lines().collect()
    }

    /// An id with its name in words, for a sentence.
    pub fn text(&self, id: &str) -> String {
        Cell::from(self.id(id)).lines().collect()
    }

    /// Ids with their names, each on a line of its own.
    pub fn ids<'a>(&'a self, ids: &'a [String]) -> Cell<'a> {
        Cell::list(ids.iter().map(|id| self.id(id)))
    }
}

/// What people call it: its name, or the id of what has none.
pub(super) fn called(program: &Program, today: Date, id: &str) -> String {
    name(program, today, id).map_or_else(|| id.to_owned(), |name| name.words())
}

/// Who held roles in the past, each version of a role read once.
#[derive(Default)]
struct Then(HashMap<(Box<str>, usize), Vec<String>>);

impl Then {
    /// Who held a role on a day: those whose days say so, and those whom its record named then without days, as git has it.
    /// Nobody where nothing says it; who holds it today says nothing of last year, and who stood in held nothing.
    fn holders<'a>(&mut self, cx: &Cx<'a>, role: &Role, day: Date) -> Vec<&'a Person> {
        let dated = || role.held_by.iter().filter(|holder| holder.is_dated());
        let is_dated = |id: &&String| dated().any(|holder| holder.person.id() == **id);
        let said = dated().filter(|holder| holder.is_on(day)).map(|holder| holder.person.id().to_owned());
        let named = self.named(cx, &role.id, day).iter().filter(|id| !is_dated(id)).cloned();
        said.chain(named).filter_map(|id| Some(cx.program.by_id::<Person>(&id)?.data())).collect()
    }

    /// Whom the record of a role named as its holders on a day, or soon after where it came in then.
    fn named(&mut self, cx: &Cx<'_>, id: &str, day: Date) -> &[String] {
        let Some(trail) = cx.trail else { return &[] };
        let past = trail.record(Role::NAME, id);
        let by = |day: Date| move |past: &&Past| trail.commits[past.place].committer.day() <= day;
        let Some(then) = past.iter().find(by(day)).or_else(|| past.last().filter(by(day.plus(SETTLING)))) else { return &[] };
        self.0.entry((id.into(), then.place)).or_insert_with(|| {
            let Ok(Some(version)) = trail.version(Role::NAME, id, then) else { return Vec::new() };
            let held = version.node().get("held_by");
            let all = held.into_iter().chain(held.into_iter().flat_map(Node::items)).filter(|holder| holder.is_scalar());
            all.map(|holder| trail.names().now(holder.lasting()).to_owned()).collect()
        })
    }
}

fn name(program: &Program, today: Date, id: &str) -> Option<NameFacts> {
    let Some(known) = program.known(id) else {
        let control = annex_a::by_id(id).map(|control| control.title);
        let title = control.or_else(|| clause::by_id(id).map(|clause| clause.title))?;
        return Some(NameFacts { title: title.into(), held_by: Vec::new() });
    };
    let title = program.node(known.doc).get("title").filter(|title| title.is_scalar()).map(Node::text)?;
    let holders = program.by_id::<Role>(id).into_iter().flat_map(|role| role.data().held_by.iter()).filter(|holder| holder.is_on(today));
    let holders = holders.filter_map(|holder| Some(program.get::<Person>(&holder.person)?.data()));
    let held_by = holders.map(|person| HolderFacts { person: person.id.as_str().into(), name: person.title.as_str().into() });
    Some(NameFacts { title: title.into(), held_by: held_by.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::trail::Trail;
    use crate::load::load;
    use crate::store::memory::{Memory, MemoryHistory};

    #[test]
    fn a_role_is_named_with_who_holds_it() {
        let mut files = Memory::default();
        files.put(
            "roles/ROL-it.yaml",
            "id: ROL-it\ntitle: Head of IT\nheld_by: [PER-eva, PER-gone, {person: PER-tom, until: 2026-06-29}]\n",
        );
        files.put("roles/ROL-free.yaml", "id: ROL-free\ntitle: Head of nothing\n");
        files.put("people/PER-eva.yaml", "id: PER-eva\ntitle: Eva Graf\n");
        files.put("people/PER-tom.yaml", "id: PER-tom\ntitle: Tom Berg\n");
        let program = load(&files).unwrap().program;
        let names = Names::of(&program, "2026-06-30".parse().unwrap(), ["ROL-it", "ROL-free", "A.5.1", "9.3", "RSK-none"]);
        assert_eq!(["ROL-it", "ROL-free"].map(|id| names.text(id)), ["ROL-it Head of IT (Eva Graf)", "ROL-free Head of nothing"]);
        assert_eq!(["A.5.1", "RSK-none"].map(|id| names.text(id)), ["A.5.1 Policies for information security", "RSK-none"]);
        assert!(names.text("9.3").starts_with("9.3 "));
    }

    /// A role that changed hands is named by who held it on the day, whether the record says from when or only git does.
    #[test]
    fn who_acted_is_who_held_the_role_then() {
        let role = |held: &str| format!("id: ROL-it\ntitle: Head of IT\ndeputy: PER-tom\nheld_by: [{held}]\n");
        let mut files = Memory::default();
        files.put("people/PER-eva.yaml", "id: PER-eva\ntitle: Eva Graf\n");
        files.put("people/PER-tom.yaml", "id: PER-tom\ntitle: Tom Berg\n");
        files.put("roles/ROL-it.yaml", role("PER-eva"));
        let mut history = MemoryHistory::default();
        history.commit(&files, ("Eva", "eva@example.org"), "2026-01-10".parse().unwrap());
        let named = |files: &Memory, history: Option<&MemoryHistory>, on: &str| {
            let program = load(files).unwrap().program;
            let trail = history.map(|history| Trail::of(Box::new(history.clone()), &program).unwrap());
            let cx = Cx::new(&program, trail.as_ref(), "2026-06-30".parse().unwrap());
            Names::of(&program, cx.today, ["ROL-it"]).acting(&cx, [("ROL-it", on)]).text_on("ROL-it", on)
        };
        files.put("roles/ROL-it.yaml", role("PER-tom"));
        history.commit(&files, ("Tom", "tom@example.org"), "2026-05-01".parse().unwrap());
        let told = |on: &str| named(&files, Some(&history), on);
        assert_eq!([told("2026-02-01"), told("2026-05-02")], ["ROL-it Head of IT (Eva Graf)", "ROL-it Head of IT (Tom Berg)"]);
        assert_eq!([told("2025-02-01"), named(&files, None, "2026-02-01")], ["ROL-it Head of IT"; 2]);
        files.put("roles/ROL-it.yaml", role("{person: PER-eva, until: 2026-04-30}, {person: PER-tom, from: 2026-05-01}"));
        assert_eq!(named(&files, None, "2026-02-01"), "ROL-it Head of IT (Eva Graf)");
    }
}
