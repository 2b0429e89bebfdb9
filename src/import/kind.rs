//! The kinds of sheets.
//!
//! A new one costs a table of headers in `headers`, which also says how cells are read, and a line in [`KINDS`]: with a
//! function from a row to what it proposes where the table does not say all.

use super::alike::{self, Group};
use super::columns::Columns;
use super::draft::Draft;
use super::field::Field;
use super::proposal::Proposal;
use super::row::Cells;
use super::sheet::{Fault, Sheet};
use super::{
    assessment, asset, audit, change, control, document, evidence, finding, headers, incident, matrix, metric, objective, obligation,
};
use super::{people, read, recovery, review, risk, role, settings, soa, training, treatment, words};
use std::collections::HashMap;

/// A kind of sheet.
pub struct SheetKind {
    /// As users name it.
    pub name: &'static str,
    /// What it holds, in the plural.
    pub what: &'static str,
    pub fields: &'static [Field],
    /// One of these must have a column.
    needed: &'static [&'static str],
    /// Or one of these, where rows are rated: what a risk is made of stands for its title.
    rated: &'static [&'static str],
    /// A column of these says by itself what the rows are.
    pub telling: &'static [&'static str],
    rows: Rows,
    /// Ids keep the letters that all of the sheet begin with.
    pub whole_ids: bool,
    /// Rows add to files that are there: what no field takes goes to their notes.
    pub adds: bool,
}

/// How rows become records.
enum Rows {
    Each(RowFn),
    /// Together, by the field in which they have the same.
    Grouped(&'static str, RowsFn),
    /// Together, where they name the same and differ only in these fields, which each says for itself.
    Alike(&'static [&'static str], RowsFn),
}

/// From rows to what they propose.
type RowsFn = fn(&mut Draft<'_>, &[Cells<'_>]) -> Result<(), Fault>;
/// From a row to what it proposes.
type RowFn = fn(&mut Draft<'_>, Cells<'_>) -> Result<(), Fault>;

impl SheetKind {
    const fn new(name: &'static str, what: &'static str, fields: &'static [Field], needed: &'static [&'static str], row: RowFn) -> Self {
        Self { name, what, fields, needed, rated: &[], telling: &[], rows: Rows::Each(row), whole_ids: false, adds: false }
    }

    const fn whole(mut self) -> Self {
        self.whole_ids = true;
        self
    }

    const fn or_rated(mut self, rated: &'static [&'static str]) -> Self {
        self.rated = rated;
        self
    }

    const fn told_by(mut self, telling: &'static [&'static str]) -> Self {
        self.telling = telling;
        self
    }

    const fn adding(mut self) -> Self {
        self.adds = true;
        self
    }

    /// Several rows make one record: those that have the same in a field.
    const fn grouped(
        name: &'static str,
        what: &'static str,
        fields: &'static [Field],
        needed: &'static [&'static str],
        rows: RowsFn,
    ) -> Self {
        Self { name, what, fields, needed, rated: &[], telling: &[], rows: Rows::Grouped(needed[0], rows), whole_ids: false, adds: false }
    }

    /// Several rows may make one record, which then differ in `own` fields only.
    const fn alike(
        name: &'static str,
        what: &'static str,
        fields: &'static [Field],
        needed: &'static [&'static str],
        own: &'static [&'static str],
        rows: RowsFn,
    ) -> Self {
        Self { name, what, fields, needed, rated: &[], telling: &[], rows: Rows::Alike(own, rows), whole_ids: false, adds: false }
    }

    /// Its place where several sheets come in: each finds what it names in those before it.
    pub fn place(&self) -> usize {
        ORDER.iter().position(|name| *name == self.name).unwrap_or(ORDER.len())
    }

    /// The fields of which one must have a column.
    pub fn needed(&self, is_rated: bool) -> impl Iterator<Item = &'static str> + use<> {
        self.needed.iter().chain(if is_rated { self.rated } else { &[] }).copied()
    }

    /// The rows that are read together, and why others are not read.
    pub fn groups<'s>(&self, sheet: &'s Sheet, columns: &'s Columns) -> Vec<Group<'s>> {
        let all = sheet.rows.iter().map(|row| Cells { sheet, columns, row });
        let by = match self.rows {
            Rows::Each(_) => return all.map(|cells| Ok(vec![cells])).collect(),
            Rows::Alike(own, _) => return alike::groups(all, own),
            Rows::Grouped(by, _) => by,
        };
        let mut groups: Vec<Vec<Cells<'s>>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for cells in all {
            let key = cells.get(by).map(|cell| words::normal(cell.text)).unwrap_or_default();
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(cells);
        }
        groups.into_iter().map(Ok).collect()
    }

    /// Reads rows that belong together into what they propose.
    pub fn read(&self, draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<Proposal, Fault> {
        draft.forget();
        match self.rows {
            Rows::Each(row) => row(draft, rows[0])?,
            Rows::Grouped(_, read) | Rows::Alike(_, read) => read(draft, rows)?,
        }
        Ok(draft.proposed())
    }

    /// Whether columns are called what no field can know, such as the roles of a matrix.
    pub fn is_matrix(&self) -> bool {
        self.fields.iter().any(|field| field.headers.is_empty())
    }

    /// What columns without a field are where the sheet is a matrix: a remark behind them in a map.
    pub fn rest(&self) -> &'static str {
        if self.is_matrix() { "  # read as what the column is called" } else { "" }
    }

    /// The fields that columns can be mapped to.
    pub fn field_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().map(|field| field.name)
    }
}

/// The kinds that others name, those first that name least; what names much comes last, in any order.
const ORDER: [&str; 18] = [
    "person",
    "role",
    "supplier",
    "asset",
    "key",
    "document",
    "acknowledgement",
    "training",
    "competence",
    "raci",
    "soa",
    "control",
    "threat",
    "risk",
    "treatment",
    "obligation",
    "audit",
    "metric",
];

/// The kinds of sheets, sorted by name.
pub static KINDS: &[SheetKind] = &[
    SheetKind::new("acknowledgement", "acknowledgements of documents", headers::ACKNOWLEDGEMENT, &["document"], people::acknowledgement)
        .adding(),
    SheetKind::grouped("assessment", "risk assessments", headers::ASSESSMENT, &["on"], assessment::rows)
        .told_by(&["participants", "trigger"]),
    SheetKind::new("asset", "assets", headers::ASSET, &["title"], asset::row),
    SheetKind::new("audit", "audits", headers::AUDIT, &["title"], audit::row),
    SheetKind::new("change", "changes", headers::CHANGE, &["title"], change::row),
    SheetKind::new("communication", "communications", headers::COMMUNICATION, &["topic"], settings::communication).adding(),
    SheetKind::new("competence", "competences of roles", headers::COMPETENCE, &["competence"], matrix::competence).adding(),
    SheetKind::new("control", "controls", headers::CONTROL, &["title"], control::row),
    SheetKind::new("deletion", "deletions, as evidence", headers::DELETION, &["title"], evidence::deletion).whole(),
    SheetKind::new("document", "documents", headers::DOCUMENT, &["title"], document::row).whole(),
    SheetKind::new("evidence", "evidence", headers::EVIDENCE, &["title"], evidence::row).told_by(&["collected.on", "supports"]),
    SheetKind::new("exception", "exceptions", headers::EXCEPTION, &["title"], |draft, cells| read::row(draft, cells, "exception")),
    SheetKind::new("finding", "findings", headers::FINDING, &["title", "statement"], finding::row),
    SheetKind::new("incident", "incidents", headers::INCIDENT, &["title"], incident::row),
    SheetKind::new("key", "cryptographic keys, as assets", headers::KEY, &["title"], asset::key).whole(),
    SheetKind::grouped("metric", "metrics", headers::METRIC, &["title"], metric::rows),
    SheetKind::new("objective", "objectives", headers::OBJECTIVE, &["title"], objective::row),
    SheetKind::new("obligation", "obligations", headers::OBLIGATION, &["source", "requirement"], obligation::row),
    SheetKind::grouped("party", "requirements of interested parties", headers::PARTY, &["party"], settings::party).adding(),
    SheetKind::new("person", "people who came and left", headers::PERSON, &["email", "id"], people::person_row).adding(),
    SheetKind::new("plan", "milestones of the project", headers::PLAN, &["milestone"], settings::milestone).adding(),
    SheetKind::new("raci", "parts of roles in activities", headers::RACI, &["activity"], matrix::activity),
    SheetKind::new("recovery", "recovery of assets", headers::RECOVERY, &["system"], recovery::row).adding(),
    SheetKind::new("retention", "retention of records", headers::RETENTION, &["records"], settings::retention).adding(),
    SheetKind::grouped("review", "management reviews", headers::REVIEW, &["on"], review::rows),
    SheetKind::alike("risk", "risks", headers::RISK, &["title", "scenario"], &risk::OF_ROWS, risk::rows).or_rated(&["threat"]),
    SheetKind::new("role", "roles", headers::ROLE, &["title"], role::row),
    SheetKind::new(soa::NAME, "rows of the Statement of Applicability", headers::SOA, &["control"], soa::row).told_by(&["applicable"]),
    SheetKind::new("supplier", "suppliers", headers::SUPPLIER, &["title"], |draft, cells| read::row(draft, cells, "supplier")),
    SheetKind::new("threat", "threats", headers::THREAT, &["title"], |draft, cells| read::row(draft, cells, "threat")),
    SheetKind::grouped("training", "trainings", headers::TRAINING, &["title"], training::rows).adding(),
    SheetKind::new("treatment", "actions on risks", headers::TREATMENT, &["risk"], treatment::row).told_by(&["what"]).adding(),
    SheetKind::new("vulnerability", "vulnerabilities", headers::VULNERABILITY, &["title"], finding::vulnerability).whole(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_sheet_names_comes_in_before_it() {
        let place = |name: &str| KINDS.iter().find(|kind| kind.name == name).map(SheetKind::place);
        for (kind, named) in [
            ("acknowledgement", "document"),
            ("asset", "supplier"),
            ("competence", "role"),
            ("finding", "audit"),
            ("incident", "asset"),
            ("objective", "metric"),
            ("obligation", "control"),
            ("risk", "asset"),
            ("risk", "control"),
            ("risk", "threat"),
            ("soa", "document"),
            ("training", "person"),
            ("treatment", "risk"),
            ("vulnerability", "asset"),
        ] {
            assert!(place(named) < place(kind), "{kind} names {named}");
        }
    }
}
