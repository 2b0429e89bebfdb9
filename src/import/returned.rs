//! A register of ours that comes into another programme: its columns are the fields of records, so nothing of it has to be
//! recognised, and every record comes as it was.

use super::kind::{KINDS, SheetKind};
use super::plan::{Plan, Tally};
use super::record::Record;
use super::sheet::{Book, Remark, Row, Sheet, SheetError};
use super::update::{self, Held, Placed, Update};
use super::{ImportError, Meant, verify};
use crate::base::date::Date;
use crate::base::text::count;
use crate::edit::columns;
use crate::edit::value::Map;
use crate::edit::yaml;
use crate::import::carried::is_mark;
use crate::load::Loaded;
use crate::model::approvals;
use crate::model::kinds::{self, KindInfo};
use crate::store::Source;
use crate::store::write::Change;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The header stands among the first rows.
const FIRST_ROWS: usize = 30;

/// A register of a kind of records.
pub struct Register {
    pub kind: &'static KindInfo,
    /// As sheets of this kind are called.
    pub sheets: &'static SheetKind,
    book: Book,
    sheet: Option<String>,
}

/// The registers that went out in a file, each by itself; of one kind, if somebody wants that.
///
/// # Errors
/// The file, where it is no register of ours.
pub fn apart(book: Book, wanted: Option<&SheetKind>) -> Result<Vec<Register>, Box<Book>> {
    let is_wanted = |kind: &str| wanted.is_none_or(|wanted| wanted.name == kind);
    let mut seen = BTreeSet::new();
    let named = book.origin().columns.iter().filter_map(|held| Some((held.field.split_once('.')?.0, &held.sheet)));
    let named = named.filter(|(kind, sheet)| is_wanted(kind) && book.has(sheet) && seen.insert(*kind));
    let named: Vec<_> = named.filter_map(|(kind, sheet)| Some((known(kind)?, sheet.clone()))).collect();
    if !named.is_empty() {
        let (kinds, names): (Vec<_>, Vec<String>) = named.into_iter().unzip();
        let books = book.apart(&names);
        let register = |(((kind, sheets), sheet), book)| Register { kind, sheets, book, sheet: Some(sheet) };
        return Ok(kinds.into_iter().zip(names).zip(books).map(register).collect());
    }
    let found = book.tables().find_map(by_header).filter(|(kind, _)| is_wanted(kind.name));
    match found {
        Some((kind, sheets)) => Ok(vec![Register { kind, sheets, book, sheet: None }]),
        None => Err(Box::new(book)),
    }
}

fn known(name: &str) -> Option<(&'static KindInfo, &'static SheetKind)> {
    Some((kinds::by_name(name)?, KINDS.iter().find(|kind| kind.name == name)?))
}

/// The kind of records that the ids of a file say it has, beside a field of them; None where they say none or several.
pub fn kind_of(book: &Book) -> Option<&'static KindInfo> {
    book.tables().find_map(|rows| rows.iter().take(FIRST_ROWS).enumerate().find_map(|(at, row)| of_ids(row, &rows[at + 1..])))
}

fn of_ids(header: &Row, rows: &[Row]) -> Option<&'static KindInfo> {
    let id = header.cells.iter().position(|cell| cell.eq_ignore_ascii_case("id"))?;
    let mut kinds = rows.iter().filter_map(|row| row.cells.get(id).filter(|cell| !cell.is_empty())).map(|id| kinds::by_id(id));
    let first = kinds.next()??;
    let is_same = kinds.all(|kind| kind.is_some_and(|kind| kind.name == first.name));
    let fields = header.cells.iter().filter(|cell| update::is_header(first, cell)).count();
    (is_same && fields > 1).then_some(first)
}

/// The kind of a table whose ids are those of a kind, where it says what registers say of themselves or has all columns of records.
fn by_header(rows: &[Row]) -> Option<(&'static KindInfo, &'static SheetKind)> {
    rows.iter().take(FIRST_ROWS).enumerate().find_map(|(at, row)| {
        let id = row.cells.iter().position(|cell| cell.eq_ignore_ascii_case("id"))?;
        let first = rows[at + 1..].iter().find_map(|row| row.cells.get(id).filter(|cell| !cell.is_empty()))?;
        let kind = kinds::by_id(first)?;
        let all = columns::columns(kind.name);
        let is_column = |cell: &str| all.iter().any(|column| column.path == cell || column.header.eq_ignore_ascii_case(cell));
        let fields = row.cells.iter().filter(|cell| is_column(cell)).count();
        let is_marked = row.cells.iter().any(|cell| is_mark(cell));
        if fields == all.len() || is_marked && fields > 1 { known(kind.name) } else { None }
    })
}

/// Plans what a register brings: records that are not here come in as they are, those that are here are left alone.
///
/// # Errors
/// As [`super::plan`].
pub fn plan(source: &dyn Source, loaded: &Loaded, register: Register, today: Date) -> Result<Plan, ImportError> {
    let Register { kind, sheets, book, sheet } = register;
    let origin = book.origin().clone();
    let means = |header: &str| if update::is_header(kind, header) { Meant::Field } else { Meant::Nothing };
    let grid = book.pick(sheet.as_deref(), &means)?;
    let named = origin.columns.iter().find(|held| Some(&held.sheet) == sheet.as_ref());
    let line = named.map(|held| held.line).filter(|line| grid.rows.iter().any(|row| row.line == *line));
    let sheet = Sheet::of(grid, &means, line)?;
    let columns = placed(kind, &sheet, update::columns(&sheet, kind, &origin.columns)?);
    if !columns.iter().any(|placed| placed.path() == "id") {
        return Err(SheetError::Book { name: sheet.name, problem: "has no column of ids any more".into(), help: "give it one" }.into());
    }
    let elsewhere = BTreeSet::new();
    let held = Held { ours: &loaded.program, base: None, kind, elsewhere: &elsewhere, prefer: None, today, takes_consents: true };
    let Update { new, conflicts, mut faults, unchanged, .. } = update::update(&held, &sheet, &columns);
    let left: BTreeMap<&str, usize> = conflicts.iter().map(|conflict| (conflict.id.as_str(), conflict.line)).collect();
    let tally = Tally { imported: new.len(), unchanged, left: left.len() };
    let mut remarks: Vec<Remark> = sheet.remarks.clone();
    let is_there =
        |(id, line): (&&str, &usize)| Remark { line: *line, cell: 0, message: format!("`{id}` is there already and was left as it is") };
    remarks.extend(left.iter().map(is_there));
    remarks.extend(consents(kind, &new));
    faults.extend(sheet.faults.iter().cloned());
    let change = |(id, map): &(String, Map)| Change::new(format!("{}/{id}.yaml", kind.folder), yaml::record(kind, map));
    let changes = new.iter().map(change).collect();
    let mut plan = Plan {
        kind: sheets,
        how: Some("a register that went out of a programme".into()),
        sheet: sheet.name.clone(),
        marks: sheet.marks,
        columns: goals(&sheet, &columns),
        map: format!("# A register that went out by `isms export`: it is read by its own names.\nkind: {}\n", kind.name),
        valued: Vec::new(),
        scales: Vec::new(),
        tally,
        faults,
        remarks,
        records: new
            .iter()
            .map(|(id, map)| Record::new(kind, id.clone(), map.text_at(&["title"]).unwrap_or_default().to_owned()))
            .collect(),
        by_name: HashSet::new(),
        changes,
        obstacle: None,
        agreed: 0,
        differing: 0,
        uncompared: Vec::new(),
        is_open: false,
    };
    verify(source, &mut plan, &[])?;
    plan.faults.sort_by_key(|fault| (fault.line, fault.cell));
    plan.remarks.sort();
    Ok(plan)
}

/// All columns with something in them: what people have added to those of records is a field of their own.
fn placed(kind: &'static KindInfo, sheet: &Sheet, mut columns: Vec<Placed>) -> Vec<Placed> {
    let is_known = |at: usize, columns: &[Placed]| columns.iter().any(|placed| placed.at == at);
    for (at, header) in sheet.header.iter().enumerate() {
        let has_cells = || sheet.column(at).any(|cell| !cell.is_empty());
        if !is_known(at, &columns) && !header.is_empty() && !is_mark(header) && has_cells() {
            columns.push(Placed { at, column: columns::custom(kind.name, header) });
        }
    }
    columns
}

/// What is said of approvals that come with records: git here knows nothing of them.
fn consents(kind: &KindInfo, new: &[(String, Map)]) -> Option<Remark> {
    let has = |map: &Map, place: &str| columns::at(map, &place.trim_start_matches('/').replace('/', ".")).is_some();
    let all: usize = new.iter().map(|(_, map)| approvals::places(kind.name).filter(|(place, _)| has(map, place)).count()).sum();
    let (come, it) = if all == 1 { ("comes", "it") } else { ("come", "them") };
    let message = format!("{} {come} in as written: git can show who brings {it} in, and no more", count(all, "approval"));
    (all > 0).then_some(Remark { line: 0, cell: 0, message })
}

/// Every column with the field that it is.
fn goals(sheet: &Sheet, columns: &[Placed]) -> Vec<(String, String)> {
    let goal = |(index, header): (usize, &String)| {
        let field = columns.iter().find(|placed| placed.at == index).map(|placed| placed.path().to_owned());
        let is_empty = sheet.rows.iter().all(|row| row.cells[index].is_empty());
        let goal = match field {
            _ if is_mark(header) => "not read: what the register says of itself".to_owned(),
            _ if is_empty => "left out: no cell has anything in it".to_owned(),
            Some(field) => field,
            None => "left out: it has no header of its own".to_owned(),
        };
        (header.clone(), goal)
    };
    sheet.header.iter().enumerate().map(goal).collect()
}
