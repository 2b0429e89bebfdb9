//! `isms report engagement`: which parts of the organisation own something or took part, and which do not (5.1, 5.3).

use super::doc::{Bar, Bars, Block, Cell, Column, Doc, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, head, share, sorted, word};
use crate::base::date::Date;
use crate::base::text::count;
use crate::history::changes::is_over;
use crate::model::kinds::{Person, Role, TeamFunction};
use crate::register::assessment::planned_cycle;
use crate::register::cx::Cx;
use crate::register::group::alike;
use crate::register::holding::active_holders;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The functions that an assessment of risks has to hear.
const HEARD: [TeamFunction; 5] =
    [TeamFunction::It, TeamFunction::Leadership, TeamFunction::Department, TeamFunction::Legal, TeamFunction::Compliance];

/// So many departments are drawn.
const DRAWN: usize = 24;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct EngagementReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// The units of the scope and the departments of people; those without an owner or a participant first.
    pub departments: Vec<DepartmentFacts>,
    /// Who works here and of whom no department is recorded.
    pub without_department: Vec<String>,
    /// The planned assessments of the last cycle, by which participation is told.
    pub assessments: Vec<String>,
    pub functions: Vec<FunctionFacts>,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// A department, or a unit of the scope.
#[derive(Serialize, JsonSchema)]
pub struct DepartmentFacts {
    pub department: String,
    /// The scope names it as a unit.
    pub in_scope: bool,
    /// Who works there, by their records.
    pub people: usize,
    /// Those of them who own something, themselves or in a role that they hold.
    pub owners: Vec<String>,
    /// What they own, by kind. What a role owns that several hold counts for each of their departments.
    pub owned: Vec<OwnedFacts>,
    /// Those of them who took part in the assessments.
    pub participants: Vec<String>,
    /// How many took part where groups are counted and nobody is named.
    pub counted: Option<u32>,
}

/// How many records of a kind are owned.
#[derive(Serialize, JsonSchema)]
pub struct OwnedFacts {
    pub kind: String,
    pub count: usize,
}

/// A function that an assessment hears.
#[derive(Serialize, JsonSchema)]
pub struct FunctionFacts {
    pub function: TeamFunction,
    /// Who spoke for it in the assessments.
    pub spoke: Vec<String>,
    /// Who stands for it in the team of the plan.
    pub team: Vec<String>,
}

impl EngagementReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let (departments, without_department) = departments(cx);
        let functions: Vec<FunctionFacts> = HEARD.iter().map(|function| FunctionFacts::of(cx, *function)).collect();
        let assessments: Vec<String> = planned_cycle(cx).iter().map(|assessment| assessment.data().id.clone()).collect();
        let people = departments.iter().flat_map(|department| department.owners.iter().chain(&department.participants));
        let speakers = functions.iter().flat_map(|function| function.spoke.iter().chain(&function.team));
        let named = people.chain(speakers).chain(&without_department).chain(&assessments).map(String::as_str);
        let names = Names::of(cx.program, cx.today, named);
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            departments,
            without_department,
            assessments,
            functions,
            head: head(cx, "Who takes part", origin),
            names,
        };
        let said = report.said();
        report.head.facts.extend(said);
        report
    }

    fn said(&self) -> Vec<super::doc::Fact> {
        let toned =
            |n: usize, of: usize, what: &str| Cell::toned(format!("{} {what}", share(n, of)), if n < of { Tone::Warn } else { Tone::Good });
        let mut facts = Vec::new();
        if !self.departments.is_empty() {
            let engaged = self.departments.iter().filter(|department| department.is_engaged()).count();
            facts.push(fact("Departments", toned(engaged, self.departments.len(), "own something or took part")));
        }
        if !self.assessments.is_empty() {
            let heard = self.functions.iter().filter(|function| !function.spoke.is_empty()).count();
            facts.push(fact("Functions", toned(heard, self.functions.len(), "were heard in the last assessments")));
        }
        facts
    }

    /// Who of each department owns something; those without anybody first.
    fn bars(&self) -> Bars {
        let peopled = || self.departments.iter().filter(|department| department.people > 0);
        let bar = |department: &DepartmentFacts| {
            let owners = department.owners.len();
            Bar { name: department.department.clone(), counts: vec![owners, department.people.saturating_sub(owners)] }
        };
        let title = match peopled().count() {
            all if all > DRAWN => format!("The first {DRAWN} of {all} departments"),
            _ => "People by department".to_owned(),
        };
        let parts = vec![("own something", Tone::Good), ("own nothing", Tone::Faint)];
        Bars { title, parts, lines: peopled().take(DRAWN).map(bar).collect() }
    }

    fn row<'a>(&'a self, department: &'a DepartmentFacts) -> Row<'a> {
        let group = if department.is_engaged() { "Takes part" } else { "No owner and no participant" };
        let owned = department.owned.iter().map(|owned| count(owned.count, &owned.kind));
        let none = |tone| Cell::toned("nobody", tone);
        let tone = if department.is_engaged() { Tone::Plain } else { Tone::Bad };
        let participants = match (&department.participants[..], department.counted) {
            ([], None) => none(tone),
            ([], Some(n)) => format!("{n}, counted by group").into(),
            _ => self.names.ids(&department.participants),
        };
        let cells = vec![
            department.department.as_str().into(),
            if department.owners.is_empty() { none(tone) } else { share(department.owners.len(), department.people).into() },
            Cell::list(owned),
            participants,
            department.in_scope.into(),
            self.names.ids(&department.owners),
        ];
        Row { cells, group: Some(group.into()) }
    }

    fn function_row<'a>(&'a self, function: &'a FunctionFacts) -> Row<'a> {
        let spoke = match (&function.spoke[..], &self.assessments[..]) {
            ([], []) => Cell::toned("no assessment recorded", Tone::Warn),
            ([], _) => Cell::toned("nobody", Tone::Bad),
            (spoke, _) => self.names.ids(spoke),
        };
        let team = if function.team.is_empty() { "nobody".into() } else { self.names.ids(&function.team) };
        Row::new(vec![word(function.function).into(), spoke, team])
    }
}

impl DepartmentFacts {
    fn is_engaged(&self) -> bool {
        !self.owners.is_empty() || !self.participants.is_empty() || self.counted.is_some_and(|n| n > 0)
    }
}

impl FunctionFacts {
    fn of(cx: &Cx<'_>, function: TeamFunction) -> Self {
        let cycle = planned_cycle(cx);
        let spoke = cycle.iter().flat_map(|assessment| &assessment.data().participants).filter(|spoke| spoke.function == function);
        let team = cx.program.plan().into_iter().flat_map(|plan| &plan.data().team).filter(|member| member.function == function);
        Self { function, spoke: sorted(spoke.map(|spoke| spoke.person.id())), team: sorted(team.map(|member| member.person.id())) }
    }
}

/// The departments, and who works in none that is recorded.
fn departments(cx: &Cx<'_>) -> (Vec<DepartmentFacts>, Vec<String>) {
    let owned = owned(cx);
    let cycle = planned_cycle(cx);
    let took_part: BTreeSet<&str> = cycle.iter().flat_map(|one| &one.data().participants).map(|one| one.person.id()).collect();
    let mut found: BTreeMap<String, DepartmentFacts> = BTreeMap::new();
    let scope = cx.program.scope().map(|scope| scope.data());
    for unit in scope.iter().filter_map(|scope| scope.includes.as_ref()).flat_map(|includes| &includes.units) {
        found.entry(alike(unit)).or_insert_with(|| DepartmentFacts::new(unit)).in_scope = true;
    }
    let mut without = Vec::new();
    for person in cx.program.all::<Person>().map(|person| person.data()).filter(|person| person.is_active(cx.today)) {
        let Some(name) = &person.department else {
            without.push(person.id.as_str());
            continue;
        };
        let department = found.entry(alike(name)).or_insert_with(|| DepartmentFacts::new(name));
        department.people += 1;
        department.participants.extend(took_part.contains(person.id.as_str()).then(|| person.id.clone()));
        department.owners.extend(owned.contains_key(person.id.as_str()).then(|| person.id.clone()));
    }
    for counted in cycle.iter().flat_map(|assessment| &assessment.data().groups).filter(|counted| counted.on <= cx.today) {
        if let Some(department) = found.get_mut(&alike(&counted.group)) {
            department.counted = Some(department.counted.unwrap_or(0).max(counted.count));
        }
    }
    let mut departments: Vec<DepartmentFacts> = found.into_values().collect();
    for department in &mut departments {
        department.settle(&owned);
    }
    departments.sort_by_key(DepartmentFacts::is_engaged);
    (departments, sorted(without))
}

impl DepartmentFacts {
    fn new(name: &str) -> Self {
        let (owners, owned, participants) = Default::default();
        Self { department: name.into(), in_scope: false, people: 0, owners, owned, participants, counted: None }
    }

    /// Counts what its owners own, each record once.
    fn settle(&mut self, owned: &HashMap<&str, BTreeSet<(&'static str, &str)>>) {
        let records: BTreeSet<_> = self.owners.iter().filter_map(|owner| owned.get(owner.as_str())).flatten().copied().collect();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        records.iter().for_each(|(kind, _)| *kinds.entry(kind).or_default() += 1);
        self.owned = kinds.into_iter().map(|(kind, count)| OwnedFacts { kind: kind.into(), count }).collect();
        self.owners = sorted(self.owners.iter().map(String::as_str));
        self.participants = sorted(self.participants.iter().map(String::as_str));
    }
}

/// The records that people own, themselves or in a role that they hold today: kind and id, by person.
fn owned<'a>(cx: &Cx<'a>) -> HashMap<&'a str, BTreeSet<(&'static str, &'a str)>> {
    let mut by_party: HashMap<&str, Vec<(&'static str, &str)>> = HashMap::new();
    for (id, kind, doc) in cx.program.documents() {
        if let Some(owner) = cx.program.node(doc).get("owner").filter(|_| !is_over(cx.program.node(doc))) {
            by_party.entry(owner.text()).or_default().push((kind, id));
        }
    }
    let mut found: HashMap<&str, BTreeSet<(&'static str, &str)>> = HashMap::new();
    for role in cx.program.all::<Role>() {
        let Some(records) = by_party.get(role.data().id.as_str()) else { continue };
        for holder in active_holders(cx.program, role.data(), cx.today) {
            found.entry(&holder.data().id).or_default().extend(records);
        }
    }
    for person in cx.program.all::<Person>() {
        if let Some(records) = by_party.get(person.data().id.as_str()) {
            found.entry(&person.data().id).or_default().extend(records);
        }
    }
    found
}

impl Report for EngagementReport {
    const NAME: &'static str = "engagement";

    fn doc(&self) -> Doc<'_> {
        let departments = Table {
            name: "departments",
            columns: vec![
                Column::text("Department", 0),
                Column::short("Owners", 0),
                Column::short("Owned", 1),
                Column::text("Took part", 0),
                Column::short("In scope", 2),
                Column::text("Who owns", 3),
            ],
            rows: Rows::new(|| self.departments.iter().map(|department| self.row(department))),
            empty: "Neither the scope nor people name a department.",
        };
        let functions = Table {
            name: "functions",
            columns: vec![Column::short("Function", 0), Column::text("Spoke for it", 0), Column::text("In the team of the plan", 1)],
            rows: Rows::new(|| self.functions.iter().map(|function| self.function_row(function))),
            empty: "",
        };
        let by = match &self.assessments[..] {
            [] => "No planned assessment is recorded, so nobody took part in one.".to_owned(),
            ids => format!("Participation is told from {}.", ids.iter().map(|id| self.names.text(id)).collect::<Vec<_>>().join(", ")),
        };
        let mut items = vec![by];
        items.extend(self.without_department.iter().map(|person| format!("No department is recorded of {}.", self.names.text(person))));
        let heading = |text: &str| Block::Heading { text: text.into() };
        let mut blocks = vec![heading("Departments")];
        blocks.extend(self.bars().block());
        blocks.extend([Block::Table(departments), heading("Functions in assessments"), Block::Table(functions), Block::List { items }]);
        Doc { head: self.head.clone(), blocks }
    }
}
