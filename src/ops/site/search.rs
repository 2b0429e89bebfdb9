//! The page on which words of all records are looked for.

use super::folder::Folder;
use crate::base::node::{Class, Node};
use crate::ops::error::Error;
use crate::register::cx::Cx;
use crate::render::search::{Entry, write};
use crate::report::doc::{Block, Doc, Head};

/// Its file.
pub const SEARCH: &str = "search.html";
/// An index of so many bytes opens at once; beyond it, only ids and titles are in it, and the page says so.
const MOST: usize = 12 << 20;

/// Makes the page, from the records and the pages that are there.
pub fn put(cx: &Cx<'_>, folder: &Folder<'_>) -> Result<(), Error> {
    let mut entries = entries(cx, folder);
    let length: usize = entries.iter().map(|Entry(_, _, _, _, text)| text.len()).sum();
    let mut says = "Finds records and pages that hold all of the words, in any order.".to_owned();
    if length > MOST {
        entries.iter_mut().for_each(|entry| entry.4.clear());
        says = "Finds records and pages by their names and titles: there are too many records for all of their words.".to_owned();
    }
    let doc = Doc { head: Head { title: "Search".into(), ..Head::default() }, blocks: vec![Block::Paragraph { text: says }] };
    let mut out = Vec::new();
    write(&doc, &folder.frame(""), entries, &mut out)?;
    folder.sink.put(SEARCH, &out)
}

fn entries(cx: &Cx<'_>, folder: &Folder<'_>) -> Vec<Entry> {
    let page = |way: &crate::render::frame::Way| Entry(way.to.clone(), way.title.clone(), String::new(), "page".into(), String::new());
    let record = |(id, kind, doc): (&str, &str, crate::model::kinds::Doc)| {
        let node = cx.program.node(doc);
        let title = node.get("title").filter(|title| title.is_scalar()).map_or("", Node::text);
        let mut text = String::new();
        node.entries().filter(|(key, _)| !matches!(key.text(), "id" | "title")).for_each(|(_, value)| gather(value, &mut text));
        Some(Entry(folder.files.get(id)?.clone(), id.into(), title.into(), kind.into(), text))
    };
    let records = cx.program.records().filter_map(|(id, kind, doc)| record((id, kind.name, doc)));
    folder.ways.iter().map(page).chain(records).collect()
}

/// The words of a value, one after the other.
fn gather(node: Node<'_>, text: &mut String) {
    match node.class() {
        Class::Map => node.entries().for_each(|(_, value)| gather(value, text)),
        Class::Seq => node.items().for_each(|item| gather(item, text)),
        _ if node.text().is_empty() => {}
        _ => {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(node.text());
        }
    }
}
