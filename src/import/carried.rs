//! What a register that goes out carries of its records where no commit has it: which they were, and what they said. A workbook
//! has it in a sheet that nobody sees, CSV in columns of its own. Digests tell whether it came back whole.
//!
//! Rows of CSV are taken out by people, and what they carry goes with them. So each row names some of the others, one, two,
//! four, eight places on and so forth: whichever rows are left, they know of those that are gone.

use super::sheet::Row;
use crate::base::digest::Framed;
use crate::base::span::FileId;
use crate::edit::value::{Map, Value};
use crate::edit::yaml::flow;
use crate::load::yaml;
use crate::render::workbook::register::COMMIT;
use std::collections::{BTreeMap, BTreeSet};

/// The first cell of the sheet, and the column of CSV with what records say.
pub const BASE: &str = "isms-base";
/// The column that says which records went out.
pub const ROWS: &str = "isms-rows";
/// The column with digests of the row and of all rows.
pub const DIGEST: &str = "isms-digest";

/// Whether a header is that of what a register says of itself.
pub fn is_mark(header: &str) -> bool {
    [COMMIT, ROWS, BASE, DIGEST].contains(&header)
}

/// So many signs of a text stand in one cell: programs cut what is longer than 32,767.
const CELL: usize = 30_000;
/// So much of a digest tells two registers apart.
const SHORT: usize = 16;

/// A record that goes out.
#[derive(Clone, Debug)]
pub struct Out {
    pub id: String,
    /// What it says as one text; empty where a commit has it.
    says: String,
}

impl Out {
    pub fn new(id: &str, says: Option<Map>) -> Self {
        Self { id: id.to_owned(), says: says.map_or_else(String::new, |map| flow(&Value::Map(map))) }
    }
}

/// What came back of it, for one kind of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The records that went out.
    pub ids: BTreeSet<String>,
    /// So many more went out that no row names any more.
    pub unnamed: usize,
    /// What they said, unless a commit has it.
    pub says: BTreeMap<String, Map>,
}

impl Carried {
    fn take(&mut self, id: &str, says: &str) -> Option<()> {
        self.ids.insert(id.to_owned());
        if !says.is_empty() {
            let (file, findings) = yaml::read(FileId::ALONE, String::new(), says.as_bytes().to_vec());
            let map = file.documents().next().map(Map::of).filter(|_| findings.is_empty())?;
            self.says.insert(id.to_owned(), map);
        }
        Some(())
    }
}

/// All that a file carries, by kind; CSV does not say which.
pub type Kinds = BTreeMap<String, Carried>;

/// The digest of records in their order.
fn digest<'t>(parts: impl Iterator<Item = [&'t str; 3]>) -> String {
    let mut framed = Framed::default();
    parts.flatten().for_each(|part| framed.text(b's', part));
    framed.finish().to_string()
}

/// The rows of the sheet of a workbook.
pub fn sheet(kinds: &[(&str, &[Out])]) -> Vec<Vec<String>> {
    let all = || kinds.iter().flat_map(|(kind, out)| out.iter().map(move |out| [*kind, &out.id, &out.says]));
    let first = vec![BASE.to_owned(), digest(all()), all().count().to_string()];
    let row = |[kind, id, says]: [&str; 3]| [kind, id].map(str::to_owned).into_iter().chain(cells(says)).collect();
    std::iter::once(first).chain(all().map(row)).collect()
}

/// A text in pieces that cells can hold, between marks that keep the space at their edges.
fn cells(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut room = 0;
    for c in text.chars() {
        if room < c.len_utf16() {
            pieces.push(String::new());
            room = CELL;
        }
        room -= c.len_utf16();
        pieces.last_mut().expect("one was just begun").push(c);
    }
    pieces.into_iter().map(|piece| format!("|{piece}|")).collect()
}

/// Reads the sheet of a workbook.
///
/// # Errors
/// What is not as it went out.
pub fn of_sheet(rows: &[Row]) -> Result<Kinds, String> {
    let damaged = || format!("the sheet `{BASE}` was changed or cut");
    let (first, rows) = rows.split_first().ok_or_else(damaged)?;
    let cell = |row: &Row, at: usize| row.cells.get(at).cloned().unwrap_or_default();
    let mut read: Vec<[String; 3]> = Vec::new();
    for row in rows {
        let pieces = row.cells.iter().skip(2).filter(|cell| !cell.is_empty());
        let says: Option<String> = pieces.map(|piece| piece.strip_prefix('|')?.strip_suffix('|')).collect();
        read.push([cell(row, 0), cell(row, 1), says.ok_or_else(damaged)?]);
    }
    let found = digest(read.iter().map(|[kind, id, says]| [&**kind, &**id, &**says]));
    if [found, read.len().to_string()] != [cell(first, 1), cell(first, 2)] {
        return Err(damaged());
    }
    let mut kinds = Kinds::new();
    for [kind, id, says] in read {
        kinds.entry(kind).or_default().take(&id, &says).ok_or_else(damaged)?;
    }
    Ok(kinds)
}

/// The columns of CSV, with a cell for each record: which rows went out, what they say unless a commit has it, and digests.
pub fn columns(out: &[Out]) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let whole = digest(out.iter().map(|out| ["", &out.id, &out.says]));
    let has_values = out.iter().any(|out| !out.says.is_empty());
    let names = [ROWS, BASE, DIGEST].into_iter().filter(|name| *name != BASE || has_values).collect();
    let row = |(at, record): (usize, &Out)| {
        let ids = std::iter::once(&*record.id).chain(steps(out.len()).map(|step| &*out[(at + step) % out.len()].id));
        let rows = format!("{}/{} {}", at + 1, out.len(), ids.collect::<Vec<_>>().join(" "));
        let digests = digests(&whole, &rows, &record.says);
        if has_values { vec![rows, record.says.clone(), digests] } else { vec![rows, digests] }
    };
    (names, out.iter().enumerate().map(row).collect())
}

/// How far on the rows are that a row names: 1, 2, 4 and so on.
fn steps(rows: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(1_usize), |step| step.checked_mul(2)).take_while(move |step| *step < rows)
}

fn digests(whole: &str, rows: &str, says: &str) -> String {
    let whole = &whole[..SHORT];
    let own = digest(std::iter::once([whole, rows, says]));
    format!("{whole}-{}", &own[..SHORT])
}

/// What a row of CSV carries.
struct Piece<'r> {
    /// From 0.
    at: usize,
    of: usize,
    /// Its own, and those of rows further on.
    ids: Vec<&'r str>,
    says: &'r str,
    whole: &'r str,
}

impl<'r> Piece<'r> {
    /// None if it is not as it went out.
    fn of(rows: &'r str, says: &'r str, digest: &'r str) -> Option<Self> {
        let (place, ids) = rows.split_once(' ')?;
        let (at, of) = place.split_once('/')?;
        let (at, of) = (at.parse::<usize>().ok()?.checked_sub(1)?, of.parse::<usize>().ok()?);
        let (whole, _) = digest.split_once('-').filter(|(whole, _)| whole.len() == SHORT && whole.is_ascii())?;
        let ids: Vec<&str> = ids.split(' ').collect();
        (digests(whole, rows, says) == digest && at < of && ids.len() == steps(of).count() + 1).then_some(Self { at, of, ids, says, whole })
    }
}

/// Reads the columns of CSV; None if it has none of them.
///
/// # Errors
/// What is not as it went out.
pub fn of_rows(header: &[String], rows: &[Row]) -> Option<Result<Carried, String>> {
    let place = |name: &str| header.iter().position(|cell| cell == name);
    let [ids, says, digest] = [ROWS, BASE, DIGEST].map(place);
    [ids, says, digest].iter().any(Option::is_some).then(|| {
        let (Some(ids), Some(digest)) = (ids, digest) else {
            return Err(format!("of the columns `{ROWS}`, `{BASE}` and `{DIGEST}` one is gone"));
        };
        let cell = |row: &'_ Row, at: Option<usize>| at.and_then(|at| row.cells.get(at)).map_or("", String::as_str).to_owned();
        let cells: Vec<(usize, [String; 3])> = rows
            .iter()
            .map(|row| (row.line, [cell(row, Some(ids)), cell(row, says), cell(row, Some(digest))]))
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        let pieces = cells.iter().map(|(line, [rows, says, digest])| {
            Piece::of(rows, says, digest).ok_or_else(|| format!("what line {line} carries of it was changed or cut"))
        });
        joined(&pieces.collect::<Result<Vec<_>, String>>()?)
    })
}

/// What rows carry together.
fn joined(pieces: &[Piece<'_>]) -> Result<Carried, String> {
    let Some(first) = pieces.first() else { return Err("no row carries anything of it any more".into()) };
    if pieces.iter().any(|piece| (piece.of, piece.whole) != (first.of, first.whole)) {
        return Err("its rows are those of several registers that went out".into());
    }
    let mut carried = Carried::default();
    let mut known: BTreeMap<usize, &str> = BTreeMap::new();
    let mut own: BTreeMap<usize, [&str; 3]> = BTreeMap::new();
    for Piece { at, of, ids, says, .. } in pieces {
        let places = std::iter::once(0).chain(steps(*of)).map(|step| (at + step) % of);
        known.extend(places.zip(ids.iter().copied()));
        own.insert(*at, ["", ids[0], says]);
        carried.take(ids[0], says).ok_or_else(|| format!("what `{}` said cannot be read", ids[0]))?;
    }
    if own.len() == first.of && !digest(own.into_values()).starts_with(first.whole) {
        return Err("what its rows carry is not what went out".into());
    }
    carried.unnamed = first.of - known.len();
    carried.ids = known.into_values().map(str::to_owned).collect();
    Ok(carried)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::value::Map;

    fn out(n: usize, says: &str) -> Vec<Out> {
        let record = |n: usize| {
            let mut map = Map::default();
            map.put("id", format!("RSK-{n}"));
            map.put("title", format!("{says} {n}"));
            Out::new(&format!("RSK-{n}"), Some(map))
        };
        (0..n).map(record).collect()
    }

    fn rows(cells: Vec<Vec<String>>) -> Vec<Row> {
        (1..).zip(cells).map(|(line, cells)| Row { line, cells, is_apart: false, is_spread: false }).collect()
    }

    fn csv(out: &[Out]) -> (Vec<String>, Vec<Row>) {
        let (header, cells) = columns(out);
        (header.into_iter().map(str::to_owned).collect(), rows(cells))
    }

    #[test]
    fn what_a_workbook_carries_comes_back_whatever_its_length() {
        let out = out(3, &" 😀|".repeat(40_000));
        let carried = of_sheet(&rows(sheet(&[("risk", &out), ("asset", &[])]))).unwrap();
        assert_eq!((carried.len(), carried["risk"].ids.len(), carried["risk"].says.len()), (1, 3, 3));
        assert!(carried["risk"].says["RSK-2"].text_at(&["title"]).unwrap().ends_with("😀| 2"));
        assert!(sheet(&[("risk", &out)]).iter().flatten().all(|cell| cell.encode_utf16().count() < 32_767));
    }

    #[test]
    fn a_sheet_that_was_changed_or_cut_is_told() {
        let whole = sheet(&[("risk", &out(3, "Fire"))]);
        let mut changed = whole.clone();
        changed[2][2] = changed[2][2].replace("Fire", "Flood");
        let mut cut = whole.clone();
        cut.pop();
        let mut moved = whole.clone();
        moved.swap(1, 2);
        for damaged in [changed, cut, moved, whole[..1].to_vec()] {
            assert!(of_sheet(&rows(damaged)).is_err_and(|problem| problem.contains("changed or cut")));
        }
        assert!(of_sheet(&rows(whole)).is_ok());
    }

    #[test]
    fn rows_that_are_left_know_of_those_that_are_gone() {
        let (header, all) = csv(&out(100, "Fire"));
        let left = |keeps: &dyn Fn(usize) -> bool| {
            let left = all.iter().enumerate().filter(|(at, _)| keeps(*at));
            let left: Vec<Row> =
                left.map(|(_, row)| Row { line: row.line, cells: row.cells.clone(), is_apart: false, is_spread: false }).collect();
            of_rows(&header, &left).unwrap().unwrap()
        };
        for keeps in [&(|at: usize| at.is_multiple_of(3)) as &dyn Fn(usize) -> bool, &|at| !(20..60).contains(&at), &|at| at < 50] {
            let carried = left(keeps);
            assert_eq!((carried.ids.len(), carried.unnamed), (100, 0));
            assert!(carried.says.len() < 100);
        }
        assert_eq!((left(&|at| at == 7).ids.len(), left(&|at| at == 7).unnamed), (8, 92));
    }

    #[test]
    fn a_row_that_was_changed_or_comes_from_elsewhere_is_told() {
        let (header, mut rows) = csv(&out(4, "Fire"));
        let (_, others) = csv(&out(4, "Flood"));
        let problem = |header: &[String], rows: &[Row]| of_rows(header, rows).unwrap().unwrap_err();
        assert!(of_rows(&["id".to_owned()], &rows).is_none());
        assert!(problem(&header[..2], &rows).contains("one is gone"));
        let before = rows[2].cells[1].clone();
        rows[2].cells[1] = before.replace("Fire", "Frost");
        assert_eq!(problem(&header, &rows), "what line 3 carries of it was changed or cut");
        rows[2].cells[1] = before;
        assert!(of_rows(&header, &rows).unwrap().is_ok());
        rows.extend(others);
        assert!(problem(&header, &rows).contains("several registers"));
        assert!(problem(&header, &[]).contains("no row"));
    }

    #[test]
    fn a_row_alone_is_known() {
        let (header, rows) = csv(&out(1, "Fire"));
        assert_eq!(of_rows(&header, &rows).unwrap().unwrap().ids.len(), 1);
    }
}
