//! A register that went out, was worked on and comes back, while the records went on.

use super::act::{Act, Done, How, perform};
use super::error::{Error, What};
use super::ids;
use super::import::unreadable;
use super::layout::Layout;
use super::note::Note;
use super::open::View;
use super::registers::COMMIT;
use crate::base::text::{count, list_of};
use crate::edit::value::Map;
use crate::edit::yaml;
use crate::import::update::{self, Conflict, Held, Prefer, Update};
use crate::import::{Asked, Book, Kept, Meant, Sheet};
use crate::model::kinds::KindInfo;
use crate::store::write::Change;
use std::collections::BTreeMap;

/// So many conflicts are named.
const SHOWN: usize = 20;

/// A register that comes back.
pub struct Coming<'a> {
    pub kind: &'static KindInfo,
    pub book: Book,
    pub asked: &'a Asked,
    /// The map that it went out by.
    pub map: Option<&'a Kept>,
    pub prefer: Option<Prefer>,
}

/// Joins a register of a kind with the records: what only the sheet changed is taken, what only the records changed stays.
///
/// # Errors
/// When both changed the same and nobody said whose is taken, and nothing is written then; when the sheet cannot be read; and
/// as [`perform`].
pub fn update(view: &View, how: &How, coming: Coming<'_>) -> Result<Done, Error> {
    let Coming { kind, book, asked, map, prefer } = coming;
    let base = base(view, kind, &book)?;
    let origin = book.origin().clone();
    let layout = map.map(|map| Layout::of(map, kind, &view.load()?.program, view)).transpose()?;
    let is_laid = |header: &str| layout.as_ref().is_some_and(|layout| layout.columns.iter().any(|laid| laid.header == header));
    let means = |header: &str| if update::is_header(kind, header) || is_laid(header) { Meant::Field } else { Meant::Nothing };
    let named = origin.columns.iter().find(|held| held.field.starts_with(&format!("{}.", kind.name)));
    let wanted = asked.sheet.clone().or_else(|| named.map(|held| held.sheet.clone()).filter(|sheet| book.has(sheet)));
    let grid = book.pick(wanted.as_deref(), &means).map_err(unreadable)?;
    let line = asked.header_line.or_else(|| named.map(|held| held.line).filter(|line| grid.rows.iter().any(|row| row.line == *line)));
    let mut sheet = Sheet::of(grid, &means, line).map_err(unreadable)?;
    let columns = match &layout {
        Some(layout) => layout.placed(&mut sheet)?,
        None => update::columns(&sheet, kind, &origin.columns),
    };
    if !columns.iter().any(|placed| placed.path() == "id") || columns.len() < 2 {
        let error = Error::failed(format!("`{}` has no column of ids beside fields, so it is no register that went out", sheet.name));
        return Err(error.hint(format!("`isms export {}` writes one; without `--update` any register is read", kind.name)));
    }
    for remark in &sheet.remarks {
        view.note(Note::usual(format!("{}: {}", sheet.marks.place(&sheet.name, remark.line, remark.cell), remark.message)));
    }
    perform(view, how, |read| {
        let elsewhere = ids::elsewhere(view, kind).unwrap_or_default();
        let held = Held { ours: &read.loaded.program, base: base.as_ref(), kind, elsewhere: &elsewhere, prefer, today: view.today };
        let Update { says, new, conflicts, missing, faults } = update::update(&held, &sheet, &columns);
        refuse_conflicts(&conflicts, base.is_some())?;
        if !missing.is_empty() {
            view.note(Note::usual(untaken(&missing)));
        }
        let files = new.iter().map(|(id, map)| Change::new(format!("{}/{id}.yaml", kind.folder), yaml::record(kind, map)));
        let faults = faults.iter().chain(&sheet.faults);
        let left =
            faults.map(|fault| format!("{}: {}; {}", sheet.marks.place(&sheet.name, fault.line, fault.cell), fault.message, fault.help));
        Ok(Act {
            what: format!("Take what `{}` says", sheet.name),
            says,
            files: files.collect(),
            tells: new.into_iter().map(|(id, _)| id).collect(),
            left: left.collect(),
            ..Act::default()
        })
    })
}

/// What the records said that went out: those of the commit that the sheet names.
fn base(view: &View, kind: &'static KindInfo, book: &Book) -> Result<Option<BTreeMap<String, Map>>, Error> {
    let Some(commit) = &book.origin().commit else {
        view.note(Note::usual(
            "the sheet does not say what it began with, so it is held against the records as they are: who changed what is not known",
        ));
        return Ok(None);
    };
    match view.elsewhere(commit) {
        Ok(then) => Ok(Some(update::all(&then.load()?.program, kind))),
        Err(error) => {
            let error = Error::failed(format!("the sheet began with commit `{commit}`, which cannot be had: {error}"));
            let error = error.hint("`git fetch --all` may bring it; it is needed to tell who changed what");
            Err(error.hint(format!("a register of another programme comes in as CSV without the column `{COMMIT}`")))
        }
    }
}

fn refuse_conflicts(conflicts: &[Conflict], has_base: bool) -> Result<(), Error> {
    if conflicts.is_empty() {
        return Ok(());
    }
    let what =
        if has_base { "the sheet and the records both changed, and not alike" } else { "the sheet and the records say different things" };
    let error = Error::from(What::Choice(format!("{what}: {}", count(conflicts.len(), "field"))));
    let error = conflicts.iter().take(SHOWN).fold(error, |error, conflict| error.hint(said(conflict)));
    let error = match conflicts.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        Some(more) => error.hint(format!("and {more} more like these")),
        None => error,
    };
    Err(error
        .hint("`--prefer sheet` takes what the sheet says of all of these, `--prefer records` leaves the records; nothing was written"))
}

fn said(conflict: &Conflict) -> String {
    let Conflict { cell, place, path, sheet, records, base } = conflict;
    let shown = |text: &str| if text.is_empty() { "nothing".into() } else { format!("`{}`", text.lines().next().unwrap_or_default()) };
    let before = base.as_deref().map_or(String::new(), |base| format!("; before, {}", shown(base)));
    format!("{cell} says {}, and {place} {} (`{path}`){before}", shown(sheet), shown(records))
}

fn untaken(missing: &[String]) -> String {
    const MOST: usize = 8;
    let named = list_of(missing.iter().take(MOST), "and");
    let more = if missing.len() > MOST { ", and others," } else { "" };
    let (has, is) = if missing.len() == 1 { ("has", "it stays") } else { ("have", "they stay") };
    format!("{named}{more} {has} no row in the sheet any more; {is}: `isms retire` or `isms rm` takes a record out")
}
