//! Workbooks: what a file is by its bytes, whatever it is called, and which of its sheets is read. Content never makes it
//! panic, and no file takes more memory or time than its bounds allow: they are held while a file is read, not after it.

mod aside;
mod formats;
mod ods;
mod ole;
mod origin;
mod parts;
mod styles;
mod table;
mod xls;
mod xlsx;
mod xml;

use super::anatomy::Sheet;
use super::csv::{Grid, Row};
use super::header::{headers, most_known};
use super::meant::{Means, Meant};
use super::told::{Remark, SheetError};
use crate::import::carried;
pub use origin::{Held, Origin};
use parts::Parts;
use std::io::Read as _;
use table::{Budget, Table};

/// What ZIP archives begin with, and those with nothing in them.
const ZIPS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
const SAVE_AS: &str = "save it as `.xlsx`, `.ods` or CSV";
/// What text that is marked up begins with.
const MARKUP: [&str; 5] = ["<?xml", "<!doctype", "<html", "<table", "<workbook"];

/// Why a workbook or a sheet of it cannot be read.
#[derive(Debug)]
pub enum Problem {
    /// The sheet has more columns than are read.
    Wide,
    /// What is so, in words after the name of the file, and what to do.
    Other(String, &'static str),
}

impl Problem {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self::Other(message.into(), help)
    }

    fn cut() -> Self {
        Self::new("is a workbook that is cut short", "save it again, or fetch it again from where it came")
    }

    fn damaged() -> Self {
        Self::new("is a workbook that is damaged", "open it in a spreadsheet program and save it again")
    }

    fn large() -> Self {
        Self::new("is a workbook with more in it than any register has", "keep only the sheet of the register, or save it as `CSV UTF-8`")
    }

    fn locked() -> Self {
        Self::new("is protected with a password", "save it without one")
    }

    fn old() -> Self {
        Self::new("is a workbook of before 1997", "open it in a spreadsheet program and save it as `.xlsx`")
    }

    fn of(self, name: &str) -> SheetError {
        match self {
            Self::Wide => SheetError::Wide { name: name.into(), most: super::csv::MOST_COLUMNS },
            Self::Other(problem, help) => SheetError::Book { name: name.into(), problem, help },
        }
    }
}

/// The sheets of a file.
#[derive(Debug, Default)]
pub struct Book {
    /// The file as the user named it.
    name: String,
    pages: Vec<Page>,
    remarks: Vec<Remark>,
    is_text: bool,
    /// What it says of itself, if it is a register that went out.
    origin: Origin,
}

/// A sheet of a workbook.
#[derive(Debug)]
struct Page {
    name: String,
    is_hidden: bool,
    grid: Result<Grid, Problem>,
}

impl Page {
    /// A sheet that was read; one that is too wide is a fault only where it is wanted.
    fn of(file: &str, table: Table, read: Result<(), Problem>, budget: &mut Budget) -> Result<Self, Problem> {
        let (name, is_hidden) = (table.name.clone(), table.is_hidden);
        let grid = match read {
            Ok(()) => Ok(table.into_grid(file, budget)?),
            Err(Problem::Wide) => Err(Problem::Wide),
            Err(problem) => return Err(problem),
        };
        Ok(Self { name, is_hidden, grid })
    }

    fn has_rows(&self) -> bool {
        self.grid.as_ref().map_or(true, |grid| !grid.rows.is_empty())
    }
}

impl Book {
    fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    fn tell(&mut self, message: impl Into<String>) {
        self.remarks.push(Remark { line: 0, cell: 0, message: message.into() });
    }

    /// Reads the bytes of the file called `name`: a workbook, or CSV text.
    ///
    /// # Errors
    /// When they are neither, or cannot be read.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        if let Some(book) = workbook(name, bytes).transpose().map_err(|problem| problem.of(name))? {
            let mut book = book;
            book.find_carried();
            if matches!(&*ending, "csv" | "tsv" | "txt") {
                book.tell(format!("the file is a workbook, though its name ends in `.{ending}`"));
            }
            return Ok(book);
        }
        let mut grid = Grid::read(name, bytes)?;
        if matches!(&*ending, "xlsx" | "xls" | "xlsm" | "xlsb" | "ods") {
            let message = format!("the file is CSV text, though its name ends in `.{ending}`");
            grid.remarks.push(Remark { line: 0, cell: 0, message });
        }
        let origin = Origin::of(&grid.rows);
        let page = Page { name: String::new(), is_hidden: false, grid: Ok(grid) };
        Ok(Self { name: name.into(), pages: vec![page], is_text: true, origin, remarks: Vec::new() })
    }

    /// Takes the sheet of what it carries out of those that people read. A register that went out as CSV and was kept as a
    /// workbook says in its columns what it carries.
    fn find_carried(&mut self) {
        let is_base = |page: &Page| page.grid.as_ref().is_ok_and(|grid| grid.rows.first().is_some_and(|row| row.cells[0] == carried::BASE));
        if let Some(at) = self.pages.iter().position(is_base) {
            let page = self.pages.remove(at);
            self.origin.carried = page.grid.ok().map(|grid| carried::of_sheet(&grid.rows));
            return;
        }
        let grids = self.pages.iter().filter_map(|page| page.grid.as_ref().ok());
        let found = grids.map(|grid| Origin::of(&grid.rows)).find(|origin| *origin != Origin::default());
        if let Some(Origin { commit, carried, .. }) = found.filter(|_| self.origin.commit.is_none()) {
            (self.origin.commit, self.origin.carried) = (commit, carried);
        }
    }

    /// What it says of itself, if it is a register that went out.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether it has sheets: CSV text has none.
    pub fn has_sheets(&self) -> bool {
        !self.is_text
    }

    /// The file as the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What may be the header of the sheet that is named, or of each that is shown: its first rows, each alone and, before
    /// it, with those below it if it names groups.
    pub fn first_headers(&self, wanted: Option<&str>, most: usize, means: Means<'_>) -> Vec<Vec<Vec<String>>> {
        let is_meant = |page: &&Page| wanted.map_or(!page.is_hidden, |wanted| page.name == wanted);
        let grids = self.pages.iter().filter(is_meant).filter_map(|page| page.grid.as_ref().ok());
        grids.map(|grid| headers(&grid.rows[..grid.rows.len().min(most)], means)).collect()
    }

    /// The rows of each sheet that is shown.
    pub fn tables(&self) -> impl Iterator<Item = &[Row]> {
        self.pages.iter().filter(|page| !page.is_hidden).filter_map(|page| page.grid.as_ref().ok()).map(|grid| &grid.rows[..])
    }

    /// Each of these sheets as a file of its own. What else is shown is told with the first.
    pub fn apart(mut self, names: &[String]) -> Vec<Self> {
        let mut remarks = std::mem::take(&mut self.remarks);
        let mut books: Vec<Self> = Vec::new();
        for name in names {
            let Some(at) = self.pages.iter().position(|page| page.name == *name) else { continue };
            let pages = vec![self.pages.remove(at)];
            books.push(Self { name: self.name.clone(), pages, remarks: Vec::new(), is_text: self.is_text, origin: self.origin.clone() });
        }
        let others = shown(self.pages.iter().filter(|page| page.has_rows() && !page.is_hidden));
        if !others.is_empty() {
            remarks.push(Remark { line: 0, cell: 0, message: format!("{others} went out with no register and is not read") });
        }
        if let Some(first) = books.first_mut() {
            first.remarks = remarks;
        }
        books
    }

    pub fn has(&self, sheet: &str) -> bool {
        self.pages.iter().any(|page| page.name == sheet)
    }

    /// The sheet that is named, or the one that has most known headers; what else there is is told.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn pick(mut self, wanted: Option<&str>, means: Means<'_>) -> Result<Grid, SheetError> {
        let at = match wanted {
            Some(wanted) => self.find(wanted)?,
            None => self.best(means)?,
        };
        let page = self.pages.remove(at);
        let mut grid = page.grid.map_err(|problem| problem.of(&format!("{}!{}", self.name, page.name)))?;
        if grid.rows.is_empty() {
            return Err(SheetError::Empty { name: grid.name });
        }
        let others = shown(self.pages.iter().filter(|page| page.has_rows()));
        if !others.is_empty() {
            let message = format!("the sheet `{}` is read, and not {others}", page.name);
            self.remarks.push(Remark { line: 0, cell: 0, message });
        }
        if page.is_hidden {
            self.remarks.push(Remark { line: 0, cell: 0, message: "the sheet is hidden in the workbook".into() });
        }
        grid.remarks.append(&mut self.remarks);
        Ok(grid)
    }

    fn find(&self, wanted: &str) -> Result<usize, SheetError> {
        let same = |is: &dyn Fn(&str) -> bool| self.pages.iter().position(|page| is(&page.name));
        let found = same(&|name| name == wanted).or_else(|| same(&|name| name.trim().to_lowercase() == wanted.trim().to_lowercase()));
        found.filter(|_| !self.is_text).ok_or_else(|| {
            let problem = match self.is_text {
                true => "is CSV text, which has no sheets".into(),
                false => format!("has no sheet `{wanted}`; it has {}", shown(self.pages.iter())),
            };
            SheetError::Book { name: self.name.clone(), problem, help: "name one of its sheets with `--sheet`, or leave that out" }
        })
    }

    fn best(&self, means: Means<'_>) -> Result<usize, SheetError> {
        let known = |page: &Page| page.grid.as_ref().map_or(0, |grid| most_known(&grid.rows, means));
        let visible = self.pages.iter().enumerate().filter(|(_, page)| !page.is_hidden && page.has_rows());
        // Of equals the first: `max_by_key` would take the last.
        if let Some((at, _)) = visible.rev().max_by_key(|(_, page)| known(page)) {
            return Ok(at);
        }
        let hidden = shown(self.pages.iter().filter(|page| page.has_rows()));
        if hidden.is_empty() {
            return Err(SheetError::Empty { name: self.name.clone() });
        }
        let problem = format!("shows no sheet with anything in it; it has {hidden}");
        Err(SheetError::Book { name: self.name.clone(), problem, help: "name one with `--sheet`" })
    }
}

impl Sheet {
    /// Reads the bytes of the file called `name`, whose first row is its header and all others its rows.
    ///
    /// # Errors
    /// When it is no sheet.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, SheetError> {
        Ok(Self::plain(Book::read(name, bytes)?.pick(None, &|_| Meant::Nothing)?))
    }
}

/// The names of sheets, and which are hidden.
fn shown<'p>(pages: impl Iterator<Item = &'p Page>) -> String {
    let shown = |page: &Page| format!("`{}`{}", page.name, if page.is_hidden { " (hidden)" } else { "" });
    pages.map(shown).collect::<Vec<_>>().join(", ")
}

/// The workbook that bytes are; None if they may be text.
fn workbook(name: &str, bytes: &[u8]) -> Option<Result<Book, Problem>> {
    if ZIPS.iter().any(|zip| bytes.starts_with(zip)) {
        return Some(Parts::open(bytes).and_then(|parts| packed(name, &parts)));
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return Some(compound(name, bytes));
    }
    if bytes.starts_with(b"%PDF") {
        return Some(Err(Problem::new("is a PDF, not a sheet", "ask for the sheet that it was made from")));
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let start = String::from_utf8_lossy(&start[..start.len().min(16)]).to_ascii_lowercase();
    let is_markup = MARKUP.iter().any(|tag| start.starts_with(tag));
    is_markup.then(|| Err(Problem::new("is a web page or XML, not a sheet", "open it in a spreadsheet program and save it as `.xlsx`")))
}

fn packed(name: &str, parts: &Parts<'_>) -> Result<Book, Problem> {
    let mut kind = String::new();
    if let Some(mimetype) = parts.read("mimetype")? {
        mimetype.take(256).read_to_string(&mut kind).map_err(|_| Problem::damaged())?;
    }
    if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return ods::read(name, parts);
    }
    let main = xlsx::main_part(parts)?.unwrap_or_else(|| "xl/workbook.xml".into());
    if main.ends_with(".bin") || parts.has("xl/workbook.bin") {
        return Err(Problem::new("is an `.xlsb` workbook, which is not read", SAVE_AS));
    }
    if main.ends_with(".xml") && main.contains("workbook") && parts.has(&main) {
        return xlsx::read(name, parts, &main);
    }
    let what = if parts.any(|part| part.starts_with("index/") || part == "index.zip") {
        "is a workbook of Numbers, which is not read"
    } else if parts.has("word/document.xml") || parts.has("content.xml") {
        "is a document, not a workbook"
    } else if parts.has("ppt/presentation.xml") {
        "is a presentation, not a workbook"
    } else {
        return Err(Problem::new("is a zip archive with no workbook in it", "unpack it, and name the sheet itself"));
    };
    Err(Problem::new(what, SAVE_AS))
}

fn compound(name: &str, bytes: &[u8]) -> Result<Book, Problem> {
    let compound = ole::Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return Err(Problem::locked());
    }
    if compound.has("WordDocument") || compound.has("PowerPoint Document") {
        return Err(Problem::new("is a document, not a workbook", SAVE_AS));
    }
    xls::read(name, &compound)
}

#[cfg(test)]
mod tests;
