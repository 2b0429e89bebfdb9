//! Registers to work in: a sheet for each kind of record, with lists to choose from, and names by which its columns are known
//! again wherever people move them.

use super::cell::{self, serial};
use super::for_paper;
use super::looks::Looks;
use super::names::Names;
use super::table::heading;
use crate::render::columns::measure;
use crate::report::brand::Brand;
use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet,
    XlsxError,
};
use std::io;
use std::ops::RangeInclusive;

/// The custom property of a workbook, and the column of CSV, that names the commit whose records it shows.
pub const COMMIT: &str = "isms-commit";
/// The property with the kinds of the registers of a workbook: it stays where a sheet is taken out.
pub const KINDS: &str = "isms-kinds";
/// What the names of columns begin with: `isms_col_risk.current.likelihood`.
pub const COLUMN: &str = "isms_col_";
/// So many rows below the last one can be chosen in too.
const ROOM: u32 = 1_000;
/// Columns are no wider, in letters.
const WIDEST: usize = 46;

/// The records of a kind.
pub struct Register<'a> {
    pub kind: &'static str,
    /// What people call all of them.
    pub title: String,
    pub columns: Vec<Field>,
    /// What each record says in each column.
    pub rows: &'a [Vec<String>],
}

/// A column.
pub struct Field {
    /// The field, by its name; empty where the column holds none.
    pub path: String,
    pub header: String,
    pub fill: Fill,
    pub rule: Rule,
}

/// What its cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    Text,
    Number,
    Day,
}

/// What may be typed into them.
#[derive(Clone, Debug)]
pub enum Rule {
    Anything,
    /// One of these and nothing else.
    Choose(Vec<String>),
    /// One of these; something else is asked about.
    Offer(Vec<String>),
    /// A number of a scale; something else is asked about.
    Scale(RangeInclusive<i32>),
    Day,
}

/// A cell that no workbook keeps as it is.
pub struct Unfit {
    /// Of the record of its row.
    pub id: String,
    pub path: String,
}

/// The first cell that is too long for a workbook, or holds a character that has no place in one.
pub fn unfit(register: &Register<'_>) -> Option<Unfit> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let is_unfit = |cell: &String| cell.encode_utf16().count() > cell::LONGEST || cell.contains(is_control);
    let row = register.rows.iter().find(|row| row.iter().any(is_unfit))?;
    let at = row.iter().position(is_unfit)?;
    let id = register.columns.iter().position(|column| column.path == "id").and_then(|at| row.get(at));
    Some(Unfit { id: id.cloned().unwrap_or_default(), path: register.columns.get(at)?.path.clone() })
}

/// What a workbook says of itself.
pub struct Of<'a> {
    /// The commit whose records it shows, if they are those of one.
    pub commit: Option<&'a str>,
    /// What the workbook carries of its records, in rows of a sheet that nobody sees; nothing if a commit has it.
    pub base: &'a [Vec<String>],
    /// The day of the file.
    pub day: &'a str,
    /// What the organisation puts on each page that is printed.
    pub brand: Option<&'a Brand>,
}

/// Writes registers.
pub fn write(registers: &[Register<'_>], of: &Of<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = book(registers, of).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn book(registers: &[Register<'_>], of: &Of<'_>) -> Result<Vec<u8>, XlsxError> {
    let (mut workbook, looks, mut names) = (Workbook::new(), Looks::new(), Names::default());
    let mut lists = Lists::new(&mut names)?;
    for register in registers {
        let name = names.take(&register.title);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        fill(&mut sheet, &looks, register)?;
        validate(&mut sheet, register, &mut lists)?;
        for_paper(&mut sheet, &register.title, of.brand)?;
        workbook.push_worksheet(sheet);
        for (at, column) in (0_u16..).zip(&register.columns) {
            if column.path.is_empty() {
                continue;
            }
            let place = format!("={}!${}$1", quote_sheet_name(&name), column_number_to_name(at));
            workbook.define_name(format!("{COLUMN}{}.{}", register.kind, column.path), &place)?;
        }
    }
    if lists.next > 0 {
        workbook.push_worksheet(lists.sheet);
    }
    if !of.base.is_empty() {
        let name = names.take("isms base");
        workbook.push_worksheet(hidden(&name, of.base)?);
    }
    let properties = DocProperties::new().set_creation_datetime(&ExcelDateTime::parse_from_str(of.day)?);
    let kinds = registers.iter().map(|register| register.kind).collect::<Vec<_>>().join(" ");
    let properties = properties.set_custom_property(KINDS, kinds);
    let known = |commit: &str| properties.clone().set_custom_property(COMMIT, commit);
    workbook.set_properties(&of.commit.map_or_else(|| properties.clone(), known));
    workbook.save_to_buffer()
}

/// A sheet that nobody sees, with these texts.
fn hidden(name: &str, rows: &[Vec<String>]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?.set_very_hidden(true);
    for (at, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            sheet.write_string(at, column, cell)?;
        }
    }
    Ok(sheet)
}

fn fill(sheet: &mut Worksheet, looks: &Looks, register: &Register<'_>) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(&register.columns) {
        sheet.write_string_with_format(0, at, &column.header, &looks.header)?;
        let format = format(looks, column.fill);
        let mut width = heading(&column.header);
        for (row, cells) in (1_u32..).zip(register.rows) {
            let text = cells.get(usize::from(at)).map_or("", String::as_str);
            put(sheet, (row, at), text, column.fill, format)?;
            width = text.lines().map(measure).fold(width, usize::max);
        }
        sheet.set_column_format(at, format)?.set_column_width(at, u32::try_from((width + 1).min(WIDEST)).unwrap_or(u32::MAX))?;
    }
    let last = (last_row(register), u16::try_from(register.columns.len().saturating_sub(1)).unwrap_or(u16::MAX));
    sheet.autofilter(0, 0, last.0, last.1)?.set_freeze_panes(1, 2)?.set_repeat_rows(0, 0)?;
    Ok(())
}

fn last_row(register: &Register<'_>) -> u32 {
    u32::try_from(register.rows.len()).unwrap_or(super::table::LAST_ROW)
}

fn format(looks: &Looks, fill: Fill) -> &Format {
    match fill {
        Fill::Text => &looks.text,
        Fill::Number => &looks.number,
        Fill::Day => &looks.day,
    }
}

/// Numbers and days as such, where they come back as they are written.
fn put(sheet: &mut Worksheet, (row, at): (u32, u16), text: &str, fill: Fill, format: &Format) -> Result<(), XlsxError> {
    let number = match fill {
        _ if text.is_empty() => return Ok(()),
        Fill::Number => text.parse::<f64>().ok().filter(|number| number.to_string() == text),
        Fill::Day => text.parse().ok().and_then(serial),
        Fill::Text => None,
    };
    match number {
        Some(number) => sheet.write_number_with_format(row, at, number, format)?,
        None => sheet.write_string_with_format(row, at, text, format)?,
    };
    Ok(())
}

/// A sheet that nobody sees, with what can be chosen.
struct Lists {
    sheet: Worksheet,
    name: String,
    /// The column that comes next.
    next: u16,
    known: Vec<(Vec<String>, Formula)>,
}

impl Lists {
    fn new(names: &mut Names) -> Result<Self, XlsxError> {
        let name = names.take("isms lists");
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?.set_very_hidden(true);
        Ok(Self { sheet, name, next: 0, known: Vec::new() })
    }

    /// Where these stand; columns with the same choices share them.
    fn of(&mut self, choices: &[String]) -> Result<Formula, XlsxError> {
        if let Some((_, known)) = self.known.iter().find(|(known, _)| known == choices) {
            return Ok(known.clone());
        }
        for (row, choice) in (0_u32..).zip(choices) {
            self.sheet.write_string(row, self.next, choice)?;
        }
        let column = column_number_to_name(self.next);
        let range = Formula::new(format!("={}!${column}$1:${column}${}", quote_sheet_name(&self.name), choices.len()));
        self.known.push((choices.to_vec(), range.clone()));
        self.next += 1;
        Ok(range)
    }
}

fn validate(sheet: &mut Worksheet, register: &Register<'_>, lists: &mut Lists) -> Result<(), XlsxError> {
    let last = last_row(register).saturating_add(ROOM).min(super::table::LAST_ROW);
    for (at, column) in (0_u16..).zip(&register.columns) {
        let list = |lists: &mut Lists, choices: &[String]| Ok::<_, XlsxError>(DataValidation::new().allow_list_formula(lists.of(choices)?));
        let rule = match &column.rule {
            Rule::Choose(choices) if !choices.is_empty() => list(lists, choices)?.set_error_message("Choose one of the list.")?,
            // What is referred to may be about to be made, so it is asked and not refused.
            Rule::Offer(choices) if !choices.is_empty() => list(lists, choices)?
                .set_error_message("There is no such record. Keep it?")?
                .set_error_style(DataValidationErrorStyle::Warning),
            Rule::Scale(scale) => DataValidation::new()
                .allow_whole_number(DataValidationRule::Between(*scale.start(), *scale.end()))
                .set_error_message(format!("The scale goes from {} to {}. Keep it?", scale.start(), scale.end()))?
                .set_error_style(DataValidationErrorStyle::Warning),
            Rule::Day => DataValidation::new()
                .allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1900, 3, 1)?))
                .set_error_message("Write a day.")?,
            Rule::Anything | Rule::Choose(_) | Rule::Offer(_) => continue,
        };
        sheet.add_data_validation(1, at, last, at, &rule)?;
    }
    Ok(())
}
