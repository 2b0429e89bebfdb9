//! Workbooks of Excel, `.xlsx`.

use super::formats::Format;
use super::parts::Parts;
use super::styles::{Styles, strikes};
use super::table::{Area, Budget, Table, extend, place};
use super::xml::{Xml, attribute, is_set, number, walk};
use super::{Book, Origin, Page, Problem};
use quick_xml::events::BytesStart;
use std::collections::{BTreeSet, HashMap};

/// More texts than a workbook of the allowed size shares.
const MOST_SHARED: usize = 2_000_000;
/// What a comment with answers begins with where programs that know none see it; a line on that follows.
const THREADED: &str = "[Threaded comment]";

/// What cells refer to.
struct Reader<'p> {
    parts: &'p Parts<'p>,
    shared: Shared,
    styles: Styles,
    is_1904: bool,
    /// Programs that write formulas and cannot reckon them put 0 for what they come to, and ask for it to be done.
    is_unreckoned: bool,
}

/// Texts that cells share, one behind the other.
#[derive(Default)]
struct Shared {
    text: String,
    ends: Vec<usize>,
    /// Those that are struck out, all or in part.
    struck: BTreeSet<usize>,
}

impl Shared {
    fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start..end])
    }
}

/// What the workbook says of a sheet.
struct Named {
    name: String,
    /// Of the relation that leads to it.
    id: String,
    is_hidden: bool,
}

/// Reads a workbook whose main part has this name.
pub fn read(file: &str, parts: &Parts<'_>, main: &str) -> Result<Book, Problem> {
    let mut book = Book::new(file);
    let Main { sheets, is_1904, is_unreckoned } = main_of(parts, main, &mut book.origin)?;
    if let Some(properties) = parts.read("docProps/custom.xml")? {
        book.origin.read_properties(properties)?;
    }
    let relations = relations(parts, main)?;
    let of = |kind: &str| relations.values().find(|(found, _)| found == kind).map(|(_, target)| target.as_str());
    let mut reader = Reader { parts, shared: Shared::default(), styles: Styles::default(), is_1904, is_unreckoned };
    if let Some(styles) = of("styles") {
        reader.styles = Styles::read(parts, styles)?;
    }
    if let Some(shared) = of("sharedStrings") {
        reader.shared = shared_texts(parts, shared)?;
    }
    let mut budget = Budget::new();
    for sheet in sheets {
        // Sheets of charts and macros have no cells.
        let Some((_, target)) = relations.get(&sheet.id).filter(|(kind, _)| kind == "worksheet") else { continue };
        let mut table = Table::new(sheet.name, sheet.is_hidden);
        let read = reader.sheet(target, &mut table, &mut budget).and_then(|()| reader.comments(target, &mut table, &mut budget));
        book.pages.push(Page::of(file, table, read, &mut budget)?);
    }
    if parts.any(|name| name.contains("/externallinks/")) {
        book.tell("formulas refer to other files, which are not opened: the values are those of the last save");
    }
    if parts.any(|name| name.ends_with("vbaproject.bin")) {
        book.tell("its macros are neither read nor run");
    }
    Ok(book)
}

/// The main part of a workbook.
pub fn main_part(parts: &Parts<'_>) -> Result<Option<String>, Problem> {
    let root = relations(parts, "")?;
    Ok(root.into_values().find(|(kind, _)| kind == "officeDocument").map(|(_, target)| target))
}

/// Where a part leads, by the ids of relations: the last word of their kind, and the part's name.
fn relations(parts: &Parts<'_>, of: &str) -> Result<HashMap<String, (String, String)>, Problem> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let mut relations = HashMap::new();
    let Some(part) = parts.read(format!("{folder}/_rels/{file}.rels").trim_start_matches('/'))? else { return Ok(relations) };
    walk(part, |xml| {
        if let Xml::Begin("Relationship", element) = xml
            && attribute(element, "TargetMode")?.is_none_or(|mode| mode != "External")
            && let (Some(id), Some(kind), Some(target)) =
                (attribute(element, "Id")?, attribute(element, "Type")?, attribute(element, "Target")?)
        {
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => resolved(folder, &target),
            };
            relations.insert(id, (kind.rsplit('/').next().unwrap_or_default().to_owned(), target));
        }
        Ok(true)
    })?;
    Ok(relations)
}

fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// What the main part says.
#[derive(Default)]
struct Main {
    sheets: Vec<Named>,
    /// Its days count from 1904.
    is_1904: bool,
    is_unreckoned: bool,
}

/// Reads the main part of a workbook; what it says of itself comes into `origin`.
fn main_of(parts: &Parts<'_>, main: &str, origin: &mut Origin) -> Result<Main, Problem> {
    let part = parts.read(main)?.ok_or_else(Problem::damaged)?;
    let mut out = Main::default();
    let (mut name, mut leads) = (None, String::new());
    walk(part, |xml| {
        match xml {
            Xml::Begin("sheet", element) => {
                let id = relation(element)?.ok_or_else(Problem::damaged)?;
                let is_hidden = attribute(element, "state")?.is_some_and(|state| state != "visible");
                out.sheets.push(Named { name: attribute(element, "name")?.unwrap_or_default(), id, is_hidden });
            }
            Xml::Begin("definedName", element) => (name, leads) = (attribute(element, "name")?, String::new()),
            Xml::Text(words) if name.is_some() => leads.push_str(words),
            Xml::End("definedName") => origin.name(&name.take().unwrap_or_default(), &leads, '!')?,
            Xml::Begin("workbookPr", element) => out.is_1904 = is_set(element, "date1904")?,
            Xml::Begin("calcPr", element) => out.is_unreckoned = is_set(element, "fullCalcOnLoad")?,
            _ => {}
        }
        Ok(true)
    })?;
    Ok(out)
}

/// `r:id`, whatever the prefix is.
fn relation(element: &BytesStart<'_>) -> Result<Option<String>, Problem> {
    let prefixed = element.attributes().filter_map(Result::ok).find(|found| found.key.as_ref().ends_with(b":id"));
    match prefixed {
        Some(found) => attribute(element, &String::from_utf8_lossy(found.key.as_ref())),
        None => Ok(None),
    }
}

fn shared_texts(parts: &Parts<'_>, name: &str) -> Result<Shared, Problem> {
    let mut shared = Shared::default();
    let Some(part) = parts.read(name)? else { return Ok(shared) };
    let mut text = Text::default();
    walk(part, |xml| {
        match xml {
            Xml::End("si") => {
                if text.is_struck {
                    shared.struck.insert(shared.ends.len());
                }
                shared.text.push_str(&text.take());
                shared.ends.push(shared.text.len());
            }
            xml => text.see(&xml)?,
        }
        if shared.ends.len() > MOST_SHARED { Err(Problem::large()) } else { Ok(true) }
    })?;
    Ok(shared)
}

/// The text of a cell, whose runs may look different; how it is pronounced is no part of it.
#[derive(Default)]
struct Text {
    text: String,
    is_in_text: bool,
    is_phonetic: bool,
    is_struck: bool,
}

impl Text {
    fn see(&mut self, xml: &Xml<'_>) -> Result<(), Problem> {
        match xml {
            Xml::Begin("strike", element) => self.is_struck |= strikes(element)?,
            Xml::Begin("t", _) => self.is_in_text = !self.is_phonetic,
            Xml::End("t") => self.is_in_text = false,
            Xml::Begin("rPh", _) => self.is_phonetic = true,
            Xml::End("rPh") => self.is_phonetic = false,
            Xml::Text(words) if self.is_in_text => self.text.push_str(words),
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self) -> String {
        self.is_struck = false;
        unescaped(std::mem::take(&mut self.text))
    }
}

/// Signs that XML cannot hold are written as `_x000D_`.
fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 2..].get(4..5) == Some("_"));
        match code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(sign) => {
                out.push(sign);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    row: usize,
    column: usize,
    kind: String,
    style: usize,
    value: Option<String>,
    is_in_value: bool,
    has_formula: bool,
    text: Text,
}

impl Reader<'_> {
    fn sheet(&self, name: &str, table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        let part = self.parts.read(name)?.ok_or_else(Problem::damaged)?;
        let mut open = Open::default();
        // Rows and cells that do not say where they are follow the one before.
        let (mut next_row, mut next_column) = (0, 0);
        walk(part, |xml| {
            match xml {
                Xml::Begin("row", element) => {
                    open.row = number(element, "r")?.and_then(|row| row.checked_sub(1)).unwrap_or(next_row);
                    (next_row, next_column) = (open.row.saturating_add(1), 0);
                    if is_set(element, "hidden")? {
                        budget.take(1, 0)?;
                        extend(&mut table.hidden_rows, open.row..=open.row);
                    }
                }
                Xml::Begin("c", element) => {
                    let at = attribute(element, "r")?;
                    let (row, column) = match &at {
                        Some(at) => place(at).ok_or_else(Problem::damaged)?,
                        None => (open.row, next_column),
                    };
                    next_column = column + 1;
                    let kind = attribute(element, "t")?.unwrap_or_default();
                    open = Open { row, column, kind, style: number(element, "s")?.unwrap_or(0), ..Open::default() };
                }
                Xml::End("c") => self.put(&mut open, table, budget)?,
                Xml::Begin("v", _) => (open.is_in_value, open.value) = (true, Some(String::new())),
                Xml::End("v") => open.is_in_value = false,
                Xml::Begin("f", _) => open.has_formula = true,
                Xml::Text(words) if open.is_in_value => open.value.get_or_insert_default().push_str(words),
                Xml::Begin("col", element) if is_set(element, "hidden")? => {
                    let first = number(element, "min")?.unwrap_or(1).max(1) - 1;
                    let last = number(element, "max")?.unwrap_or(first + 1).max(first + 1) - 1;
                    budget.take(1, 0)?;
                    extend(&mut table.hidden_columns, first..=last);
                }
                Xml::Begin("mergeCell", element) => {
                    budget.take(1, 0)?;
                    table.merged.extend(attribute(element, "ref")?.as_deref().and_then(area));
                }
                Xml::Begin("filterColumn", _) => table.has_filter = true,
                xml => open.text.see(&xml)?,
            }
            Ok(true)
        })?;
        if self.is_unreckoned && table.has_formulas {
            table.tell("the workbook asks for its formulas to be reckoned anew, so what they come to may be wrong: open and save it first");
        }
        Ok(())
    }

    /// The comments on cells. Those with answers have one of the old kind beside them, which has the answers, too.
    fn comments(&self, sheet: &str, table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        for (_, target) in relations(self.parts, sheet)?.values().filter(|(kind, _)| kind == "comments") {
            let Some(part) = self.parts.read(target)? else { continue };
            let (mut at, mut text, mut is_in_text) = (None, String::new(), false);
            walk(part, |xml| {
                match xml {
                    Xml::Begin("comment", element) => at = attribute(element, "ref")?.as_deref().and_then(place),
                    Xml::Begin("t", _) => is_in_text = true,
                    Xml::End("t") => is_in_text = false,
                    Xml::Text(words) if is_in_text => text.push_str(words),
                    Xml::End("comment") => {
                        let text = std::mem::take(&mut text);
                        let said =
                            text.strip_prefix(THREADED).and_then(|text| text.split_once("Comment:")).map_or(&*text, |(_, said)| said);
                        if let Some((row, column)) = at.take() {
                            table.comment(budget, row, column, said)?;
                        }
                    }
                    _ => {}
                }
                Ok(true)
            })?;
        }
        Ok(())
    }

    fn put(&self, open: &mut Open, table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        let Open { row, column, .. } = *open;
        let value = open.value.take();
        let shared = value.as_ref().filter(|_| open.kind == "s").and_then(|value| value.trim().parse().ok());
        if self.styles.is_struck(open.style) || open.text.is_struck || shared.is_some_and(|at| self.shared.struck.contains(&at)) {
            table.strike(budget, row, column)?;
        }
        // A text may be empty; a number that is was never reckoned.
        if open.has_formula && value.as_ref().is_none_or(|value| value.is_empty() && open.kind != "str") {
            table.unreckoned(row, column);
        }
        table.has_formulas |= open.has_formula;
        let value = value.unwrap_or_default();
        match open.kind.as_str() {
            "s" => {
                let text = shared.and_then(|at| self.shared.get(at)).ok_or_else(Problem::damaged)?;
                table.put(budget, row, column, text)
            }
            "inlineStr" => table.put(budget, row, column, &open.text.take()),
            "str" => table.put(budget, row, column, &unescaped(value)),
            "b" => table.put(budget, row, column, if value.trim() == "1" { "true" } else { "false" }),
            "e" => {
                table.wrong(row, column, &value);
                Ok(())
            }
            "d" => table.put(budget, row, column, value.trim_end_matches("T00:00:00")),
            _ => match value.trim().parse() {
                Ok(number) => {
                    let general = Format::general();
                    let format = self.styles.format(open.style).unwrap_or(&general);
                    table.put(budget, row, column, &format.show(number, self.is_1904))
                }
                Err(_) => table.put(budget, row, column, &value),
            },
        }
    }
}

fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Area { rows: top..=bottom, columns: left..=right })
}
