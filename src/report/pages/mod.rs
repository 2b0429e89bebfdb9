//! What a site has besides reports: all records by kind, and what commits made of one.

mod changes;
mod in_force;
mod role;
mod staff;
mod told;
mod trust;

pub use changes::{ChangesPage, TrendPage};
pub use in_force::InForce;
pub use role::RolePage;
pub use staff::{StaffPage, for_all_here, reporting, set_aside};
pub use told::ToldPage;
pub use trust::{Approved, TrustPage, is_public};

use super::doc::{Block, Cell, Column, Doc, Head, Id, Row, Rows, Table, Value};
use crate::base::date::Date;
use crate::base::digest::short;
use crate::base::text::{capital, natural};
use crate::model::kinds::KINDS;
use crate::register::cx::Cx;

/// Every record with its title, by kind.
pub struct RecordsPage<'a> {
    rows: Vec<(&'static str, &'a str, &'a str)>,
}

impl<'a> RecordsPage<'a> {
    pub fn of(cx: &Cx<'a>) -> Self {
        let title = |doc| cx.program.node(doc).get("title").filter(|title| title.is_scalar()).map_or("", |title| title.text());
        let mut rows: Vec<_> = cx.program.records().map(|(id, kind, doc)| (kind.name, id, title(doc))).collect();
        let place = |kind: &str| KINDS.iter().position(|known| known.name == kind);
        rows.sort_by(|a, b| place(a.0).cmp(&place(b.0)).then_with(|| natural(a.1, b.1)));
        Self { rows }
    }

    pub fn doc(&self) -> Doc<'_> {
        fn row<'r>((kind, id, title): &(&'static str, &'r str, &'r str)) -> Row<'r> {
            Row { cells: vec![Cell::id(*id), (*title).into()], group: Some((*kind).into()) }
        }
        let table = Table {
            name: "records",
            columns: vec![Column::short("Record", 0), Column::text("Title", 0)],
            rows: Rows::new(|| self.rows.iter().map(row)),
            empty: "There are no records.",
        };
        Doc { head: Head { title: "Records".into(), ..Head::default() }, blocks: vec![Block::Table(table)] }
    }
}

/// What commits made of a record, the latest first.
pub struct HistoryOf {
    rows: Vec<(Date, &'static str, String, String)>,
}

impl HistoryOf {
    pub fn record(cx: &Cx<'_>, kind: &'static str, id: &str) -> Self {
        let row = |trail: &crate::history::trail::Trail, place: usize, what| {
            let commit = &trail.commits[place];
            (commit.committer.day(), what, commit.author.name.clone(), commit.id.to_string())
        };
        let rows = cx.trail.map(|trail| trail.record(kind, id).iter().map(|past| row(trail, past.place, past.fate.word())).collect());
        Self { rows: rows.unwrap_or_default() }
    }

    /// Nothing, where no commit is known to have had it.
    pub fn blocks(&self) -> Vec<Block<'_>> {
        fn row<'r>((on, what, by, commit): &'r (Date, &'static str, String, String)) -> Row<'r> {
            let commit = Value::Id(Id { id: short(commit).into(), name: None });
            Row::new(vec![(*on).into(), (*what).into(), by.into(), commit.into()])
        }
        if self.rows.is_empty() {
            return Vec::new();
        }
        let table = Table {
            name: "history",
            columns: vec![Column::short("Day", 0), Column::short("What", 0), Column::text("By", 0), Column::short("Commit", 1)],
            rows: Rows::new(|| self.rows.iter().map(row)),
            empty: "",
        };
        vec![Block::Heading { text: "History".into() }, Block::Table(table)]
    }
}

/// The same page with fields in people's words: `treatment.stop_by` is what commands say.
pub fn in_words(mut doc: Doc<'_>) -> Doc<'_> {
    for block in &mut doc.blocks {
        let Block::Table(table) = block else { continue };
        let Some(at) = table.columns.iter().position(|column| column.heading == "Field") else { continue };
        let rows = table.rows.clone();
        table.rows = Rows::new(move || {
            rows.iter().map(move |mut row| {
                if let Some(Cell { value: Value::Text(path), .. }) = row.cells.get_mut(at) {
                    *path = field_words(path).into();
                }
                row
            })
        });
    }
    doc
}

/// `treatment.stop_by` as `Treatment › stop by`.
fn field_words(path: &str) -> String {
    capital(&path.replace('_', " ").replace('.', " › "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_said_as_people_say_them() {
        assert_eq!(["treatment.stop_by", "id", ""].map(field_words), ["Treatment › stop by", "Id", ""]);
    }
}
