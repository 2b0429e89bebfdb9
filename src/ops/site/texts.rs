//! The texts of documents on the pages of their records.

use crate::model::kinds::Document;
use crate::ops::document::text;
use crate::ops::open::View;
use crate::ops::report::Seen;
use crate::report::doc::Block;
use crate::report::markdown::read;
use crate::report::prose::Prose;
use std::collections::HashMap;

/// What is read of a document for its page: its text, or why that is not here.
enum Held<'p> {
    Text { file: &'p str, text: String, is_plain: bool },
    Missing(String),
}

/// The texts of all documents, by their ids.
pub struct Texts<'p> {
    texts: HashMap<&'p str, Held<'p>>,
    /// The page of the document that a file is the text of.
    pages: HashMap<&'p str, String>,
}

impl<'p> Texts<'p> {
    pub fn of(view: &View, seen: &Seen<'p>, files: &HashMap<String, String>) -> Self {
        let (mut texts, mut pages) = (HashMap::new(), HashMap::new());
        for document in seen.cx.program.all::<Document>() {
            let document_of = document.data();
            let held = match text(view, seen.cx.program, document) {
                Ok(text) => Held::Text { file: text.file, text: text.text, is_plain: text.is_plain },
                Err(missing) => Held::Missing(missing.what),
            };
            texts.insert(document_of.id.as_str(), held);
            if let Some((file, page)) = document_of.file.as_deref().zip(files.get(&document_of.id)) {
                pages.insert(file, format!("../{page}"));
            }
        }
        Self { texts, pages }
    }

    /// What stands on the page of a document. Links to texts of others lead to their pages.
    pub fn blocks<'b>(&self, id: &str) -> Vec<Block<'b>> {
        let Some(held) = self.texts.get(id) else { return Vec::new() };
        let mut blocks = vec![Block::Heading { text: "Text".into() }];
        match held {
            Held::Text { text, is_plain: true, .. } => blocks.push(Block::Prose(vec![Prose::Code { text: text.clone() }])),
            Held::Text { file, text, .. } => {
                let to = |path: &str| self.pages.get(beside(file, path)?.as_str()).cloned();
                blocks.extend(read(text, 2, &to));
            }
            Held::Missing(what) => blocks.push(Block::Paragraph { text: format!("Not shown here: {what}.") }),
        }
        blocks
    }
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
