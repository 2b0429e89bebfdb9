//! `isms report raci`: who is accountable for each clause and applicable control, and who works on it (5.3).

mod clauses;

use super::doc::{Bars, Block, Cell, Column, Doc, Fact, Head, Row, Rows, Table, Tone};
use super::names::Names;
use super::{Origin, Report, fact, head, share, sorted, word};
use crate::base::date::Date;
use crate::base::node::Node;
use crate::base::text::count;
use crate::history::changes::is_over;
use crate::model::clause;
use crate::model::kinds::Role;
use crate::register::cx::Cx;
use crate::register::holding::is_held;
use crate::register::soa::SoaRow;
use clauses::{Asked, CLAUSES, CONTROL, Said};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// The wire contract, version 1.
#[derive(Serialize, JsonSchema)]
pub struct RaciReport {
    pub version: u32,
    pub as_of: Date,
    pub commit: Option<String>,
    /// What is not assigned first; then clauses and controls in the standard's order.
    pub rows: Vec<RaciFacts>,
    /// Controls of Annex A of which nobody has decided whether they apply: they are not among the rows.
    pub undecided: usize,
    #[serde(skip)]
    head: Head,
    #[serde(skip)]
    names: Names,
}

/// Who answers for a requirement.
#[derive(Serialize, JsonSchema)]
pub struct RaciFacts {
    /// A clause, a control of Annex A or one of our own.
    pub requirement: String,
    pub title: String,
    pub kind: RequirementKind,
    /// Nobody who works here is accountable for it, or for one of the controls behind it.
    pub unassigned: bool,
    /// Why, where nobody is.
    pub reason: Option<String>,
    /// Roles with the duty for a clause; the owners of the controls behind a control.
    pub accountable: Vec<String>,
    /// Who works on it by the records. Empty: no record names anybody, and it is for whoever is accountable.
    pub responsible: Vec<String>,
    pub consulted: Vec<String>,
    pub informed: Vec<String>,
}

/// What is answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementKind {
    Clause,
    Control,
}

impl RaciReport {
    pub fn build(cx: &Cx<'_>, origin: &Origin) -> Self {
        let said = Fields::of(cx);
        let clauses = CLAUSES.iter().map(|asked| of_clause(cx, &said, asked));
        let controls = cx.soa().iter().filter(|row| row.applicable == Some(true)).map(|row| of_control(cx, row));
        let mut rows: Vec<RaciFacts> = clauses.chain(controls).collect();
        rows.sort_by_key(|row| !row.unassigned);
        let named = rows.iter().flat_map(RaciFacts::named);
        let mut report = Self {
            version: 1,
            as_of: cx.today,
            commit: origin.commit.clone(),
            names: Names::of(cx.program, cx.today, named),
            undecided: cx.soa().iter().filter(|row| row.applicable.is_none()).count(),
            rows,
            head: head(cx, "Who answers for what", origin),
        };
        report.head.facts.extend(
            [report.assigned("Clauses", RequirementKind::Clause), report.assigned("Controls", RequirementKind::Control)]
                .into_iter()
                .flatten(),
        );
        report
    }

    fn assigned(&self, name: &'static str, kind: RequirementKind) -> Option<Fact> {
        let of = self.rows.iter().filter(|row| row.kind == kind).count();
        let assigned = self.rows.iter().filter(|row| row.kind == kind && !row.unassigned).count();
        let tone = if assigned < of { Tone::Bad } else { Tone::Good };
        (of > 0).then(|| fact(name, Cell::toned(format!("{} have somebody accountable", share(assigned, of)), tone)))
    }

    /// What has somebody accountable, by chapter of the standard and theme of the controls.
    fn bars(&self) -> Bars {
        let parts = [(false, "somebody accountable", Tone::Good), (true, "nobody", Tone::Bad)];
        Bars::by_chapter(&parts, self.rows.iter().map(|row| (row.requirement.as_str(), row.unassigned)))
    }

    fn row<'a>(&'a self, row: &'a RaciFacts) -> Row<'a> {
        let group = match (row.unassigned, row.kind) {
            (true, _) => "Not assigned",
            (false, RequirementKind::Clause) => "Clauses",
            (false, RequirementKind::Control) => "Controls that apply",
        };
        let accountable = match &row.reason {
            Some(reason) => Cell::toned(reason.as_str(), Tone::Bad),
            None => self.names.ids(&row.accountable),
        };
        let responsible = match (&row.responsible[..], row.unassigned) {
            ([], true) => Cell::toned("nobody", Tone::Bad),
            ([], false) => "the same".into(),
            (responsible, _) => self.names.ids(responsible),
        };
        let cells = vec![
            self.names.id(&row.requirement).into(),
            accountable,
            responsible,
            self.names.ids(&row.consulted),
            self.names.ids(&row.informed),
        ];
        Row { cells, group: Some(group.into()) }
    }
}

impl RaciFacts {
    /// The ids that need names beside them.
    fn named(&self) -> impl Iterator<Item = &str> {
        let parties = self.accountable.iter().chain(&self.responsible).chain(&self.consulted).chain(&self.informed);
        parties.chain([&self.requirement]).map(String::as_str)
    }
}

/// What stands in the fields that name people, by kind of record.
struct Fields<'a>(HashMap<&'static str, Vec<Node<'a>>>);

impl<'a> Fields<'a> {
    /// The records that are not over: nobody works on what is closed or retired.
    fn of(cx: &Cx<'a>) -> Self {
        let mut by_kind: HashMap<&'static str, Vec<Node<'a>>> = HashMap::new();
        for (_, kind, doc) in cx.program.documents() {
            let node = cx.program.node(doc);
            if !is_over(node) {
                by_kind.entry(kind).or_default().push(node);
            }
        }
        Self(by_kind)
    }

    fn named(&self, said: &[Said]) -> Vec<String> {
        let mut found = Vec::new();
        for field in said {
            let records = self.0.get(field.kind).into_iter().flatten();
            let is_meant = |node: &&Node<'a>| field.only.is_none_or(|(name, value)| node.get(name).is_some_and(|is| is.text() == value));
            records.filter(is_meant).for_each(|node| at(*node, field.path, &mut found));
        }
        sorted(found)
    }
}

/// What stands at the end of a path, through lists.
fn at<'a>(node: Node<'a>, path: &[&str], found: &mut Vec<&'a str>) {
    node.items().for_each(|item| at(item, path, found));
    match path.split_first() {
        None if node.is_scalar() => found.push(node.text()),
        None => {}
        Some((name, rest)) => node.get(name).into_iter().for_each(|value| at(value, rest, found)),
    }
}

fn of_clause(cx: &Cx<'_>, fields: &Fields<'_>, asked: &Asked) -> RaciFacts {
    let with_duty: Vec<&Role> =
        cx.program.all::<Role>().map(|role| role.data()).filter(|role| role.duties.contains(&asked.accountable)).collect();
    let held = with_duty.iter().any(|role| is_held(cx.program, &role.id, cx.today));
    let reason = match (with_duty.is_empty(), held) {
        (_, true) => None,
        (true, _) => Some(format!("no role has the duty {}", word(asked.accountable))),
        (false, false) => {
            Some(format!("nobody who works here holds {}", with_duty.iter().map(|role| role.id.as_str()).collect::<Vec<_>>().join(", ")))
        }
    };
    RaciFacts {
        requirement: asked.clause.into(),
        title: clause::by_id(asked.clause).map_or_else(String::new, |clause| clause.title.into()),
        kind: RequirementKind::Clause,
        unassigned: reason.is_some(),
        reason,
        accountable: sorted(with_duty.iter().map(|role| role.id.as_str())),
        responsible: fields.named(asked.responsible),
        consulted: fields.named(asked.consulted),
        informed: fields.named(asked.informed),
    }
}

fn of_control(cx: &Cx<'_>, row: &SoaRow<'_>) -> RaciFacts {
    let owners = row.owners();
    let unowned = row.controls.iter().filter(|control| control.owner.is_none()).count();
    let vacant: Vec<&str> = owners.iter().copied().filter(|owner| !is_held(cx.program, owner, cx.today)).collect();
    let reason = if row.controls.is_empty() {
        Some("no control is behind it".to_owned())
    } else if unowned > 0 {
        Some(format!("{} of {} without an owner", unowned, count(row.controls.len(), "control")))
    } else {
        (!vacant.is_empty()).then(|| format!("nobody who works here holds {}", vacant.join(", ")))
    };
    let mut responsible = Vec::new();
    for (control, field) in row.controls.iter().flat_map(|control| CONTROL.iter().map(move |field| (control, field))) {
        at(control.node(), field.path, &mut responsible);
    }
    RaciFacts {
        requirement: row.id.into(),
        title: row.title.into(),
        kind: RequirementKind::Control,
        unassigned: reason.is_some(),
        reason,
        accountable: owners.into_iter().map(str::to_owned).collect(),
        responsible: sorted(responsible),
        consulted: Vec::new(),
        informed: Vec::new(),
    }
}

impl Report for RaciReport {
    const NAME: &'static str = "raci";

    fn doc(&self) -> Doc<'_> {
        let table = Table {
            name: "raci",
            columns: vec![
                Column::text("Requirement", 0),
                Column::text("Accountable", 0),
                Column::text("Responsible", 1),
                Column::text("Consulted", 2),
                Column::text("Informed", 3),
            ],
            rows: Rows::new(|| self.rows.iter().map(|row| self.row(row))),
            empty: "",
        };
        let undecided = format!("{} of Annex A are left out: nobody has decided whether they apply.", count(self.undecided, "control"));
        let text = "For a clause the roles with its duty are accountable, for a control its owners. Responsible is whoever records name as working on it; where they name nobody, whoever is accountable. Of controls no record says who is consulted or informed.";
        let mut items = vec![text.to_owned()];
        items.extend((self.undecided > 0).then_some(undecided));
        Doc { head: self.head.clone(), blocks: vec![Block::Bars(self.bars()), Block::Table(table), Block::List { items }] }
    }
}
