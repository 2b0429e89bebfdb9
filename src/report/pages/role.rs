//! What whoever holds a role must know and do, as everybody who works here may read it.

use super::InForce;
use super::staff::StaffPage;
use crate::base::text::natural;
use crate::model::kinds::{Control, Document, Person, RecordKind as _, Role, Training};
use crate::register::cx::Cx;
use crate::register::document::is_for_everybody;
use crate::register::due::Matter;
use crate::register::duties::Duties;
use crate::register::holding::active_holders;
use crate::register::training::every;
use crate::report::doc::{Block, Cell, Column, Doc, Fact, Head, Id, Row, Rows, Table, Value};
use crate::report::{fact, word};
use std::collections::HashMap;

/// What comes again and again with what a role answers for. Anything else that falls due tells of a weakness or a person.
const DOES: [Matter; 3] = [Matter::Test, Matter::Activity, Matter::Document];

/// The page of a role.
///
/// A colleague may know what a role is there for, what it must know and what it looks after: that is how one learns whom to turn
/// to (5.3). Whether somebody has read, taken or done it is between them and whoever leads them: so there are no names, results
/// or days here, and nothing of a risk, a finding or a control that is not there yet.
pub struct RolePage {
    pub id: String,
    title: String,
    facts: Vec<Fact>,
    /// Whether each reader is asked to say so.
    documents: Vec<(InForce, bool)>,
    /// Title, and how often.
    courses: Vec<[String; 2]>,
    /// Kind, and id where it has a page, and title.
    owns: Vec<(&'static str, Option<String>, String)>,
    /// What, and of which thing.
    does: Vec<[String; 2]>,
    reports: Vec<InForce>,
}

impl RolePage {
    /// The pages of all roles, beside the page that they are reached from.
    pub fn all(cx: &Cx<'_>, staff: &StaffPage) -> Vec<Self> {
        let duties = Duties::of(cx);
        let in_force: HashMap<&str, &InForce> = staff.documents().map(|document| (document.id.as_str(), document)).collect();
        cx.program.all::<Role>().map(|role| Self::of(cx, &duties, &in_force, staff, role.data())).collect()
    }

    fn of(cx: &Cx<'_>, duties: &Duties<'_>, in_force: &HashMap<&str, &InForce>, staff: &StaffPage, role: &Role) -> Self {
        let people: Vec<_> = active_holders(cx.program, role, cx.today).collect();
        let holds = |is_for: &dyn Fn(&Person) -> bool| people.iter().any(|person| is_for(person));
        let known = duties.known.iter().filter(|known| known.is_for_role(role) || holds(&|person| known.is_for(person)));
        let documents =
            known.filter_map(|known| Some(((*in_force.get(known.document.id.as_str())?).clone(), is_for_everybody(known.document))));
        let courses =
            duties.courses.iter().filter(|course| course.is_for_role(role) || holds(&|person| course.taker(&person.id).is_some()));
        let course = |training: &Training| [training.title.clone(), format!("every {}", every(training, cx.cadences))];
        let owned = |id: &str, kind: &str| match kind {
            Control::NAME => {
                cx.program.by_id::<Control>(id).filter(|control| control.is_implemented()).map(|control| control.title.clone())
            }
            Document::NAME => in_force.get(id).map(|document| document.title.clone()),
            Training::NAME => cx.program.by_id::<Training>(id).map(|training| training.title.clone()),
            _ => None,
        };
        let own = || duties.own(&role.id).iter().filter_map(|own| Some((own, owned(own.id, own.kind)?)));
        let titles: HashMap<&str, String> = own().map(|(own, title)| (own.id, title)).collect();
        let does = duties.own_due(&role.id).filter(|due| DOES.contains(&due.matter));
        let mut does: Vec<[String; 2]> = does.filter_map(|due| Some([due.what.to_string(), titles.get(due.of)?.clone()])).collect();
        // By day, the order would tell what is next, and what is late.
        does.sort_by(|[what, of], [other, its]| natural(of, its).then_with(|| natural(what, other)));
        does.dedup();
        let paged = |own: &str, kind: &str| (kind == Document::NAME).then(|| own.to_owned());
        let mut facts = vec![fact("Duties", Cell::list(role.duties.iter().map(|duty| word(duty).replace('-', " "))))];
        if !role.competence.is_empty() {
            facts.push(fact("Must be able to", Cell::list(role.competence.iter().cloned())));
        }
        Self {
            id: role.id.clone(),
            title: role.title.clone(),
            facts,
            documents: documents.collect(),
            courses: courses.map(|course_of| course(course_of.training)).collect(),
            owns: own().map(|(own, title)| (own.kind, paged(own.id, own.kind), title)).collect(),
            does,
            reports: staff.reporting().cloned().collect(),
        }
    }

    pub fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let blocks = vec![
            heading("To know"),
            Block::Table(self.documents()),
            heading("Trainings"),
            Block::Table(pairs("trainings", ["Training", "How often"], &self.courses, "No training is for this role.")),
            heading("Answers for"),
            Block::Table(self.owns()),
            heading("Does again and again"),
            Block::Table(pairs("does", ["What", "Of"], &self.does, "Nothing is recorded that comes again and again.")),
            heading("How to report"),
            Block::Table(self.reports()),
        ];
        Doc { head: Head { title: self.title.clone(), facts: self.facts.clone(), ..Head::default() }, blocks }
    }

    fn documents(&self) -> Table<'_> {
        fn row((document, is_asked): &(InForce, bool)) -> Row<'_> {
            let asked = if *is_asked { "read it, and say so" } else { "know it" };
            Row::new(vec![named(document), document.version().into(), asked.into()])
        }
        Table {
            name: "documents",
            columns: vec![Column::text("Document", 0), Column::short("Version", 1), Column::text("To do", 0)],
            rows: Rows::new(|| self.documents.iter().map(row)),
            empty: "No document in force is for this role.",
        }
    }

    fn owns(&self) -> Table<'_> {
        fn row<'r>((kind, id, title): &'r (&'static str, Option<String>, String)) -> Row<'r> {
            let title = title.as_str();
            let named = id.as_ref().map_or(title.into(), |id| Value::Id(Id { id: id.as_str().into(), name: Some(title.into()) }));
            Row::new(vec![(*kind).into(), named.into()])
        }
        Table {
            name: "owns",
            columns: vec![Column::short("Kind", 0), Column::text("What", 0)],
            rows: Rows::new(|| self.owns.iter().map(row)),
            empty: "Nothing that everybody may know of stands in the name of this role.",
        }
    }

    fn reports(&self) -> Table<'_> {
        Table {
            name: "reporting",
            columns: vec![Column::text("Document", 0)],
            rows: Rows::new(|| self.reports.iter().map(|document| Row::new(vec![named(document)]))),
            empty: "No document in force says how to report what looks wrong.",
        }
    }
}

/// A document that an id leads to.
fn named(document: &InForce) -> Cell<'_> {
    Value::Id(Id { id: document.id.as_str().into(), name: Some(document.title.as_str().into()) }).into()
}

fn pairs<'a>(name: &'static str, headings: [&'static str; 2], rows: &'a [[String; 2]], empty: &'static str) -> Table<'a> {
    let row = |cells: &'a [String; 2]| Row::new(cells.iter().map(|cell| cell.as_str().into()).collect());
    Table { name, columns: headings.map(|heading| Column::text(heading, 0)).into(), rows: Rows::new(move || rows.iter().map(row)), empty }
}
