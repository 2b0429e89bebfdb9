//! What the rows of a sheet are, by its headers: those that few kinds of sheets have say most.

use super::annex;
use super::columns::{found, meant, remarked};
use super::field::Headers;
use super::kind::{KINDS, SheetKind};
use super::letters;
use super::mapping::Asked;
use super::measures::Measures;
use super::sheet::{Book, Meant};
use super::soa;
use super::tongues;
use super::words;
use crate::base::text::list_of;
use crate::model::program::Program;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

/// The header stands among the first rows.
const FIRST_ROWS: usize = 30;
/// A kind is known if its headers count so many times as much as those of the next one, in tenths.
const CLEARLY: usize = 14;
/// A header that is the number of a row in more kinds tells no kind.
const NUMBERED: usize = 3;
/// A header counts this much if one kind alone has it.
const WHOLE: usize = 1000;
/// Fewer known headers among as many others may be those of anything.
const FEW: usize = 3;

/// The kind of a sheet, and how it is known.
pub struct Recognised {
    pub kind: &'static SheetKind,
    /// How sure that is, in words.
    pub how: String,
}

/// Why the kind of a sheet is not known.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrecognised {
    #[error("`{sheet}` may be {}", list_of(kinds.iter(), "or"))]
    Several { sheet: String, kinds: Vec<&'static str> },
    #[error("`{sheet}` has {known} of its {all} headers in common with `{kind}`, which is too little to tell")]
    Hardly { sheet: String, kind: &'static str, known: usize, all: usize },
    #[error("no kind of sheet has the headers of `{sheet}`")]
    None { sheet: String },
}

/// How much the best row of a sheet speaks for a kind.
struct Fit {
    kind: &'static SheetKind,
    weight: usize,
    /// The headers that it knows, and how many there are.
    known: usize,
    all: usize,
    /// One of them says by itself what the rows are.
    is_told: bool,
}

/// Finds the kind whose headers a sheet has.
///
/// # Errors
/// When there is none, when two fit about as well, or when few headers speak for the best.
pub fn recognise(program: &Program, book: &Book, asked: &Asked) -> Result<Recognised, Unrecognised> {
    let heard = Heard::new(program, asked);
    let mut best: Vec<Fit> = KINDS.iter().map(|kind| Fit { kind, weight: 0, known: 0, all: 0, is_told: false }).collect();
    let in_any = |cell: &str| heard.of(cell).iter().map(|(meant, _)| *meant).max().unwrap_or(Meant::Nothing);
    for rows in book.first_headers(asked.sheet.as_deref(), FIRST_ROWS, &in_any) {
        for (best, here) in best.iter_mut().zip(header(rows.iter().map(|row| fits(row, &heard)).collect())) {
            if here.weight > best.weight {
                *best = here;
            }
        }
    }
    if !has_annex(book) {
        best.retain(|fit| fit.kind.name != soa::NAME || fit.is_told);
    }
    best.retain(|fit| fit.weight > 0);
    best.sort_by_key(|fit| std::cmp::Reverse((fit.weight, fit.known)));
    match &best[..] {
        [] => Err(Unrecognised::None { sheet: book.name().to_owned() }),
        _ if let Some(fit) = called(book.name(), &best) => {
            let how = format!("known by {} of {} headers, and by the name of the file", fit.known, fit.all);
            Ok(Recognised { kind: fit.kind, how })
        }
        [first, second, ..] if first.weight * 10 < second.weight * CLEARLY => {
            Err(Unrecognised::Several { sheet: book.name().to_owned(), kinds: vec![first.kind.name, second.kind.name] })
        }
        [Fit { kind, known, all, .. }, ..] if *known < FEW && known * 2 <= *all && !(kind.is_matrix() || is_called(book.name(), kind)) => {
            Err(Unrecognised::Hardly { sheet: book.name().to_owned(), kind: kind.name, known: *known, all: *all })
        }
        [first, rest @ ..] => {
            let next = rest.first().map_or(String::new(), |next| {
                format!("; {} would be next, with {} % of its weight", next.kind.what, next.weight * 100 / first.weight)
            });
            let how = format!("known by {} of {} headers{next}", first.known, first.all);
            Ok(Recognised { kind: first.kind, how })
        }
    }
}

/// Whether any cell of the first rows is the number of a control of Annex A: a sheet without one, and without a column for
/// what applies, decides nothing on them.
fn has_annex(book: &Book) -> bool {
    let mut cells = book.tables().flat_map(|rows| rows.iter().take(FIRST_ROWS)).flat_map(|row| row.filled());
    cells.any(|cell| annex::named(cell, "").is_ok())
}

/// The one kind that the name of a file says, if its headers fit half as well as those of the best, and it is not that one
/// clearly anyway.
fn called<'f>(file: &str, best: &'f [Fit]) -> Option<&'f Fit> {
    let (first, next) = (best.first()?, best.get(1)?);
    let mut called = best.iter().filter(|fit| fit.weight * 2 >= first.weight && is_called(file, fit.kind));
    let fit = called.next().filter(|_| called.next().is_none())?;
    let is_clear = fit.kind.name == first.kind.name && first.weight * 10 >= next.weight * CLEARLY;
    (!is_clear).then_some(fit)
}

/// Whether the name of a file has that of a kind: `threat-register.csv`, `Risiken 2026.xlsx`.
fn is_called(file: &str, kind: &SheetKind) -> bool {
    let name = Path::new(file).file_stem().map(|name| words::normal(&name.to_string_lossy())).unwrap_or_default();
    let is_kind = |word: &str| word == kind.name || word == kind.what;
    name.split(' ').any(|word| is_kind(word) || tongues::readings(word).iter().any(|reading| is_kind(reading)))
}

/// What the header of a sheet fits: the first row that has at least half as many headers of one kind as the row that has
/// most. In rows below it some cells only happen to have such words.
fn header(rows: Vec<Vec<Fit>>) -> Vec<Fit> {
    let known = |fits: &[Fit]| fits.iter().filter(|fit| fit.weight > 0).map(|fit| fit.known).max().unwrap_or(0);
    let most = rows.iter().map(|fits| known(fits)).max().unwrap_or(0);
    rows.into_iter().find(|fits| known(fits) * 2 >= most).unwrap_or_default()
}

/// Whether cells are the header of a sheet of any kind: one kind knows more than half of them, and none is a number.
pub fn is_header(cells: &[&str]) -> bool {
    let is_number = |cell: &&str| !cell.contains(char::is_alphabetic);
    let known = |headers: &Headers| cells.iter().filter(|cell| found(headers, cell).is_some()).count();
    !cells.iter().any(is_number) && ALL.iter().any(|headers| known(headers) > 1 && known(headers) * 2 > cells.len())
}

/// The headers of all kinds of sheets.
static ALL: LazyLock<Vec<Headers>> = LazyLock::new(|| KINDS.iter().map(|kind| Headers::of(kind.fields)).collect());

/// What a cell would mean as a header of each kind, and its field there.
type Meanings = Rc<[(Meant, Option<&'static str>)]>;

/// What cells mean, each text looked up once: rows below a header say the same over and over.
struct Heard<'a> {
    headers: Vec<Headers>,
    asked: &'a Asked,
    measures: Measures<'a>,
    known: RefCell<HashMap<String, Meanings>>,
}

impl<'a> Heard<'a> {
    fn new(program: &'a Program, asked: &'a Asked) -> Self {
        let headers = KINDS.iter().map(|kind| Headers::of(kind.fields)).collect();
        Self { headers, asked, measures: Measures::of(program, &asked.scales), known: RefCell::default() }
    }

    fn of(&self, cell: &str) -> Meanings {
        if let Some(known) = self.known.borrow().get(cell) {
            return Rc::clone(known);
        }
        let field = |headers: &Headers| found(headers, cell).or_else(|| remarked(headers, cell)).map(|(field, _)| field);
        let meaning = |headers| (meant(headers, cell, self.asked, &self.measures), field(headers));
        let found: Meanings = self.headers.iter().map(meaning).collect();
        self.known.borrow_mut().insert(cell.to_owned(), Rc::clone(&found));
        found
    }

    /// The same beside other cells: letters that stand for a likelihood and an impact are ratings.
    fn beside(&self, cell: &str, letters: &[&str]) -> Meanings {
        let found = self.of(cell);
        if !letters.contains(&cell) {
            return found;
        }
        let rated = |(headers, (meant, field)): (&Headers, &(Meant, Option<&'static str>))| {
            (if headers.has_ratings() { Meant::Rating } else { *meant }, *field)
        };
        self.headers.iter().zip(found.iter()).map(rated).collect()
    }
}

/// How much the cells of a row speak for each kind, if they were headers.
fn fits(cells: &[String], heard: &Heard<'_>) -> Vec<Fit> {
    let letters: Vec<&str> = letters::letters(cells).into_iter().map(|(at, _)| cells[at].as_str()).collect();
    let meanings: Vec<Meanings> = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| heard.beside(cell, &letters)).collect();
    // One alone may be the severity of anything.
    let ratings = |at: usize| meanings.iter().filter(|cell| cell[at].0 == Meant::Rating).count();
    let is_rated: Vec<bool> = (0..KINDS.len()).map(|at| ratings(at) > 1).collect();
    let mut fits: Vec<Fit> = KINDS.iter().map(|kind| Fit { kind, weight: 0, known: 0, all: meanings.len(), is_told: false }).collect();
    let mut says_what = vec![false; KINDS.len()];
    for cell in meanings {
        let known: Vec<bool> = cell.iter().map(|(meant, _)| *meant != Meant::Nothing).collect();
        // What is the number of a row in many kinds says nothing of one in which it is more.
        let is_number = cell.iter().filter(|(_, field)| *field == Some("id")).count() > NUMBERED;
        let is_needed = |at: usize, field: &str| KINDS[at].needed(is_rated[at]).any(|needed| needed == field);
        let names = |at: usize| !is_number && cell[at].1.is_some_and(|field| is_needed(at, field));
        let named: Vec<bool> = (0..KINDS.len()).map(names).collect();
        // Rows that are rated are about what is rated.
        let tells =
            |at: usize| is_rated[at] && cell[at].0 == Meant::Rating || cell[at].1.is_some_and(|field| KINDS[at].telling.contains(&field));
        let about: Vec<bool> = (0..KINDS.len()).map(|at| named[at] || tells(at)).collect();
        let share = |kinds: &[bool]| WHOLE / kinds.iter().filter(|kind| **kind).count().max(1);
        // What rows are about counts twice, but for numbers, which all have.
        let twice = if cell.iter().any(|(_, field)| *field == Some("id")) { 0 } else { share(&about) };
        for (at, fit) in fits.iter_mut().enumerate() {
            fit.known += usize::from(known[at]);
            fit.weight += if known[at] { share(&known) } else { 0 } + if about[at] { twice } else { 0 };
            says_what[at] |= named[at];
            fit.is_told |= cell[at].1.is_some_and(|field| fit.kind.telling.contains(&field));
        }
    }
    fits.iter_mut().zip(says_what).filter(|(_, says_what)| !says_what).for_each(|(fit, _)| fit.weight = 0);
    fits
}
