//! What the rows of a sheet are, by its headers: those that few kinds of sheets have say most.

use super::columns::{meant, normal};
use super::field::Headers;
use super::kind::{KINDS, SheetKind};
use super::mapping::Asked;
use super::measures::Measures;
use super::sheet::{Book, Meant};
use crate::base::text::list_of;
use crate::model::program::Program;

/// The header stands among the first rows.
const FIRST_ROWS: usize = 30;
/// A kind is known if its headers count so many times as much as those of the next one, in tenths.
const CLEARLY: usize = 14;
/// A header counts this much if one kind alone has it.
const WHOLE: usize = 1000;

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
}

/// Finds the kind whose headers a sheet has.
///
/// # Errors
/// When there is none, or when two fit about as well.
pub fn recognise(program: &Program, book: &Book, asked: &Asked) -> Result<Recognised, Unrecognised> {
    let measures = Measures::of(program, &asked.scales);
    let headers: Vec<Headers> = KINDS.iter().map(|kind| Headers::of(kind.fields)).collect();
    let mut best: Vec<Fit> = KINDS.iter().map(|kind| Fit { kind, weight: 0, known: 0, all: 0 }).collect();
    for row in book.first_rows(asked.sheet.as_deref(), FIRST_ROWS) {
        let here = fits(&row.cells, &headers, |headers, cell| meant(headers, cell, asked, &measures) != Meant::Nothing);
        for (best, here) in best.iter_mut().zip(here) {
            if here.weight > best.weight {
                *best = here;
            }
        }
    }
    best.retain(|fit| fit.weight > 0);
    best.sort_by_key(|fit| std::cmp::Reverse((fit.weight, fit.known)));
    match &best[..] {
        [] => Err(Unrecognised::None { sheet: book.name().to_owned() }),
        [first, second, ..] if first.weight * 10 < second.weight * CLEARLY => {
            Err(Unrecognised::Several { sheet: book.name().to_owned(), kinds: vec![first.kind.name, second.kind.name] })
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

/// How much the cells of a row speak for each kind, if they were headers.
fn fits(cells: &[String], headers: &[Headers], knows: impl Fn(&Headers, &str) -> bool) -> Vec<Fit> {
    let cells: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    let mut fits: Vec<Fit> = KINDS.iter().map(|kind| Fit { kind, weight: 0, known: 0, all: cells.len() }).collect();
    let mut says_what = vec![false; KINDS.len()];
    for cell in cells {
        let known: Vec<bool> = headers.iter().map(|headers| knows(headers, cell)).collect();
        let fields: Vec<Option<&str>> = headers.iter().map(|headers| headers.find(&normal(cell)).map(|(field, _)| field)).collect();
        let about: Vec<bool> =
            KINDS.iter().zip(&fields).map(|(kind, field)| field.is_some_and(|field| kind.needed.contains(&field))).collect();
        let share = |kinds: &[bool]| WHOLE / kinds.iter().filter(|kind| **kind).count().max(1);
        // What rows are about counts twice, but for numbers, which all have.
        let twice = if fields.contains(&Some("id")) { 0 } else { share(&about) };
        for (at, fit) in fits.iter_mut().enumerate() {
            fit.known += usize::from(known[at]);
            fit.weight += if known[at] { share(&known) } else { 0 } + if about[at] { twice } else { 0 };
            says_what[at] |= about[at];
        }
    }
    fits.iter_mut().zip(says_what).filter(|(_, says_what)| !says_what).for_each(|(fit, _)| fit.weight = 0);
    fits
}
