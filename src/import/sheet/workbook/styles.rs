//! What the styles of cells of Excel say: how numbers are shown, and which texts are struck out.

use super::Problem;
use super::formats::Format;
use super::parts::Parts;
use super::xml::{Xml, attribute, number, walk};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// More styles than spreadsheet programs have.
const MOST: usize = 1 << 16;

/// The styles of a workbook, by their numbers.
#[derive(Default)]
pub struct Styles {
    formats: Vec<Format>,
    struck: Vec<bool>,
}

impl Styles {
    pub fn read(parts: &Parts<'_>, name: &str) -> Result<Self, Problem> {
        let (mut codes, mut styles): (HashMap<usize, Format>, _) = (HashMap::new(), Self::default());
        let Some(part) = parts.read(name)? else { return Ok(styles) };
        let mut fonts: Vec<bool> = Vec::new();
        let (mut is_in_fonts, mut is_in_cells) = (false, false);
        walk(part, |xml| {
            match xml {
                Xml::Begin("numFmt", element) => {
                    if let (Some(id), Some(code)) = (number(element, "numFmtId")?, attribute(element, "formatCode")?) {
                        codes.insert(id, Format::of(&code));
                    }
                }
                Xml::Begin("fonts", _) => is_in_fonts = true,
                Xml::End("fonts") => is_in_fonts = false,
                Xml::Begin("font", _) if is_in_fonts => fonts.push(false),
                Xml::Begin("strike", element) if is_in_fonts => {
                    let strikes = strikes(element)?;
                    fonts.last_mut().into_iter().for_each(|font| *font = strikes);
                }
                Xml::Begin("cellXfs", _) => is_in_cells = true,
                Xml::End("cellXfs") => is_in_cells = false,
                Xml::Begin("xf", element) if is_in_cells => {
                    let id = number(element, "numFmtId")?.unwrap_or(0);
                    styles.formats.push(codes.get(&id).cloned().unwrap_or_else(|| Format::built_in(id)));
                    let font = number(element, "fontId")?.and_then(|font| fonts.get(font).copied());
                    styles.struck.push(font.unwrap_or(false));
                }
                _ => {}
            }
            if styles.formats.len().max(codes.len()).max(fonts.len()) > MOST { Err(Problem::large()) } else { Ok(true) }
        })?;
        Ok(styles)
    }

    /// How a style shows numbers.
    pub fn format(&self, style: usize) -> Option<&Format> {
        self.formats.get(style)
    }

    pub fn is_struck(&self, style: usize) -> bool {
        self.struck.get(style).is_some_and(|struck| *struck)
    }
}

/// Whether an element of that name says that text is struck out: it does unless it says that it is not.
pub fn strikes(element: &BytesStart<'_>) -> Result<bool, Problem> {
    Ok(attribute(element, "val")?.is_none_or(|value| !matches!(value.trim(), "0" | "false")))
}
