//! Papers: PDF without a browser, for signing, sending and keeping.
//!
//! A paper stands as the HTML page does: the same words, columns and places, measured once. Every word is tagged with what it
//! is, in reading order, so that a screen reader says it and an archive keeps it (PDF/A-2a and PDF/UA-1 at once). Same content,
//! same bytes: the file is of the day that the report looks from.
//!
//! `krilla` writes the file and subsets the fonts; where things stand is decided here, since it has no layout of its own.

mod drawn;
mod edge;
mod face;
mod figure;
mod flow;
mod matrix;
mod paint;
mod prose;
mod sheet;
mod table;
mod wrap;

use super::brand::ink;
use super::frame::Frame;
use super::page::{Block as Laid, Page, Part};
use super::palette;
use super::runs::Runs;
use crate::base::colour::Colour;
use crate::report::doc::{Block, Doc};
use edge::Edge;
use face::Faces;
use flow::{Flow, INK};
use std::io;
use std::rc::Rc;

/// The heights of letters.
const TITLE: f32 = 20.0;
const HEADING: f32 = 13.0;
const TEXT: f32 = 9.5;
const SMALL: f32 = 7.5;

/// Writes the paper.
pub fn write(doc: &Doc<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let flow = laid(doc)?;
    let title = Runs::new(&doc.head.title).words();
    out.write_all(&paint::paint(&flow, &paint::About { title: &title, day: doc.head.as_of() })?)
}

/// Where everything stands.
fn laid(doc: &Doc<'_>) -> io::Result<Flow> {
    let page = Page::new(doc, &Frame::default());
    let sideways = page.opening.sideways;
    let mut flow = Flow::new(Faces::get()?, sideways);
    let brand = doc.head.brand.as_deref();
    flow.tint = ink(brand).map_or(INK, Colour::number);
    let edge = Edge::begin(&mut flow, brand, &page.opening);
    flow.heading(&page.opening.title, 1, TITLE);
    table::facts(&mut flow, &page.opening.facts);
    let places = Rc::clone(&page.places);
    for (part, block) in page.parts.into_iter().zip(&doc.blocks) {
        if let Block::Prose(parts) = block {
            prose::write(&mut flow, parts, &places);
            continue;
        }
        match part {
            Part::Table(ruled) => table::table(&mut flow, &ruled, sideways),
            Part::Block(Laid::Heading { text }) => flow.heading(&text, 2, HEADING),
            Part::Block(Laid::Paragraph { text } | Laid::Empty { text }) => flow.paragraph(&text, TEXT, INK),
            Part::Block(Laid::List { items }) => flow.list(&items, TEXT),
            Part::Block(Laid::Matrix(grid)) => matrix::matrix(&mut flow, &grid),
            Part::Block(Laid::Prose { .. }) => {}
            Part::Block(Laid::Chart { drawings }) => drawings.into_iter().for_each(|drawing| figure::picture(&mut flow, drawing)),
        }
    }
    flow.y += TEXT;
    page.footer.iter().for_each(|line| flow.paragraph(line, SMALL, palette::GREY));
    if let Some(told) = flow.told_missing() {
        flow.paragraph(&Runs::prose(&told), SMALL, palette::GREY);
    }
    edge.end(&mut flow);
    Ok(flow)
}

#[cfg(test)]
mod tests;
