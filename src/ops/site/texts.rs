//! The texts of documents, on the pages of their records and on those for people who see no records.

use crate::model::kinds::Document;
use crate::model::program::{Program, View as Record};
use crate::ops::document::text;
use crate::ops::open::View;
use crate::render::frame::Files;
use crate::report::doc::Block;
use crate::report::document::under;
use crate::report::markdown::{read, read_outside};
use crate::report::pages::InForce;
use std::collections::HashMap;

/// What is read of a document for its page: its text, or why that is not here.
enum Held {
    Text { file: String, text: String, is_plain: bool },
    Missing(String),
}

/// Texts of documents, by their ids.
#[derive(Default)]
pub struct Texts {
    texts: HashMap<String, Held>,
    /// The document that a file is the text of.
    documents: HashMap<String, String>,
}

impl Texts {
    /// Reads the text of a document, and says whether it is here.
    pub fn add(&mut self, view: &View, program: &Program, document: Record<'_, Document>) -> bool {
        let held = match text(view, program, document) {
            Ok(text) => Held::Text { file: text.file.to_owned(), text: text.text, is_plain: text.is_plain },
            Err(missing) => Held::Missing(missing.what),
        };
        let (id, is_here) = (document.id.clone(), matches!(held, Held::Text { .. }));
        if let Some(file) = &document.file {
            self.documents.insert(file.clone(), id.clone());
        }
        self.texts.insert(id, held);
        is_here
    }

    /// What stands on the page of a document's record. Links to texts of others lead to their pages.
    pub fn of_record<'b>(&self, id: &str, files: &Files) -> Vec<Block<'b>> {
        let Some(held) = self.texts.get(id) else { return Vec::new() };
        let mut blocks = vec![Block::Heading { text: "Text".into() }];
        match held {
            Held::Text { file, text, is_plain } => {
                blocks.extend(under("", text, *is_plain, |text| read(text, 2, &|path| self.page(file, path, files))));
            }
            Held::Missing(what) => blocks.push(not_here(what)),
        }
        blocks
    }

    /// What stands on the page of a document that is one of few: only those that have one are led to.
    pub fn of_page<'b>(&self, document: &InForce, files: &Files) -> Vec<Block<'b>> {
        match self.texts.get(&document.id) {
            Some(Held::Text { file, text, is_plain }) => {
                let read = |text: &str| read_outside(text, 1, &|path| self.page(file, path, files));
                under(&document.title, text, *is_plain, read)
            }
            Some(Held::Missing(what)) => vec![not_here(what)],
            None => Vec::new(),
        }
    }

    /// Where a path in a text leads from a page that is no page of the top.
    fn page(&self, file: &str, path: &str, files: &Files) -> Option<String> {
        let page = files.get(self.documents.get(&beside(file, path)?)?)?;
        Some(format!("../{page}"))
    }
}

fn not_here<'b>(what: &str) -> Block<'b> {
    Block::Paragraph { text: format!("Not shown here: {what}.") }
}

/// A path as it is seen from a file, from the top of the programme; none if it leads out of it.
fn beside(file: &str, path: &str) -> Option<String> {
    let path = path.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_their_file() {
        let seen = |path| beside("documents/files/a.md", path);
        assert_eq!(seen("b.md#top"), Some("documents/files/b.md".into()));
        assert_eq!(seen("../../soa.yaml"), Some("soa.yaml".into()));
        assert_eq!(seen("../../../x"), None);
    }
}
