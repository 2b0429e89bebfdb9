//! Records from a sheet.

use super::error::{Error, What};
use super::open::View;
use crate::base::date::Date;
use crate::base::text::{did_you_mean, list_of};
use crate::import::returned::{self, Register};
use crate::import::{self, Asked, Book, ImportError, KINDS, Kept, MapError, Plan, SheetError, SheetKind, Unrecognised, recognise};
use crate::load::{Loaded, load};
use crate::render::escape::terminal_line;
use crate::report::import::ImportReport;
use crate::store::overlay::Overlay;
use crate::store::plain;
use crate::store::write::Change;
use crate::store::{RelPath, Source};
use std::collections::HashMap;
use std::io::{self, Read as _};
use std::path::Path;

/// No register is larger, and a device may never end.
const LARGEST: u64 = 64 << 20;

/// Reads the sheets of a file.
///
/// # Errors
/// When the file cannot be read, or is no sheet.
pub fn sheets(path: &Path) -> Result<Book, Error> {
    let name = path.display().to_string();
    let bytes = read(path).map_err(|source| What::Reading { what: format!("`{name}`"), source })?;
    Book::read(&name, &bytes).map_err(unreadable)
}

/// Reads a map that is kept.
///
/// # Errors
/// When the file cannot be read, or is no map.
pub fn kept(path: &Path) -> Result<Kept, Error> {
    let name = path.display().to_string();
    let bytes = read(path).map_err(|source| {
        let reading = What::Reading { what: format!("the map `{name}`"), source };
        Error::from(reading).hint("`isms import FILE --write-map MAP` writes what is understood of a sheet")
    })?;
    Kept::read(&name, bytes).map_err(|fault| Error::asked(fault.to_string()).hint(fault.help))
}

/// The kind of sheet called so, as somebody said it or as it stands at a place of a map.
///
/// # Errors
/// When there is none.
pub fn sheet_kind(name: &str, place: Option<&str>) -> Result<&'static SheetKind, Error> {
    KINDS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let Some(place) = place else {
            let error = Error::asked(format!("no sheet of others is read as `{name}`"));
            return error.hint("`--update` reads a register that `isms export` wrote");
        };
        let names = || KINDS.iter().map(|kind| kind.name);
        let near = did_you_mean(name, names()).map_or(String::new(), |near| format!("did you mean `{near}`? "));
        Error::asked(format!("{place}: no sheet is read as `{name}`")).hint(format!("{near}the kinds are {}", list_of(names(), "and")))
    })
}

/// What came of sheets.
pub struct Imported {
    pub plans: Vec<Plan>,
    pub report: ImportReport,
    /// What was written, or would be.
    pub changes: Vec<Change>,
}

impl Imported {
    /// For people, with the difference that it would make where nothing was written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let written = self.report.written;
        for (at, plan) in self.plans.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            plan.write(out, written)?;
        }
        if !written && !self.changes.is_empty() {
            writeln!(out)?;
            import::diff(&self.changes).lines().try_for_each(|line| writeln!(out, "{}", terminal_line(line)))?;
        }
        Ok(())
    }
}

/// Why sheets are not imported.
pub struct Refusal {
    pub error: Box<Error>,
    /// What was understood of the sheet that was refused, as a map with what is to be said first.
    pub map: Option<String>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error: Box::new(error), map: None }
    }
}

/// Plans what sheets bring, and writes it unless it is only to be told. They come in an order in which each finds what it
/// names. Returns a plan for each, and what was written or would be, all or nothing.
///
/// # Errors
/// When it is unclear what a sheet or a column is, when a fault would result, when bytes cannot be had or files cannot be
/// written.
pub fn import(view: &View, kind: Option<&'static SheetKind>, books: Vec<Book>, asked: &Asked, dry_run: bool) -> Result<Imported, Refusal> {
    if books.len() > 1 && (!asked.maps.is_empty() || asked.header_line.is_some() || asked.sheet.is_some()) {
        let error = Error::asked("`--map`, `--sheet` and `--header-line` speak of one sheet");
        return Err(error.hint("import the sheet they speak of by itself").into());
    }
    let writer = if dry_run { None } else { Some(view.begin_writing()?) };
    let loaded = view.load()?;
    view.mention_findings(&loaded);
    let known = |book: Book| match kind {
        Some(kind) => Ok(Coming::Sheet(kind, None, book)),
        None => recognise(&loaded.program, &book, asked).map(|found| Coming::Sheet(found.kind, Some(found.how), book)),
    };
    let mut coming = Vec::new();
    for book in books {
        match registers(book, kind, asked) {
            Ok(registers) => coming.extend(registers.into_iter().map(Coming::Register)),
            Err(book) => coming.push(known(*book).map_err(unrecognised)?),
        }
    }
    coming.sort_by_key(|coming| coming.kind().place());
    let (mut plans, mut all) = (Vec::new(), Gathered::default());
    for coming in coming {
        let kind = coming.kind();
        let plan = if all.changes.is_empty() {
            coming.plan(&*view.source, &loaded, asked, view.today)
        } else {
            let source = Overlay::of(&*view.source, all.changes.iter().map(|change| (change.path.clone(), change.after.as_deref())));
            coming.plan(&source, &load(&source).map_err(Error::from)?, asked, view.today)
        }
        .map_err(|error| no_plan(error, kind))?;
        all.add(&plan.changes);
        plans.push(plan);
    }
    if let Some(writer) = writer {
        writer.write(&all.changes).map_err(Error::from)?;
    }
    Ok(Imported { report: import::report(&plans, &all.changes, !dry_run, view.today, &view.origin()), plans, changes: all.changes })
}

/// What comes in.
enum Coming {
    /// A sheet of somebody, with how its kind is known.
    Sheet(&'static SheetKind, Option<String>, Book),
    /// What went out of a programme.
    Register(Register),
}

impl Coming {
    fn kind(&self) -> &'static SheetKind {
        match self {
            Self::Sheet(kind, ..) => kind,
            Self::Register(register) => register.sheets,
        }
    }

    fn plan(self, source: &dyn Source, loaded: &Loaded, asked: &Asked, today: Date) -> Result<Plan, ImportError> {
        match self {
            Self::Sheet(kind, how, book) => Ok(Plan { how, ..import::plan(source, loaded, kind, book, asked, today)? }),
            Self::Register(register) => returned::plan(source, loaded, register, today),
        }
    }
}

/// The registers that a file is made of, unless somebody says how to read it.
fn registers(book: Book, kind: Option<&'static SheetKind>, asked: &Asked) -> Result<Vec<Register>, Box<Book>> {
    let is_said = !asked.maps.is_empty() || !asked.values.is_empty() || !asked.scales.is_empty() || asked.header_line.is_some();
    if is_said || asked.sheet.is_some() {
        return Err(Box::new(book));
    }
    returned::apart(book, kind)
}

/// What several sheets change, one change for each file.
#[derive(Default)]
struct Gathered {
    changes: Vec<Change>,
    places: HashMap<RelPath, usize>,
}

impl Gathered {
    fn add(&mut self, changes: &[Change]) {
        for change in changes {
            match self.places.get(&change.path) {
                Some(place) => self.changes[*place].after.clone_from(&change.after),
                None => {
                    self.places.insert(change.path.clone(), self.changes.len());
                    self.changes.push(change.clone());
                }
            }
        }
    }
}

fn unrecognised(error: Unrecognised) -> Error {
    let hint = match &error {
        Unrecognised::Several { kinds, .. } => format!("say which with `--as {}` or `--as {}`", kinds[0], kinds[1]),
        Unrecognised::Hardly { kind, .. } => {
            format!("if it is so, say it with `--as {kind}`; else with another `--as KIND`, `isms import --help` has the kinds")
        }
        Unrecognised::None { .. } => "say what its rows are with `--as KIND`; `isms import --help` has the kinds".into(),
    };
    Error::asked(error.to_string()).hint(hint)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST { Err(plain::too_large(LARGEST)) } else { Ok(bytes) }
}

/// What helps where a file is no sheet.
pub(super) fn unreadable(error: SheetError) -> Error {
    let hint = match &error {
        SheetError::Empty { .. } => "the first line names the columns",
        SheetError::NotText { .. } => "save the sheet as `CSV UTF-8`",
        SheetError::Book { help, .. } => help,
        SheetError::Wide { .. } => "remove what is no column of the register",
        SheetError::NoLine { .. } => "count the lines of the file, from 1",
        SheetError::Csv { .. } => "save the sheet again as `CSV UTF-8`",
    };
    Error::failed(error.to_string()).hint(hint)
}

/// How a user says what unclear columns rate.
fn clearing(columns: &[(String, &'static str, String)]) -> String {
    let Some((header, part, _)) = columns.first() else { return String::new() };
    let placed = columns.iter().map(|(header, ..)| header).find(|header| header.starts_with(import::BY_PLACE));
    let placed = placed.map_or_else(String::new, |header| format!("; of two columns with one name `{header}` is the other"));
    format!(
        "say it for each with `--map \"{header}=current.{part}\"`, or `=inherent.{part}`, or `=residual.{part}`; `=custom` or `=notes` keeps a \
         column as it stands, `=-` leaves it out{placed}"
    )
}

fn no_plan(error: ImportError, kind: &SheetKind) -> Refusal {
    let message = error.to_string();
    let error = match error {
        ImportError::Map { error, map } => return Refusal { error: Box::new(unmapped(message, *error, kind)), map },
        ImportError::Sheet(error) => unreadable(error),
        ImportError::Store(error) => error.into(),
        ImportError::Faulty { .. } => Error::failed(message).hint("`isms check` says what is wrong with it"),
        ImportError::Layout { .. } => Error::failed(message).hint("write it on lines of its own there; nothing was written"),
        ImportError::Outcome { .. } => Error::failed(message).hint("nothing was written; divide the sheet, or tell us about it"),
    };
    error.into()
}

/// What helps where columns cannot be assigned.
fn unmapped(message: String, error: MapError, kind: &SheetKind) -> Error {
    let mean = |near: Option<String>| near.map_or(String::new(), |near| format!("did you mean `{near}`? "));
    let told = Error::asked(message);
    match error {
        MapError::NoHeader { near, headers, .. } => told.hint(format!("{}the headers are {}", mean(near), list_of(headers, "and"))),
        MapError::NoField { near, .. } => {
            let fields = list_of(kind.field_names(), "and");
            told.hint(format!(
                "{}the fields are {fields}; `custom` and `notes` keep a column with its header, `notes.text` without it, `-` leaves it out",
                mean(near)
            ))
        }
        MapError::Unclear { columns, scale } => {
            let told = match scale {
                Some(scale) => told.hint(format!(
                    "what becomes of other scales is yours to say: {scale} converts it, or `values:` of a map says for each value what is recorded"
                )),
                None => told,
            };
            told.hint(clearing(&columns))
        }
        MapError::Slips { .. } => told.hint("mend the cells, or say in a map under `values:` what is recorded for each"),
        MapError::Scale { columns } => {
            let [(header, field, _), ..] = &columns[..] else { return told };
            told.hint(format!("`values:` of a map says what becomes of each value, such as `{field}: {{1: 1, 2: 2, 3: 4}}`"))
                .hint(format!("`--map \"{header}=custom\"` keeps a column as it stands"))
        }
        MapError::Days { columns, .. } => told.hint(format!(
            "`--dates dmy` if the day does, `--dates mdy` if the month does; `--map \"{}=notes\"` keeps a column as it stands",
            columns.first().map_or("", String::as_str)
        )),
        MapError::SecondHeader { line } => told.hint(format!("if it is the header, say so with `--header-line {line}`; if not, remove it")),
        MapError::Twice { .. } => told.hint("map one of them to another field, to `notes`, or to `-`"),
        MapError::Again { .. } => told.hint("say of each column once where it goes"),
        MapError::Needed { field, headers } => {
            told.hint(format!("name it with `--map \"HEADER={field}\"`; the headers are {}", list_of(headers, "and")))
        }
    }
}
