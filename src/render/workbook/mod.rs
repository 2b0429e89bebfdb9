//! Workbooks as spreadsheet programs open them: first a sheet with all that is said in words, then one for each table.
//!
//! Nothing that a record says becomes a formula, and what a sheet cannot hold is told in the first one. Same content, same
//! bytes: the file says that it is of the day that the report looks from.

mod cell;
mod looks;
mod names;
mod pictures;
pub mod register;
mod table;

use super::escape::visible;
use crate::base::date::Date;
use crate::base::text::{capital, count};
use crate::render::brand::ink;
use crate::report::brand::Brand;
use crate::report::doc::{Block, Doc, Head, Table};
use crate::report::prose::{Placed, Prose, placed, plain};
use looks::{Looks, toned};
use names::Names;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, HeaderImagePosition, Image, Workbook, Worksheet, XlsxError};
use std::io;
use table::Filling;

/// A logo is so high and wide at most above a page, in points of a screen.
const HIGH: f64 = 36.0;
const WIDE: f64 = 200.0;
/// What stands below a page has so many UTF-16 units at most, with its signs.
const BELOW: usize = 255;
/// Paper of the size A4.
const A4: u8 = 9;
/// The columns of the first sheet are so wide, in letters.
const NAMES: u32 = 26;
const WORDS: u32 = 100;

/// Writes the workbook.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = Book::new(&doc.head).and_then(|book| book.fill(doc)).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

struct Book<'a> {
    workbook: Workbook,
    about: Worksheet,
    /// The row of the first sheet that comes next.
    row: u32,
    looks: Looks,
    names: Names,
    title: &'a str,
}

impl<'a> Book<'a> {
    fn new(head: &'a Head) -> Result<Self, XlsxError> {
        let mut names = Names::default();
        let mut about = Worksheet::new();
        about.set_name(names.take("About"))?.set_column_width(0, NAMES)?.set_column_width(1, WORDS)?;
        about.set_print_fit_to_pages(1, 0);
        Ok(Self { workbook: Workbook::new(), about, row: 0, looks: Looks::new(), names, title: &head.title })
    }

    fn fill(mut self, doc: &Doc<'_>) -> Result<Vec<u8>, XlsxError> {
        self.opening(&doc.head)?;
        let mut sheets = Vec::new();
        // What a table is called that has no heading of its own.
        let mut heading = None;
        for block in &doc.blocks {
            match block {
                Block::Heading { text } => {
                    heading = Some(text.as_str());
                    let format = self.looks.heading.clone();
                    self.row += 1;
                    self.say(text, &format)?;
                }
                Block::Paragraph { text } => self.prose(text)?,
                Block::List { items } => items.iter().try_for_each(|item| self.prose(&format!("– {item}")))?,
                Block::Prose(parts) => placed(parts).iter().try_for_each(|one| self.written(one))?,
                Block::Table(table) => self.table(table, heading.take(), &mut sheets)?,
                Block::Matrix(matrix) => {
                    let (name, mut sheet) = self.sheet(heading.take().unwrap_or("Heat map"))?;
                    pictures::matrix(&mut sheet, &self.looks, matrix)?;
                    self.lead(&name, "the heat map")?;
                    sheets.push(sheet);
                }
                Block::Chart(chart) => {
                    let (name, mut sheet) = self.sheet(heading.take().unwrap_or("Chart"))?;
                    pictures::chart(&mut sheet, &self.looks, &name, chart)?;
                    self.lead(&name, "numbers with charts")?;
                    sheets.push(sheet);
                }
                Block::Bars(bars) => {
                    let (name, mut sheet) = self.sheet(&bars.title)?;
                    pictures::bars(&mut sheet, &self.looks, &name, bars)?;
                    self.lead(&name, "numbers with a chart")?;
                    sheets.push(sheet);
                }
                // What they show stands in a table too.
                Block::Timeline(_) | Block::Wheel(_) | Block::Moves(_) => {}
            }
        }
        self.row += 1;
        let small = self.looks.name.clone();
        let own = doc.head.brand.as_ref().and_then(|brand| brand.footer.as_ref());
        doc.head.footer.iter().chain(own).try_for_each(|line| self.say(line, &small))?;
        self.end(&doc.head, sheets)
    }

    fn opening(&mut self, head: &Head) -> Result<(), XlsxError> {
        if let Some(colour) = ink(head.brand.as_deref()) {
            self.looks.tint(colour);
        }
        let title = self.looks.title.clone();
        self.say(&head.title, &title)?;
        match head.brand.as_ref().and_then(|brand| brand.mark.as_ref()) {
            Some(mark) => self.say(mark, &self.looks.text.clone().set_bold())?,
            None => self.row += 1,
        }
        for fact in &head.facts {
            let lines: Vec<_> = fact.value.lines().collect();
            self.pair(&fact.name, &lines.join("\n"), &toned(&self.looks.prose, fact.value.tone))?;
        }
        self.row += 1;
        Ok(())
    }

    /// A line over the whole width.
    fn say(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let format = if text.contains('\n') { format.clone().set_text_wrap() } else { format.clone().unset_text_wrap() };
        self.about.write_string_with_format(self.row, 0, names::cut(&visible(text), cell::LONGEST), &format)?;
        self.row += 1;
        Ok(())
    }

    fn prose(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.looks.prose.clone();
        self.pair("", text, &format)
    }

    fn written(&mut self, one: &Placed<'_>) -> Result<(), XlsxError> {
        let before = format!("{}{}", "    ".repeat(one.depth.saturating_sub(1)), if one.quoted { "│ " } else { "" });
        let mark = one.mark.map(|mark| mark.word() + " ").unwrap_or_default();
        match one.part {
            Prose::Heading { text, .. } => {
                let format = self.looks.heading.clone();
                self.row += 1;
                self.say(&plain(text), &format)
            }
            Prose::Paragraph { text } => self.prose(&format!("{before}{mark}{}", plain(text))),
            Prose::Code { text } => self.prose(&format!("{before}{mark}{text}")),
            Prose::List { .. } | Prose::Quote { .. } => Ok(()),
        }
    }

    fn pair(&mut self, name: &str, text: &str, format: &Format) -> Result<(), XlsxError> {
        if !name.is_empty() {
            self.about.write_string_with_format(self.row, 0, visible(name), &self.looks.name)?;
        }
        // A text that is longer than a cell goes on in the next one.
        let mut rest = visible(text);
        loop {
            let piece = names::cut(&rest, cell::LONGEST).len();
            self.about.write_string_with_format(self.row, 1, &rest[..piece], format)?;
            self.row += 1;
            rest.drain(..piece);
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// Where to look for what stands in another sheet.
    fn lead(&mut self, name: &str, what: &str) -> Result<(), XlsxError> {
        self.prose(&format!("→ sheet “{name}”: {what}"))
    }

    /// A new sheet.
    fn sheet(&mut self, of: &str) -> Result<(String, Worksheet), XlsxError> {
        let name = self.names.take(of);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name)?;
        Ok((name, sheet))
    }

    fn table(&mut self, table: &Table<'_>, heading: Option<&str>, sheets: &mut Vec<Worksheet>) -> Result<(), XlsxError> {
        if table.rows.is_empty() {
            return self.prose(table.empty);
        }
        let table = table.clone().apart();
        let named = table.name.replace('-', " ");
        let called = heading.map_or_else(|| capital(&named), str::to_owned);
        let mut rows = table.rows.iter().peekable();
        let grouped = rows.peek().is_some_and(|row| row.group.is_some());
        let mut group = String::new();
        while rows.peek().is_some() {
            let (name, mut sheet) = self.sheet(&called)?;
            let mut filling = Filling::begin(&mut sheet, &self.looks, table::columns(&table, grouped))?;
            let mut filled = 0;
            while let Some(row) = rows.next_if(|_| !filling.is_full()) {
                if let Some(named) = &row.group {
                    group = named.clone().into_owned();
                }
                filling.put(&row, grouped.then_some(group.as_str()))?;
                filled += 1;
            }
            let cut = filling.end()?;
            self.lead(&name, &count(filled, "row"))?;
            for (row, column, characters) in cut {
                let place = row_col_to_cell(row, column);
                self.prose(&format!(
                    "{place} of “{name}” shows the beginning of {characters} characters: a cell holds no more, other formats have them all."
                ))?;
            }
            sheets.push(sheet);
        }
        Ok(())
    }

    fn end(mut self, head: &Head, sheets: Vec<Worksheet>) -> Result<Vec<u8>, XlsxError> {
        for mut sheet in std::iter::once(self.about).chain(sheets) {
            for_paper(&mut sheet, self.title, head.brand.as_deref())?;
            self.workbook.push_worksheet(sheet);
        }
        let made = head.as_of().and_then(made).map_or_else(|| ExcelDateTime::from_ymd(1980, 1, 1), Ok)?;
        let properties = DocProperties::new().set_title(visible(self.title)).set_creation_datetime(&made);
        self.workbook.set_properties(&properties);
        self.workbook.save_to_buffer()
    }
}

/// A4 on its side, with what it is and the number of the page below, and what the organisation puts on its papers.
fn for_paper(sheet: &mut Worksheet, title: &str, brand: Option<&Brand>) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4).set_landscape();
    let title = edge(title, 100);
    let Some(brand) = brand else {
        sheet.set_footer(format!("&L{title}&RPage &P of &N"));
        return Ok(());
    };
    let words = brand.footer.as_deref().map(|words| format!("\n{}", edge(words, 160))).unwrap_or_default();
    let room = BELOW - "&L&RPage &P of &N".len();
    let title = whole(&title, room - words.encode_utf16().count().min(room / 2)).to_owned();
    let words = whole(&words, room - title.encode_utf16().count());
    sheet.set_footer(format!("&L{title}{words}&RPage &P of &N"));
    if let Some(logo) = &brand.logo {
        let picture = Image::new_from_buffer(&logo.picture.png)?.set_scale_to_size(WIDE, HIGH, true).set_alt_text(visible(&logo.words));
        // The library looks for the place of the picture, and would take letters of a mark for it.
        sheet.set_header("&L&G").set_header_image(&picture, HeaderImagePosition::Left)?;
    }
    let place = if brand.logo.is_some() { "&L&G" } else { "" };
    let mark = brand.mark.as_deref().map(|mark| format!("&R{}", edge(mark, 60))).unwrap_or_default();
    sheet.set_header(format!("{place}{mark}"));
    Ok(())
}

/// The beginning of a text, for the edge of a page: none of it is a sign there.
fn edge(text: &str, most: usize) -> String {
    let line = visible(text).replace('\n', " ");
    // Before a bracket two signs would be read as one and the name of a field.
    names::cut(&line, most).replace("&[", "& [").replace('&', "&&")
}

/// The beginning of a text for the edge of a page that has so many UTF-16 units, without half a sign.
fn whole(text: &str, most: usize) -> &str {
    let cut = names::cut(text, most);
    let signs = cut.len() - cut.trim_end_matches('&').len();
    &cut[..cut.len() - signs % 2]
}

/// A day as workbooks have it.
fn made(day: Date) -> Option<ExcelDateTime> {
    let [month, day_of] = [day.month(), day.day()].map(|number| u8::try_from(number).ok());
    ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, month?, day_of?).ok()
}
