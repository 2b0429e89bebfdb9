//! The templates, and what each of them writes. They are read when the program is built: a name that is not there does not
//! compile.
//!
//! All text is escaped where it is written, since the names of the templates end in `.html`. What is marked as safe is
//! only what a template wrote.

use crate::render::chart::{Drawing, Shape};
use crate::render::layout::CellWords;
use crate::render::page::{Block, Opening};
use crate::render::ruled::{Line, Sheet};
use crate::render::runs::{Break, Runs};
use crate::render::written::Written;
use crate::report::doc::Tone;
use askama::Template;
use askama::filters::HtmlSafe;

/// The top of a page, before its style.
#[derive(Template)]
#[template(path = "opening.html")]
pub struct Top<'a> {
    pub title: &'a Runs,
    /// The digest of the script that may run.
    pub allowed: Option<&'a str>,
    pub has_logo: bool,
}

/// What follows the style, up to what the page is about.
#[derive(Template)]
#[template(path = "header.html")]
pub struct Header<'a> {
    pub page: &'a Opening,
}

/// A part that is no table.
#[derive(Template)]
#[template(path = "block.html")]
pub struct Part<'a> {
    pub block: &'a Block,
    /// Which of all parts it is.
    pub number: usize,
}

/// A table down to where its rows begin.
#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Above<'a> {
    pub sheet: &'a Sheet,
}

/// A row.
#[derive(Template)]
#[template(path = "line.html")]
pub struct Across<'a> {
    pub sheet: &'a Sheet,
    pub line: &'a Line<'a>,
}

/// What stands below a page.
#[derive(Template)]
#[template(path = "ending.html")]
pub struct Ending<'a> {
    pub lines: &'a [Runs],
    pub own: Option<&'a Runs>,
}

/// A text.
#[derive(Template)]
#[template(path = "words.html")]
struct Words<'a>(&'a Runs);

/// The lines of a value, and whether they are prose, which long words make wide.
#[derive(Template)]
#[template(path = "lines.html")]
struct Lines<'a>(&'a CellWords, bool);

/// A text that somebody wrote.
#[derive(Template)]
#[template(path = "written.html")]
struct Prose<'a>(&'a [Written]);

/// The items of a list in it.
#[derive(Template)]
#[template(path = "items.html")]
struct Items<'a>(&'a [Vec<Written>]);

/// A chart: which of those of its part of the page.
#[derive(Template)]
#[template(path = "picture.html")]
struct Picture<'a> {
    drawing: &'a Drawing,
    part: &'a usize,
    nth: &'a usize,
}

/// How a line is broken.
#[derive(Template)]
#[template(source = "{% if !self.0.is_empty() %} stroke-dasharray=\"{{ self.0 }}\"{% endif %}", ext = "html")]
struct Dashes<'a>(&'a str);

impl HtmlSafe for Words<'_> {}
impl HtmlSafe for Lines<'_> {}
impl HtmlSafe for Prose<'_> {}
impl HtmlSafe for Items<'_> {}
impl HtmlSafe for Picture<'_> {}
impl HtmlSafe for Dashes<'_> {}
