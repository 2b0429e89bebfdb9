//! Workbooks of LibreOffice and others, `.ods`. Cells and rows that are alike stand there once, with how often they are
//! repeated; nothing is repeated before it is known to fit.

use super::parts::Parts;
use super::table::{Area, Budget, Table, extend};
use super::xml::{Xml, attribute, walk};
use super::{Book, Page, Problem};
use quick_xml::events::BytesStart;
use std::collections::HashSet;

const CONTENT: &str = "content.xml";

/// Reads a workbook.
pub fn read(file: &str, parts: &Parts<'_>) -> Result<Book, Problem> {
    if is_locked(parts)? {
        return Err(Problem::locked());
    }
    let part = parts.read(CONTENT)?.ok_or_else(Problem::damaged)?;
    let mut reader = Reader { book: Book::new(file), ..Reader::default() };
    let mut budget = Budget::new();
    walk(part, |xml| reader.see(file, &xml, &mut budget))?;
    let Reader { mut book, has_links, .. } = reader;
    if let Some(meta) = parts.read("meta.xml")? {
        book.origin.read_properties(meta)?;
    }
    if has_links {
        book.tell("formulas refer to other files, which are not opened: the values are those of the last save");
    }
    if parts.any(|name| name.starts_with("basic/") || name.starts_with("scripts/")) {
        book.tell("its macros are neither read nor run");
    }
    Ok(book)
}

fn is_locked(parts: &Parts<'_>) -> Result<bool, Problem> {
    let Some(part) = parts.read("META-INF/manifest.xml")? else { return Ok(false) };
    let mut is_locked = false;
    walk(part, |xml| {
        is_locked |= matches!(xml, Xml::Begin("encryption-data", _));
        Ok(!is_locked)
    })?;
    Ok(is_locked)
}

#[derive(Default)]
struct Reader {
    book: Book,
    /// Styles of sheets that are not shown.
    hidden_styles: HashSet<String>,
    /// Styles of texts with a line through them.
    struck_styles: HashSet<String>,
    style: String,
    table: Option<Table>,
    /// Why the sheet that is open cannot be had; the rest of it is passed over.
    problem: Option<Problem>,
    row: usize,
    row_times: usize,
    /// Cells of the row, which may come several times.
    cells: Vec<Cell>,
    column: usize,
    next_column: usize,
    cell: Option<Cell>,
    /// Within a note or a drawing, whose text is not the cell's.
    aside: usize,
    /// Within a note.
    is_annotated: bool,
    is_in_text: bool,
    has_links: bool,
}

/// A cell, with how often it is repeated to the right.
#[derive(Default)]
struct Cell {
    column: usize,
    times: usize,
    kind: String,
    /// What is stored, beside what is shown.
    value: String,
    shown: String,
    has_formula: bool,
    is_wrong: bool,
    comment: Option<String>,
    is_struck: bool,
    /// Rows and columns that it is merged over.
    rows: usize,
    columns: usize,
}

fn times(element: &BytesStart<'_>, name: &str) -> Result<usize, Problem> {
    Ok(attribute(element, name)?.and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(1).max(1))
}

impl Reader {
    fn see(&mut self, file: &str, xml: &Xml<'_>, budget: &mut Budget) -> Result<bool, Problem> {
        match xml {
            Xml::Begin("annotation", _) => {
                self.aside += 1;
                self.is_annotated = true;
                self.cell.iter_mut().for_each(|cell| cell.comment = Some(String::new()));
            }
            Xml::Begin("p", _) if self.is_annotated => self.is_in_text = true,
            Xml::End("p") if self.is_annotated => self.is_in_text = false,
            Xml::Text(words) if self.is_annotated && self.is_in_text => {
                if let Some(comment) = self.cell.as_mut().and_then(|cell| cell.comment.as_mut()) {
                    comment.push_str(words);
                    comment.push('\n');
                }
            }
            Xml::Begin("shapes" | "frame" | "custom-shape", _) => self.aside += 1,
            Xml::End(name @ ("annotation" | "shapes" | "frame" | "custom-shape")) => {
                self.is_annotated &= *name != "annotation";
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            Xml::Begin("style", element) => self.style = attribute(element, "style:name")?.unwrap_or_default(),
            Xml::Begin("table-properties", element) if attribute(element, "table:display")?.is_some_and(|shown| shown == "false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            Xml::Begin("text-properties", element)
                if attribute(element, "style:text-line-through-style")?.is_some_and(|style| style != "none") =>
            {
                self.struck_styles.insert(self.style.clone());
            }
            Xml::Begin("named-range", element) => {
                let name = attribute(element, "table:name")?.unwrap_or_default();
                self.book.origin.name(&name, &attribute(element, "table:cell-range-address")?.unwrap_or_default(), '.')?;
            }
            Xml::Begin("table", element) => self.begin_table(element)?,
            Xml::End("table") => self.end_table(file, budget)?,
            xml if self.table.is_some() && self.problem.is_none() => {
                if let Err(problem) = self.see_in_table(xml, budget) {
                    self.problem = Some(problem);
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn begin_table(&mut self, element: &BytesStart<'_>) -> Result<(), Problem> {
        let name = attribute(element, "table:name")?.unwrap_or_default();
        // What other files said at the last save is kept in a sheet that nobody sees.
        if name.starts_with("'file:") {
            self.has_links = true;
            return Ok(());
        }
        let style = attribute(element, "table:style-name")?.unwrap_or_default();
        self.table = Some(Table::new(name, self.hidden_styles.contains(&style)));
        (self.row, self.column) = (0, 0);
        Ok(())
    }

    fn end_table(&mut self, file: &str, budget: &mut Budget) -> Result<(), Problem> {
        if let Some(table) = self.table.take() {
            let read = self.problem.take().map_or(Ok(()), Err);
            self.book.pages.push(Page::of(file, table, read, budget)?);
        }
        Ok(())
    }

    fn see_in_table(&mut self, xml: &Xml<'_>, budget: &mut Budget) -> Result<(), Problem> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let is_hidden = |element: &BytesStart<'_>| {
            Ok::<_, Problem>(attribute(element, "table:visibility")?.is_some_and(|shown| shown == "collapse" || shown == "filter"))
        };
        match xml {
            Xml::Begin("table-column", element) => {
                let times = times(element, "table:number-columns-repeated")?;
                let end = self.column.saturating_add(times);
                if is_hidden(element)? {
                    budget.take(1, 0)?;
                    extend(&mut table.hidden_columns, self.column..=end - 1);
                }
                self.column = end;
            }
            Xml::Begin("table-row", element) => {
                self.row_times = times(element, "table:number-rows-repeated")?;
                self.next_column = 0;
                self.cells.clear();
                if is_hidden(element)? {
                    budget.take(1, 0)?;
                    extend(&mut table.hidden_rows, self.row..=self.row.saturating_add(self.row_times - 1));
                    table.has_filter |= attribute(element, "table:visibility")?.is_some_and(|shown| shown == "filter");
                }
            }
            Xml::End("table-row") => {
                let cells = std::mem::take(&mut self.cells);
                if !cells.is_empty() {
                    (self.row..self.row.saturating_add(self.row_times))
                        .try_for_each(|row| cells.iter().try_for_each(|cell| cell.put(row, table, budget)))?;
                }
                self.row = self.row.saturating_add(self.row_times);
            }
            Xml::Begin("table-cell" | "covered-table-cell", element) => {
                let mut cell = Cell::begin(element, self.next_column)?;
                cell.is_struck = attribute(element, "table:style-name")?.is_some_and(|style| self.struck_styles.contains(&style));
                self.next_column = self.next_column.saturating_add(cell.times);
                self.cell = Some(cell);
            }
            Xml::End("table-cell" | "covered-table-cell") => {
                if let Some(cell) = self.cell.take().filter(|cell| cell.has_something()) {
                    budget.take(1, cell.shown.len())?;
                    self.cells.push(cell);
                }
            }
            xml => self.see_in_cell(xml)?,
        }
        Ok(())
    }

    fn see_in_cell(&mut self, xml: &Xml<'_>) -> Result<(), Problem> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        match xml {
            Xml::Begin("span", element) => {
                cell.is_struck |= attribute(element, "text:style-name")?.is_some_and(|style| self.struck_styles.contains(&style));
            }
            Xml::Begin("p", _) => {
                self.is_in_text = true;
                if !cell.shown.is_empty() {
                    cell.shown.push('\n');
                }
            }
            Xml::End("p") => self.is_in_text = false,
            Xml::Begin("s", element) => {
                let times = times(element, "text:c").unwrap_or(1).min(MOST_SPACES);
                cell.shown.extend(std::iter::repeat_n(' ', times));
            }
            Xml::Begin("tab", _) => cell.shown.push('\t'),
            Xml::Begin("line-break", _) => cell.shown.push('\n'),
            Xml::Text(words) if self.is_in_text => cell.shown.push_str(words),
            _ => {}
        }
        Ok(())
    }
}

/// More spaces in a row are none that somebody typed.
const MOST_SPACES: usize = 1_000;

impl Cell {
    fn begin(element: &BytesStart<'_>, column: usize) -> Result<Self, Problem> {
        let kind = attribute(element, "office:value-type")?.unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => "office:value",
            "date" => "office:date-value",
            "time" => "office:time-value",
            "boolean" => "office:boolean-value",
            _ => "office:string-value",
        };
        Ok(Self {
            column,
            times: times(element, "table:number-columns-repeated")?,
            value: attribute(element, value)?.unwrap_or_default(),
            has_formula: attribute(element, "table:formula")?.is_some(),
            is_wrong: attribute(element, "calcext:value-type")?.is_some_and(|kind| kind == "error"),
            rows: times(element, "table:number-rows-spanned")?,
            columns: times(element, "table:number-columns-spanned")?,
            kind,
            ..Self::default()
        })
    }

    fn has_something(&self) -> bool {
        !self.shown.is_empty() || !self.value.is_empty() || self.has_formula || self.comment.is_some()
    }

    fn put(&self, row: usize, table: &mut Table, budget: &mut Budget) -> Result<(), Problem> {
        // What is repeated costs something even where nothing is read.
        budget.take(usize::from(self.has_formula), 0)?;
        if let Some(comment) = &self.comment {
            table.comment(budget, row, self.column, comment)?;
        }
        if self.is_struck {
            (self.column..self.column.saturating_add(self.times)).try_for_each(|column| table.strike(budget, row, column))?;
        }
        if self.has_formula && self.kind.is_empty() && !self.is_wrong {
            table.unreckoned(row, self.column);
            return Ok(());
        }
        if self.is_wrong || (self.has_formula && is_error(&self.shown)) {
            table.wrong(row, self.column, &self.shown);
            return Ok(());
        }
        if self.rows > 1 || self.columns > 1 {
            let (rows, columns) = (row.saturating_add(self.rows - 1), self.column.saturating_add(self.columns - 1));
            table.merged.push(Area { rows: row..=rows, columns: self.column..=columns });
        }
        let text = self.text();
        (self.column..self.column.saturating_add(self.times)).try_for_each(|column| table.put(budget, row, column, &text))
    }

    /// What people see, as far as it is all that is stored.
    fn text(&self) -> String {
        let shown = self.shown.trim();
        match self.kind.as_str() {
            "float" | "percentage" | "currency" => {
                let number = self.value.parse::<f64>().map_or(self.value.clone(), super::formats::plain);
                if figures(shown) == figures(&number) && !shown.is_empty() { shown.to_owned() } else { number }
            }
            "date" => {
                let day = self.value.trim_end_matches("T00:00:00").replace('T', " ");
                let day = if day.len() > 16 { day.trim_end_matches(":00") } else { &day };
                let has = |part: &str| shown.is_empty() || shown.contains(part.trim_start_matches('0'));
                // What was typed as `5.11` and taken for a day is shown without a year, and may be a control.
                let is_whole =
                    day.get(2..4).is_some_and(|year| shown.is_empty() || shown.contains(year)) && day.get(8..10).is_some_and(has);
                if is_whole { day.to_owned() } else { shown.to_owned() }
            }
            "time" => time(&self.value).unwrap_or_else(|| shown.to_owned()),
            "boolean" => self.value.clone(),
            _ if shown.is_empty() => self.value.clone(),
            _ => self.shown.clone(),
        }
    }
}

/// The figures of a number, without zeros that say nothing.
fn figures(number: &str) -> String {
    let figures: String = number.chars().filter(char::is_ascii_digit).collect();
    figures.trim_matches('0').to_owned()
}

fn is_error(shown: &str) -> bool {
    shown.starts_with("Err:") || matches!(shown, "#REF!" | "#NAME?" | "#VALUE!" | "#DIV/0!" | "#N/A" | "#NUM!" | "#NULL!")
}

/// `PT26H30M00S` as `26:30`.
fn time(value: &str) -> Option<String> {
    let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let seconds = if seconds.trim_matches('0').is_empty() { String::new() } else { format!(":{seconds}") };
    Some(format!("{hours}:{minutes}{seconds}"))
}
