//! What everybody who works here must know: how to report, the rules in force, who does what, and what is to be learnt.

use super::InForce;
use super::trust::{is_internal, is_public};
use crate::model::kinds::{Document, Holders, Person, Role, Training};
use crate::model::program::View;
use crate::register::cx::Cx;
use crate::register::document::{DocumentState, state};
use crate::register::training::every;
use crate::report::doc::{Block, Cell, Column, Doc, Head, Id, Row, Rows, Table, Value};
use crate::report::names::called;
use crate::report::{Origin, footer, organisation, word};

/// The controls of Annex A that say how people report what they see.
const REPORTING: [&str; 2] = ["A.6.8", "A.5.24"];

/// A document in force.
struct Rule {
    document: InForce,
    /// It says how to report.
    reports: bool,
}

/// A role: its title, its duties, who holds it today, who stands in.
struct Post {
    id: String,
    title: String,
    cells: [Vec<String>; 3],
}

/// The page.
pub struct StaffPage {
    organisation: String,
    rules: Vec<Rule>,
    /// Documents of which nothing counts as they are now.
    aside: Vec<String>,
    posts: Vec<Post>,
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

fn says_how_to_report(document: &Document) -> bool {
    document.satisfies.iter().any(|asked| REPORTING.contains(&asked.id()))
}

/// The documents in force that say how people report what they see.
pub fn reporting<'c>(cx: &'c Cx<'_>) -> impl Iterator<Item = View<'c, Document>> {
    in_force(cx).filter(|document| says_how_to_report(document))
}

/// Those whose text everybody who works here may read: everybody must know them, or their class says so. Whoever must know
/// another one gets it from those who keep it.
pub fn for_all_here<'c>(cx: &'c Cx<'_>) -> impl Iterator<Item = View<'c, Document>> {
    in_force(cx).filter(|document| {
        let class = document.classification.as_deref();
        is_public(class) || is_internal(class) || document.audience.iter().any(|group| group == "all")
    })
}

/// The documents that people must know, of which no approval counts as they are now: what is approved of them is not here.
pub fn set_aside<'c>(cx: &'c Cx<'_>) -> impl Iterator<Item = &'c str> {
    let is_aside = |document: &View<'_, Document>| {
        let state = state(*document, &cx.approvals, cx.cadences, cx.today);
        matches!(state, DocumentState::Stale | DocumentState::Unproven) && !document.audience.is_empty()
    };
    cx.program.all::<Document>().filter(is_aside).map(|document| document.data().id.as_str())
}

impl StaffPage {
    pub fn of(cx: &Cx<'_>, origin: &Origin) -> Self {
        let called = |group: &String| if group == "all" { "everybody".into() } else { called(cx.program, cx.today, group) };
        let audience = |named: &[String]| named.iter().map(called).collect::<Vec<_>>();
        let rule = |document: View<'_, Document>| Rule {
            document: InForce::of(document.data(), audience(&document.audience)),
            reports: says_how_to_report(document.data()),
        };
        let people = |holders: &Holders| {
            let here = holders.iter().filter(|holder| holder.is_on(cx.today)).filter_map(|holder| cx.program.get::<Person>(&holder.person));
            here.filter(|person| person.is_active(cx.today)).map(|person| person.title.clone()).collect::<Vec<_>>()
        };
        let post = |role: View<'_, Role>| {
            let duties = role.duties.iter().map(|duty| word(duty).replace('-', " ")).collect();
            Post { id: role.id.clone(), title: role.title.clone(), cells: [duties, people(&role.held_by), people(&role.deputy)] }
        };
        let course = |training: View<'_, Training>| {
            let often = format!("every {}", every(training.data(), cx.cadences));
            [vec![training.title.clone()], audience(&training.audience), vec![often]]
        };
        Self {
            organisation: organisation(cx).to_owned(),
            rules: in_force(cx).map(rule).collect(),
            aside: set_aside(cx).map(str::to_owned).collect(),
            posts: cx.program.all::<Role>().map(post).collect(),
            courses: cx.program.all::<Training>().map(course).collect(),
            footer: footer(cx.today, origin),
        }
    }

    /// The documents in force, as people are to know them.
    pub fn documents(&self) -> impl Iterator<Item = &InForce> {
        self.rules.iter().map(|rule| &rule.document)
    }

    /// Those of them that say how to report.
    pub fn reporting(&self) -> impl Iterator<Item = &InForce> {
        self.rules.iter().filter(|rule| rule.reports).map(|rule| &rule.document)
    }

    pub fn doc(&self) -> Doc<'_> {
        let heading = |text: &str| Block::Heading { text: text.into() };
        let head = Head {
            title: format!("Information security at {}: what everybody must know", self.organisation),
            footer: self.footer.clone(),
            ..Head::default()
        };
        let aside = (!self.aside.is_empty()).then(|| {
            let text = format!("Changed and not approved again, so that nobody can say what of it holds: {}.", self.aside.join(", "));
            Block::Paragraph { text }
        });
        let mut blocks = vec![
            heading("How to report"),
            Block::Table(self.rules("reporting", true, "No document in force says how to report what looks wrong.")),
            heading("Rules in force"),
            Block::Table(self.rules("rules", false, "No document is in force that says whom it is for.")),
        ];
        blocks.extend(aside);
        blocks.extend([
            heading("Who does what"),
            Block::Table(self.posts()),
            heading("Trainings"),
            Block::Table(listed("trainings", &self.courses, ["Training", "For", "How often"], "There are no trainings.")),
        ]);
        Doc { head, blocks }
    }

    fn posts(&self) -> Table<'_> {
        fn row(post: &Post) -> Row<'_> {
            let named = Value::Id(Id { id: post.id.as_str().into(), name: Some(post.title.as_str().into()) });
            Row::new(std::iter::once(named.into()).chain(post.cells.iter().map(|lines| Cell::list(lines.iter()))).collect())
        }
        Table {
            name: "roles",
            columns: ["Role", "Duties", "Held by", "Stands in"].map(|heading| Column::text(heading, 0)).into(),
            rows: Rows::new(|| self.posts.iter().map(row)),
            empty: "There are no roles.",
        }
    }

    fn rules(&self, name: &'static str, reporting: bool, empty: &'static str) -> Table<'_> {
        fn row(Rule { document: rule, .. }: &Rule) -> Row<'_> {
            let audience = Cell::list(rule.audience.iter());
            let version = rule.version().into();
            Row::new(vec![Cell::id(&rule.id), (&rule.title).into(), (&rule.kind).into(), version, rule.approved.into(), audience])
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
