//! A register that went out, was worked on and comes back, while the records went on.

use super::act::{Act, Done, How, find, perform};
use super::error::{Error, What};
use super::ids;
use super::import::unreadable;
use super::layout::Layout;
use super::note::Note;
use super::open::View;
use super::read::Read;
use super::remove::{end_of, is_retired, retire_too};
use crate::base::node::Node;
use crate::base::text::{count, one};
use crate::edit::value::Map;
use crate::edit::yaml;
use crate::history::changes::is_over;
use crate::import::update::{self, Began, Conflict, Held, Placed, Prefer, Update};
use crate::import::{Asked, Book, Fault, Kept, Meant, Sheet};
use crate::model::facts::Facts;
use crate::model::kinds::{self, KindInfo};
use crate::model::program::Program;
use crate::store::write::Change;
use std::collections::BTreeMap;
use std::io;

/// So many conflicts are named.
const SHOWN: usize = 20;
/// Further fields by which records say that they are over, where their kind has them.
const ENDS: [&str; 3] = ["left", "ended", "done"];

/// A file with registers that come back.
pub struct Coming<'a> {
    /// Of which kind its rows are; without it the file says so, and may have several.
    pub kind: Option<&'static KindInfo>,
    pub book: Book,
    pub asked: &'a Asked,
    /// The map that it went out by.
    pub map: Option<&'a Kept>,
    pub prefer: Option<Prefer>,
    /// Says what becomes of a record whose row is gone.
    pub decide: &'a mut dyn FnMut(&Gone) -> io::Result<Fate>,
}

/// A record that is there, and whose row was taken out of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub id: String,
    pub title: String,
    /// Records of its kind are taken out of use, and stay.
    pub can_retire: bool,
    /// What brings it to its end, as a sentence.
    pub end: String,
}

/// What becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Keep,
    /// It is taken out of use, for this reason.
    Retire(String),
    /// Nobody has decided.
    Open,
}

/// A register of one kind, as it came back.
struct Back {
    kind: &'static KindInfo,
    base: Option<Began>,
    sheet: Sheet,
    columns: Vec<Placed>,
    /// Columns that no field takes.
    unread: Vec<Fault>,
    /// What becomes of records whose rows are gone.
    fates: BTreeMap<String, Fate>,
}

/// Joins the registers of a file with the records, all or none: what only a sheet changed is taken, what only the records
/// changed stays.
///
/// # Errors
/// When both changed the same and nobody said whose is taken, and nothing is written then; when a sheet cannot be read; and
/// as [`perform`].
pub fn update(view: &View, how: &How, coming: Coming<'_>) -> Result<Done, Error> {
    let Coming { kind, book, asked, map, prefer, decide } = coming;
    let before = view.load()?;
    let name = book.name().to_owned();
    let mut backs = Vec::new();
    if kind.is_none() {
        for gone in gone_sheets(&book) {
            view.note(Note::usual(format!(
                "{name}: the sheet of its {gone} was taken out, and nothing is made of that: their records stay"
            )));
        }
    }
    for (kind, book) in registers(book, kind) {
        let base = base(view, &before.program, kind, &book)?;
        let layout = map.map(|map| Layout::of(map, kind, &before.program, view)).transpose()?;
        let (sheet, columns) = rows(kind, book, asked, layout.as_ref())?;
        let unread = unread(kind, &sheet, &columns, layout.as_ref());
        for remark in &sheet.remarks {
            view.note(Note::usual(format!("{}: {}", sheet.marks.place(&sheet.name, remark.line, remark.cell), remark.message)));
        }
        backs.push(Back { kind, base, sheet, columns, unread, fates: BTreeMap::new() });
    }
    // Whoever is asked takes their time, and keeps nobody from writing meanwhile.
    for Back { kind, base, sheet, columns, fates, .. } in &mut backs {
        for id in update::gone((&before.program, kind, base.as_ref()), sheet, columns).unwrap_or_default() {
            if let Some(gone) = of_gone(&before.program, kind, &id) {
                fates.insert(id, decide(&gone)?);
            }
        }
    }
    let what = match &backs[..] {
        [one] => one.sheet.name.clone(),
        _ => name,
    };
    perform(view, how, |read| {
        let joined = backs.iter().map(|back| back.join(view, read, prefer)).collect::<Vec<Update>>();
        let known = backs.iter().zip(&joined).filter(|(_, update)| !update.conflicts.is_empty()).all(|(back, _)| back.base.is_some());
        refuse_conflicts(&joined.iter().flat_map(|update| &update.conflicts).collect::<Vec<_>>(), known)?;
        let mut act = Act { what: format!("Take what `{what}` says"), ..Act::default() };
        backs.iter().zip(joined).try_for_each(|(back, update)| back.add(&mut act, view, read, update))?;
        Ok(act)
    })
}

/// The registers that a file is made of, each by itself: of the kind that is named, or of all that its columns name.
fn registers(book: Book, kind: Option<&'static KindInfo>) -> Vec<(&'static KindInfo, Book)> {
    if let Some(kind) = kind {
        return vec![(kind, book)];
    }
    let origin = book.origin();
    let sheet_of = |kind: &KindInfo| {
        let mut held = origin.columns.iter().filter(|held| held.field.split_once('.').is_some_and(|(of, _)| of == kind.name));
        held.find(|held| book.has(&held.sheet)).map(|held| held.sheet.clone())
    };
    let kinds = origin.kinds().into_iter().filter_map(kinds::by_name);
    let (kinds, names): (Vec<_>, Vec<String>) = kinds.filter_map(|kind| Some((kind, sheet_of(kind)?))).unzip();
    match names.len() {
        0 | 1 => kinds.into_iter().zip([book]).collect(),
        _ => kinds.into_iter().zip(book.apart(&names)).collect(),
    }
}

/// What the records of registers are called that went out with a file and are not in it any more.
fn gone_sheets(book: &Book) -> Vec<&'static str> {
    let origin = book.origin();
    let is_there = |kind: &str| {
        origin.columns.iter().any(|held| held.field.split_once('.').is_some_and(|(of, _)| of == kind) && book.has(&held.sheet))
    };
    origin.sent.split(' ').filter(|kind| !is_there(kind)).filter_map(kinds::by_name).map(|kind| kind.folder).collect()
}

impl Back {
    /// Holds it against the records as they are.
    fn join(&self, view: &View, read: &Read, prefer: Option<Prefer>) -> Update {
        let elsewhere = ids::elsewhere(view, self.kind).unwrap_or_default();
        let held = Held {
            ours: &read.loaded.program,
            base: self.base.as_ref(),
            kind: self.kind,
            elsewhere: &elsewhere,
            prefer,
            today: view.today,
            takes_consents: false,
        };
        update::update(&held, &self.sheet, &self.columns)
    }

    /// Adds what it changes to what is done.
    fn add(&self, act: &mut Act, view: &View, read: &Read, update: Update) -> Result<(), Error> {
        let Self { kind, sheet, unread, fates, .. } = self;
        let Update { says, new, missing, rowless, faults, .. } = update;
        if rowless > 0 {
            view.note(Note::usual(format!(
                "{}: {} no row in the sheet, which does not tell whether there was one: nothing is made of that",
                sheet.name,
                if rowless == 1 { "1 record has".into() } else { format!("{rowless} records have") }
            )));
        }
        act.files.extend(new.iter().map(|(id, map)| Change::new(format!("{}/{id}.yaml", kind.folder), yaml::record(kind, map))));
        let faults = unread.iter().chain(&faults).chain(&sheet.faults);
        let left =
            faults.map(|fault| format!("{}: {}; {}", sheet.marks.place(&sheet.name, fault.line, fault.cell), fault.message, fault.help));
        act.left.extend(left);
        act.says.extend(says);
        act.tells.extend(new.into_iter().map(|(id, _)| id));
        missing.iter().try_for_each(|id| end(act, read, kind, id, fates.get(id)))
    }
}

/// The rows of the register in a file, and which column is which field.
fn rows(kind: &'static KindInfo, book: Book, asked: &Asked, layout: Option<&Layout>) -> Result<(Sheet, Vec<Placed>), Error> {
    let origin = book.origin().clone();
    let is_laid = |header: &str| layout.is_some_and(|layout| layout.columns.iter().any(|laid| laid.header == header));
    let means = |header: &str| if update::is_header(kind, header) || is_laid(header) { Meant::Field } else { Meant::Nothing };
    let named = origin.columns.iter().find(|held| held.field.starts_with(&format!("{}.", kind.name)));
    let wanted = asked.sheet.clone().or_else(|| named.map(|held| held.sheet.clone()).filter(|sheet| book.has(sheet)));
    let grid = book.pick(wanted.as_deref(), &means).map_err(unreadable)?;
    let line = asked.header_line.or_else(|| named.map(|held| held.line).filter(|line| grid.rows.iter().any(|row| row.line == *line)));
    let mut sheet = Sheet::of(grid, &means, line).map_err(unreadable)?;
    let columns = match layout {
        Some(layout) => {
            let columns = layout.placed(&mut sheet)?;
            update::refuse_crossed(&sheet, kind, &origin.columns, &columns).map_err(unreadable)?;
            columns
        }
        None => update::columns(&sheet, kind, &origin.columns).map_err(unreadable)?,
    };
    if !columns.iter().any(|placed| placed.path() == "id") || columns.len() < 2 {
        let error = Error::failed(format!("`{}` has no column of ids beside fields, so it is no register that went out", sheet.name));
        return Err(error.hint(format!("`isms export {}` writes one; without `--update` any register is read", kind.name)));
    }
    Ok((sheet, columns))
}

/// Columns with something in them that the register does not have, and how they are kept.
fn unread(kind: &'static KindInfo, sheet: &Sheet, columns: &[Placed], layout: Option<&Layout>) -> Vec<Fault> {
    let is_left_out = |header: &str| layout.is_some_and(|layout| layout.columns.iter().any(|laid| laid.header == header));
    let help = |header: &str| match layout {
        Some(_) => format!("a line of the map keeps it, such as `{header}: custom`, or leaves it out, as `-` does"),
        None => update::keep(kind, header),
    };
    update::unread(sheet, kind, columns, &is_left_out, &help)
}

/// A record whose row is gone; None if it is at its end already.
fn of_gone(program: &Program, kind: &KindInfo, id: &str) -> Option<Gone> {
    let node = find(program, id).ok()?.node;
    let says = |name: &str| node.get(name).map_or("", Node::text);
    let has_ended = |name: &&str| Facts::of(kind.name).field(name).is_known() && node.get(name).is_some_and(Node::is_filled);
    let is_at_end = is_over(node) || ENDS.iter().any(has_ended);
    let otherwise = || match Facts::of(kind.name).stays() {
        true => format!("{} tells of what happened, and stays", one(kind.name)),
        false => format!("`isms rm {id}` takes it away if nothing refers to it"),
    };
    (!is_at_end).then(|| Gone {
        id: id.to_owned(),
        title: says("title").to_owned(),
        can_retire: is_retired(kind.name),
        end: end_of(kind.name, id).unwrap_or_else(otherwise),
    })
}

/// Brings a record whose row is gone to the end that was decided on, or tells that nobody did.
fn end(act: &mut Act, read: &Read, kind: &KindInfo, id: &str, fate: Option<&Fate>) -> Result<(), Error> {
    let Some(gone) = of_gone(&read.loaded.program, kind, id) else { return Ok(()) };
    match fate {
        Some(Fate::Keep) => Ok(()),
        Some(Fate::Retire(why)) if gone.can_retire => retire_too(act, read, find(&read.loaded.program, id)?, why, None),
        _ => {
            let Gone { title, end, .. } = gone;
            act.left.push(format!("`{id}` {title}: its row is gone and the record is there; {end}; `--gone keep` leaves it as it is"));
            Ok(())
        }
    }
}

/// What the records said that went out: those of the commit that the sheet names, or what it carries itself.
fn base(view: &View, program: &Program, kind: &'static KindInfo, book: &Book) -> Result<Option<Began>, Error> {
    let origin = book.origin();
    let carried = match &origin.carried {
        Some(Ok(kinds)) => Some(kinds.get(kind.name).or_else(|| kinds.get("")).cloned().unwrap_or_default()),
        Some(Err(problem)) => {
            view.note(Note::usual(format!("what the sheet carries of the records that went out cannot be used: {problem}")));
            None
        }
        None => None,
    };
    if let Some(carried) = carried.as_ref().filter(|carried| carried.unnamed > 0) {
        let (rows, have) = if carried.unnamed == 1 { ("row", "has") } else { ("rows", "have") };
        view.note(Note::usual(format!("{} {rows} that went out {have} gone and no row names them any more", carried.unnamed)));
    }
    match (&origin.commit, carried) {
        (Some(commit), carried) => {
            let says = of_commit(view, kind, commit)?;
            let ids = match (&origin.carried, carried) {
                (Some(Err(_)), _) => None,
                (_, Some(carried)) => Some(carried.ids),
                (_, None) => Some(says.keys().cloned().collect()),
            };
            Ok(Some(Began { says, ids }))
        }
        (None, Some(carried)) => {
            if !carried.ids.is_empty() && !carried.ids.iter().any(|id| program.known(id).is_some()) {
                view.note(Note::usual("none of the records that went out is here, so the register is taken for one of another programme"));
                return Ok(None);
            }
            Ok(Some(Began { says: carried.says, ids: Some(carried.ids) }))
        }
        (None, None) => {
            view.note(Note::usual(
                "the sheet does not say what it began with, so it is held against the records as they are: who changed what is not known",
            ));
            Ok(None)
        }
    }
}

fn of_commit(view: &View, kind: &'static KindInfo, commit: &str) -> Result<BTreeMap<String, Map>, Error> {
    match view.elsewhere(commit) {
        Ok(then) => Ok(update::all(&then.load()?.program, kind)),
        Err(error) => {
            let error = Error::failed(format!("the sheet began with commit `{commit}`, which cannot be had: {error}"));
            let error = error.hint("`git fetch --all` may bring it; it is needed to tell who changed what");
            Err(error.hint("a register of another programme comes in without `--update`"))
        }
    }
}

fn refuse_conflicts(conflicts: &[&Conflict], has_base: bool) -> Result<(), Error> {
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
    let Conflict { cell, place, path, sheet, records, base, .. } = conflict;
    let shown = |text: &str| if text.is_empty() { "nothing".into() } else { format!("`{}`", text.lines().next().unwrap_or_default()) };
    let before = base.as_deref().map_or(String::new(), |base| format!("; before, {}", shown(base)));
    format!("{cell} says {}, and {place} {} (`{path}`){before}", shown(sheet), shown(records))
}
