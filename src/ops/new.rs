//! A new record.

use super::error::Error;
use super::open::View;
use super::writing;
use crate::edit::preview::Preview;
use crate::edit::scaffold::{self, Scaffold, ScaffoldError};
use crate::load::Loaded;
use crate::model::kinds::KindInfo;
use crate::register::fields;
use crate::register::unresolved::unresolved;
use crate::store::write::Change;

pub use super::list::kind;

/// What a record is to say.
pub struct Wanted {
    pub kind: &'static KindInfo,
    pub title: String,
    /// The next free one if it is None.
    pub id: Option<String>,
    /// Fields by their path, such as `current.likelihood`, with their values; commas divide the items of a list.
    pub fields: Vec<(String, String)>,
}

/// The fields that a record of this kind must have and that are not among these, each with the words it may be.
pub fn missing(kind: &'static KindInfo, fields: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let is_given = |name: &str| fields.iter().any(|(field, _)| field == name || field.starts_with(&format!("{name}.")));
    scaffold::required(kind).into_iter().filter(|(name, _)| !is_given(name)).collect()
}

/// Writes the record, and returns what was written.
///
/// # Errors
/// When a field is none of the kind, when the record would have a fault, and when it cannot be written.
pub fn create(view: &View, wanted: &Wanted) -> Result<[Change; 1], Error> {
    let writer = writing::begin(view.tree.root(), |note| view.note(note))?;
    let loaded = view.load()?;
    let scaffold = scaffold(wanted, &loaded)?;
    let (id, (path, text)) = (scaffold.id(), scaffold.file());
    let change = [Change::new(path.as_str(), text)];
    let preview = Preview::of(&*view.source, &change)?;
    if let Some((_, fault)) = preview.faults().next() {
        let error = Error::asked(fault.message.clone());
        return Err(fault.help.iter().fold(error, |error, help| error.hint(help.clone())));
    }
    // Whoever types a reference means a record that is there; in a file, one may come first and the other after it.
    let program = &preview.loaded.program;
    let begun = program.records().find(|(known, ..)| *known == id);
    if let Some((message, help)) = begun.and_then(|(_, kind, doc)| unresolved(program, kind.name, program.node(doc)).into_iter().next()) {
        return Err(Error::asked(message).hint(help));
    }
    writer.write(&change)?;
    Ok(change)
}

fn scaffold(wanted: &Wanted, loaded: &Loaded) -> Result<Scaffold, Error> {
    if let Some(message) = wanted.fields.iter().find_map(|(field, _)| fields::unknown(wanted.kind, field)) {
        return Err(Error::asked(message).hint("docs/records.md lists the fields of each kind"));
    }
    let id = wanted.id.clone().unwrap_or_else(|| scaffold::next_id(&loaded.program, wanted.kind, &wanted.title));
    Scaffold::new(wanted.kind, id, wanted.title.clone(), &wanted.fields).map_err(|error| match error {
        ScaffoldError::Twice { field } => Error::asked(format!("`{field}` is given twice")).hint("leave one of them out"),
        ScaffoldError::Deep { field } => Error::asked(format!("`{field}` is a list of mappings")).hint("write it in the file by hand"),
        ScaffoldError::Value { field, wanted } => Error::asked(format!("`{field}` is {wanted}")),
    })
}
