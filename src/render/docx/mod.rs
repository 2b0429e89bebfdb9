//! Word documents: headings that the navigation knows, tables that go on over pages, ids that lead to their rows.
//!
//! A document stands as its HTML page does: the same words, columns and places, measured once for paper. Looks are named styles
//! and nothing else, so whoever goes on with a document in Word changes a style and not a thousand cells. Nothing that a
//! record says becomes XML, a field or a macro. Same content, same bytes: the file is of the day that the report looks from.
//!
//! `docx-rs` writes the parts of a paragraph, a row and the package. Its order of properties is not that of the format's
//! schema as soon as an element has several, so each has a style and little else, and what it has no call for (headings of
//! tables on each page, styles with levels) is put into its XML here.

mod package;
mod prose;
mod table;
mod words;

use super::frame::Frame;
use super::page::{Block as Laid, FactWords, Grid, Page, Part};
use super::ruled::{Ruled, Sheet};
use super::runs::Runs;
use super::{bars, spark};
use crate::base::text::capital;
use crate::report::doc::{Block, Doc};
use package::Paper;
use std::io;
use words::{Piece, Words};

/// Writes the document.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let page = Page::new(doc, &Frame::default());
    let paper = Paper { sideways: page.opening.sideways };
    let mut writer = Writer { words: Words::default(), paper, tables: 0, figures: 0 };
    writer.fill(doc, &page);
    package::write(&doc.head, writer.words, paper, out)
}

/// A document that is being written.
struct Writer {
    words: Words,
    paper: Paper,
    /// How many have a caption by now.
    tables: usize,
    figures: usize,
}

impl Writer {
    fn fill(&mut self, doc: &Doc<'_>, page: &Page<'_>) {
        self.words.say("Title", &page.opening.title);
        self.facts(&page.opening.facts);
        for ((number, block), part) in doc.blocks.iter().enumerate().zip(&page.parts) {
            match (block, part) {
                (Block::Chart(chart), _) => {
                    let titles: Vec<&str> = chart.panels.iter().map(|panel| panel.title.as_str()).collect();
                    self.figure(&page.beside(spark::table(chart), number), &titles.join(", "));
                }
                (Block::Bars(drawn), _) => self.figure(&page.beside(bars::table(drawn), number), &drawn.title),
                (Block::Prose(parts), _) => prose::write(&mut self.words, parts, &page.places),
                // What they show stands in a table too.
                (Block::Timeline(_) | Block::Wheel(_) | Block::Moves(_), _) => {}
                (_, Part::Table(table)) => self.table(table),
                (_, Part::Block(laid)) => self.laid(laid),
            }
        }
        page.footer.iter().for_each(|line| self.words.say("SmallPrint", line));
    }

    fn laid(&mut self, laid: &Laid) {
        match laid {
            Laid::Heading { text } => self.words.say("Heading1", text),
            Laid::Paragraph { text } | Laid::Empty { text } => self.words.say("Normal", text),
            Laid::List { items } => items.iter().for_each(|item| self.words.say("ListBullet", item)),
            // Told by the parts themselves, which are no lines of a page.
            Laid::Prose { .. } => {}
            Laid::Matrix(grid) => self.matrix(grid),
            // Pictures of numbers are told in letters.
            Laid::Chart { .. } => {}
        }
    }

    fn facts(&mut self, facts: &[FactWords]) {
        if !facts.is_empty() {
            table::facts(&mut self.words, facts, self.paper.room());
            self.words.gap();
        }
    }

    fn table(&mut self, ruled: &Ruled<'_>) {
        self.tables += 1;
        for sheet in ruled.sheets(self.paper.sideways) {
            let part = if sheet.of > 1 { format!(", part {} of {}", sheet.part, sheet.of) } else { String::new() };
            self.caption("Table", self.tables, &format!("{}{part}", sheet.name.replace('-', " ")));
            self.sheet(ruled, &sheet);
        }
    }

    /// Numbers that are a picture elsewhere.
    fn figure(&mut self, ruled: &Ruled<'_>, title: &str) {
        self.figures += 1;
        self.caption("Figure", self.figures, title);
        ruled.sheets(self.paper.sideways).iter().for_each(|sheet| self.sheet(ruled, sheet));
    }

    fn sheet(&mut self, ruled: &Ruled<'_>, sheet: &Sheet) {
        let mut filling = table::Filling::begin(&mut self.words, sheet, self.paper.room());
        ruled.lines(sheet).for_each(|line| filling.put(&line));
        filling.end();
    }

    fn matrix(&mut self, grid: &Grid) {
        self.figures += 1;
        self.caption("Figure", self.figures, "heat map");
        table::matrix(&mut self.words, grid, self.paper.room());
        self.words.gap();
    }

    fn caption(&mut self, what: &str, number: usize, text: &str) {
        // A table that somebody wrote has no name.
        let named = if text == "table" { String::new() } else { format!(": {}", capital(text)) };
        let text = Runs::new(&format!("{what} {number}{named}"));
        self.words.put("Caption", &[Piece::plain(&text)], None);
    }
}
