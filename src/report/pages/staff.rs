//! What everybody who works here must know: how to report, the rules in force, who does what, and what is to be learnt.

use crate::base::date::Date;
use crate::model::kinds::{Document, Holders, Person, Role, Training};
use crate::model::program::View;
use crate::register::cx::Cx;
use crate::register::document::{DocumentState, state};
use crate::register::training::every;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Row, Rows, Table, Value};
use crate::report::names::called;
use crate::report::{Origin, footer, organisation, word};

/// The controls of Annex A that say how people report what they see.
const REPORTING: [&str; 2] = ["A.6.8", "A.5.24"];

/// A document in force.
struct Rule {
    id: String,
    title: String,
    kind: String,
    version: Option<String>,
    approved: Option<Date>,
    audience: Vec<String>,
    /// It says how to report.
    reports: bool,
}

/// The page.
pub struct StaffPage {
    organisation: String,
    rules: Vec<Rule>,
    /// Title, duties, who holds it today, who stands in.
    posts: Vec<[Vec<String>; 4]>,
    /// Title, audience, how often.
    courses: Vec<[Vec<String>; 3]>,
    footer: Vec<String>,
}

/// A document that people must know, as it is in force.
fn is_in_force(cx: &Cx<'_>, document: View<'_, Document>) -> bool {
    let state = state(document, &cx.approvals, cx.cadences, cx.today);
    matches!(state, DocumentState::Approved | DocumentState::Due) && !document.audience.is_empty()
}

/// The documents that people must know, as they are in force.
fn in_force<'c>(cx: &'c Cx<'_>) -> impl Iterator<Item = View<'c, Document>> {
    cx.program.all::<Document>().filter(|document| is_in_force(cx, *document))
}

impl StaffPage {
    pub fn of(cx: &Cx<'_>, origin: &Origin) -> Self {
        let called = |group: &String| if group == "all" { "everybody".into() } else { called(cx.program, cx.today, group) };
        let audience = |named: &[String]| named.iter().map(called).collect::<Vec<_>>();
        let rule = |document: View<'_, Document>| Rule {
            id: document.id.clone(),
            title: document.title.clone(),
            kind: word(document.kind),
            version: document.version.clone(),
            approved: document.approval.as_ref().map(|approval| approval.on),
            audience: audience(&document.audience),
            reports: document.satisfies.iter().any(|asked| REPORTING.contains(&asked.id())),
        };
        let people = |holders: &Holders| {
            let here = holders.iter().filter(|holder| holder.is_on(cx.today)).filter_map(|holder| cx.program.get::<Person>(&holder.person));
            here.filter(|person| person.is_active(cx.today)).map(|person| person.title.clone()).collect::<Vec<_>>()
        };
        let post = |role: View<'_, Role>| {
            let duties = role.duties.iter().map(|duty| word(duty).replace('-', " ")).collect();
            [vec![role.title.clone()], duties, people(&role.held_by), people(&role.deputy)]
        };
        let course = |training: View<'_, Training>| {
            let often = format!("every {}", every(training.data(), cx.cadences));
            [vec![training.title.clone()], audience(&training.audience), vec![often]]
        };
        Self {
            organisation: organisation(cx).to_owned(),
            rules: in_force(cx).map(rule).collect(),
            posts: cx.program.all::<Role>().map(post).collect(),
            courses: cx.program.all::<Training>().map(course).collect(),
            footer: footer(cx.today, origin),
        }
    }

    pub fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let head = Head {
            title: format!("Information security at {}: what everybody must know", self.organisation),
            footer: self.footer.clone(),
            ..Head::default()
        };
        let blocks = vec![
            heading("How to report"),
            Block::Table(self.rules("reporting", true, "No document in force says how to report what looks wrong.")),
            heading("Rules in force"),
            Block::Table(self.rules("rules", false, "No document is in force that says whom it is for.")),
            heading("Who does what"),
            Block::Table(listed("roles", &self.posts, ["Role", "Duties", "Held by", "Stands in"], "There are no roles.")),
            heading("Trainings"),
            Block::Table(listed("trainings", &self.courses, ["Training", "For", "How often"], "There are no trainings.")),
        ];
        Doc { head, blocks }
    }

    fn rules(&self, name: &'static str, reporting: bool, empty: &'static str) -> Table<'_> {
        fn row(rule: &Rule) -> Row<'_> {
            let version = Value::from(rule.version.as_ref());
            let audience = Cell::list(rule.audience.iter());
            Row::new(vec![Cell::id(&rule.id), (&rule.title).into(), (&rule.kind).into(), version.into(), rule.approved.into(), audience])
        }
        Table {
            name,
            columns: vec![
                Column::short("Document", 0),
                Column::text("Title", 0),
                Column::short("Type", 2),
                Column::short("Version", 1),
                Column::short("Approved", 1),
                Column::text("For", 0),
            ],
            rows: Rows::new(move || self.rules.iter().filter(move |rule| rule.reports || !reporting).map(row)),
            empty,
        }
    }
}

/// A table of words alone.
fn listed<'a, const N: usize>(
    name: &'static str,
    rows: &'a [[Vec<String>; N]],
    headings: [&'static str; N],
    empty: &'static str,
) -> Table<'a> {
    let row = |cells: &'a [Vec<String>; N]| Row::new(cells.iter().map(|lines| Cell::list(lines.iter())).collect());
    Table {
        name,
        columns: headings.into_iter().map(|heading| Column::text(heading, 0)).collect(),
        rows: Rows::new(move || rows.iter().map(row)),
        empty,
    }
}
