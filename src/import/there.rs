//! What a programme has already, as far as an import asks.

use super::names::Names;
use super::record::Record;
use super::row::line;
use crate::base::node::Node;
use crate::edit::value::Value;
use crate::model::kinds::{Control, KindInfo};
use crate::model::program::Program;
use std::collections::HashMap;

/// The file of a record or singleton.
pub fn node<'p>(program: &'p Program, name: &str) -> Option<Node<'p>> {
    let single = || program.single_docs().find(|(single, _)| *single == name).map(|(_, doc)| doc);
    let doc = program.known(name).map(|known| known.doc).or_else(single)?;
    Some(program.node(doc))
}

/// The id of the record that a row is about, if it is there: imported before, or only a name so far.
pub fn record(program: &Program, names: &Names, kind: &'static KindInfo, source: Option<&str>, title: &str) -> Option<String> {
    let by_source = source.and_then(|source| {
        let id = names.find(kind.name, source)?;
        let known = program.known(id)?;
        let says = |pointer: &str, text: &str| program.node(known.doc).find(pointer).is_some_and(|node| node.text() == text);
        // Two sheets may have the same number for different things.
        let is_ours = says("/custom/source_id", source) && says("/title", &line(title));
        (is_ours || is_only_a_name(program, id)).then_some(id)
    });
    // Without an id the title is all there is to tell records apart.
    let has_title = |id: &&str| {
        let known = program.known(id).filter(|_| source.is_none());
        known.is_some_and(|known| program.node(known.doc).find("/title").is_some_and(|node| node.text() == line(title)))
    };
    by_source.or_else(|| names.find(kind.name, title).filter(|id| is_only_a_name(program, id) || has_title(id))).map(str::to_owned)
}

/// Whether a record that is there says all that a row says, and maybe more.
pub fn says_all(program: &Program, record: &Record) -> bool {
    let Some(known) = program.known(&record.id) else { return false };
    let node = program.node(known.doc);
    let notes = node.get("notes").map_or("", Node::text);
    node.get("title").is_some_and(|title| title.text() == record.title)
        && Value::from(record.fields.clone()).is_said_by(node)
        && node.get("custom").map_or(record.custom.is_empty(), |custom| Value::from(record.custom.clone()).is_said_by(custom))
        && record.unclear.0.iter().all(
            |(_, words)| matches!(words, Value::Text(words) if node.file().text.contains(words.as_str()) || notes.contains(words.as_str())),
        )
        && record.notes.iter().all(|note| notes.contains(note.as_str()))
}

/// Whether a record was made because a cell named it, and nobody has touched it since.
pub fn is_only_a_name(program: &Program, id: &str) -> bool {
    let Some(known) = program.known(id) else { return false };
    let node = program.node(known.doc);
    let text = |field: &str| node.get(field).filter(|node| node.is_scalar()).map(Node::text);
    let mut bare = Record::new(known.kind, id.into(), text("title").unwrap_or_default().into());
    bare.fields.put_some("type", text("type"));
    let implements = node.get("implements").into_iter().flat_map(Node::items).map(|item| Value::from(item.text()));
    bare.fields.put_list("implements", implements.collect());
    *node.file().text == *bare.text()
}

/// The programme's controls by the controls of Annex A that they implement.
pub fn behind(program: &Program) -> HashMap<String, Vec<String>> {
    let mut behind: HashMap<String, Vec<String>> = HashMap::new();
    for control in program.all::<Control>() {
        for annex in &control.data().implements {
            behind.entry(annex.id().into()).or_default().push(control.data().id.clone());
        }
    }
    behind
}
