//! Sheets to records. Rows are read by a table of headers and propose records that resolve; nothing is dropped in silence.
//! What they propose is then held against what is there. No terminal here, and nothing is written: the outcome is a plan.

mod addresses;
mod alike;
mod annex;
mod assessment;
mod asset;
mod audit;
mod axis;
mod bounds;
pub mod carried;
mod cells;
mod change;
mod changes;
mod clauses;
mod columns;
mod control;
mod conversion;
mod days;
mod document;
mod doubtful;
mod draft;
mod estimates;
mod evidence;
mod exported;
mod field;
mod finding;
mod grades;
mod headers;
mod ids;
mod incident;
mod initials;
mod kind;
mod letters;
mod list;
mod map;
mod mapping;
mod matrix;
mod measures;
mod method;
mod metric;
mod names;
mod needs;
mod numbers;
mod objective;
mod obligation;
pub mod outcome;
mod people;
mod plan;
mod plural;
mod product;
mod proposal;
mod rated;
mod rating;
mod read;
mod recognise;
mod reconcile;
mod record;
mod recovery;
mod refs;
mod refused;
mod reported;
pub mod returned;
mod review;
mod risk;
mod role;
mod row;
mod scale;
pub mod schema;
mod settings;
mod settle;
mod several;
mod sheet;
mod soa;
mod states;
mod step;
mod summary;
mod there;
mod titled;
mod tongues;
mod training;
mod treatment;
mod understood;
mod unsettled;
pub mod update;
mod values;
mod vocabulary;
mod wishes;
mod words;

use crate::base::date::Date;
use crate::edit::preview::Preview;
use crate::load::{Loaded, yaml};
use crate::model::kinds::Risk;
use crate::model::program::Program;
use crate::register::scale::Scales;
use crate::store::Source;
use crate::store::write::Change;
use alike::Group;
use columns::Columns;
pub use conversion::{Conversions, Scale};
use draft::Draft;
use exported::{Exported, Return};
use field::Headers;
pub use kind::{KINDS, SheetKind};
pub use map::Kept;
pub use mapping::{Asked, MapError, Values, Wish};
use plan::Tally;
pub use plan::{ImportError, Plan};
use product::{Product, product};
use proposal::{Claim, Claimed};
use rayon::prelude::*;
pub use recognise::{Unrecognised, recognise};
use reconcile::{Added, Taking};
use record::Record;
pub use reported::{diff, report};
use row::Cells;
use sheet::Remark;
pub use sheet::{Book, Fault, Meant, Sheet, SheetError};
use std::collections::HashSet;
use understood::Open;
pub use wishes::{BY_PLACE, place as column_of};

/// A sheet as it is read: what its columns are, what its cells say, and what is told of that.
struct Understood {
    sheet: Sheet,
    columns: Columns,
    /// A map that reads it in the same way.
    map: String,
    valued: Vec<String>,
}

/// Finds the table of a sheet and what its columns are.
fn understand(kind: &SheetKind, book: Book, asked: &Asked, measures: &measures::Measures<'_>) -> Result<Understood, ImportError> {
    let headers = Headers::of(kind.fields);
    let means = |header: &str| columns::meant(&headers, header, asked, measures);
    let grid = book.pick(asked.sheet.as_deref(), &means)?;
    let mut sheet = Sheet::among(grid, &means, &recognise::is_header, asked.header_line)?;
    let refused =
        |sheet: &Sheet, error: MapError| ImportError::Map { map: refused::map(kind, sheet, asked, measures, &error), error: error.into() };
    let columns = Columns::assign(&sheet, &headers, &kind.needed(true).collect::<Vec<_>>(), asked, measures);
    let columns = columns.map_err(|error| refused(&sheet, error))?;
    let map = understood::map(kind, &sheet, &columns, asked, &Open::default());
    let valued = values::record(&mut sheet, &columns, asked);
    values::refuse_off_scale(&sheet, &columns, asked, measures).map_err(|error| refused(&sheet, error))?;
    needs::refuse_off_scale(&sheet, &columns, asked).map_err(|error| refused(&sheet, error))?;
    Ok(Understood { sheet, columns, map, valued })
}

/// Plans the import of a sheet into a programme, as it is today.
pub fn plan(
    source: &dyn Source,
    loaded: &Loaded,
    kind: &'static SheetKind,
    book: Book,
    asked: &Asked,
    today: Date,
) -> Result<Plan, ImportError> {
    let program = &loaded.program;
    let measures = measures::Measures::of(program, &asked.scales);
    let Understood { mut sheet, columns, map, valued } = understand(kind, book, asked, &measures)?;
    titled::take_off(program, &mut sheet, columns.of("title"));
    let sheet = &sheet;
    let exported = Exported::of(program, today, kind.name, sheet);
    let mut draft = Draft::new(program, sheet, &columns, kind.whole_ids, today);
    let mut taking = Taking::new(program);
    let (faults, tally) = all_taken(kind, kind.groups(sheet, &columns), exported.as_ref(), &mut draft, &mut taking);
    let faults = sheet.faults.iter().cloned().chain(faults).collect();
    // Records that were only a name until now have a file, which gets what the sheet says.
    let (completed, records): (Vec<Record>, _) =
        std::mem::take(&mut taking.records).into_iter().partition(|record| program.known(&record.id).is_some());
    let others = changes::others(program, &taking, &completed, (tally.imported > 0).then_some(&draft.ratings))?;
    refuse_faulty(loaded, &others)?;
    let new: Vec<Change> = records.par_iter().map(|record| Change::new(record.path(), record.text())).collect();
    let mut plan = Plan {
        kind,
        how: None,
        sheet: sheet.name.clone(),
        marks: sheet.marks,
        columns: summary::columns(sheet, &columns, &draft.ratings, kind.adds),
        map,
        valued,
        scales: measures.told(),
        tally,
        faults,
        remarks: std::mem::take(&mut taking.remarks),
        by_name: std::mem::take(&mut taking.by_name),
        changes: new.into_iter().chain(others).collect(),
        records,
        obstacle: draft.ratings.reduced(),
        agreed: 0,
        differing: 0,
        uncompared: columns.uncompared.iter().map(|index| sheet::short(&sheet.header[*index])).collect(),
        is_open: false,
    };
    plan.remarks.extend(sheet.remarks.iter().chain(&columns.remarks).cloned());
    // The cells of a matrix are parts of what its columns are, which have notes of their own.
    let is_kept =
        |line: usize, text: &str| !text.is_empty() && !kind.is_matrix() && sheet.rows.binary_search_by_key(&line, |row| row.line).is_ok();
    plan.remarks.extend(sheet.commented(is_kept));
    let open = unsettled::told(&taking, &columns, sheet, exported.is_none().then_some(&draft.rated));
    plan.is_open = !open.is_empty();
    plan.remarks.extend(open);
    verify(source, &mut plan, &taking.claims)?;
    plan.faults.sort_by_key(|fault| (fault.line, fault.cell));
    plan.remarks.sort();
    Ok(plan)
}

/// Takes what all rows propose, those of one record together: what is wrong with some, and what became of the others.
fn all_taken<'a>(
    kind: &SheetKind,
    groups: Vec<Group<'_>>,
    exported: Option<&Exported>,
    draft: &mut Draft<'a>,
    taking: &mut Taking<'a>,
) -> (Vec<Fault>, Tally) {
    let (mut faults, mut tally) = (Vec::new(), Tally::default());
    for group in groups {
        let rows = match group {
            Ok(rows) => rows,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        match taken(kind, &rows, exported, draft, taking) {
            Ok(Added::New) => tally.imported += rows.len(),
            Ok(Added::Unchanged) => tally.unchanged += rows.len(),
            Ok(Added::Left) => tally.left += rows.len(),
            Err(fault) => {
                draft.names.forget();
                faults.extend(rows.iter().map(|cells| Fault { line: cells.row.line, ..fault.clone() }));
            }
        }
    }
    (faults, tally)
}

/// Reads rows that make one record, and takes what they propose.
fn taken<'a>(
    kind: &SheetKind,
    rows: &[Cells<'_>],
    exported: Option<&Exported>,
    draft: &mut Draft<'a>,
    taking: &mut Taking<'a>,
) -> Result<Added, Fault> {
    rows.iter().try_for_each(|cells| cells.fit())?;
    let line = rows[0].row.line;
    match exported.map(|exported| exported.compare(rows[0])) {
        Some(Return::Same) => Ok(Added::Unchanged),
        Some(Return::Closed) => {
            let message = "this is a report of what is there and says otherwise: change the records themselves".into();
            taking.remarks.push(Remark { line, cell: 0, message });
            Ok(Added::Left)
        }
        Some(Return::Open) | None => {
            let proposal = kind.read(draft, rows)?;
            taking.take(proposal, line, &mut draft.names)
        }
    }
}

/// What an import edits must be without faults of its own.
fn refuse_faulty(loaded: &Loaded, changes: &[Change]) -> Result<(), ImportError> {
    let files = &loaded.program.files;
    let faulty: HashSet<&str> = loaded.findings.iter().map(|finding| files.get(finding.primary.span.file).path.as_str()).collect();
    let has_fault = |change: &&Change| faulty.contains(change.path.as_str());
    changes.iter().find(has_fault).map_or(Ok(()), |change| Err(ImportError::Faulty { path: change.path.clone() }))
}

/// Reads the programme as it would be. A file of ours with a fault is a bug, and better found now; ratings are compared
/// with the sheet's as everybody will see them.
fn verify(source: &dyn Source, plan: &mut Plan, claims: &[Claim]) -> Result<(), ImportError> {
    if let Some(change) = plan.changes.iter().find(|change| change.after.as_ref().is_some_and(|text| text.len() as u64 > yaml::MAX_BYTES)) {
        return Err(ImportError::Outcome { path: change.path.clone(), problem: "it would be larger than 1 MiB".into() });
    }
    let changes = std::mem::take(&mut plan.changes);
    let preview = Preview::of(source, &changes)?;
    if let Some((path, finding)) = preview.faults().next() {
        return Err(ImportError::Outcome { path: path.to_owned(), problem: finding.message.clone() });
    }
    compare(&preview.loaded.program, plan, claims);
    drop(preview);
    plan.changes = changes;
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
        Claimed::Level => words::names(text, &ours),
        Claimed::Impact => numbers::whole_number(text) == ours.parse().ok(),
        Claimed::Score => product(text).map_or_else(|| numbers::whole_number(text), Product::value) == ours.parse().ok(),
    };
    let reading = if claim.what == Claimed::Score { format!(", which is {level}") } else { String::new() };
    (!same).then(|| format!("the sheet says the {state} {what} is `{text}`; by the method it is `{ours}`{reading}"))
}

#[cfg(test)]
mod tests;
