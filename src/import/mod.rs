//! Sheets to records. Rows are read by a table of headers and become records that resolve; nothing is dropped in
//! silence. No terminal here, and nothing is written: the outcome is a plan.
//!
//! A new kind of sheet costs a table of headers in `headers`, which also says how cells are read, and a line in [`KINDS`]:
//! with a function from a row to a record where the table does not say all.

mod asset;
mod change;
mod columns;
mod document;
mod draft;
mod edit;
mod evidence;
mod exception;
mod exported;
mod finding;
mod headers;
mod incident;
mod matrix;
mod method;
mod names;
mod objective;
mod obligation;
mod patch;
mod rating;
mod read;
mod recovery;
mod refs;
mod risk;
mod row;
mod scale;
mod settings;
mod settle;
mod sheet;
mod soa;
pub mod stub;
mod summary;
mod supplier;
mod threat;
mod training;
mod treatment;
mod vocabulary;
mod words;
mod write;

use crate::base::date::Date;
use crate::load::{Loaded, load, yaml};
use crate::model::kinds::Risk;
use crate::model::program::Program;
use crate::register::scale::Scales;
use crate::store::overlay::Overlay;
use crate::store::write::Change;
use crate::store::{Source, StoreError};
use columns::{Columns, Field};
pub use columns::{MapError, Wish};
use draft::{Added, Claim, Claimed, Draft, Remark, Tally};
use edit::Edit;
use exported::{Exported, Return};
use row::Cells;
use sheet::Fault;
pub use sheet::{Sheet, SheetError};
use std::collections::{HashMap, HashSet};
use write::Record;

/// A kind of sheet.
pub struct Kind {
    /// As users name it.
    pub name: &'static str,
    /// What it holds, in the plural.
    pub what: &'static str,
    fields: &'static [Field],
    /// One of these must have a column.
    needed: &'static [&'static str],
    rows: Rows,
    /// Ids keep the letters that all of the sheet begin with.
    whole_ids: bool,
    /// Rows add to files that are there: what no field takes goes to their notes.
    adds: bool,
}

/// How rows become records.
enum Rows {
    Each(RowFn),
    /// Together, by the field in which they have the same.
    Grouped(&'static str, RowsFn),
}

/// From rows to what becomes of them.
type RowsFn = fn(&mut Draft<'_>, &[Cells<'_>]) -> Result<Added, Fault>;
/// From a row to what becomes of it.
type RowFn = fn(&mut Draft<'_>, Cells<'_>) -> Result<Added, Fault>;

impl Kind {
    const fn new(name: &'static str, what: &'static str, fields: &'static [Field], needed: &'static [&'static str], row: RowFn) -> Self {
        Self { name, what, fields, needed, rows: Rows::Each(row), whole_ids: false, adds: false }
    }

    const fn whole(mut self) -> Self {
        self.whole_ids = true;
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
        Self { name, what, fields, needed, rows: Rows::Grouped(needed[0], rows), whole_ids: false, adds: false }
    }

    /// The rows that are read together.
    fn groups<'s>(&self, sheet: &'s Sheet, columns: &'s Columns) -> Vec<Vec<Cells<'s>>> {
        let all = sheet.rows.iter().map(|row| Cells { sheet, columns, row });
        let Rows::Grouped(by, _) = self.rows else { return all.map(|cells| vec![cells]).collect() };
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
        groups
    }

    fn import(&self, draft: &mut Draft<'_>, rows: &[Cells<'_>]) -> Result<Added, Fault> {
        match draft.exported.as_ref().map(|exported| exported.compare(rows[0])) {
            Some(Return::Same) => return Ok(Added::Unchanged),
            Some(Return::Closed) => {
                let message = "this is a report of what is there and says otherwise: change the records themselves".into();
                draft.remarks.push(Remark { line: rows[0].row.line, cell: 0, message });
                return Ok(Added::Left);
            }
            Some(Return::Open) | None => {}
        }
        match self.rows {
            Rows::Each(row) => row(draft, rows[0]),
            Rows::Grouped(_, import) => import(draft, rows),
        }
    }

    /// The fields that columns can be mapped to.
    pub fn field_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().map(|field| field.name)
    }
}

/// The kinds of sheets, sorted by name.
pub static KINDS: &[Kind] = &[
    Kind::new("asset", "assets", headers::ASSET, &["title"], asset::row),
    Kind::new("change", "changes", headers::CHANGE, &["title"], change::row),
    Kind::new("communication", "communications", headers::COMMUNICATION, &["topic"], settings::communication).adding(),
    Kind::new("competence", "competences of roles", headers::COMPETENCE, &["competence"], matrix::competence).adding(),
    Kind::new("deletion", "deletions, as evidence", headers::DELETION, &["title"], evidence::deletion).whole(),
    Kind::new("document", "documents", headers::DOCUMENT, &["title"], document::row).whole(),
    Kind::new("exception", "exceptions", headers::EXCEPTION, &["title"], |draft, cells| read::row(draft, cells, "exception")),
    Kind::new("finding", "findings", headers::FINDING, &["title", "statement"], finding::row),
    Kind::new("incident", "incidents", headers::INCIDENT, &["title"], incident::row),
    Kind::new("key", "cryptographic keys, as assets", headers::KEY, &["title"], asset::key).whole(),
    Kind::new("objective", "objectives", headers::OBJECTIVE, &["title"], objective::row),
    Kind::new("obligation", "obligations", headers::OBLIGATION, &["source", "requirement"], obligation::row),
    Kind::grouped("party", "requirements of interested parties", headers::PARTY, &["party"], settings::party).adding(),
    Kind::new("raci", "parts of roles in activities", headers::RACI, &["activity"], matrix::activity),
    Kind::new("recovery", "recovery of assets", headers::RECOVERY, &["system"], recovery::row).adding(),
    Kind::new("retention", "retention of records", headers::RETENTION, &["records"], settings::retention).adding(),
    Kind::new("risk", "risks", headers::RISK, &["title", "scenario"], risk::row),
    Kind::new("soa", "rows of the Statement of Applicability", headers::SOA, &["control"], soa::row),
    Kind::new("supplier", "suppliers", headers::SUPPLIER, &["title"], |draft, cells| read::row(draft, cells, "supplier")),
    Kind::new("threat", "threats", headers::THREAT, &["title"], |draft, cells| read::row(draft, cells, "threat")),
    Kind::grouped("training", "trainings", headers::TRAINING, &["title"], training::rows).adding(),
    Kind::new("treatment", "actions on risks", headers::TREATMENT, &["risk"], treatment::row).adding(),
    Kind::new("vulnerability", "vulnerabilities", headers::VULNERABILITY, &["title"], finding::vulnerability).whole(),
];

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Map(#[from] MapError),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that would be edited has faults of its own.
    #[error("`{path}` has faults and cannot be edited")]
    Faulty { path: String },
    /// The outcome does not read as it should.
    #[error("`{path}` would not be right: {problem}")]
    Outcome { path: String, problem: String },
}

/// What an import would do, and what there is to say about it.
pub struct Plan {
    kind: &'static Kind,
    sheet: String,
    /// Every column with where it goes.
    columns: Vec<(String, String)>,
    tally: Tally,
    faults: Vec<Fault>,
    remarks: Vec<Remark>,
    records: Vec<Record>,
    by_name: HashSet<String>,
    edits: Vec<Edit>,
    /// Why impacts are written as one number.
    obstacle: Option<String>,
    /// Scores, levels and largest impacts of the sheet that are ours as well.
    agreed: usize,
    /// Those that are not.
    differing: usize,
    /// Columns of scores and levels that no rating is compared with.
    uncompared: Vec<String>,
}

impl Plan {
    /// Whether every row is in the programme as the sheet has it.
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty() && self.tally.left == 0
    }

    /// The files that would be new.
    pub fn new_files(&self) -> Vec<(String, Vec<u8>)> {
        let records = self.records.iter().map(|record| (record.path(), record.text().into_bytes()));
        records.chain(self.edits.iter().filter(|edit| edit.is_new).map(edited)).collect()
    }

    /// The files that would change, as they would be.
    pub fn changed_files(&self) -> Vec<(String, Vec<u8>)> {
        self.edits.iter().filter(|edit| !edit.is_new).map(edited).collect()
    }

    /// What is to be written into the programme it was planned for.
    pub fn changes(&self, program: &Program) -> Vec<Change> {
        let before = |path: &str| program.files.find(path).map_or("", |file| &program.files.get(file).text);
        let new = self.new_files().into_iter().map(|(path, text)| Change::new(path, text));
        new.chain(self.changed_files().into_iter().map(|(path, text)| Change::of(path.as_str(), before(&path), text))).collect()
    }
}

fn edited(edit: &Edit) -> (String, Vec<u8>) {
    (edit.path.clone(), edit.text.clone().into_bytes())
}

/// Plans the import of a sheet into a programme, as it is today.
pub fn plan(
    source: &dyn Source,
    loaded: &Loaded,
    kind: &'static Kind,
    sheet: &Sheet,
    wishes: &[Wish],
    today: Date,
) -> Result<Plan, ImportError> {
    let program = &loaded.program;
    let columns = Columns::assign(sheet, kind.fields, kind.needed, wishes, &method::Measures::of(program))?;
    let mut draft = Draft::new(program, sheet, &columns, kind.whole_ids);
    draft.exported = Exported::of(program, today, kind.name, sheet);
    let mut faults = sheet.faults.clone();
    let mut tally = Tally::default();
    for cells in kind.groups(sheet, &columns) {
        let begun = cells.iter().try_for_each(|cells| draft.begin(cells.row));
        match begun.and_then(|()| kind.import(&mut draft, &cells)) {
            Ok(Added::New) => tally.imported += cells.len(),
            Ok(Added::Unchanged) => tally.unchanged += cells.len(),
            Ok(Added::Left) => tally.left += cells.len(),
            Err(fault) => {
                draft.abandon();
                faults.extend(cells.iter().map(|cells| Fault { line: cells.row.line, ..fault.clone() }));
            }
        }
    }
    let mut edits: Vec<Edit> = soa::edit(program, &draft.decisions).into_iter().collect();
    edits.extend(patch::edits(program, &draft.additions));
    edits.extend(completed(&mut draft));
    if tally.imported > 0 {
        edits.extend(draft.ratings.extension(program));
    }
    refuse_faulty(loaded, &edits)?;
    let mut plan = Plan {
        kind,
        sheet: sheet.name.clone(),
        columns: summary::columns(sheet, &columns, &draft.ratings, kind.adds),
        tally,
        faults,
        remarks: draft.remarks,
        records: draft.records,
        by_name: draft.by_name,
        edits,
        obstacle: draft.ratings.reduced(),
        agreed: 0,
        differing: 0,
        uncompared: columns.uncompared.iter().map(|index| sheet::short(&sheet.header[*index])).collect(),
    };
    let claims = draft.claims;
    let cleaned = |(line, cell): &(usize, usize)| Remark {
        line: *line,
        cell: *cell,
        message: "control characters were replaced by `\u{fffd}`".into(),
    };
    plan.remarks.extend(sheet.cleaned.iter().map(cleaned));
    verify(source, &mut plan, &claims)?;
    plan.faults.sort_by_key(|fault| (fault.line, fault.cell));
    plan.remarks.sort();
    Ok(plan)
}

/// Records that were only a name until now: their files are there and get what the sheet says.
fn completed(draft: &mut Draft<'_>) -> Vec<Edit> {
    let (there, new) = std::mem::take(&mut draft.records).into_iter().partition(|record| draft.program.known(&record.id).is_some());
    draft.records = new;
    let edit = |record: Record| Edit {
        path: record.path(),
        text: record.text(),
        message: "was only a name and is complete now".into(),
        is_new: false,
    };
    there.into_iter().map(edit).collect()
}

/// What an import edits must be without faults of its own.
fn refuse_faulty(loaded: &Loaded, edits: &[Edit]) -> Result<(), ImportError> {
    let files = &loaded.program.files;
    let has_fault = |edit: &&Edit| loaded.findings.iter().any(|finding| files.get(finding.primary.span.file).path == edit.path);
    edits.iter().find(has_fault).map_or(Ok(()), |edit| Err(ImportError::Faulty { path: edit.path.clone() }))
}

/// Reads the programme as it would be. A file of ours with a fault is a bug, and better found now; ratings are compared
/// with the sheet's as everybody will see them.
fn verify(source: &dyn Source, plan: &mut Plan, claims: &[Claim]) -> Result<(), ImportError> {
    let files: Vec<(String, Vec<u8>)> = plan.new_files().into_iter().chain(plan.changed_files()).collect();
    if let Some((path, _)) = files.iter().find(|(_, bytes)| bytes.len() as u64 > yaml::MAX_BYTES) {
        return Err(ImportError::Outcome { path: path.clone(), problem: "it would be larger than 1 MiB".into() });
    }
    let overlay = Overlay::new(source, files.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice())));
    let after = load(&overlay)?;
    let touched: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    for finding in &after.findings {
        let path = &after.program.files.get(finding.primary.span.file).path;
        if touched.contains(path.as_str()) {
            return Err(ImportError::Outcome { path: path.clone(), problem: finding.message.clone() });
        }
    }
    compare(&after.program, plan, claims);
    Ok(())
}

/// Holds what the sheet says follows from its numbers against what follows from them by the method.
fn compare(program: &Program, plan: &mut Plan, claims: &[Claim]) {
    let scales = program.isms().and_then(Scales::of);
    for claim in claims {
        match difference(program, scales.as_ref(), claim) {
            None => plan.agreed += 1,
            Some(message) => {
                plan.differing += 1;
                plan.remarks.push(Remark { line: claim.line, cell: claim.cell, message });
            }
        }
    }
}

fn difference(program: &Program, scales: Option<&Scales<'_>>, claim: &Claim) -> Option<String> {
    let (state, text) = (claim.state, &claim.text);
    let what = match claim.what {
        Claimed::Impact => "largest impact",
        Claimed::Score => "score",
        Claimed::Level => "level",
    };
    let risk = program.by_id::<Risk>(&claim.risk);
    let estimate = risk.and_then(|risk| match state {
        "inherent" => risk.data().inherent.as_ref(),
        "current" => risk.data().current.as_ref(),
        _ => risk.data().residual.as_ref(),
    });
    let Some((scales, rating)) = scales.zip(estimate).and_then(|(scales, estimate)| Some((scales, scales.rate(estimate).ok()?))) else {
        return Some(format!("the sheet says the {state} {what} is `{text}`; there is no rating to compare it with"));
    };
    let level = &scales.level(rating.level).name;
    let ours = match claim.what {
        Claimed::Impact => rating.impact.to_string(),
        Claimed::Score => rating.score.to_string(),
        Claimed::Level => level.clone(),
    };
    let same = match claim.what {
        Claimed::Level => words::normal(text) == words::normal(&ours),
        Claimed::Impact | Claimed::Score => words::whole_number(text) == ours.parse().ok(),
    };
    let reading = if claim.what == Claimed::Score { format!(", which is {level}") } else { String::new() };
    (!same).then(|| format!("the sheet says the {state} {what} is `{text}`; by the method it is `{ours}`{reading}"))
}

#[cfg(test)]
mod tests;
